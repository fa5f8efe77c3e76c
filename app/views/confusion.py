"""The confusion matrix: which class is taken for which, in training and in test side by side where there is room."""

from __future__ import annotations

from types import MappingProxyType

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from app import numbers
from app.theme import LIGHT, Theme
from app.training.snapshot import Snapshot
from app.views.colors import SCALE_NAMES, ColorScale, make_scale
from app.views.confusion_table import Cell, Table
from app.views.hover import HoverCard
from app.views.text import small_font

_MARGIN, _BETWEEN = 8.0, 20.0
_SIDE_BY_SIDE = 400  # pixels of width that two tables need
_WAYS = MappingProxyType(  # down and across
    {Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1), Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0)}
)

NO_CLASSES = "There is no confusion matrix for values: it counts classes. How near the answers come, R² says."
NOT_YET = "The answers are counted as soon as the engine is ready."


class ConfusionView(QWidget):
    """A table for the training and one for the test data; in a narrow view only the one that counts, the test's."""

    KEYS = (("Arrows", "Read the confusion matrix from cell to cell"),)  # for the list of shortcuts

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._scale = make_scale(SCALE_NAMES[0], LIGHT)
        self._snapshot: Snapshot | None = None
        self._tables: tuple[Table, ...] = ()
        self._pointer: QPointF | None = None
        self._card = HoverCard(self)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMinimumSize(180, 90)
        self.setAccessibleName("Confusion matrix: which class is answered for which")

    def show_snapshot(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._refresh()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._card.set_theme(theme)
        self.update()

    def set_scale(self, scale: ColorScale) -> None:
        self._scale = scale
        self.update()

    @property
    def tables(self) -> tuple[Table, ...]:
        """What is shown, from left to right."""
        return self._tables

    @property
    def sentence(self) -> str:
        """Why there is no table, "" where there is one."""
        if self._tables or self._snapshot is None:
            return ""
        return NOT_YET if self._snapshot.experiment.classes else NO_CLASSES

    @property
    def hover_text(self) -> str:
        """What is said about the cell under the pointer, "" if nothing."""
        return self._card.text

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802  Qt's names, here and below
        self._pointer = event.position()
        self._read_cell()

    def leaveEvent(self, event: QEvent) -> None:  # noqa: ARG002, N802
        self._pointer = None
        self._read_cell()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        way = _WAYS.get(Qt.Key(event.key()))
        if way is None or not self._tables:
            super().keyPressEvent(event)
            return
        self._pointer = self._beside(*way)
        self._read_cell()
        self.setAccessibleDescription(self.hover_text.replace("\n", ", "))

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: ARG002, N802
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: ARG002, N802
        self._pointer = None
        self._refresh()

    def _beside(self, down: int, across: int) -> QPointF:
        """The middle of the cell that an arrow key leads to: of the first one to begin with."""
        found = None if self._pointer is None else self._cell_at(self._pointer)
        if found is None:
            return self._tables[0].rect(Cell(0, 0)).center()
        table, cell = found
        last = table.classes - 1
        column = self._tables.index(table) * table.classes + cell.answered + across
        number, answered = divmod(min(max(column, 0), len(self._tables) * table.classes - 1), table.classes)
        return self._tables[number].rect(Cell(min(max(cell.true + down, 0), last), answered)).center()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: ARG002, N802
        self._refresh()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(small_font(self))
        if self.sentence:
            room = QRectF(self.rect()).adjusted(2 * _MARGIN, _MARGIN, -2 * _MARGIN, -_MARGIN)
            painter.setPen(self._theme.quiet)
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self.sentence)
        for table in self._tables:
            table.draw(painter, self._theme, self._scale)
        if self.hasFocus():
            painter.setPen(QColor(self._theme.accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5), 5, 5)

    def _refresh(self) -> None:
        self._tables = self._arranged()
        self.setAccessibleDescription(" ".join(table.in_words() for table in self._tables) or self.sentence)
        self._read_cell()
        self.update()

    def _arranged(self) -> tuple[Table, ...]:
        if self._snapshot is None:
            return ()
        metrics = self._snapshot.metrics
        counted = (("training", metrics.train_confusion), ("test", metrics.test_confusion))
        given = [(name, counts) for name, counts in counted if counts is not None]
        if self.width() < _SIDE_BY_SIDE:
            given = given[-1:]
        room = QRectF(self.rect()).adjusted(_MARGIN, 2, -_MARGIN, -_MARGIN)
        share = (room.width() + _BETWEEN) / max(len(given), 1)
        places = (
            QRectF(room.left() + i * share, room.top(), share - _BETWEEN, room.height()) for i in range(len(given))
        )
        return tuple(Table(name, counts, place) for (name, counts), place in zip(given, places, strict=True))

    def _read_cell(self) -> None:
        pointer = self._pointer
        found = None if pointer is None else self._cell_at(pointer)
        if pointer is None or found is None:
            self._card.hide()
            return
        table, cell = found
        self._card.show_at(
            pointer,
            [
                (f"{table.name}: true class", str(cell.true)),
                ("answered", str(cell.answered)),
                ("observations", numbers.grouped(table.count(cell))),
                (f"of all of class {cell.true}", numbers.share(table.share(cell))),
                (f"class {cell.true} answered as {cell.true} (recall)", numbers.share(table.recall(cell.true))),
                (f"answers {cell.answered} that are right (precision)", numbers.share(table.precision(cell.answered))),
            ],
        )

    def _cell_at(self, place: QPointF) -> tuple[Table, Cell] | None:
        for table in self._tables:
            cell = table.cell_at(place)
            if cell is not None:
                return table, cell
        return None
