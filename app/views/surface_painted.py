"""The output over the plane in 3D without OpenGL: fewer facets, drawn from the back to the front, dots among them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.training.snapshot import Snapshot
from app.views import mesh
from app.views.orbit import OrbitView
from app.views.points import PlottedData
from app.views.surface_shapes import Shape, heights_of, standing

Array = NDArray[Any]

_POINTS, _FEWER_POINTS = 25, 17  # per side of a sheet, of each of several
_DOT = 2.6  # pixels: the radius of a training dot
_TEST_SHARE, _TEST_OPACITY = 0.78, 0.65
_NEARER = 0.02  # by how much a dot comes before the sheet that it lies on


class PaintedSurface(OrbitView):
    """Stands in for SurfaceView where OpenGL cannot be used, says why, and shows the same more coarsely."""

    def __init__(self, reason: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.drawn_with = reason
        self.setAccessibleDescription(reason)
        self._note = QLabel(reason, self, wordWrap=True)
        self._note.setObjectName("caption")  # small and quiet in the style sheet
        self._note.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 0, 12, 4)
        layout.addWidget(self._note, 0, Qt.AlignmentFlag.AlignBottom)

    @property
    def reason(self) -> str:
        """Why this is not drawn with OpenGL."""
        return str(self._note.text())

    def redraw(self) -> None:
        self.update()

    def picture_height(self) -> int:
        return self.height() - self._note.height()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802  Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.snapshot is not None:
            self._draw_box(painter, self.snapshot)
        self.draw_labels(painter)

    def _draw_box(self, painter: QPainter, snapshot: Snapshot) -> None:
        line = QColor("black" if self.theme.is_dark else "white")
        line.setAlphaF(0.35)
        grid, rim = QPen(line, 1), QPen(QColor(self.scale.rim), 1)
        for part in self._parts(snapshot):
            painter.setBrush(QColor(*part.color))
            painter.setPen(rim if part.radius else grid)
            if part.radius:
                painter.drawEllipse(part.places[0], part.radius, part.radius)
            else:
                painter.drawPolygon(part.places)

    def _parts(self, snapshot: Snapshot) -> list[_Part]:
        """Facets and dots, the farthest first: what is nearer covers what is behind it."""
        shapes = self.shapes(snapshot)
        points = _POINTS if len(shapes) == 1 else _FEWER_POINTS
        parts = [part for shape in shapes for part in self._facets(shape, points)]
        if self.points_shown:
            parts += self._dots(snapshot)
        return sorted(parts, key=_distance, reverse=True)

    def _facets(self, shape: Shape, points: int) -> list[_Part]:
        """The facets of a sheet with so many points per side, each in the colour of its middle."""
        kept = np.linspace(0, len(shape.field) - 1, points).round().astype(int)
        z = mesh.heights(shape.field[np.ix_(kept, kept)])
        middles = (kept[:-1] + kept[1:]) // 2
        colors = mesh.shaded(shape.colors[np.ix_(middles, middles)].swapaxes(0, 1), _middles(z)).reshape(-1, 4)
        corners = mesh.grid_points(points)
        corners[:, 2] = z.ravel()
        screen, distance = self.seen(corners)
        index = np.arange(points * points).reshape(points, points)
        facets = np.stack([index[:-1, :-1], index[1:, :-1], index[1:, 1:], index[:-1, 1:]], axis=-1).reshape(-1, 4)
        return [
            _Part(away, [QPointF(*place) for place in four], color)
            for away, four, color in zip(
                distance[facets].mean(axis=1).tolist(), screen[facets].tolist(), colors.tolist(), strict=True
            )
        ]

    def _dots(self, snapshot: Snapshot) -> list[_Part]:
        data, domain = PlottedData.of(snapshot), snapshot.domain
        kinds = [(data.training(domain), data.core_rgba, _DOT, 1.0)]
        if self.test_visible:
            kinds.append((data.testing(domain), data.rgba, _DOT * _TEST_SHARE, _TEST_OPACITY))
        parts = []
        for (points, targets), colored, radius, opacity in kinds:
            colors = colored(targets, self.scale)
            colors[:, 3] = round(255 * opacity)
            screen, distance = self.seen(standing(points, heights_of(data, targets, self.class_shown), domain))
            for away, place, color in zip(distance.tolist(), screen.tolist(), colors.tolist(), strict=True):
                parts.append(_Part(away - _NEARER, [QPointF(*place)], color, radius))
        return parts


@dataclass(frozen=True, slots=True)
class _Part:
    """A facet with its corners, or a dot with its `radius`, at its place on the screen."""

    distance: float
    places: list[QPointF]
    color: list[int]
    radius: float = 0.0


def _distance(part: _Part) -> float:
    return part.distance


def _middles(z: Array) -> Array:
    """Of the facets between the points of `z` (n, n)."""
    return (z[:-1, :-1] + z[1:, :-1] + z[1:, 1:] + z[:-1, 1:]) / np.float32(4)
