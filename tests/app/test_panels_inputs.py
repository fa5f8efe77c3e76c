"""The inputs panel on a real document."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

import nncore as nn
from app.model.document import Document
from app.panels.inputs import InputsPanel
from tests.app.panel_kit import sentences, shown

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def document(qapp: object) -> Document:
    return Document(nn.PRESETS["first-run"].experiment)


@pytest.fixture
def panel(document: Document, qtbot: QtBot) -> InputsPanel:
    panel = InputsPanel(document)
    shown(qtbot, panel)
    return panel


def checked(panel: InputsPanel) -> list[str]:
    return [name for name, chip in panel.chips.items() if chip.isChecked()]


def test_there_is_a_chip_for_every_feature(panel: InputsPanel) -> None:
    assert list(panel.chips) == list(nn.FEATURES)
    assert [chip.text() for chip in panel.chips.values()] == ["x", "y", "x·y", "x²", "y²", "sin x", "sin y"]
    assert checked(panel) == ["x", "y"]


def test_a_click_switches_a_feature_on_and_off(panel: InputsPanel, document: Document, qtbot: QtBot) -> None:
    qtbot.mouseClick(panel.chips["xy"], LEFT)
    assert document.experiment.network.inputs == ("x", "y", "xy")
    qtbot.mouseClick(panel.chips["x"], LEFT)
    assert document.experiment.network.inputs == ("y", "xy")
    assert checked(panel) == ["y", "xy"]


def test_features_keep_the_order_of_the_table(panel: InputsPanel, document: Document, qtbot: QtBot) -> None:
    document.edit({"network.inputs": ("sin_y", "x")}, "Inputs")
    qtbot.mouseClick(panel.chips["y"], LEFT)
    assert document.experiment.network.inputs == ("x", "y", "sin_y")


def test_the_space_key_switches_the_chip_that_has_the_focus(
    panel: InputsPanel, document: Document, qtbot: QtBot
) -> None:
    panel.chips["x2"].setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(panel.chips["x2"], Qt.Key.Key_Space)
    assert document.experiment.network.inputs == ("x", "y", "x2")


def test_the_last_feature_stays_on_and_a_sentence_says_why(
    panel: InputsPanel, document: Document, qtbot: QtBot
) -> None:
    qtbot.mouseClick(panel.chips["x"], LEFT)
    work, edits = document.work, document.undo_stack.count()
    qtbot.mouseClick(panel.chips["y"], LEFT)
    assert sentences(panel) == ["The inputs must be at least one feature. Switch another one on first."]
    assert checked(panel) == ["y"]
    assert document.work is work
    assert document.undo_stack.count() == edits


def test_the_sentence_goes_when_another_feature_is_switched_on(panel: InputsPanel, qtbot: QtBot) -> None:
    for name in ("x", "y", "sin_x"):
        qtbot.mouseClick(panel.chips[name], LEFT)
    assert sentences(panel) == []
    assert checked(panel) == ["y", "sin_x"]


def test_undo_and_redo_are_shown(panel: InputsPanel, document: Document, qtbot: QtBot) -> None:
    qtbot.mouseClick(panel.chips["sin_y"], LEFT)
    document.undo_stack.undo()
    assert checked(panel) == ["x", "y"]
    document.undo_stack.redo()
    assert checked(panel) == ["x", "y", "sin_y"]


def test_the_switch_centres_the_inputs(panel: InputsPanel, document: Document, qtbot: QtBot) -> None:
    assert panel.centre.isChecked()
    qtbot.mouseClick(panel.centre, LEFT)
    assert document.experiment.network.center_inputs is False
    document.undo_stack.undo()
    assert panel.centre.isChecked()


def test_the_space_key_turns_the_switch(panel: InputsPanel, document: Document, qtbot: QtBot) -> None:
    panel.centre.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(panel.centre, Qt.Key.Key_Space)
    assert document.experiment.network.center_inputs is False


def test_the_switch_looks_different_on_off_and_with_the_keyboard(panel: InputsPanel, qtbot: QtBot) -> None:
    on = panel.centre.grab().toImage()
    panel.centre.setFocus(Qt.FocusReason.TabFocusReason)
    ringed = panel.centre.grab().toImage()
    panel.centre.show_value(False)
    off = panel.centre.grab().toImage()
    assert on != ringed
    assert ringed != off
