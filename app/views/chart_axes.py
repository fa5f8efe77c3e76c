"""The axes of a chart over the epochs: lines and numbers, and the unit below."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter

from app.theme import Theme
from app.type_size import scaled
from app.views.losses import Frame
from app.views.quantities import Quantity
from app.views.text import ticks

LINE = 14.0  # from one line of text to the next
LABEL_GAP = 7.0  # from a number of a vertical axis to the axis
RIGHT = 14.0  # pixels to the right of the curves
_MOST_TICKS = 6  # after the first, however tall the chart
_TICK_ROOM = 18  # pixels of height for a number
_RIGHT, _MIDDLE = Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Axes:
    """Those of `frame`; the epochs are written below the row `floor`."""

    frame: Frame
    quantity: Quantity
    floor: float

    def fitted(self, metrics: QFontMetrics) -> Axes:
        """The same with room for the numbers at the left."""
        widest = max((metrics.horizontalAdvance(text) for text, _ in self._values()), default=0)
        missing = max(0.0, widest + scaled(LABEL_GAP) + 4.0 - self.frame.area.left())
        return replace(self, frame=replace(self.frame, area=self.frame.area.adjusted(missing, 0, 0, 0)))

    def draw(self, painter: QPainter, theme: Theme) -> None:
        self._draw_values(painter, theme)
        painter.setPen(QColor(theme.quiet))
        self._draw_epochs(painter)

    def _values(self) -> list[tuple[str, float]]:
        most = min(int(self.frame.area.height() // scaled(_TICK_ROOM)), _MOST_TICKS)
        return self.frame.value_texts(self.quantity, most)

    def _draw_values(self, painter: QPainter, theme: Theme) -> None:
        area, quiet, line = self.frame.area, QColor(theme.quiet), QColor(theme.line)
        for text, value in self._values():
            y = round(self.frame.y(value))
            painter.setPen(line)
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(quiet)
            label = QRectF(0, y - scaled(LINE) / 2, area.left() - scaled(LABEL_GAP), scaled(LINE))
            painter.drawText(label, _RIGHT | _MIDDLE, text)

    def _draw_epochs(self, painter: QPainter) -> None:
        area = self.frame.area
        row = QRectF(area.left(), self.floor + 5, area.width() + RIGHT - 4, scaled(LINE))
        name = painter.boundingRect(row, _RIGHT, "epoch")
        painter.drawText(name, _RIGHT, "epoch")
        for value, text in self._epochs(painter.fontMetrics()):
            middle = QRectF(self.frame.x(value) - 50, row.top(), 100, scaled(LINE))
            label = painter.boundingRect(middle, Qt.AlignmentFlag.AlignHCenter, text)
            if label.right() < name.left() - 8:
                painter.drawText(middle, Qt.AlignmentFlag.AlignHCenter, text)

    def _epochs(self, metrics: QFontMetrics) -> list[tuple[float, str]]:
        """As many as have room beside each other."""
        width = self.frame.area.width()
        most = min(int(width // scaled(64)), 2 * _MOST_TICKS)
        while True:
            values = self.frame.epoch_ticks(most)
            texts = ticks(values)
            widest = max((metrics.horizontalAdvance(text) for text in texts), default=0)
            if most <= 1 or (widest + 12) * len(texts) <= width + widest:
                return list(zip(values, texts, strict=True))
            most -= 1
