"""The losses, compiled: how wrong the answers are, and dL/dz of the output layer, where backpropagation begins."""

from __future__ import annotations

import math

from numba import uint64

from nncore.arrays import Array
from nncore.kernels.compiling import at, greater, lesser, part, piece
from nncore.kernels.elementary import exp
from nncore.losses import BCE, CROSS_ENTROPY, HUBER, MAE, MSE

_0 = uint64(0)


@part
def _class_entropy(z: Array, t: Array, count: int) -> float:
    """−Σ t ln a of one softmax, where Σ t is 1: ln Σ e^(z − m) + Σ t·(m − z), with m the largest z."""
    largest = z[_0]
    for k in range(count):
        largest = greater(largest, z[k])
    powers = below = 0.0
    for k in range(count):
        powers += exp(z[k] - largest)
        below += t[k] * (largest - z[k])
    return math.log(powers) + below


@part
def _through_softmax(a: Array, d: Array, count: int) -> None:
    """Turn dL/da into dL/dz for one softmax: dL/dz = a·(dL/da − Σ a·dL/da)."""
    mean = 0.0
    for k in range(count):
        mean += a[k] * d[k]
    for k in range(count):
        d[k] = a[k] * (d[k] - mean)


@part
def _cross_entropies(z: Array, t: Array, count: int, logarithms: bool) -> float:
    """Σ −t ln a − (1 − t) ln(1 − a) with the sigmoid before it, from z, where nothing overflows."""
    total = 0.0
    for k in range(count):
        total += greater(z[k], 0.0) - z[k] * t[k]
    if logarithms:
        for k in range(count):
            total += math.log1p(exp(-abs(z[k])))
    return total


@part
def _class_entropies(z: Array, t: Array, count: int, width: int, logarithms: bool) -> float:
    """−Σ t ln a with the softmax of `width` outputs before it, from z."""
    total = 0.0
    if logarithms:
        for row in range(_0, count, width):
            total += _class_entropy(at(z, row), at(t, row), width)
    else:
        for k in range(count):
            total -= z[k] * t[k]
    return total


@part
def _errors(loss: int, a: Array, t: Array, d: Array, count: int, scale: float) -> float:
    """d = scale·dL/da, and the sum of the losses, of those that measure a distance between a and t."""
    total = 0.0
    weight = 2.0 if loss == MSE else 1.0
    for k in range(count):
        error = a[k] - t[k]
        size = abs(error)
        if loss == MAE:
            d[k] = scale * (1.0 if error > 0.0 else -1.0 if error < 0.0 else error)
            total += size
        elif loss == HUBER:
            d[k] = scale * lesser(greater(error, -1.0), 1.0)
            total += 0.5 * error * error if size < 1.0 else size - 0.5
        else:
            d[k] = weight * scale * error
            total += 0.5 * weight * error * error
    return total


@piece
def compare(
    loss: int,
    softmax: int,
    logarithms: bool,
    z: Array,
    a: Array,
    s: Array,
    t: Array,
    d: Array,
    count: int,
    scale: float,
) -> float:
    """d = scale·dL/dz for `count` outputs with targets t; the sum of their losses.

    `softmax` is the number of outputs that share a softmax, or 0. The sum costs a logarithm for each cross-entropy;
    without `logarithms` it leaves out that part, which is never large: it is still finite unless a sum has overflowed.
    """
    several = loss == CROSS_ENTROPY
    if several or loss == BCE:  # with the softmax or the sigmoid that belongs to it before it
        for k in range(count):
            d[k] = scale * (a[k] - t[k])
        if several:
            return _class_entropies(z, t, count, softmax, logarithms)
        return _cross_entropies(z, t, count, logarithms)
    total = _errors(loss, a, t, d, count, scale)
    if softmax:
        for row in range(_0, count, softmax):
            _through_softmax(at(a, row), at(d, row), softmax)
    else:
        for k in range(count):
            d[k] *= s[k]
    return total
