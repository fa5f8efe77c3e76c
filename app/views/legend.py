"""The legend of the map and the surface: which colour is which prediction, and which dot is which observation."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ranges import bounds
from app.theme import LIGHT, Theme
from app.training.snapshot import Snapshot
from app.views.colors import SCALE_NAMES, ColorScale, make_scale
from app.views.text import short, small_font

_WIDTH, _LYING_HEIGHT = 76, 22
_BAR_WIDTH, _BAR_HEIGHT = 13, 100
_LYING_BAR = (24.0, 150.0)  # the least and the greatest length
_LINE = 16  # pixels from one line of text to the next
_GAP = 12
_KIND_TEXT = 13.0  # from the left of a dot to its name

_NO_VALUE = "no value"

_LEFT, _MIDDLE = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Key:
    """What the bar of colours says: the texts along it, each at its share of the way up, in so many `bands`, or none.

    `gaps` says whether there are places without a value.
    """

    heading: str
    marks: tuple[tuple[float, str], ...]
    bands: int = 0
    gaps: bool = False

    @classmethod
    def of(cls, snapshot: Snapshot) -> Key:
        """The key to the colours of `snapshot`."""
        gaps = bool(np.isnan(snapshot.surface).any())
        classes = snapshot.classes_shown
        if classes:
            marks = tuple(((i + 0.5) / classes, str(i)) for i in range(classes))
            return cls("class", marks, classes, gaps)
        low, high = snapshot.scale
        least, greatest = bounds(snapshot.experiment.network.output_activation)
        # Outputs may leave the range; their colours stay at the ends.
        ends = f"{'≤ ' if least < low else ''}{short(low)}", f"{'≥ ' if greatest > high else ''}{short(high)}"
        return cls("prediction", ((0.0, ends[0]), (0.5, short((low + high) / 2)), (1.0, ends[1])), gaps=gaps)


_FIRST = Key("prediction", ((0.0, "0"), (0.5, "0.5"), (1.0, "1")))


class LegendView(QWidget):
    """A colour bar from the highest value down, and the two kinds of dots; or all of it in one line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._scale = make_scale(SCALE_NAMES[0], LIGHT)
        self._has_test = True
        self._test_visible = True
        self._key = _FIRST
        self._lying = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self._name()

    def sizeHint(self) -> QSize:  # noqa: N802  Qt's name
        return QSize(_WIDTH, _LYING_HEIGHT if self._lying else _BAR_HEIGHT + 3 * _LINE + 3 * _GAP)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        has_test = len(snapshot.observations.test_points) > 0
        key = Key.of(snapshot)
        if (has_test, key) != (self._has_test, self._key):
            self._has_test, self._key = has_test, key
            self._name()
            self.update()

    def _name(self) -> None:
        low, high = (text for _, text in (self._key.marks[0], self._key.marks[-1]))
        self.setAccessibleName(
            f"Legend: colours from {self._key.heading} {low} to {self._key.heading} {high}; "
            "filled dots are for training, rings for testing"
        )

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
        painter.drawText(QRectF(0, top, self.width(), _LINE), _LEFT, self._key.heading)
        bar = QRectF(0, top + _LINE + 4, _BAR_WIDTH, _BAR_HEIGHT)
        self._draw_bar(painter, bar, self._colors()[::-1, np.newaxis])
        if self._key.bands:  # the colour of one of them is nearly that of the ground
            painter.drawRect(bar.adjusted(0.5, 0.5, -0.5, -0.5))
        for share, text in reversed(self._key.marks):
            label = QRectF(bar.right() + 6, bar.bottom() - share * bar.height() - _LINE / 2, 57, _LINE)
            painter.drawText(label, _LEFT | _MIDDLE, text)
        for i, kind in enumerate(self._kinds()):
            self._draw_kind(painter, QPointF(0, bar.bottom() + 2 * _GAP + i * _LINE), kind)

    def _draw_lying(self, painter: QPainter) -> None:
        """From left to right; the bar takes what the words leave."""
        metrics, middle = painter.fontMetrics(), self.height() / 2
        before, after = f"{self._key.heading} {self._key.marks[0][1]}", self._key.marks[-1][1]
        kinds = {kind: _GAP + _KIND_TEXT + metrics.horizontalAdvance(kind) for kind in self._kinds()}
        if self._length(metrics, before, after) + sum(kinds.values()) > self.width():
            kinds.pop(_NO_VALUE, None)
        if self._length(metrics, before, after) + sum(kinds.values()) > self.width():
            before = self._key.marks[0][1]
        words = self._length(metrics, before, after) - _LYING_BAR[0]
        length = min(max(self.width() - words - sum(kinds.values()), _LYING_BAR[0]), _LYING_BAR[1])
        x = max(0.0, (self.width() - words - length - sum(kinds.values())) / 2)
        painter.drawText(QRectF(x, middle - _LINE / 2, self.width(), _LINE), _LEFT | _MIDDLE, before)
        x += metrics.horizontalAdvance(before) + 5
        self._draw_bar(painter, QRectF(x, middle - 5, length, 10), self._colors()[np.newaxis])
        x += length + 5
        painter.drawText(QRectF(x, middle - _LINE / 2, self.width(), _LINE), _LEFT | _MIDDLE, after)
        x += metrics.horizontalAdvance(after)
        for kind, width in kinds.items():
            self._draw_kind(painter, QPointF(x + _GAP, middle), kind)
            x += width

    @staticmethod
    def _length(metrics: QFontMetrics, before: str, after: str) -> float:
        """Of the words around the bar in one line, and of the shortest bar."""
        return _LYING_BAR[0] + sum(metrics.horizontalAdvance(text) + 5 for text in (before, after))

    def _draw_bar(self, painter: QPainter, bar: QRectF, table: NDArray[np.uint8]) -> None:
        colors = np.ascontiguousarray(table)
        height, width = colors.shape[:2]
        painter.drawImage(bar, QImage(colors.data, width, height, 4 * width, QImage.Format.Format_RGBA8888))

    def _colors(self) -> NDArray[np.uint8]:
        """From the lowest value to the highest: all colours, or one for each band."""
        return self._scale.rgba(np.linspace(0.0, 1.0, self._key.bands)) if self._key.bands else self._scale.table

    def _kinds(self) -> tuple[str, ...]:
        kinds = ("train", "test") if self._has_test and self._test_visible else ("train",)
        return (*kinds, _NO_VALUE) if self._key.gaps else kinds

    def _draw_kind(self, painter: QPainter, place: QPointF, kind: str) -> None:
        """A dot, or a square, and its name; `place` is the middle of its left side."""
        quiet = QColor(self._theme.quiet)
        words = QRectF(place.x() + _KIND_TEXT, place.y() - _LINE / 2, 63, _LINE)
        if kind == _NO_VALUE:
            painter.fillRect(QRectF(place.x(), place.y() - 4, 8, 8), QColor(self._scale.missing))
            painter.drawText(words, _LEFT | _MIDDLE, kind)
            return
        painter.setPen(QPen(quiet, 1.5) if kind == "test" else Qt.PenStyle.NoPen)
        painter.setBrush(Qt.BrushStyle.NoBrush if kind == "test" else QColor(self._theme.text))
        radius = 2.9 if kind == "test" else 3.6
        painter.drawEllipse(QPointF(place.x() + 4, place.y()), radius, radius)
        painter.setPen(quiet)
        painter.drawText(words, _LEFT | _MIDDLE, kind)
