"""The window of own data: every point in a row that can be edited, while the network learns from them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QItemSelectionModel, Qt, Signal, Slot
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QMenu,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.numbers import grouped
from app.panels.notation import sentence
from app.panels.parts import label
from app.theme import Theme
from app.type_size import follow_type, scaled
from app.windows.own_data.edits import Edits
from app.windows.own_data.model import PointsModel
from app.windows.own_data.parts import Chooser, Remark, button
from nncore import DATASETS, SpecError
from nncore.own_points import MAX_CLASSES

TRUTH_TABLES = ("and_table", "or_table", "xor_table")
KINDS = (("Values", 0), *((f"{n} classes", n) for n in range(2, MAX_CLASSES + 1)))
_BUTTONS = 3  # in a row
SHARED_ACTIONS = ("undo", "redo", "import_csv", "export_csv", "paste_data", "own_data")


class OwnDataWindow(QDialog):
    """A table of all own points. Whatever is done in it goes through the document, so undo works from anywhere."""

    notice = Signal(str)  # what an edit did besides what was asked for

    def __init__(self, edits: Edits, actions: Mapping[str, QAction], parent: QWidget) -> None:
        super().__init__(parent)
        self._edits = edits
        self.model = PointsModel(edits)
        self.setWindowTitle("Own data")
        self.setSizeGripEnabled(True)
        self.addActions([actions[name] for name in SHARED_ACTIONS])
        self._build(actions)
        self._connect()
        self.resize(scaled(480), scaled(560))
        self.re_read()

    def _build(self, actions: Mapping[str, QAction]) -> None:
        self.use = button("Use these data", "Let the network learn these points instead of the present data set.")
        self.use.setObjectName("accent")
        self.kind = Chooser(
            "Targets are",
            "Whether targets are classes, numbered from 0 on, or values. Values that become classes are cut into equal "
            "parts of their range.",
        )
        self.start = button("Start from", "Put four rows of a truth table here, or a copy of the data learned now.")
        self.start.setMenu(self._start_menu())
        self.table = _Table(self.model)
        self.remark = Remark()
        self.add = button("Add row", "One more point, in the middle of the plane. (Insert)")
        self.delete = button("Delete rows", "Take the selected points out. (Delete)")
        self.copy = button("Copy", "Copy the selected rows, or all of them, for a spreadsheet. (Ctrl+C)")
        self.paste = _action_button(actions["paste_data"], "Paste…")
        self.import_csv = _action_button(actions["import_csv"], "Import CSV…")
        self.export_csv = _action_button(actions["export_csv"], "Export CSV…")
        self._arrange()

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        for widgets in (
            (label("Targets are", "label"), self.kind, self.start, None, self.use),
            (self.table,),
            (self.remark,),
        ):
            row = QHBoxLayout()
            row.setSpacing(8)
            for widget in widgets:
                if widget is None:
                    row.addStretch(1)
                else:
                    row.addWidget(widget)
            column.addLayout(row, 1 if widgets == (self.table,) else 0)
        buttons = QGridLayout()
        buttons.setSpacing(8)
        for i, made in enumerate((self.add, self.delete, self.copy, self.paste, self.import_csv, self.export_csv)):
            buttons.addWidget(made, *divmod(i, _BUTTONS))
            buttons.setColumnStretch(i % _BUTTONS, 1)
        column.addLayout(buttons)

    def _start_menu(self) -> QMenu:
        menu = QMenu(self)
        for name in TRUTH_TABLES:
            menu.addAction(DATASETS[name].title).triggered.connect(partial(self._on_start, name))
        menu.addSeparator()
        self.copy_present = menu.addAction("The data learned now")
        self.copy_present.triggered.connect(self._on_copy_present)
        return menu

    def _connect(self) -> None:
        self.use.clicked.connect(self._on_use)
        self.kind.chosen.connect(self._on_kind)
        self.add.clicked.connect(self.add_row)
        self.delete.clicked.connect(self.delete_rows)
        self.copy.clicked.connect(self.copy_rows)
        self.table.delete_pressed.connect(self.delete_rows)
        self.table.insert_pressed.connect(self.add_row)
        self.table.copy_pressed.connect(self.copy_rows)
        self.table.paste_pressed.connect(self.paste.click)
        self.model.refused.connect(self.remark.complain)

    @Slot()
    def re_read(self) -> None:
        """Show what the document has."""
        self.model.re_read()
        self.kind.offer(KINDS, self._edits.classes)
        self.use.setVisible(not self._edits.in_use)
        self.copy_present.setEnabled(not self._edits.in_use)
        self.remark.say(self._summary())

    def set_theme(self, theme: Theme) -> None:
        self.model.set_theme(theme)

    def _summary(self) -> str:
        count = len(self._edits.points)
        counted = "1 point" if count == 1 else f"{grouped(count)} points"
        state = "the network learns from them" if self._edits.in_use else "the network is learning other data"
        axes = self._edits.axes
        scaled = " The real numbers are shown here; for the plane they are scaled." if axes.x.scaled else ""
        return f"{counted}: {state}. Double-click a cell to edit it.{scaled}"

    @Slot()
    def add_row(self) -> None:
        if self._try(self._edits.add_row):
            index = self.model.index(self.model.rowCount() - 1, 0)
            self.table.setCurrentIndex(index)
            self.table.edit(index)

    @Slot()
    def delete_rows(self) -> None:
        rows = self.table.chosen_rows()
        if rows and self._try(partial(self._edits.delete_rows, rows)):
            next_row = min(rows[0], self.model.rowCount() - 1)
            flags = QItemSelectionModel.SelectionFlag
            self.table.selectionModel().setCurrentIndex(
                self.model.index(next_row, 0), flags.ClearAndSelect | flags.Rows
            )

    @Slot()
    def copy_rows(self) -> None:
        """Put the selected rows, or all, on the clipboard: with names, and tabs between the cells."""
        rows = self.table.chosen_rows() or range(self.model.rowCount())
        columns = range(self.model.columnCount())
        lines = [[self.model.headerData(i, Qt.Orientation.Horizontal) for i in columns]]
        lines += [[self.model.text(row, column) for column in columns] for row in rows]
        QGuiApplication.clipboard().setText("\n".join("\t".join(cells) for cells in lines) + "\n")
        self.remark.say(f"Copied {grouped(len(rows))} rows.")

    @Slot()
    def _on_use(self) -> None:
        self._try(self._edits.use)

    @Slot(object)
    def _on_kind(self, classes: int) -> None:
        self._try(partial(self._edits.set_classes, classes))

    def _on_start(self, name: str) -> None:
        self._try(partial(self._edits.start_from, name))

    @Slot()
    def _on_copy_present(self) -> None:
        self._try(self._edits.copy_present)

    def _try(self, edit: Callable[[], str | None]) -> bool:
        """Whether `edit` was allowed. What else it changed, or why it was not, is said."""
        try:
            said = edit()
        except SpecError as error:
            self.remark.complain(sentence("The number of points" if error.field == "points" else "The data", error))
            self.kind.offer(KINDS, self._edits.classes)
            return False
        if said:
            self.notice.emit(said)
        return True


class _Table(QTableView):
    """Whole rows are selected, any cell is edited by typing."""

    delete_pressed = Signal()
    insert_pressed = Signal()
    copy_pressed = Signal()
    paste_pressed = Signal()

    def __init__(self, model: PointsModel) -> None:
        super().__init__()
        self.setModel(model)
        self.setAccessibleName("Own points")
        self.setToolTip("One point in each row. Double-click a cell, or type, to edit it.")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.DoubleClicked | triggers.AnyKeyPressed | triggers.EditKeyPressed)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setTextElideMode(Qt.TextElideMode.ElideRight)
        follow_type(self, self.verticalHeader().setDefaultSectionSize, 26)
        self.verticalHeader().setHighlightSections(False)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)  # Tab goes on to the buttons; from a cell that is edited to the next cell

    def chosen_rows(self) -> list[int]:
        return sorted(index.row() for index in self.selectionModel().selectedRows())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_pressed.emit()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste_pressed.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.delete_pressed.emit()
        elif event.key() == Qt.Key.Key_Insert:
            self.insert_pressed.emit()
        else:
            super().keyPressEvent(event)


def _action_button(action: QAction, text: str) -> QPushButton:
    made = button(text, action.toolTip())
    made.clicked.connect(action.trigger)
    return made
