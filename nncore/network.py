"""Network: the layers of an experiment and the features through which they see the plane of the data."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator
from numpy.typing import ArrayLike

from nncore import features
from nncore.arrays import Array
from nncore.layers import Layers
from nncore.spec import NetworkSpec


class Network(Layers):
    """The network that `spec` describes over the plane `domain` × `domain`, its first weights drawn from `rng`."""

    def __init__(self, spec: NetworkSpec, domain: tuple[float, float], rng: Generator) -> None:
        super().__init__(spec.sizes, spec.activations)
        self.spec = spec
        self.domain = domain
        self.initialize(spec.initializer, rng)

    def features(self, points: ArrayLike) -> Array:
        """The inputs of the network, (n, inputs), for `points`, (n, 2), in the coordinates of the data.

        float32 stays float32, which is precise enough to draw and twice as fast; everything else becomes float64.
        """
        array = np.asarray(points)
        if array.ndim != 2 or array.shape[1] != 2:
            raise ValueError(f"points must have the shape (n, 2), got {array.shape}")
        if array.dtype != np.float32:
            array = array.astype(np.float64, copy=False)
        return features.compute(self.spec.inputs, array, self.domain, center=self.spec.center_inputs)

    def predict(self, points: ArrayLike) -> Array:
        """What the network answers at `points`, (n, 2), in the coordinates of the data: (n, outputs).

        It is computed with NumPy, in float32 for points in float32, and does not wait for the compiled loops.
        """
        return self.answers(self.features(points))
