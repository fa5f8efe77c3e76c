"""The observations as the views show them: inside the plane, and no more than can be told apart."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from nncore import Observations

Array = NDArray[Any]

MOST_SHOWN = 1000  # of each kind; they were drawn independently, so the first ones are a fair sample


def training_points(observations: Observations, domain: tuple[float, float]) -> tuple[Array, Array]:
    """Points (n, 2) and their targets (n,)."""
    return _shown(observations.train_points, observations.train_targets, domain)


def test_points(observations: Observations, domain: tuple[float, float]) -> tuple[Array, Array]:
    """Points (n, 2) and their targets (n,)."""
    return _shown(observations.test_points, observations.test_targets, domain)


def _shown(points: Array, targets: Array, domain: tuple[float, float]) -> tuple[Array, Array]:
    low, high = domain
    inside = np.flatnonzero(((points >= low) & (points <= high)).all(axis=1))[:MOST_SHOWN]
    return points[inside], targets[inside, 0]
