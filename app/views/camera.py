"""The eye of the 3D view: where it stands, how it moves, and where a point of the box falls on the screen.

The box holds x and y from 0 to 1 and the value from 0 to 1. The picture is fitted to the widget for the widest turn of
the box, so that turning it neither cuts a corner off nor makes it breathe.
"""

from __future__ import annotations

from itertools import product
from math import cos, radians, sin

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QMatrix4x4, QVector3D

HEIGHT = 0.58  # of the box; its sides are 1
SIDE, TOP, BOTTOM = 30.0, 14.0, 24.0  # pixels around the box, for the labels

_DISTANCE = 4.0
_FOCUS = 0.2  # half the width of what is seen, over the distance
_START = (-45.0, 25.0, 1.0)  # degrees, degrees, times
_ELEVATIONS = (4.0, 90.0)
_ZOOMS = (0.5, 4.0)
_CORNERS = tuple(QVector3D(*corner) for corner in product((0.0, 1.0), repeat=3))


class Camera:
    """Turns around the middle of the box. Azimuth and elevation are in degrees, zoom 1 fits the box to the widget."""

    def __init__(self) -> None:
        self.azimuth, self.elevation, self.zoom = _START

    def reset(self) -> None:
        self.azimuth, self.elevation, self.zoom = _START

    def orbit(self, right: float, up: float) -> None:
        """Move the eye around the box by so many degrees."""
        self.azimuth = (self.azimuth + right + 180.0) % 360.0 - 180.0
        self.elevation = _clamped(self.elevation + up, _ELEVATIONS)

    def zoom_by(self, factor: float) -> None:
        self.zoom = _clamped(self.zoom * factor, _ZOOMS)

    @property
    def near_sides(self) -> tuple[float, float]:
        """The x of the side of the box that faces the eye, and the y of the other such side."""
        return (1.0 if cos(radians(self.azimuth)) > 0 else 0.0), (1.0 if sin(radians(self.azimuth)) > 0 else 0.0)

    def view(self) -> QMatrix4x4:
        """From the box to what the eye sees."""
        return self._view(self.azimuth)

    def projection(self, width: float, height: float) -> QMatrix4x4:
        """From what the eye sees to a widget of that size: −1 to 1 in both directions."""
        spot = self._spot()
        room_x, room_y = max(width - 2 * SIDE, 1.0), max(height - TOP - BOTTOM, 1.0)
        pixels = self.zoom * min(room_x / spot.width(), room_y / spot.height())
        matrix = QMatrix4x4()
        matrix.translate(0.0, (BOTTOM - TOP) / height)
        matrix.scale(2 * pixels / width, 2 * pixels / height)
        matrix.translate(-spot.center().x(), -spot.center().y())
        return matrix * _frustum()

    def project(self, point: QVector3D, width: float, height: float) -> QPointF:
        """The pixel of a widget of that size at which `point` of the box is seen."""
        seen = (self.projection(width, height) * self.view()).map(point)
        return QPointF((1 + seen.x()) * width / 2, (1 - seen.y()) * height / 2)

    def _view(self, azimuth: float) -> QMatrix4x4:
        matrix = QMatrix4x4()
        matrix.translate(0.0, 0.0, -_DISTANCE)
        matrix.rotate(self.elevation - 90.0, 1.0, 0.0, 0.0)
        matrix.rotate(azimuth + 90.0, 0.0, 0.0, -1.0)
        matrix.scale(1.0, 1.0, HEIGHT)
        matrix.translate(-0.5, -0.5, -0.5)
        return matrix

    def _spot(self) -> QRectF:
        """What the box covers when it is turned so that it is widest."""
        matrix = _frustum() * self._view(_START[0])
        seen = [matrix.map(corner) for corner in _CORNERS]
        xs, ys = [point.x() for point in seen], [point.y() for point in seen]
        return QRectF(QPointF(min(xs), min(ys)), QPointF(max(xs), max(ys)))


def _frustum() -> QMatrix4x4:
    near = 1.0
    matrix = QMatrix4x4()
    matrix.frustum(-_FOCUS * near, _FOCUS * near, -_FOCUS * near, _FOCUS * near, near, 2 * _DISTANCE)
    return matrix


def _clamped(value: float, limits: tuple[float, float]) -> float:
    return min(max(value, limits[0]), limits[1])
