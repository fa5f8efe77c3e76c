"""The square of the map: from coordinates of the data to pixels and back."""

from __future__ import annotations

from dataclasses import dataclass
from math import floor, log10
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF

from app.model.axes import PLAIN, Axes, AxisScale
from app.type_size import scaled
from app.views import axes as ticking
from app.views.text import plain

Array = NDArray[Any]

_LEFT, _TOP, _RIGHT, _BOTTOM = 40.0, 15.0, 14.0, 21.0  # pixels around the square, for labels and dots on its border
_DOT = 0.0127  # of the side
_SHORT = 5  # characters of a number that has room beside and below the square
_SMALL = 170.0  # a side too short for labels at every quarter
_LETTER = 2  # characters of a name that has room at the end of its axis
_NAME = 13.0  # pixels for a longer one, in a line of its own
_MOST_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Plane:
    """`square` is in pixels of the widget; the data run from `low` to `high` along both sides, upwards in y.

    `axes` says what these numbers stand for, which is what people read.
    """

    square: QRectF
    low: float
    high: float
    axes: Axes = PLAIN

    @classmethod
    def within(cls, room: QRectF, domain: tuple[float, float], axes: Axes = PLAIN) -> Plane:
        """The largest square that fits into `room` with its labels."""
        name = 0.0 if is_letter(axes.x.name) else scaled(_NAME)
        left, top, right, bottom = map(scaled, (_LEFT, _TOP, _RIGHT, _BOTTOM))
        free = room.adjusted(left, top, -right, -bottom - name)
        side = float(cls.side_within(room.width(), room.height() - name))
        left = round(free.left() + (free.width() - side) / 2)
        return cls(QRectF(left, round(free.top() + (free.height() - side) / 2), side, side), *domain, axes)

    @staticmethod
    def side_within(width: float, height: float) -> int:
        """The side of that square in a room of `width` × `height`."""
        left, top, right, bottom = map(scaled, (_LEFT, _TOP, _RIGHT, _BOTTOM))
        return max(1, int(min(width - left - right, height - top - bottom)))

    @property
    def dot_radius(self) -> float:
        """Of an observation, in pixels: smaller on a small plane, where there is less between them."""
        return min(max(_DOT * self.square.width(), 2.2), 5.0)

    @property
    def domain(self) -> tuple[float, float]:
        return self.low, self.high

    def square_of(self, domain: tuple[float, float]) -> QRectF:
        """Where `domain` × `domain` lies, which may be another plane than this one."""
        low, high = domain
        return QRectF(self.place(low, high), self.place(high, low))

    def place(self, x: float, y: float) -> QPointF:
        """The pixel of a point of the data."""
        share_x, share_y = (x - self.low) / (self.high - self.low), (y - self.low) / (self.high - self.low)
        return QPointF(
            self.square.left() + share_x * self.square.width(), self.square.bottom() - share_y * self.square.height()
        )

    def places(self, points: Array) -> list[QPointF]:
        """The pixels of points (n, 2)."""
        return [self.place(x, y) for x, y in points.tolist()]

    def point_at(self, pixel: QPointF) -> tuple[float, float]:
        """The point of the data under a pixel."""
        span = self.high - self.low
        x = self.low + span * (pixel.x() - self.square.left()) / self.square.width()
        return x, self.low + span * (self.square.bottom() - pixel.y()) / self.square.height()

    def value_at(self, field: Array, x: float, y: float) -> float:
        """What `field` (n, n), rows along y, says at a point of the data, between its grid points as on the picture."""
        row, column = self._grid_place(field, x, y)
        i, j = min(int(row), len(field) - 2), min(int(column), len(field) - 2)
        down, right = row - i, column - j
        lower = field[i, j] * (1 - right) + field[i, j + 1] * right
        upper = field[i + 1, j] * (1 - right) + field[i + 1, j + 1] * right
        return float(lower * (1 - down) + upper * down)

    def nearest_value(self, field: Array, x: float, y: float) -> float:
        """What `field` says at the grid point nearest to a point of the data."""
        row, column = self._grid_place(field, x, y)
        return float(field[round(row), round(column)])

    def _grid_place(self, field: Array, x: float, y: float) -> tuple[float, float]:
        """Row and column of `field`, with what lies between them, at a point of the data."""
        last = len(field) - 1
        row, column = (min(max((c - self.low) / (self.high - self.low), 0.0), 1.0) * last for c in (y, x))
        return row, column

    def nearest(self, points: Array, pixel: QPointF) -> tuple[float, int]:
        """How many pixels the nearest of `points` (n, 2) is away, and which one it is."""
        distances = (
            np.hypot(*(points - np.array(self.point_at(pixel))).T) * self.square.width() / (self.high - self.low)
        )
        index = int(distances.argmin())
        return float(distances[index]), index

    def labels_below(self) -> list[tuple[str, QPointF]]:
        """The numbers of the horizontal axis, and where on the lower side they belong."""
        return [(text, self.place(tick, self.low)) for text, tick in self._ticks(self.axes.x)]

    def labels_beside(self) -> list[tuple[str, QPointF]]:
        """The same for the vertical axis, along the left side."""
        return [(text, self.place(self.low, tick)) for text, tick in self._ticks(self.axes.y)]

    def digits(self, axis: AxisScale) -> int:
        """How many decimals tell one pixel of `axis` from the next."""
        span = abs(axis.real(self.high) - axis.real(self.low))
        return min(max(2 - floor(log10(span / 2.0001)), 0), _MOST_DIGITS)

    def _ticks(self, axis: AxisScale) -> list[tuple[str, float]]:
        """Quarters or halves of the side; other round numbers where those are not round. Their texts and places."""
        parts = 4 if self.square.width() >= scaled(_SMALL) else 2
        low, high = axis.real(self.low), axis.real(self.high)
        low, high = min(low, high), max(low, high)
        ticks: list[float] = np.linspace(low, high, parts + 1).tolist()
        if not ticking.is_round(low, (high - low) / parts) or any(len(plain(tick)) > _SHORT for tick in ticks):
            ticks = ticking.ticks_between(low, high, 2 * parts)
        return [(plain(tick), axis.plane(tick)) for tick in ticks]


def is_letter(name: str) -> bool:
    """Whether the name of an axis is short enough to stand at its end."""
    return len(name) <= _LETTER
