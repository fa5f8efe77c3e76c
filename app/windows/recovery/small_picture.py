"""A small picture of a moment: what the network answers, and some of the data. It needs no widget and no window."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from app.theme import Theme
from app.training.snapshot import Snapshot
from app.views.colors import SCALE_NAMES, ColorScale, make_scale
from app.views.map_field import field_colors
from app.views.points import PlottedData
from app.windows import picturing

SIDE = 320  # pixels
DOTS = 100
RADIUS, EDGE = 4.5, 1.2  # pixels: it is mostly seen at a quarter of its size


def as_png(snapshot: Snapshot, theme: Theme) -> bytes:
    """The contents of a PNG file. Any thread may ask for it."""
    scale = make_scale(SCALE_NAMES[0], theme)
    image = _ground(snapshot, scale)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _draw_dots(painter, snapshot, scale)
    painter.end()
    return bytes(picturing.as_png(image).data())


def _ground(snapshot: Snapshot, scale: ColorScale) -> QImage:
    colors = np.ascontiguousarray(field_colors(snapshot, scale, discrete=False, most=SIDE)[::-1])
    n = len(colors)
    image = QImage(colors.data, n, n, 4 * n, QImage.Format.Format_RGBX8888)
    return image.scaled(SIDE, SIDE, mode=Qt.TransformationMode.SmoothTransformation)


def _draw_dots(painter: QPainter, snapshot: Snapshot, scale: ColorScale) -> None:
    data, (low, high) = PlottedData.of(snapshot), snapshot.domain
    points, targets = (values[:DOTS] for values in data.training(snapshot.domain))
    painter.setPen(QPen(QColor(scale.rim), EDGE))
    places = SIDE * (points - low) / (high - low)
    for (x, y), color in zip(places.tolist(), data.core_rgba(targets, scale).tolist(), strict=True):
        painter.setBrush(QColor(*color))
        painter.drawEllipse(QPointF(x, SIDE - y), RADIUS, RADIUS)
