"""Formulas in the panels: an input of one's own, a target of one's own, and the sentences about what is wrong."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

import nncore as nn
from app.model.document import Document
from app.panels.data import DataPanel
from app.panels.feature_picture import FeaturePicture
from app.panels.formula_field import FormulaLine
from app.panels.inputs import InputsPanel
from app.theme import DARK, LIGHT, Theme
from tests.app.panel_kit import choice, choose, number, shown

LEFT = Qt.MouseButton.LeftButton
Key = Qt.Key


@pytest.fixture
def document(qapp: object) -> Document:
    return Document(nn.PRESETS["first-run"].experiment)


@pytest.fixture
def inputs(document: Document, qtbot: QtBot) -> InputsPanel:
    panel = InputsPanel(document)
    shown(qtbot, panel)
    qtbot.mouseClick(panel.formula, LEFT)
    return panel


@pytest.fixture
def data(document: Document, qtbot: QtBot) -> DataPanel:
    panel = DataPanel(document)
    shown(qtbot, panel)
    return panel


def write(qtbot: QtBot, line: FormulaLine, text: str) -> None:
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, text)


def own_formula(data: DataPanel, document: Document) -> FormulaLine:
    document.edit({"data.dataset": "formula"}, "Data set")
    return data.own_targets.formula.line


# An input of one's own.


def test_the_link_opens_a_field_that_is_ready_to_be_typed_in(inputs: InputsPanel, qtbot: QtBot) -> None:
    assert inputs.editor.isVisible()
    assert QApplication.focusWidget() is inputs.editor.field.line
    qtbot.mouseClick(inputs.formula, LEFT)
    assert not inputs.editor.isVisible()


@pytest.mark.parametrize("with_enter", [True, False])
def test_a_formula_becomes_an_input_and_a_chip(
    inputs: InputsPanel, document: Document, qtbot: QtBot, with_enter: bool
) -> None:
    line = inputs.editor.field.line
    write(qtbot, line, " sin(3*x) ")
    if with_enter:
        qtbot.keyClick(line, Key.Key_Return)
    else:
        qtbot.mouseClick(inputs.editor.add, LEFT)
    assert document.experiment.network.inputs == ("x", "y", "sin(3*x)")
    assert inputs.formulas["sin(3*x)"].isChecked()
    assert line.text() == ""
    assert document.undo_stack.undoText() == "Add input"
    document.undo_stack.undo()
    assert document.experiment.network.inputs == ("x", "y")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("x y", 'A sign such as * is missing between "x" and "y".'),
        ("hypot(x, y", 'It is not complete: a ")" is missing.'),
        ("2 * z", 'Unknown name "z"; known are x, y, pi and e, and a product is written x*y.'),
        ("x", "It must be a feature that is not listed before it."),
    ],
)
def test_what_is_wrong_is_said_while_typing_and_changes_nothing(
    inputs: InputsPanel, document: Document, qtbot: QtBot, typed: str, expected: str
) -> None:
    work, field = document.work, inputs.editor.field
    write(qtbot, field.line, typed)
    assert field.message.isVisible()
    assert field.message.text() == expected
    assert field.line.accessibleDescription() == expected
    assert field.line.property("refused") is not True
    qtbot.keyClick(field.line, Key.Key_Return)
    assert field.line.property("refused") is True
    assert field.line.text() == typed
    assert document.work is work


def test_a_formula_without_a_value_somewhere_names_the_place(inputs: InputsPanel, qtbot: QtBot) -> None:
    write(qtbot, inputs.editor.field.line, "log(x)")
    said = inputs.editor.field.message.text()
    assert said.startswith("At the point (")
    assert said.endswith(" it has no value.")


def test_the_sentence_goes_as_soon_as_all_is_well(inputs: InputsPanel, qtbot: QtBot) -> None:
    field = inputs.editor.field
    write(qtbot, field.line, "x +")
    assert field.message.isVisible()
    qtbot.keyClicks(field.line, " 1")
    assert not field.message.isVisible()
    assert field.line.accessibleDescription() == ""


def test_an_empty_field_complains_of_nothing_until_it_is_entered(inputs: InputsPanel, qtbot: QtBot) -> None:
    field = inputs.editor.field
    write(qtbot, field.line, "x")
    qtbot.keyClick(field.line, Key.Key_Backspace)
    assert not field.message.isVisible()
    qtbot.keyClick(field.line, Key.Key_Return)
    assert field.message.text() == "It is not complete."


def test_leaving_keeps_what_is_typed_and_escape_closes(inputs: InputsPanel, document: Document, qtbot: QtBot) -> None:
    line = inputs.editor.field.line
    write(qtbot, line, "x*x*x")
    qtbot.mouseClick(inputs.centre, LEFT)
    assert not line.hasFocus()
    assert document.experiment.network.inputs == ("x", "y")
    assert line.text() == "x*x*x"
    line.setFocus()
    qtbot.keyClick(line, Key.Key_Escape)
    assert not inputs.editor.isVisible()
    assert not inputs.formula.isChecked()


def test_it_is_checked_again_when_the_inputs_change(inputs: InputsPanel, document: Document, qtbot: QtBot) -> None:
    field = inputs.editor.field
    write(qtbot, field.line, "xy")
    assert not field.message.isVisible()
    document.edit({"network.inputs": ("x", "xy")}, "Inputs")
    assert field.message.text() == "It must be a feature that is not listed before it."


def test_the_tool_tip_lists_the_functions(inputs: InputsPanel) -> None:
    tip = inputs.editor.field.line.toolTip()
    for name in ("abs", "atan2", "cos", "exp", "floor", "hypot", "log", "max", "min", "sigmoid", "sin", "sqrt", "tanh"):
        assert name in tip


def test_shortcuts_of_letters_are_typed(inputs: InputsPanel, qtbot: QtBot) -> None:
    pressed: list[str] = []
    action = QAction(inputs)
    action.setShortcut("S")
    action.triggered.connect(lambda: pressed.append("S"))
    inputs.addAction(action)
    write(qtbot, inputs.editor.field.line, "sin(x)")
    assert inputs.editor.field.line.text() == "sin(x)"
    assert pressed == []


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_the_picture_has_the_signs_where_they_are(qtbot: QtBot, theme: Theme) -> None:
    picture = FeaturePicture()
    picture.set_theme(theme)
    shown(qtbot, picture)
    picture.show_feature("x + 0*y", (-1.0, 1.0), center=True)
    image = picture.grab().toImage()
    left, right = image.pixelColor(3, 13), image.pixelColor(22, 13)
    assert left.red() > left.blue()
    assert right.blue() > right.red()
    picture.show_feature("y", (-1.0, 1.0), center=True)
    image = picture.grab().toImage()
    assert image.pixelColor(13, 3).blue() > image.pixelColor(13, 3).red()
    assert image.pixelColor(13, 22).red() > image.pixelColor(13, 22).blue()


def test_where_a_formula_has_no_value_the_picture_has_no_colour(qtbot: QtBot) -> None:
    picture = FeaturePicture()
    shown(qtbot, picture)
    picture.show_feature("log(x)", (-1.0, 1.0), center=True)
    colour = picture.grab().toImage().pixelColor(5, 13)
    assert colour.saturation() < 20


# A target of one's own.


def test_rows_for_own_targets_are_there_for_own_data_only(data: DataPanel, document: Document) -> None:
    own = data.own_targets
    seen = []
    for dataset in ("xor", "formula", "custom", "circle"):
        document.edit({"data.dataset": dataset}, "Data set")
        seen.append((own.isVisible(), own.formula_row.isVisible()))
    assert seen == [(False, False), (True, True), (True, False), (False, False)]


def test_a_target_is_entered_and_undone(data: DataPanel, document: Document, qtbot: QtBot) -> None:
    line = own_formula(data, document)
    assert line.text() == "y > sin(3*x) / 2"
    write(qtbot, line, "x*y > 0")
    assert document.experiment.data.formula == "y > sin(3*x) / 2"
    qtbot.keyClick(line, Key.Key_Return)
    assert document.experiment.data.formula == "x*y > 0"
    document.undo_stack.undo()
    assert line.text() == "y > sin(3*x) / 2"


def test_leaving_the_field_enters_a_target_and_drops_one_that_is_wrong(
    data: DataPanel, document: Document, qtbot: QtBot
) -> None:
    line = own_formula(data, document)
    write(qtbot, line, "x > 0")
    number(data, "data.noise").setFocus()
    assert document.experiment.data.formula == "x > 0"
    write(qtbot, line, "x >")
    assert data.own_targets.formula.message.isVisible()
    number(data, "data.noise").setFocus()
    assert line.text() == "x > 0"
    assert not data.own_targets.formula.message.isVisible()


def test_escape_brings_the_target_back(data: DataPanel, document: Document, qtbot: QtBot) -> None:
    line = own_formula(data, document)
    write(qtbot, line, "x >")
    qtbot.keyClick(line, Key.Key_Escape)
    assert line.text() == "y > sin(3*x) / 2"


def test_undo_is_the_windows_until_something_is_typed(data: DataPanel, document: Document, qtbot: QtBot) -> None:
    line = own_formula(data, document)
    undo = QAction(data)
    undo.setShortcut("Ctrl+Z")
    undo.triggered.connect(document.undo_stack.undo)
    data.addAction(undo)
    write(qtbot, line, "x > 0")
    qtbot.keyClick(line, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert document.experiment.data.dataset == "formula"
    line.setFocus()
    qtbot.keyClick(line, Key.Key_Escape)
    qtbot.keyClick(line, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert document.experiment.data.dataset == "xor"


def test_values_and_classes_bring_the_output_that_fits(data: DataPanel, document: Document, qtbot: QtBot) -> None:
    own_formula(data, document)
    said: list[str] = []
    data.notice.connect(said.append)
    choose(qtbot, choice(data, "data.classes"), 3)
    assert document.experiment.network.outputs == 3
    assert said[-1].startswith("The network now has 3 outputs with softmax")
    document.edit({"data.formula": "x + y"}, "Target")
    document.undo_stack.clear()
    choose(qtbot, choice(data, "data.classes"), 0)
    assert (document.experiment.classes, document.experiment.network.output_activation) == (0, "linear")


def test_own_points_forbid_the_readings_that_do_not_fit(data: DataPanel, document: Document) -> None:
    points = ((0.0, 0.0, 0.0), (1.0, 1.0, 2.5))
    document.edit(
        {
            "data.dataset": "custom",
            "data.points": points,
            "data.classes": 0,
            "network.output_activation": "linear",
            "training.loss": "mse",
        },
        "Points",
    )
    field = choice(data, "data.classes")
    tips = [field.itemData(i, Qt.ItemDataRole.ToolTipRole) for i in range(field.count())]
    assert ["There are points with other targets" in tip for tip in tips] == [False, True, True, True, True, True]


# The way to own data.


def test_the_link_to_own_data_triggers_the_action_that_was_handed_over(document: Document, qtbot: QtBot) -> None:
    action = QAction("Own data")
    action.setToolTip("Make your own.")
    panel = DataPanel(document, action)
    shown(qtbot, panel)
    assert panel.own_data is not None
    with qtbot.waitSignal(action.triggered):
        qtbot.mouseClick(panel.own_data, LEFT)
    assert "Make your own." in panel.own_data.toolTip()
