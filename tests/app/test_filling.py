"""One view that fills the window: the sign in its heading, and the way back that stands there instead."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from app.context import Context
from app.windows.card import Card

LEFT = Qt.MouseButton.LeftButton
VIEWS = {"network": "F5", "loss": "F6", "surface": "F7", "map": "F8"}


def card(parts: Context, name: str) -> Card:
    (found,) = (card for card in parts.window.workspace.cards if card.name == name)
    return found


def shown(parts: Context, name: str) -> list[QToolButton]:
    """The sign or the words by which the view called `name` fills the window, or no longer does."""
    buttons = card(parts, name).heading.findChildren(QToolButton)
    wanted = (f"{card(parts, name).accessibleName()} fills the window", "show all")
    return [button for button in buttons if button.accessibleName() in wanted and button.isVisible()]


@pytest.mark.parametrize(("name", "key"), VIEWS.items())
def test_a_sign_in_the_heading_fills_the_window_and_words_in_its_place_lead_back(
    idle: Context, qtbot: QtBot, name: str, key: str
) -> None:
    (sign,) = shown(idle, name)
    assert sign.text() == ""
    assert not sign.icon().isNull()
    assert sign.toolTip().endswith(f"({key})")
    qtbot.mouseClick(sign, LEFT)
    assert idle.window.workspace.filling == name
    (back,) = shown(idle, name)
    assert back.text() == "show all"
    assert "(Esc)" in back.toolTip()
    qtbot.mouseClick(back, LEFT)
    assert idle.window.workspace.filling == ""
    assert shown(idle, name) == [sign]


def test_the_way_back_is_there_however_the_view_was_made_to_fill_the_window(idle: Context, qtbot: QtBot) -> None:
    qtbot.keyClick(idle.window, Qt.Key.Key_F6)
    assert [button.text() for button in shown(idle, "loss")] == ["show all"]
    qtbot.keyClick(idle.window, Qt.Key.Key_F8)
    assert shown(idle, "loss") == []
    assert [button.text() for button in shown(idle, "map")] == ["show all"]
    qtbot.mouseDClick(card(idle, "map").heading, LEFT)
    assert [button.text() for button in shown(idle, "map")] == [""]


def test_a_view_that_is_presented_says_how_to_come_back_too(idle: Context, qtbot: QtBot) -> None:
    qtbot.keyClick(idle.window, Qt.Key.Key_F7)
    qtbot.keyClick(idle.window, Qt.Key.Key_F11, Qt.KeyboardModifier.ShiftModifier)
    (back,) = shown(idle, "surface")
    qtbot.mouseClick(back, LEFT)
    assert not idle.window.isFullScreen()
    assert idle.window.workspace.filling == ""


def test_the_sign_is_no_higher_than_the_words_beside_it_and_at_the_right_end(idle: Context) -> None:
    for name in VIEWS:
        (sign,) = shown(idle, name)
        heading = card(idle, name).heading
        assert sign.height() <= heading.height() <= 22
        assert heading.width() - sign.geometry().right() <= 12


def test_tab_comes_to_it_after_the_words_of_the_heading(idle: Context, qtbot: QtBot) -> None:
    (words,) = (b for b in card(idle, "map").heading.findChildren(QToolButton) if b.text() == "test data")
    words.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(words, Qt.Key.Key_Tab)
    (sign,) = shown(idle, "map")
    assert sign.hasFocus()
    qtbot.keyClick(sign, Qt.Key.Key_Space)
    assert idle.window.workspace.filling == "map"
    (back,) = shown(idle, "map")
    assert back.hasFocus()
