"""Own data: its window, the way in from a file or the clipboard, and the way out into a file.

What each of these needs is imported when it is asked for: most starts of the program need none of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from app.disk_words import reason
from app.model.document import Document
from app.model.own_axes import OwnAxes
from app.model.settings import Settings
from app.numbers import grouped
from app.training.controller import Controller
from app.windows import places
from app.windows.appearance import Appearance
from app.windows.own_data.edits import Edits
from app.windows.saving import ask_where
from nncore import SpecError, datasets, storage

if TYPE_CHECKING:
    from app.model.csv_export import Style
    from app.windows.own_data.importing import ImportDialog, Source
    from app.windows.own_data.window import OwnDataWindow

_READ_FILTER = "Tables (*.csv *.tsv *.txt);;All files (*)"


class OwnData(QObject):
    """Connects the actions own_data, import_csv, export_csv and paste_data. Whatever fails is said."""

    notice = Signal(str)
    failed = Signal(str)

    def __init__(
        self,
        document: Document,
        controller: Controller,
        settings: Settings,
        appearance: Appearance,
        window: QWidget,
        actions: Mapping[str, QAction],
    ) -> None:
        super().__init__(window)
        self._document = document
        self._settings = settings
        self._appearance = appearance
        self._window = window
        self._actions = actions
        self.axes = OwnAxes(document)
        self.edits = Edits(document, self.axes, controller.by_hand.set_points)
        self.table: OwnDataWindow | None = None  # made when it is first shown
        self.dialog: ImportDialog | None = None  # the one that is open
        self._connect()

    def _connect(self) -> None:
        for name, slot in (
            ("own_data", self.show_table),
            ("import_csv", self.import_csv),
            ("export_csv", self.export_csv),
            ("paste_data", self.paste),
        ):
            self._actions[name].triggered.connect(slot)

    @property
    def openers(self) -> Mapping[str, Callable[[Path], None]]:
        """Who opens which files, by their endings."""
        return dict.fromkeys((".csv", ".tsv", ".txt"), self.open_path)

    @Slot()
    def show_table(self) -> None:
        """Bring the window of own data to the front."""
        from app.windows.own_data.window import OwnDataWindow

        if self.table is None:
            self.table = OwnDataWindow(self.edits, self._actions, self._window)
            self.table.set_theme(self._appearance.theme)
            self.table.notice.connect(self.notice)
            self._document.changed.connect(self.table.re_read)
            self.axes.changed.connect(self.table.re_read)
            self._appearance.theme_changed.connect(self.table.set_theme)
        self.table.show()
        self.table.raise_()
        self.table.activateWindow()

    @Slot()
    def import_csv(self) -> None:
        """Ask for a file and show what is in it."""
        name, _ = QFileDialog.getOpenFileName(self._active(), "Import a table", str(self._folder()), _READ_FILTER)
        if name:
            self.open_path(Path(name))

    def open_path(self, path: Path) -> None:
        """Show what is in the file at `path`, so that it can be taken; a sentence says why where nothing is."""
        from app.model import csv_files
        from app.model.csv_text import TableError
        from app.windows.own_data.importing import Source

        try:
            data = csv_files.read_bytes(path)
        except TableError as error:
            self.failed.emit(f"{path.name} was not imported. {error}")
        except OSError as error:
            self.failed.emit(f"{path.name} was not imported: {reason(error)}")
        else:
            places.remember(self._settings, path)
            self._preview(Source(path.name, data))

    @Slot()
    def paste(self) -> None:
        """Show what the clipboard holds, say cells of a spreadsheet, so that it can be taken."""
        from app.windows.own_data.importing import Source

        text = QGuiApplication.clipboard().text()
        if text.strip():
            self._preview(Source("pasted data", text.encode(errors="replace"), is_text=True))
        else:
            self.failed.emit(
                "Nothing was pasted: there is no text on the clipboard. Copy cells in a spreadsheet first."
            )

    def _preview(self, source: Source) -> None:
        from app.windows.own_data.importing import ImportDialog

        data = self._document.experiment.data
        present = self.edits.classes if self.edits.in_use else None
        theme, window = self._appearance.theme, self._active()
        self.dialog = ImportDialog(source, data.test_fraction, data.seed, theme, window, present)
        self.dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.dialog.accepted.connect(self._on_accepted)
        self.dialog.open()

    @Slot()
    def _on_accepted(self) -> None:
        from app.model.table_words import rows

        dialog, self.dialog = self.dialog, None
        if dialog is None or dialog.own is None:
            return
        try:
            if dialog.adds:
                said = self.edits.add(dialog.own)
            else:
                text, share = f"Import {dialog.name}", dialog.test_fraction
                said = self.edits.take(dialog.own, text, test_fraction=share, source=dialog.name)
        except SpecError as error:
            self.failed.emit(f"Nothing was imported: {error}")
            return
        words = f"{'Added' if dialog.adds else 'Imported'} {rows(len(dialog.own.points))} from {dialog.name}. {said}"
        self.notice.emit(words.strip())

    @Slot()
    def export_csv(self) -> None:
        """Ask for a name and write all observations there."""
        from app.model.csv_export import COMMA, POINT

        styles = {"CSV with commas and 1.5 (*.csv)": POINT, "CSV with semicolons and 1,5 (*.csv)": COMMA}
        name = f"{places.stem(self._document, 'data')}.csv"
        kinds = dict.fromkeys(styles, "csv")
        chosen = ask_where(self._active(), "Export the data as CSV", self._folder(), name, kinds)
        if chosen:
            self.export_to(chosen[0], styles[chosen[1]])

    def export_to(self, path: Path, style: Style) -> None:
        """Write all observations to the file at `path`."""
        from app.model import csv_export

        data = self._document.experiment.data
        try:
            storage.write(path, csv_export.text(data, self.axes.current, style))
        except OSError as error:
            self.failed.emit(f"{path.name} was not exported: {reason(error)}")
            return
        places.remember(self._settings, path)
        made = datasets.make(data)
        self.notice.emit(f"Exported {grouped(len(made.train_points) + len(made.test_points))} rows to {path.name}")

    def _active(self) -> QWidget:
        """What a dialog stands before: the window of own data, where somebody works in it."""
        return self.table if self.table is not None and self.table.isActiveWindow() else self._window

    def _folder(self) -> Path:
        return places.folder(self._document, self._settings)
