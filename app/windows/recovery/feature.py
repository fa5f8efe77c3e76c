"""Recovery: work that was not saved when the program ended is offered at the next start, one piece after the other."""

from __future__ import annotations

import logging
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QMessageBox

from app.model import claims, kept
from app.model.autosave import Autosave
from app.model.claims import Claim
from app.model.document import Document
from app.model.kept import Moment, NewerError
from app.model.work import Work
from app.training.controller import Controller
from app.windows.appearance import Appearance
from app.windows.files import Files
from app.windows.recovery.strip import RecoveryStrip, title
from nncore import FormatError

log = logging.getLogger(__name__)


class Recovery(QObject):
    """Holds what it offers, so that no other program that runs can offer it too."""

    notice = Signal(str)
    failed = Signal(str)

    def __init__(
        self,
        strip: RecoveryStrip,
        autosave: Autosave,
        document: Document,
        controller: Controller,
        files: Files,
        appearance: Appearance,
    ) -> None:
        super().__init__(strip)
        self._strip = strip
        self._autosave = autosave
        self._document = document
        self._controller = controller
        self._files = files
        self._left: list[tuple[Moment, Claim]] = []  # the newest first: the one that is offered
        self._restoring = False
        document.started_over.connect(self._on_started_over)
        strip.restore_wanted.connect(self.restore)
        strip.delete_wanted.connect(self.delete)
        strip.later_wanted.connect(self.put_off)
        appearance.theme_changed.connect(strip.set_theme)
        strip.set_theme(appearance.theme)

    def begin(self) -> None:
        """Offer what was left. What cannot be read is put aside, so that it is said once and not at each start."""
        aside: list[Path] = []
        for claim in claims.left(self._autosave.folder):
            try:
                self._left.append((kept.read(claim.file), claim))
            except (NewerError, OSError) as error:  # it may be read at another time
                log.warning("%s cannot be restored: %s", claim.file, error)
                claim.release()
            except FormatError as error:
                log.warning("%s cannot be restored: %s", claim.file, error)
                aside.extend(_put_aside(claim))
        if aside:
            self.failed.emit(_said_of(aside))
        self._left.sort(key=lambda pair: pair[0].time, reverse=True)
        self._offer()

    def end(self) -> None:
        """What was not decided is for the next start: the window is closed, or something else was opened."""
        for _, claim in self._left:
            claim.release()
        self._left.clear()
        self._strip.hide()

    @Slot()
    def restore(self) -> None:
        """Go on with what is offered, as if the program had never ended."""
        moment, claim = self._left[0]
        if not self._files.may_discard(f"“{title(moment)}” is restored"):
            return
        self._controller.forget()
        work = Work(moment.experiment, 0, moment.speed, moment.state, lesson=moment.lesson)
        self._restoring = True
        self._document.recover(work, moment.path, moment.name)
        self._restoring = False
        if moment.path is not None:
            self._files.trust(moment.path, moment.time)
        self._autosave.adopt(claim, moment.time)
        self.notice.emit(f"Restored “{title(moment)}”: it is not saved yet.")
        self._next()

    @Slot()
    def delete(self) -> None:
        """Delete what is offered, if that is meant."""
        moment, claim = self._left[0]
        buttons = QMessageBox.StandardButton
        answer = QMessageBox.question(
            self._strip.window(),
            "Delete what was kept?",
            f"What was kept of “{title(moment)}” would be gone for good. Delete it?",
            buttons.Discard | buttons.Cancel,
            buttons.Cancel,
        )
        if answer == buttons.Discard:
            claim.remove()
            self._next()

    @Slot()
    def put_off(self) -> None:
        """Leave what is offered for the next start."""
        self._left[0][1].release()
        self._next()

    @Slot()
    def _on_started_over(self) -> None:
        """A preset or a file was opened: nobody waits for what was left."""
        if not self._restoring:
            self.end()

    def _next(self) -> None:
        self._left.pop(0)
        self._offer()

    def _offer(self) -> None:
        if self._left:
            self._strip.offer(self._left[0][0], len(self._left) - 1, datetime.now().astimezone())
        else:
            self._strip.hide()


def _put_aside(claim: Claim) -> list[Path]:
    """Where the work is now: nowhere else where that is not possible."""
    try:
        return [claim.put_aside()]
    except OSError as error:
        log.warning("%s cannot be put aside: %s", claim.file, error)
        claim.release()
        return []


def _said_of(aside: list[Path]) -> str:
    if len(aside) == 1:
        return f"An autosave cannot be read, and is not offered again. It is kept as {aside[0]}"
    where = f"as *{claims.ASIDE} in {aside[0].parent}"
    return f"{len(aside)} autosaves cannot be read, and are not offered again. They are kept {where}"
