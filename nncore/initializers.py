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
    latex: str
    about: str
    weights: Callable[[Generator, int, int], Array]
    biases: Callable[[Generator, int], Array]


def _uniform(rng: Generator, bound: float, inputs: int, outputs: int) -> Array:
    return rng.uniform(-bound, bound, size=(inputs, outputs))


def _normal(rng: Generator, variance: float, inputs: int, outputs: int) -> Array:
    return rng.normal(0.0, math.sqrt(variance), size=(inputs, outputs))


def _zero_biases(rng: Generator, outputs: int) -> Array:  # noqa: ARG001  some initialisers draw their biases
    return np.zeros(outputs)


_TABLE = (
    Initializer(
        name="xavier_uniform",
        title="Xavier, uniform",
        formula="w ~ U(−b, b), b = √(6 / (inputs + outputs)); biases 0",
        latex=r"w \sim U(-b, b), \quad b = \sqrt{\frac{6}{n_{in} + n_{out}}}",
        about="Keeps the size of signals about equal through sigmoid and tanh layers (Glorot, Bengio, 2010). Deep ReLU "
        "networks let them fade.",
        weights=lambda rng, i, o: _uniform(rng, math.sqrt(6 / (i + o)), i, o),
        biases=_zero_biases,
    ),
    Initializer(
        name="xavier_normal",
        title="Xavier, normal",
        formula="w ~ N(0, σ²), σ² = 2 / (inputs + outputs); biases 0",
        latex=r"w \sim N(0, \sigma^2), \quad \sigma^2 = \frac{2}{n_{in} + n_{out}}",
        about="As Xavier, uniform, from a bell curve: the same spread, with a few larger weights.",
        weights=lambda rng, i, o: _normal(rng, 2 / (i + o), i, o),
        biases=_zero_biases,
    ),
    Initializer(
        name="he_uniform",
        title="He, uniform",
        formula="w ~ U(−b, b), b = √(6 / inputs); biases 0",
        latex=r"w \sim U(-b, b), \quad b = \sqrt{\frac{6}{n_{in}}}",
        about="Wider, to make up for the half that ReLU cuts away (He et al., 2015). It saturates sigmoid and tanh.",
        weights=lambda rng, i, o: _uniform(rng, math.sqrt(6 / i), i, o),
        biases=_zero_biases,
    ),
    Initializer(
        name="he_normal",
        title="He, normal",
        formula="w ~ N(0, σ²), σ² = 2 / inputs; biases 0",
        latex=r"w \sim N(0, \sigma^2), \quad \sigma^2 = \frac{2}{n_{in}}",
        about="As He, uniform, from a bell curve: for ReLU and its kin.",
        weights=lambda rng, i, o: _normal(rng, 2 / i, i, o),
        biases=_zero_biases,
    ),
    Initializer(
        name="lecun_uniform",
        title="LeCun, uniform",
        formula="w ~ U(−b, b), b = √(3 / inputs); biases 0",
        latex=r"w \sim U(-b, b), \quad b = \sqrt{\frac{3}{n_{in}}}",
        about="Gives every sum about the size of the inputs, whatever their number (LeCun et al., 1998): for tanh. Too "
        "narrow for ReLU.",
        weights=lambda rng, i, o: _uniform(rng, math.sqrt(3 / i), i, o),
        biases=_zero_biases,
    ),
    Initializer(
        name="lecun_normal",
        title="LeCun, normal",
        formula="w ~ N(0, σ²), σ² = 1 / inputs; biases 0",
        latex=r"w \sim N(0, \sigma^2), \quad \sigma^2 = \frac{1}{n_{in}}",
        about="As LeCun, uniform, from a bell curve: the start that SELU is made for.",
        weights=lambda rng, i, o: _normal(rng, 1 / i, i, o),
        biases=_zero_biases,
    ),
    Initializer(
        name="uniform",
        title="Uniform",
        formula="w ~ U(−0.5, 0.5); biases 0",
        latex=r"w \sim U(-0.5, 0.5)",
        about="The same small range for every layer, whatever its size: too wide for large layers.",
        weights=lambda rng, i, o: _uniform(rng, 0.5, i, o),
        biases=_zero_biases,
    ),
    Initializer(
        name="zeros",
        title="Zeros",
        formula="w = 0; biases 0",
        latex=r"w = 0",
        about="All neurons of a layer stay equal for ever: a lesson in why starts are random.",
        weights=lambda _rng, i, o: np.zeros((i, o)),
        biases=_zero_biases,
    ),
    Initializer(
        name="playground",
        title="Playground's",
        formula="w ~ U(−0.5, 0.5); biases 0.1",
        latex=r"w \sim U(-0.5, 0.5), \quad b = 0.1",
        about="How TensorFlow Playground starts: small weights, and every bias a little above 0.",
        weights=lambda rng, i, o: _uniform(rng, 0.5, i, o),
        biases=lambda _rng, o: np.full(o, 0.1),
    ),
    Initializer(
        name="article",
        title="The article's",
        formula="w ~ U(−1, 1); biases ~ U(−1, 1)",
        latex=r"w \sim U(-1, 1), \quad b \sim U(-1, 1)",
        about="What the article's own code does: all uniform between −1 and 1. Too wide for large layers.",
        weights=lambda rng, i, o: _uniform(rng, 1.0, i, o),
        biases=lambda rng, o: rng.uniform(-1.0, 1.0, size=o),
    ),
)

INITIALIZERS = MappingProxyType({entry.name: entry for entry in _TABLE})
