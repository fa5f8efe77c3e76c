"""Vital signs: what can be measured of a training in a moment, for a judgement of what is wrong with it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

import nncore
from nncore import ACTIVATIONS, divergence

Array = NDArray[Any]

MOST_ROWS = 500  # observations that are looked at: as many as tell the whole
MOST_WORK = 2_000_000  # parameters times observations: some milliseconds
FEWEST_ROWS = 60
GRADIENT_ROWS = 100
FLAT = 1e-6  # of the steepest slope: where no step moves anything
NEARLY_FLAT = 0.05
FEW_LOSSES = 12  # recorded ones, from which on they say something


@dataclass(frozen=True, eq=False)
class Vitals:
    """The numbers of one moment. Those that cost something are computed when they are first asked for.

    `since` is the epoch from which on the losses speak of the experiment as it is now.
    """

    trainer: nncore.Trainer
    since: float = 0.0

    @cached_property
    def rows(self) -> Array:
        """The numbers of the training observations that are looked at, evenly spread."""
        return _spread(len(self.trainer.observations.train_points), self.trainer)

    @property
    def all_rows(self) -> bool:
        """Whether every training observation is looked at."""
        return len(self.rows) == len(self.trainer.observations.train_points)

    @cached_property
    def targets(self) -> Array:
        """What the outputs are taught, (n, outputs)."""
        targets: Array = self.trainer.coding.encode(self.trainer.observations.train_targets[self.rows])
        return targets

    @cached_property
    def inputs(self) -> Array:
        """The inputs of the network, (n, inputs)."""
        inputs: Array = self.trainer.network.features(self.trainer.observations.train_points[self.rows])
        return inputs

    @cached_property
    def layers(self) -> list[tuple[Array, Array]]:
        """Sums and answers of every layer but the inputs, (n, units) each."""
        return self.trainer.network.sums_and_outputs(self.inputs)

    @cached_property
    def slopes(self) -> tuple[Array, ...]:
        """The steepness of every hidden neuron at every observation, as a share of the steepest its activation has."""
        names = self.trainer.experiment.network.activations[:-1]
        pairs = zip(names, self.layers[:-1], strict=True)
        return tuple(np.abs(ACTIVATIONS[name].derivative(z, a)) / _steepest(name) for name, (z, a) in pairs)

    @cached_property
    def quality(self) -> float:
        """The share of observations answered with their class, or R²."""
        return _quality(self.trainer, self.layers[-1][1], self.targets)

    @cached_property
    def test_quality(self) -> float:
        """The same for test data; NaN without them."""
        data = self.trainer.observations
        if not len(data.test_points):
            return math.nan
        rows = _spread(len(data.test_points), self.trainer)
        answers = self.trainer.network.predict(data.test_points[rows])
        return _quality(self.trainer, answers, self.trainer.coding.encode(data.test_targets[rows]))

    @cached_property
    def gradients(self) -> tuple[float, ...]:
        """The root mean square of the gradient of each layer's weights; needs the compiled loops."""
        network, some = self.trainer.network, slice(GRADIENT_ROWS)
        _loss, gradient = network.gradient(self.inputs[some], self.targets[some], self.trainer.experiment.training.loss)
        ends = np.cumsum([w.size + b.size for w, b in zip(network.weights, network.biases, strict=True)])
        parts = np.split(gradient, ends[:-1])
        return tuple(
            float(np.sqrt(np.mean(part[: w.size] ** 2))) for part, w in zip(parts, network.weights, strict=True)
        )

    @cached_property
    def train_losses(self) -> Array:
        """The recorded training losses since the experiment is what it is."""
        history = self.trainer.history
        return history.train_loss[history.epochs >= self.since]

    @cached_property
    def test_losses(self) -> Array:
        """The recorded test losses since then."""
        history = self.trainer.history
        return history.test_loss[history.epochs >= self.since]

    @cached_property
    def losses_now(self) -> tuple[float, float] | None:
        """The losses of this moment, for training and for testing; None where the compiled loops are not loaded."""
        if not nncore.is_warm():
            return None
        return self.trainer.loss("train"), self.trainer.loss("test")

    @property
    def updates(self) -> float:
        """Updates since then, about."""
        trainer = self.trainer
        return trainer.updates * (1.0 - self.since / trainer.epoch) if trainer.epoch else float(trainer.updates)

    @cached_property
    def fall(self) -> float:
        """By what share of itself the loss fell from the third quarter of the recorded time to the fourth."""
        third, fourth = np.array_split(self.train_losses[len(self.train_losses) // 2 :], 2)
        if not len(fourth):
            return 0.0
        before, now = float(np.median(third)), float(np.median(fourth))
        return (before - now) / before if before > 0.0 else 0.0

    def stuck(self, known: bool, losses: int = FEW_LOSSES) -> bool:
        """Whether the loss has hardly fallen during the last half of the training; `known` if it was so before."""
        return len(self.train_losses) >= losses and self.fall < (0.15 if known else 0.02)

    def layer_name(self, layer: int) -> str:
        """What people call `layer`, counted from 0 for the first hidden one."""
        return divergence.name(layer, self.trainer.network)


def _spread(count: int, trainer: nncore.Trainer) -> Array:
    """So many numbers below `count` as can be looked at in a moment, evenly spread; all of them where possible."""
    affordable = max(FEWEST_ROWS, MOST_WORK // trainer.experiment.network.parameters)
    wanted = min(count, MOST_ROWS, affordable)
    return np.arange(wanted) * count // max(1, wanted)


def _steepest(activation: str) -> float:
    """The slope of `activation` at 0, or 1 where that is less: what a neuron that works well has."""
    return 0.25 if activation == "sigmoid" else 1.0


def _quality(trainer: nncore.Trainer, answers: Array, targets: Array) -> float:
    """The share of `answers`, (n, outputs), that name the class of `targets`, or R² where these are values."""
    coding = trainer.coding
    with np.errstate(all="ignore"):
        if coding.classes:
            return float(np.mean(_classes(answers, coding.middle) == _classes(targets, coding.middle)))
        spread = float(((targets - targets.mean()) ** 2).sum())
        return 1.0 - float(((answers - targets) ** 2).sum()) / spread if spread > 0.0 else 1.0


def _classes(answers: Array, middle: float) -> Array:
    numbers: Array = answers[:, 0] >= middle if answers.shape[1] == 1 else answers.argmax(axis=1)
    return numbers
