"""Coding: what a network's outputs are taught for classes and values, and what they then say."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nncore import datasets
from nncore.activations import ACTIVATIONS
from nncore.arrays import Array, read_only
from nncore.spec import Experiment


@dataclass(frozen=True, slots=True)
class Coding:
    """How targets are coded for `outputs` outputs: values (`classes` 0) as they are, classes by `low` and `high`.

    A single output is taught `low` for class 0 and `high` for class 1, and says class 1 from the middle on. Several
    are taught `high` for the output of the class and `low` for the others, and say the class of the largest.
    """

    classes: int
    outputs: int
    low: float = 0.0
    high: float = 1.0

    @property
    def middle(self) -> float:
        """From which answer on a single output says class 1."""
        return (self.low + self.high) / 2

    def encode(self, targets: Array) -> Array:
        """What the outputs are taught, (n, outputs), for class numbers or values, (n, 1)."""
        if not self.classes:
            return targets
        numbers = [1] if self.outputs == 1 else range(self.outputs)
        return read_only(np.where(targets == np.array(numbers), self.high, self.low))


def coding_for(experiment: Experiment) -> Coding:
    """The coding of the data of `experiment` for its network: by the two ends of the output activation's range."""
    low, high = ACTIVATIONS[experiment.network.output_activation].targets
    return Coding(datasets.classes(experiment.data), experiment.network.outputs, low, high)
