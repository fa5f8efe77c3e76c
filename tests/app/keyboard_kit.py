"""Hands that only have a keyboard: keys go to whatever has the focus, as they do for a person."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from app.context import Context
from app.training.snapshot import Snapshot
from nncore import Experiment

KEY, NONE = Qt.Key, Qt.KeyboardModifier.NoModifier
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
MOST_TABS = 120
WAIT_MS = 10_000


class Hands:
    """Sits at the whole window."""

    def __init__(self, parts: Context, qtbot: QtBot) -> None:
        self.parts, self.qtbot = parts, qtbot
        self.gallery = parts.window.gallery

    @property
    def focus(self) -> QWidget:
        return QApplication.focusWidget() or self.parts.window

    @property
    def experiment(self) -> Experiment:
        return self.parts.document.experiment

    def press(self, *keys: Qt.Key, mods: Qt.KeyboardModifier = NONE) -> None:
        """One key after the other, and time for the window to lay itself out: nobody types faster than that."""
        for key in keys:
            QTest.keyClick(QApplication.activePopupWidget() or self.focus, key, mods)
            QApplication.processEvents()

    def type(self, text: str) -> None:
        QTest.keyClicks(self.focus, text)

    def tab_to(self, name: str) -> QWidget:
        """Go on with Tab to what is called `name`: to those who hear the screen, by its words, or in the program."""
        for _ in range(MOST_TABS):
            self.press(KEY.Key_Tab)
            focus = self.focus
            if name in (focus.accessibleName(), focus.objectName(), getattr(focus, "text", str)()):
                return focus
        raise AssertionError(f"Tab does not come to {name}")

    def tab_to_view(self, view: QWidget) -> None:
        """Go on with Tab to `view`."""
        for _ in range(MOST_TABS):
            if self.focus is view:
                return
            self.press(KEY.Key_Tab)
        raise AssertionError(f"Tab does not come to {view.accessibleName()}")

    def until(self, holds: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(holds, timeout=WAIT_MS)

    def shown(self) -> Snapshot:
        """What the views show now."""
        snapshot = self.gallery.diagram.snapshot
        assert snapshot is not None
        return snapshot

    def dialog(self) -> QDialog:
        """The one that is open, and has the keys."""
        self.until(lambda: isinstance(QApplication.activeWindow(), QDialog))
        found = QApplication.activeWindow()
        assert isinstance(found, QDialog)
        return found

    def back_in_the_window(self) -> None:
        self.until(lambda: not isinstance(QApplication.activeWindow(), QDialog))
        self.parts.window.activateWindow()  # as a window manager does, where there is one
        self.until(lambda: QApplication.activeWindow() is self.parts.window)
