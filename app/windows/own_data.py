"""Own data: its window, the way in from a file or the clipboard, and the way out into a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from app.model import csv_export, csv_files
from app.model.csv_text import TableError
from app.model.document import Document
from app.model.own_axes import OwnAxes
from app.model.settings import Settings
from app.numbers import grouped
from app.training.controller import Controller
from app.windows import places
from app.windows.appearance import Appearance
from app.windows.own_data_edits import Edits
from app.windows.own_data_import import ImportDialog, Source
from app.windows.own_data_window import OwnDataWindow
from nncore import SpecError, datasets, storage

_READ_FILTER = "Tables (*.csv *.tsv *.txt);;All files (*)"
_STYLES = MappingProxyType(
    {
        "CSV with commas and 1.5 (*.csv)": csv_export.POINT,
        "CSV with semicolons and 1,5 (*.csv)": csv_export.COMMA,
    }
)


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
        self.edits = Edits(document, self.axes, controller.set_points)
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
        try:
            data = csv_files.read_bytes(path)
        except TableError as error:
            self.failed.emit(f"{path.name} was not imported. {error}")
        except OSError as error:
            self.failed.emit(f"{path.name} was not imported: {error.strerror or error}")
        else:
            places.remember(self._settings, path)
            self._preview(Source(path.name, data))

    @Slot()
    def paste(self) -> None:
        """Show what the clipboard holds, say cells of a spreadsheet, so that it can be taken."""
        text = QGuiApplication.clipboard().text()
        if text.strip():
            self._preview(Source("pasted data", text.encode(errors="replace"), is_text=True))
        else:
            self.failed.emit(
                "Nothing was pasted: there is no text on the clipboard. Copy cells in a spreadsheet first."
            )

    def _preview(self, source: Source) -> None:
        data = self._document.experiment.data
        self.dialog = ImportDialog(source, data.test_fraction, data.seed, self._appearance.theme, self._active())
        self.dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.dialog.accepted.connect(self._on_accepted)
        self.dialog.open()

    @Slot()
    def _on_accepted(self) -> None:
        dialog, self.dialog = self.dialog, None
        if dialog is None or dialog.own is None:
            return
        try:
            said = self.edits.take(dialog.own, "Import", test_fraction=dialog.test_fraction)
        except SpecError as error:
            self.failed.emit(f"Nothing was imported: {error}")
            return
        words = f"Imported {grouped(len(dialog.own.points))} rows. {said}"
        self.notice.emit(words.strip())

    @Slot()
    def export_csv(self) -> None:
        """Ask for a name and write all observations there."""
        dialog = QFileDialog(self._active(), "Export the data as CSV", str(self._folder()), ";;".join(_STYLES))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("csv")
        dialog.selectFile(f"{places.stem(self._document, 'data')}.csv")
        if dialog.exec():
            self.export_to(Path(dialog.selectedFiles()[0]), _STYLES[dialog.selectedNameFilter()])

    def export_to(self, path: Path, style: csv_export.Style) -> None:
        """Write all observations to the file at `path`."""
        data = self._document.experiment.data
        try:
            storage.write(path, csv_export.text(data, self.axes.current, style))
        except OSError as error:
            self.failed.emit(f"{path.name} was not exported: {error.strerror or error}")
            return
        places.remember(self._settings, path)
        made = datasets.make(data)
        self.notice.emit(f"Exported {grouped(len(made.train_points) + len(made.test_points))} rows to {path.name}")

    def _active(self) -> QWidget:
        """What a dialog stands before: the window of own data, where somebody works in it."""
        return self.table if self.table is not None and self.table.isActiveWindow() else self._window

    def _folder(self) -> Path:
        return places.folder(self._document, self._settings)
