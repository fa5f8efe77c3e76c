"""Layers: fully connected layers over one flat vector of parameters. They know their inputs, not what these mean."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
from numpy.random import Generator
from numpy.typing import ArrayLike

from nncore import checks, engine
from nncore.activations import ACTIVATIONS
from nncore.arrays import Array
from nncore.errors import SpecError
from nncore.initializers import INITIALIZERS
from nncore.losses import LOSSES

# Numbers of the widest layer that are computed at a time: two such blocks of memory serve for all layers and points,
# since new memory takes longer than what is computed in it.
ROOM = 2**20


class Layers:
    """Fully connected layers a = f(b + a·W), one after the other.

    `sizes` counts the units per layer, inputs first; `activations` names f for each but the inputs. All weights and
    biases lie in one vector, `flat`, (p,) float64: per layer first W, (inputs, outputs) row by row, then b. `weights`
    and `biases` are views of it, one per layer: a change to one is a change to all.
    """

    def __init__(self, sizes: Sequence[int], activations: Sequence[str]) -> None:
        self.sizes = tuple(sizes)
        self._activations = tuple(ACTIVATIONS[name] for name in activations)
        self.table = engine.layer_table(self.sizes, [activation.code for activation in self._activations])
        self.flat: Array = np.zeros(engine.parameter_count(self.sizes))
        begins = self.table[:, int(engine.WEIGHTS)].tolist()
        self._places = tuple((begin, *sizes) for begin, sizes in zip(begins, pairwise(self.sizes), strict=True))

    @property
    def weights(self) -> tuple[Array, ...]:
        """The weights of each layer, (inputs, outputs): views of `flat`."""
        return tuple(self.flat[begin : begin + i * o].reshape(i, o) for begin, i, o in self._places)

    @property
    def biases(self) -> tuple[Array, ...]:
        """The biases of each layer, (outputs,): views of `flat`."""
        return tuple(self.flat[begin + i * o : begin + (i + 1) * o] for begin, i, o in self._places)

    def initialize(self, initializer: str, rng: Generator) -> None:
        """Draw all weights and biases anew, layer by layer, from `rng`."""
        entry = INITIALIZERS[initializer]
        for w, b in zip(self.weights, self.biases, strict=True):
            w[:] = entry.weights(rng, *w.shape)
            b[:] = entry.biases(rng, *b.shape)

    @property
    def parameters(self) -> Array:
        """All weights and biases, (p,) float64. Reading gives a copy; assigning changes them in place.

        Raises ValueError where what is assigned has another shape or holds a number that is not finite.
        """
        return self.flat.copy()

    @parameters.setter
    def parameters(self, values: ArrayLike) -> None:
        self.flat[:] = finite("parameters", values, self.flat.shape)

    def sums_and_outputs(self, inputs: Array) -> list[tuple[Array, Array]]:
        """z and a = f(z) of every layer but the inputs, each (n, units), for `inputs`, (n, inputs), in their dtype.

        Where a weight is so large that numbers overflow, they become infinite without a warning.
        """
        steps = []
        a = inputs.T  # a row per unit: NumPy's loops then run along the observations
        with np.errstate(over="ignore", invalid="ignore"):
            for w, b, activation in zip(self.weights, self.biases, self._activations, strict=True):
                z = w.T.astype(a.dtype, copy=False) @ a
                z += b[:, np.newaxis].astype(a.dtype, copy=False)
                a = activation.function(z.T).T
                steps.append((z.T, a.T))
        return steps

    def slices(self, count: int) -> Iterator[slice]:
        """`count` observations, so many at a time that the sums and answers of all units fit into little memory."""
        step = max(1, ROOM // self.units)
        return (slice(start, start + step) for start in range(0, count, step))

    def layer_outputs(self, inputs: Array) -> tuple[Array, ...]:
        """What all units answer to `inputs`, (n, inputs): one (n, units) per layer, inputs first, in their dtype."""
        return (inputs, *(a for _, a in self.sums_and_outputs(inputs)))

    def answers(self, inputs: Array) -> Array:
        """What the last layer answers to `inputs`, (n, inputs): (n, outputs), in their dtype. For pictures: quick."""
        count = max(1, ROOM // max(self.sizes))
        result = np.empty((len(inputs), self.sizes[-1]), dtype=inputs.dtype)
        room = np.empty((2, max(self.sizes), min(count, len(inputs))), dtype=inputs.dtype)
        with np.errstate(over="ignore", invalid="ignore"):
            parameters = [
                (w.T.astype(inputs.dtype), b[:, np.newaxis].astype(inputs.dtype))
                for w, b in zip(self.weights, self.biases, strict=True)
            ]
            for start in range(0, len(inputs), count):
                a = inputs[start : start + count].T
                for layer, (w, b) in enumerate(parameters):
                    z = np.matmul(w, a, out=room[layer % 2, : len(w), : a.shape[1]])
                    z += b
                    a = self._activations[layer].overwrite(z.T).T
                result[start : start + count] = a.T
        return result

    def gradient(self, x: ArrayLike, t: ArrayLike, loss: str = "mse") -> tuple[float, Array]:
        """The mean loss over inputs `x`, (n, inputs), with targets `t`, (n, outputs), and its gradient, (p,) float64.

        The order of the gradient is that of `parameters`. Raises ValueError for other shapes or numbers that are not
        finite, SpecError for a loss that is unknown or does not fit the output's activation.
        """
        entry = LOSSES[checks.choice("loss", loss, LOSSES)]
        output = self._activations[-1].name
        if entry.outputs and output not in entry.outputs:
            raise SpecError("loss", f"one that suits the output activation {output}; {entry.reason}", loss)
        n = len(np.atleast_1d(x))
        if n == 0:
            raise ValueError("x must hold at least one observation")
        inputs, targets = finite("x", x, (n, self.sizes[0])), finite("t", t, (n, self.sizes[-1]))
        if entry.per_observation and not np.allclose(targets.sum(axis=1), 1.0):
            raise ValueError(f"each row of t must add up to 1 for the loss {loss}: a probability per class")
        memory = engine.fresh_memory(self.flat, self.units, np.arange(n))
        recipe = self.recipe(entry.code)
        total = engine.survey(memory, recipe, inputs, targets).loss_sum
        engine.gradient(memory, recipe, inputs, targets)
        return total / (n if entry.per_observation else targets.size), memory.gradient

    def recipe(self, loss: int, middle: float = 0.5) -> engine.Recipe:
        """What the compiled loops need to know of these layers, with the code of a loss, and nothing more."""
        return engine.Recipe(
            layers=self.table,
            keep=np.ones(len(self.table)),
            loss=loss,
            optimizer=engine.NO_OPTIMIZER,
            settings=np.zeros(1),
            l1=0.0,
            l2=0.0,
            clip_norm=0.0,
            shuffle=False,
            stream=False,
            learning=False,
            middle=middle,
            seed=engine.whole(0),
        )

    @property
    def units(self) -> int:
        """The number of inputs and neurons."""
        return sum(self.sizes)


def finite(name: str, values: ArrayLike, shape: tuple[int, ...]) -> Array:
    """`values` as a new contiguous float64 array, if it has this shape and is finite."""
    array = np.array(values, dtype=np.float64, order="C")
    if array.shape != shape:
        raise ValueError(f"{name} must have the shape {shape}, got {array.shape}")
    if not np.isfinite(array).all():
        raise ValueError(f"{name} must hold finite numbers only")
    return array
