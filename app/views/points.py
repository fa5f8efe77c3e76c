"""The observations as the views show them: inside the plane, in their colours, no more than can be told apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.training.snapshot import Snapshot, share
from app.views.colors import ColorScale
from nncore import Observations, datasets

Array = NDArray[Any]

MOST_SHOWN = 1000  # of each kind; they were drawn independently, so the first ones are a fair sample


@dataclass(frozen=True, slots=True)
class PlottedData:
    """`observations` whose targets are the numbers of `classes`, or, for 0, values between the two `ends` of the scale.

    Own points are shown all: people look for each of those that they have put there.
    """

    observations: Observations
    ends: tuple[float, float]
    classes: int
    own: bool = False

    @classmethod
    def of(cls, snapshot: Snapshot) -> PlottedData:
        """What `snapshot` was trained with."""
        own = snapshot.experiment.data.dataset == datasets.CUSTOM
        return cls(snapshot.observations, snapshot.target_scale, snapshot.classes, own)

    def training(self, domain: tuple[float, float]) -> tuple[Array, Array]:
        """Points (n, 2) within `domain` × `domain` and their targets (n,)."""
        data = self.observations
        return _shown(data.train_points, data.train_targets, domain, self.most)

    def testing(self, domain: tuple[float, float]) -> tuple[Array, Array]:
        """The same of those that are kept for testing."""
        data = self.observations
        return _shown(data.test_points, data.test_targets, domain, self.most)

    @property
    def most(self) -> int:
        """How many of each kind are shown."""
        return len(self.observations.train_points) + len(self.observations.test_points) if self.own else MOST_SHOWN

    def levels(self, targets: Array | float) -> Array:
        """Where on the scale, from 0 to 1, values (n,) lie."""
        return share(np.asarray(targets), self.ends)

    def rgba(self, targets: Array, scale: ColorScale) -> NDArray[np.uint8]:
        """The colours of targets (n,), the same as of answers."""
        return scale.classes.rgba(targets) if self.classes else scale.rgba(self.levels(targets))

    def core_rgba(self, targets: Array, scale: ColorScale) -> NDArray[np.uint8]:
        """The same for the cores of dots."""
        return scale.classes.core_rgba(targets) if self.classes else scale.core_rgba(self.levels(targets))


def in_use(snapshot: Snapshot) -> tuple[Array, Array]:
    """Points (n, 2) and targets (n,) of the training observations used last, as far as they lie inside the plane."""
    data = snapshot.observations
    rows = snapshot.batch[snapshot.batch < len(data.train_points)]
    return _shown(data.train_points[rows], data.train_targets[rows], snapshot.domain, len(rows))


def _shown(points: Array, targets: Array, domain: tuple[float, float], most: int) -> tuple[Array, Array]:
    low, high = domain
    inside = np.flatnonzero(((points >= low) & (points <= high)).all(axis=1))[:most]
    return points[inside], targets[inside, 0]
