"""What the training thread hands to the window: one frozen value that holds all a frame shows and all a file saves."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any

from numpy.typing import NDArray

from nncore import Experiment, Observations, TrainerState

Array = NDArray[Any]


class Phase(Enum):
    """What the training is doing."""

    READY = "ready"
    TRAINING = "training"
    PAUSED = "paused"
    FINISHED = "finished"
    DIVERGED = "diverged"


@dataclass(frozen=True, slots=True, eq=False)
class Metrics:
    """Mean loss without penalty and share of right answers, 0 to 1; NaN where there are no observations."""

    train_loss: float
    test_loss: float
    train_accuracy: float
    test_accuracy: float


@dataclass(frozen=True, slots=True, eq=False)
class Snapshot:
    """One moment of one run. Nothing in it changes any more: arrays are copies, marked read-only."""

    run: int
    phase: Phase
    message: str  # why it stands still, where that needs saying: "" or a sentence
    experiment: Experiment
    state: TrainerState
    metrics: Metrics
    observations_per_second: float  # measured over the last second or so; 0 while it stands still
    observations: Observations
    domain: tuple[float, float]  # the plane shown is domain x domain
    surface: Array  # (n, n) float32: the output at x = column, y = row, from the lower end of the domain to the upper
    neuron_maps: tuple[
        Array, ...
    ]  # per layer, inputs first and output last: (units, m, m) float32, rows and columns as above
    weights: tuple[Array, ...]  # per layer (inputs, outputs)
    biases: tuple[Array, ...]  # per layer (outputs,)
    commands: int = 0  # how many commands the session had carried out by then
