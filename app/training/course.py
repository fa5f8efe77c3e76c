"""The course of a training: from which of its losses on they speak of the experiment as it is now."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

import nncore
from nncore.history import EMPTY

MOST_STRETCHES = 50  # to which a jump may go back: while points are painted, each makes another experiment
ENOUGH_COMMON = 2  # losses: with the one before the first update alone, any training with the same start begins


class Stretch(NamedTuple):
    """What was trained, and from which epoch on."""

    since: float
    experiment: nncore.Experiment
    other_data: bool = False  # than before: no loss up to `since` can be compared with those that follow


class Course:
    """Follows a training through changes of its experiment, and through jumps back and on, such as undo makes."""

    def __init__(self) -> None:
        self._stretches: list[Stretch] = []
        self._history = EMPTY

    @property
    def since(self) -> float:
        """The epoch from which on the losses count."""
        last = self._stretches[-1]
        return math.nextafter(last.since, math.inf) if last.other_data else last.since

    def follow(self, trainer: nncore.Trainer) -> bool:
        """Take note of where `trainer` is; whether what was known of the training before still concerns it."""
        before = self._stretches[-1] if self._stretches else None
        if not _goes_on(self._history, trainer.history):
            self._stretches.clear()
            before = None
        self._history = trainer.history
        self._place(float(trainer.epoch), trainer.experiment)
        return self._stretches[-1] is before

    def _place(self, epoch: float, experiment: nncore.Experiment) -> None:
        """Forget the changes that are undone or replaced before they have told in a loss, and note a new one."""
        stretches = self._stretches
        while stretches and (
            stretches[-1].since > epoch or (stretches[-1].since == epoch and stretches[-1].experiment != experiment)
        ):
            stretches.pop()
        if not stretches:
            stretches.append(Stretch(0.0, experiment))
        elif stretches[-1].experiment != experiment:
            stretches.append(Stretch(epoch, experiment, experiment.data != stretches[-1].experiment.data))
            del stretches[:-MOST_STRETCHES]


def _goes_on(old: nncore.History, new: nncore.History) -> bool:
    """Whether one of the two is the beginning of the other."""
    if new is old:
        return True
    common, mine, theirs = np.intersect1d(old.epochs, new.epochs, assume_unique=True, return_indices=True)
    same = np.array_equal(old.train_loss[mine], new.train_loss[theirs])
    return same and len(common) >= ENOUGH_COMMON
