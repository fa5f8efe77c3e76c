"""Slow motion: the four moments of one update, with the numbers that each of them shows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

from numpy.typing import NDArray

import nncore
from nncore.arrays import read_only

Array = NDArray[Any]
MOMENT_SECONDS = 1.5  # enough to read a sentence and look at a number

Layers = tuple[tuple[Array, Array], ...]  # per layer the numbers of the weights (inputs, outputs) and of the biases


class MomentName(Enum):
    """In their order."""

    FORWARD = "forward"
    ERROR = "error"
    BACKWARD = "backward"
    UPDATE = "update"


@dataclass(frozen=True, slots=True, eq=False)
class Moment:
    """One of the four moments of the update that comes next. The weights do not change before the last one is over."""

    name: MomentName
    batch: Array  # row numbers of its training observations
    units: tuple[Array, ...]  # per layer, inputs first: the answers (units,) to the first observation of the batch
    targets: Array  # (outputs,) of that observation, as the network is taught them
    errors: Array  # (outputs,) answer minus target
    gradient: Layers  # of the mean loss over the batch, without penalties and dropout
    change: Layers  # what the update will add to the weights and biases
    loss: float  # the mean over the batch
    learning_rate: float


class SlowMotion:
    """The moment that is shown now, and since when."""

    def __init__(self) -> None:
        self._moment: Moment | None = None
        self._since = 0.0

    @property
    def moment(self) -> Moment | None:
        return self._moment

    @property
    def over(self) -> bool:
        """Whether the last moment is shown: after it the update is made."""
        return self._moment is not None and self._moment.name is MomentName.UPDATE

    def forget(self) -> None:
        """Something else happened: the next moment is a forward pass."""
        self._moment = None

    def wait(self, now: float) -> float:
        """Seconds until the next moment is due when they follow each other by themselves."""
        return max(0.0, self._since + MOMENT_SECONDS - now) if self._moment is not None else 0.0

    def go_on(self, trainer: nncore.Trainer, now: float) -> None:
        """Show the next moment, before the last one is over. Raises DivergedError as `first_moment` does."""
        if self._moment is None:
            self._moment = first_moment(trainer)
        else:
            names = list(MomentName)
            self._moment = replace(self._moment, name=names[names.index(self._moment.name) + 1])
        self._since = now


def first_moment(trainer: nncore.Trainer) -> Moment:
    """The forward pass of the update that comes next. `trainer` stands afterwards where it stood before.

    Raises DivergedError where that update leads to numbers that are not finite.
    """
    network, state = trainer.network, trainer.state()
    begin = state.position - state.pending
    batch = state.order[begin : state.position + trainer.left_in_batch]
    inputs = network.features(trainer.observations.train_points[batch])
    targets = trainer.coding.encode(trainer.observations.train_targets[batch])
    loss, gradient = network.gradient(inputs, targets, trainer.experiment.training.loss)
    units = tuple(layer[0] for layer in network.layer_outputs(inputs[:1]))
    return Moment(
        name=MomentName.FORWARD,
        batch=read_only(batch),
        units=tuple(read_only(answers.copy()) for answers in units),
        targets=read_only(targets[0].copy()),
        errors=read_only(units[-1] - targets[0]),
        gradient=_by_layer(network, gradient),
        change=_by_layer(network, _change(trainer, state)),
        loss=loss,
        learning_rate=trainer.learning_rate,
    )


def _change(trainer: nncore.Trainer, before: nncore.TrainerState) -> Array:
    """What the next update adds: found by making it and going back, so that it holds whatever the optimizer does."""
    try:
        trainer.advance(batches=1)
        return trainer.network.parameters - before.parameters
    finally:
        trainer.restore(before)


def _by_layer(network: nncore.Network, numbers: Array) -> Layers:
    """`numbers` (p,), one for each parameter, in the shapes of the weights and biases."""
    layers, at = [], 0
    for weights, biases in zip(network.weights, network.biases, strict=True):
        middle, end = at + weights.size, at + weights.size + biases.size
        layers.append((read_only(numbers[at:middle].reshape(weights.shape)), read_only(numbers[middle:end])))
        at = end
    return tuple(layers)
