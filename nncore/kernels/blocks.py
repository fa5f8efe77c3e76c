"""Forward pass and backpropagation for a block of observations at once: a matrix per layer, a row per observation."""

from __future__ import annotations

from numba import float64, uint64

from nncore.arrays import Array
from nncore.engine import ABOVE, ACTIVATION, BELOW, BIASES, COLUMNS, INPUTS, OUTPUTS, WEIGHTS
from nncore.kernels.activation import activate
from nncore.kernels.compiling import at, part, piece
from nncore.kernels.products import add_product, product_with_transposed

_0, _1 = uint64(0), uint64(1)
_GOLDEN, _MIX1, _MIX2 = uint64(0x9E3779B97F4A7C15), uint64(0xBF58476D1CE4E5B9), uint64(0x94D049BB133111EB)


@piece
def mixed(number: int) -> int:
    """64 bits that look random, for each number others (the finaliser of SplitMix64; Steele et al., 2014)."""
    x = number * _GOLDEN
    x = (x ^ (x >> uint64(30))) * _MIX1
    x = (x ^ (x >> uint64(27))) * _MIX2
    return x ^ (x >> uint64(31))


@piece
def _drop(a: Array, s: Array, count: int, keep: float, key: int) -> None:
    """Silence all but a share `keep` of the answers, drawn anew for each, and raise the others (inverted dropout)."""
    for k in range(count):
        chance = float64(mixed(key + k) >> uint64(11)) * 2.0**-53
        factor = 1.0 / keep if chance < keep else 0.0
        a[k] *= factor
        s[k] *= factor


@part
def forward(
    layers: Array, depth: int, keep: Array, w: Array, sums: Array, answers: Array, slopes: Array, rows: int, key: int
) -> None:
    """Sums, answers and slopes of all layers for the block of `rows` whose inputs stand at the beginning of `answers`.

    Where `keep` says less than 1, only that share of the layer's neurons takes part, drawn by `key`.
    """
    for layer in range(depth):
        row = at(layers, layer * COLUMNS)
        n_in, n_out, above = row[INPUTS], row[OUTPUTS], row[ABOVE]
        b, z, a, s = at(w, row[BIASES]), at(sums, above), at(answers, above), at(slopes, above)
        count = rows * n_out
        for first in range(_0, count, n_out):
            for j in range(n_out):
                z[first + j] = b[j]
        add_product(at(answers, row[BELOW]), n_in, _1, at(w, row[WEIGHTS]), z, rows, n_in, n_out)
        activate(row[ACTIVATION], z, a, s, count, n_out)
        if keep[layer] < 1.0:
            _drop(a, s, count, keep[layer], key + above)


@part
def backward(
    layers: Array, depth: int, w: Array, answers: Array, slopes: Array, blames: Array, g: Array, rows: int
) -> None:
    """Add dL/dw and dL/db of a block to `g`, from d = dL/dz of the output layer downwards through `blames`."""
    for layer in range(depth):
        row = at(layers, (depth - _1 - layer) * COLUMNS)
        n_in, n_out, below = row[INPUTS], row[OUTPUTS], row[BELOW]
        x, d, biases = at(answers, below), at(blames, row[ABOVE]), at(g, row[BIASES])
        for first in range(_0, rows * n_out, n_out):
            for j in range(n_out):
                biases[j] += d[first + j]
        add_product(x, _1, n_in, d, at(g, row[WEIGHTS]), n_in, rows, n_out)
        if layer < depth - _1:
            e, s = at(blames, below), at(slopes, below)
            product_with_transposed(d, at(w, row[WEIGHTS]), e, rows, n_in, n_out)
            for k in range(rows * n_in):
                e[k] *= s[k]
