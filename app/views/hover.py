"""The small card beside the pointer that says the exact numbers of what is under it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.theme import LIGHT, Theme
from app.views.text import small_font

_MARGIN = 7
_COLUMN_GAP = 10
_FROM_POINTER = 14

Rows = Sequence[tuple[str, str]]


class HoverCard(QWidget):
    """Rows of a name and a number. It stays inside its parent and moves to the other side of the pointer for that."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._parent = parent
        self._theme = LIGHT
        self._rows: tuple[tuple[str, str], ...] = ()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    @property
    def text(self) -> str:
        """What it says, a row a line; "" while it is hidden."""
        return "" if self.isHidden() else "\n".join(" ".join(row).strip() for row in self._rows)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def show_at(self, pointer: QPointF, rows: Rows) -> None:
        """Say `rows` beside `pointer`, a place in the parent."""
        self._rows = tuple(rows)
        self.resize(self.sizeHint().boundedTo(self._parent.size()))
        self.move(self._place(pointer.toPoint()))
        self.show()
        self.raise_()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802  Qt's name
        metrics = QFontMetrics(small_font(self))
        names = max((metrics.horizontalAdvance(name) for name, _ in self._rows), default=0)
        numbers = max((metrics.horizontalAdvance(number) for _, number in self._rows), default=0)
        return QSize(
            names + numbers + (_COLUMN_GAP if numbers else 0) + 2 * _MARGIN,
            len(self._rows) * metrics.height() + 2 * _MARGIN,
        )

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802  Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(self._theme.line))
        painter.setBrush(QColor(self._theme.card))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        painter.setFont(small_font(self))
        metrics = painter.fontMetrics()
        line = metrics.height()
        for i, (name, number) in enumerate(self._rows):
            row = QRectF(_MARGIN, _MARGIN + i * line, self.width() - 2 * _MARGIN, line)
            painter.setPen(QColor(self._theme.quiet))
            free = self.width() - 2 * _MARGIN - (metrics.horizontalAdvance(number) + _COLUMN_GAP if number else 0)
            fitting = metrics.elidedText(name, Qt.TextElideMode.ElideRight, free + 1)  # it measures less exactly
            painter.drawText(row, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, fitting)
            painter.setPen(QColor(self._theme.text))
            painter.drawText(row, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, number)

    def _place(self, pointer: QPoint) -> QPoint:
        room = self._parent.rect()
        x, y = pointer.x() + _FROM_POINTER, pointer.y() + _FROM_POINTER
        if x + self.width() > room.right():
            x = pointer.x() - _FROM_POINTER - self.width()
        if y + self.height() > room.bottom():
            y = pointer.y() - _FROM_POINTER - self.height()
        return QPoint(max(x, 0), max(y, 0))
