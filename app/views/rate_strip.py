"""The strip below the curves: the learning rate over the same epochs, on a logarithmic axis of its own."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from app.theme import Theme
from app.type_size import scaled
from app.views import axes
from app.views.chart_axes import LABEL_GAP, LINE
from app.views.chart_lines import draw_line
from app.views.losses import Frame
from app.views.quantities import log_limits
from app.views.rates import Rates
from app.views.text import plain

DOT = 2.5
_RAISED = 2.0  # pixels, for the name not to touch a line at the top
GAP = 17.0  # from the curves to the strip: there its name stands
_DECADES = 8  # below the highest rate; lower ones lie on the floor
_COLUMN = 2.0  # pixels from one rate that is looked up to the next
_RIGHT, _MIDDLE = Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class RateStrip:
    """The `rates` up to the epoch `now` in `area`, below the curves in `frame`."""

    rates: Rates
    frame: Frame
    area: QRectF
    now: float

    def draw(self, painter: QPainter, theme: Theme) -> None:
        columns = np.arange(self.area.left(), self.area.right() + _COLUMN, _COLUMN).clip(max=self.area.right())
        epochs = self.frame.epochs_at(columns)
        shown = epochs <= self.now
        values = self.rates.all_at(epochs[shown])
        low, high = log_limits(values)
        high = axes.round_above(high)  # which is short to write, and there is little room
        low = max(low, high / 10**_DECADES)
        self._draw_axis(painter, theme, low, high)
        strip = Frame(self.area, self.frame.last_epoch, low, high, log=True, first_epoch=self.frame.first_epoch)
        line = strip.line(epochs[shown], np.where(np.isnan(values), np.nan, values.clip(min=low)))
        draw_line(painter, line, QColor(theme.quiet), 1.5)
        self._draw_now(painter, theme, strip)
        self._draw_name(painter, theme)

    def _draw_now(self, painter: QPainter, theme: Theme, strip: Frame) -> None:
        """A dot at the rate of now, as on the curves above."""
        place = strip.place(self.now, max(self.rates.at(self.now), strip.low))
        if place is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.quiet))
            painter.drawEllipse(place, DOT, DOT)
            painter.setBrush(Qt.BrushStyle.NoBrush)

    def _draw_axis(self, painter: QPainter, theme: Theme, low: float, high: float) -> None:
        for value, y in ((high, self.area.top()), (low, self.area.bottom())):
            painter.setPen(QColor(theme.line))
            painter.drawLine(QPointF(self.area.left(), round(y)), QPointF(self.area.right(), round(y)))
            painter.setPen(QColor(theme.quiet))
            label = QRectF(0, y - scaled(LINE) / 2, self.area.left() - scaled(LABEL_GAP), scaled(LINE))
            painter.drawText(label, _RIGHT | _MIDDLE, plain(value))

    def _draw_name(self, painter: QPainter, theme: Theme) -> None:
        """What it shows, and the rate of now, above it."""
        line, middle = scaled(LINE), self.area.top() - scaled(GAP) / 2 - _RAISED
        row = QRectF(self.area.left(), middle - line / 2, self.area.width(), line)
        painter.setPen(QColor(theme.quiet))
        painter.drawText(row, _RIGHT | _MIDDLE, f"learning rate {self.rates.text(self.now)}")
