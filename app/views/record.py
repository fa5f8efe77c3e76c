"""What a chart remembers of a run beside its losses, from the snapshots it was given: scores, penalised loss, rates."""

from __future__ import annotations

import math

import numpy as np

from app.training.snapshot import Snapshot
from app.views.losses import Curves
from app.views.rates import Rates
from nncore import History, TrainingSpec
from nncore.history import EMPTY

MOST_POINTS = 1000
MOST_RUNS = 8


class Record:
    """Of one run. Where there are too many points every second one goes; the first and the latest are always there."""

    def __init__(self) -> None:
        self._rows = np.empty((MOST_POINTS, 4))  # epoch; score in training and in test; training loss with penalty
        self._count = 0
        self._gap = 0.0  # epochs, at least, between two rows
        self._latest = np.full(4, np.nan)
        self._history = EMPTY
        self.rates = Rates()

    def note(self, snapshot: Snapshot) -> None:
        """Remember the numbers of `snapshot`. What lies after it was taken back: it is forgotten."""
        epoch = snapshot.state.observations_seen / len(snapshot.state.order)
        before = min(self._latest[0], epoch) if self._count else epoch
        self.rates = self.rates.seen(before, epoch, snapshot.experiment.training, snapshot.learning_rate)
        self._history = snapshot.state.history
        self._latest = np.array([epoch, *_scores(snapshot), snapshot.metrics.train_loss + penalty(snapshot)])
        self._count = int(np.searchsorted(self._rows[: self._count, 0], epoch))
        if not self._count or epoch - self._rows[self._count - 1, 0] >= self._gap:
            self._keep()

    def goes_on_in(self, snapshot: Snapshot) -> bool:
        """Whether `snapshot`, of another run, has this one as its past: the same losses so far, and it is not younger.

        Epochs are counted whole: with other data, painted ones perhaps, the present one begins anew.
        """
        older = self._latest[0] > 0 and snapshot.state.epoch >= math.floor(self._latest[0])
        return bool(older and _alike(self._history, snapshot.state.history))

    def copy(self) -> Record:
        """The same past for another run."""
        other = Record()
        other._rows[:] = self._rows
        other._count, other._gap, other._latest = self._count, self._gap, self._latest
        other._history, other.rates = self._history, self.rates
        return other

    @property
    def epoch(self) -> float:
        """The latest; NaN where there is none."""
        return float(self._latest[0])

    @property
    def scores(self) -> Curves:
        """The share of right answers, or R², over the epochs."""
        return self._curves(1, 2)

    @property
    def penalised(self) -> Curves:
        """The training loss with the penalty, over the epochs."""
        curves = self._curves(3, 3)
        return Curves(curves.epochs, curves.train, np.full_like(curves.test, np.nan))

    def _curves(self, train: int, test: int) -> Curves:
        rows = self._rows[: self._count]
        if self._count and rows[-1, 0] != self._latest[0]:
            rows = np.vstack([rows, self._latest])
        return Curves(rows[:, 0].copy(), rows[:, train].copy(), rows[:, test].copy())

    def _keep(self) -> None:
        self._rows[self._count] = self._latest
        self._count += 1
        if self._count == MOST_POINTS:
            self._count //= 2
            self._rows[: self._count] = self._rows[::2].copy()
            self._gap = 2 * (self._rows[self._count - 1, 0] - self._rows[0, 0]) / MOST_POINTS


class Records:
    """Of the latest runs: undo may bring one back."""

    def __init__(self) -> None:
        self._records: dict[int, Record] = {}
        self._run = 0

    def note(self, snapshot: Snapshot) -> Record:
        """The record of the run of `snapshot`, which is in it from now on."""
        record = self._records.pop(snapshot.run, None)
        if record is None:
            last = self._records.get(self._run)
            record = last.copy() if last is not None and last.goes_on_in(snapshot) else Record()
        self._records[snapshot.run] = record  # as the latest
        self._run = snapshot.run
        if len(self._records) > MOST_RUNS:
            del self._records[next(iter(self._records))]
        record.note(snapshot)
        return record


def penalty(snapshot: Snapshot) -> float:
    """What the weights cost now: L1·Σ|w| + ½·L2·Σw², over the weights and not the biases."""
    training: TrainingSpec = snapshot.experiment.training
    if not has_penalty(snapshot):
        return 0.0
    with np.errstate(over="ignore"):  # weights from a file may be huge
        absolute = sum(float(np.abs(weights).sum()) for weights in snapshot.weights)
        squares = sum(float(np.square(weights).sum()) for weights in snapshot.weights)
        return training.l1 * absolute + 0.5 * training.l2 * squares


def has_penalty(snapshot: Snapshot) -> bool:
    """Whether L1 or L2 is at work."""
    return snapshot.experiment.training.l1 > 0 or snapshot.experiment.training.l2 > 0


def _alike(past: History, present: History) -> bool:
    """Whether both say the same of all epochs that both know: one may have kept every second one only."""
    _epochs, i, j = np.intersect1d(past.epochs, present.epochs, assume_unique=True, return_indices=True)
    return bool(len(i)) and np.array_equal(past.train_loss[i], present.train_loss[j])


def _scores(snapshot: Snapshot) -> tuple[float, float]:
    metrics = snapshot.metrics
    if snapshot.experiment.classes:
        return metrics.train_accuracy, metrics.test_accuracy
    return metrics.train_r_squared, metrics.test_r_squared
