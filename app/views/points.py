"""The observations as the views show them: no more than can be told apart."""

from __future__ import annotations

from typing import Any

from numpy.typing import NDArray

from nncore import Observations

Array = NDArray[Any]

MOST_SHOWN = 1000  # of each kind; they were drawn independently, so the first ones are a fair sample


def training_points(observations: Observations) -> tuple[Array, Array]:
    """Points (n, 2) and their targets (n,)."""
    return observations.train_points[:MOST_SHOWN], observations.train_targets[:MOST_SHOWN, 0]


def test_points(observations: Observations) -> tuple[Array, Array]:
    """Points (n, 2) and their targets (n,)."""
    return observations.test_points[:MOST_SHOWN], observations.test_targets[:MOST_SHOWN, 0]
