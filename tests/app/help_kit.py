"""A hand on the help's window."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.windows.help.window import HelpWindow


def click_link(window: HelpWindow, words: str, qtbot: QtBot) -> None:
    """Click in the middle of the link that reads `words`."""
    browser = window.browser
    place = browser.document().find(words)
    assert not place.isNull(), words
    browser.setTextCursor(place)
    middle = (place.selectionStart() + place.selectionEnd()) // 2
    place.setPosition(middle)
    spot = browser.cursorRect(place).center()
    assert browser.anchorAt(spot), words
    qtbot.mouseClick(browser.viewport(), Qt.MouseButton.LeftButton, pos=spot)
