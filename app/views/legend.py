"""The legend of the map and the surface: which colour is which prediction, and which dot is which observation."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.model.axes import PLAIN, Axes
from app.theme import LIGHT, Theme
from app.training.snapshot import Snapshot
from app.type_size import scaled, zoom
from app.views.colors import SCALE_NAMES, ColorScale, make_scale
from app.views.legend_key import FIRST_KEY, Key
from app.views.text import small_font

_WIDTH, _WIDEST, _LYING_HEIGHT = 76, 112, 22
_BAR_WIDTH, _BAR_HEIGHT = 13, 100
_LYING_BAR = (24.0, 150.0)  # the least and the greatest length
_SWATCH = QRectF(0, 0, 14, 10)  # of a class
_SWATCH_GAP = 5
_LYING_SWATCH = 10.0  # its width in a line
_LINE = 16  # pixels from one line of text to the next
_GAP = 12
_NARROW_GAP = 6
UPRIGHT_HEIGHT = _BAR_HEIGHT + 3 * _LINE + 3 * _GAP
_KIND_TEXT = 13.0  # from the left of a dot to its name

_NO_VALUE = "no value"

_LEFT, _MIDDLE = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignVCenter


class LegendView(QWidget):
    """A colour bar from the highest value down, or the classes, and the two kinds of dots; or all of it in one line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._scale = make_scale(SCALE_NAMES[0], LIGHT)
        self._axes = PLAIN
        self._has_test = True
        self._test_visible = True
        self._discrete = False
        self._key = FIRST_KEY
        self._lying = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self._name()

    def sizeHint(self) -> QSize:  # noqa: N802  Qt's name
        return QSize(self.upright_width, scaled(_LYING_HEIGHT if self._lying else UPRIGHT_HEIGHT))

    @property
    def upright_width(self) -> int:
        """What it takes beside the map: the names of classes may take more than the usual."""
        widest = max((self._advance(name) for name in self._key.classes), default=0)
        return scaled(min(max(_WIDTH, _SWATCH.width() + _SWATCH_GAP + widest + 2), _WIDEST))

    def show_snapshot(self, snapshot: Snapshot) -> None:
        has_test = len(snapshot.observations.test_points) > 0
        key = Key.of(snapshot, self._axes)
        if (has_test, key) != (self._has_test, self._key):
            self._has_test, self._key = has_test, key
            self._name()
            self.updateGeometry()
            self.update()

    def _name(self) -> None:
        self.setAccessibleName(f"Legend: {self._key.words}; filled dots are for training, rings for testing")
        self.setToolTip("\n".join(self._key.classes) if any(map(self._is_long, self._key.classes)) else "")

    def _is_long(self, name: str) -> bool:
        """Whether a name of a class may have to be shortened somewhere."""
        return self._advance(name) > _WIDTH - _SWATCH.width() - _SWATCH_GAP

    def _advance(self, text: str) -> float:
        """The width of `text`, before everything is made larger with the type."""
        return QFontMetricsF(small_font(self)).horizontalAdvance(text) / zoom()

    def _elided(self, text: str, room: float) -> str:
        return QFontMetricsF(small_font(self)).elidedText(text, Qt.TextElideMode.ElideRight, room * zoom())

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def set_scale(self, scale: ColorScale) -> None:
        self._scale = scale
        self.update()

    def set_axes(self, axes: Axes) -> None:
        """Say what the targets and classes stand for, from the next snapshot on."""
        self._axes = axes

    def set_test_visible(self, visible: bool) -> None:
        """Name the rings, or leave them out where they are hidden."""
        self._test_visible = visible
        self.update()

    def set_discrete(self, on: bool) -> None:
        """Show only the colours that say which class is answered."""
        self._discrete = on
        self.update()

    def set_lying(self, on: bool) -> None:
        """Stand in one line under the map, or upright beside it."""
        self._lying = on
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802  Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(zoom(), zoom())  # with the type everything grows
        painter.setFont(small_font(self, 1.0 / zoom()))
        painter.setPen(QColor(self._theme.quiet))
        if self._lying:
            self._draw_lying(painter)
        else:
            self._draw_upright(painter)

    @property
    def _wide(self) -> float:
        return self.width() / zoom()

    @property
    def _high(self) -> float:
        return self.height() / zoom()

    def _draw_upright(self, painter: QPainter) -> None:
        top = max(0.0, (self._high - UPRIGHT_HEIGHT) / 2)
        painter.drawText(QRectF(0, top, self._wide, _LINE), _LEFT, self._key.heading)
        below = self._draw_classes(painter, top) if self._key.classes else self._draw_scale(painter, top)
        for i, kind in enumerate(self._kinds()):
            self._draw_kind(painter, QPointF(0, below + 2 * _GAP + i * _LINE), kind)

    def _draw_scale(self, painter: QPainter, top: float) -> float:
        """The bar and the numbers along it. Returns where it ends."""
        bar = QRectF(0, top + _LINE + 4, _BAR_WIDTH, _BAR_HEIGHT)
        self._draw_bar(painter, bar, self._colors()[::-1, np.newaxis])
        for share, text in zip((1.0, 0.5, 0.0), reversed(self._key.ends), strict=True):
            label = QRectF(bar.right() + 6, bar.bottom() - share * bar.height() - _LINE / 2, 57, _LINE)
            painter.drawText(label, _LEFT | _MIDDLE, text)
        return bar.bottom()

    def _draw_classes(self, painter: QPainter, top: float) -> float:
        """A swatch and a name for each of them, one below the other. Returns where they end."""
        for i, name in enumerate(self._key.classes):
            row = QRectF(0, top + _LINE + 4 + i * _LINE, self._wide, _LINE)
            swatch = _SWATCH.translated(0, row.center().y() - _SWATCH.height() / 2)
            self._draw_bar(painter, swatch, self._class_colors(i))
            words = row.adjusted(swatch.width() + _SWATCH_GAP, 0, 0, 0)
            painter.drawText(words, _LEFT | _MIDDLE, self._elided(name, words.width()))
        return top + _LINE + 4 + len(self._key.classes) * _LINE

    def _draw_lying(self, painter: QPainter) -> None:
        if self._key.classes:
            self._draw_classes_lying(painter)
        else:
            self._draw_scale_lying(painter)

    def _draw_scale_lying(self, painter: QPainter) -> None:
        """From left to right; the bar takes what the words leave."""
        middle = self._high / 2
        before, after = f"{self._key.heading} {self._key.ends[0]}", self._key.ends[2]
        kinds = self._kind_widths()
        if self._length(before, after) + sum(kinds.values()) > self._wide:
            kinds.pop(_NO_VALUE, None)
        if self._length(before, after) + sum(kinds.values()) > self._wide:
            before = self._key.ends[0]
        words = self._length(before, after) - _LYING_BAR[0]
        length = min(max(self._wide - words - sum(kinds.values()), _LYING_BAR[0]), _LYING_BAR[1])
        x = max(0.0, (self._wide - words - length - sum(kinds.values())) / 2)
        painter.drawText(QRectF(x, middle - _LINE / 2, self._wide, _LINE), _LEFT | _MIDDLE, before)
        x += self._advance(before) + 5
        self._draw_bar(painter, QRectF(x, middle - 5, length, 10), self._colors()[np.newaxis])
        x += length + 5
        painter.drawText(QRectF(x, middle - _LINE / 2, self._wide, _LINE), _LEFT | _MIDDLE, after)
        self._draw_kinds_lying(painter, x + self._advance(after), kinds)

    def _draw_classes_lying(self, painter: QPainter) -> None:
        """From left to right; what there is no room for goes: the heading, the kinds of dots, the ends of names."""
        middle = self._high / 2
        heading, kinds, gap = f"{self._key.heading} ", self._kind_widths(), _GAP
        count = len(self._key.classes)
        names = list(self._key.classes)

        def length() -> float:
            words = sum(self._advance(text) for text in (heading, *names))
            return words + count * (_LYING_SWATCH + 4) + gap * (count - 1) + sum(kinds.values())

        if length() > self._wide:
            heading, gap = "", _NARROW_GAP
        while kinds and length() > self._wide:
            kinds.popitem()
        if length() > self._wide:
            room = (self._wide + gap) / count - gap - _LYING_SWATCH - 4
            names = [self._elided(name, room) for name in names]
        x = max(0.0, (self._wide - length()) / 2)
        painter.drawText(QRectF(x, middle - _LINE / 2, self._wide, _LINE), _LEFT | _MIDDLE, heading)
        x += self._advance(heading)
        for i, name in enumerate(names):
            swatch = QRectF(x, middle - 5, _LYING_SWATCH, 10)
            self._draw_bar(painter, swatch, self._class_colors(i)[:, -1:])
            words = QRectF(swatch.right() + 4, middle - _LINE / 2, self._wide, _LINE)
            painter.drawText(words, _LEFT | _MIDDLE, name)
            x += _LYING_SWATCH + 4 + self._advance(name) + gap
        self._draw_kinds_lying(painter, x - gap, kinds)

    def _kind_widths(self) -> dict[str, float]:
        """What each of the kinds takes in a line."""
        return {kind: _GAP + _KIND_TEXT + self._advance(kind) for kind in self._kinds()}

    def _draw_kinds_lying(self, painter: QPainter, x: float, kinds: dict[str, float]) -> None:
        for kind, width in kinds.items():
            self._draw_kind(painter, QPointF(x + _GAP, self._high / 2), kind)
            x += width

    def _length(self, before: str, after: str) -> float:
        """Of the words around the bar in one line, and of the shortest bar."""
        return _LYING_BAR[0] + sum(self._advance(text) + 5 for text in (before, after))

    def _draw_bar(self, painter: QPainter, bar: QRectF, table: NDArray[np.uint8]) -> None:
        colors = np.ascontiguousarray(table)
        height, width = colors.shape[:2]
        painter.drawImage(bar, QImage(colors.data, width, height, 4 * width, QImage.Format.Format_RGBA8888))

    def _colors(self) -> NDArray[np.uint8]:
        """From the lowest value to the highest."""
        scale = self._scale.of_class(self._key.one)
        return scale.rgba(np.array([0.0, 1.0])) if self._discrete else scale.table

    def _class_colors(self, number: int) -> NDArray[np.uint8]:
        """From a guess to certainty, which has some width of its own, in a line (1, n, 4)."""
        strengths = np.ones(1) if self._discrete else np.linspace(0.0, 1.25, 64).clip(max=1.0)
        return self._scale.classes.rgba(np.full(len(strengths), number), strengths)[np.newaxis]

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
