"""The lines of the network diagram: which weights are drawn, how, and which one is under the pointer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from app.theme import Theme
from app.views.diagram_layout import Column

Array = NDArray[Any]

MOST_LINES = 700  # in all: more can neither be told apart nor drawn in time

_FULL = 6.0  # a weight of this size is drawn as wide as lines get
_WIDEST = 4.0
_CROWDED = 60  # lines in all, beyond which they become thinner
_FAINTEST = 0.22
_REACH = 5.0  # pixels from the pointer to the line it means


@dataclass(frozen=True, slots=True, eq=False)
class Gap:
    """What runs from one column to the next: the weights (inputs, outputs), and the pairs that are drawn, (n,) each."""

    left: Column
    right: Column
    weights: Array
    sources: Array
    targets: Array

    @classmethod
    def between(cls, left: Column, right: Column, weights: Array, most: int) -> Gap:
        """The strongest weights, at most so many of them, the weakest first so that the strong lie on top."""
        strength = np.abs(weights).ravel()
        drawn = np.argsort(strength, kind="stable")[-most:]
        return cls(left, right, weights, *np.unravel_index(drawn, weights.shape))

    @property
    def ends(self) -> tuple[float, float]:
        """The columns of pixels at which the lines begin and end."""
        return self.left.x + self.left.side / 2, self.right.x - self.right.side / 2

    def heights(self) -> tuple[Array, Array]:
        """Where the drawn lines begin and end, (n,) each."""
        return np.array(self.left.ys)[self.sources], np.array(self.right.ys)[self.targets]

    def line_at(self, place: QPointF) -> tuple[int, int] | None:
        """Source and target of the drawn weight whose line passes at `place`."""
        begin, end = self.ends
        start, stop = self.heights()
        distances = np.abs(start + (stop - start) * _climb((place.x() - begin) / (end - begin)) - place.y())
        nearest = int(distances.argmin())
        return (int(self.sources[nearest]), int(self.targets[nearest])) if distances[nearest] <= _REACH else None


def most_per_gap(gaps: int) -> int:
    """How many lines may run through each of so many gaps."""
    return MOST_LINES // gaps


def draw(painter: QPainter, gaps: list[Gap], zoom: float, theme: Theme) -> None:
    """All lines: width and opacity by the size of the weight, colour by its sign; few ones are `zoom` times as wide."""
    count = sum(len(gap.sources) for gap in gaps)
    widest = max(1.0, zoom * _WIDEST * min(1.0, (_CROWDED / max(count, 1)) ** 0.5))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for gap in gaps:
        _draw_gap(painter, gap, widest, theme)


def sign_color(value: float, theme: Theme) -> QColor:
    """The colour of a weight or bias: strong where it is large."""
    color = QColor(theme.positive if value >= 0 else theme.negative)
    color.setAlphaF(_FAINTEST + (0.95 - _FAINTEST) * _share(value))
    return color


def _draw_gap(painter: QPainter, gap: Gap, widest: float, theme: Theme) -> None:
    begin, end = gap.ends
    middle = (begin + end) / 2
    start, stop = gap.heights()
    weights = gap.weights[gap.sources, gap.targets]
    for y0, y1, weight in zip(start.tolist(), stop.tolist(), weights.tolist(), strict=True):
        # Up to one pixel wide a line is drawn many times faster than a little above it.
        painter.setPen(QPen(sign_color(weight, theme), max(0.9, widest * _share(weight))))
        path = QPainterPath(QPointF(begin, y0))
        path.cubicTo(middle, y0, middle, y1, end, y1)
        painter.drawPath(path)


def _share(weight: float) -> float:
    """How strongly a weight is drawn, 0 to 1. The root keeps small ones visible; what is no number is not hidden."""
    share = abs(weight) / _FULL
    return share**0.5 if share < 1.0 else 1.0


def _climb(across: float) -> float:
    """How far up a line is, 0 to 1, when it is `across`, 0 to 1, of its way: the curve that `_draw_gap` paints."""
    t = np.linspace(0.0, 1.0, 129)
    return float(np.interp(across, 1.5 * t * (1 - t) + t**3, t * t * (3 - 2 * t)))
