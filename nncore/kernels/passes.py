"""A pass over observations, compiled: forward, then backward and an update, or a report on the answers."""

from __future__ import annotations

from typing import NamedTuple

from numba import float64, uint64
from numpy.random import Generator

from nncore.activations import SOFTMAX
from nncore.arrays import Array
from nncore.engine import (
    ABOVE,
    ACTIVATION,
    BLOCK,
    COLUMNS,
    EPOCH,
    INPUTS,
    OBSERVATIONS,
    OUTPUTS,
    PENDING,
    POSITION,
    STEPS,
    UPDATES,
    Memory,
    Recipe,
    Report,
)
from nncore.kernels.blocks import backward, forward, mixed
from nncore.kernels.comparison import compare
from nncore.kernels.compiling import (
    address,
    counts,
    entry,
    generator,
    given_rows,
    memory,
    part,
    piece,
    recipe,
    report,
    vector,
)
from nncore.kernels.stream import descend_one, forward_one
from nncore.kernels.updates import constrain, step
from nncore.losses import CROSS_ENTROPY

_0, _1, _BLOCK = uint64(0), uint64(1), uint64(BLOCK)


class Places(NamedTuple):
    """Where everything is in memory, as pointers, and the sizes that go with them."""

    inputs: Array
    targets: Array
    order: Array
    layers: Array
    keep: Array
    w: Array  # parameters
    g: Array  # their gradient
    z: Array  # sums of all units, for a block of observations, and likewise
    a: Array  # answers,
    s: Array  # slopes,
    d: Array  # dL/dz,
    t: Array  # and, where the outputs are, targets
    depth: int
    n_in: int
    n_out: int
    first: int  # where the outputs begin in z, a, s, d and t
    softmax: int  # the outputs that share a softmax, or 0
    share: float  # of an output in the loss of its observation


@part
def _places(memory: Memory, recipe: Recipe, inputs: Array, targets: Array) -> Places:
    layers, depth, room = address(recipe.layers), uint64(len(recipe.layers)), memory.room
    top = (depth - _1) * COLUMNS
    n_out = layers[top + OUTPUTS]
    return Places(
        address(inputs),
        address(targets),
        address(memory.order),
        layers,
        address(recipe.keep),
        address(memory.parameters),
        address(memory.gradient),
        address(room[0]),
        address(room[1]),
        address(room[2]),
        address(room[3]),
        address(room[4]),
        depth,
        layers[INPUTS],
        n_out,
        layers[top + ABOVE],
        n_out if layers[top + ACTIVATION] == SOFTMAX else _0,
        1.0 if recipe.loss == CROSS_ENTROPY else 1.0 / float64(n_out),
    )


@part
def _gather(p: Places, start: int, rows: int) -> None:
    """Copy inputs and targets of the observations order[start] and so on, `rows` of them, to where a block has them."""
    for r in range(rows):
        n = p.order[start + r]
        for i in range(p.n_in):
            p.a[r * p.n_in + i] = p.inputs[n * p.n_in + i]
        for j in range(p.n_out):
            p.t[p.first + r * p.n_out + j] = p.targets[n * p.n_out + j]


@part
def _stream(p: Places, memory: Memory, recipe: Recipe, begin: int, end: int, rate: float) -> float:
    """Learn from the observations order[begin] up to order[end], one at a time."""
    total = 0.0
    for k in range(begin, end):
        _gather(p, k, _1)
        forward_one(p.layers, p.depth, p.w, p.z, p.a, p.s)
        last = p.first + p.n_out
        loss = compare(recipe.loss, p.softmax, not recipe.learning, p.z, p.a, p.s, p.t, p.d, p.first, last, p.share)
        total += 0.0 * loss
        descend_one(p.layers, p.depth, p.w, p.a, p.s, p.d, rate)
    memory.counters[UPDATES] += end - begin
    memory.counters[STEPS] += end - begin
    return total


@piece
def _class(values: Array, first: int, count: int, middle: float) -> int:
    """The class that `count` outputs from `first` on stand for: that of the largest, or of one that is large enough."""
    if count == _1:
        return _1 if values[first] >= middle else _0
    best = _0
    for j in range(_1, count):
        if values[first + j] > values[first + best]:
            best = j
    return best


@piece
def _note(p: Places, report: Report, start: int, rows: int, middle: float) -> None:
    """Enter a block's answers, and how they compare with the targets."""
    squares = 0.0
    for r in range(rows):
        row = p.first + r * p.n_out
        for j in range(p.n_out):
            error = p.a[row + j] - p.t[row + j]
            squares += error * error
            report.answers[start + r, j] = p.a[row + j]
        report.confusion[_class(p.t, row, p.n_out, middle), _class(p.a, row, p.n_out, middle)] += _1
    report.squares[0] += squares


@part
def _batch(p: Places, memory: Memory, recipe: Recipe, report: Report, begin: int, end: int) -> float:
    """The gradient of the mean loss of the observations order[begin] up to order[end], or the report on them."""
    counters, total, scale = memory.counters, 0.0, p.share / float64(end - begin)
    key = mixed(mixed(recipe.seed + _1) + counters[UPDATES])
    if recipe.learning:
        for k in range(uint64(len(memory.gradient))):
            p.g[k] = 0.0
    for start in range(begin, end, _BLOCK):
        rows = min(_BLOCK, end - start)
        _gather(p, start, rows)
        forward(p.layers, p.depth, p.keep, p.w, p.z, p.a, p.s, rows, key)
        last, exactly = p.first + rows * p.n_out, not recipe.learning
        loss = compare(recipe.loss, p.softmax, exactly, p.z, p.a, p.s, p.t, p.d, p.first, last, scale)
        total += loss if exactly else 0.0 * loss
        if recipe.learning:
            backward(p.layers, p.depth, p.w, p.a, p.s, p.d, p.g, rows)
        else:
            _note(p, report, start, rows, recipe.middle)
        key = mixed(key + _1)
    counters[PENDING] = _0
    counters[UPDATES] += _1
    return total


@part
def _update(p: Places, memory: Memory, recipe: Recipe, rate: float) -> None:
    """A step of the optimizer, with the gradient that stands in memory."""
    counters, size = memory.counters, uint64(len(memory.parameters))
    counters[STEPS] += _1
    if recipe.l1 != 0.0 or recipe.l2 != 0.0 or recipe.clip_norm > 0.0:
        constrain(p.layers, p.depth, p.w, p.g, recipe.l1, recipe.l2, recipe.clip_norm, size)
    averages, squares, settings = address(memory.buffers[0]), address(memory.buffers[-1]), address(recipe.settings)
    step(recipe.optimizer, settings, p.w, p.g, averages, squares, size, rate, float64(counters[STEPS]))


@piece
def _shuffle(order: Array, n: int, rng: Generator) -> None:
    """Every order equally likely (Fisher and Yates)."""
    for left in range(n, _1, -1):
        i, j = uint64(left) - _1, uint64(rng.random() * left)
        order[i], order[j] = order[j], order[i]


@entry(float64(memory, recipe, given_rows, given_rows, vector, counts, uint64, uint64, generator, report))
def run(
    memory: Memory,
    recipe: Recipe,
    inputs: Array,
    targets: Array,
    rates: Array,
    batch_sizes: Array,
    observations: int,
    updates: int,
    rng: Generator,
    report: Report,
) -> float:
    """Go on until `observations` or `updates` more are done, or an epoch for each of `rates` has ended.

    A batch is computed when it is complete, so that it does not matter where a call ends. The last batch of an epoch
    may be smaller than the others; it is an update of its own.

    Returns 0, or NaN where a loss was not finite; where the recipe says not to learn, the sum of the losses, and fills
    the report.
    """
    p = _places(memory, recipe, inputs, targets)
    counters, n, total = memory.counters, uint64(len(memory.order)), 0.0
    first_epoch, epochs = counters[EPOCH], uint64(len(rates))
    last_observation, last_update = counters[OBSERVATIONS] + observations, counters[UPDATES] + updates
    while (
        counters[OBSERVATIONS] < last_observation
        and counters[UPDATES] < last_update
        and counters[EPOCH] - first_epoch < epochs
    ):
        epoch, begin, pending = counters[EPOCH] - first_epoch, counters[POSITION], counters[PENDING]
        left = min(n - begin, last_observation - counters[OBSERVATIONS])
        if recipe.stream and pending == _0:
            count = min(left, last_update - counters[UPDATES])
            total += _stream(p, memory, recipe, begin, begin + count, rates[epoch])
        else:
            missing = min(max(batch_sizes[epoch], pending + _1) - pending, n - begin)
            count = min(missing, left)
            counters[PENDING] += count
            if count == missing:
                total += _batch(p, memory, recipe, report, begin - pending, begin + count)
                if recipe.learning and recipe.optimizer >= 0:
                    _update(p, memory, recipe, rates[epoch])
        counters[POSITION] += count
        counters[OBSERVATIONS] += count
        if counters[POSITION] == n:
            counters[POSITION] = _0
            counters[EPOCH] += _1
            if recipe.shuffle:
                _shuffle(p.order, n, rng)
    return total
