"""The rest of the training panel: what it opens, what it edits, and that nothing is at work unseen."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

import nncore as nn
from app.model.document import Document
from app.panels.switch import Switch
from app.panels.training import TrainingPanel
from app.panels.training_more import TrainingMore
from tests.app.panel_kit import choice, choose, enter, number, sentences, shown
from tests.app.snapshots import of_experiment

LEFT = Qt.MouseButton.LeftButton
THIN = "\u202f"
FIRST = nn.PRESETS["first-run"].experiment


@pytest.fixture
def document(qapp: object) -> Document:
    return Document(FIRST)


@pytest.fixture
def panel(document: Document, qtbot: QtBot) -> TrainingPanel:
    panel = TrainingPanel(document)
    shown(qtbot, panel)
    return panel


@pytest.fixture
def more(panel: TrainingPanel, qtbot: QtBot) -> TrainingMore:
    qtbot.mouseClick(panel.more, LEFT)
    assert panel.rest is not None
    return panel.rest


def flip(panel: TrainingPanel, qtbot: QtBot, path: str) -> None:
    found = panel.findChild(Switch, path)
    assert found is not None
    qtbot.mouseClick(found, LEFT)


def labels(more: TrainingMore) -> list[list[str]]:
    """The rows that are seen, section by section."""
    return [[row.label.text() for row in section.fields if row.isVisible()] for section in more.sections]


def test_more_opens_and_closes_the_rest(panel: TrainingPanel, qtbot: QtBot) -> None:
    assert panel.rest is None
    qtbot.mouseClick(panel.more, LEFT)
    assert panel.rest is not None
    assert panel.rest.isVisible()
    assert panel.more.text() == "Less"
    qtbot.mouseClick(panel.more, LEFT)
    assert not panel.rest.isVisible()
    assert panel.more.text() == "More…"


def test_a_plain_training_with_adam_has_these_rows(more: TrainingMore) -> None:
    assert labels(more) == [
        ["Memory β₁", "Memory β₂", "Guard ε"],
        ["Schedule"],
        ["Shuffle", "Grow"],
        ["L1 penalty", "L2 penalty", "Clip norm"],
        ["Epochs", "No progress", "Loss falls to", "Accuracy is"],
    ]


@pytest.mark.parametrize(
    ("optimizer", "expected"),
    [
        ("sgd", ["Momentum", "Nesterov"]),
        ("rmsprop", ["Memory α", "Guard ε"]),
        ("adagrad", ["Guard ε"]),
        ("adamw", ["Memory β₁", "Memory β₂", "Guard ε", "Decay"]),
    ],
)
def test_each_optimizer_has_its_own_numbers(
    panel: TrainingPanel, more: TrainingMore, qtbot: QtBot, optimizer: str, expected: list[str]
) -> None:
    choose(qtbot, choice(panel, "training.optimizer"), optimizer)
    assert labels(more)[0] == expected


@pytest.mark.parametrize(
    ("schedule", "expected"),
    [
        ("step", ["Every", "Factor"]),
        ("exponential", ["Factor"]),
        ("cosine", ["Length", "Lowest"]),
        ("warmup", ["Length", "Starts at"]),
        ("one_cycle", ["Length", "Rises for", "Starts at", "Ends at"]),
        ("plateau", ["Factor", "Patience", "Threshold", "Cooldown", "Lowest"]),
    ],
)
def test_each_schedule_has_its_own_numbers_and_its_curve(
    panel: TrainingPanel, document: Document, more: TrainingMore, qtbot: QtBot, schedule: str, expected: list[str]
) -> None:
    assert not more.schedule.curve.isVisible()
    choose(qtbot, choice(panel, "training.schedule"), schedule)
    assert document.experiment.training.schedule == nn.SCHEDULES[schedule]()
    assert labels(more)[1] == ["Schedule", *expected]
    assert more.schedule.curve.isVisible()


@pytest.mark.parametrize(
    ("start", "field", "typed", "expected", "text"),
    [
        (nn.SGD(0.03), "momentum", "0.9", nn.SGD(0.03, momentum=0.9), "0.9"),
        (nn.Adam(0.03), "beta1", "0.8", nn.Adam(0.03, beta1=0.8), "0.8"),
        (nn.Adam(0.03), "beta2", "0.99", nn.Adam(0.03, beta2=0.99), "0.99"),
        (nn.Adam(0.03), "epsilon", "1e-6", nn.Adam(0.03, epsilon=1e-6), "1e-6"),
        (nn.RMSProp(0.03), "alpha", "0.9", nn.RMSProp(0.03, alpha=0.9), "0.9"),
        (nn.AdamW(0.03), "decay", "0.1", nn.AdamW(0.03, decay=0.1), "0.1"),
    ],
)
def test_numbers_of_the_optimizer_are_edited(
    panel: TrainingPanel,
    document: Document,
    more: TrainingMore,
    qtbot: QtBot,
    start: nn.Optimizer,
    field: str,
    typed: str,
    expected: nn.Optimizer,
    text: str,
) -> None:
    document.edit({"training.optimizer": start}, "Optimizer")
    run = document.work.run
    enter(qtbot, number(panel, f"training.optimizer.{field}"), typed)
    assert document.experiment.training.optimizer == expected
    assert number(panel, f"training.optimizer.{field}").text() == text
    assert document.work.run == run


def test_nesterov_is_a_switch(panel: TrainingPanel, document: Document, more: TrainingMore, qtbot: QtBot) -> None:
    document.edit({"training.optimizer": nn.SGD(0.03, momentum=0.9)}, "Optimizer")
    flip(panel, qtbot, "training.optimizer.nesterov")
    assert document.experiment.training.optimizer == nn.SGD(0.03, momentum=0.9, nesterov=True)


def test_a_number_that_is_not_allowed_is_said_by_its_full_name(
    panel: TrainingPanel, document: Document, more: TrainingMore, qtbot: QtBot
) -> None:
    enter(qtbot, number(panel, "training.optimizer.beta1"), "1")
    assert sentences(panel) == ["Memory β₁ must be at least 0 and less than 1, not 1."]
    document.edit({"training.schedule": nn.StepDecay()}, "Schedule")
    enter(qtbot, number(panel, "training.schedule.every"), "0")
    billion = f"1{THIN}000{THIN}000{THIN}000"
    expected = f"Epochs between two steps must be between 1{THIN}epoch and {billion}{THIN}epochs, not 0{THIN}epochs."
    assert sentences(panel) == [expected]


def test_numbers_of_a_schedule_are_written_with_what_they_count(
    panel: TrainingPanel, document: Document, more: TrainingMore, qtbot: QtBot
) -> None:
    document.edit({"training.schedule": nn.OneCycle()}, "Schedule")
    names = ("epochs", "rising", "start_divisor", "end_divisor")
    texts = [number(panel, f"training.schedule.{name}").text() for name in names]
    assert texts == ["100 epochs", "30 %", "rate / 25", "start / 10000"]
    for name, typed in zip(names, ("1", "40", "10", "start / 100"), strict=True):
        enter(qtbot, number(panel, f"training.schedule.{name}"), typed)
    assert document.experiment.training.schedule == nn.OneCycle(1, 0.4, 10.0, 100.0)
    assert number(panel, "training.schedule.epochs").text() == "1 epoch"


def test_formulas_are_in_the_tool_tips(panel: TrainingPanel, document: Document, more: TrainingMore) -> None:
    document.edit({"training.schedule": nn.Exponential(), "training.batch_schedule": nn.BatchGrowth()}, "Both")
    assert "rate(e) = rate · factor^e" in number(panel, "training.schedule.factor").toolTip()
    assert "rate(e) = rate · factor^e" in more.schedule.curve.toolTip()
    assert "size(e) = min(most" in number(panel, "training.batch_schedule.most").toolTip()
    assert "v̂" in number(panel, "training.optimizer.beta2").toolTip()


# Numbers that need not be there.


@pytest.mark.parametrize(
    ("path", "off", "typed", "value", "text"),
    [
        ("clip_norm", "off", "1", 1.0, "1"),
        ("epochs", "never", "100", 100, "100 epochs"),
        ("patience", "never", "20 epochs", 20, "20 epochs"),
        ("target_loss", "never", "0.01", 0.01, "0.01"),
        ("target_accuracy", "never", "95 %", 0.95, "95 %"),
    ],
)
def test_an_empty_field_is_off_a_number_switches_on_and_clearing_off(
    panel: TrainingPanel,
    document: Document,
    more: TrainingMore,
    qtbot: QtBot,
    path: str,
    off: str,
    typed: str,
    value: object,
    text: str,
) -> None:
    field = number(panel, f"training.{path}")
    assert (field.text(), field.lineEdit().placeholderText()) == ("", off)
    enter(qtbot, field, typed)
    assert getattr(document.experiment.training, path) == value
    assert field.text() == text
    field.selectAll()
    qtbot.keyClick(field, Qt.Key.Key_Delete)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert getattr(document.experiment.training, path) is None
    enter(qtbot, field, typed)
    enter(qtbot, field, off)
    assert getattr(document.experiment.training, path) is None
    assert sentences(panel) == []


def test_the_first_step_up_switches_on(
    panel: TrainingPanel, document: Document, more: TrainingMore, qtbot: QtBot
) -> None:
    field = number(panel, "training.clip_norm")
    qtbot.keyClick(field, Qt.Key.Key_Down)
    assert document.experiment.training.clip_norm is None
    qtbot.keyClick(field, Qt.Key.Key_Up)
    assert document.experiment.training.clip_norm == 1.0
    qtbot.keyClick(field, Qt.Key.Key_Up)
    assert document.experiment.training.clip_norm == 3.0


def test_values_have_no_accuracy_to_aim_at(panel: TrainingPanel, document: Document, more: TrainingMore) -> None:
    document.start_over(nn.PRESETS["plane"].experiment)
    field = number(panel, "training.target_accuracy")
    assert not field.isEnabled()
    assert "no share of right answers" in field.toolTip()
    document.start_over(FIRST)
    assert field.isEnabled()


def test_growing_batches_are_switched_on_shown_and_edited(
    panel: TrainingPanel, document: Document, more: TrainingMore, qtbot: QtBot
) -> None:
    assert not more.batches.curve.isVisible()
    flip(panel, qtbot, "training.batch_schedule")
    assert document.experiment.training.batch_schedule == nn.BatchGrowth()
    assert labels(more)[2] == ["Shuffle", "Grow", "Every", "Factor", "At most"]
    assert more.batches.curve.isVisible()
    qtbot.keyClick(number(panel, "training.batch_schedule.most"), Qt.Key.Key_Up)
    assert document.experiment.training.batch_schedule == nn.BatchGrowth(most=1024)
    flip(panel, qtbot, "training.batch_schedule")
    assert document.experiment.training.batch_schedule is None


def test_the_dots_are_at_the_present_epoch(panel: TrainingPanel, document: Document, more: TrainingMore) -> None:
    document.edit({"training.schedule": nn.StepDecay(2, 0.5), "training.batch_schedule": nn.BatchGrowth(2)}, "Both")
    snapshot = of_experiment(document.experiment)
    panel.show_snapshot(replace(snapshot, state=replace(snapshot.state, epoch=5), learning_rate=0.0075))
    assert more.schedule.curve.mark == (5, 0.0075)
    assert more.batches.curve.mark == (5, 128)
