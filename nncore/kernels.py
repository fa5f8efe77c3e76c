"""The compiled loops: forward pass, backpropagation and update over many observations, with the GIL released.

One function serves every network: sizes, activations, loss and optimizer come as numbers, so nothing is compiled anew
when they change. Everything lies in flat vectors, and the layer table says where. Weights are stored (inputs, outputs):
the inner loops run along the outputs, through consecutive memory, and vectorise.

Indices into the flat vectors come from the layer table and are unsigned: a signed index might count from the end, and
that test costs the loops their vectorisation.

Numba's cache watches this file alone, but the codes and columns imported from others are compiled in: a change to one
of those needs a change, be it a comment, here.
"""

from __future__ import annotations

import math
from functools import partial

import numpy as np
from numba import boolean, float64, int64, njit, types, uint64
from numpy.random import Generator

from nncore.activations import RELU, SIGMOID, TANH
from nncore.arrays import Array
from nncore.engine import (
    ACTIVATION,
    EPOCH,
    INPUTS,
    OBSERVATIONS,
    OUTPUTS,
    PENDING,
    POSITION,
    STEPS,
    UNITS,
    UPDATES,
    WEIGHTS,
    Memory,
    Recipe,
)
from nncore.losses import BCE, MSE
from nncore.optimizers import ADAM_CODE

# Inlined by Numba itself: as calls they would count references to every array, 50 ns per observation.
_part = njit(inline="always")
_compiled = partial(
    njit,
    cache=True,
    nogil=True,
    # Sums may be reordered and multiplications fused with additions, which doubles the speed of wide layers; infinities
    # and NaN keep their meaning.
    fastmath={"reassoc", "contract", "nsz"},
    error_model="numpy",  # a division by zero gives infinity: Python's test before each division costs a third
)

_floats = float64[::1]
_table = uint64[:, ::1]
_given = types.Array(float64, 1, "C", readonly=True)
_given_rows = types.Array(float64, 2, "C", readonly=True)
_memory = types.NamedTuple((_floats, _floats, float64[:, ::1], int64[::1], int64[::1]), Memory)
_recipe = types.NamedTuple((_table, int64, int64, _floats, float64, float64, int64, boolean), Recipe)
_generator = types.NumPyRandomGeneratorType("NumPyRandomGeneratorType")


@_part
def _activate(code: int, z: Array, a: Array, first: int, last: int) -> None:
    """a = f(z) for the units from `first` up to `last`."""
    if code == SIGMOID:
        for j in range(first, last):
            a[j] = 1.0 / (1.0 + math.exp(-z[j]))
    elif code == TANH:
        for j in range(first, last):
            a[j] = math.tanh(z[j])
    elif code == RELU:
        for j in range(first, last):
            a[j] = max(z[j], 0.0)
    else:
        for j in range(first, last):
            a[j] = z[j]


@_part
def _slope(code: int, z: float, a: float) -> float:
    """f'(z), where a = f(z)."""
    if code == SIGMOID:
        return a * (1.0 - a)
    if code == TANH:
        return 1.0 - a * a
    if code == RELU:
        return 1.0 if z > 0.0 else 0.0
    return 1.0


@_part
def _forward(layers: Array, w: Array, z: Array, a: Array) -> None:
    """z = b + a·W and a = f(z), layer by layer; the network's inputs already stand at the beginning of `a`."""
    for layer in range(len(layers)):
        n_in, n_out = layers[layer, INPUTS], layers[layer, OUTPUTS]
        weights, below = layers[layer, WEIGHTS], layers[layer, UNITS]
        biases, above = weights + n_in * n_out, below + n_in
        for j in range(n_out):
            z[above + j] = w[biases + j]
        for i in range(n_in):
            x = a[below + i]
            for j in range(n_out):
                z[above + j] += x * w[weights + i * n_out + j]
        _activate(layers[layer, ACTIVATION], z, a, above, above + n_out)


@_part
def _compare(layers: Array, loss: int, z: Array, a: Array, d: Array, targets: Array, n: int) -> float:
    """The loss of one observation; fills d = dL/dz of the output layer."""
    n_out, first, code = layers[-1, OUTPUTS], layers[-1, UNITS] + layers[-1, INPUTS], layers[-1, ACTIVATION]
    loss_sum = 0.0
    for j in range(n_out):
        error = a[first + j] - targets[n, j]
        if loss == BCE:  # with the sigmoid before it: −t ln a − (1 − t) ln(1 − a) from z, where neither overflows
            logit = z[first + j]
            loss_sum += max(logit, 0.0) - logit * targets[n, j] + math.log1p(math.exp(-abs(logit)))
            d[first + j] = error / n_out
        else:
            scale = 1.0 if loss == MSE else 0.5
            loss_sum += scale * error * error
            d[first + j] = 2.0 * scale * error * _slope(code, z[first + j], a[first + j]) / n_out
    return float(loss_sum / n_out)


@_part
def _backward(layers: Array, w: Array, z: Array, a: Array, d: Array, g: Array) -> None:
    """Add dL/dw and dL/db of one observation to `g`, from d = dL/dz of the output layer downwards."""
    for layer in range(len(layers) - 1, -1, -1):
        n_in, n_out = layers[layer, INPUTS], layers[layer, OUTPUTS]
        weights, below = layers[layer, WEIGHTS], layers[layer, UNITS]
        biases, above = weights + n_in * n_out, below + n_in
        for j in range(n_out):
            g[biases + j] += d[above + j]
        for i in range(n_in):
            x = a[below + i]
            for j in range(n_out):
                g[weights + i * n_out + j] += x * d[above + j]
            if layer > 0:
                blame = 0.0
                for j in range(n_out):
                    blame += w[weights + i * n_out + j] * d[above + j]
                d[below + i] = blame * _slope(layers[layer - 1, ACTIVATION], z[below + i], x)


@_part
def _penalise(layers: Array, w: Array, g: Array, l1: float, l2: float) -> None:
    """Add the gradient of l1·Σ|w| + ½·l2·Σw² over the weights, not the biases."""
    for layer in range(len(layers)):
        first = layers[layer, WEIGHTS]
        for k in range(first, first + layers[layer, INPUTS] * layers[layer, OUTPUTS]):
            g[k] += l1 * np.sign(w[k]) + l2 * w[k]


@_part
def _sgd(w: Array, g: Array, b: Array, rate: float, settings: Array) -> None:
    momentum, nesterov = settings[0], settings[1] != 0.0
    for k in range(len(w)):
        b[k] = momentum * b[k] + g[k]
        w[k] -= rate * (g[k] + momentum * b[k] if nesterov else b[k])


@_part
def _adam(w: Array, g: Array, m: Array, v: Array, rate: float, settings: Array, t: float) -> None:
    beta1, beta2, epsilon = settings[0], settings[1], settings[2]
    bias1, bias2 = 1.0 - beta1**t, 1.0 - beta2**t
    for k in range(len(w)):
        m[k] = beta1 * m[k] + (1.0 - beta1) * g[k]
        v[k] = beta2 * v[k] + (1.0 - beta2) * g[k] * g[k]
        w[k] -= rate * (m[k] / bias1) / (math.sqrt(v[k] / bias2) + epsilon)


@_part
def _step(optimizer: int, settings: Array, w: Array, g: Array, buffers: Array, rate: float, t: int) -> None:
    """One step of the optimizer, its `t`-th, counted from 1."""
    if optimizer == ADAM_CODE:
        _adam(w, g, buffers[0], buffers[1], rate, settings, float(t))
    else:
        _sgd(w, g, buffers[0], rate, settings)


@_part
def _update(memory: Memory, recipe: Recipe, rate: float) -> None:
    """End the batch: turn the gradients' sum into their mean, step, and begin the next batch with nothing."""
    w, g, counters = memory.parameters, memory.gradient, memory.counters
    if counters[PENDING] > 1:
        for k in range(len(g)):
            g[k] /= counters[PENDING]
    if recipe.l1 != 0.0 or recipe.l2 != 0.0:
        _penalise(recipe.layers, w, g, recipe.l1, recipe.l2)
    counters[UPDATES] += 1
    counters[STEPS] += 1
    _step(recipe.optimizer, recipe.settings, w, g, memory.buffers, rate, counters[STEPS])
    g[:] = 0.0
    counters[PENDING] = 0


@_part
def _shuffle(order: Array, rng: Generator) -> None:
    """Every order equally likely (Fisher and Yates)."""
    for i in range(len(order) - 1, 0, -1):
        j = int(rng.random() * (i + 1))
        order[i], order[j] = order[j], order[i]


@_part
def _learn(
    memory: Memory, recipe: Recipe, inputs: Array, targets: Array, n: int, z: Array, a: Array, d: Array
) -> float:
    """Add the gradient of observation `n` to its batch's; its loss. `z`, `a` and `d` are scratch, one per unit."""
    for i in range(inputs.shape[1]):
        a[i] = inputs[n, i]
    _forward(recipe.layers, memory.parameters, z, a)
    loss: float = _compare(recipe.layers, recipe.loss, z, a, d, targets, n)
    _backward(recipe.layers, memory.parameters, z, a, d, memory.gradient)
    return loss


@_compiled(float64(_memory, _recipe, _given_rows, _given_rows, _given, int64, int64, _generator))
def train(
    memory: Memory,
    recipe: Recipe,
    inputs: Array,
    targets: Array,
    rates: Array,
    observations: int,
    updates: int,
    rng: Generator,
) -> float:
    """Train until `observations` or `updates` more are done, or an epoch for each of `rates` has ended.

    The last batch of an epoch may be smaller than the others; it is an update of its own. Returns the sum of the
    losses, which is finite only if each of them was.
    """
    order, counters = memory.order, memory.counters
    units = recipe.layers[-1, UNITS] + recipe.layers[-1, INPUTS] + recipe.layers[-1, OUTPUTS]
    z, a, d = np.empty(units), np.empty(units), np.empty(units)
    first_epoch, last_epoch = counters[EPOCH], counters[EPOCH] + len(rates)
    last_observation, last_update = counters[OBSERVATIONS] + observations, counters[UPDATES] + updates
    total = 0.0
    while (
        counters[OBSERVATIONS] < last_observation and counters[UPDATES] < last_update and counters[EPOCH] < last_epoch
    ):
        total += _learn(memory, recipe, inputs, targets, order[counters[POSITION]], z, a, d)
        counters[POSITION] += 1
        counters[PENDING] += 1
        counters[OBSERVATIONS] += 1
        epoch_ends = counters[POSITION] == len(order)
        if counters[PENDING] >= recipe.batch_size or epoch_ends:
            _update(memory, recipe, rates[counters[EPOCH] - first_epoch])
        if epoch_ends:
            counters[POSITION] = 0
            counters[EPOCH] += 1
            if recipe.shuffle:
                _shuffle(order, rng)
    return total


@_compiled(types.void(int64, _given, _floats, _given, float64[:, ::1], float64, int64))
def step(
    optimizer: int, settings: Array, parameters: Array, gradient: Array, buffers: Array, rate: float, t: int
) -> None:
    """One step of an optimizer, its `t`-th, counted from 1: `parameters` and `buffers` change in place."""
    _step(optimizer, settings, parameters, gradient, buffers, rate, t)
