"""The window in which a table becomes data: what was found out about it can be changed, and is shown at once."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.model import csv_files, table_roles, tables
from app.model.csv_files import Sheet
from app.model.csv_text import Dialect, TableError
from app.model.own_data import OwnData
from app.model.table_roles import Roles
from app.model.table_words import remarks, rows
from app.panels.parts import label
from app.theme import Theme
from app.type_size import scaled
from app.windows.own_data.cells import CellsModel
from app.windows.own_data.options import Options
from app.windows.own_data.parts import Remark, busy
from app.windows.own_data.scatter import Scatter


@dataclass(frozen=True, slots=True)
class Source:
    """Where a table comes from. A `text` was copied in another program: how it is encoded is no question."""

    name: str
    data: bytes
    is_text: bool = False


class ImportDialog(QDialog):
    """Reads `source` anew whenever something is changed. Accepted, it has the data in `own`.

    `present_classes` are those of own data that are being learned, to which these can be added; None: there are none.
    """

    def __init__(
        self,
        source: Source,
        test_fraction: float,
        seed: int,
        theme: Theme,
        parent: QWidget,
        present_classes: int | None = None,
    ) -> None:
        super().__init__(parent)
        self._present_classes = present_classes
        self._source = source
        self._seed = seed
        self._wanted = Dialect(encoding="UTF-8" if source.is_text else "")
        self._sheet: Sheet | None = None
        self._roles: Roles | None = None
        self.own: OwnData | None = None
        self.adds = False  # whether they join the points that are there
        self.options = Options(source.is_text, test_fraction)
        self.cells = CellsModel(theme)
        self.scatter = Scatter(theme)
        self.remark = Remark()
        self.setWindowTitle(f"Import {source.name}")
        self._build()
        self._connect()
        self.resize(scaled(860), scaled(600))
        self._read()

    @property
    def name(self) -> str:
        """Where the data are from: the name of the file, or that they were pasted."""
        return self._source.name

    @property
    def test_fraction(self) -> float:
        """The share that is to be kept for testing."""
        return self.options.test_fraction

    def _build(self) -> None:
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.take = self.buttons.addButton("Import", QDialogButtonBox.ButtonRole.AcceptRole)
        self.take.setToolTip("Let the network learn these points. Undo brings back what was there.")
        self.add = self.buttons.addButton("Add", QDialogButtonBox.ButtonRole.ActionRole)
        self.add.setVisible(self._present_classes is not None)
        table = QTableView()
        table.setModel(self.cells)
        table.setAccessibleName("The first rows")
        table.setToolTip("The first rows, and the lines of the file they are in. Red is what cannot be used.")
        table.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        table.setShowGrid(False)
        table.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        table.horizontalHeader().setTextElideMode(Qt.TextElideMode.ElideRight)
        table.verticalHeader().setDefaultSectionSize(scaled(22))
        table.horizontalHeader().setMaximumSectionSize(220)
        self.table = table
        self._arrange()
        self.take.setDefault(True)  # which a button remembers only once it is in its window

    def _arrange(self) -> None:
        words = QScrollArea()
        words.setFrameShape(QFrame.Shape.NoFrame)
        words.setObjectName("plain")
        words.setWidgetResizable(True)
        words.setWidget(self.remark)
        words.setFixedHeight(self.scatter.sizeHint().height())
        self.remark.setAlignment(Qt.AlignmentFlag.AlignTop)
        below = QHBoxLayout()
        below.setSpacing(16)
        below.addWidget(self.scatter)
        below.addWidget(words, 1)
        shown = QVBoxLayout()
        shown.setSpacing(8)
        shown.addWidget(label("The first rows", "heading"))
        shown.addWidget(self.table, 1)
        shown.addLayout(below)
        grid = QGridLayout(self)
        grid.setContentsMargins(16, 16, 16, 16)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(16)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self.options, 0, 0)
        grid.addLayout(shown, 0, 1)
        grid.addWidget(self.buttons, 1, 0, 1, 2)

    def _connect(self) -> None:
        self.options.dialect_changed.connect(self._on_dialect)
        self.options.roles_changed.connect(self._on_roles)
        self.options.share_chosen.connect(self._take)
        self.options.refused.connect(self.remark.complain)
        self.buttons.accepted.connect(self.accept)
        self.add.clicked.connect(self._on_add)
        self.buttons.rejected.connect(self.reject)

    def _read(self) -> None:
        """Cut the text into cells, and propose what they are."""
        self._sheet = self._roles = None
        try:
            with busy():
                self._sheet = csv_files.read(self._source.data, self._wanted)
                self._roles = table_roles.propose(self._sheet)
        except TableError as error:
            self._refuse(str(error))
        else:
            self._take()

    @Slot()
    def _take(self) -> None:
        """Make points of the cells."""
        sheet, roles = self._sheet, self._roles
        if sheet is None or roles is None:
            return
        try:
            with busy():
                taken = tables.take(sheet, roles)
        except TableError as error:
            self._refuse(str(error))
            return
        self.own = tables.own_data(taken, np.random.default_rng(self._seed))
        self.options.propose_share(self.own)
        self.remark.say(remarks(sheet, taken, self.own, self._seed, self.test_fraction))
        self._show(rows(len(self.own.points)))

    def _refuse(self, sentence: str) -> None:
        self.own = None
        self._show("")
        self.remark.complain(sentence)

    def _show(self, what: str) -> None:
        self.take.setText(f"Import {what}".rstrip())
        self.take.setEnabled(self.own is not None)
        self._show_add(what)
        self.cells.show_sheet(self._sheet, self._roles)
        self.table.resizeColumnsToContents()
        self.scatter.show_points(self.own)
        self.options.show_found(self._sheet, self._roles, self._wanted)

    def _show_add(self, what: str) -> None:
        """Offer to add the rows, if they are of the kind of those that are there."""
        fits = self.own is not None and bool(self.own.classes) == bool(self._present_classes)
        self.add.setText(f"Add {what}".rstrip())
        self.add.setEnabled(fits)
        kind = "classes" if self._present_classes else "values"
        self.add.setToolTip(
            "Put these points among those that are there, in the same scales and with the same test share."
            if fits
            else f"Only {kind} can be added to the points that are there."
        )

    @Slot()
    def _on_add(self) -> None:
        self.adds = True
        self.accept()

    @Slot(object)
    def _on_dialect(self, wanted: Dialect) -> None:
        self._wanted = wanted
        self._read()

    @Slot(object)
    def _on_roles(self, roles: Roles) -> None:
        before, sheet = self._roles, self._sheet
        if before is not None and sheet is not None and roles.target != before.target:
            roles = replace(roles, as_classes=table_roles.are_classes(sheet, roles.target))
        self._roles = roles
        self._take()
