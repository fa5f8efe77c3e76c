"""Plain gradient descent on one observation at a time: forward pass, backpropagation and update in one go.

The weights change on the way back, each right after it has passed the blame on; no gradient is written down. That
halves the time of a small network, and of a wide one, whose weights are read and written once.
"""

from __future__ import annotations

from numba import uint64

from nncore.arrays import Array
from nncore.engine import ABOVE, ACTIVATION, BELOW, BIASES, COLUMNS, INPUTS, OUTPUTS, WEIGHTS
from nncore.kernels.activation import activate
from nncore.kernels.compiling import part
from nncore.kernels.products import add_product

_0, _1 = uint64(0), uint64(1)
# In a layer of fewer units a sum is best kept in a register; in a wider one, all sums are best kept side by side.
_NARROW = uint64(4)


@part
def forward_one(layers: Array, depth: int, w: Array, z: Array, a: Array, s: Array) -> None:
    """Sums, answers and slopes of all layers for the inputs at the beginning of `a`."""
    for layer in range(depth):
        row = layer * COLUMNS
        n_in, weights, below = layers[row + INPUTS], layers[row + WEIGHTS], layers[row + BELOW]
        n_out, biases, above = layers[row + OUTPUTS], layers[row + BIASES], layers[row + ABOVE]
        if n_out < _NARROW:
            for j in range(n_out):
                total = w[biases + j]
                for i in range(n_in):
                    total += a[below + i] * w[weights + i * n_out + j]
                z[above + j] = total
        else:
            for j in range(n_out):
                z[above + j] = w[biases + j]
            add_product(a, below, n_in, _1, w, weights, z, above, _1, n_in, n_out)
        activate(layers[row + ACTIVATION], z, a, s, above, above + n_out, n_out)


@part
def descend_one(layers: Array, depth: int, w: Array, a: Array, s: Array, d: Array, rate: float) -> None:
    """Pass d = dL/dz of the output layer down, and take rate times the gradient from each weight and bias."""
    for layer in range(depth):
        row = (depth - _1 - layer) * COLUMNS
        n_in, weights, below = layers[row + INPUTS], layers[row + WEIGHTS], layers[row + BELOW]
        n_out, biases, above = layers[row + OUTPUTS], layers[row + BIASES], layers[row + ABOVE]
        for j in range(n_out):
            w[biases + j] -= rate * d[above + j]
        for i in range(n_in):
            change, k, blame = rate * a[below + i], weights + i * n_out, 0.0
            for j in range(n_out):
                blame += w[k + j] * d[above + j]
                w[k + j] -= change * d[above + j]
            d[below + i] = blame * s[below + i]
