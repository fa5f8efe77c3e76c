"""The import window: what was found is shown and can be changed, and what will happen is said before it does."""

from __future__ import annotations

from typing import Protocol

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QDialogButtonBox, QWidget
from pytestqt.qtbot import QtBot

from app.model.axes import PLAIN
from app.model.own_data import OwnData
from app.theme import DARK, LIGHT, Theme
from app.windows.own_data.importing import ImportDialog, Source
from app.windows.own_data.parts import Chooser
from tests.app.panel_kit import enter, shown

Keys = Qt.Key
ANIMALS = "id;height;weight;animal\n7;180;70,5;cat\n9;175,5;68;cat\n4;abc;61;dog\n5;150;50,2;dog\n1;160;;cow\n"


class Open(Protocol):
    """Shows the import window for a table."""

    def __call__(
        self, text: str | bytes, *, is_text: bool = False, theme: Theme = LIGHT, present: int | None = None
    ) -> ImportDialog: ...


@pytest.fixture
def opened(qtbot: QtBot) -> Open:
    parent = QWidget()
    qtbot.addWidget(parent)

    def show(
        text: str | bytes, *, is_text: bool = False, theme: Theme = LIGHT, present: int | None = None
    ) -> ImportDialog:
        data = text.encode() if isinstance(text, str) else text
        dialog = ImportDialog(Source("animals.csv", data, is_text), 0.5, 1, theme, parent, present)
        shown(qtbot, dialog)
        return dialog

    return show


def choose(qtbot: QtBot, chooser: Chooser, text: str) -> None:
    """Go through the list with the arrow keys until `text` is chosen."""
    chooser.setFocus()
    for key, steps in ((Keys.Key_Home, 1), (Keys.Key_Down, chooser.findText(text))):
        for _ in range(steps):
            qtbot.keyClick(chooser, key)
    assert chooser.currentText() == text


def cells(dialog: ImportDialog) -> list[list[str]]:
    model = dialog.cells
    return [[model.index(row, i).data() for i in range(model.columnCount())] for row in range(model.rowCount())]


def heads(dialog: ImportDialog) -> list[str]:
    model = dialog.cells
    return [model.headerData(i, Qt.Orientation.Horizontal) for i in range(model.columnCount())]


def test_what_was_found_is_shown(opened: Open) -> None:
    dialog = opened(ANIMALS)
    options = dialog.options
    assert dialog.windowTitle() == "Import animals.csv"
    assert [options.delimiter.currentText(), options.decimal.currentText()] == ["semicolon", "comma: 1,5"]
    assert [options.first_row.currentText(), options.encoding.currentText()] == ["names", "UTF-8"]
    assert [options.x_column.currentText(), options.y_column.currentText()] == ["height", "weight"]
    assert [options.target_column.currentText(), options.kind.currentText()] == ["animal", "classes"]
    assert heads(dialog) == ["id", "height → x", "weight → y", "animal → target"]
    assert cells(dialog)[0] == ["7", "180", "70,5", "cat"]
    assert [dialog.cells.headerData(i, Qt.Orientation.Vertical) for i in range(5)] == [2, 3, 4, 5, 6]


def test_bad_rows_are_named_and_red_before_they_are_left_out(opened: Open) -> None:
    dialog = opened(ANIMALS)
    assert dialog.remark.text().startswith(
        "2 of 5 rows will be left out:\n"
        "line 4, column “height”: “abc” is not a number\n"
        "line 6, column “weight”: there is nothing"
    )
    assert dialog.take.text() == "Import 3 rows"
    colour = Qt.ItemDataRole.ForegroundRole
    assert dialog.cells.index(2, 1).data(colour) == QColor(LIGHT.error)
    assert dialog.cells.index(0, 1).data(colour) == QColor(LIGHT.text)
    assert dialog.cells.index(0, 0).data(colour) == QColor(LIGHT.quiet), "it is not taken"


def test_the_scale_is_said(opened: Open) -> None:
    dialog = opened(ANIMALS)
    assert dialog.remark.text().endswith(
        "Scaled to the plane: height from 150 to 180 and weight from 50.2 to 70.5 become −5 to 5."
    )


def test_other_columns_can_be_chosen(opened: Open, qtbot: QtBot) -> None:
    dialog = opened(ANIMALS)
    assert [dialog.options.x_column.itemText(i) for i in range(dialog.options.x_column.count())] == [
        "id", "height", "weight",
    ]  # fmt: skip
    choose(qtbot, dialog.options.x_column, "id")
    choose(qtbot, dialog.options.target_column, "height")
    assert heads(dialog) == ["id → x", "height → target", "weight → y", "animal"]
    assert dialog.options.kind.currentText() == "values", "175,5 is no class"
    assert dialog.take.text() == "Import 3 rows"
    assert dialog.own is not None
    assert dialog.own.classes == 0
    assert dialog.own.axes.x.name == "id"


def test_whole_numbers_are_read_as_classes_or_as_values(opened: Open, qtbot: QtBot) -> None:
    dialog = opened("x,y,t\n0,0,0\n1,1,2\n")
    assert dialog.own == OwnData(((0.0, 0.0, 0.0), (1.0, 1.0, 2.0)), 3, dialog.own.axes if dialog.own else PLAIN)
    choose(qtbot, dialog.options.kind, "values")
    assert dialog.own is not None
    assert dialog.own.classes == 0


def test_a_wrong_guess_can_be_corrected_and_the_preview_follows(opened: Open, qtbot: QtBot) -> None:
    dialog = opened("x;y;t\n1,234;2,345;0\n-5,456;-5,567;1\n")
    assert dialog.own is None
    assert not dialog.take.isEnabled()
    assert dialog.remark.text() == (
        "No row can be used: line 2, column “x”: “1,234” may be 1234 or 1.234: choose the decimal sign."
    )
    assert dialog.remark.objectName() == "problem"
    choose(qtbot, dialog.options.decimal, "comma: 1,5")
    assert dialog.own is not None
    assert dialog.own.points == ((1.234, 2.345, 0.0), (-5.456, -5.567, 1.0))
    assert dialog.take.isEnabled()
    assert dialog.remark.objectName() == "hint"
    choose(qtbot, dialog.options.first_row, "data")
    assert cells(dialog)[0] == ["x", "y", "t"]
    assert dialog.take.text() == "Import 2 rows"


def test_a_delimiter_that_leaves_one_column_is_refused_and_taken_back(opened: Open, qtbot: QtBot) -> None:
    dialog = opened(ANIMALS)
    choose(qtbot, dialog.options.delimiter, "bar")
    assert dialog.remark.text().startswith("Two columns of numbers and one for the target are needed.")
    assert cells(dialog)[0] == ["id;height;weight;animal"]
    assert not dialog.options.x_column.isEnabled()
    choose(qtbot, dialog.options.delimiter, "semicolon")
    assert dialog.take.text() == "Import 3 rows"


def test_another_encoding_changes_the_letters(opened: Open, qtbot: QtBot) -> None:
    dialog = opened("x,y,t\n0,0,Bär\n5,5,Kuh\n".encode())
    choose(qtbot, dialog.options.encoding, "Windows-1252")
    assert cells(dialog)[0] == ["0", "0", "BÃ¤r"]
    assert "it is read as Windows-1252" in dialog.remark.text()


def test_text_from_the_clipboard_has_no_encoding_to_choose(opened: Open) -> None:
    dialog = opened("1\t2\tBär\n3\t4\tKuh", is_text=True)
    assert not dialog.options.encoding.isEnabled()
    assert dialog.own is not None
    assert dialog.own.axes.labels == ("Bär", "Kuh")


def test_what_cannot_be_read_says_why_and_imports_nothing(opened: Open) -> None:
    dialog = opened(b"PK\x03\x04")
    assert dialog.remark.text().startswith("This is a spreadsheet or an archive, not a text.")
    assert (dialog.cells.rowCount(), dialog.take.isEnabled(), dialog.own) == (0, False, None)
    assert dialog.options.delimiter.currentIndex() == -1


def test_the_test_share_is_chosen_here_too(opened: Open, qtbot: QtBot) -> None:
    dialog = opened(ANIMALS)
    enter(qtbot, dialog.options.test_share, "20")
    assert dialog.test_fraction == pytest.approx(0.2)
    enter(qtbot, dialog.options.test_share, "95")
    assert dialog.remark.text() == "The test share must be between 0\u202f% and 90\u202f%, not 95\u202f%."
    assert dialog.test_fraction == pytest.approx(0.2)


def test_a_small_table_is_all_for_training_unless_somebody_says_otherwise(opened: Open, qtbot: QtBot) -> None:
    dialog = opened("x,y,t\n0,0,0\n0,1,1\n1,0,1\n1,1,0\n", is_text=True)
    assert dialog.test_fraction == 0.0
    assert dialog.options.test_share.text().startswith("0")
    assert dialog.remark.text() == (
        "So few rows are all for training, none for testing: the test share is 0 %, and can be changed."
    )
    enter(qtbot, dialog.options.test_share, "50")
    assert dialog.remark.text() == ""
    choose(qtbot, dialog.options.kind, "values")
    assert dialog.test_fraction == 0.5, "what was chosen stays"


def test_a_table_that_grows_by_another_reading_has_the_usual_share_again(opened: Open, qtbot: QtBot) -> None:
    dialog = opened("\n".join(f"{i},{i},{i % 2}" for i in range(20)))
    assert dialog.test_fraction == 0.5
    choose(qtbot, dialog.options.first_row, "names")
    assert dialog.test_fraction == 0.0, "19 rows are few"
    choose(qtbot, dialog.options.first_row, "data")
    assert dialog.test_fraction == 0.5


def test_enter_imports_and_escape_does_not(opened: Open, qtbot: QtBot) -> None:
    dialog = opened(ANIMALS)
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog, Keys.Key_Return)
    dialog = opened(ANIMALS)
    with qtbot.waitSignal(dialog.rejected):
        qtbot.keyClick(dialog, Keys.Key_Escape)
    dialog = opened(ANIMALS)
    with qtbot.waitSignal(dialog.rejected):
        cancel = dialog.buttons.button(QDialogButtonBox.StandardButton.Cancel)
        qtbot.mouseClick(cancel, Qt.MouseButton.LeftButton)


def test_rows_can_be_added_to_own_points_of_their_kind(opened: Open, qtbot: QtBot) -> None:
    dialog = opened(ANIMALS, present=2)
    assert dialog.add.text() == "Add 3 rows"
    with qtbot.waitSignal(dialog.accepted):
        qtbot.mouseClick(dialog.add, Qt.MouseButton.LeftButton)
    assert dialog.adds
    dialog = opened(ANIMALS, present=0)
    assert not dialog.add.isEnabled()
    assert dialog.add.toolTip() == "Only values can be added to the points that are there."
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog, Keys.Key_Return)
    assert not dialog.adds


def test_without_own_points_there_is_nothing_to_add_to(opened: Open) -> None:
    assert not opened(ANIMALS).add.isVisible()


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_the_picture_shows_each_class_where_its_points_are(opened: Open, theme: Theme) -> None:
    dialog = opened("x,y,t\n0,0,0\n5,5,1\n", theme=theme)
    picture = dialog.scatter.grab().toImage()
    assert picture.size() == dialog.scatter.sizeHint()
    low, high = picture.pixelColor(24, 195), picture.pixelColor(213, 7)
    assert low.red() > low.blue(), "class 0 is orange, at the lower left"
    assert high.blue() > high.red(), "class 1 is blue, at the upper right"
    assert picture.pixelColor(24, 7) == QColor(theme.field), "no point is there"


def test_everything_has_a_name_and_says_what_it_does(opened: Open) -> None:
    dialog = opened(ANIMALS)
    for widget in (*dialog.options.findChildren(Chooser), dialog.options.test_share, dialog.table, dialog.scatter):
        assert widget.accessibleName()
        assert widget.toolTip()
