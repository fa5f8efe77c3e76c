"""The legend of the map and the surface: which colour is which prediction, and which dot is which observation."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.theme import LIGHT, Theme
from app.training.snapshot import Snapshot
from app.views.colors import SCALE_NAMES, ColorScale, make_scale
from app.views.text import small_font

_WIDTH, _LYING_HEIGHT = 76, 22
_BAR_WIDTH, _BAR_HEIGHT = 13, 100
_LYING_BAR = (24.0, 150.0)  # the least and the greatest length
_LINE = 16  # pixels from one line of text to the next
_GAP = 12
_KIND_TEXT = 13.0  # from the left of a dot to its name

_LEFT, _MIDDLE = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignVCenter


class LegendView(QWidget):
    """A colour bar from 1 down to 0, and the two kinds of dots; or all of it in one line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._scale = make_scale(SCALE_NAMES[0], LIGHT)
        self._has_test = True
        self._test_visible = True
        self._ends = ("0", "1")
        self._lying = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.setAccessibleName(
            "Legend: colours from prediction 0 to prediction 1; filled dots are for training, rings for testing"
        )

    def sizeHint(self) -> QSize:  # noqa: N802  Qt's name
        return QSize(_WIDTH, _LYING_HEIGHT if self._lying else _BAR_HEIGHT + 3 * _LINE + 3 * _GAP)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        has_test = len(snapshot.observations.test_points) > 0
        # Other outputs leave the range; their colours stay at the ends.
        bounded = snapshot.experiment.network.output_activation == "sigmoid"
        ends = ("0", "1") if bounded else ("≤ 0", "≥ 1")
        if (has_test, ends) != (self._has_test, self._ends):
            self._has_test, self._ends = has_test, ends
            self.update()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def set_scale(self, scale: ColorScale) -> None:
        self._scale = scale
        self.update()

    def set_test_visible(self, visible: bool) -> None:
        """Name the rings, or leave them out where they are hidden."""
        self._test_visible = visible
        self.update()

    def set_lying(self, on: bool) -> None:
        """Stand in one line under the map, or upright beside it."""
        self._lying = on
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802  Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(small_font(self))
        painter.setPen(QColor(self._theme.quiet))
        if self._lying:
            self._draw_lying(painter)
        else:
            self._draw_upright(painter)

    def _draw_upright(self, painter: QPainter) -> None:
        top = max(0.0, (self.height() - self.sizeHint().height()) / 2)
        painter.drawText(QRectF(0, top, self.width(), _LINE), _LEFT, "prediction")
        bar = QRectF(0, top + _LINE + 4, _BAR_WIDTH, _BAR_HEIGHT)
        self._draw_bar(painter, bar, self._scale.table[::-1, np.newaxis])
        low, high = self._ends
        for share, text in ((0.0, high), (0.5, "0.5"), (1.0, low)):
            label = QRectF(bar.right() + 6, bar.top() + share * bar.height() - _LINE / 2, 40, _LINE)
            painter.drawText(label, _LEFT | _MIDDLE, text)
        for i, kind in enumerate(self._kinds()):
            self._draw_kind(painter, QPointF(0, bar.bottom() + 2 * _GAP + i * _LINE), kind)

    def _draw_lying(self, painter: QPainter) -> None:
        """From left to right; the bar takes what the words leave."""
        metrics, middle = painter.fontMetrics(), self.height() / 2
        before, after = (f"prediction {self._ends[0]}", self._ends[1])
        words = sum(metrics.horizontalAdvance(text) + 5 for text in (before, after))
        kinds = {kind: _GAP + _KIND_TEXT + metrics.horizontalAdvance(kind) for kind in self._kinds()}
        length = min(max(self.width() - words - sum(kinds.values()), _LYING_BAR[0]), _LYING_BAR[1])
        x = max(0.0, (self.width() - words - length - sum(kinds.values())) / 2)
        painter.drawText(QRectF(x, middle - _LINE / 2, self.width(), _LINE), _LEFT | _MIDDLE, before)
        x += metrics.horizontalAdvance(before) + 5
        self._draw_bar(painter, QRectF(x, middle - 5, length, 10), self._scale.table[np.newaxis])
        x += length + 5
        painter.drawText(QRectF(x, middle - _LINE / 2, self.width(), _LINE), _LEFT | _MIDDLE, after)
        x += metrics.horizontalAdvance(after)
        for kind, width in kinds.items():
            self._draw_kind(painter, QPointF(x + _GAP, middle), kind)
            x += width

    def _draw_bar(self, painter: QPainter, bar: QRectF, table: NDArray[np.uint8]) -> None:
        colors = np.ascontiguousarray(table)
        height, width = colors.shape[:2]
        painter.drawImage(bar, QImage(colors.data, width, height, 4 * width, QImage.Format.Format_RGBA8888))

    def _kinds(self) -> tuple[str, ...]:
        return ("train", "test") if self._has_test and self._test_visible else ("train",)

    def _draw_kind(self, painter: QPainter, place: QPointF, kind: str) -> None:
        """A dot and its name; `place` is the middle of its left side."""
        quiet = QColor(self._theme.quiet)
        painter.setPen(QPen(quiet, 1.5) if kind == "test" else Qt.PenStyle.NoPen)
        painter.setBrush(Qt.BrushStyle.NoBrush if kind == "test" else QColor(self._theme.text))
        radius = 2.9 if kind == "test" else 3.6
        painter.drawEllipse(QPointF(place.x() + 4, place.y()), radius, radius)
        painter.setPen(quiet)
        painter.drawText(QRectF(place.x() + _KIND_TEXT, place.y() - _LINE / 2, 60, _LINE), _LEFT | _MIDDLE, kind)
