"""The recorded points of the loss chart as a table that a spreadsheet opens."""

from __future__ import annotations

import io
import math
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from app.disk_words import reason
from app.model.document import Document
from app.model.settings import Settings
from app.views.loss_chart import LossChart
from app.views.losses import Curves
from app.views.rates import Rates
from app.windows import places
from app.windows.saving import ask_where
from nncore import storage

COLUMNS = ("epoch", "training_loss", "test_loss", "learning_rate")
KINDS = MappingProxyType({"Table (*.csv)": "csv", "All files (*)": ""})


class ChartExport(QObject):
    """Hands the marks of the document to the chart, and the numbers of the chart to a file."""

    notice = Signal(str)
    failed = Signal(str)

    def __init__(
        self,
        document: Document,
        settings: Settings,
        chart: LossChart,
        window: QWidget,
        actions: Mapping[str, QAction],
    ) -> None:
        super().__init__(window)
        self._document = document
        self._settings = settings
        self._chart = chart
        self._window = window
        document.changed.connect(self._on_changed)
        actions["export_chart_csv"].triggered.connect(self.export)

    @Slot()
    def export(self) -> None:
        """Ask for a name and save under it."""
        folder, name = places.folder(self._document, self._settings), f"{places.stem(self._document)}-loss.csv"
        chosen = ask_where(self._window, "Export the loss as a table", folder, name, KINDS)
        if chosen:
            self.export_to(chosen[0])

    def export_to(self, path: Path) -> bool:
        """Write the table to `path`. Returns whether that worked."""
        losses = self._chart.losses
        try:
            storage.write(path, table(losses, self._chart.rates))
        except OSError as error:
            self.failed.emit(f"{path.name} was not saved: {reason(error)}")
            return False
        places.remember(self._settings, path)
        self.notice.emit(f"Saved {len(losses.epochs)} points of the loss as {path.name}")
        return True

    @Slot()
    def _on_changed(self) -> None:
        self._chart.set_marks(self._document.marks)


def table(losses: Curves, rates: Rates) -> str:
    """A line for each recorded point, the last for now; numbers that read back exactly, nothing where there is none."""
    import csv  # most starts do without

    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    columns = (losses.epochs, losses.train, losses.test, rates.all_at(losses.epochs))
    writer.writerows([_cell(value) for value in row] for row in zip(*(c.tolist() for c in columns), strict=True))
    return text.getvalue()


def _cell(value: float) -> str:
    return "" if math.isnan(value) else repr(value)
