"""The latest values in the chart itself, in the colours of their curves, where they hide least."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter

from app.theme import Theme
from app.type_size import scaled
from app.views.chart_axes import LINE
from app.views.losses import Curves, Frame

_MARGIN = 4.0
_THIN = 150  # of 255: where curves have to go on below the plate


def draw(painter: QPainter, rows: Sequence[tuple[str, str]], frame: Frame, curves: Curves, theme: Theme) -> None:
    """Rows of a text and its colour, on a plate that keeps other lines away from them."""
    width = max(painter.fontMetrics().horizontalAdvance(text) for text, _ in rows)
    plate, hidden = _free_corner(QSizeF(width + 2 * _MARGIN, len(rows) * scaled(LINE) + _MARGIN), frame, curves)
    ground = QColor(theme.card)
    ground.setAlpha(_THIN if hidden else 255)
    painter.fillRect(plate, ground)
    for i, (text, color) in enumerate(rows):
        row = QRectF(plate.left(), plate.top() + _MARGIN / 2 + i * scaled(LINE), width + _MARGIN, scaled(LINE))
        painter.setPen(QColor(color))
        painter.drawText(row, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)


def _free_corner(size: QSizeF, frame: Frame, curves: Curves) -> tuple[QRectF, int]:
    """Where a plate of that `size` hides least of the curves, and how much: at the upper right if nothing there."""
    area = frame.area
    right, bottom = area.right() - size.width(), area.bottom() - size.height() - 2
    places = [QPointF(x, y) for y in (area.top() + 2, bottom) for x in (right, area.left() + 6)]
    hidden: list[int] = []
    for place in places:
        hidden.append(frame.crossings(curves, QRectF(place, size).adjusted(0, -3, 0, 3)))
        if not hidden[-1]:
            break  # to look at the others costs as much as to draw a curve
    least = min(hidden)
    return QRectF(places[hidden.index(least)], size), least
