"""TrainerState: everything that a training needs to go on exactly, as one frozen value."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from nncore import checks
from nncore.arrays import Floats, Integers
from nncore.errors import SpecError
from nncore.history import MAX_POINTS, History
from nncore.progress import RULES, Progress
from nncore.schedules import MAX_COUNT
from nncore.spec import Experiment


@dataclass(frozen=True, slots=True)
class RandomState:
    """The state of NumPy's PCG64: two numbers of 128 bits, as decimal digits, since JSON has no such numbers."""

    state: str
    increment: str


@dataclass(frozen=True, slots=True, eq=False)
class TrainerState:
    """A moment of a training. Arrays are copies, marked read-only."""

    epoch: int  # completed epochs
    position: int  # observations of the current epoch that have been used
    pending: int  # observations of the batch that is not full yet
    updates: int
    optimizer_steps: int  # fewer than `updates` when the optimizer was exchanged on the way
    random: RandomState
    parameters: Floats  # (p,)
    buffers: tuple[Floats, ...]  # the optimizer's averages, each (p,)
    order: Integers  # (n,) the order in which this epoch takes the observations
    history: History
    progress: Progress

    @property
    def observations_seen(self) -> int:
        """Observations used since the start, each counted as often as it was used."""
        return self.epoch * len(self.order) + self.position


def random_state(rng: Generator) -> RandomState:
    """The state of `rng`, a generator over PCG64."""
    state = rng.bit_generator.state["state"]
    return RandomState(str(state["state"]), str(state["inc"]))


def set_random_state(rng: Generator, state: RandomState) -> None:
    """Put `rng`, a generator over PCG64, into `state`."""
    numbers = {"state": int(state.state), "inc": int(state.increment)}
    rng.bit_generator.state = {"bit_generator": "PCG64", "state": numbers, "has_uint32": 0, "uinteger": 0}


def check_fit(state: TrainerState, experiment: Experiment, observations: int, *, tested: bool) -> None:
    """Raise SpecError where `state` is no state of a training of `experiment` with so many training `observations`.

    `tested` says whether there are test data.
    """
    _check_counts(state, observations)
    _check_random(state.random)
    size = experiment.network.parameters
    _check_floats("state.parameters", state.parameters, size)
    count = experiment.training.optimizer.buffers
    if len(state.buffers) != count:
        raise SpecError(
            "state.buffers",
            f"{count} list(s) for the optimizer {experiment.training.optimizer.name}",
            len(state.buffers),
        )
    for i, buffer in enumerate(state.buffers):
        _check_floats(f"state.buffers[{i}]", buffer, size)
    if count == 2 or experiment.training.optimizer.name in ("rmsprop", "adagrad"):  # the last are of squares
        _check_not_negative(f"state.buffers[{count - 1}]", state.buffers[-1])
    checks.integer("state.progress.plateau.reductions", state.progress.plateau.reductions, 0, state.epoch)
    if state.order.shape != (observations,) or not np.array_equal(np.sort(state.order), np.arange(observations)):
        raise SpecError("state.order", f"each number from 0 to {observations - 1} once", state.order)
    _check_history(state.history, state.epoch, tested=tested)
    checks.optional(checks.choice, "state.progress.stopped_by", state.progress.stopped_by, RULES)


def _check_counts(state: TrainerState, observations: int) -> None:
    checks.integer("state.epoch", state.epoch, 0, MAX_COUNT)
    checks.integer("state.position", state.position, 0, observations - 1)
    checks.integer("state.pending", state.pending, 0, state.position)
    checks.integer("state.updates", state.updates, 0, min(MAX_COUNT, state.observations_seen))
    checks.integer("state.optimizer_steps", state.optimizer_steps, 0, state.updates)


def _check_random(generator: RandomState) -> None:
    for field, digits in (("state", generator.state), ("increment", generator.increment)):
        if not (digits.isascii() and digits.isdigit() and len(digits) < 40 and int(digits) < 2**128):
            raise SpecError(f"state.random.{field}", "a whole number below 2^128 in decimal digits", digits)
    if int(generator.increment) % 2 == 0:
        raise SpecError("state.random.increment", "odd", generator.increment)


def _check_not_negative(field: str, values: Floats) -> None:
    below = np.flatnonzero(values < 0.0)
    if len(below):
        raise SpecError(f"{field}[{below[0]}]", "at least 0, an average of squares", float(values[below[0]]))


def _check_floats(field: str, values: Floats, size: int) -> None:
    if values.shape != (size,):
        raise SpecError(field, f"a list of {size} numbers", f"{len(values)} numbers")
    bad = np.flatnonzero(~np.isfinite(values))
    if len(bad):
        raise SpecError(f"{field}[{bad[0]}]", "a finite number", float(values[bad[0]]))


def _check_history(history: History, epoch: int, *, tested: bool) -> None:
    points = len(history.epochs)
    if not 1 <= points < MAX_POINTS:
        raise SpecError("state.history.epochs", f"a list of 1 to {MAX_POINTS - 1} epochs", f"{points} epochs")
    _check_floats("state.history.train_loss", history.train_loss, points)
    if tested:
        _check_floats("state.history.test_loss", history.test_loss, points)
    elif history.test_loss.shape != (points,) or not np.isnan(history.test_loss).all():
        raise SpecError(
            "state.history.test_loss", f"a list of {points} nulls, as there are no test data", history.test_loss
        )
    stride = float(history.epochs[1]) if points > 1 else 1.0
    doubled = stride >= 1.0 and math.frexp(stride)[0] == 0.5  # 1, 2, 4, 8, …
    regular = doubled and np.array_equal(history.epochs, np.arange(points) * stride)
    if not regular or not history.epochs[-1] <= epoch < history.next_epoch:
        raise SpecError("state.history.epochs", f"evenly spaced from 0 to about the epoch {epoch}", history.epochs)
