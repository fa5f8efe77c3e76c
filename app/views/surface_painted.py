"""The output over the plane in 3D without OpenGL: fewer facets, drawn from the back to the front."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.training.snapshot import share
from app.views import mesh
from app.views.orbit import OrbitView

Array = NDArray[Any]

_POINTS = 25  # per side


class PaintedSurface(OrbitView):
    """Stands in for SurfaceView where OpenGL cannot be used, says why, and shows the same surface more coarsely.

    The observations are left out: without depth they could not be told from what is before them.
    """

    def __init__(self, reason: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
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

    @property
    def can_show_points(self) -> bool:
        return False

    def redraw(self) -> None:
        self.update()

    def picture_height(self) -> int:
        return self.height() - self._note.height()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802  Qt's name
        painter = QPainter(self)
        if self.snapshot is not None:
            self._draw_sheet(painter, share(self.snapshot.surface, self.snapshot.scale))
        self.draw_labels(painter)

    def _draw_sheet(self, painter: QPainter, field: Array) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = QColor("black" if self.theme.is_dark else "white")
        line.setAlphaF(0.35)
        painter.setPen(QPen(line, 1))
        for corners, color in self._facets(field):
            painter.setBrush(QColor(*color))
            painter.drawPolygon(corners)

    def _facets(self, field: Array) -> list[tuple[list[QPointF], list[int]]]:
        """The corners on the screen and the colour of each facet, the farthest first."""
        kept = np.linspace(0, len(field) - 1, _POINTS).round().astype(int)
        thinned = field[np.ix_(kept, kept)]
        z = mesh.heights(thinned)
        unknown = np.where(np.isnan(thinned.T), np.nan, z)
        colors = mesh.shaded(self.scale.rgba(_middles(unknown)), _middles(z)).reshape(-1, 4)
        screen, distance = self._seen(z)
        index = np.arange(_POINTS * _POINTS).reshape(_POINTS, _POINTS)
        corners = np.stack([index[:-1, :-1], index[1:, :-1], index[1:, 1:], index[:-1, 1:]], axis=-1).reshape(-1, 4)
        order = np.argsort(-distance[corners].mean(axis=1))
        places = screen[corners[order]].tolist()
        return [
            ([QPointF(*p) for p in four], color) for four, color in zip(places, colors[order].tolist(), strict=True)
        ]

    def _seen(self, z: Array) -> tuple[Array, Array]:
        """Pixels (n², 2) and distances from the eye (n²,) of the points of the sheet."""
        points = mesh.grid_points(len(z))
        points[:, 2] = z.ravel()
        room = np.array([self.width(), self.picture_height()])
        matrix = self.camera.projection(*room.tolist()) * self.camera.view()
        seen = np.column_stack([points, np.ones(len(points))]) @ np.array(matrix.data()).reshape(4, 4)
        flat = seen[:, :2] / seen[:, 3:]
        return (flat * (1, -1) + 1) * room / 2, seen[:, 3]


def _middles(z: Array) -> Array:
    """Of the facets between the points of `z` (n, n)."""
    return (z[:-1, :-1] + z[1:, :-1] + z[1:, 1:] + z[:-1, 1:]) / np.float32(4)
