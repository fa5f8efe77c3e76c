"""Places: where the weights and biases of each unit stand in the flat vector of all parameters."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from nncore import engine
from nncore.arrays import Array


def matrices(vector: Array, sizes: Sequence[int]) -> list[Array]:
    """`vector`, (p,), as one matrix (inputs + 1, outputs) per layer, the biases its last row: views of it."""
    shapes = [(n_in + 1, n_out) for n_in, n_out in pairwise(sizes)]
    ends = np.cumsum([rows * columns for rows, columns in shapes])[:-1]
    return [part.reshape(shape) for part, shape in zip(np.split(vector, ends), shapes, strict=True)]


def of_neuron(sizes: Sequence[int], layer: int, unit: int) -> tuple[Array, Array]:
    """The indices of the weights that leave neuron `unit` of hidden `layer`, counted from 0; those of the weights that
    enter it, with its bias at the end.
    """
    indices = matrices(np.arange(engine.parameter_count(sizes)), sizes)
    return indices[layer + 1][unit], indices[layer][:, unit]
