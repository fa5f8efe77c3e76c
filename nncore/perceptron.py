"""NeuralNetwork: the perceptron of the article, thin over the rest of the library."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from nncore import checks, divergence, engine
from nncore.arrays import Array
from nncore.errors import DivergedError
from nncore.layers import Layers, finite
from nncore.losses import HALF_MSE
from nncore.optimizers import SGD
from nncore.spec import MAX_LAYERS, MAX_NEURONS, check_parameters


class NeuralNetwork:
    """A multi-layer perceptron, sigmoid everywhere, that learns from one observation at a time.

    `inputs` and `outputs` are numbers of units, `hidden_layers` holds the size of each hidden layer. Weights and biases
    begin uniform in [−1, 1]; the same `seed` gives the same ones, None gives new ones each time. The rule is the delta
    rule, as in the article: w ← w − learning_rate · ∂/∂w ½·Σ(o − t)², the sum over the outputs.
    Raises SpecError for a value that is not allowed.
    """

    def __init__(
        self,
        inputs: int,
        hidden_layers: Sequence[int],
        outputs: int,
        learning_rate: float,
        seed: int | None = None,
    ) -> None:
        hidden = checks.items("hidden_layers", hidden_layers, MAX_LAYERS)
        sizes = (
            checks.integer("inputs", inputs, 1, MAX_NEURONS),
            *(checks.integer(f"hidden_layers[{i}]", size, 1, MAX_NEURONS) for i, size in enumerate(hidden)),
            checks.integer("outputs", outputs, 1, MAX_NEURONS),
        )
        check_parameters(sizes)
        rate = SGD(learning_rate).learning_rate
        if seed is not None:
            checks.integer("seed", seed, 0, 2**63 - 1)
        self._rng = np.random.default_rng(seed)
        self.layers = Layers(sizes, ["sigmoid"] * (len(sizes) - 1))
        self.layers.initialize("article", self._rng)
        self._memory = engine.reading_memory(self.layers.flat, self.layers.units, 1)
        self._recipe = self.layers.recipe(HALF_MSE)._replace(stream=True, learning=True)
        # The article adds up the errors of the outputs, where the library's losses take their mean.
        self._rate = rate * sizes[-1]

    def train(self, inputs: ArrayLike, outputs: ArrayLike) -> None:
        """Learn from one observation, (inputs,) and (outputs,), or from many, (n, inputs) and (n, outputs), in order.

        Raises ValueError for other shapes and for numbers that are not finite; DivergedError, its state the last finite
        parameters, in which the network then stands, where numbers become too large.
        """
        n_in, n_out = self.layers.sizes[0], self.layers.sizes[-1]
        x, t = np.atleast_2d(np.asarray(inputs, dtype=np.float64)), np.atleast_2d(np.asarray(outputs, dtype=np.float64))
        x, t = finite("inputs", x, (len(x), n_in)), finite("outputs", t, (len(x), n_out))
        before = self.layers.parameters
        if self._learned(x, t):
            return
        self.layers.parameters = before
        for n in range(len(x)):  # one at a time, to stop before the one that did it
            before = self.layers.parameters
            if not self._learned(x[n : n + 1], t[n : n + 1]):
                raise self._diverged(n, x[n : n + 1], before)

    def _diverged(self, n: int, x: Array, before: Array) -> DivergedError:
        after = self.layers.parameters
        self.layers.parameters = before
        layer = divergence.first_broken_layer(self.layers, after, x)
        where = divergence.name(layer, self.layers)
        return DivergedError(n + 1, before, "the inputs are probably too large", layer, where)

    def _learned(self, x: Array, t: Array) -> bool:
        """Train on all of `x` in order; whether all losses and parameters were finite."""
        self._memory.counters[:] = 0
        memory = self._memory._replace(order=np.arange(len(x), dtype=np.uint64))
        seen = engine.train(memory, self._recipe, x, t, [self._rate], [1], len(x), len(x), self._rng)
        return math.isfinite(seen) and bool(np.isfinite(self.layers.flat).all())

    def forward_propagation(self, inputs: Sequence[ArrayLike]) -> list[Array]:
        """What the network answers: one array per output, for one array or number per input.

        The inputs may have any shapes that broadcast to one; each output has that shape. Raises ValueError for another
        number of inputs or shapes that do not fit.
        """
        if len(inputs) != self.layers.sizes[0]:
            raise ValueError(f"inputs must be {self.layers.sizes[0]} arrays or numbers, got {len(inputs)}")
        grids = np.broadcast_arrays(*(np.asarray(values, dtype=np.float64) for values in inputs))
        points = np.stack([grid.ravel() for grid in grids], axis=1)
        answers = self.layers.layer_outputs(points)[-1]
        return [answer.reshape(grids[0].shape) for answer in answers.T]
