"""The sentence that says what is wrong: a card just below what it speaks of, over the rows, which stay in place."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Slot
from PySide6.QtWidgets import QLabel, QWidget

from app.panels.parts import application

GAP = 2  # pixels between the row and the card
FOOT = 32  # pixels at the lower border of the window, where the status line is
_MOVES = (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show)
_ENDS = (QEvent.Type.MouseButtonPress, QEvent.Type.FocusIn)


class Described(Protocol):
    """A widget, which can be described to those who hear the screen."""

    def setAccessibleDescription(self, description: str, /) -> None: ...  # noqa: N802  Qt's name


class ErrorLabel(QLabel):
    """Says what is wrong with `anchor`, as wide as that is. It lives until something else is done in the window.

    While it speaks it belongs to the window, so that no panel cuts it off; else to its anchor, and ends with it.
    """

    def __init__(self, anchor: QWidget) -> None:
        super().__init__(anchor)
        self._anchor = anchor
        self._field: Described | None = None
        self.setWordWrap(True)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)  # a click means the row that it covers
        self.hide()

    def say(self, text: str, field: Described) -> None:
        """Show `text`, and describe `field` by it."""
        self.withdraw()
        self._field = field
        field.setAccessibleDescription(text)
        self.setText(text)
        self.setParent(self._anchor.window())
        self._follow()
        application().installEventFilter(self)

    @Slot()
    def withdraw(self) -> None:
        if self._field is None:
            return
        application().removeEventFilter(self)
        self._field.setAccessibleDescription("")
        self._field = None
        self.setText("")
        self.hide()
        self.setParent(self._anchor)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        if isinstance(watched, QWidget) and watched is not self:
            kind = event.type()
            if kind == QEvent.Type.Hide and watched is self._anchor:
                self.withdraw()
            elif kind in _MOVES and (watched is self._anchor or watched.isAncestorOf(self._anchor)):
                self._follow()
            elif kind in _ENDS and self._is_elsewhere(watched):
                self.withdraw()
        return super().eventFilter(watched, event)

    def _is_elsewhere(self, widget: QWidget) -> bool:
        anchor = self._anchor
        return widget is not anchor and not anchor.isAncestorOf(widget) and widget.window() is anchor.window()

    def _follow(self) -> None:
        """Go where the anchor is: below it, or above it at the lower border of the window."""
        anchor, window = self._anchor, self._anchor.window()
        self.ensurePolished()
        self.setFixedSize(anchor.width(), self.heightForWidth(anchor.width()))
        top = anchor.mapTo(window, QPoint(0, 0))
        below = top.y() + anchor.height() + GAP
        above = top.y() - GAP - self.height()
        fits = below + self.height() <= window.height() - FOOT or above < 0
        self.move(top.x(), below if fits else above)
        self.setVisible(not anchor.visibleRegion().isEmpty())  # it may be scrolled away
        self.raise_()
