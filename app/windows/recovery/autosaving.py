"""Autosaving: when the work is to be kept, and which moment of it; when it need not be kept any more."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.model.autosave import Autosave
from app.model.document import Document
from app.model.kept import Moment
from app.theme import Theme
from app.training.controller import Controller
from app.training.snapshot import Snapshot
from app.windows.appearance import Appearance
from app.windows.recovery import small_picture

log = logging.getLogger(__name__)

AFTER_EDIT_MS = 3_000
WHILE_TRAINING_MS = 10_000
AGAIN_MS = 1_000  # where it is not possible at the moment


class Autosaving(QObject):
    """Follows the document and the training. Nothing is written while nothing changes."""

    notice = Signal(str)
    failed = Signal(str)

    def __init__(
        self,
        autosave: Autosave,
        document: Document,
        controller: Controller,
        appearance: Appearance,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._autosave = autosave
        self._document = document
        self._controller = controller
        self._appearance = appearance
        self._kept: tuple[object, ...] = ()  # what is on the disk, or on its way there
        self._ended = False
        self.keeps_at_end = False
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._on_timeout)
        document.changed.connect(self._on_changed)
        document.file_changed.connect(self._on_file_changed)
        controller.snapshot_ready.connect(self._on_snapshot)
        autosave.failed.connect(self.failed)
        autosave.not_kept.connect(self._on_not_kept)

    def end(self) -> None:
        """The window is closed. What was kept is deleted, unless the system ends the program: then it is for later."""
        if self._ended:
            return
        self._ended = True
        self._timer.stop()
        if self.keeps_at_end and self._document.unsaved:
            self._controller.settle()
            if self._controller.latest is not None:
                self._autosave.keep_now(self._moment(self._controller.latest))
        self._autosave.end(keep=self.keeps_at_end)

    def _schedule(self, milliseconds: int) -> None:
        """Keep the work then at the latest."""
        later = not self._timer.isActive() or self._timer.remainingTime() > milliseconds
        if later and self._document.unsaved and not self._ended:
            self._timer.start(milliseconds)

    @Slot()
    def _on_changed(self) -> None:
        self._schedule(AFTER_EDIT_MS)

    @Slot()
    def _on_snapshot(self) -> None:
        self._schedule(WHILE_TRAINING_MS)

    @Slot()
    def _on_file_changed(self) -> None:
        if not self._document.unsaved and not self._ended:
            self._timer.stop()
            self._kept = ()
            self._autosave.drop()

    @Slot()
    def _on_not_kept(self) -> None:
        """A disk that is full now may have room later, though nothing changes until then."""
        self._kept = ()
        self._schedule(WHILE_TRAINING_MS)

    @Slot()
    def _on_timeout(self) -> None:
        latest, work = self._controller.latest, self._document.work
        if not self._document.unsaved:
            return
        seen = latest.state.observations_seen if latest is not None else 0
        content = (work, work.stop, seen, self._document.path)
        if content == self._kept and self._autosave.last_kept is not None:
            return
        # Just after an edit, and until the engine is ready, there is no state yet that belongs to it.
        if latest is None or latest.experiment != work.experiment or not self._autosave.keep(self._moment(latest)):
            self._schedule(AGAIN_MS)
        else:
            self._kept = content

    def _moment(self, latest: Snapshot) -> Moment:
        document = self._document
        return Moment(
            experiment=latest.experiment,
            state=latest.state,
            lesson=document.work.lesson,
            speed=document.work.speed,
            name=document.name,
            path=document.path,
            time=datetime.now(UTC),
            picture=partial(_picture, latest, self._appearance.theme),
        )


def _picture(latest: Snapshot, theme: Theme) -> bytes:
    """What the work looks like, as PNG; nothing where that cannot be drawn: the work is what matters."""
    try:
        return small_picture.as_png(latest, theme)
    except Exception:
        log.exception("there is no picture of what is kept")
        return b""
