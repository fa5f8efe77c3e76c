"""A small plot of one or two curves, for what a formula does not show at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from app import numbers
from app.type_size import follow_type, scaled

Array = NDArray[Any]

HEIGHT = 78
TEXT_PIXELS = 11
LEFT, TOP, RIGHT, BOTTOM = 46, 6, 6, 17  # margins, which hold the words
FAINT = 90  # of 255: lines that only guide the eye
SWATCH = 12  # pixels of a line beside its name
GAP = 4
WHOLE = 10  # from here on numbers are written without decimals


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """One curve: `x` and `y` (n,). The second of two is drawn with dashes. A single one may do without a `name`."""

    name: str
    x: Array
    y: Array


@dataclass(frozen=True, slots=True, eq=False)
class Curves:
    """What a plot shows. `ends` stand below its left and right end, `about` is for those who hear the screen."""

    lines: tuple[Line, ...]
    ends: tuple[str, str]
    about: str


class Curve(QWidget):
    """Draws curves between their least and greatest values, or 0, which it writes at the left."""

    def __init__(self) -> None:
        super().__init__()
        self._curves: Curves | None = None
        self._mark: tuple[float, float] | None = None
        self._range = (0.0, 1.0, 0.0, 1.0)
        follow_type(self, self.setFixedHeight, HEIGHT)

    @property
    def mark(self) -> tuple[float, float] | None:
        """Where the dot is."""
        return self._mark

    def show_curves(self, curves: Curves) -> None:
        self._curves = curves
        x = np.concatenate([line.x for line in curves.lines])
        y = np.concatenate([line.y for line in curves.lines])
        low, high = min(float(y.min()), 0.0), max(float(y.max()), 0.0)
        self._range = (float(x.min()), float(x.max()), low, high if high > low else 1.0)
        self.setAccessibleName(curves.about)
        self.update()

    def set_mark(self, mark: tuple[float, float] | None) -> None:
        """Put a dot at x and y, or none."""
        if mark != self._mark:
            self._mark = mark
            self.update()

    def sizeHint(self) -> QSize:  # noqa: N802  Qt's name
        return QSize(200, scaled(HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        if self._curves is None:
            return
        area = QRectF(self.rect()).adjusted(scaled(LEFT), scaled(TOP), -RIGHT, -scaled(BOTTOM))
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            font = painter.font()
            font.setPixelSize(scaled(TEXT_PIXELS))
            painter.setFont(font)
            self._paint_words(painter, area, self._curves)
            self._paint_guides(painter, area)
            for i, line in enumerate(self._curves.lines):
                painter.setPen(self._pen(i))
                painter.drawPolyline(QPolygonF([self._place(area, x, y) for x, y in zip(line.x, line.y, strict=True)]))
            self._paint_mark(painter, area)

    def _paint_words(self, painter: QPainter, area: QRectF, curves: Curves) -> None:
        flags = Qt.AlignmentFlag
        painter.setPen(self._quiet)
        low, high = (_short(value) for value in self._range[2:])
        column = QRectF(0, area.top() - scaled(TOP), area.left() - 6, area.height() + 2 * scaled(TOP))
        painter.drawText(column, flags.AlignRight | flags.AlignTop, high)
        painter.drawText(column, flags.AlignRight | flags.AlignBottom, low)
        below = QRectF(area.left(), area.bottom() + 3, area.width(), scaled(BOTTOM) - 3)
        painter.drawText(below, flags.AlignLeft | flags.AlignVCenter, curves.ends[0])
        painter.drawText(below, flags.AlignRight | flags.AlignVCenter, curves.ends[1])
        names = [line.name for line in curves.lines]
        if len(names) == 1:
            painter.drawText(area, flags.AlignRight | flags.AlignTop, names[0])
        else:
            self._paint_names(painter, below, names)

    def _paint_names(self, painter: QPainter, below: QRectF, names: list[str]) -> None:
        """What each line is, in the middle below them, with a piece of it."""
        widths = [SWATCH + GAP + painter.fontMetrics().horizontalAdvance(name) for name in names]
        x = below.center().x() - (sum(widths) + 2 * GAP * (len(names) - 1)) / 2
        for i, (name, width) in enumerate(zip(names, widths, strict=True)):
            painter.setPen(self._pen(i))
            painter.drawLine(QPointF(x, below.center().y()), QPointF(x + SWATCH, below.center().y()))
            painter.setPen(self._quiet)
            beside = QRectF(x + SWATCH + GAP, below.top(), width, below.height())
            painter.drawText(beside, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name)
            x += width + 2 * GAP

    def _paint_guides(self, painter: QPainter, area: QRectF) -> None:
        """The line at 0 across, and that at 0 or at the left border upwards."""
        faint = QColor(self._quiet)
        faint.setAlpha(FAINT)
        painter.setPen(QPen(faint, 1))
        left, right, low, _high = self._range
        level = self._place(area, left, 0.0).y()
        painter.drawLine(QPointF(area.left(), level), QPointF(area.right(), level))
        upright = self._place(area, min(max(0.0, left), right), low).x()
        painter.drawLine(QPointF(upright, area.top()), QPointF(upright, area.bottom()))

    def _paint_mark(self, painter: QPainter, area: QRectF) -> None:
        if self._mark is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.palette().color(QPalette.ColorRole.Accent))
            painter.drawEllipse(self._place(area, *self._mark), 4, 4)

    def _place(self, area: QRectF, x: float, y: float) -> QPointF:
        left, right, low, high = self._range
        across, up = (x - left) / (right - left), (min(max(y, low), high) - low) / (high - low)
        return QPointF(area.left() + across * area.width(), area.bottom() - up * area.height())

    def _pen(self, line: int) -> QPen:
        if line == 0:
            return QPen(self.palette().color(QPalette.ColorRole.Accent), 1.8)
        return QPen(self._quiet, 1.5, Qt.PenStyle.DashLine)

    @property
    def _quiet(self) -> QColor:
        return self.palette().color(QPalette.ColorRole.WindowText)


def _short(value: float) -> str:
    if abs(value) >= WHOLE:
        return numbers.grouped(round(value))
    return numbers.decimal(float(f"{value:.2g}")).replace("-", "−")
