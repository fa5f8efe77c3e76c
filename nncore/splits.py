"""Splits: the training and the test data as a network takes them, and how good its answers to them are."""

from __future__ import annotations

import math

import numpy as np

from nncore import checks, engine, features
from nncore.arrays import Array
from nncore.coding import Coding
from nncore.datasets import Observations
from nncore.losses import Loss
from nncore.network import Network
from nncore.scores import Score, score


class Splits:
    """The `observations` for `network`, by "train" and "test": its inputs (n, inputs), and what it is taught."""

    def __init__(self, observations: Observations, network: Network, coding: Coding, loss: Loss) -> None:
        self._network = network
        self._coding = coding
        self._loss = loss
        data = observations
        self.inputs = {"train": self._features(data.train_points), "test": self._features(data.test_points)}
        self.targets = {"train": coding.encode(data.train_targets), "test": coding.encode(data.test_targets)}

    def _features(self, points: Array) -> Array:
        values = self._network.features(points)
        features.check_values(self._network.spec.inputs, values, points)
        return np.ascontiguousarray(values)

    @property
    def tested(self) -> bool:
        """Whether there are test data."""
        return len(self.targets["test"]) > 0

    def evaluate(self, split: str, recipe: engine.Recipe) -> Score:
        """How good the answers to "train" or "test" are. Raises SpecError for another name."""
        targets = self.targets[checks.choice("split", split, self.targets)]
        if not len(targets):
            return Score(math.nan)
        memory = engine.reading_memory(self._network.flat, self._network.units, len(targets))
        survey = engine.survey(memory, engine.looking(recipe), self.inputs[split], targets)
        return score(survey, targets, self._coding, self._divisor(targets))

    def _divisor(self, targets: Array) -> int:
        """By what a sum of losses is divided to make their mean."""
        return len(targets) if self._loss.per_observation else targets.size

    def first_loss(self, split: str) -> float:
        """The mean loss, computed without the compiled loops, which may not be loaded yet; NaN without data."""
        inputs, targets = self.inputs[split], self.targets[split]
        total = 0.0
        for rows in self._network.slices(len(targets)):
            z, a = self._network.sums_and_outputs(inputs[rows])[-1]
            total += float(self._loss.value(z, a, targets[rows]).sum())
        return total / self._divisor(targets) if len(targets) else math.nan
