"""The first rows of a table that is about to be taken, with the roles of its columns."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from app.model.csv_files import Sheet
from app.model.csv_numbers import NotANumberError, is_missing, number
from app.model.table_roles import Roles, number_columns
from app.theme import Theme

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
MOST_ROWS, MOST_COLUMNS, MOST_LETTERS = 20, 50, 60
ROOT = QModelIndex()


class CellsModel(QAbstractTableModel):
    """Cells as they are read; in the columns that are taken, what cannot be used is red."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._sheet: Sheet | None = None
        self._roles: Roles | None = None
        self._numbers: frozenset[int] = frozenset()  # the columns that have to hold numbers

    def show_sheet(self, sheet: Sheet | None, roles: Roles | None) -> None:
        """Show these, or nothing."""
        self.beginResetModel()
        self._sheet, self._roles = sheet, roles
        self._numbers = frozenset()
        if sheet is not None and roles is not None:
            target = {roles.target} & ({*number_columns(sheet)} if roles.as_classes else {roles.target})
            self._numbers = frozenset((roles.x, roles.y, *target))
        self.endResetModel()

    def rowCount(self, parent: Index = ROOT) -> int:  # noqa: N802  Qt's name, here and below
        return 0 if parent.isValid() or self._sheet is None else min(len(self._sheet.rows), MOST_ROWS)

    def columnCount(self, parent: Index = ROOT) -> int:  # noqa: N802
        return 0 if parent.isValid() or self._sheet is None else min(len(self._sheet.names), MOST_COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:  # noqa: N802
        if role != Role.DisplayRole or self._sheet is None:
            return None
        if orientation is Qt.Orientation.Vertical:
            return self._sheet.lines[section]
        name, taken_as = _short(self._sheet.names[section]), self._role(section)
        return f"{name} → {taken_as}" if taken_as not in ("", name) else name

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if self._sheet is None:
            return None
        cell = self._sheet.rows[index.row()][index.column()]
        if role == Role.DisplayRole:
            return _short(cell)
        if role == Role.ForegroundRole:
            return QColor(self._colour(index.column(), cell))
        if role == Role.BackgroundRole and self._is_bad(index.column(), cell):
            return QColor(self._theme.field)
        if role == Role.TextAlignmentRole and index.column() in self._numbers:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def _role(self, column: int) -> str:
        roles = self._roles
        names = {} if roles is None else {roles.target: "target", roles.y: "y", roles.x: "x"}
        return names.get(column, "")

    def _colour(self, column: int, cell: str) -> str:
        if self._is_bad(column, cell):
            return self._theme.error
        return self._theme.text if self._role(column) else self._theme.quiet

    def _is_bad(self, column: int, cell: str) -> bool:
        if column not in self._numbers:
            return bool(self._role(column)) and is_missing(cell)
        try:
            number(cell, self._sheet.dialect.decimal if self._sheet is not None else "")
        except NotANumberError:
            return True
        return False


def _short(text: str) -> str:
    return " ".join(text[:MOST_LETTERS].split())
