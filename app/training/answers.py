"""What the pictures show of the outputs: one number for a place, between which two ends, and what it should be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.training.snapshot import TWO_CLASSES
from nncore import Observations, Trainer, datasets

Array = NDArray[Any]


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """The observations with their targets as the surface should have them, and the two ends of its scale."""

    observations: Observations
    scale: tuple[float, float]


def shown(trainer: Trainer) -> Shown:
    """What is shown of `trainer` from its first moment to its last."""
    data, coding = trainer.observations, trainer.coding
    if coding.outputs > TWO_CLASSES:
        return Shown(data, (0.0, coding.outputs - 1.0))
    scale = (coding.low, coding.high) if coding.classes else datasets.target_range(trainer.experiment.data)
    train, test = (coding.encode(targets)[:, -1:] for targets in (data.train_targets, data.test_targets))
    return Shown(Observations(data.train_points, train, data.test_points, test), scale)


def answer(outputs: Array) -> Array:
    """The answer (n,) that `outputs` (n, k) stand for.

    That of the only output, or of the second of two, which speaks for class 1; of more, the number of the one with the
    largest answer, and NaN where one of them has none.
    """
    if outputs.shape[1] <= TWO_CLASSES:
        last: Array = outputs[:, -1]
        return last
    numbers: Array = outputs.argmax(axis=1).astype(outputs.dtype)
    numbers[np.isnan(outputs).any(axis=1)] = np.nan
    return numbers
