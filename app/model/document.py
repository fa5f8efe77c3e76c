"""The document: the work, its undo stack and its file. Panels edit it, everything else follows `changed`."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from app.model import limits
from app.model.work import FULL_SPEED, Work
from nncore import Experiment, SpecError, TrainerState, is_live_change

MERGE_SECONDS = 1.0  # edits of one field that follow each other this closely are one step to undo


def replaced(value: Any, changes: Mapping[str, object]) -> Any:
    """A copy of the frozen `value` with the fields at the paths of `changes`, such as {"optimizer.learning_rate": 0.1}.

    All fields of one object are replaced together. Raises SpecError, with the whole path, where a value is not allowed.
    """
    direct: dict[str, Any] = {}
    nested: dict[str, dict[str, object]] = {}
    for path, new in changes.items():
        head, _, rest = path.partition(".")
        if rest:
            nested.setdefault(head, {})[rest] = new
        else:
            direct[head] = new
    for head, inner in nested.items():
        try:
            direct[head] = replaced(getattr(value, head), inner)
        except SpecError as error:
            raise error.below(head) from None
    return dataclasses.replace(value, **direct)


class _Change(QUndoCommand):
    """One step of undo: the work before and after."""

    def __init__(self, document: Document, text: str, key: str, old: Work, new: Work) -> None:
        super().__init__(text)
        self._document = document
        self._key = key
        self._time = time.monotonic()
        self._old = old
        self._new = new

    def id(self) -> int:
        return 1

    def mergeWith(self, other: QUndoCommand) -> bool:  # noqa: N802  Qt's name
        if not isinstance(other, _Change) or not self._key or other._key != self._key:
            return False
        if other._time - self._time > MERGE_SECONDS:
            return False
        self._new, self._time = other._new, other._time
        self.setObsolete(self._new == self._old)
        return True

    def undo(self) -> None:
        self._document._exchange(self._old)

    def redo(self) -> None:
        self._document._exchange(self._new)


class Document(QObject):
    """Holds the current `Work`. All edits go through here, one undo step each; nothing else exchanges the work."""

    changing = Signal()  # just before `changed`: what was said about the former work no longer holds
    changed = Signal(object, object)  # Work before, Work after
    file_changed = Signal()  # path or unsaved state

    def __init__(self, experiment: Experiment, parent: QObject | None = None) -> None:
        super().__init__(parent)
        limits.check(experiment)
        self._runs = 1
        self._work = Work(experiment, self._runs)
        self._path: Path | None = None
        self._progress: dict[int, int] = {}  # observations seen, by run
        self._saved = self._content
        self.undo_stack = QUndoStack(self)

    @property
    def work(self) -> Work:
        return self._work

    @property
    def experiment(self) -> Experiment:
        return self._work.experiment

    @property
    def path(self) -> Path | None:
        return self._path

    @property
    def unsaved(self) -> bool:
        """Whether something would be lost: an edit, or training, since the file was opened or saved."""
        return self._content != self._saved

    def edit(self, changes: Mapping[str, object], text: str, *, merge: bool = False) -> None:
        """Set the fields at the paths of `changes`, such as {"data.noise": 0.1}, as one step of undo called `text`.

        With `merge` it becomes one step with the same edit made just before: the stops of a drag are not steps.
        Raises SpecError, and changes nothing, where a value is not allowed. All fields are replaced together, so that
        two that must fit each other (loss and output activation) can be changed at once.
        """
        experiment: Experiment = replaced(self.experiment, changes)
        limits.check(experiment)
        if experiment == self.experiment:
            return
        run = self._work.run if is_live_change(self.experiment, experiment) else self._new_run()
        # Another optimizer cannot begin in the state that this one left.
        same_kind = isinstance(experiment.training.optimizer, type(self.experiment.training.optimizer))
        start = self._work.start if run == self._work.run and same_kind else None
        key = "+".join((text, *changes)) if merge else ""
        self._push(text, key, dataclasses.replace(self._work, experiment=experiment, run=run, start=start))

    def set_speed(self, speed: float) -> None:
        """Play at `speed` observations per second, or at FULL_SPEED."""
        if not limits.MIN_SPEED <= speed <= FULL_SPEED:  # NaN is not either
            raise SpecError("speed", f"at least {limits.MIN_SPEED:g} observation per second", speed)
        if speed != self._work.speed:
            self._push("Speed", "speed", dataclasses.replace(self._work, speed=speed))

    def restart(self) -> None:
        """Begin the training again from the same start. Undo brings the trained network back."""
        self._push("Reset", "", dataclasses.replace(self._work, run=self._new_run(), start=None))

    def start_over(self, experiment: Experiment, start: TrainerState | None = None, path: Path | None = None) -> None:
        """Replace everything: a preset, or what was read from the file at `path`. It plays as fast as at first."""
        limits.check(experiment)
        run = self._new_run()
        self._progress = {run: start.observations_seen if start is not None else 0}
        self._path = path
        self._exchange(Work(experiment, run, start=start))
        self.undo_stack.clear()
        self._saved = self._content
        self.file_changed.emit()

    def mark_saved(self, path: Path) -> None:
        """The work, with the progress that was noted last, is in the file at `path`."""
        self._path = path
        self._saved = self._content
        self.file_changed.emit()

    def note_progress(self, run: int, observations: int) -> None:
        """The training of `run` has seen so many observations by now."""
        before = self.unsaved
        self._progress[run] = observations
        if self.unsaved != before:
            self.file_changed.emit()

    @property
    def _content(self) -> tuple[Experiment, int, int]:
        """What a file would hold: the experiment, how far it is trained, and in which run, where it is trained."""
        seen = self._progress.get(self._work.run, 0)
        return self.experiment, seen, self._work.run if seen else 0

    def _new_run(self) -> int:
        self._runs += 1
        return self._runs

    def _push(self, text: str, key: str, new: Work) -> None:
        self.undo_stack.push(_Change(self, text, key, self._work, new))

    def _exchange(self, new: Work) -> None:
        self.changing.emit()
        old, self._work = self._work, new
        self.changed.emit(old, new)
        self.file_changed.emit()
