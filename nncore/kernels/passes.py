"""A pass over observations, compiled: forward, then backward and an update, or a report on the answers."""

from __future__ import annotations

from typing import NamedTuple

from numba import float64, uint64

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
    at,
    counts,
    entry,
    given_rows,
    greater,
    lesser,
    memory,
    part,
    piece,
    recipe,
    report,
    vector,
)
from nncore.kernels.stream import descend_one, forward_one
from nncore.kernels.updates import clip, penalize, step
from nncore.losses import CROSS_ENTROPY

_0, _1, _BLOCK = uint64(0), uint64(1), uint64(BLOCK)


class Places(NamedTuple):
    """Where everything is in memory, as pointers, and the sizes that go with them."""

    inputs: Array
    targets: Array
    order: Array
    counters: Array
    layers: Array
    keep: Array
    settings: Array
    frozen: Array
    kept: Array
    w: Array  # parameters
    g: Array  # their gradient
    b: Array  # the first average of the optimizer
    v: Array  # the last
    z: Array  # sums of all units, for a block of observations, and likewise
    a: Array  # answers,
    s: Array  # slopes,
    d: Array  # dL/dz,
    t: Array  # and, of the outputs alone, targets
    parameters: int
    still: int  # those of them that are frozen
    depth: int
    n_in: int
    n_out: int
    first: int  # where the outputs begin in z, a, s and d
    softmax: int  # the outputs that share a softmax, or 0
    share: float  # of an output in the loss of its observation


@part
def _places(memory: Memory, recipe: Recipe, inputs: Array, targets: Array) -> Places:
    layers, depth, room = address(recipe.layers), uint64(len(recipe.layers)), memory.room
    last = at(layers, (depth - _1) * COLUMNS)
    n_out = last[OUTPUTS]
    return Places(
        address(inputs),
        address(targets),
        address(memory.order),
        address(memory.counters),
        layers,
        address(recipe.keep),
        address(recipe.settings),
        address(memory.frozen),
        address(memory.kept),
        address(memory.parameters),
        address(memory.gradient),
        address(memory.buffers[0]),
        address(memory.buffers[-1]),
        address(room[0]),
        address(room[1]),
        address(room[2]),
        address(room[3]),
        address(room[4]),
        uint64(len(memory.parameters)),
        uint64(len(memory.frozen)),
        depth,
        layers[INPUTS],
        n_out,
        last[ABOVE],
        n_out if last[ACTIVATION] == SOFTMAX else _0,
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
            p.t[r * p.n_out + j] = p.targets[n * p.n_out + j]


@part
def _compared(p: Places, recipe: Recipe, rows: int, scale: float) -> float:
    """Leave `scale`·dL/dz of a block's outputs where backpropagation begins; the sum of the losses, as `compare` says.

    Where it learns, only whether that sum is finite counts: it is 0 or NaN.
    """
    exactly = not recipe.learning
    z, a, s, d = at(p.z, p.first), at(p.a, p.first), at(p.s, p.first), at(p.d, p.first)
    loss = compare(recipe.loss, p.softmax, exactly, z, a, s, p.t, d, rows * p.n_out, scale)
    return loss if exactly else 0.0 * loss


@part
def _stream(p: Places, recipe: Recipe, begin: int, end: int, rate: float) -> float:
    """Learn from the observations order[begin] up to order[end], one at a time."""
    total = 0.0
    for k in range(begin, end):
        _gather(p, k, _1)
        forward_one(p.layers, p.depth, p.w, p.z, p.a, p.s)
        total += _compared(p, recipe, _1, p.share)
        descend_one(p.layers, p.depth, p.w, p.a, p.s, p.d, rate)
    p.counters[UPDATES] += end - begin
    p.counters[STEPS] += end - begin
    return total


@piece
def _class(values: Array, count: int, middle: float) -> int:
    """The class that `count` outputs stand for: that of the largest, or of the only one if it is large enough."""
    if count == _1:
        return _1 if values[_0] >= middle else _0
    best = _0
    for j in range(_1, count):
        if values[j] > values[best]:
            best = j
    return best


@piece
def _note(p: Places, report: Report, start: int, rows: int, middle: float) -> None:
    """Enter a block's answers, and how they compare with the targets."""
    answers, confusion = at(address(report.answers), start * p.n_out), address(report.confusion)
    squares, classes = 0.0, uint64(len(report.confusion))
    for r in range(rows):
        a, t = at(p.a, p.first + r * p.n_out), at(p.t, r * p.n_out)
        for j in range(p.n_out):
            error = a[j] - t[j]
            squares += error * error
            answers[r * p.n_out + j] = a[j]
        confusion[_class(t, p.n_out, middle) * classes + _class(a, p.n_out, middle)] += _1
    report.squares[0] += squares


@part
def _batch(p: Places, recipe: Recipe, report: Report, begin: int, end: int) -> float:
    """The gradient of the mean loss of the observations order[begin] up to order[end], or the report on them."""
    total, scale = 0.0, p.share / float64(end - begin)
    key = mixed(mixed(recipe.seed + _1) + p.counters[UPDATES])
    if recipe.learning:
        for k in range(p.parameters):
            p.g[k] = 0.0
    for start in range(begin, end, _BLOCK):
        rows = lesser(_BLOCK, end - start)
        _gather(p, start, rows)
        forward(p.layers, p.depth, p.keep, p.w, p.z, p.a, p.s, rows, key)
        total += _compared(p, recipe, rows, scale)
        if recipe.learning:
            backward(p.layers, p.depth, p.w, p.a, p.s, p.d, p.g, rows)
        else:
            _note(p, report, start, rows, recipe.middle)
        key = mixed(key + _1)
    p.counters[PENDING] = _0
    p.counters[UPDATES] += _1
    return total


@part
def _update(p: Places, recipe: Recipe, rate: float) -> None:
    """A step of the optimizer, with the gradient that stands in memory: that of a frozen parameter counts as 0."""
    p.counters[STEPS] += _1
    if recipe.l1 != 0.0 or recipe.l2 != 0.0:
        penalize(p.layers, p.depth, p.w, p.g, recipe.l1, recipe.l2)
    for i in range(p.still):
        p.g[p.frozen[i]] = 0.0
        p.kept[i] = p.w[p.frozen[i]]
    if recipe.clip_norm > 0.0:
        clip(p.g, recipe.clip_norm, p.parameters)
    step(recipe.optimizer, p.settings, p.w, p.g, p.b, p.v, p.parameters, rate, float64(p.counters[STEPS]))
    for i in range(p.still):  # momentum and decay move them without a gradient
        p.w[p.frozen[i]] = p.kept[i]


@piece
def _shuffle(order: Array, n: int, chances: Array) -> Array:
    """Every order equally likely (Fisher and Yates), by n − 1 of the `chances`, from 0 to 1; where the others begin."""
    for k in range(n - _1):
        i = n - _1 - k
        j = uint64(chances[k] * float64(i + _1))
        order[i], order[j] = order[j], order[i]
    return at(chances, n - _1)


@entry(float64(memory, recipe, given_rows, given_rows, vector, counts, uint64, uint64, vector, report))
def run(
    memory: Memory,
    recipe: Recipe,
    inputs: Array,
    targets: Array,
    rates: Array,
    batch_sizes: Array,
    observations: int,
    updates: int,
    chances: Array,
    report: Report,
) -> float:
    """Go on until `observations` or `updates` more are done, or an epoch for each of `rates` has ended.

    A batch is computed when it is complete, so that it does not matter where a call ends. The last batch of an epoch
    may be smaller than the others; it is an update of its own. `chances` holds what it takes to shuffle at its end.

    Returns 0, or NaN where a loss was not finite; where the recipe says not to learn, the sum of the losses, and fills
    the report.
    """
    p, fresh = _places(memory, recipe, inputs, targets), address(chances)
    counters, n, total = p.counters, uint64(len(memory.order)), 0.0
    first_epoch, epochs = counters[EPOCH], uint64(len(rates))
    last_observation, last_update = counters[OBSERVATIONS] + observations, counters[UPDATES] + updates
    while (
        counters[OBSERVATIONS] < last_observation
        and counters[UPDATES] < last_update
        and counters[EPOCH] - first_epoch < epochs
    ):
        epoch, begin, pending = counters[EPOCH] - first_epoch, counters[POSITION], counters[PENDING]
        left = lesser(n - begin, last_observation - counters[OBSERVATIONS])
        if recipe.stream and pending == _0 and p.still == _0:
            count = lesser(left, last_update - counters[UPDATES])
            total += _stream(p, recipe, begin, begin + count, rates[epoch])
        else:
            missing = lesser(greater(batch_sizes[epoch], pending + _1) - pending, n - begin)
            count = lesser(missing, left)
            counters[PENDING] += count
            if count == missing:
                total += _batch(p, recipe, report, begin - pending, begin + count)
                if recipe.learning and recipe.optimizer >= 0:
                    _update(p, recipe, rates[epoch])
        counters[POSITION] += count
        counters[OBSERVATIONS] += count
        if counters[POSITION] == n:
            counters[POSITION] = _0
            counters[EPOCH] += _1
            if recipe.shuffle:
                fresh = _shuffle(p.order, n, fresh)
    return total
