"""What the legend has to say about the colours of a snapshot."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from app.model.axes import PLAIN, Axes
from app.ranges import bounds
from app.training.snapshot import Snapshot
from app.views.text import short


@dataclass(frozen=True, slots=True)
class Key:
    """The texts along a bar of colours, from its low end to its high one, or the names of the classes.

    `gaps` says whether there are places without a value, `one` to which class alone the bar belongs.
    """

    heading: str
    ends: tuple[str, str, str] = ("", "", "")  # low, middle, high
    classes: tuple[str, ...] = ()
    gaps: bool = False
    one: int | None = None

    @classmethod
    def of(cls, snapshot: Snapshot, axes: Axes = PLAIN) -> Key:
        """The key to the colours of `snapshot`."""
        gaps = bool(np.isnan(snapshot.surface).any())
        if snapshot.classes_shown:
            return cls("class", classes=tuple(axes.label(i) for i in range(snapshot.classes_shown)), gaps=gaps)
        if snapshot.shown_unit is not None:
            low, high = snapshot.scale
            ends = short(low), short((low + high) / 2), short(high)
            return cls("answer", ends, gaps=gaps, one=snapshot.class_looked_at)
        return cls("prediction", _ends(snapshot, axes), gaps=gaps)

    @property
    def words(self) -> str:
        """The same for those who cannot see it."""
        if self.classes:
            return f"a colour for each class, {', '.join(self.classes)}, the stronger the surer the answer"
        return f"colours from {self.heading} {self.ends[0]} to {self.heading} {self.ends[2]}"


FIRST_KEY = Key("prediction", ("0", "0.5", "1"))


def _ends(snapshot: Snapshot, axes: Axes) -> tuple[str, str, str]:
    (low, high), target = snapshot.scale, axes.target
    if not snapshot.experiment.classes and target.scaled:
        least, greatest = -np.inf, np.inf
        low, high = target.real(low), target.real(high)
    else:
        least, greatest = bounds(snapshot.experiment.network.output_activation)
    # Outputs may leave the range; their colours stay at the ends.
    ends = f"{'≤ ' if least < low else ''}{short(low)}", f"{'≥ ' if greatest > high else ''}{short(high)}"
    return ends[0], short((low + high) / 2), ends[1]
