"""The activations, compiled: a = f(z), and the slope s = f'(z) beside it for the way back."""

from __future__ import annotations

import math

from numba import uint64

from nncore.activations import (
    ELU,
    GELU,
    LEAKY_RELU,
    LEAKY_SLOPE,
    LINEAR,
    RELU,
    SELU,
    SELU_ALPHA,
    SELU_SCALE,
    SIGMOID,
    SINE,
    SOFTMAX,
    SOFTPLUS,
    SOFTSIGN,
    SWISH,
    TANH,
)
from nncore.arrays import Array
from nncore.kernels.compiling import at, greater, lesser, part, piece
from nncore.kernels.elementary import exp, expm1, sigmoid, tanh

_0 = uint64(0)
_DENSITY = 1.0 / math.sqrt(2.0 * math.pi)


@part
def _softmax(z: Array, a: Array, count: int) -> None:
    """a = e^z / Σ e^z, shifted by the largest z, so that nothing overflows."""
    largest = z[_0]
    for k in range(count):
        largest = greater(largest, z[k])
    total = 0.0
    for k in range(count):
        a[k] = exp(z[k] - largest)
        total += a[k]
    for k in range(count):
        a[k] /= total


@part
def _bounded(code: int, z: Array, a: Array, s: Array, count: int) -> None:
    """Functions with two ends."""
    if code == SIGMOID:
        for k in range(count):
            a[k] = sigmoid(z[k])
            s[k] = a[k] * (1.0 - a[k])
    elif code == TANH:
        for k in range(count):
            a[k] = tanh(z[k])
            s[k] = 1.0 - a[k] * a[k]
    elif code == SOFTSIGN:
        for k in range(count):
            share = 1.0 / (1.0 + abs(z[k]))
            a[k] = z[k] * share
            s[k] = share * share
    elif code == SINE:
        for k in range(count):
            a[k] = math.sin(z[k])
            s[k] = math.cos(z[k])


@part
def _in_pieces(code: int, z: Array, a: Array, s: Array, count: int) -> None:
    """ReLU and its kin: one rule above 0, another below."""
    selu = code == SELU
    if code == RELU:
        for k in range(count):
            a[k] = greater(z[k], 0.0)
            s[k] = 1.0 if z[k] > 0.0 else 0.0
    elif code == LEAKY_RELU:
        for k in range(count):
            s[k] = 1.0 if z[k] > 0.0 else LEAKY_SLOPE
            a[k] = z[k] * s[k]
    elif selu or code == ELU:
        alpha, scale = SELU_ALPHA if selu else 1.0, SELU_SCALE if selu else 1.0
        for k in range(count):
            below = alpha * expm1(lesser(z[k], 0.0))
            a[k] = scale * (greater(z[k], 0.0) + below)
            s[k] = scale * (1.0 if z[k] > 0.0 else below + alpha)


@part
def _smooth(code: int, z: Array, a: Array, s: Array, count: int) -> None:
    """ReLU's smooth kin."""
    if code == SOFTPLUS:
        for k in range(count):
            a[k] = greater(z[k], 0.0) + math.log1p(exp(-abs(z[k])))
            s[k] = sigmoid(z[k])
    elif code == SWISH:
        for k in range(count):
            gate = sigmoid(z[k])
            a[k] = z[k] * gate
            s[k] = gate + a[k] * (1.0 - gate)
    elif code == GELU:
        for k in range(count):
            share = 0.5 * (1.0 + math.erf(z[k] * math.sqrt(0.5)))
            a[k] = z[k] * share
            s[k] = share + z[k] * _DENSITY * exp(-0.5 * z[k] * z[k])


@piece
def activate(code: int, z: Array, a: Array, s: Array, count: int, width: int) -> None:
    """f(z) into `a` and f'(z) into `s`, for `count` numbers.

    `width` is the number of units of the layer: softmax, the one function of several numbers, goes by rows of these.
    Its slopes come with the loss.
    """
    if code == LINEAR:
        for k in range(count):
            a[k] = z[k]
            s[k] = 1.0
    elif code == SOFTMAX:
        for row in range(_0, count, width):
            _softmax(at(z, row), at(a, row), width)
    else:
        _bounded(code, z, a, s, count)
        _in_pieces(code, z, a, s, count)
        _smooth(code, z, a, s, count)
