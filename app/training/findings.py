"""Findings: what can be wrong with a training, in words; `app.training.health` looks for them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, IntEnum

from app.model.remedies import Remedy


class Kind(Enum):
    """What is wrong, the most telling first."""

    DIVERGED = "diverged"
    ALIKE = "symmetric start"
    OUT_OF_REACH = "output that cannot reach the targets"
    TOO_SMALL = "too little capacity"
    DEAD = "dead units"
    SATURATED = "saturated units"
    VANISHING = "vanishing gradients"
    RESTLESS = "learning rate too high"
    SLOW = "learning rate too low"
    PLATEAU = "plateau"
    OVER_FIT = "over-fitting"


class Severity(IntEnum):
    """How much it matters."""

    NOTE = 1  # it may get better by itself
    WARNING = 2  # it will hardly get better by itself
    ERROR = 3  # the training has stopped over it


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, with what to try against it (None: nothing known).

    `layer` and `units` say where, as columns of the diagram count: 1 is the first hidden layer; None is everywhere.
    """

    kind: Kind
    severity: Severity
    sentence: str
    why: str
    remedy: Remedy | None
    layer: int | None = None
    units: tuple[int, ...] = ()
