"""Gradient check: backpropagation against central differences along a random direction."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import ArrayLike

from nncore.layers import Layers

# Of the error's two parts, h² · f‴ and rounding / h, neither is much larger than the other here.
STEP = 1e-5
TOLERANCE = 1e-6


@dataclass(frozen=True, slots=True)
class GradientCheck:
    """The slope of the loss along one direction: from backpropagation and from two values of the loss."""

    backpropagated: float
    measured: float

    @property
    def relative_error(self) -> float:
        """The difference of the two, as a share of the larger."""
        largest = max(abs(self.backpropagated), abs(self.measured))
        return abs(self.backpropagated - self.measured) / largest if largest else 0.0

    @property
    def agrees(self) -> bool:
        """Whether the two are as equal as the method can tell; a kink, as in ReLU, within the step spoils it."""
        return self.relative_error <= TOLERANCE

    def __str__(self) -> str:
        return (
            f"slope from backpropagation {self.backpropagated:.12g}, from differences {self.measured:.12g}: "
            f"relative error {self.relative_error:.1e}"
        )


def check_gradient(layers: Layers, x: ArrayLike, t: ArrayLike, loss: str, rng: Generator) -> GradientCheck:
    """Check `layers.gradient(x, t, loss)` along a direction drawn from `rng`. The parameters are left as they were."""
    start = layers.parameters
    direction = rng.normal(size=start.shape)
    direction /= np.linalg.norm(direction)
    _, gradient = layers.gradient(x, t, loss)
    values = []
    for step in (STEP, -STEP):
        layers.parameters = start + step * direction
        values.append(layers.gradient(x, t, loss)[0])
    layers.parameters = start
    return GradientCheck(float(gradient @ direction), (values[0] - values[1]) / (2 * STEP))
