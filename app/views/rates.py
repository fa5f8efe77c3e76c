"""The learning rates of a run: what is known of them from the settings that were seen, each from its epoch on."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from app import numbers
from app.views.losses import Array
from app.views.text import plain
from nncore import Constant, Plateau, TrainingSpec
from nncore.schedules import Schedule

MOST_PARTS = 256


@dataclass(frozen=True, slots=True)
class Part:
    """From the epoch `since` on the rate is that of `schedule` for the optimizer's own rate `base`."""

    since: float
    base: float
    schedule: Schedule

    def rate(self, epoch: float) -> float:
        """The rate in force at `epoch`, which is the same until the epoch is over."""
        return self.schedule.learning_rate(self.base, math.floor(epoch))


@dataclass(frozen=True, slots=True)
class Rates:
    """What was seen so far, in order."""

    parts: tuple[Part, ...] = ()
    varies: bool = False  # whether there is more to see than one number

    def seen(self, before: float, epoch: float, training: TrainingSpec, rate: float) -> Rates:
        """These rates and the one of `epoch`; the settings changed after `before`, the last epoch seen, if they did.

        A plateau acts on losses that nobody kept: of such a rate only what was seen is known.
        """
        schedule: Schedule = training.schedule
        base = training.optimizer.learning_rate
        if isinstance(schedule, Plateau):
            base, schedule = rate, Constant()
        parts = tuple(part for part in self.parts if part.since <= epoch)
        if not parts:
            # How the run came here is not known where a plateau has acted already.
            since = epoch if base != training.optimizer.learning_rate else 0.0
            parts = (Part(since, base, schedule),)
        elif (parts[-1].base, parts[-1].schedule) != (base, schedule):
            kept = tuple(part for part in parts if part.since < before)
            parts = (*(kept[::2] if len(kept) >= MOST_PARTS else kept), Part(before, base, schedule))
        varies = len(parts) > 1 or not isinstance(training.schedule, Constant)
        return self if (parts, varies) == (self.parts, self.varies) else Rates(parts, varies)

    def at(self, epoch: float) -> float:
        """The rate at `epoch`; NaN where it is not known."""
        part = next((part for part in reversed(self.parts) if part.since <= epoch), None)
        return math.nan if part is None else part.rate(epoch)

    def text(self, epoch: float) -> str:
        """The rate at `epoch` for people."""
        rate = self.at(epoch)
        return numbers.UNKNOWN if math.isnan(rate) else plain(rate)

    def all_at(self, epochs: Iterable[float]) -> Array:
        """The rates at `epochs`."""
        return np.array([self.at(float(epoch)) for epoch in epochs])
