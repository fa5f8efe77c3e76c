"""What the training thread hands to the window: one frozen value that holds all a frame shows and all a file saves."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.training.findings import Finding
from app.training.moments import Moment
from nncore import Experiment, Observations, TrainerState
from nncore.arrays import read_only

Array = NDArray[Any]
Unit = tuple[int, int]  # layer as in `neuron_maps`, and the number of the unit in it


NOTHING: Array = read_only(np.empty(0, dtype=np.int64))  # no observations

TWO_CLASSES = 2  # as many outputs for as many classes say the same twice: the last of them is answer enough


class Phase(Enum):
    """What the training is doing."""

    READY = "ready"
    TRAINING = "training"
    PAUSED = "paused"
    FINISHED = "finished"
    DIVERGED = "diverged"


@dataclass(frozen=True, slots=True, eq=False)
class Metrics:
    """How good the answers are: mean loss without penalty, for classes the share of right answers, for values R².

    NaN is what does not apply, and what is not known yet because the engine is not ready.
    """

    train_loss: float
    test_loss: float
    train_accuracy: float = math.nan
    test_accuracy: float = math.nan
    train_r_squared: float = math.nan
    test_r_squared: float = math.nan
    train_confusion: Array | None = None  # (k, k): how many of class row were answered with class column; for classes
    test_confusion: Array | None = None


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
    observations: Observations  # with targets in the terms of the surface
    domain: tuple[float, float]  # the plane shown is domain x domain
    surface: Array  # (n, n): the answer at x = column, y = row, from the lower end of the domain to the upper
    neuron_maps: tuple[Array, ...]  # per layer, inputs first and output last: (units, m, m), rows and columns as above
    weights: tuple[Array, ...]  # per layer (inputs, outputs)
    biases: tuple[Array, ...]  # per layer (outputs,)
    scale: tuple[float, float] = (0.0, 1.0)  # the two answers that get the ends of the colours and of the 3D box
    target_scale: tuple[float, float] = (0.0, 1.0)  # the same for the targets of the observations, whatever is shown
    class_surfaces: tuple[Array, ...] = ()  # where classes are shown: the answer for each of them, like `surface`
    shown_unit: Unit | None = None  # whose answer `surface` is; None for the network's
    # Row numbers of the training observations used last, where they are few enough to be followed.
    batch: Array = field(default_factory=lambda: NOTHING)
    moment: Moment | None = None  # in slow motion
    learning_rate: float = math.nan
    findings: tuple[Finding, ...] = ()  # what is wrong with the training, the most important first
    stepping: bool = False  # a long step is still under way
    commands: int = 0  # how many commands the session had carried out by then

    @property
    def classes(self) -> int:
        """How many classes the data have where there are more than two, else 0: their targets are class numbers."""
        outputs = self.experiment.network.outputs
        return outputs if outputs > TWO_CLASSES else 0

    @property
    def classes_shown(self) -> int:
        """How many classes the surface tells by their numbers, from 0 on; 0 where it is the answer of one unit."""
        return 0 if self.shown_unit is not None else self.classes

    @property
    def class_looked_at(self) -> int | None:
        """The class of which the surface is the answer, where that is one of several outputs."""
        if not self.classes or self.shown_unit is None:
            return None
        layer, unit = self.shown_unit
        return unit if layer == len(self.biases) else None


def share(answers: Array, scale: tuple[float, float]) -> Array:
    """`answers` as shares of `scale`: 0 for its lower end, 1 for its upper."""
    low, high = scale
    with np.errstate(over="ignore"):  # weights may be huge, and their answers too
        shares: Array = (answers - low) / (high - low)
    return shares
