"""Lines through many points, each piece drawn by itself: as one path, a restless curve takes fifty times as long."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

Array = NDArray[Any]
Points = tuple[Array, Array]  # xs, which grow, and ys in pixels; NaN in ys is a gap

_MOST_DASHES = 500  # in a longer line they are longer: nobody could count them


def draw_line(painter: QPainter, points: Points, color: QColor, width: float) -> None:
    """The line through `points`."""
    painter.setPen(QPen(color, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.SquareCap))
    painter.drawLines(pieces(points))


def draw_dashes(painter: QPainter, points: Points, color: QColor, width: float, dash: float, gap: float) -> None:
    """The same in dashes of so many pixels, from the first point on."""
    painter.setPen(QPen(color, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.SquareCap))
    # The ends of a dash, and of each piece in it, reach half a width further.
    painter.drawLines(dashes(points, dash - width, gap + width))


def pieces(points: Points) -> list[QLineF]:
    """From each of `points` to the next."""
    xs, ys = points
    return _lines(xs, ys, np.isfinite(ys[:-1]) & np.isfinite(ys[1:]))


def dashes(points: Points, dash: float, gap: float) -> list[QLineF]:
    """From each of `points` to the next, or as far as a dash goes."""
    xs, ys = points
    if not len(xs):
        return []
    lengths = np.hypot(np.diff(xs), np.diff(ys))
    way = np.concatenate([[0.0], np.cumsum(np.where(np.isnan(lengths), gap, lengths))])
    period = max(dash + gap, way[-1] / _MOST_DASHES)
    on = period * dash / (dash + gap)
    starts = np.arange(0.0, way[-1], period)
    cuts = np.sort(np.concatenate([way, starts, np.minimum(starts + on, way[-1])]))
    middles = (cuts[:-1] + cuts[1:]) / 2
    drawn = (middles % period < on) & np.isfinite(np.interp(middles, way, ys)) & (np.diff(cuts) > 0.0)
    return _lines(np.interp(cuts, way, xs), np.interp(cuts, way, ys), drawn)


def _lines(xs: Array, ys: Array, drawn: Array) -> list[QLineF]:
    ends = (xs[:-1], ys[:-1], xs[1:], ys[1:])
    return list(map(QLineF, *(end[drawn].tolist() for end in ends)))
