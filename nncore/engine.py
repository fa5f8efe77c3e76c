"""The door to the compiled loops: the values they work on, and what they can be asked to do."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from itertools import pairwise
from types import ModuleType
from typing import Any, NamedTuple

import numpy as np
from numpy.random import Generator

from nncore.arrays import Array

# Observations that pass through the network together: the numbers of a wide layer still fit into the fast memories.
BLOCK = 32

# Columns of the layer table, one row per layer of weights: its sizes, where its weights and biases begin in the
# parameter vector, where the units below and above them begin in a list of all units, each BLOCK times; its activation.
INPUTS, OUTPUTS, WEIGHTS, BIASES, BELOW, ABOVE, ACTIVATION, COLUMNS = (np.uint64(i) for i in range(8))

# Places in Memory.counters: epochs completed, place in `order`, observations of the batch that is not full yet,
# updates, steps of the present optimizer, observations seen.
EPOCH, POSITION, PENDING, UPDATES, STEPS, OBSERVATIONS = (np.uint64(i) for i in range(6))

NO_OPTIMIZER = -1


class Memory(NamedTuple):
    """What a pass over observations changes, in place."""

    parameters: Array  # (p,) float64: per layer the weights (inputs, outputs) row by row, then the biases
    gradient: Array  # (p,) that of the last batch
    buffers: Array  # (k, p) the optimizer's averages
    order: Array  # (n,) uint64: in which order this epoch takes the observations
    counters: Array  # (6,) uint64, see above
    room: Array  # (5, BLOCK · units) for the numbers of a block
    frozen: Array  # (f,) uint64: the parameters that an update leaves alone
    kept: Array  # (f,) their values, while an update is under way


class Recipe(NamedTuple):
    """What a pass over observations goes by."""

    layers: Array  # (layers, 7) uint64: the layer table
    keep: Array  # (layers,) float64: the share of a layer's neurons that takes part in training
    loss: int
    optimizer: int
    settings: Array  # (s,) float64: the optimizer's own numbers
    l1: float
    l2: float
    clip_norm: float  # 0: no clipping
    shuffle: bool
    stream: bool  # every observation is an update, and that is all of it: plain gradient descent
    learning: bool  # otherwise it only looks
    middle: float  # from which answer on a single output says class 1
    seed: int  # uint64, for dropout


class Report(NamedTuple):
    """What a pass that does not learn fills in."""

    squares: Array  # (1,) the sum of all squared errors
    answers: Array  # (n, outputs)
    confusion: Array  # (k, k) uint64: the observations of class row that were answered with class column


class Survey(NamedTuple):
    """How a network answers many inputs: see `Report`; `loss_sum` is the sum of all their losses."""

    loss_sum: float
    squares: float
    answers: Array
    confusion: Array


def parameter_count(sizes: Sequence[int]) -> int:
    """The number of weights and biases between layers of `sizes` units."""
    return sum((n_in + 1) * n_out for n_in, n_out in pairwise(sizes))


def layer_table(sizes: Sequence[int], codes: Sequence[int]) -> Array:
    """The layer table for `sizes`, units per layer, inputs first, and the activation `codes` of all but the inputs."""
    inputs, outputs = np.array(sizes[:-1]), np.array(sizes[1:])
    ends = np.cumsum((inputs + 1) * outputs)
    above = BLOCK * np.cumsum(inputs)
    columns = (
        *(inputs, outputs, ends - (inputs + 1) * outputs, ends - outputs),
        *(above - BLOCK * inputs, above, np.array(codes)),
    )
    return np.ascontiguousarray(np.stack(columns, axis=1), dtype=np.uint64)


def fresh_memory(parameters: Array, units: int, order: Array, buffers: int = 1) -> Memory:
    """The memory of a pass that is about to begin, for a network of so many `units`: nothing learned yet."""
    size = len(parameters)
    return Memory(
        parameters,
        np.zeros(size),
        np.zeros((buffers, size)),
        order.astype(np.uint64),
        np.zeros(6, dtype=np.uint64),
        np.zeros((5, BLOCK * units)),
        *frozen_parts(np.zeros(size, dtype=np.bool_)),
    )


def frozen_parts(frozen: Array) -> tuple[Array, Array]:
    """The parts `frozen` and `kept` of a memory, for the flags (p,) of the parameters that are to be left alone."""
    places = np.flatnonzero(frozen).astype(np.uint64)
    return places, np.zeros(len(places))


def reading_memory(parameters: Array, units: int, observations: int) -> Memory:
    """The memory of passes that look at so many `observations`: they see the `parameters` as they are then."""
    nothing = np.zeros((1, 1))
    return fresh_memory(parameters, units, np.arange(observations))._replace(gradient=nothing[0], buffers=nothing)


def whole(number: int) -> Any:
    """`number` as the compiled loops count, unsigned."""
    return np.uint64(number)


def kernels() -> ModuleType:
    """The compiled loops. Importing Numba takes half a second, so a program can show itself before it first trains."""
    from nncore import kernels as module  # here and nowhere else, for the reason above

    return module


def warm_up() -> None:
    """Load the compiled loops now, not with the first training. The first time on a machine it takes some seconds."""
    kernels()


def is_warm() -> bool:
    """Whether the compiled loops are loaded."""
    return "run" in vars(sys.modules.get("nncore.kernels", object))


def train(
    memory: Memory,
    recipe: Recipe,
    inputs: Array,
    targets: Array,
    rates: Sequence[float],
    batch_sizes: Sequence[int],
    observations: int,
    updates: int,
    rng: Generator,
) -> float:
    """Learn from `inputs` (n, inputs) and `targets` (n, outputs) until `observations` or `updates` more are done, or
    an epoch for each of `rates` and `batch_sizes` has ended. Returns 0, or NaN where a loss was not finite.
    """
    limits = whole(observations), whole(updates)
    plan = np.array(rates, dtype=np.float64), np.array(batch_sizes, dtype=np.uint64)
    swaps, ends = len(memory.order) - 1, _ends(memory, recipe, batch_sizes, observations, updates)
    last = int(memory.counters[EPOCH]) + ends
    chances = rng.random(swaps * ends)
    seen = float(kernels().run(memory, recipe, inputs, targets, *plan, *limits, chances, _report(0, 1)))
    too_many = swaps * (last - int(memory.counters[EPOCH]))
    if recipe.shuffle and too_many:
        generator: Any = rng.bit_generator
        generator.advance(-too_many)  # as if they had not been drawn
    return seen


def _ends(memory: Memory, recipe: Recipe, batch_sizes: Sequence[int], observations: int, updates: int) -> int:
    """How many epochs may end, each of them to be followed by an order that is drawn anew."""
    if not recipe.shuffle:
        return 0
    largest = max(*batch_sizes, int(memory.counters[PENDING]) + 1)
    reached = int(memory.counters[POSITION]) + min(observations, updates * largest)
    return min(len(batch_sizes), reached // len(memory.order))


def looking(recipe: Recipe) -> Recipe:
    """`recipe` for passes that change nothing, in which all neurons take part."""
    return recipe._replace(learning=False, stream=False, shuffle=False, keep=np.ones_like(recipe.keep))


def survey(memory: Memory, recipe: Recipe, inputs: Array, targets: Array) -> Survey:
    """What the network answers to `inputs` (n, inputs), and how that compares with `targets` (n, outputs).

    `memory` is one for reading n observations, `recipe` one for looking.
    """
    report = _report(*targets.shape)
    loss_sum = _one_batch(memory, recipe, inputs, targets, report)
    return Survey(loss_sum, float(report.squares[0]), report.answers, report.confusion)


def gradient(memory: Memory, recipe: Recipe, inputs: Array, targets: Array) -> None:
    """Put the gradient (p,) of the mean loss over `inputs` (n, inputs) with `targets` (n, outputs) into `memory`."""
    still = recipe._replace(learning=True, stream=False, shuffle=False, optimizer=NO_OPTIMIZER)
    _one_batch(memory, still, inputs, targets, _report(0, 1))


def _report(n: int, outputs: int) -> Report:
    classes = max(outputs, 2)
    return Report(np.zeros(1), np.empty((n, outputs)), np.zeros((classes, classes), dtype=np.uint64))


def _one_batch(memory: Memory, recipe: Recipe, inputs: Array, targets: Array, report: Report) -> float:
    """All observations in their order as one batch; the sum of their losses."""
    memory.counters[:] = 0
    n = whole(len(inputs))
    plan = np.zeros(1), np.array([n]), n, whole(1)
    return float(kernels().run(memory, recipe, inputs, targets, *plan, np.zeros(0), report))
