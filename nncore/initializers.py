"""Initialisers: the random numbers a network starts from; inputs and outputs are the sizes on a layer's two sides."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.random import Generator

from nncore.arrays import Array


@dataclass(frozen=True, slots=True)
class Initializer:
    """One entry: `weights(rng, inputs, outputs)` gives (inputs, outputs), `biases(rng, outputs)` gives (outputs,)."""

    name: str
    title: str
    formula: str
    about: str
    weights: Callable[[Generator, int, int], Array]
    biases: Callable[[Generator, int], Array]


def _uniform(rng: Generator, bound: float, inputs: int, outputs: int) -> Array:
    return rng.uniform(-bound, bound, size=(inputs, outputs))


def _zero_biases(rng: Generator, outputs: int) -> Array:  # noqa: ARG001  some initialisers draw their biases
    return np.zeros(outputs)


_TABLE = (
    Initializer(
        name="xavier_uniform",
        title="Xavier, uniform",
        formula="w ~ U(−b, b), b = √(6 / (inputs + outputs)); biases 0",
        about="Keeps the size of signals about equal through sigmoid and tanh layers (Glorot and Bengio, 2010).",
        weights=lambda rng, i, o: _uniform(rng, math.sqrt(6 / (i + o)), i, o),
        biases=_zero_biases,
    ),
    Initializer(
        name="he_uniform",
        title="He, uniform",
        formula="w ~ U(−b, b), b = √(6 / inputs); biases 0",
        about="Wider, to make up for the half that ReLU cuts away (He et al., 2015).",
        weights=lambda rng, i, o: _uniform(rng, math.sqrt(6 / i), i, o),
        biases=_zero_biases,
    ),
    Initializer(
        name="uniform",
        title="Uniform",
        formula="w ~ U(−0.5, 0.5); biases 0",
        about="The same small range for every layer, whatever its size.",
        weights=lambda rng, i, o: _uniform(rng, 0.5, i, o),
        biases=_zero_biases,
    ),
    Initializer(
        name="zeros",
        title="Zeros",
        formula="w = 0; biases 0",
        about="All neurons of a layer stay equal for ever: a lesson in why starts are random.",
        weights=lambda _rng, i, o: np.zeros((i, o)),
        biases=_zero_biases,
    ),
    Initializer(
        name="article",
        title="The article's",
        formula="w ~ U(−1, 1); biases ~ U(−1, 1)",
        about="What the article's own code does: weights and biases uniform between −1 and 1.",
        weights=lambda rng, i, o: _uniform(rng, 1.0, i, o),
        biases=lambda rng, o: rng.uniform(-1.0, 1.0, size=o),
    ),
)

INITIALIZERS = MappingProxyType({entry.name: entry for entry in _TABLE})
