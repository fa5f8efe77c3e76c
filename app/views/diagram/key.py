"""The legend of the network diagram: which colour is negative, which positive, and what the widest line stands for."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen

from app.theme import Theme
from app.views.text import brief

_LINE, _GAP, _APART = 1.2, 0.35, 0.8  # a piece of line, from it to its word, from word to line: in heights of letters


@dataclass(frozen=True, slots=True)
class Key:
    """The words for as much room as there is; all of them are "" where there is too little."""

    negative: str
    positive: str
    widest: str

    @classmethod
    def fitting(cls, noun: str, full: float, metrics: QFontMetrics, room: float) -> Key:
        """`full` is the size of the number, a `noun`, that the widest line stands for."""
        number = brief(full)
        choices = (
            cls(f"negative {noun}", "positive", f"widest: {number}"),
            cls("negative", "positive", f"widest: {number}"),
            cls("−", "+", f"widest: {number}"),
            cls("−", "+", number),
        )
        return next((key for key in choices if key.width(metrics) <= room), cls("", "", ""))

    def width(self, metrics: QFontMetrics) -> float:
        """Pixels from the first line to the end of the last word."""
        texts = sum(metrics.horizontalAdvance(text) for text in (self.negative, self.positive, self.widest))
        return texts + (3 * (_LINE + _GAP) + 2 * _APART) * metrics.ascent()

    def draw(self, painter: QPainter, place: QPointF, height: float, width: float, theme: Theme) -> None:
        """Draw it from `place` on, its lines `width` wide at most. The painter has the font."""
        if not self.widest:
            return
        metrics, x, middle = painter.fontMetrics(), place.x(), place.y() + height / 2
        line, gap, apart = (part * metrics.ascent() for part in (_LINE, _GAP, _APART))
        parts = (
            (self.negative, theme.negative, 2.0),
            (self.positive, theme.positive, 2.0),
            (self.widest, theme.quiet, width),
        )
        for text, color, thickness in parts:
            painter.setPen(QPen(QColor(color), thickness))
            painter.drawLine(QLineF(x, middle, x + line, middle))
            x += line + gap
            painter.setPen(QColor(theme.quiet))
            advance = metrics.horizontalAdvance(text)
            painter.drawText(
                QRectF(x, place.y(), advance + 1, height),
                Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
                text,
            )
            x += advance + apart
