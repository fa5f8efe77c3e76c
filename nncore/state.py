"""TrainerState: everything that a training needs to go on exactly, as one frozen value."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from nncore import checks, places
from nncore.arrays import Flags, Floats, Integers
from nncore.errors import SpecError
from nncore.history import MAX_POINTS, History
from nncore.progress import RULES, Progress
from nncore.schedules import MAX_COUNT
from nncore.spec import Experiment, NetworkSpec


@dataclass(frozen=True, slots=True)
class RandomState:
    """The state of NumPy's PCG64: two numbers of 128 bits, as decimal digits, since JSON has no such numbers."""

    state: str
    increment: str


@dataclass(frozen=True, slots=True)
class SwitchedOff:
    """A hidden neuron that is switched off: its weights and its bias are frozen, and those that leave it are 0.

    What they were before is kept here: `weights`, those that leave it, and `frozen`, whether each of these was frozen,
    then each of those that enter it, then its bias.
    """

    layer: int  # hidden layers counted from 0
    unit: int
    weights: tuple[float, ...]
    frozen: tuple[bool, ...]


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
    frozen: Flags  # (p,) the parameters that training leaves alone
    switched_off: tuple[SwitchedOff, ...]

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


def check_fit(state: TrainerState, experiment: Experiment, observations: int) -> None:
    """Raise SpecError where `state` is no state of a training of `experiment` with so many training `observations`."""
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
    _check_history(state.history, state.epoch)
    checks.optional(checks.choice, "state.progress.stopped_by", state.progress.stopped_by, RULES)
    if state.frozen.shape != (size,) or state.frozen.dtype != np.bool_:
        raise SpecError("state.frozen", f"a list of {size} values, true or false", f"{len(state.frozen)} values")
    _check_switched_off(state, experiment.network)


def _check_switched_off(state: TrainerState, network: NetworkSpec) -> None:
    """Each record must be of another neuron that there is, and as long as that has weights; the neuron must be off."""
    seen: set[tuple[int, int]] = set()
    for i, off in enumerate(state.switched_off):
        field = f"state.switched_off[{i}]"
        if not network.hidden_layers:
            raise SpecError(field, "left out, as there are no hidden layers", off)
        layer = checks.integer(f"{field}.layer", off.layer, 0, len(network.hidden_layers) - 1)
        unit = checks.integer(f"{field}.unit", off.unit, 0, network.hidden_layers[layer].size - 1)
        if (layer, unit) in seen:
            raise SpecError(field, "a neuron that is not listed before it", off)
        seen.add((layer, unit))
        leaving, entering = places.of_neuron(network.sizes, layer, unit)
        _check_floats(f"{field}.weights", np.array(off.weights, dtype=np.float64), len(leaving))
        if len(off.frozen) != len(leaving) + len(entering):
            allowed = f"a list of {len(leaving) + len(entering)} values, true or false"
            raise SpecError(f"{field}.frozen", allowed, f"{len(off.frozen)} values")
        for k in (*leaving, *entering):
            if not state.frozen[k]:
                raise SpecError(
                    f"state.frozen[{k}]", f"true, as neuron {unit + 1} of hidden layer {layer + 1} is off", False
                )
        for k in leaving:
            if state.parameters[k]:
                raise SpecError(
                    f"state.parameters[{k}]",
                    f"0, as neuron {unit + 1} of hidden layer {layer + 1} is off",
                    float(state.parameters[k]),
                )


def _check_counts(state: TrainerState, observations: int) -> None:
    checks.integer("state.epoch", state.epoch, 0, MAX_COUNT)
    checks.integer("state.position", state.position, 0, observations - 1)
    checks.integer("state.pending", state.pending, 0, state.position)
    checks.integer("state.updates", state.updates, 0, MAX_COUNT)  # there may have been more observations than now
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


def _check_floats(field: str, values: Floats, size: int, *, gaps: bool = False) -> None:
    """Raise SpecError where `values` are not `size` finite numbers; where there may be `gaps`, NaN counts as one."""
    if values.shape != (size,):
        raise SpecError(field, f"a list of {size} numbers", f"{len(values)} numbers")
    bad = np.flatnonzero(np.isinf(values) if gaps else ~np.isfinite(values))
    if len(bad):
        raise SpecError(f"{field}[{bad[0]}]", "a finite number", float(values[bad[0]]))


def _check_history(history: History, epoch: int) -> None:
    points = len(history.epochs)
    if not 1 <= points < MAX_POINTS:
        raise SpecError("state.history.epochs", f"a list of 1 to {MAX_POINTS - 1} epochs", f"{points} epochs")
    _check_floats("state.history.train_loss", history.train_loss, points)
    _check_floats("state.history.test_loss", history.test_loss, points, gaps=True)
    stride = float(history.epochs[1]) if points > 1 else 1.0
    doubled = stride >= 1.0 and math.frexp(stride)[0] == 0.5  # 1, 2, 4, 8, …
    regular = doubled and np.array_equal(history.epochs, np.arange(points) * stride)
    if not regular or not history.epochs[-1] <= epoch < history.next_epoch:
        raise SpecError("state.history.epochs", f"evenly spaced from 0 to about the epoch {epoch}", history.epochs)
