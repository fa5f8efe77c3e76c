"""Marks: where in a run a setting was changed, for the chart of the loss."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass

from app.numbers import decimal
from nncore import Experiment, TrainingSpec

MOST = 100  # of one run; more could not be told apart on a chart
NEAR_SECONDS = 1.0  # changes that follow each other this closely are one


@dataclass(frozen=True, slots=True)
class Mark:
    """At this epoch, not a whole one only, something was changed: `text` says what."""

    epoch: float
    text: str


@dataclass(frozen=True, slots=True)
class _Change:
    """What the experiment was before a change, and what to say instead of comparing it with what came after."""

    epoch: float
    time: float
    before: Experiment
    text: str


class Marks:
    """The changes of all runs."""

    def __init__(self) -> None:
        self._changes: dict[int, tuple[_Change, ...]] = {}

    def clear(self) -> None:
        self._changes.clear()

    def add(self, run: int, epoch: float, time: float, before: Experiment, text: str = "") -> None:
        """`run` was changed at `epoch`; `before` is the experiment up to then."""
        changes = self._changes.get(run, ())
        if not text and changes and not changes[-1].text and time - changes[-1].time < NEAR_SECONDS:
            changes = (*changes[:-1], dataclasses.replace(changes[-1], time=time))
        else:
            changes = (*changes, _Change(epoch, time, before, text))
        self._changes[run] = changes[-MOST:]

    def continue_as(self, old: int, new: int) -> None:
        """The run `new` goes on where `old` is."""
        self._changes[new] = self._changes.get(old, ())

    def of(self, run: int, now: Experiment) -> tuple[Mark, ...]:
        """The marks of `run`, which is trained as `now` says."""
        changes = self._changes.get(run, ())
        afterwards = (*(change.before for change in changes), now)[1:]
        marks = (
            Mark(change.epoch, change.text or difference(change.before.training, after.training))
            for change, after in zip(changes, afterwards, strict=True)
        )
        return tuple(mark for mark in marks if mark.text)


def difference(old: TrainingSpec, new: TrainingSpec) -> str:
    """What is different in `new`, such as "learning rate 0.03 → 0.1"; "" where nothing is."""
    return ", ".join(_differences("", old, new))


def _differences(name: str, old: object, new: object) -> Iterator[str]:
    if old == new:
        return
    if dataclasses.is_dataclass(old) and type(old) is type(new):
        for field in dataclasses.fields(old):
            yield from _differences(_words(field.name), getattr(old, field.name), getattr(new, field.name))
    else:
        yield f"{name} {_said(old)} → {_said(new)}"


def _words(field: str) -> str:
    return {"l1": "L1", "l2": "L2"}.get(field, field.replace("_", " "))


def _said(value: object) -> str:
    if isinstance(value, bool) or value is None:
        return "on" if value else "off"
    if isinstance(value, int | float):
        return decimal(value)
    return str(getattr(value, "title", value))
