"""Activation functions a = f(z): what a neuron answers to the weighted sum z of its inputs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from nncore.arrays import Array

# The compiled loops choose by these numbers: one function for every network, no compilation per choice.
SIGMOID, TANH, RELU, LINEAR = range(4)


@dataclass(frozen=True, slots=True)
class Activation:
    """One entry of the table.

    `function` maps an array z of any shape to a; `derivative` maps (z, a) to f'(z): both are given because for
    sigmoid and tanh the derivative is cheapest from the answer, for relu from the sum.
    """

    name: str
    code: int
    title: str
    formula: str
    derivative_formula: str
    range: str
    about: str
    function: Callable[[Array], Array]
    derivative: Callable[[Array, Array], Array]


def _sigmoid(z: Array) -> Array:
    # 1 / (1 + exp(-z)) overflows for z < -709; this form, equal to it, never does.
    return np.asarray(0.5 * (1.0 + np.tanh(0.5 * z)), dtype=z.dtype)


_TABLE = (
    Activation(
        name="sigmoid",
        code=SIGMOID,
        title="sigmoid",
        formula="f(z) = 1 / (1 + e^(−z))",
        derivative_formula="f′(z) = f(z) · (1 − f(z))",
        range="0 to 1",
        about="A soft switch whose answer reads as a probability. Near 0 and 1 it is saturated and learns slowly.",
        function=_sigmoid,
        derivative=lambda _z, a: a * (1.0 - a),
    ),
    Activation(
        name="tanh",
        code=TANH,
        title="tanh",
        formula="f(z) = (e^z − e^(−z)) / (e^z + e^(−z))",
        derivative_formula="f′(z) = 1 − f(z)²",
        range="−1 to 1",
        about="A sigmoid centred on 0: a good first choice for small networks. It too saturates at its ends.",
        function=np.tanh,
        derivative=lambda _z, a: 1.0 - a * a,
    ),
    Activation(
        name="relu",
        code=RELU,
        title="ReLU",
        formula="f(z) = max(0, z)",
        derivative_formula="f′(z) = 1 if z > 0, else 0",
        range="0 to ∞",
        about="Straight pieces, quick to compute, good in deep networks. A unit that is 0 everywhere learns no more.",
        function=lambda z: np.maximum(z, 0),
        derivative=lambda z, _a: (z > 0).astype(z.dtype),
    ),
    Activation(
        name="linear",
        code=LINEAR,
        title="linear",
        formula="f(z) = z",
        derivative_formula="f′(z) = 1",
        range="−∞ to ∞",
        about="No bend at all: right for the output of a regression; in hidden layers it adds nothing.",
        function=lambda z: z,
        derivative=lambda z, _a: np.ones_like(z),
    ),
)

ACTIVATIONS = MappingProxyType({entry.name: entry for entry in _TABLE})
