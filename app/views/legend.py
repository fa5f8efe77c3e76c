"""The legend of the map and the surface: which colour is which prediction, and which dot is which observation."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.theme import LIGHT, Theme
from app.training.snapshot import Snapshot
from app.views.colors import SCALE_NAMES, ColorScale, make_scale
from app.views.text import small_font

_WIDTH = 76
_BAR_WIDTH, _BAR_HEIGHT = 13, 100
_LINE = 16  # pixels from one line of text to the next
_GAP = 12


class LegendView(QWidget):
    """A colour bar from 1 down to 0, and the two kinds of dots."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._scale = make_scale(SCALE_NAMES[0], LIGHT)
        self._has_test = True
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.setAccessibleName(
            "Legend: colours from prediction 0 to prediction 1; filled dots are for training, rings for testing"
        )

    def sizeHint(self) -> QSize:  # noqa: N802  Qt's name
        return QSize(_WIDTH, _BAR_HEIGHT + 3 * _LINE + 3 * _GAP)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        has_test = len(snapshot.observations.test_points) > 0
        if has_test != self._has_test:
            self._has_test = has_test
            self.update()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def set_scale(self, scale: ColorScale) -> None:
        self._scale = scale
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802  Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(small_font(self))
        top = max(0.0, (self.height() - self.sizeHint().height()) / 2)
        painter.setPen(QColor(self._theme.quiet))
        painter.drawText(QRectF(0, top, self.width(), _LINE), Qt.AlignmentFlag.AlignLeft, "prediction")
        bar = QRectF(0, top + _LINE + 4, _BAR_WIDTH, _BAR_HEIGHT)
        self._draw_bar(painter, bar)
        self._draw_kinds(painter, bar.bottom() + 2 * _GAP)

    def _draw_bar(self, painter: QPainter, bar: QRectF) -> None:
        column = np.ascontiguousarray(self._scale.table[::-1, np.newaxis])
        painter.drawImage(bar, QImage(column.data, 1, len(column), 4, QImage.Format.Format_RGBA8888))
        painter.setPen(QColor(self._theme.quiet))
        for share, text in ((0.0, "1"), (0.5, "½"), (1.0, "0")):
            label = QRectF(bar.right() + 6, bar.top() + share * bar.height() - _LINE / 2, 20, _LINE)
            painter.drawText(label, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)

    def _draw_kinds(self, painter: QPainter, top: float) -> None:
        quiet = QColor(self._theme.quiet)
        for i, kind in enumerate(("train", "test") if self._has_test else ("train",)):
            middle = top + i * _LINE
            painter.setPen(QPen(quiet, 1.5) if kind == "test" else Qt.PenStyle.NoPen)
            painter.setBrush(Qt.BrushStyle.NoBrush if kind == "test" else quiet)
            radius = 2.9 if kind == "test" else 3.6
            painter.drawEllipse(QPointF(4, middle), radius, radius)
            painter.setPen(quiet)
            painter.drawText(QRectF(13, middle - _LINE / 2, 60, _LINE), Qt.AlignmentFlag.AlignVCenter, kind)
