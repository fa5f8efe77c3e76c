"""One table of a confusion matrix: true classes down, answered classes across, shares as strength of colour."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from app import numbers, type_size
from app.theme import Theme
from app.views.colors import ColorScale
from app.views.losses import Array
from app.views.shades import mixed, readable
from app.views.text import SMALL

_LINE = 15.0  # of text in its small size
_HEADS = 64.0  # pixels for the names of the rows
_DOT = 3.5
_CELL = (130.0, 60.0)  # as large as it gets before the text grows too
_MOST_ZOOM = 1.6
_TIGHT_LINE = 12.0  # pixels from row to row that letters in their small size need
_LEAST_ZOOM = 0.75
_TWO_LINES = 32.0  # pixels of height for count and share
_TWO_CLASSES = 2
_LEFT, _MIDDLE, _CENTER = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignVCenter, Qt.AlignmentFlag.AlignCenter


@dataclass(frozen=True, slots=True)
class Cell:
    """Observations of class `true` that were answered with class `answered`."""

    true: int
    answered: int


@dataclass(frozen=True, eq=False)
class Table:
    """The `counts` (k, k) of the data called `name`, in the middle of `room`."""

    name: str
    counts: Array
    room: QRectF

    @property
    def classes(self) -> int:
        return len(self.counts)

    def count(self, cell: Cell) -> int:
        return int(self.counts[cell.true, cell.answered])

    def share(self, cell: Cell) -> float:
        """Of the observations of its true class; NaN where there are none."""
        return _ratio(self.count(cell), int(self.counts[cell.true].sum()))

    def recall(self, number: int) -> float:
        """The share of the observations of this class that are answered with it."""
        return self.share(Cell(number, number))

    def precision(self, number: int) -> float:
        """The share of the answers with this class that are right."""
        return _ratio(int(self.counts[number, number]), int(self.counts[:, number].sum()))

    def rect(self, cell: Cell) -> QRectF:
        """Where it is drawn."""
        grid = self._grid
        width, height = grid.width() / self.classes, grid.height() / self.classes
        return QRectF(grid.left() + cell.answered * width, grid.top() + cell.true * height, width, height)

    def cell_at(self, place: QPointF) -> Cell | None:
        return next((cell for cell in self._cells() if self.rect(cell).contains(place)), None)

    def in_words(self) -> str:
        """All of it, for those who hear the screen."""
        rows = (
            f"class {true} answered with "
            + ", ".join(f"{answered}: {self.count(Cell(true, answered))}" for answered in range(self.classes))
            for true in range(self.classes)
        )
        return f"{self.name.capitalize()}: {'; '.join(rows)}."

    def draw(self, painter: QPainter, theme: Theme, scale: ColorScale) -> None:
        font = painter.font()
        font.setPixelSize(round(SMALL * self._zoom))
        painter.setFont(font)
        for cell in self._cells():
            self._draw_cell(painter, theme, cell)
        self._draw_heads(painter, theme, scale)

    def _cells(self) -> list[Cell]:
        return [Cell(*place) for place in product(range(self.classes), repeat=2)]

    @cached_property
    def _zoom(self) -> float:
        """How large the text is, in its small size: it grows with a table that has room."""
        wide = self.room.width() / (_HEADS + self.classes * _CELL[0])
        high = self.room.height() / (2 * _LINE + self.classes * _CELL[1])
        tight = self.room.height() / (2 * _LINE + self.classes * _TIGHT_LINE)  # many classes in a low room
        return min(max(min(wide, high), type_size.zoom()), _MOST_ZOOM * type_size.zoom(), max(tight, _LEAST_ZOOM))

    @property
    def _line(self) -> float:
        return _LINE * self._zoom

    @property
    def _heads(self) -> float:
        return _HEADS * self._zoom

    @cached_property
    def _grid(self) -> QRectF:
        """Where the cells are: in the middle, below two lines of text and beside the names of the rows."""
        most_width, most_height = (self.classes * side * self._zoom for side in _CELL)
        width = min(self.room.width() - self._heads, most_width)
        height = min(self.room.height() - 2 * self._line, most_height)
        left = self.room.left() + (self.room.width() - self._heads - width) / 2 + self._heads
        top = self.room.top() + (self.room.height() - 2 * self._line - height) / 2 + 2 * self._line
        return QRectF(left, top, width, height)

    def _draw_cell(self, painter: QPainter, theme: Theme, cell: Cell) -> None:
        rect, share = self.rect(cell).adjusted(1, 1, -1, -1), self.share(cell)
        ground = mixed(theme.field, theme.accent, 0.0 if math.isnan(share) else share)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(rect, 3, 3)
        painter.setPen(readable(ground, theme) if self.count(cell) else QColor(theme.quiet))
        count = numbers.grouped(self.count(cell))
        if painter.fontMetrics().horizontalAdvance(count) > rect.width():
            count = f"{self.count(cell) / 1000:.0f}k"
        if rect.height() < max(_TWO_LINES, 2 * self._line) or not self.count(cell):
            painter.drawText(rect, _CENTER, count)
            return
        upper = QRectF(rect.left(), rect.center().y() - self._line, rect.width(), self._line)
        painter.drawText(upper, _CENTER, count)
        painter.drawText(upper.translated(0, self._line), _CENTER, numbers.share(share))

    def _draw_heads(self, painter: QPainter, theme: Theme, scale: ColorScale) -> None:
        """The name and how much is right above, the classes with their colours at the top and at the left."""
        grid, line, heads = self._grid, self._line, self._heads
        right = _ratio(int(self.counts.trace()), int(self.counts.sum()))
        painter.setPen(QColor(theme.text))
        title = QRectF(grid.left(), grid.top() - 2 * line, self.room.right() - grid.left(), line)
        text = f"{self.name}: {numbers.share(right)} right"
        if painter.fontMetrics().horizontalAdvance(text) > title.width():
            title.setLeft(grid.left() - heads)
        painter.drawText(title, _LEFT | _MIDDLE, text)
        painter.setPen(QColor(theme.quiet))
        painter.drawText(QRectF(grid.left() - heads, grid.top() - line, heads, line), _LEFT | _MIDDLE, "answered")
        for number in range(self.classes):
            color = scale.classes.color(number) if self.classes > _TWO_CLASSES else scale.color(float(number))
            row, column = self.rect(Cell(number, 0)), self.rect(Cell(0, number))
            self._draw_head(painter, QPointF(column.center().x() - 8, grid.top() - line / 2), str(number), color, theme)
            self._draw_head(painter, QPointF(grid.left() - heads + 4, row.center().y()), f"true {number}", color, theme)

    def _draw_head(self, painter: QPainter, dot: QPointF, text: str, color: QColor, theme: Theme) -> None:
        painter.setPen(QPen(QColor(theme.quiet), 0.5))
        painter.setBrush(color)
        painter.drawEllipse(dot, _DOT, _DOT)
        painter.setPen(QColor(theme.quiet))
        painter.drawText(QRectF(dot.x() + 8, dot.y() - self._line / 2, self._heads, self._line), _LEFT | _MIDDLE, text)


def _ratio(part: int, whole: int) -> float:
    return part / whole if whole else math.nan
