"""The window of own data, worked in with mouse and keys."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow
from pytestqt.qtbot import QtBot

from app import actions
from app.model.axes import PLAIN
from app.model.own_data import OwnData
from app.theme import DARK, LIGHT
from app.windows.own_data.window import OwnDataWindow
from tests.app.own_data_kit import ANIMALS, HILLS, Bench
from tests.app.panel_kit import shown

Keys = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


class Desk(Bench):
    """The window beside a document."""

    def __init__(self, qtbot: QtBot) -> None:
        super().__init__()
        self.qtbot = qtbot
        self.main = QMainWindow()
        qtbot.addWidget(self.main)
        self.actions = actions.build(self.main)
        self.window = OwnDataWindow(self.edits, self.actions, self.main)
        self.document.changed.connect(self.window.re_read)
        self.axes.changed.connect(self.window.re_read)

    def texts(self) -> list[list[str]]:
        """What the cells say."""
        model = self.window.model
        return [[model.index(row, column).data() for column in range(3)] for row in range(model.rowCount())]

    def place(self, row: int, column: int) -> QPoint:
        table = self.window.table
        return table.visualRect(table.model().index(row, column)).center()

    def click(self, row: int, column: int) -> None:
        table = self.window.table
        self.qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=self.place(row, column))

    def type(self, row: int, column: int, text: str) -> None:
        """Double-click a cell, type, Enter."""
        self.click(row, column)
        viewport = self.window.table.viewport()
        self.qtbot.mouseDClick(viewport, Qt.MouseButton.LeftButton, pos=self.place(row, column))
        self.write(text)

    def write(self, text: str) -> None:
        """Type into the cell that is open, Enter."""
        [editor] = self.window.table.findChildren(QLineEdit)
        editor.selectAll()
        self.qtbot.keyClicks(editor, text)
        self.qtbot.keyClick(editor, Keys.Key_Return)
        self.qtbot.waitUntil(lambda: not self.window.table.findChildren(QLineEdit))


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    desk = Desk(qtbot)
    shown(qtbot, desk.window)
    yield desk
    desk.window.close()


def test_every_point_is_a_row_in_real_numbers_with_the_colour_of_its_class(desk: Desk) -> None:
    desk.edits.take(ANIMALS, "Import")
    assert desk.texts() == [["150", "100", "cat"], ["190", "40", "dog"], ["180", "70", "dog"]]
    heads = [desk.window.model.headerData(i, Qt.Orientation.Horizontal) for i in range(3)]
    assert heads == ["height", "weight", "animal"]
    colours = [desk.window.model.index(row, 2).data(Qt.ItemDataRole.DecorationRole) for row in (0, 1)]
    assert colours == [QColor(LIGHT.negative), QColor(LIGHT.positive)]
    desk.window.set_theme(DARK)
    assert desk.window.model.index(0, 2).data(Qt.ItemDataRole.DecorationRole) == QColor(DARK.negative)


def test_a_cell_is_edited_by_typing_into_it(desk: Desk) -> None:
    desk.edits.take(ANIMALS, "Import")
    desk.type(0, 0, "174")
    desk.type(1, 1, "55,5")
    desk.type(2, 2, "cat")
    assert desk.texts() == [["174", "100", "cat"], ["190", "55.5", "dog"], ["180", "70", "cat"]]
    assert desk.points[0] == (1.0, 5.0, 0.0)
    assert desk.steps == ["Import", "Edit height", "Edit weight", "Edit animal"]


@pytest.mark.parametrize(
    ("column", "text", "sentence"),
    [
        (0, "abc", "height must be a number, not “abc”."),
        (2, "bird", "animal must be one of cat, dog, not “bird”."),
        (2, "1,5", "animal must be one of cat, dog, not 1.5."),
    ],
)
def test_what_is_not_allowed_is_said_and_goes(desk: Desk, column: int, text: str, sentence: str) -> None:
    desk.edits.take(ANIMALS, "Import")
    before = desk.texts()
    desk.type(0, column, text)
    assert desk.window.remark.text() == sentence
    assert desk.window.remark.objectName() == "problem"
    assert desk.texts() == before
    desk.type(0, 0, "151")
    assert desk.window.remark.objectName() == "hint", "what is said belongs to the last edit"


def test_values_are_right_aligned_numbers(desk: Desk) -> None:
    desk.edits.take(HILLS, "Import")
    assert desk.texts()[1] == ["1", "1", "0.4"]
    cell = desk.window.model.index(1, 2)
    assert cell.data(Qt.ItemDataRole.DecorationRole) is None
    assert cell.data(Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignRight


def test_long_numbers_are_shown_with_six_figures_and_edited_with_all(desk: Desk) -> None:
    desk.edits.take(OwnData(((0.42160355731, 0.5, 0.0), (1 / 3, 123456.789, 1.0)), 2, PLAIN), "Import")
    assert desk.texts() == [["0.421604", "0.5", "0"], ["0.333333", "123457", "1"]]
    index = desk.window.model.index(0, 0)
    assert index.data(Qt.ItemDataRole.ToolTipRole) == "0.42160355731"
    desk.click(0, 0)
    viewport = desk.window.table.viewport()
    desk.qtbot.mouseDClick(viewport, Qt.MouseButton.LeftButton, pos=desk.place(0, 0))
    [editor] = desk.window.table.findChildren(QLineEdit)
    assert editor.text() == "0.42160355731"
    desk.qtbot.keyClick(editor, Keys.Key_Return)
    assert desk.points[0][0] == 0.42160355731, "what is only looked at stays"
    assert desk.steps == ["Import"]


def test_all_row_numbers_stand_at_the_right(desk: Desk) -> None:
    desk.edits.take(ANIMALS, "Import")
    alignment = Qt.ItemDataRole.TextAlignmentRole
    found = [desk.window.model.headerData(row, Qt.Orientation.Vertical, alignment) for row in range(3)]
    assert found == [Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter] * 3


def test_the_buttons_stand_in_two_rows_under_each_other(desk: Desk) -> None:
    window = desk.window
    upper, lower = (window.add, window.delete, window.copy), (window.paste, window.import_csv, window.export_csv)
    assert [button.x() for button in upper] == [button.x() for button in lower]
    assert len({button.width() for button in (*upper, *lower)}) <= 2, "a pixel may be left over"
    assert len({button.y() for button in upper}) == len({button.y() for button in lower}) == 1


def test_undo_from_anywhere_is_seen_in_the_table(desk: Desk) -> None:
    desk.edits.take(ANIMALS, "Import")
    desk.type(0, 0, "174")
    desk.document.undo_stack.undo()
    assert desk.texts()[0] == ["150", "100", "cat"]
    desk.document.undo_stack.undo()
    assert desk.window.model.headerData(0, Qt.Orientation.Horizontal) == "x"
    assert len(desk.texts()) == 8


def test_the_keys_of_undo_and_redo_work_here_too(desk: Desk) -> None:
    triggered: list[str] = []
    for name in ("undo", "redo", "import_csv", "export_csv", "paste_data"):
        desk.actions[name].triggered.connect(lambda _on=False, name=name: triggered.append(name))
    desk.qtbot.keyClick(desk.window, Keys.Key_Z, CONTROL)
    desk.qtbot.keyClick(desk.window, Keys.Key_Y, CONTROL)
    desk.qtbot.keyClick(desk.window, Keys.Key_I, CONTROL)
    desk.qtbot.keyClick(desk.window, Keys.Key_E, CONTROL)
    desk.qtbot.keyClick(desk.window.table, Keys.Key_V, CONTROL)
    assert triggered == ["undo", "redo", "import_csv", "export_csv", "paste_data"]


def test_rows_are_added_and_typed_into_at_once(desk: Desk) -> None:
    desk.edits.take(ANIMALS, "Import")
    desk.qtbot.mouseClick(desk.window.add, Qt.MouseButton.LeftButton)
    assert desk.texts()[3] == ["170", "70", "dog"]
    desk.write("178")
    assert desk.texts()[3] == ["178", "70", "dog"]


def test_selected_rows_are_deleted_by_key_or_button_but_one_is_left(desk: Desk) -> None:
    desk.edits.take(ANIMALS, "Import")
    desk.click(1, 0)
    desk.qtbot.keyClick(desk.window.table, Keys.Key_Delete)
    assert desk.texts() == [["150", "100", "cat"], ["180", "70", "dog"]]
    assert desk.window.table.chosen_rows() == [1], "the next one, to go on deleting"
    desk.qtbot.mouseClick(desk.window.delete, Qt.MouseButton.LeftButton)
    assert desk.texts() == [["150", "100", "cat"]]
    desk.qtbot.keyClick(desk.window.table, Keys.Key_Delete)
    assert desk.window.remark.text() == "The number of points must be at least 1, not 0."
    assert desk.texts() == [["150", "100", "cat"]]


def test_copied_rows_are_text_that_spreadsheets_take(desk: Desk) -> None:
    desk.edits.take(ANIMALS, "Import")
    desk.qtbot.mouseClick(desk.window.copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == (
        "height\tweight\tanimal\n150\t100\tcat\n190\t40\tdog\n180\t70\tdog\n"
    )  # fmt: skip
    desk.click(1, 0)
    desk.qtbot.keyClick(desk.window.table, Keys.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text() == "height\tweight\tanimal\n190\t40\tdog\n"


def test_own_data_wait_for_a_button_and_say_so(desk: Desk) -> None:
    assert desk.window.remark.text().startswith("8 points: the network is learning other data.")
    desk.qtbot.mouseClick(desk.window.use, Qt.MouseButton.LeftButton)
    assert desk.document.experiment.data.dataset == "custom"
    assert desk.window.remark.text().startswith("8 points: the network learns from them.")
    assert not desk.window.use.isVisible()


def test_a_minus_is_shown_as_such_read_in_both_spellings_and_copied_plainly(desk: Desk) -> None:
    desk.type(0, 0, "-4")
    index = desk.window.model.index(0, 0)
    assert desk.texts()[0][0] == "−4"
    assert desk.window.model.setData(index, "−4.5")
    assert desk.points[0][0] == -4.5
    assert desk.texts()[0][0] == index.data(Qt.ItemDataRole.ToolTipRole) == "−4.5"
    desk.window.copy_rows()
    assert "\n-4.5\t" in QGuiApplication.clipboard().text()


def test_the_name_of_a_class_keeps_its_hyphen(desk: Desk) -> None:
    names = replace(PLAIN, labels=("pre-war", "post-war"))
    desk.edits.take(OwnData(((0.0, 0.5, 0.0), (1.0, 2.0, 1.0)), 2, names), "Import")
    index = desk.window.model.index(0, 2)
    assert index.data(Qt.ItemDataRole.DisplayRole) == index.data(Qt.ItemDataRole.ToolTipRole) == "pre-war"


def test_an_edit_of_own_data_puts_them_to_use(desk: Desk) -> None:
    desk.type(0, 0, "-4")
    assert desk.document.experiment.data.dataset == "custom"
    assert desk.points[0][0] == -4


def test_targets_are_read_as_values_or_classes(desk: Desk) -> None:
    said: list[str] = []
    desk.window.notice.connect(said.append)
    desk.edits.take(HILLS, "Import")
    assert desk.window.kind.currentText() == "Values"
    desk.window.kind.setFocus()
    desk.qtbot.keyClick(desk.window.kind, Keys.Key_Down)
    desk.qtbot.keyClick(desk.window.kind, Keys.Key_Down)
    assert desk.window.kind.currentText() == "3 classes"
    assert [row[2] for row in desk.texts()] == ["0", "0", "1"]
    assert "3 outputs with softmax" in said[-1]
    desk.document.undo_stack.undo()
    assert desk.window.kind.currentText() == "2 classes"


def test_truth_tables_are_places_to_start_from(desk: Desk) -> None:
    menu = desk.window.start.menu()
    titles = [action.text() for action in menu.actions() if not action.isSeparator()]
    assert titles == ["AND, truth table", "OR, truth table", "XOR, truth table", "The data learned now"]
    menu.actions()[2].trigger()
    assert desk.texts() == [["0", "0", "0"], ["0", "1", "1"], ["1", "0", "1"], ["1", "1", "0"]]
    assert not desk.window.copy_present.isEnabled(), "they are learned already"
    desk.document.edit({"data.dataset": "circle"}, "Data set")
    desk.window.copy_present.trigger()
    assert len(desk.texts()) == 500


def test_everything_has_a_name_and_says_what_it_does(desk: Desk) -> None:
    window = desk.window
    for widget in (
        *(window.use, window.kind, window.start, window.table, window.add, window.delete, window.copy),
        *(window.paste, window.import_csv, window.export_csv),
    ):
        assert widget.accessibleName()
        assert widget.toolTip()


def test_ten_thousand_points_are_shown(desk: Desk, qapp: QApplication) -> None:
    points = tuple((i / 1000, (i % 100) / 10, float(i % 2)) for i in range(10_000))
    desk.edits.take(OwnData(points, 2, PLAIN), "Import")
    desk.window.grab()
    assert desk.window.model.rowCount() == 10_000
    assert desk.window.remark.text().startswith("10\u202f000 points")
