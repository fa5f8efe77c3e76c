"""The training panel on a real document."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

import nncore as nn
from app.model.document import Document
from app.panels.training import TrainingPanel
from tests.app.panel_kit import choice, choose, enter, number, sentences, shown

LEFT = Qt.MouseButton.LeftButton
THIN = "\u202f"
RATE = "training.optimizer.learning_rate"


@pytest.fixture
def document(qapp: object) -> Document:
    return Document(nn.PRESETS["first-run"].experiment)


@pytest.fixture
def panel(document: Document, qtbot: QtBot) -> TrainingPanel:
    panel = TrainingPanel(document)
    shown(qtbot, panel)
    return panel


def test_it_shows_what_the_document_has(panel: TrainingPanel) -> None:
    assert number(panel, RATE).text() == "0.03"
    assert choice(panel, "training.optimizer").currentText() == "Adam"
    assert choice(panel, "training.loss").currentText() == "Binary cross-entropy"
    assert number(panel, "training.batch_size").text() == "32"


@pytest.mark.parametrize(
    ("typed", "value", "text"),
    [("0.1", 0.1, "0.1"), ("3e-2", 0.03, "0.03"), ("0,3", 0.3, "0.3"), ("1e-5", 1e-5, "1e-5")],
)
def test_the_rate_is_read_however_it_is_spelt(
    panel: TrainingPanel, document: Document, qtbot: QtBot, typed: str, value: float, text: str
) -> None:
    enter(qtbot, number(panel, RATE), typed)
    assert document.experiment.training.optimizer.learning_rate == value
    assert number(panel, RATE).text() == text


@pytest.mark.parametrize(
    ("typed", "got"),
    [
        ("0", "0"),
        ("-1", "-1"),
        ("nan", "“nan”"),
        ("1e9", f"1{THIN}000{THIN}000{THIN}000"),
        ("inf", "“inf”"),
        ("x", "“x”"),
    ],
)
def test_a_rate_that_is_not_allowed_is_said(
    panel: TrainingPanel, document: Document, qtbot: QtBot, typed: str, got: str
) -> None:
    work = document.work
    enter(qtbot, number(panel, RATE), typed)
    assert sentences(panel) == [f"Learning rate must be greater than 0 and at most 1{THIN}000, not {got}."]
    assert number(panel, RATE).text() == typed
    assert document.work is work


def test_arrows_step_the_rate_along_one_three_ten(panel: TrainingPanel, document: Document, qtbot: QtBot) -> None:
    rate = number(panel, RATE)
    seen = []
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down):
        qtbot.keyClick(rate, key)
        seen.append(rate.text())
    assert seen == ["0.1", "0.3", "0.1", "0.03", "0.01"]


def test_a_new_rate_goes_on_with_the_same_run(panel: TrainingPanel, document: Document, qtbot: QtBot) -> None:
    run = document.work.run
    enter(qtbot, number(panel, RATE), "0.1")
    enter(qtbot, number(panel, "training.batch_size"), "10")
    assert document.work.run == run


def test_another_optimizer_keeps_the_rate(panel: TrainingPanel, document: Document, qtbot: QtBot) -> None:
    enter(qtbot, number(panel, RATE), "0.3")
    choose(qtbot, choice(panel, "training.optimizer"), "sgd")
    assert document.experiment.training.optimizer == nn.SGD(learning_rate=0.3)
    assert number(panel, RATE).text() == "0.3"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("0", f"Batch size must be between 1 and 100{THIN}000, not 0."),
        ("1.5", f"Batch size must be a whole number between 1 and 100{THIN}000, not 1.5."),
    ],
)
def test_a_batch_size_that_is_not_allowed_is_said(
    panel: TrainingPanel, document: Document, qtbot: QtBot, typed: str, expected: str
) -> None:
    enter(qtbot, number(panel, "training.batch_size"), typed)
    assert sentences(panel) == [expected]
    assert document.experiment.training.batch_size == 32


def test_the_batch_size_steps_by_doubling(panel: TrainingPanel, document: Document, qtbot: QtBot) -> None:
    qtbot.keyClick(number(panel, "training.batch_size"), Qt.Key.Key_Up)
    assert document.experiment.training.batch_size == 64


def test_page_up_stops_at_the_largest_rate_and_batch(panel: TrainingPanel, document: Document, qtbot: QtBot) -> None:
    enter(qtbot, number(panel, RATE), "1")
    qtbot.keyClick(number(panel, RATE), Qt.Key.Key_PageUp)
    qtbot.keyClick(number(panel, "training.batch_size"), Qt.Key.Key_PageUp)
    qtbot.keyClick(number(panel, "training.batch_size"), Qt.Key.Key_PageUp)
    assert document.experiment.training.optimizer.learning_rate == 1000
    assert document.experiment.training.batch_size == 100_000
    assert sentences(panel) == []


def test_cross_entropy_brings_its_output_along(panel: TrainingPanel, document: Document, qtbot: QtBot) -> None:
    document.edit({"training.loss": "mse", "network.output_activation": "tanh"}, "Loss")
    document.undo_stack.clear()
    with qtbot.waitSignal(panel.notice) as notice:
        choose(qtbot, choice(panel, "training.loss"), "bce")
    assert document.experiment.training.loss == "bce"
    assert document.experiment.network.output_activation == "sigmoid"
    assert notice.args == ["The output is now sigmoid: the loss “Binary cross-entropy” needs it."]
    document.undo_stack.undo()
    assert document.experiment.network.output_activation == "tanh"


def test_a_loss_that_fits_leaves_the_output_alone(panel: TrainingPanel, document: Document, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(panel.notice):
        choose(qtbot, choice(panel, "training.loss"), "half_mse")
    assert document.experiment.training.loss == "half_mse"
    assert document.experiment.network.output_activation == "sigmoid"


def test_the_wheel_does_not_change_a_choice_without_the_focus(panel: TrainingPanel) -> None:
    for field in (choice(panel, "training.loss"), choice(panel, "training.optimizer")):
        assert field.focusPolicy() == Qt.FocusPolicy.TabFocus
