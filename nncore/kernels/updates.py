"""The update, compiled: penalties, clipping, and one step of each optimizer."""

from __future__ import annotations

import math

import numpy as np
from numba import uint64

from nncore.arrays import Array
from nncore.engine import BIASES, COLUMNS, WEIGHTS
from nncore.kernels.compiling import lesser, part, piece
from nncore.optimizers import ADAGRAD_CODE, ADAM_CODE, ADAMW_CODE, RMSPROP_CODE

_0 = uint64(0)


@part
def penalize(layers: Array, depth: int, w: Array, g: Array, l1: float, l2: float) -> None:
    """Add the gradient of l1·Σ|w| + ½·l2·Σw² over the weights, not the biases."""
    for layer in range(_0, depth * COLUMNS, COLUMNS):
        for k in range(layers[layer + WEIGHTS], layers[layer + BIASES]):
            g[k] += l1 * np.sign(w[k]) + l2 * w[k]


@part
def clip(g: Array, clip_norm: float, size: int) -> None:
    """Shorten g to `clip_norm` where it is longer, as `torch.nn.utils.clip_grad_norm_` does."""
    squares = 0.0
    for k in range(size):
        squares += g[k] * g[k]
    factor = lesser(clip_norm / (math.sqrt(squares) + 1e-6), 1.0)
    for k in range(size):
        g[k] *= factor


@piece
def step(
    optimizer: int, settings: Array, w: Array, g: Array, b: Array, v: Array, size: int, rate: float, t: float
) -> None:
    """One step of the optimizer, its `t`-th, counted from 1. `b` and `v` are its first and second row of averages."""
    decays = optimizer == ADAMW_CODE
    if decays or optimizer == ADAM_CODE:
        beta1, beta2, epsilon = settings[0], settings[1], settings[2]
        shrink = 1.0 - rate * settings[3] if decays else 1.0
        bias1, bias2 = 1.0 - beta1**t, 1.0 - beta2**t
        for k in range(size):
            b[k] = beta1 * b[k] + (1.0 - beta1) * g[k]
            v[k] = beta2 * v[k] + (1.0 - beta2) * g[k] * g[k]
            w[k] = shrink * w[k] - rate * (b[k] / bias1) / (math.sqrt(v[k] / bias2) + epsilon)
    elif optimizer == RMSPROP_CODE:
        alpha, epsilon = settings[0], settings[1]
        for k in range(size):
            b[k] = alpha * b[k] + (1.0 - alpha) * g[k] * g[k]
            w[k] -= rate * g[k] / (math.sqrt(b[k]) + epsilon)
    elif optimizer == ADAGRAD_CODE:
        for k in range(size):
            b[k] += g[k] * g[k]
            w[k] -= rate * g[k] / (math.sqrt(b[k]) + settings[0])
    elif settings[0] == 0.0:  # plain gradient descent
        for k in range(size):
            w[k] -= rate * g[k]
    else:
        momentum, ahead = settings[0], settings[0] * settings[1]
        for k in range(size):
            b[k] = momentum * b[k] + g[k]
            w[k] -= rate * (g[k] + ahead * b[k] if ahead else b[k])
