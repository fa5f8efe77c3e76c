"""Plain gradient descent on one observation at a time: forward pass, backpropagation and update in one go.

The weights change on the way back, each right after it has passed the blame on; no gradient is written down. That
halves the time of a small network, and of a wide one, whose weights are read and written once.
"""

from __future__ import annotations

from numba import uint64

from nncore.arrays import Array
from nncore.engine import ABOVE, ACTIVATION, BELOW, BIASES, COLUMNS, INPUTS, OUTPUTS, WEIGHTS
from nncore.kernels.activation import activate
from nncore.kernels.compiling import at, part
from nncore.kernels.products import add_product

_1 = uint64(1)
# In a layer of fewer units a sum is best kept in a register; in a wider one, all sums are best kept side by side.
_NARROW = uint64(4)


@part
def forward_one(layers: Array, depth: int, parameters: Array, sums: Array, answers: Array, slopes: Array) -> None:
    """Sums, answers and slopes of all layers for the inputs at the beginning of `answers`."""
    for layer in range(depth):
        row = at(layers, layer * COLUMNS)
        n_in, n_out, above = row[INPUTS], row[OUTPUTS], row[ABOVE]
        w, b = at(parameters, row[WEIGHTS]), at(parameters, row[BIASES])
        x, z = at(answers, row[BELOW]), at(sums, above)
        if n_out < _NARROW:
            for j in range(n_out):
                total = b[j]
                for i in range(n_in):
                    total += x[i] * w[i * n_out + j]
                z[j] = total
        else:
            for j in range(n_out):
                z[j] = b[j]
            add_product(x, n_in, _1, w, z, _1, n_in, n_out)
        activate(row[ACTIVATION], z, at(answers, above), at(slopes, above), n_out, n_out)


@part
def descend_one(
    layers: Array, depth: int, parameters: Array, answers: Array, slopes: Array, blames: Array, rate: float
) -> None:
    """Pass dL/dz of the output layer down through `blames`, and take rate times the gradient from each parameter."""
    for layer in range(depth):
        row = at(layers, (depth - _1 - layer) * COLUMNS)
        n_in, n_out, below = row[INPUTS], row[OUTPUTS], row[BELOW]
        w, b = at(parameters, row[WEIGHTS]), at(parameters, row[BIASES])
        d = at(blames, row[ABOVE])
        for j in range(n_out):
            b[j] -= rate * d[j]
        for i in range(n_in):
            row_of_w, change, blame = at(w, i * n_out), rate * answers[below + i], 0.0
            for j in range(n_out):
                blame += row_of_w[j] * d[j]
                row_of_w[j] -= change * d[j]
            blames[below + i] = blame * slopes[below + i]
