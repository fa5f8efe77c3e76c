"""What the window's state must be, kept beside the window: `python -m tests.soak window` checks it after every act."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

import numpy as np

from app.bootstrap import APPLICATION
from app.context import Context
from app.model.work import Work
from app.training.snapshot import Snapshot
from nncore import TrainerState, storage


class Model:
    """Remembers the work at every step of undo, and where each training stood when it was left standing still."""

    def __init__(self, parts: Context) -> None:
        self._parts = parts
        work, step = parts.document.work, parts.document.undo_stack.index()
        self._works: list[Work | None] = [*[None] * step, work]
        self._trained: dict[int, TrainerState] = {}
        self._standing: Snapshot | None = None
        self._returned: TrainerState | None = None  # the training that the last act has brought back
        self._before = work

    def note(self, *, settled: bool) -> None:
        """Look at the window just before an act; whether the training stands still is known only where `settled`."""
        controller = self._parts.controller
        still = settled and not controller.playing and controller.settle() and not controller.playing
        self._standing = controller.latest if still else None
        self._before = self._parts.document.work

    def after_act(self, *, travels: bool) -> Iterator[str]:
        """What is not as it must be just after an act, a sentence each; undo and redo are acts that travel."""
        work = self._parts.document.work
        returned = travels and self._standing is not None and work.run != self._before.run
        self._leave(work)
        yield from self._step_of_undo(work, travels=travels)
        self._returned = self._trained.get(work.run) if returned else None
        self._before, self._standing = work, None

    def after_rest(self, *, settled: bool) -> Iterator[str]:
        """What is not as it must be when what the act began has happened, and dialogs have been answered."""
        work = self._parts.document.work
        if work.run != self._before.run:
            self._returned = None
        self._leave(work)
        yield from self._step_of_undo(work, travels=False)
        yield from self._words()
        if settled:
            yield from self._training(work)

    def _leave(self, work: Work) -> None:
        """Where another run has begun, note where the training of the former one stands, if that is known."""
        left = self._before.run
        if work.run != left:
            self._trained.pop(left, None)
            if self._standing is not None and self._standing.run == left:
                self._trained[left] = self._standing.state

    def _step_of_undo(self, work: Work, *, travels: bool) -> Iterator[str]:
        """Undo and redo bring exactly what was there; whatever else happens is a step of its own, or part of one."""
        stack = self._parts.document.undo_stack
        index, count = stack.index(), stack.count()
        known = self._works[index] if index < len(self._works) else None
        if count == 0 and self._works[0] is not None and work.run != self._works[0].run:  # something else was opened
            self._works, self._trained = [work], {}
        elif travels and known is not None and work != known:
            yield f"undo or redo to step {index} brought something else: {difference(work, known)}"
        elif index == count and work != known:
            self._works[index:] = [
                *[None] * (index - len(self._works)),
                work,
            ]  # those that came in one act are not known
        elif known is None:
            self._works[index] = work
        elif work != known:
            yield f"step {index} of {count} is not what it was: {difference(work, known)}"
        else:
            del self._works[count + 1 :]

    def _words(self) -> Iterator[str]:
        document, window = self._parts.document, self._parts.window
        title = f"{window.files.title()}[*] — {APPLICATION}"
        if window.windowTitle() != title or window.isWindowModified() != document.unsaved:
            yield f"the window is called “{window.windowTitle()}”, {window.isWindowModified()}, not “{title}”"
        if document.path is not None and document.path.name != window.files.title():
            yield f"the title is not that of {document.path}"
        play = window.named_actions["play"].text()
        if (play == "Pause") != self._parts.controller.playing:
            yield f"the action says “{play}” while playing is {self._parts.controller.playing}"
        for name, can in (("undo", document.undo_stack.canUndo()), ("redo", document.undo_stack.canRedo())):
            if window.named_actions[name].isEnabled() != can:
                yield f"the action {name} is wrongly {'disabled' if can else 'enabled'}"

    def _training(self, work: Work) -> Iterator[str]:
        """What the training thread answers is about this work, and a training that came back is exactly as it was."""
        controller = self._parts.controller
        if not controller.settle():
            yield "the training did not answer"
            return
        latest = controller.latest
        if latest is None or latest.run != work.run or latest.experiment != work.experiment:
            seen = (
                "nothing"
                if latest is None
                else difference((latest.run, latest.experiment), (work.run, work.experiment))
            )
            yield f"the training is not that of the document: {seen}"
            return
        if self._returned is not None and not controller.playing:
            yield from _differences(latest.state, self._returned)


def difference(one: object, other: object) -> str:
    """Where two values differ, in few words."""
    if is_dataclass(one) and type(one) is type(other):
        pairs = [(f.name, getattr(one, f.name), getattr(other, f.name)) for f in fields(one) if f.compare]
        return "; ".join(f"{name}: {difference(a, b)}" for name, a, b in pairs if a != b)
    return f"{one!r:.300}, not {other!r:.300}"


def saved_wrongly(parts: Context) -> Iterator[str]:
    """Where the file of the document, saved just now, does not hold its state."""
    work, path = parts.document.work, parts.document.path
    if path is None or (parts.document.unsaved and not parts.controller.playing):
        yield f"it was saved, and is unsaved or has no file: {path}"
        return
    content = storage.read(path)
    if (content.experiment, content.lesson) != (work.experiment, work.lesson):
        yield f"the file {path.name} holds another experiment"
    state = parts.controller.state
    if not parts.controller.playing and state is not None and content.state is not None:
        yield from _differences(content.state, state)


def _differences(one: TrainerState, other: TrainerState) -> Iterator[str]:
    for name in ("epoch", "position", "updates", "optimizer_steps", "random", "switched_off"):
        if getattr(one, name) != getattr(other, name):
            yield f"{name} is {getattr(one, name)}, not {getattr(other, name)} as before"
    for name in ("parameters", "order", "frozen"):
        if not np.array_equal(getattr(one, name), getattr(other, name)):
            yield f"{name} are not what they were"
