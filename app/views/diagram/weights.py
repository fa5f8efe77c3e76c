"""The lines of the network diagram: which weights are drawn, how, and which one is under the pointer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from app.theme import Theme
from app.views.diagram.layout import Column

Array = NDArray[Any]

MOST_LINES = 700  # in all: more can neither be told apart nor drawn in time
FULL = 3.0  # a weight of this size is drawn as wide as lines get, until one is larger

_WIDEST = 4.0
_CROWDED = 60  # lines in all, beyond which they become thinner
_FAINTEST = 0.22
_REACH = 5.0  # pixels from the pointer to the line it means


@dataclass(frozen=True, slots=True, eq=False)
class Gap:
    """What runs from one column to the next: a number for each weight (inputs, outputs), mostly the weight itself, and
    the pairs that are drawn, (n,) each.
    """

    left: Column
    right: Column
    weights: Array
    sources: Array
    targets: Array

    @classmethod
    def between(cls, left: Column, right: Column, weights: Array, most: int) -> Gap:
        """The strongest weights, at most so many of them, the weakest first so that the strong lie on top."""
        strength = np.abs(weights).ravel()
        if len(strength) > most:  # to sort them all would take longer than to draw some
            strongest = np.argpartition(strength, -most)[-most:]
            drawn = strongest[np.argsort(strength[strongest], kind="stable")]
        else:
            drawn = np.argsort(strength, kind="stable")
        return cls(left, right, weights, *np.unravel_index(drawn, weights.shape))

    @property
    def ends(self) -> tuple[float, float]:
        """The columns of pixels at which the lines begin and end."""
        return self.left.x + self.left.half_width, self.right.x - self.right.half_width

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

    def place_on(self, source: int, target: int, across: float = 0.5) -> QPointF:
        """The place on the line of a weight, drawn or not, that is `across`, 0 to 1, of the way."""
        begin, end = self.ends
        start, stop = self.left.ys[source], self.right.ys[target]
        return QPointF(begin + (end - begin) * across, start + (stop - start) * _climb(across))

    def path(self, source: int, target: int) -> QPainterPath:
        """The line of a weight, drawn or not."""
        begin, end = self.ends
        return _curve(begin, self.left.ys[source], end, self.right.ys[target])


def most_per_gap(gaps: int) -> int:
    """How many lines may run through each of so many gaps."""
    return MOST_LINES // gaps


def full(weights: Iterable[Array]) -> float:
    """The size of the number that the widest line stands for: of the largest that there is, but FULL at least."""
    return max(FULL, *(float(np.abs(w).max(where=np.isfinite(w), initial=0.0)) for w in weights))


def widest(gaps: Sequence[Gap], zoom: float) -> float:
    """How wide the strongest line is drawn: few ones are `zoom` times as wide."""
    count = sum(len(gap.sources) for gap in gaps)
    return float(max(1.0, zoom * _WIDEST * min(1.0, (_CROWDED / max(count, 1)) ** 0.5)))


def draw(
    painter: QPainter, gap: Gap, width: float, theme: Theme, full: float = FULL, dotted: Array | None = None
) -> None:
    """The lines of one gap: half as wide for half the number, the more opaque the larger it is, coloured by its sign.

    The widest stands for `full`; those of the pairs (inputs, outputs) that are true in `dotted` are dotted.
    """
    begin, end = gap.ends
    start, stop = gap.heights()
    values = gap.weights[gap.sources, gap.targets]
    dots = [False] * len(values) if dotted is None else dotted[gap.sources, gap.targets].tolist()
    ground = QColor(theme.card)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for y0, y1, value, dot in zip(start.tolist(), stop.tolist(), values.tolist(), dots, strict=True):
        # Up to one pixel wide a line is drawn many times faster than a little above it.
        pen = QPen(_on_card(sign_color(value, theme, full), ground), max(0.9, width * _share(value, full)))
        if dot:
            pen.setStyle(Qt.PenStyle.DotLine)
        painter.setPen(pen)
        painter.drawPath(_curve(begin, y0, end, y1))


def sign_color(value: float, theme: Theme, full: float = FULL) -> QColor:
    """The colour of a weight or bias: strong where it is large. The root keeps small ones visible."""
    color = QColor(theme.positive if value >= 0 else theme.negative)
    color.setAlphaF(_FAINTEST + (0.95 - _FAINTEST) * float(_share(value, full) ** 0.5))
    return color


def _on_card(color: QColor, ground: QColor) -> QColor:
    """`color` as it looks on the ground: to paint what can be seen through takes four times as long."""
    share = color.alphaF()
    channels = ((color.red(), ground.red()), (color.green(), ground.green()), (color.blue(), ground.blue()))
    return QColor(*(round(share * a + (1.0 - share) * b) for a, b in channels))


def _curve(begin: float, y0: float, end: float, y1: float) -> QPainterPath:
    middle = (begin + end) / 2
    path = QPainterPath(QPointF(begin, y0))
    path.cubicTo(middle, y0, middle, y1, end, y1)
    return path


def _share(value: float, full: float) -> float:
    """How large a number is, 0 to 1. What is none is not hidden."""
    share = abs(value) / full
    return min(1.0, share)


def _climb(across: float) -> float:
    """How far up a line is, 0 to 1, when it is `across`, 0 to 1, of its way: the curve of `_curve`."""
    t = np.linspace(0.0, 1.0, 129)
    return float(np.interp(across, 1.5 * t * (1 - t) + t**3, t * t * (3 - 2 * t)))
