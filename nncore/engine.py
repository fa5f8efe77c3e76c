"""The door to the compiled loops: the values they work on, and the loops themselves, loaded when first needed."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from types import ModuleType
from typing import NamedTuple

import numpy as np

from nncore.arrays import Array

# Columns of the layer table, one row per layer of weights: its sizes, where its weights begin in the parameter vector,
# where its inputs begin in the list of all units, its activation.
INPUTS, OUTPUTS, WEIGHTS, UNITS, ACTIVATION = range(5)

# Places in Memory.counters: epochs completed, place in `order`, observations in `gradient`, updates, steps of the
# present optimizer, observations seen.
EPOCH, POSITION, PENDING, UPDATES, STEPS, OBSERVATIONS = range(6)


class Memory(NamedTuple):
    """What a training pass changes, in place."""

    parameters: Array  # (p,) float64: per layer the weights (inputs, outputs) row by row, then the biases
    gradient: Array  # (p,) the sum over the observations of the batch so far
    buffers: Array  # (k, p) the optimizer's averages
    order: Array  # (n,) int64: in which order this epoch takes the observations
    counters: Array  # (6,) int64, see above


class Recipe(NamedTuple):
    """What a training pass goes by."""

    layers: Array  # (layers, 5) uint64: the layer table
    loss: int
    optimizer: int
    settings: Array  # (s,) float64: the optimizer's own numbers
    l1: float
    l2: float
    batch_size: int
    shuffle: bool


def parameter_count(sizes: Sequence[int]) -> int:
    """The number of weights and biases between layers of `sizes` units."""
    return sum((n_in + 1) * n_out for n_in, n_out in pairwise(sizes))


def layer_table(sizes: Sequence[int], codes: Sequence[int]) -> Array:
    """The layer table for `sizes`, units per layer, inputs first, and the activation `codes` of all but the inputs."""
    inputs, outputs = np.array(sizes[:-1]), np.array(sizes[1:])
    ends = np.cumsum((inputs + 1) * outputs)
    weights = ends - (inputs + 1) * outputs
    units = np.cumsum(inputs) - inputs
    return np.ascontiguousarray(np.stack([inputs, outputs, weights, units, np.array(codes)], axis=1), dtype=np.uint64)


def fresh_memory(parameters: Array, buffers: int, order: Array) -> Memory:
    """The memory of a training that is about to begin: its `parameters` and `order`, and nothing learned yet."""
    size = len(parameters)
    return Memory(parameters, np.zeros(size), np.zeros((buffers, size)), order, np.zeros(6, dtype=np.int64))


def kernels() -> ModuleType:
    """The compiled loops. Importing Numba takes half a second, so a program can show itself before it first trains."""
    from nncore import kernels as module  # here and nowhere else, for the reason above

    return module


def warm_up() -> None:
    """Load the compiled loops now, not with the first training. The first time on a machine it takes some seconds."""
    kernels()
