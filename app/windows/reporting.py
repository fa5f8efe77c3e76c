"""What went wrong unexpectedly is told in the window; and what a report of it should hold is put on the clipboard."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime
from math import isnan
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, QUrl, Signal, Slot
from PySide6.QtGui import QAction, QDesktopServices, QGuiApplication

from app.model.autosave import Autosave
from app.model.document import Document
from app.theme import Theme
from app.training.controller import Controller
from app.trouble import diagnostics, logs
from app.trouble.errors import ErrorReporter, Fault
from app.windows.appearance import Appearance
from app.windows.recovery.strip import when

if TYPE_CHECKING:
    from app.windows.main_window import MainWindow

log = logging.getLogger(__name__)

REST_MS = 200  # between two looks at what is new: a painting that fails may fail with every frame


class Reporting(QObject):
    """Follows the reporter. Nothing in here may make more errors."""

    notice = Signal(str)
    failed = Signal(str)

    def __init__(
        self,
        errors: ErrorReporter,
        window: MainWindow,
        document: Document,
        controller: Controller,
        appearance: Appearance,
        autosave: Autosave,
        actions: Mapping[str, QAction],
    ) -> None:
        super().__init__(window)
        self._errors = errors
        self._panel = window.error_panel
        self._document = document
        self._controller = controller
        self._appearance = appearance
        self._gallery = window.gallery
        self._autosave = autosave
        self._faults: Sequence[Fault] = ()
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._connect(actions)
        self._panel.set_theme(appearance.theme)

    def _connect(self, actions: Mapping[str, QAction]) -> None:
        # Queued even from this thread: an error is reported in the midst of a painting, when no widget may be changed.
        self._errors.changed.connect(self._on_changed, Qt.ConnectionType.QueuedConnection)
        self._rest.timeout.connect(self._on_rested)
        self._appearance.theme_changed.connect(self._on_theme_changed)
        self._panel.copy_wanted.connect(self._on_copy)
        self._panel.log_wanted.connect(self._on_log)
        self._panel.save_wanted.connect(actions["save"].trigger)
        self._panel.closed.connect(self._on_closed)
        self._document.file_changed.connect(self._on_file_changed)
        actions["copy_diagnostics"].triggered.connect(self.copy_diagnostics)

    def facts(self) -> diagnostics.Facts:
        """All that may matter for a report, each with its name."""
        theme = f"{self._appearance.theme.name}, as chosen: {self._appearance.choice}"
        return (
            *diagnostics.versions(),
            *diagnostics.machine(),
            *diagnostics.screens(),
            ("OpenGL", self._gallery.surface.drawn_with),
            ("Colours", theme),
            *diagnostics.habits(),
            ("Experiment", diagnostics.in_short(self._document.experiment)),
            ("Engine", self._engine()),
            *diagnostics.folder(),
        )

    @Slot()
    def log_facts(self) -> None:
        """Write the facts into the log."""
        log.info("%s", diagnostics.text(self.facts()).strip().replace("\n", "; "))

    @Slot()
    def copy_diagnostics(self) -> None:
        """Put the facts on the clipboard."""
        QGuiApplication.clipboard().setText(diagnostics.text(self.facts()))
        self.notice.emit("Versions, machine and screen are on the clipboard: paste them into a report.")

    @Slot()
    def _on_changed(self) -> None:
        if not self._rest.isActive():
            self._rest.start()

    @Slot()
    def _on_rested(self) -> None:
        self._faults = self._errors.read()
        self._show()

    def _show(self) -> None:
        try:
            saved = "" if self._faults and self._faults[-1].is_past else self._saved()
            unsaved = self._document.unsaved
            self._panel.show_faults(self._faults, saved, can_save=unsaved, can_open_log=logs.path() is not None)
        except Exception:  # what tells of errors must not make more of them
            log.exception("the errors could not be shown")

    def _saved(self) -> str:
        """What would be left of the work if the program ended now; nothing where there is none."""
        if not self._document.unsaved:
            return "Your work is saved." if self._document.path is not None else ""
        kept, now = self._autosave.last_kept, datetime.now().astimezone()
        if kept is None:
            return "Your work is not saved yet: save it now."
        kept = kept.astimezone(now.tzinfo)
        moment = f"at {kept:%H:%M}" if kept.date() == now.date() else when(kept, now)
        return f"Your work was last kept {moment}."

    def _engine(self) -> str:
        latest = self._controller.latest
        if latest is None:
            return "not started"
        warm = latest.state.observations_seen > 0 or not isnan(latest.metrics.train_loss)
        return f"ready, {latest.phase.value}" if warm else "getting ready"

    @Slot()
    def _on_copy(self) -> None:
        told = (f"{fault.sentence} ({fault.count}×)\n{fault.details}" for fault in reversed(self._faults))
        facts = diagnostics.text(self.facts())
        QGuiApplication.clipboard().setText(diagnostics.without_home("\n".join((*told, facts))))
        self.notice.emit("The details are on the clipboard: paste them into a report.")

    @Slot()
    def _on_log(self) -> None:
        path = logs.path()
        if path is not None and not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self.failed.emit(f"The log could not be opened. It is {diagnostics.without_home(str(path))}")

    @Slot()
    def _on_closed(self) -> None:
        self._errors.close()
        self._on_rested()

    @Slot()
    def _on_file_changed(self) -> None:
        if self._faults:  # what it says of the work may not be so any more
            self._show()

    @Slot(object)
    def _on_theme_changed(self, theme: Theme) -> None:
        self._panel.set_theme(theme)
