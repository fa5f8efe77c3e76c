"""The training thread: the only QThread. It carries out commands between slices of training and posts snapshots."""

from __future__ import annotations

import time
from collections.abc import Callable
from queue import Empty, SimpleQueue
from threading import Event

from PySide6.QtCore import QObject, QThread, Signal, Slot

import nncore
from app.model.work import Work
from app.training.mailbox import Mailbox
from app.training.session import Session
from app.training.snapshot import Phase, Snapshot
from app.trouble.errors import Report

Command = Callable[[Session], None]

FRAME_SECONDS = 1 / 60
STACK_BYTES = 16 << 20  # the default stack of a thread on macOS is too small for BLAS


class Worker(QThread):
    """Owns the session; the window's thread only posts commands and takes snapshots."""

    posted = Signal()  # a snapshot lies in the mailbox
    gave_up = Signal(int)  # a command raised, the last of so many

    def __init__(self, mailbox: Mailbox[Snapshot], report: Report, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("training")
        self.setStackSize(STACK_BYTES)
        self._mailbox = mailbox
        self._report = report
        self._commands: SimpleQueue[Command | None] = SimpleQueue()
        self._sent_before = 0
        self._engine_wanted = Event()
        self._work: Work
        self._session: Session
        self._posted_at = 0.0
        self._pause_between_posts = FRAME_SECONDS
        self._shown = True  # whether the last change is in a snapshot

    def begin(self, work: Work) -> None:
        """Start the thread with this work, and with what has been sent so far."""
        self._work = work
        self._sent_before = self._commands.qsize()
        self.start()

    def send(self, command: Command) -> None:
        """Have `command` carried out in the training thread, within one slice."""
        self._commands.put(command)
        if self.isRunning():
            self.get_ready()

    @property
    def waits(self) -> bool:
        """Whether the engine is not wanted yet."""
        return not self._engine_wanted.is_set()

    @Slot()
    def get_ready(self) -> None:
        """Compile the loops, or load them, now that what there is to see is drawn: both at once delay each other."""
        self._engine_wanted.set()

    def stop(self) -> None:
        """End the thread after the slice that is running, and wait for it."""
        self.requestInterruption()
        self._commands.put(None)
        self.get_ready()
        self.wait()

    def run(self) -> None:
        try:
            self._session = Session(self._work)
            for _ in range(self._sent_before):
                self._carry_out(self._commands.get())
            self._session.prepare()
            self._post()
            self._engine_wanted.wait()
            self._guarded(self._warm_up)
            while not self.isInterruptionRequested():
                self._obey()
                self._guarded(self._train)
                self._post_if_due()
        except Exception as error:
            self._report(error, "Training is not possible any more. Save your work, and start the program again.")

    def _warm_up(self) -> None:
        if self.isInterruptionRequested():
            return
        nncore.warm_up()
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
        while not self._commands.empty() and not self.isInterruptionRequested():
            self._carry_out(self._commands.get())
        self._post()

    def _carry_out(self, command: Command | None) -> None:
        if command is not None:
            done = self._guarded(lambda: command(self._session))
            self._session.commands += 1
            if not done:
                self.gave_up.emit(self._session.commands)

    def _guarded(self, action: Callable[[], object]) -> bool:
        """Do `action`, and return whether that went well. What it raises stops the training and is told."""
        try:
            action()
        except Exception as error:
            words = str(error) or type(error).__name__
            self._session.halt(Phase.PAUSED, f"Training stopped by an unexpected error: {words}")
            self._shown = False
            self._report(error, "Training stopped because something unexpected went wrong.")
            return False
        return True

    def _train(self) -> None:
        if self._session.work_slice():
            self._shown = False

    def _post_if_due(self) -> None:
        rested = time.monotonic() - self._posted_at
        if not self._shown and self._mailbox.empty and rested >= self._pause_between_posts:
            self._post()

    def _post(self) -> None:
        self._shown = True
        if not self.isInterruptionRequested():
            self._guarded(self._put)

    def _put(self) -> None:
        begun = time.monotonic()
        self._mailbox.put(self._session.snapshot())
        self._posted_at = time.monotonic()
        # A large network costs more to show than to train: at most half of the time goes into showing it.
        self._pause_between_posts = max(FRAME_SECONDS, self._posted_at - begun)
        self.posted.emit()
