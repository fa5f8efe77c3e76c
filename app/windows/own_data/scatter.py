"""A small picture of points, to see at a glance whether the right columns were chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.model.axes import AxisScale
from app.model.fitting import TWO
from app.model.own_data import OwnData
from app.numbers import decimal
from app.theme import Theme
from app.type_size import scaled
from app.views.colors import SCALE_NAMES, make_scale

Array = NDArray[Any]

MOST_DOTS = 2000  # more of them only cover each other
_DOT = 6.0
_FOOT = 18.0  # beside and below the square, for the words


@dataclass(frozen=True, slots=True, eq=False)
class _Axis:
    """What is written along one side: the name, and the real numbers at both ends."""

    low: str
    name: str
    high: str


class Scatter(QWidget):
    """Points in their plane, coloured by their targets, with the real numbers at the ends of the axes."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._scale = make_scale(SCALE_NAMES[0], theme)
        self._shares = np.empty((0, 3))
        self._classes = 0
        self._axes: tuple[_Axis, ...] = ()
        self.setAccessibleName("Preview of the points")
        self.setToolTip("The points as they will lie in the plane, coloured by their targets.")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_points(self, own: OwnData | None) -> None:
        """Draw these, or nothing."""
        self._shares, self._axes = np.empty((0, 3)), ()
        if own is not None:
            points = np.array(own.points[:: len(own.points) // MOST_DOTS + 1])
            low, high = points.min(axis=0), points.max(axis=0)
            if own.classes:  # their targets are colours by themselves
                low[2], high[2] = 0.0, 1.0
            extent = np.where(high > low, high - low, 1.0)
            self._shares = (points - low) / extent + np.where(high > low, 0.0, 0.5)
            self._classes = own.classes
            scales = (own.axes.x, own.axes.y)
            self._axes = tuple(_axis(scale, low[i], high[i]) for i, scale in enumerate(scales))
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802  Qt's name
        return QSize(scaled(220), scaled(220))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        square = QRectF(self.rect()).adjusted(scaled(_FOOT), 1, -1, -scaled(_FOOT))
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(self._theme.line), 1))
            painter.setBrush(QColor(self._theme.field))
            painter.drawRoundedRect(square, 4, 4)
            self._draw_dots(painter, square.adjusted(_DOT, _DOT, -_DOT, -_DOT))
            self._draw_words(painter, square)

    def _draw_dots(self, painter: QPainter, square: QRectF) -> None:
        painter.setPen(QPen(QColor(self._scale.rim), 0.5))
        targets = self._shares[:, 2]
        several = self._classes > TWO
        colours = self._scale.classes.core_rgba(targets) if several else self._scale.core_rgba(targets)
        for (x, y, _target), colour in zip(self._shares.tolist(), colours.tolist(), strict=True):
            painter.setBrush(QColor(*colour))
            place = QPointF(square.left() + x * square.width(), square.bottom() - y * square.height())
            painter.drawEllipse(place, _DOT / 2, _DOT / 2)

    def _draw_words(self, painter: QPainter, square: QRectF) -> None:
        small = QFont(self.font())
        small.setPixelSize(scaled(11))
        painter.setFont(small)
        painter.setPen(QColor(self._theme.quiet))
        for axis, angle, above in zip(self._axes, (0, -90), (2.0, -scaled(_FOOT)), strict=False):
            painter.save()
            painter.translate(square.bottomLeft())
            painter.rotate(angle)
            _draw_axis(painter, axis, QRectF(0, above, square.width(), scaled(_FOOT) - 2))
            painter.restore()


def _draw_axis(painter: QPainter, axis: _Axis, room: QRectF) -> None:
    for text, align in (
        (axis.low, Qt.AlignmentFlag.AlignLeft),
        (axis.name, Qt.AlignmentFlag.AlignHCenter),
        (axis.high, Qt.AlignmentFlag.AlignRight),
    ):
        painter.drawText(room, align | Qt.AlignmentFlag.AlignVCenter, text)


def _axis(scale: AxisScale, low: float, high: float) -> _Axis:
    name = scale.name if len(scale.name) <= 14 else f"{scale.name[:13]}…"
    return _Axis(_short(scale.real(low)), name, _short(scale.real(high)))


def _short(number: float) -> str:
    return decimal(float(f"{number:.4g}")).replace("-", "−")
