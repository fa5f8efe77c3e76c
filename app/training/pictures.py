"""What a snapshot shows of a trainer: the answers over the plane, of all units and of the one that is looked at."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

import nncore
from app.ranges import bounds
from app.training.answers import answer
from app.training.snapshot import TWO_CLASSES, Metrics, Unit
from nncore.arrays import read_only

Array = NDArray[Any]

MAP_RESOLUTION = 24  # thumbnails of neurons: points per side

_MOST_FOR_FLOAT32 = 1e4  # a weight beyond this: a few layers of such may leave the range of float32
_MOST_OF_A_SCALE = 1e307  # its two ends are twice that apart


@dataclass(frozen=True, slots=True)
class Picture:
    """The answers over the plane, (n, n) each, and the two that get the ends of the colours."""

    surface: Array
    class_surfaces: tuple[Array, ...]
    scale: tuple[float, float]


def of(trainer: nncore.Trainer, points: int, unit: Unit | None, scale: tuple[float, float]) -> Picture:
    """What `unit` answers, or, where it is None, the network."""
    return of_network(trainer, points, scale) if unit is None else of_unit(trainer, points, unit)


def of_network(trainer: nncore.Trainer, points: int, scale: tuple[float, float]) -> Picture:
    """What the network answers, at `points` per side; also class by class where it has more than two of them."""
    # Away from the data a formula may have no value, and weights may be too large for any number.
    with np.errstate(all="ignore"):
        outputs = trainer.network.predict(_plane(trainer, points))
    several = outputs.T.reshape(-1, points, points) if outputs.shape[1] > TWO_CLASSES else ()
    surface = read_only(answer(outputs).reshape(points, points))
    return Picture(surface, tuple(read_only(np.ascontiguousarray(one)) for one in several), scale)


def of_unit(trainer: nncore.Trainer, points: int, unit: Unit) -> Picture:
    """What one input or neuron answers.

    Where its activation has ends, as tanh has, these get the ends of the colours, else the middle is 0.
    """
    layer, number = unit
    network = trainer.network
    with np.errstate(all="ignore"):
        inputs = network.features(_plane(trainer, points))
        outputs = network.layer_outputs(inputs)[layer]
    surface = read_only(np.ascontiguousarray(outputs[:, number]).reshape(points, points))
    low, high = bounds(trainer.experiment.network.activations[layer - 1]) if layer else (-math.inf, math.inf)
    if not (math.isfinite(low) and math.isfinite(high)):
        known = np.abs(surface[np.isfinite(surface)])
        high = min(float(known.max(initial=0.0)), _MOST_OF_A_SCALE) or 1.0
        low = -high
    return Picture(surface, (), (low, high))


def has_unit(trainer: nncore.Trainer, unit: Unit) -> bool:
    """Whether the network has this unit, and it is not its only answer, which is looked at anyway."""
    layer, number = unit
    sizes = trainer.experiment.network.sizes
    return 0 <= layer < len(sizes) and 0 <= number < sizes[layer] and (layer < len(sizes) - 1 or sizes[-1] > 1)


def neuron_maps(trainer: nncore.Trainer) -> tuple[Array, ...]:
    """The thumbnails of all inputs and neurons: per layer (units, MAP_RESOLUTION, MAP_RESOLUTION)."""
    with np.errstate(all="ignore"):
        inputs = trainer.network.features(_plane(trainer, MAP_RESOLUTION))
        layers = trainer.network.layer_outputs(inputs)
    return tuple(read_only(layer.T.reshape(-1, MAP_RESOLUTION, MAP_RESOLUTION)) for layer in layers)


def metrics(trainer: nncore.Trainer) -> Metrics:
    """How good the answers are, as far as that can be known without waiting for the engine."""
    if not nncore.is_warm():
        return _recorded_losses(trainer)
    train, test = trainer.evaluate("train"), trainer.evaluate("test")
    return Metrics(
        train.loss,
        test.loss,
        train.accuracy,
        test.accuracy,
        train.r_squared,
        test.r_squared,
        train.confusion,
        test.confusion,
    )


def _recorded_losses(trainer: nncore.Trainer) -> Metrics:
    """What is known without the engine: the losses of this moment if they were recorded, and no scores."""
    history = trainer.history
    if trainer.observations_seen != history.epochs[-1] * len(trainer.observations.train_points):
        return Metrics(math.nan, math.nan)
    return Metrics(float(history.train_loss[-1]), float(history.test_loss[-1]))


def _plane(trainer: nncore.Trainer, points: int) -> Array:
    """The points of the picture, in float64 where float32 would make infinities of what the weights are large for.

    Of two infinities in one sum no number is left: the picture would have holes where the network has answers.
    """
    plane = grid(points, trainer.domain)
    return plane if np.abs(trainer.network.flat).max(initial=0.0) <= _MOST_FOR_FLOAT32 else plane.astype(np.float64)


@lru_cache(maxsize=8)  # two resolutions of a few planes: painting own points moves the plane
def grid(points: int, domain: tuple[float, float]) -> NDArray[np.float32]:
    """Points (points², 2) over the square `domain` × `domain`, x running fastest."""
    line = np.linspace(*domain, points, dtype=np.float32)
    x, y = np.meshgrid(line, line)
    return read_only(np.stack([x.ravel(), y.ravel()], axis=1))
