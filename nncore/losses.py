"""Losses: one number for how wrong the answers o are, given the targets t. The mean over observations and outputs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from nncore.arrays import Array

# The compiled loops choose by these numbers.
MSE, HALF_MSE, BCE = range(3)


@dataclass(frozen=True, slots=True)
class Loss:
    """One entry of the table.

    `value` maps arrays (z, o, t) of one shape to the loss of each output; o = f(z) is the answer, t the target.
    `outputs` names the output activations the loss makes sense with; empty means all.
    """

    name: str
    code: int
    title: str
    formula: str
    derivative_formula: str
    about: str
    value: Callable[[Array, Array, Array], Array]
    outputs: tuple[str, ...] = ()


def _cross_entropy(z: Array, o: Array, t: Array) -> Array:  # noqa: ARG001  every loss is called alike
    # From the sum z before the sigmoid: ln o is −∞ where o has been rounded to 0.
    return np.asarray(np.maximum(z, 0) - z * t + np.log1p(np.exp(-np.abs(z))))


_TABLE = (
    Loss(
        name="mse",
        code=MSE,
        title="Mean squared error",
        formula="L = (o − t)²",
        derivative_formula="dL/do = 2 (o − t)",
        about="The square of the error, as in PyTorch's MSELoss: large errors count most.",
        value=lambda _z, o, t: (o - t) ** 2,
    ),
    Loss(
        name="half_mse",
        code=HALF_MSE,
        title="Half squared error",
        formula="L = ½ (o − t)²",
        derivative_formula="dL/do = o − t",
        about="Half the squared error, as in the article and TensorFlow Playground. The ½ makes the derivative simple.",
        value=lambda _z, o, t: 0.5 * (o - t) ** 2,
    ),
    Loss(
        name="bce",
        code=BCE,
        title="Cross-entropy",
        formula="L = −t ln o − (1 − t) ln(1 − o)",
        derivative_formula="dL/dz = o − t (with the sigmoid before it)",
        about="For two classes and a sigmoid output. A confident wrong answer costs much, so it does not get stuck.",
        value=_cross_entropy,
        outputs=("sigmoid",),
    ),
)

LOSSES = MappingProxyType({entry.name: entry for entry in _TABLE})
