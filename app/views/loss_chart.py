"""The loss, or the accuracy, over the epochs: training solid, test dashed, with exact numbers under the pointer."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from app.theme import LIGHT, Theme
from app.training.snapshot import Snapshot
from app.type_size import scaled
from app.views import chart_marks, chart_plate
from app.views.chart_axes import RIGHT, Axes
from app.views.chart_hand import ChartHand
from app.views.chart_lines import draw_dashes, draw_line
from app.views.chart_marks import Mark
from app.views.hover import HoverCard, Rows
from app.views.losses import Curves, Frame
from app.views.quantities import ACCURACY, LOSS, R_SQUARED, Quantity
from app.views.rate_strip import GAP, RateStrip
from app.views.rates import Rates
from app.views.record import Record, Records, has_penalty
from app.views.shades import mixed
from app.views.text import fixed, small_font, ticks

_LEFT, _TOP, _BOTTOM = 48.0, 8.0, 22.0  # pixels around the curves
_STRIP_SHARE, _STRIP_LEAST, _STRIP_MOST = 0.14, 14.0, 56.0  # of the height, and at least and at most, for the rates
_STRIP_NEEDS = 100  # how high the chart must be to show the rates
_DOT = 2.5
_DASHES, _DOTS = (6.0, 3.5), (2.4, 2.4)  # pixels, and those to the next
_FAINT = 0.3  # how much is seen of the recorded values behind smoothed ones


class LossChart(ChartHand):
    """From 0 upwards, or on a logarithmic scale; below it the learning rate, where that is not the same throughout."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._log = False
        self._smoothing = 1
        self._penalty_wanted = False
        self._scores_wanted = False
        self._marks: Sequence[Mark] = ()
        self._snapshot: Snapshot | None = None
        self._records = Records()
        self._record = Record()
        self._card = HoverCard(self)
        self._curves = self._smoothed = Curves.empty()
        self._penalised: Curves | None = None
        self._axes, self._strip = self._fitted()
        self.setMinimumSize(180, 90)
        self._name()

    def note(self, snapshot: Snapshot) -> None:
        """Remember the numbers of `snapshot`; a chart that is hidden is given no more than this."""
        record, window = self._records.note(snapshot), self.zoom.window
        if record is not self._record and window is not None and record.epoch < window[1]:
            self.show_all()  # another run has not come so far
        self._record = record

    def show_snapshot(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self.note(snapshot)
        self.refresh()

    def set_marks(self, marks: Sequence[Mark]) -> None:
        """Show where a setting of this run was changed."""
        self._marks = marks
        self.refresh()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._card.set_theme(theme)
        self.refresh()

    def set_log(self, on: bool) -> None:
        """Show the loss on a logarithmic scale, or from 0 upwards."""
        self._log = on
        self.refresh()

    def set_smoothing(self, points: int) -> None:
        """Draw means over so many recorded points; 1 for these themselves."""
        self._smoothing = points
        self.refresh()

    def set_penalty_visible(self, on: bool) -> None:
        """Show the training loss with the penalty on the weights too, where there is one."""
        self._penalty_wanted = on
        self.refresh()

    def show_scores(self, on: bool) -> None:
        """Show the share of right answers, or R² for values, instead of the loss."""
        self._scores_wanted = on
        self._name()
        self.refresh()

    @property
    def hover_text(self) -> str:
        return self._card.text

    @property
    def curves(self) -> Curves:
        return self._curves

    @property
    def frame(self) -> Frame:
        return self._axes.frame

    @property
    def whole(self) -> float:
        return self._curves.whole

    @property
    def losses(self) -> Curves:
        """All recorded points of the run."""
        return Curves.empty() if self._snapshot is None else Curves.of(self._snapshot)

    @property
    def rates(self) -> Rates:
        """The learning rates of the run."""
        return self._record.rates

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: ARG002, N802  Qt's names, here and below
        self.refresh()

    def refresh(self) -> None:
        self._curves = self._record.scores if self._scores_wanted else self.losses
        self._smoothed = self._curves.smoothed(self._smoothing, log=self._log)
        self._penalised = self._record.penalised if self._penalty_shown else None
        self._axes, self._strip = self._fitted()
        self._read_numbers()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802
        painter = QPainter(self)
        painter.setFont(small_font(self))
        self._axes.draw(painter, self._theme)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._strip is not None:
            self._strip.draw(painter, self._theme)
        chart_marks.draw(painter, self._marks, self.frame, self._axes.floor, self._theme)
        painter.setClipRect(self.frame.area.adjusted(-_DOT, -_DOT, _DOT, _DOT))
        self._draw_curves(painter)
        painter.setClipping(False)
        chart_marks.draw_cut(painter, self.frame, self._smoothed, self._theme)
        self._draw_dots(painter, len(self._curves.epochs) - 1)
        chart_plate.draw(painter, self._current(), self.frame, self._curves, self._theme)
        self._draw_crosshair(painter)
        self.draw_hand(painter, self._axes.floor, self._theme)

    # What is shown.

    def _name(self) -> None:
        self.setAccessibleName(f"Chart of the {'accuracy' if self._scores_wanted else 'loss'} over the epochs")

    @property
    def _quantity(self) -> Quantity:
        if not self._scores_wanted:
            return LOSS
        return ACCURACY if self._snapshot is None or self._snapshot.experiment.classes else R_SQUARED

    @property
    def _penalty_shown(self) -> bool:
        possible = self._snapshot is not None and has_penalty(self._snapshot)
        return self._penalty_wanted and possible and not self._scores_wanted

    def _fitted(self) -> tuple[Axes, RateStrip | None]:
        room = QRectF(self.rect()).adjusted(scaled(_LEFT), _TOP, -RIGHT, -scaled(_BOTTOM))
        height = min(max(_STRIP_SHARE * self.height(), _STRIP_LEAST), _STRIP_MOST)
        shown = self.rates.varies and self.height() >= scaled(_STRIP_NEEDS)
        frame = Frame.around(
            self._curves,
            room.adjusted(0, 0, 0, -(height + scaled(GAP)) if shown else 0),
            log=self._log and self._quantity.can_be_logarithmic,
            quantity=self._quantity,
            window=self.zoom.window,
            also=(self._smoothed,) if self._penalised is None else (self._smoothed, self._penalised),
        )
        axes = Axes(frame, self._quantity, room.bottom()).fitted(QFontMetrics(small_font(self)))
        if not shown:
            return axes, None
        area = QRectF(axes.frame.area.left(), room.bottom() - height, axes.frame.area.width(), height)
        return axes, RateStrip(self.rates, axes.frame, area, self._record.epoch)

    # How it is drawn.

    def _draw_curves(self, painter: QPainter) -> None:
        if self._smoothing > 1:
            self._draw_both(painter, self._curves, _FAINT)
        if self._penalised is not None:
            line = self.frame.line(self._penalised.epochs, self._penalised.train)
            draw_dashes(painter, line, QColor(self._theme.positive), 1.6, *_DOTS)
        self._draw_both(painter, self._smoothed)

    def _draw_both(self, painter: QPainter, curves: Curves, strength: float = 1.0) -> None:
        """The two curves, in colours that are faint where `strength` is less than 1."""
        train, test = (
            mixed(self._theme.card, color, strength) for color in (self._theme.positive, self._theme.negative)
        )
        draw_dashes(painter, self.frame.line(curves.epochs, curves.test), test, 1.8, *_DASHES)
        draw_line(painter, self.frame.line(curves.epochs, curves.train), train, 2.0)
        for values, color in ((curves.test, test), (curves.train, train)):
            chart_marks.draw_exits(painter, self.frame.exits(curves.epochs, values), color)

    def _draw_dots(self, painter: QPainter, index: int) -> None:
        """A dot on each curve at the recorded point number `index`."""
        if not 0 <= index < len(self._curves.epochs):
            return
        painter.setPen(Qt.PenStyle.NoPen)
        for values, color in ((self._curves.test, self._theme.negative), (self._curves.train, self._theme.positive)):
            place = self.frame.place(self._curves.epochs[index], values[index])
            if place is not None:
                painter.setBrush(QColor(color))
                painter.drawEllipse(place, _DOT, _DOT)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _current(self) -> list[tuple[str, str]]:
        said = self._said(len(self._curves.epochs) - 1)
        return [(" ".join(row), self._theme.negative if row[0] == "test" else self._theme.positive) for row in said]

    def _draw_crosshair(self, painter: QPainter) -> None:
        index, area = self._pointed_at(), self.frame.area
        if index is None:
            return
        x = round(self.frame.x(self._curves.epochs[index])) + 0.5
        if area.left() - 1 <= x <= area.right() + 1:  # the nearest point may not be among the epochs shown
            painter.setPen(QPen(QColor(self._theme.quiet), 1))
            painter.drawLine(QPointF(x, area.top()), QPointF(x, self._axes.floor))
            self._draw_dots(painter, index)

    # What is said.

    def _said(self, index: int) -> list[tuple[str, str]]:
        """The values of the recorded point number `index`, each with its name."""
        now = index >= 0 and self._curves.epochs[index] == self._curves.epochs[-1]
        _, train, test = self._curves.at(index) if index >= 0 else (0.0, math.nan, None)
        rows = [("training", self._quantity.text(train))]
        if now and self._penalised is not None:
            rows.append(("with penalty", self._quantity.text(self._penalised.last[0])))
        return rows if test is None else [*rows, ("test", self._quantity.text(test))]

    def _pointed_at(self) -> int | None:
        """The number of the recorded point nearest to the pointer."""
        if self.pointer is None or not self._reach.contains(self.pointer):
            return None
        return self._curves.nearest(self.frame.epoch_at(self.pointer.x()))

    @property
    def _reach(self) -> QRectF:
        """Where the pointer means the curves."""
        return QRectF(self.frame.area.topLeft(), QPointF(self.frame.area.right(), self._axes.floor)).adjusted(
            -4, -8, 8, 8
        )

    def _read_numbers(self) -> None:
        if self.pointer is None or not self._reach.contains(self.pointer):
            self._card.hide()
            return
        rows = self._rows(self.pointer)
        if rows:
            self._card.show_at(self.pointer, rows)
        else:
            self._card.hide()

    def _rows(self, pointer: QPointF) -> Rows:
        """What the card beside the pointer says: of the epochs being chosen, or of the marks and the point there."""
        if self.selection is not None:
            return [("epochs", " to ".join(_epoch(self.frame.epoch_at(column)) for column in self.selection))]
        width, metrics = self.width() - 2 * scaled(_LEFT), QFontMetrics(small_font(self))
        rows = [(line, "") for line in chart_marks.lines_at(pointer.x(), self._marks, self.frame, metrics, width)]
        index = self._pointed_at()
        if index is None:
            return rows
        epoch = float(self._curves.epochs[index])
        rows += [("epoch", _epoch(epoch)), *self._said(index)]
        return [*rows, ("learning rate", self.rates.text(epoch))] if self._strip is not None else rows


def _epoch(epoch: float) -> str:
    return ticks([epoch])[0] if epoch.is_integer() else fixed(epoch, 1)
