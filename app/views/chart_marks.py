"""Markers in a chart over the epochs: where a setting was changed, and what is said of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen, QPolygonF

from app.theme import Theme
from app.views.losses import Curves, Frame

_NEAR = 5.0  # pixels from a line to a pointer that means it
_FLAG = (7.0, 6.0)
_ARROW = (9.0, 8.0)
_MOST_LINES = 6
_CUT_LINES = 4  # how far down words about a cut may go to keep off the curve


class Mark(Protocol):
    """Something that was changed."""

    @property
    def epoch(self) -> float: ...

    @property
    def text(self) -> str: ...


def draw(painter: QPainter, marks: Sequence[Mark], frame: Frame, floor: float, theme: Theme) -> None:
    """A thin line with a flag for each of `marks` that can be seen, down to the row `floor`."""
    columns = sorted({round(frame.x(mark.epoch)) + 0.5 for mark in _visible(marks, frame)})
    if not columns:
        return
    top = frame.area.top()
    painter.setPen(QPen(QColor(theme.quiet), 1, Qt.PenStyle.DotLine))
    painter.drawLines([QLineF(x, top, x, floor) for x in columns])
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.accent))
    for x in columns:
        painter.drawPolygon(
            QPolygonF([QPointF(x, top), QPointF(x, top + _FLAG[1]), QPointF(x + _FLAG[0], top + _FLAG[1] / 2)])
        )
    painter.setBrush(Qt.BrushStyle.NoBrush)


def draw_exits(painter: QPainter, places: Sequence[QPointF], color: QColor) -> None:
    """Arrow heads, upwards, where a curve goes beyond all numbers at the upper side of the frame."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    width, height = _ARROW
    for tip in places:
        left, right = tip + QPointF(-width / 2, height), tip + QPointF(width / 2, height)
        painter.drawPolygon(QPolygonF([tip, left, right]))
    painter.setBrush(Qt.BrushStyle.NoBrush)


def draw_cut(painter: QPainter, frame: Frame, curves: Curves, theme: Theme) -> None:
    """Beside the first of these arrow heads, in words, why the curve ends there."""
    both = [(frame.exits(curves.epochs, values), values) for values in (curves.train, curves.test)]
    seen = [(places[0], values) for places, values in both if places]
    if not seen:
        return
    place, values = min(seen, key=lambda pair: pair[0].x())
    text = frame.cut(values)
    metrics, gap = painter.fontMetrics(), _ARROW[0]
    after = QRectF(place.x() + gap, place.y(), metrics.horizontalAdvance(text), metrics.height())
    before = after.translated(-2 * gap - after.width(), 0)
    rooms = [after] if after.right() <= frame.area.right() else []
    rooms += [before.translated(0, line * before.height()) for line in range(_CUT_LINES)]
    room = min(rooms, key=lambda room: frame.crossings(curves, room))  # the first of equals
    painter.fillRect(room, QColor(theme.card))
    painter.setPen(QColor(theme.quiet))
    painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)


def lines_at(x: float, marks: Sequence[Mark], frame: Frame, metrics: QFontMetrics, width: float) -> list[str]:
    """What the marks near the pixel column `x` say, in lines of at most `width` pixels."""
    near = [mark for mark in _visible(marks, frame) if abs(frame.x(mark.epoch) - x) <= _NEAR]
    said = [line for mark in near for line in mark.text.split(", ")]
    if len(said) > _MOST_LINES:
        said = [*said[: _MOST_LINES - 1], f"and {len(said) - _MOST_LINES + 1} more changes"]
    return [metrics.elidedText(line, Qt.TextElideMode.ElideRight, int(width)) for line in said]


def _visible(marks: Sequence[Mark], frame: Frame) -> list[Mark]:
    return [mark for mark in marks if frame.first_epoch <= mark.epoch <= frame.last_epoch]
