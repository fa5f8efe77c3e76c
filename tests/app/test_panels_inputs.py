"""The inputs panel on a real document."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
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


FORMULA = "sin(3*x)*y"


def test_a_formula_of_the_experiment_is_a_chip_that_is_on(panel: InputsPanel, document: Document) -> None:
    assert panel.formulas == {}
    document.edit({"network.inputs": ("x", FORMULA)}, "Inputs")
    [chip] = panel.formulas.values()
    assert chip.text() == FORMULA
    assert chip.isChecked()
    assert checked(panel) == ["x"]
    assert FORMULA in chip.toolTip()
    assert chip.accessibleName() == f"Input {FORMULA}"


def test_a_click_switches_a_formula_off_and_undo_brings_it_back(
    panel: InputsPanel, document: Document, qtbot: QtBot
) -> None:
    document.edit({"network.inputs": ("x", FORMULA, "y-x")}, "Inputs")
    qtbot.waitUntil(panel.formulas[FORMULA].isVisible)
    qtbot.mouseClick(panel.formulas[FORMULA], LEFT)
    assert document.experiment.network.inputs == ("x", "y-x")
    assert list(panel.formulas) == ["y-x"]
    document.undo_stack.undo()
    assert document.experiment.network.inputs == ("x", FORMULA, "y-x")
    assert sorted(panel.formulas) == sorted([FORMULA, "y-x"])
    assert all(chip.isChecked() for chip in panel.formulas.values())


def test_features_are_chosen_beside_a_formula(panel: InputsPanel, document: Document, qtbot: QtBot) -> None:
    document.edit({"network.inputs": (FORMULA, "x")}, "Inputs")
    qtbot.mouseClick(panel.chips["y"], LEFT)
    assert document.experiment.network.inputs == ("x", "y", FORMULA)


def test_a_lone_formula_stays_on(panel: InputsPanel, document: Document, qtbot: QtBot) -> None:
    document.edit({"network.inputs": (FORMULA,)}, "Inputs")
    qtbot.waitUntil(panel.formulas[FORMULA].isVisible)
    qtbot.mouseClick(panel.formulas[FORMULA], LEFT)
    assert sentences(panel) == ["The inputs must be at least one feature. Switch another one on first."]
    assert panel.formulas[FORMULA].isChecked()


def test_tab_goes_on_from_the_features_to_the_formulas(panel: InputsPanel, document: Document, qtbot: QtBot) -> None:
    document.edit({"network.inputs": ("x", FORMULA, "y-x")}, "Inputs")
    qtbot.waitUntil(panel.formulas["y-x"].isVisible)
    panel.chips["sin_y"].setFocus(Qt.FocusReason.TabFocusReason)
    for expected in (panel.formulas[FORMULA], panel.formulas["y-x"], panel.centre):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is expected


def test_a_long_formula_is_shortened_on_its_chip(panel: InputsPanel, document: Document) -> None:
    long = "log(7+x)*exp(y/5)*sin(x*y)+sqrt(x*x+y*y)-3*cos(x)"
    document.edit({"network.inputs": ("x", long)}, "Inputs")
    chip = panel.formulas[long]
    assert chip.text().endswith("…")
    assert chip.sizeHint().width() <= 232
    assert long in chip.toolTip()


def test_an_input_without_a_value_somewhere_is_named(panel: InputsPanel, document: Document, qtbot: QtBot) -> None:
    document.edit({"data.dataset": "circle", "network.inputs": ("x", "sqrt(1.1-x^2-y^2)")}, "Inputs")
    work = document.work
    qtbot.mouseClick(panel.centre, LEFT)
    [said] = sentences(panel)
    assert said.startswith("The input sqrt(1.1-x^2-y^2) must be finite and at most 1e50 at every observation")
    assert document.work is work
    assert panel.centre.isChecked()
