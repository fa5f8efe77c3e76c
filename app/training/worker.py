"""The training thread: the only QThread. It carries out commands between slices of training and posts snapshots."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from queue import Empty, SimpleQueue

from PySide6.QtCore import QObject, QThread, Signal

import nncore
from app.model.work import Work
from app.training.mailbox import Mailbox
from app.training.session import Session
from app.training.snapshot import Phase, Snapshot

log = logging.getLogger(__name__)

Command = Callable[[Session], None]

FRAME_SECONDS = 1 / 60
STACK_BYTES = 16 << 20  # the default stack of a thread on macOS is too small for BLAS


class Worker(QThread):
    """Owns the session; the window's thread only posts commands and takes snapshots."""

    posted = Signal()  # a snapshot lies in the mailbox

    def __init__(self, work: Work, mailbox: Mailbox[Snapshot], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("training")
        self.setStackSize(STACK_BYTES)
        self._work = work
        self._mailbox = mailbox
        self._commands: SimpleQueue[Command | None] = SimpleQueue()
        self._session: Session
        self._posted_at = 0.0
        self._shown = True  # whether the last change is in a snapshot

    def send(self, command: Command) -> None:
        """Have `command` carried out in the training thread, within one slice."""
        self._commands.put(command)

    def stop(self) -> None:
        """End the thread after the slice that is running, and wait for it."""
        self.requestInterruption()
        self._commands.put(None)
        self.wait()

    def run(self) -> None:
        self._session = Session(self._work)
        self._session.prepare()
        self._post()
        self._warm_up()
        while not self.isInterruptionRequested():
            self._obey()
            self._train()
            self._post_if_due()

    def _warm_up(self) -> None:
        """Compile the loops, or load them, while the window is already there."""
        try:
            nncore.warm_up()
        except Exception as error:
            log.exception("warming up")
            self._halt(error)
        else:
            self._session.be_ready()
        self._shown = False

    def _obey(self) -> None:
        """Carry out what is on the queue; wait for a command as long as there is nothing to train."""
        seconds = self._session.seconds_to_wait()
        if not self._shown:
            seconds = FRAME_SECONDS if seconds is None else min(seconds, FRAME_SECONDS)
        try:
            command = self._commands.get(block=seconds != 0.0, timeout=seconds)
        except Empty:
            return
        self._carry_out(command)
        while not self._commands.empty():
            self._carry_out(self._commands.get())
        self._post()

    def _carry_out(self, command: Command | None) -> None:
        if command is None:
            return
        try:
            command(self._session)
        except Exception as error:
            log.exception("carrying out a command")
            self._halt(error)
        self._session.commands += 1

    def _train(self) -> None:
        try:
            changed = self._session.work_slice()
        except Exception as error:
            log.exception("training")
            self._halt(error)
            changed = True
        if changed:
            self._shown = False

    def _halt(self, error: Exception) -> None:
        self._session.halt(Phase.PAUSED, f"Training stopped by an unexpected error: {error}")

    def _post_if_due(self) -> None:
        if not self._shown and self._mailbox.empty and time.monotonic() - self._posted_at >= FRAME_SECONDS:
            self._post()

    def _post(self) -> None:
        if self.isInterruptionRequested():
            return
        self._mailbox.put(self._session.snapshot())
        self._posted_at = time.monotonic()
        self._shown = True
        self.posted.emit()
