"""The list of all keys: complete, grouped, searched, and beside the work."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMainWindow, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app import actions
from app.context import Context
from app.windows.card import Card
from app.windows.shortcuts_window import PADDING, Group, Shortcuts, ShortcutsWindow


class Painter(QWidget):
    """A view with keys of its own."""

    KEYS: ClassVar = (("B", "Take the brush"), ("E", "Take the eraser"))


class Desk:
    """A window with two menus, one below the other, and two views."""

    def __init__(self) -> None:
        self.window = QMainWindow()
        self.actions = actions.build(self.window)
        self.window.addActions(list(self.actions.values()))
        menu = self.window.menuBar().addMenu("&File")
        menu.addAction(self.actions["open"])
        pictures = menu.addMenu("Export &picture")
        pictures.addAction(self.actions["picture_map"])
        self.window.menuBar().addMenu("&Edit").addAction(self.actions["undo"])
        both = QWidget()
        QVBoxLayout(both).addWidget(Painter())
        cards = (Card("map", "Map", "", both), Card("loss", "Loss", "", QWidget()))
        body = QWidget()
        column = QVBoxLayout(body)
        for card in cards:
            column.addWidget(card)
        self.window.setCentralWidget(body)
        self.shortcuts = Shortcuts(self.window, self.actions, cards)

    def show(self, qtbot: QtBot) -> ShortcutsWindow:
        qtbot.keyClick(self.window, Qt.Key.Key_F1, Qt.KeyboardModifier.ControlModifier)
        (found,) = self.window.findChildren(ShortcutsWindow)
        assert isinstance(found, ShortcutsWindow)
        return found


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    desk = Desk()
    qtbot.addWidget(desk.window)
    desk.window.show()
    with qtbot.waitActive(desk.window):
        desk.window.activateWindow()
    yield desk
    desk.window.close()


def rows_of(groups: list[Group], title: str) -> tuple[tuple[str, str], ...]:
    (found,) = (group for group in groups if group.title == title)
    return found.rows


def test_the_keys_of_a_menu_are_its_group_and_a_menu_in_it_is_named(desk: Desk) -> None:
    groups = desk.shortcuts.groups()
    assert rows_of(groups, "File") == (("Ctrl+O", "Open"), ("Ctrl+F8", "Export picture: Map"))
    assert rows_of(groups, "Edit") == (("Ctrl+Z", "Undo"),)


def test_an_action_that_no_menu_has_is_listed_all_the_same(desk: Desk) -> None:
    elsewhere = dict(rows_of(desk.shortcuts.groups(), "Elsewhere"))
    assert elsewhere["Space"] == "Play"
    assert elsewhere["Ctrl+Shift+Z or Ctrl+Y"] == "Redo"


def test_every_key_of_the_table_is_listed(desk: Desk) -> None:
    listed = " ".join(keys for group in desk.shortcuts.groups() for keys, _effect in group.rows)
    for action in desk.actions.values():
        for key in action.shortcuts():
            assert key.toString(QKeySequence.SequenceFormat.NativeText) in listed


def test_what_was_edited_last_is_not_part_of_the_name(desk: Desk) -> None:
    desk.actions["undo"].setText("&Undo Learning rate")
    assert rows_of(desk.shortcuts.groups(), "Edit") == (("Ctrl+Z", "Undo"),)


def test_a_view_adds_the_keys_that_its_class_names(desk: Desk) -> None:
    groups = desk.shortcuts.groups()
    assert rows_of(groups, "Map") == (("B", "Take the brush"), ("E", "Take the eraser"))
    assert "Loss" not in [group.title for group in groups]


def test_what_is_typed_finds_by_words_keys_and_groups(desk: Desk, qtbot: QtBot) -> None:
    listed = desk.show(qtbot)
    assert listed.focusWidget() is listed.search
    for text, found in (
        ("eras", [("E", "Take the eraser")]),
        ("map BRUSH", [("B", "Take the brush")]),
        ("ctrl+o", [("Ctrl+O", "Open")]),
        ("picture file map", [("Ctrl+F8", "Export picture: Map")]),
    ):
        listed.search.clear()
        qtbot.keyClicks(listed.search, text)
        assert listed.shown == found
        assert listed.list.isVisible()


def test_a_group_in_which_nothing_is_found_goes(desk: Desk, qtbot: QtBot) -> None:
    listed = desk.show(qtbot)
    qtbot.keyClicks(listed.search, "eraser")
    root = listed.list.invisibleRootItem()
    groups = [root.child(i) for i in range(root.childCount())]
    assert [group.text(0) for group in groups if group is not None and not group.isHidden()] == ["Map"]


def test_nothing_found_is_said_until_something_is(desk: Desk, qtbot: QtBot) -> None:
    listed = desk.show(qtbot)
    qtbot.keyClicks(listed.search, "xyz")
    assert listed.shown == []
    assert listed.said.isVisible()
    assert listed.said.text() == "No key does that."
    for _ in range(3):
        qtbot.keyClick(listed.search, Qt.Key.Key_Backspace)
    assert not listed.said.isVisible()
    assert len(listed.shown) > 30


def test_the_work_goes_on_beside_it_and_it_is_there_once(desk: Desk, qtbot: QtBot) -> None:
    first = desk.show(qtbot)
    assert not first.isModal()
    desk.window.activateWindow()
    assert desk.show(qtbot) is first
    qtbot.keyClick(first, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not desk.window.findChildren(ShortcutsWindow))
    assert desk.show(qtbot).isVisible()


LONG = "What is done with it, said at such length that it does not fit into one line beside its key"


@pytest.mark.parametrize("width", [460, 340, 1000])
def test_words_that_do_not_fit_into_one_line_go_on_in_the_next(qtbot: QtBot, width: int) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    listed = ShortcutsWindow([Group("Map", (("Ctrl+B", "Paint"), ("Ctrl+Shift+E", LONG)))], parent)
    listed.resize(width, 400)
    listed.show()
    qtbot.waitExposed(listed)
    short, long = (listed.list.visualItemRect(item).height() for item, _group in listed._items())
    room = QRect(0, 0, listed.list.columnWidth(0) - PADDING, 1000)
    words = listed.list.fontMetrics().boundingRect(room, int(Qt.TextFlag.TextWordWrap), LONG)
    assert long >= words.height()
    assert (long > short) is (width < 1000)
    listed.close()


def test_all_that_the_program_lists_fits_into_one_line_at_first(idle: Context) -> None:
    idle.window.named_actions["shortcuts"].trigger()
    (listed,) = idle.window.findChildren(ShortcutsWindow)
    rows = listed.list
    room = rows.columnWidth(0) - PADDING
    assert [words for _keys, words in listed.shown if rows.fontMetrics().horizontalAdvance(words) > room] == []
    listed.close()
