"""The activations, compiled: a = f(z), and the slope s = f'(z) beside it for the way back."""

from __future__ import annotations

import math

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
from nncore.kernels.compiling import part, piece
from nncore.kernels.elementary import exp, expm1, sigmoid, tanh

_DENSITY = 1.0 / math.sqrt(2.0 * math.pi)


@part
def _softmax(z: Array, a: Array, first: int, last: int) -> None:
    """a = e^z / Σ e^z, shifted by the largest z, so that nothing overflows."""
    largest = z[first]
    for k in range(first, last):
        largest = max(largest, z[k])
    total = 0.0
    for k in range(first, last):
        a[k] = exp(z[k] - largest)
        total += a[k]
    for k in range(first, last):
        a[k] /= total


@part
def _bounded(code: int, z: Array, a: Array, s: Array, first: int, last: int) -> None:
    """Functions with two ends."""
    if code == SIGMOID:
        for k in range(first, last):
            a[k] = sigmoid(z[k])
            s[k] = a[k] * (1.0 - a[k])
    elif code == TANH:
        for k in range(first, last):
            a[k] = tanh(z[k])
            s[k] = 1.0 - a[k] * a[k]
    elif code == SOFTSIGN:
        for k in range(first, last):
            share = 1.0 / (1.0 + abs(z[k]))
            a[k] = z[k] * share
            s[k] = share * share
    elif code == SINE:
        for k in range(first, last):
            a[k] = math.sin(z[k])
            s[k] = math.cos(z[k])


@part
def _in_pieces(code: int, z: Array, a: Array, s: Array, first: int, last: int) -> None:
    """ReLU and its kin: one rule above 0, another below."""
    if code == RELU:
        for k in range(first, last):
            a[k] = max(z[k], 0.0)
            s[k] = 1.0 if z[k] > 0.0 else 0.0
    elif code == LEAKY_RELU:
        for k in range(first, last):
            s[k] = 1.0 if z[k] > 0.0 else LEAKY_SLOPE
            a[k] = z[k] * s[k]
    elif code == ELU:
        for k in range(first, last):
            below = expm1(min(z[k], 0.0))
            a[k] = max(z[k], 0.0) + below
            s[k] = below + 1.0
    elif code == SELU:
        for k in range(first, last):
            below = SELU_ALPHA * expm1(min(z[k], 0.0))
            a[k] = SELU_SCALE * (max(z[k], 0.0) + below)
            s[k] = SELU_SCALE * (1.0 if z[k] > 0.0 else below + SELU_ALPHA)


@part
def _smooth(code: int, z: Array, a: Array, s: Array, first: int, last: int) -> None:
    """ReLU's smooth kin."""
    if code == SOFTPLUS:
        for k in range(first, last):
            a[k] = max(z[k], 0.0) + math.log1p(exp(-abs(z[k])))
            s[k] = sigmoid(z[k])
    elif code == SWISH:
        for k in range(first, last):
            gate = sigmoid(z[k])
            a[k] = z[k] * gate
            s[k] = gate + a[k] * (1.0 - gate)
    elif code == GELU:
        for k in range(first, last):
            share = 0.5 * (1.0 + math.erf(z[k] * math.sqrt(0.5)))
            a[k] = z[k] * share
            s[k] = share + z[k] * _DENSITY * exp(-0.5 * z[k] * z[k])


@piece
def activate(code: int, z: Array, a: Array, s: Array, first: int, last: int, width: int) -> None:
    """f(z) into `a` and f'(z) into `s`, from `first` up to `last`.

    `width` is the number of units of the layer: softmax, the one function of several numbers, goes by rows of these.
    Its slopes come with the loss.
    """
    if code == LINEAR:
        for k in range(first, last):
            a[k] = z[k]
            s[k] = 1.0
    elif code == SOFTMAX:
        for row in range(first, last, width):
            _softmax(z, a, row, row + width)
    else:
        _bounded(code, z, a, s, first, last)
        _in_pieces(code, z, a, s, first, last)
        _smooth(code, z, a, s, first, last)
