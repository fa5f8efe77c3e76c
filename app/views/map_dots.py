"""The observations on the map: one picture of all of them, made again only when something about them changes."""

from __future__ import annotations

from collections.abc import Iterator
from math import sqrt
from typing import Any

from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap

from app.views.colors import ColorScale
from app.views.plane import Plane
from app.views.points import MOST_SHOWN, PlottedData

Array = NDArray[Any]

_RING = 0.75  # of the radius of a disc
_RIM_REACH = 1.35  # of the radius of a ring, to its rim
_SMALLEST = 1.3  # pixels: the radius where there are very many
_MARGIN = 2  # pixels around a dot in its stamp


class DotPicture:
    """Discs for training, rings for testing. Each colour is drawn once, and then stamped wherever it is needed."""

    def __init__(self) -> None:
        self._picture = QPixmap()
        self._shows: tuple[Any, ...] = ()

    def of(
        self, data: PlottedData, plane: Plane, scale: ColorScale, *, tested: bool, size: QSize, ratio: float
    ) -> QPixmap:
        """The picture for a widget of that `size`, with `ratio` pixels in each of its units."""
        shows = (data, plane, scale, tested, size, ratio)
        if shows != self._shows:
            self._shows = shows
            self._picture = _empty(size, ratio)
            painter = QPainter(self._picture)
            for places, colors, kind in _kinds(data, plane, scale, tested=tested, ratio=ratio):
                _stamp(painter, places, colors, kind)
            painter.end()
        return self._picture

    def draw(self, painter: QPainter, data: PlottedData, plane: Plane, scale: ColorScale, *, tested: bool) -> None:
        """The same with each dot in lines, for a drawing: stamps would be pixels there."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for places, colors, kind in _kinds(data, plane, scale, tested=tested, ratio=1.0):
            for place, color in zip(places, colors.tolist(), strict=True):
                kind.draw(painter, place, QColor(*color))


class _Stamp:
    """Draws one kind of dot in any colour."""

    def __init__(self, data: PlottedData, plane: Plane, scale: ColorScale, ratio: float) -> None:
        self.radius = dot_radius(data, plane)
        self.rim = QColor(scale.rim)
        self._ratio = ratio

    def made(self, color: QColor) -> QPixmap:
        """A dot of that colour in the middle of its own picture."""
        side = 2 * round(2 * self.radius + _MARGIN)
        stamp = _empty(QSize(side, side), self._ratio)
        painter = QPainter(stamp)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.draw(painter, QPointF(side / 2, side / 2), color)
        painter.end()
        return stamp

    def draw(self, painter: QPainter, center: QPointF, color: QColor) -> None:
        raise NotImplementedError


class _Disc(_Stamp):
    def draw(self, painter: QPainter, center: QPointF, color: QColor) -> None:
        painter.setPen(QPen(self.rim, 0.36 * self.radius))
        painter.setBrush(color)
        painter.drawEllipse(center, self.radius, self.radius)


class _Ring(_Stamp):
    def draw(self, painter: QPainter, center: QPointF, color: QColor) -> None:
        radius = _RING * self.radius
        # A rim on the outside alone: on ground of its own colour a ring is one circle, not two.
        for pen, reach in ((QPen(self.rim, 0.3 * radius), _RIM_REACH * radius), (QPen(color, 0.5 * radius), radius)):
            painter.setPen(pen)
            painter.drawEllipse(center, reach, reach)


def _kinds(
    data: PlottedData, plane: Plane, scale: ColorScale, *, tested: bool, ratio: float
) -> Iterator[tuple[list[QPointF], Array, _Stamp]]:
    """Where the dots of each kind are, in which colours."""
    if tested:
        points, targets = data.testing(plane.domain)
        yield plane.places(points), data.core_rgba(targets, scale), _Ring(data, plane, scale, ratio)
    points, targets = data.training(plane.domain)
    yield plane.places(points), data.core_rgba(targets, scale), _Disc(data, plane, scale, ratio)


def dot_radius(data: PlottedData, plane: Plane) -> float:
    """Of a training observation: smaller where there are more of them than can be told apart."""
    count = min(data.most, len(data.observations.train_points))
    crowd = min(1.0, sqrt(MOST_SHOWN / max(count, 1)))
    return max(crowd * plane.dot_radius, _SMALLEST)


def _stamp(painter: QPainter, places: list[QPointF], colors: Array, kind: _Stamp) -> None:
    stamps: dict[tuple[int, ...], QPixmap] = {}
    for place, color in zip(places, map(tuple, colors.tolist()), strict=True):
        stamp = stamps.get(color)
        if stamp is None:
            stamp = stamps[color] = kind.made(QColor(*color))
        half = stamp.deviceIndependentSize().width() / 2
        painter.drawPixmap(place - QPointF(half, half), stamp)


def _empty(size: QSize, ratio: float) -> QPixmap:
    picture = QPixmap(size * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    return picture
