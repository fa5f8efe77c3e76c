"""The picture of a preset: what its network answers in the end, and some of the data, in the colours of the theme."""

from __future__ import annotations

import base64
import json
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPixmap

from app.theme import Theme
from app.views.colors import SCALE_NAMES, ColorScale, make_scale
from nncore import PRESETS, Preset, datasets

Array = NDArray[Any]

SIDE = 24  # points per side of the answers that are kept
DOTS = 60
FEW, LARGE, SMALL = 30, 3.2, 1.9  # up to so many dots are large: their radius in pixels
EDGE = 0.7  # pixels around a dot
TWO_CLASSES = 2


class PresetPictures:
    """Draws the pictures, each once for a theme, a size and a density of the screen."""

    def __init__(self) -> None:
        kept = json.loads((files("app.resources") / "presets.json").read_text(encoding="utf-8"))
        self._levels = {name: _levels(code) for name, code in kept.items()}
        self._drawn: dict[tuple[object, ...], QPixmap] = {}

    def levels(self, name: str) -> Array | None:
        """What preset `name` answers in the end, SIDE × SIDE from the lowest row of the plane, from 0 to 1."""
        return self._levels.get(name)

    def pixmap(self, name: str, theme: Theme, side: int, density: float) -> QPixmap:
        """The picture of preset `name`, `side` pixels wide."""
        key = (name, theme.name, side, density)
        if key not in self._drawn:
            self._drawn[key] = self._draw(PRESETS[name], theme, side, density)
        return self._drawn[key]

    def _draw(self, preset: Preset, theme: Theme, side: int, density: float) -> QPixmap:
        scale = make_scale(SCALE_NAMES[0], theme)
        pixmap = QPixmap(QSize(side, side) * density)
        pixmap.setDevicePixelRatio(density)
        pixmap.fill(QColor(theme.middle))
        square = QRectF(0, 0, side, side)
        with QPainter(pixmap) as painter:
            painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
            levels = self.levels(preset.name)
            if levels is not None:
                painter.drawImage(square, _image(_ground(levels, preset, scale)))
            _draw_dots(painter, square, preset, scale)
        return pixmap


def _levels(code: str) -> Array:
    levels = np.frombuffer(base64.b64decode(code), dtype=np.uint8).reshape(SIDE, SIDE)
    return levels / np.float32(255)


def _ground(levels: Array, preset: Preset, scale: ColorScale) -> NDArray[np.uint8]:
    outputs = preset.experiment.network.outputs
    if outputs > TWO_CLASSES:
        return scale.classes.rgba(np.rint(levels * (outputs - 1)), 0.8)
    return scale.rgba(levels)


def _image(rgba: NDArray[np.uint8]) -> QImage:
    upright = np.ascontiguousarray(rgba[::-1])
    return QImage(upright.tobytes(), SIDE, SIDE, 4 * SIDE, QImage.Format.Format_RGBA8888).copy()


def _draw_dots(painter: QPainter, square: QRectF, preset: Preset, scale: ColorScale) -> None:
    """Some of the observations to train on, as the map shows them."""
    spec = preset.experiment.data
    observations = datasets.make(spec)
    points, targets = observations.train_points[:DOTS], observations.train_targets[:DOTS, 0]
    low, high = datasets.domain(spec)
    least, greatest = datasets.target_range(spec)
    radius = LARGE if len(points) <= FEW else SMALL
    edge = radius / square.width()  # some points stand in the corners, and some clouds reach beyond the plane
    places = np.clip((points - low) / (high - low), edge, 1.0 - edge)
    several = preset.experiment.network.outputs > TWO_CLASSES
    rgba = scale.classes.core_rgba(targets) if several else scale.core_rgba((targets - least) / (greatest - least))
    painter.setPen(QPen(QColor(scale.rim), EDGE))
    for (x, y), colour in zip(places.tolist(), rgba.tolist(), strict=True):
        painter.setBrush(QColor(*colour))
        centre = QPointF(square.left() + x * square.width(), square.bottom() - y * square.height())
        painter.drawEllipse(centre, radius, radius)
