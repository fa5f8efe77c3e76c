"""The loss over the epochs: training as a solid line, test as a dashed one, with exact numbers under the pointer."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from app import numbers
from app.theme import LIGHT, Theme
from app.training.snapshot import Snapshot
from app.views.hover import HoverCard
from app.views.losses import Curves, Frame
from app.views.text import fixed, lone_tick, small_font, ticks

_LEFT, _TOP, _RIGHT, _BOTTOM = 48.0, 8.0, 14.0, 22.0  # pixels around the curves
_LINE = 14.0  # from one line of text to the next
_LABEL_GAP = 7.0  # from a number of the vertical axis to the axis
_MOST_TICKS = 6  # after 0, however tall the chart
_PLATE_MARGIN = 4.0
_DOT = 2.5


class LossChart(QWidget):
    """From 0 upwards, or on a logarithmic scale."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._log = False
        self._curves = Curves.empty()
        self._pointer: QPointF | None = None
        self._card = HoverCard(self)
        self._frame = self._fitted()
        self.setMouseTracking(True)
        self.setMinimumSize(180, 90)
        self.setAccessibleName("Chart of the loss over the epochs")

    def show_snapshot(self, snapshot: Snapshot) -> None:
        self._curves = Curves.of(snapshot)
        self._refresh()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._card.set_theme(theme)
        self._refresh()

    def set_log(self, on: bool) -> None:
        """Show the loss on a logarithmic scale, or from 0 upwards."""
        self._log = on
        self._refresh()

    @property
    def hover_text(self) -> str:
        """What is said about the recorded point nearest to the pointer, "" if nothing."""
        return self._card.text

    @property
    def frame(self) -> Frame:
        """The limits of the axes and where the curves are drawn."""
        return self._frame

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802  Qt's names, here and below
        self._pointer = event.position()
        self._refresh()

    def leaveEvent(self, event: QEvent) -> None:  # noqa: ARG002, N802
        self._pointer = None
        self._refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: ARG002, N802
        self._refresh()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802
        painter = QPainter(self)
        painter.setFont(small_font(self))
        self._draw_axes(painter)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        train, test = self._pens()
        for values, pen in ((self._curves.test, test), (self._curves.train, train)):
            painter.setPen(pen)
            painter.drawPath(self._frame.path(self._curves.epochs, values))
        self._draw_marks(painter, len(self._curves.epochs) - 1)
        self._draw_current(painter)
        self._draw_crosshair(painter)

    def _pens(self) -> tuple[QPen, QPen]:
        """For training and for test."""
        dashed = QPen(QColor(self._theme.negative), 1.8, Qt.PenStyle.CustomDashLine)
        dashed.setDashPattern([3.2, 2.0])
        dashed.setCapStyle(Qt.PenCapStyle.FlatCap)
        return QPen(QColor(self._theme.positive), 2.0), dashed

    def _refresh(self) -> None:
        self._frame = self._fitted()
        self._read_numbers()
        self.update()

    def _fitted(self) -> Frame:
        room = QRectF(self.rect()).adjusted(_LEFT, _TOP, -_RIGHT, -_BOTTOM)
        frame = Frame.around(self._curves, room, log=self._log)
        metrics = QFontMetrics(small_font(self))
        widest = max((metrics.horizontalAdvance(label) for label, _ in self._loss_labels(frame)), default=0)
        missing = max(0.0, widest + _LABEL_GAP + 4.0 - _LEFT)
        return replace(frame, area=room.adjusted(missing, 0, 0, 0))

    @staticmethod
    def _loss_labels(frame: Frame) -> list[tuple[str, float]]:
        values = frame.loss_ticks(min(int(frame.area.height() // 18), _MOST_TICKS))
        return list(zip([lone_tick(value) for value in values] if frame.log else ticks(values), values, strict=True))

    def _draw_axes(self, painter: QPainter) -> None:
        frame, area = self._frame, self._frame.area
        quiet, line = QColor(self._theme.quiet), QColor(self._theme.line)
        for text, value in self._loss_labels(frame):
            y = round(frame.y(value))
            painter.setPen(line)
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(quiet)
            label = QRectF(0, y - _LINE / 2, area.left() - _LABEL_GAP, _LINE)
            painter.drawText(label, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)
        self._draw_epochs(painter)

    def _draw_epochs(self, painter: QPainter) -> None:
        frame, area = self._frame, self._frame.area
        row = QRectF(area.left(), area.bottom() + 5, area.width() + _RIGHT - 4, _LINE)
        name = painter.boundingRect(row, Qt.AlignmentFlag.AlignRight, "epoch")
        painter.drawText(name, Qt.AlignmentFlag.AlignRight, "epoch")
        values = frame.epoch_ticks(min(int(area.width() // 64), 2 * _MOST_TICKS))
        for value, text in zip(values, ticks(values), strict=True):
            middle = QRectF(frame.x(value) - 30, row.top(), 60, _LINE)
            label = painter.boundingRect(middle, Qt.AlignmentFlag.AlignHCenter, text)
            if label.right() < name.left() - 8:
                painter.drawText(middle, Qt.AlignmentFlag.AlignHCenter, text)

    def _draw_marks(self, painter: QPainter, index: int) -> None:
        """A dot on each curve at the recorded point number `index`."""
        if not 0 <= index < len(self._curves.epochs):
            return
        painter.setPen(Qt.PenStyle.NoPen)
        for values, color in ((self._curves.test, self._theme.negative), (self._curves.train, self._theme.positive)):
            place = self._frame.place(self._curves.epochs[index], values[index])
            if place is not None:
                painter.setBrush(QColor(color))
                painter.drawEllipse(place, _DOT, _DOT)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _draw_current(self, painter: QPainter) -> None:
        """The last values, in the colours of their curves on a plate that keeps other lines away from them."""
        rows = self._current()
        width = max(painter.fontMetrics().horizontalAdvance(text) for text, _ in rows)
        plate = self._free_corner(QSizeF(width + 2 * _PLATE_MARGIN, len(rows) * _LINE + _PLATE_MARGIN))
        painter.fillRect(plate, QColor(self._theme.card))
        for i, (text, color) in enumerate(rows):
            row = QRectF(plate.left(), plate.top() + _PLATE_MARGIN / 2 + i * _LINE, width + _PLATE_MARGIN, _LINE)
            painter.setPen(QColor(color))
            painter.drawText(row, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)

    def _free_corner(self, size: QSizeF) -> QRectF:
        """Where a plate of that `size` hides least of the curves: at the upper right if it hides nothing there."""
        area = self._frame.area
        right, bottom = area.right() - size.width(), area.bottom() - size.height() - 2
        places = [QPointF(x, y) for y in (area.top() + 2, bottom) for x in (right, area.left() + 6)]
        plates = [QRectF(place, size) for place in places]
        return min(plates, key=lambda plate: self._frame.crossings(self._curves, plate.adjusted(0, -3, 0, 3)))

    def _current(self) -> list[tuple[str, str]]:
        train, test = self._curves.last
        rows = [(f"training {numbers.loss(train)}", self._theme.positive)]
        return rows if test is None else [*rows, (f"test {numbers.loss(test)}", self._theme.negative)]

    def _draw_crosshair(self, painter: QPainter) -> None:
        index = self._pointed_at()
        if index is not None:
            x = round(self._frame.x(self._curves.epochs[index]))
            painter.setPen(QPen(QColor(self._theme.quiet), 1))
            painter.drawLine(QPointF(x, self._frame.area.top()), QPointF(x, self._frame.area.bottom()))
            self._draw_marks(painter, index)

    def _pointed_at(self) -> int | None:
        """The number of the recorded point nearest to the pointer."""
        if self._pointer is None or not self._frame.area.adjusted(-4, -8, 8, 8).contains(self._pointer):
            return None
        return self._curves.nearest(self._frame.epoch_at(self._pointer.x()))

    def _read_numbers(self) -> None:
        index = self._pointed_at()
        if index is None or self._pointer is None:
            self._card.hide()
            return
        epoch, train, test = self._curves.at(index)
        rows = [
            ("epoch", ticks([epoch])[0] if epoch.is_integer() else fixed(epoch, 1)),
            ("training", numbers.loss(train)),
        ]
        self._card.show_at(self._pointer, rows if test is None else [*rows, ("test", numbers.loss(test))])
