"""The one object through which the window reaches the training: commands are calls, facts are signals."""

from __future__ import annotations

import time
from functools import partial

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal, Slot

from app.model.document import Document
from app.model.work import Work
from app.training.hand_edits import HandEdits
from app.training.mailbox import Mailbox
from app.training.plan import changed_parts, starts_anew
from app.training.session import Grain, Session
from app.training.snapshot import Phase, Snapshot, Unit
from app.training.worker import Command, Worker
from app.trouble.errors import Report, logged
from nncore import Trainer, TrainerState

SHORTEST_FRAME_MS = 16
LONGEST_FRAME_MS = 250
SETTLE_SECONDS = 5.0  # longer than getting the engine ready takes


class Controller(QObject):
    """Follows the document, drives the worker, and hands its snapshots to the window."""

    snapshot_ready = Signal(object)  # Snapshot
    playing_changed = Signal(bool)
    notice = Signal(str)  # what an edit did to a training under way
    unit_shown = Signal(object)  # (layer, unit), or None for the network: whose answer the surface and the map show

    def __init__(self, document: Document, report: Report = logged, parent: QObject | None = None) -> None:
        """What goes wrong in the training thread is told to `report`, in that thread."""
        super().__init__(parent)
        self._document = document
        self._mailbox: Mailbox[Snapshot] = Mailbox()
        self._worker = Worker(self._mailbox, report, self)
        self._sent = 0
        self._given_up = 0  # of the commands sent, the last that raised
        self._needed = 0  # snapshots made before so many commands are of a state that is gone
        self._begun = True  # whether the current state is the start of a run, and not one that undo has brought back
        self._newest_run = document.work.run
        self._playing = False
        self._latest: Snapshot | None = None
        self._unit: Unit | None = None
        self._frame = QTimer(self)
        self._frame.setSingleShot(True)
        self._drawing = QElapsedTimer()
        self._drawing_ms = 0
        self.by_hand = HandEdits(document, self)
        self._connect()

    def _connect(self) -> None:
        self._document.changed.connect(self._on_work_changed)
        self._worker.posted.connect(self._on_posted)
        self._worker.gave_up.connect(self._on_gave_up)
        self._frame.timeout.connect(self._on_frame)

    @property
    def playing(self) -> bool:
        return self._playing

    @property
    def latest(self) -> Snapshot | None:
        """The last snapshot of the current run, None before there is one."""
        return self._latest

    @property
    def state(self) -> TrainerState | None:
        """The state of the training as last shown: what a file has to hold."""
        return self._latest.state if self._latest is not None else self._document.work.start

    def start(self) -> None:
        """Start the training thread: it builds the network and gets the engine ready."""
        self._worker.begin(self._document.work)

    def close(self) -> None:
        """End the training thread."""
        self._frame.stop()
        self._worker.stop()

    @Slot()
    def play(self) -> None:
        self._send(Session.play)
        self._set_playing(True)

    @Slot()
    def pause(self) -> None:
        self._send(Session.pause)
        self._set_playing(False)

    @Slot()
    def toggle(self) -> None:
        if self._playing:
            self.pause()
        else:
            self.play()

    @Slot()
    def reset(self) -> None:
        """Stand at the start again. Undo brings the trained network back."""
        self.pause()
        self._document.restart()

    def step(self, grain: Grain) -> None:
        """Go one observation, batch or epoch further, then stand still."""
        self._send(partial(Session.step, grain=grain))
        self._set_playing(False)

    def forget(self) -> None:
        """Everything is about to be replaced: stand still, and let go of what undo could have brought back."""
        self._send(Session.forget)
        self._set_playing(False)
        self._latest = None

    def set_resolution(self, points: int) -> None:
        """Points per side of the surface."""
        self._send(partial(Session.set_resolution, points=points))

    def set_slow_motion(self, on: bool) -> None:
        """Play one update in four moments, forward, error, backward and update, each long enough to be read."""
        self._send(partial(Session.set_slow, on=on))

    def show_unit(self, unit: Unit | None) -> None:
        """Let the surface and the map show this unit: its layer, inputs being 0, and its number. None: the network."""
        self._send(partial(Session.show_unit, unit=unit))

    @property
    def unit(self) -> Unit | None:
        """The unit that is shown, None for the network."""
        return self._unit

    def moment(self) -> TrainerState:
        """The state of the training as it is shown, or will be first."""
        if self._latest is None and not self._begun:
            self.settle()
        return self.state or Trainer(self._document.experiment).state()

    def settle(self) -> bool:
        """Wait until all that was asked for is done and shown, so that `state` belongs to the experiment of now.

        Returns whether it was done in time. A thread that has ended has done all that it will do.
        """
        deadline = time.monotonic() + SETTLE_SECONDS
        while self._worker.isRunning() and not self._settled:
            if time.monotonic() > deadline:
                return False
            time.sleep(0.001)
            self._on_frame()
        return True

    @property
    def _settled(self) -> bool:
        latest = self._latest
        if latest is None:  # a run that could not be begun has nothing to be waited for
            return self._begun and self._given_up >= self._needed > 0
        return latest.commands == self._sent and not latest.stepping

    def _send(self, command: Command) -> None:
        self._sent += 1
        self._worker.send(command)

    def _set_playing(self, playing: bool) -> None:
        if playing != self._playing:
            self._playing = playing
            self.playing_changed.emit(playing)

    @Slot(object, object)
    def _on_work_changed(self, old: Work, new: Work) -> None:
        if starts_anew(old, new):
            trained = self._latest is not None and self._latest.state.observations_seen > 0
            parts = changed_parts(old, new)
            if trained and parts and new.run > self._newest_run and new.start is None:
                self.notice.emit(f"Training restarted, because {parts} changed. Undo brings the trained network back.")
        self._send(partial(Session.apply, work=new))
        optimizer = type(old.experiment.training.optimizer) is not type(new.experiment.training.optimizer)
        if starts_anew(old, new) or old.stop != new.stop or optimizer:
            self._latest, self._needed = None, self._sent
            self._begun = new.run > self._newest_run or (old.run == new.run and old.stop != new.stop)
        self._newest_run = max(self._newest_run, new.run)

    @Slot(int)
    def _on_gave_up(self, command: int) -> None:
        self._given_up = command
        if self._latest is None:  # else the next snapshot says that it stands still
            self._set_playing(False)

    @Slot()
    def _on_posted(self) -> None:
        # The last signal of a thread that has ended may still have been on its way.
        if self._worker.isRunning() and not self._frame.isActive():
            # As long a rest as the last frame took to draw: half of the time belongs to the hand on the mouse.
            self._frame.start(min(max(SHORTEST_FRAME_MS, self._drawing_ms), LONGEST_FRAME_MS))

    @Slot()
    def _on_frame(self) -> None:
        snapshot = self._mailbox.take()
        if snapshot is None or snapshot.commands < self._needed:
            return
        if snapshot.run == self._document.work.run:
            self._show(snapshot)

    def _show(self, snapshot: Snapshot) -> None:
        self._latest = snapshot
        state = snapshot.state
        self._document.note_progress(
            snapshot.run, state.observations_seen, state.epoch + state.position / len(state.order)
        )
        if snapshot.commands == self._sent:  # else it was made before the last command was heard
            self._set_playing(snapshot.phase is Phase.TRAINING)
        if snapshot.shown_unit != self._unit:
            self._unit = snapshot.shown_unit
            self.unit_shown.emit(self._unit)
        self._drawing.start()
        self.snapshot_ready.emit(snapshot)
        # Painting is done before a timer's turn comes, but not before that of a timer of 0 ms.
        QTimer.singleShot(1, self, self._on_drawn)

    @Slot()
    def _on_drawn(self) -> None:
        self._drawing_ms = self._drawing.elapsed()
        if self._worker.waits:  # for what is drawn a moment later too, which is done before the next timer's turn
            QTimer.singleShot(1, self._worker, self._worker.get_ready)
