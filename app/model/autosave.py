"""Autosave: the newest moment of work that is not saved, kept on the disk by a thread of its own."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from app.disk_words import reason
from app.model import claims
from app.model.claims import Claim
from app.model.kept import Moment
from nncore import storage

# Encoding numbers keeps the interpreter, and with it the window. A frame has room for such a piece of work,
WORK_SECONDS = 0.0005
REST_SECONDS = 0.002  # and after it all others have their turn.
PATIENCE = 3.0  # seconds for a disk, before the program ends without it


class Autosave(QObject):
    """Keeps one moment, in a folder below `folder` that belongs to this program as long as it runs.

    It is written whole or not at all: whenever the program ends, the last moment is there or the one before.
    """

    failed = Signal(str)  # a sentence, once for each new reason
    not_kept = Signal()  # each time
    _written = Signal(object, str)  # from the thread: the Moment; why it could not be kept, or ""

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.folder = folder
        self._claim: Claim | None = None  # from the first moment on
        self._thread: threading.Thread | None = None
        self._writing: Moment | None = None
        self._hurry = threading.Event()
        self._unwanted = False  # whether what is being written is not needed any more
        self._problem = ""
        self._last_kept: datetime | None = None
        self._written.connect(self._on_written)

    @property
    def last_kept(self) -> datetime | None:
        """The moment that would be offered at the next start if the program ended now; None where there is none."""
        return self._last_kept

    @property
    def busy(self) -> bool:
        """Whether a moment is being written."""
        return self._writing is not None

    def keep(self, moment: Moment) -> bool:
        """Begin to write `moment`. False where the one before is not done yet: it is for another time."""
        if self.busy:
            return False
        self._writing, self._unwanted = moment, False
        # The last resort of an orderly end is to leave a disk that does not answer alone.
        self._thread = threading.Thread(target=self._write, args=(moment,), name="autosave", daemon=True)
        self._thread.start()
        return True

    def keep_now(self, moment: Moment) -> None:
        """Write `moment` before anything else happens: the program ends."""
        self._unwanted = False
        if self._finish():
            self._conclude(moment, self._try(moment))

    def drop(self) -> None:
        """Nothing of what was kept is needed any more."""
        self._unwanted = True
        if not self.busy:
            self._clear()

    def adopt(self, claim: Claim, kept: datetime) -> None:
        """Take over a folder that was left, with the moment in it, in place of the one that was used so far."""
        self.end(keep=False)
        self._hurry.clear()
        self._claim, self._last_kept = claim, kept

    def end(self, *, keep: bool) -> None:
        """The program ends, as it should: what was kept is deleted, or left for the next start."""
        if self._finish() and self._claim is not None:
            if keep and not self._unwanted:
                self._claim.release()
            else:
                self._claim.remove()
            self._claim = self._last_kept = None

    def _finish(self) -> bool:
        """Wait for the moment that is being written. False where the disk does not answer."""
        self._hurry.set()
        if self._thread is not None:
            self._thread.join(PATIENCE)
            if self._thread.is_alive():
                return False
        self._thread = self._writing = None
        return True

    def _write(self, moment: Moment) -> None:
        problem = "an unexpected error"
        try:
            problem = self._try(moment)
        finally:
            self._written.emit(moment, problem)

    def _try(self, moment: Moment) -> str:
        """Write `moment`. Returns why that did not work, or ""."""
        try:
            if self._claim is None:
                self._claim = claims.new(self.folder)
            storage.write(self._claim.file, "".join(self._resting(moment.pieces())))
        except OSError as error:
            if isinstance(error, FileNotFoundError) and self._claim is not None:
                self._claim.release()  # somebody has deleted the folder: there will be another
                self._claim = None
            return reason(error)
        return ""

    def _resting(self, pieces: Iterable[str]) -> Iterator[str]:
        """The same, with rests in between, until there is a hurry."""
        rested = time.perf_counter()
        for piece in pieces:
            yield piece
            if time.perf_counter() - rested > WORK_SECONDS:
                self._hurry.wait(REST_SECONDS)
                rested = time.perf_counter()

    def _clear(self) -> None:
        if self._claim is not None:
            self._claim.clear()
        self._last_kept = None

    def _conclude(self, moment: Moment, problem: str) -> None:
        if not problem:
            self._last_kept = moment.time
        elif problem != self._problem:
            self.failed.emit(f"Autosave does not work: {problem}.")
        self._problem = problem

    @Slot(object, str)
    def _on_written(self, moment: Moment, problem: str) -> None:
        if moment is not self._writing:
            return  # it was waited for, and something else has happened since
        self._writing = None
        self._conclude(moment, problem)
        if problem:
            self.not_kept.emit()
        if self._unwanted:
            self._clear()
