"""The rows of own data, as a table view wants them: cells are read from the document and written into it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor

from app.model.fitting import TWO
from app.numbers import decimal
from app.panels.notation import NUMBER, sentence
from app.theme import LIGHT, Theme
from app.views.colors import SCALE_NAMES, make_scale
from app.windows.own_data.edits import TARGET, Edits
from nncore import SpecError

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
COLUMNS = 3
FIGURES = 6
MINUS = "−"  # for the eye; what is typed, copied or exported is plain
ROOT = QModelIndex()
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class PointsModel(QAbstractTableModel):
    """Three columns: x, y and the target, whose class has its colour beside it."""

    refused = Signal(str)  # why what was typed is not allowed

    def __init__(self, edits: Edits) -> None:
        super().__init__()
        self._edits = edits
        self._points = edits.points
        self._scale = make_scale(SCALE_NAMES[0], LIGHT)

    def re_read(self) -> None:
        """Show what the document has."""
        before, self._points = self._points, self._edits.points
        if len(before) != len(self._points):
            self.beginResetModel()
            self.endResetModel()
        elif self._points:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._points) - 1, COLUMNS - 1))
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, COLUMNS - 1)

    def set_theme(self, theme: Theme) -> None:
        self._scale = make_scale(SCALE_NAMES[0], theme)
        self.re_read()

    def text(self, row: int, column: int) -> str:
        """What a cell holds, with all figures."""
        value = self._edits.real(row, column)
        return self._edits.axes.label(value) if self._is_class(column) else decimal(value)

    def _shown(self, row: int, column: int) -> str:
        """The same with as many figures as there is room for."""
        if self._is_class(column):
            return self.text(row, column)
        return decimal(float(f"{self._edits.real(row, column):.{FIGURES}g}")).replace("-", MINUS)

    def rowCount(self, parent: Index = ROOT) -> int:  # noqa: N802  Qt's name, here and below
        return 0 if parent.isValid() else len(self._points)

    def columnCount(self, parent: Index = ROOT) -> int:  # noqa: N802
        return 0 if parent.isValid() else COLUMNS

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:  # noqa: N802
        is_row = orientation is Qt.Orientation.Vertical
        if role == Role.TextAlignmentRole:
            return _RIGHT if is_row else self._alignment(section)
        if role != Role.DisplayRole:
            return None
        axes = self._edits.axes
        return section + 1 if is_row else (axes.x, axes.y, axes.target)[section].name

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        row, column = index.row(), index.column()
        if role == Role.DisplayRole:
            return self._shown(row, column)
        if role == Role.EditRole:
            return self.text(row, column)
        if role == Role.ToolTipRole:
            text = self.text(row, column)
            return text if self._is_class(column) else text.replace("-", MINUS)
        if role == Role.TextAlignmentRole:
            return self._alignment(column)
        if role == Role.DecorationRole and self._is_class(column):
            return self._colour(self._points[row][TARGET])
        return None

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:  # noqa: N802
        if role != Role.EditRole or str(value) == self.text(index.row(), index.column()):
            return False
        try:
            self._edits.set_cell(index.row(), index.column(), NUMBER.read(str(value)))
        except SpecError as error:
            self.refused.emit(sentence(self.headerData(index.column(), Qt.Orientation.Horizontal), error))
            return False
        return True

    def _alignment(self, column: int) -> Qt.AlignmentFlag:
        """Numbers stand below each other at the right; words, and their colours, at the left."""
        return _LEFT if self._is_class(column) else _RIGHT

    def _is_class(self, column: int) -> bool:
        return column == TARGET and self._edits.classes > 0

    def _colour(self, number: float) -> QColor:
        return self._scale.classes.color(int(number)) if self._edits.classes > TWO else self._scale.color(number)
