"""A small picture of a feature over the plane of the data."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPaintEvent, QPalette
from PySide6.QtWidgets import QWidget

from app.panels.tint import between
from app.theme import LIGHT, Theme
from app.type_size import follow_type, scaled
from nncore import features

SIDE = 26
CELLS = 26


class FeaturePicture(QWidget):
    """Negative and positive values in the two colours of all pictures; empty where there is no feature yet."""

    def __init__(self) -> None:
        super().__init__()
        self._theme = LIGHT
        self._levels: list[float] = []
        follow_type(self, self.setFixedSize, SIDE, SIDE)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def show_feature(self, name: str, domain: tuple[float, float], *, center: bool) -> None:
        """Show the feature or formula `name`, or nothing for ""."""
        self._levels = _levels(name, domain, center=center) if name else []
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802  Qt's name
        return QSize(scaled(SIDE), scaled(SIDE))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        room = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        frame = QPainterPath()
        frame.addRoundedRect(room, 5, 5)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if self._levels:
                painter.setClipPath(frame)
                painter.drawImage(room, self._image())
                painter.setClipping(False)
            line = self.palette().color(QPalette.ColorRole.WindowText)
            line.setAlpha(70)
            painter.setPen(line)
            painter.drawPath(frame)

    def _image(self) -> QImage:
        stops = (QColor(self._theme.negative), QColor(self._theme.middle), QColor(self._theme.positive))
        none = self.palette().color(QPalette.ColorRole.Base)
        image = QImage(CELLS, CELLS, QImage.Format.Format_RGB32)
        for i, level in enumerate(self._levels):
            colour = between(stops, level) if not math.isnan(level) else none
            image.setPixelColor(i % CELLS, CELLS - 1 - i // CELLS, colour)
        return image


def _levels(name: str, domain: tuple[float, float], *, center: bool) -> list[float]:
    """The values of cells from 0 to 1, ½ for 0, row by row from below; NaN where there is none."""
    low, high = domain
    middles = low + (high - low) * (np.arange(CELLS) + 0.5) / CELLS
    x, y = np.meshgrid(middles, middles)
    points = np.column_stack([x.ravel(), y.ravel()])
    values = features.compute([name], points, domain, center=center)[:, 0]
    finite = np.isfinite(values)
    largest = np.abs(values[finite]).max(initial=0.0)
    levels = np.full(len(values), np.nan)
    levels[finite] = 0.5 + 0.5 * values[finite] / (largest or 1.0)
    as_list: list[float] = levels.tolist()
    return as_list
