"""Divergence: which layer left the finite numbers first, and why, in a sentence."""

from __future__ import annotations

import numpy as np

from nncore.arrays import Array
from nncore.layers import Layers
from nncore.spec import TrainingSpec

# From here on it is the input itself, not the training, that is too large to compute with.
LARGE_INPUT = 1e6


def first_broken_layer(before: Layers, after: Array, inputs: Array) -> int:
    """The layer, counted from 0, whose sums are not finite for `inputs` (n, inputs); else the first whose parameters
    are not in `after`, the vector after the update; else the last.
    """
    for rows in before.slices(len(inputs)):
        for layer, (z, _a) in enumerate(before.sums_and_outputs(inputs[rows])):
            if not np.isfinite(z).all():
                return layer
    broken = np.flatnonzero(~np.isfinite(after))
    ends = np.cumsum([w.size + b.size for w, b in zip(before.weights, before.biases, strict=True)])
    return int(np.searchsorted(ends, broken[0], side="right")) if len(broken) else len(ends) - 1


def name(layer: int, layers: Layers) -> str:
    """What people call `layer`, counted from 0."""
    return "the output layer" if layer == len(layers.weights) - 1 else f"hidden layer {layer + 1}"


def cause(training: TrainingSpec, rate: float, inputs: Array) -> str:
    """The likely reason why numbers grew beyond all bounds in a training with the learning rate `rate`."""
    largest = float(np.abs(inputs).max())
    if largest > LARGE_INPUT:
        return f"an input is as large as {largest:.3g}; centre the inputs or choose a feature that stays small"
    momentum = getattr(training.optimizer, "momentum", None)
    if momentum is not None and training.clip_norm is None and rate * training.l2 >= 2.0:
        return f"the learning rate {rate:g} times the L2 penalty {training.l2:g} is 2 or more: each update overshoots 0"
    if momentum is not None and momentum >= 0.9:
        return f"the learning rate {rate:g} is probably too high, the more so with the momentum {momentum:g}"
    return f"the learning rate {rate:g} is probably too high"
