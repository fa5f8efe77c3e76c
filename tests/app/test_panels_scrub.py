"""The name of a number, dragged sideways: the number goes along, and undo takes the whole drag back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

import nncore as nn
from app.model import document as documents
from app.model.document import Document
from app.panels.data import DataPanel
from app.panels.network import NetworkPanel
from app.panels.scrub_label import STEP_PIXELS, ScrubLabel
from app.panels.training import TrainingPanel
from tests.app.panel_kit import drag, number, sentences, shown

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def document(qapp: object) -> Document:
    return Document(nn.PRESETS["first-run"].experiment)


@pytest.fixture
def panel(document: Document, qtbot: QtBot) -> DataPanel:
    panel = DataPanel(document)
    shown(qtbot, panel)
    return panel


def label_of(panel: DataPanel | TrainingPanel | NetworkPanel, path: str) -> ScrubLabel:
    [label] = [row.label for row in panel.fields if row.editor.objectName() == path]
    assert isinstance(label, ScrubLabel)
    return label


@pytest.mark.parametrize(
    ("pixels", "expected"),
    [(STEP_PIXELS, 550), (3 * STEP_PIXELS, 650), (-2 * STEP_PIXELS, 400), (-100 * STEP_PIXELS, 4)],
)
def test_a_drag_goes_in_the_steps_of_the_number(
    panel: DataPanel, document: Document, pixels: int, expected: int
) -> None:
    drag(label_of(panel, "data.observations"), pixels)
    assert document.experiment.data.observations == expected
    assert number(panel, "data.observations").text() == str(expected)
    assert sentences(panel) == []


def test_a_drag_follows_the_hand_and_comes_back(panel: DataPanel, document: Document) -> None:
    drag(label_of(panel, "data.noise"), 2 * STEP_PIXELS, 10 * STEP_PIXELS, 3 * STEP_PIXELS)
    assert document.experiment.data.noise == 0.15
    assert document.undo_stack.count() == 1


def test_a_drag_that_comes_back_has_changed_nothing(document: Document, qtbot: QtBot) -> None:
    training = TrainingPanel(document)
    shown(qtbot, training)
    drag(label_of(training, "training.batch_size"), STEP_PIXELS, 3 * STEP_PIXELS, 0)
    assert document.experiment.training.batch_size == 32
    assert document.undo_stack.count() == 0


def test_a_drag_is_one_step_of_undo_however_long_the_hand_rests(
    panel: DataPanel, document: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents, "MERGE_SECONDS", -1.0)  # as if the hand rested after each step
    drag(label_of(panel, "data.noise"), STEP_PIXELS, 2 * STEP_PIXELS, 3 * STEP_PIXELS)
    assert document.undo_stack.count() == 1
    document.undo_stack.undo()
    assert document.experiment.data.noise == 0.0


def test_two_drags_are_two_steps_of_undo(panel: DataPanel, document: Document) -> None:
    for _ in range(2):
        drag(label_of(panel, "data.noise"), STEP_PIXELS)
    assert document.undo_stack.count() == 2
    document.undo_stack.undo()
    assert document.experiment.data.noise == 0.05


def test_keys_after_a_drag_are_a_step_of_their_own(panel: DataPanel, document: Document, qtbot: QtBot) -> None:
    drag(label_of(panel, "data.noise"), STEP_PIXELS)
    qtbot.keyClick(number(panel, "data.noise"), Qt.Key.Key_Up)
    assert document.experiment.data.noise == 0.1
    assert document.undo_stack.count() == 2


def test_less_than_a_step_is_a_click_and_a_click_goes_to_the_field(
    panel: DataPanel, document: Document, qtbot: QtBot
) -> None:
    drag(label_of(panel, "data.observations"), STEP_PIXELS // 2)
    assert document.undo_stack.count() == 0
    field = number(panel, "data.observations")
    qtbot.waitUntil(lambda: QApplication.focusWidget() is field)
    qtbot.keyClicks(field, "77")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert document.experiment.data.observations == 77


def test_the_other_button_does_nothing(panel: DataPanel, document: Document, qtbot: QtBot) -> None:
    label = label_of(panel, "data.observations")
    qtbot.mouseClick(label, Qt.MouseButton.RightButton)
    assert not number(panel, "data.observations").hasFocus()
    assert document.undo_stack.count() == 0


def test_what_was_typed_counts_before_the_drag_does(panel: DataPanel, document: Document, qtbot: QtBot) -> None:
    field = number(panel, "data.observations")
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "200")
    drag(label_of(panel, "data.observations"), STEP_PIXELS)
    assert document.experiment.data.observations == 250


def test_rates_and_seeds_are_dragged_too(document: Document, qtbot: QtBot) -> None:
    training, network = TrainingPanel(document), NetworkPanel(document)
    shown(qtbot, training)
    shown(qtbot, network)
    drag(label_of(training, "training.optimizer.learning_rate"), 2 * STEP_PIXELS)
    drag(label_of(network, "seed"), -2 * STEP_PIXELS)
    assert document.experiment.training.optimizer.learning_rate == 0.3
    assert document.experiment.seed == 5


def test_the_mouse_says_that_a_name_can_be_dragged_where_it_can(panel: DataPanel, document: Document) -> None:
    label = label_of(panel, "data.noise")
    assert label.cursor().shape() is Qt.CursorShape.SizeHorCursor
    assert "Drag the name sideways" in label.toolTip()
    document.edit({"data.dataset": "xor_table"}, "Data set")
    assert label.cursor().shape() is Qt.CursorShape.ArrowCursor
    assert "Drag the name sideways" not in label.toolTip()
    drag(label, 4 * STEP_PIXELS)
    assert document.experiment.data.noise == 0.0
