"""Data sets: seeded points in the plane with a target each, split into observations to train on and to test on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np
from numpy.random import Generator

from nncore.arrays import Array, read_only

if TYPE_CHECKING:
    from nncore.spec import DataSpec


@dataclass(frozen=True, slots=True)
class Dataset:
    """One entry of the table.

    `generate(rng, n, noise)` gives points (n, 2) inside the square `domain` × `domain` and targets (n, 1). A set with
    `fixed` has its own observations, all for training.
    """

    name: str
    title: str
    formula: str
    about: str
    domain: tuple[float, float]
    generate: Callable[[Generator, int, float], tuple[Array, Array]]
    fixed: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Observations:
    """Points (n, 2) and targets (n, 1) for training, and as many again, or none, for testing."""

    train_points: Array
    train_targets: Array
    test_points: Array
    test_targets: Array


def _xor(points: Array) -> Array:
    # The article's rule: 0 if both coordinates are below one half or both are not, else 1.
    return np.asarray((points[:, :1] < 0.5) != (points[:, 1:] < 0.5), dtype=np.float64)


def _xor_area(rng: Generator, n: int, noise: float) -> tuple[Array, Array]:
    points = rng.random((n, 2))
    # Noise moves the point that is judged, not the point that is shown, by up to half the square per axis.
    return points, _xor(points + rng.uniform(-0.5, 0.5, size=(n, 2)) * noise)


def _xor_table(rng: Generator, n: int, noise: float) -> tuple[Array, Array]:  # noqa: ARG001  a table is what it is
    points = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    return points, _xor(points)


_TABLE = (
    Dataset(
        name="xor",
        title="XOR",
        formula="t = 0 if x and y are both < ½ or both ≥ ½, else 1; x, y ~ U(0, 1)",
        about="Exclusive or over the unit square: no straight line separates it, so it needs a hidden layer.",
        domain=(0.0, 1.0),
        generate=_xor_area,
    ),
    Dataset(
        name="xor_table",
        title="XOR, truth table",
        formula="(0, 0) → 0, (0, 1) → 1, (1, 0) → 1, (1, 1) → 0",
        about="Exclusive or in its four rows: the smallest problem that a single perceptron cannot solve.",
        domain=(0.0, 1.0),
        generate=_xor_table,
        fixed=True,
    ),
)

DATASETS = MappingProxyType({entry.name: entry for entry in _TABLE})


def make(spec: DataSpec) -> Observations:
    """The observations that `spec` describes: the same spec gives the same numbers."""
    dataset = DATASETS[spec.dataset]
    points, targets = dataset.generate(np.random.default_rng(spec.seed), spec.observations, spec.noise)
    points, targets = read_only(points), read_only(targets)
    # One at least is left to train on.
    n_test = 0 if dataset.fixed else min(round(len(points) * spec.test_fraction), len(points) - 1)
    # The points are drawn independently, so the first ones are as good a sample as any.
    return Observations(points[n_test:], targets[n_test:], points[:n_test], targets[:n_test])
