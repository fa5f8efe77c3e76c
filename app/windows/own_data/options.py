"""How a table is written and what its columns mean: as found out, or as somebody chooses."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QGridLayout, QWidget

from app.model.csv_files import Sheet
from app.model.csv_text import DELIMITERS, ENCODINGS, Dialect
from app.model.own_data import OwnData
from app.model.table_roles import Roles, number_columns
from app.model.table_words import proposed_share
from app.panels.notation import PERCENT, multiples_of, sentence, within
from app.panels.number_field import NumberField
from app.panels.parts import label
from app.panels.tips import tip
from app.type_size import follow_type
from app.windows.own_data.parts import Chooser
from nncore import SpecError, checks

WIDTH = 244
MOST_TEST = 0.9
_DECIMALS = ((".", "point: 1.5"), (",", "comma: 1,5"))
_HEADERS = ((True, "names"), (False, "data"))
_KINDS = ((True, "classes"), (False, "values"))


class Options(QWidget):
    """Choosers in two groups: how the text is cut into cells, and which columns are taken."""

    dialect_changed = Signal(object)  # Dialect: what is wanted
    roles_changed = Signal(object)  # Roles
    share_chosen = Signal()
    refused = Signal(str)

    def __init__(self, is_text: bool, test_fraction: float) -> None:
        super().__init__()
        self._wanted = Dialect()
        self._usual = test_fraction
        self._chosen = False  # whether a hand was at the test share
        self.test_fraction = test_fraction
        self.delimiter = Chooser("Delimiter", "What stands between two cells of a row.")
        self.decimal = Chooser("Decimal sign", "How one and a half is written: 1.5 or 1,5.")
        self.decimal.setPlaceholderText("choose")  # where nothing but numbers like 1,234 speaks for either
        self.first_row = Chooser("First row", "Whether the first row has the names of the columns, or data already.")
        self.encoding = Chooser("Encoding", "Which letter each byte stands for. Wrong letters mean another encoding.")
        self.x_column = Chooser("x", "The column that runs along the plane, from left to right.")
        self.y_column = Chooser("y", "The column that runs along the plane, upwards.")
        self.target_column = Chooser("Target", "The column that the network is to answer from x and y.")
        self.kind = Chooser("Read as", "Classes: a few words or whole numbers. Values: any numbers.")
        self._roles = (self.x_column, self.y_column, self.target_column, self.kind)
        self.test_share = NumberField(within(multiples_of(0.1), 0, MOST_TEST), PERCENT)
        self.test_share.setAccessibleName("Test share")
        self.test_share.set_about(tip("The share of the points that the network never learns from."))
        self.test_share.show_value(test_fraction)
        self.encoding.setEnabled(not is_text)
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        follow_type(self, self.setFixedWidth, WIDTH)
        groups: tuple[tuple[str, tuple[QWidget, ...]], ...] = (
            ("How it is written", (self.delimiter, self.decimal, self.first_row, self.encoding)),
            ("What it means", (*self._roles, self.test_share)),
        )
        for heading, editors in groups:
            if grid.count():
                grid.setRowMinimumHeight(grid.rowCount(), 8)
            grid.addWidget(label(heading, "heading"), grid.rowCount(), 0, 1, 2)
            for editor in editors:
                words = label(editor.accessibleName(), "label")
                words.setToolTip(editor.toolTip())
                grid.addWidget(words, grid.rowCount(), 0)
                grid.addWidget(editor, grid.rowCount() - 1, 1)
        grid.setRowStretch(grid.rowCount(), 1)

    def _connect(self) -> None:
        self.delimiter.chosen.connect(self._on_delimiter)
        self.decimal.chosen.connect(self._on_decimal)
        self.first_row.chosen.connect(self._on_first_row)
        self.encoding.chosen.connect(self._on_encoding)
        for chooser in self._roles:
            chooser.chosen.connect(self._on_role)
        self.test_share.edited.connect(self._on_test_share)

    def show_found(self, sheet: Sheet | None, roles: Roles | None, wanted: Dialect) -> None:
        """Show how `sheet` was read, or, where it could not be, what is wanted."""
        self._wanted = wanted
        found = sheet.dialect if sheet is not None else wanted
        self.delimiter.offer(_swapped(DELIMITERS.items()), found.delimiter)
        self.decimal.offer(_swapped(_DECIMALS), found.decimal)
        self.first_row.offer(_swapped(_HEADERS), found.header)
        self.encoding.offer(((name, name) for name in ENCODINGS), found.encoding)
        for chooser in self._roles:
            chooser.setEnabled(sheet is not None and roles is not None)
        if sheet is not None and roles is not None:
            self._show_roles(sheet, roles)

    def propose_share(self, own: OwnData) -> None:
        """Keep as many of `own` for testing as is good for so many, unless somebody has chosen how many."""
        if not self._chosen:
            self.test_fraction = proposed_share(own, self._usual)
            self.test_share.show_value(self.test_fraction)

    def _show_roles(self, sheet: Sheet, roles: Roles) -> None:
        columns = [(name, i) for i, name in enumerate(sheet.names)]
        numbers = frozenset(number_columns(sheet))
        inputs = [(name, i) for name, i in columns if i in numbers]
        self.x_column.offer(inputs, roles.x)
        self.y_column.offer(inputs, roles.y)
        self.target_column.offer(columns, roles.target)
        self.kind.offer(_swapped(_KINDS if roles.target in numbers else _KINDS[:1]), roles.as_classes)

    @Slot(object)
    def _on_delimiter(self, value: str) -> None:
        self.dialect_changed.emit(replace(self._wanted, delimiter=value))

    @Slot(object)
    def _on_decimal(self, value: str) -> None:
        self.dialect_changed.emit(replace(self._wanted, decimal=value))

    @Slot(object)
    def _on_first_row(self, value: bool) -> None:
        self.dialect_changed.emit(replace(self._wanted, header=value))

    @Slot(object)
    def _on_encoding(self, value: str) -> None:
        self.dialect_changed.emit(replace(self._wanted, encoding=value))

    @Slot(object)
    def _on_role(self, _value: object) -> None:
        self.roles_changed.emit(
            Roles(
                self.x_column.currentData(),
                self.y_column.currentData(),
                self.target_column.currentData(),
                self.kind.currentData(),
            )
        )

    @Slot(object)
    def _on_test_share(self, value: object) -> None:
        try:
            self.test_fraction = checks.number("test share", value, 0, MOST_TEST)
        except SpecError as error:
            self.test_share.refuse()
            self.refused.emit(sentence("The test share", error, PERCENT))
        else:
            self._chosen = True
            self.test_share.show_value(self.test_fraction)
            self.share_chosen.emit()


def _swapped(entries: Iterable[tuple[object, str]]) -> list[tuple[str, object]]:
    return [(text, value) for value, text in entries]
