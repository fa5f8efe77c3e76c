"""The document: the work, its undo stack and its file. Panels edit it, everything else follows `changed`."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Mapping
from math import inf
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from app.model import limits
from app.model.marks import Mark, Marks
from app.model.work import DEFAULT_SPEED, Work
from nncore import Experiment, SpecError, TrainerState, is_live_change, surgery
from nncore.lesson import NO_LESSON, Lesson

MERGE_SECONDS = 1.0  # edits of one field that follow each other this closely are one step to undo
MOST_STEPS = 1000  # to undo: a change by hand keeps a whole network, a megabyte where it is a large one


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

    def __init__(self, document: Document, text: str, key: str, old: Work, new: Work, patience: float) -> None:
        super().__init__(text)
        self._document = document
        self._key = key
        self._patience = patience  # seconds
        self._time = time.monotonic()
        self._old = old
        self._new = new

    def id(self) -> int:
        return 1

    def mergeWith(self, other: QUndoCommand) -> bool:  # noqa: N802  Qt's name
        if not isinstance(other, _Change) or not self._key or other._key != self._key:
            return False
        if other._time - self._time > self._patience:
            return False
        self._new, self._time = other._new, other._time
        self.setObsolete(self._new == self._old)
        return True

    @property
    def key(self) -> str:
        """What it has in common with those that are one step with it; "" for a step of its own."""
        return self._key

    def undo(self) -> None:
        self._document._exchange(self._old)

    def redo(self) -> None:
        self._document._exchange(self._new)


class Document(QObject):
    """Holds the current `Work`. All edits go through here, one undo step each; nothing else exchanges the work."""

    changing = Signal()  # just before `changed`: what was said about the former work no longer holds
    changed = Signal(object, object)  # Work before, Work after
    file_changed = Signal()  # path or unsaved state
    started_over = Signal()  # after `changed`: all of it is another, from a preset or a file

    def __init__(
        self,
        experiment: Experiment,
        parent: QObject | None = None,
        *,
        name: str = "",
        default_speed: float = DEFAULT_SPEED,
    ) -> None:
        """It begins with `experiment`, the preset called `name`."""
        super().__init__(parent)
        limits.check(experiment)
        self.default_speed = default_speed  # of whatever is begun or opened: a file says nothing of it
        self._runs = 1
        self._work = Work(experiment, self._runs, speed=default_speed)
        self._path: Path | None = None
        self._name = name
        self._progress: dict[int, int] = {}  # observations seen, by run
        self._epoch = 0.0  # of the current run
        self._steered: set[int] = set()  # runs whose settings were changed on the way, even if they were changed back
        self._marks = Marks()
        self._saved: tuple[object, ...] = self._content
        self.undo_stack = QUndoStack(self)
        self.undo_stack.setUndoLimit(MOST_STEPS)

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
    def name(self) -> str:
        """What the work is called: its file, or else where it began."""
        return self._path.name if self._path else self._name

    @property
    def precious(self) -> bool:
        """Whether what is unsaved deserves a question: a preset that was only played plays again just the same."""
        work = self._work
        edited = self._content[:2] != self._saved[:2] or work.start is not None or work.run in self._steered
        return self.unsaved and (edited or self._path is not None)

    @property
    def unsaved(self) -> bool:
        """Whether something would be lost: an edit, or training, since the file was opened or saved."""
        return self._content != self._saved

    def edit(
        self,
        changes: Mapping[str, object],
        text: str,
        *,
        merge: bool = False,
        drag: int = 0,
        lesson: Lesson | None = None,
        source: str = "",
    ) -> None:
        """Set the fields at the paths of `changes`, such as {"data.noise": 0.1}, as one step of undo called `text`.

        With `merge` it becomes one step with the same edit made just before: the stops of a drag are not steps. Those
        with the same number `drag`, not 0, are one step even where the hand has rested for a while. A `lesson` that
        goes with the new experiment comes with it, and so does the `source` of its own points.
        Raises SpecError, and changes nothing, where a value is not allowed. All fields are replaced together, so that
        two that must fit each other (loss and output activation) can be changed at once.
        """
        experiment: Experiment = replaced(self.experiment, changes)
        limits.check(experiment)
        lesson = lesson or self._work.lesson
        if (experiment, lesson) == (self.experiment, self._work.lesson):
            return
        run = self._work.run if is_live_change(self.experiment, experiment) else self._new_run()
        optimizer = experiment.training.optimizer
        start = self._work.start if run == self._work.run else None
        if start is not None and not isinstance(optimizer, type(self.experiment.training.optimizer)):
            start = surgery.with_optimizer(start, optimizer)
        key = "+".join((text, *changes, f"drag {drag}")) if merge else ""
        patience = inf if drag else MERGE_SECONDS
        new = dataclasses.replace(self._work, experiment=experiment, run=run, start=start, lesson=lesson)
        self._push(text, key, new, patience, source)

    def edit_state(
        self, state: TrainerState, text: str, *, experiment: Experiment | None = None, key: str = ""
    ) -> None:
        """Train on from `state`, changed by hand, and as `experiment` where that had to change too: one step of undo.

        Edits with the same `key`, one right after the other, are one step: a drag. Undo brings the network back that
        was there before, with its training. Raises SpecError where the experiment is too large for the window.
        """
        experiment = experiment or self.experiment
        limits.check(experiment)
        goes_on = bool(key) and self._last_key() == key
        run = self._work.run if goes_on else self._new_run()
        if not goes_on:
            self._marks.continue_as(self._work.run, run)
            self._marks.add(run, self._epoch, time.monotonic(), self.experiment, text)
        self._progress[run] = state.observations_seen
        new = dataclasses.replace(self._work, experiment=experiment, run=run, start=state, stop=self._work.stop + 1)
        self._push(text, key, new, inf)

    @property
    def marks(self) -> tuple[Mark, ...]:
        """Where in the current run something was changed."""
        return self._marks.of(self._work.run, self.experiment)

    def set_speed(self, speed: float) -> None:
        """Play at `speed` observations per second, or at FULL_SPEED."""
        limits.check_speed(speed)
        if speed != self._work.speed:
            self._push("Speed", "speed", dataclasses.replace(self._work, speed=speed))

    def set_lesson(self, lesson: Lesson, text: str) -> None:
        """Hide from learners what `lesson` says, and nothing else, as one step of undo called `text`."""
        if lesson != self._work.lesson:
            self._push(text, "", dataclasses.replace(self._work, lesson=lesson))

    def restart(self) -> None:
        """Begin the training again from the same start. Undo brings the trained network back."""
        self._push("Reset", "", dataclasses.replace(self._work, run=self._new_run(), start=None))

    def start_over(
        self,
        experiment: Experiment,
        start: TrainerState | None = None,
        path: Path | None = None,
        lesson: Lesson = NO_LESSON,
        name: str = "",
    ) -> None:
        """Replace everything: by the preset called `name`, or by what was read from the file at `path`.

        It plays at the default speed.
        """
        limits.check(experiment)
        self._begin(Work(experiment, self._new_run(), self.default_speed, start, lesson=lesson), path, name)
        self._saved = self._content
        self.file_changed.emit()
        self.started_over.emit()

    def recover(self, work: Work, path: Path | None, name: str) -> None:
        """Replace everything by `work`, which was never saved and still is not; `path` is that of its file."""
        limits.check(work.experiment)
        self._begin(dataclasses.replace(work, run=self._new_run()), path, name)
        self._saved = ()  # no work equals that
        self.file_changed.emit()
        self.started_over.emit()

    def _begin(self, work: Work, path: Path | None, name: str) -> None:
        self._progress = {work.run: work.start.observations_seen if work.start is not None else 0}
        self._epoch = 0.0
        self._steered.clear()
        self._marks.clear()
        self._path = path
        self._name = name
        self._exchange(work)
        self.undo_stack.clear()

    def mark_saved(self, path: Path) -> None:
        """The work, with the progress that was noted last, is in the file at `path`."""
        self._path = path
        self._saved = self._content
        self.undo_stack.setClean()
        self.file_changed.emit()

    def note_progress(self, run: int, observations: int, epoch: float) -> None:
        """The training of `run` has seen so many observations by now, and so many epochs, not whole ones only."""
        before = self.unsaved
        if run == self._work.run:
            self._epoch = epoch
        self._progress[run] = observations
        if self.unsaved != before:
            self.file_changed.emit()

    @property
    def _content(self) -> tuple[object, ...]:
        """What a file would hold: experiment, lesson, how far it is trained, and in which run, where it is trained."""
        work, seen = self._work, self._progress.get(self._work.run, 0)
        return work.experiment, work.lesson, seen, work.run if seen or work.start is not None else 0

    def _new_run(self) -> int:
        self._runs += 1
        return self._runs

    def _last_key(self) -> str:
        """The key of the step that undo would take back; none where that is in a file: what comes now is another."""
        if self.undo_stack.isClean():
            return ""
        command = self.undo_stack.command(self.undo_stack.index() - 1)
        return command.key if isinstance(command, _Change) else ""

    def _push(self, text: str, key: str, new: Work, patience: float = MERGE_SECONDS, source: str = "") -> None:
        if source or new.experiment.data.points != self.experiment.data.points:
            new = dataclasses.replace(new, source=source)  # where there are other points, the one before is past
        self.undo_stack.push(_Change(self, text, key, self._work, new, patience))

    def _exchange(self, new: Work) -> None:
        self.changing.emit()
        old, self._work = self._work, new
        if old.run == new.run and self._progress.get(new.run, 0) and old.experiment != new.experiment:
            self._marks.add(new.run, self._epoch, time.monotonic(), old.experiment)
            self._steered.add(new.run)
        self.changed.emit(old, new)
        self.file_changed.emit()
