"""What stands in the 3D box, whoever draws it: sheets with their heights and colours, and where the dots are."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.training.snapshot import Snapshot, share
from app.views import mesh
from app.views.colors import ColorScale
from app.views.map_field import class_shares, side_of_middle, won
from app.views.points import PlottedData

Array = NDArray[Any]

ALL = -1  # classes

_MOST_POINTS = 24_000  # of all sheets together: more would take longer to draw than they add
_LIFT = 0.012  # dots hover above the sheet that runs through their target


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """A sheet: `field` (n, n) from 0 to 1, rows along y, and the colour of each of its points (n, n, 4)."""

    field: Array
    colors: NDArray[np.uint8]


def shapes(snapshot: Snapshot, scale: ColorScale, *, discrete: bool, chosen: int) -> list[Shape]:
    """One sheet, or one for each class, of which `chosen` may be the only one to be seen."""
    if not snapshot.classes_shown:
        field = share(snapshot.surface, snapshot.scale)
        colors = scale.of_class(snapshot.class_looked_at)
        return [Shape(field, colors.rgba(side_of_middle(field) if discrete else field))]
    shares = np.stack(class_shares(snapshot))
    if chosen != ALL:
        strengths = _side_of(chosen, shares) if discrete else shares[chosen]
        return [_class_shape(chosen, shares[chosen], strengths, scale)]
    thinned = _thinned(shares)
    return [
        _class_shape(i, one, np.where(np.isnan(one), one, 1.0) if discrete else one, scale)
        for i, one in enumerate(thinned)
    ]


def _class_shape(number: int, field: Array, strengths: Array, scale: ColorScale) -> Shape:
    return Shape(field, scale.classes.rgba(np.full(field.shape, number), strengths))


def heights_of(data: PlottedData, targets: Array, chosen: int) -> Array:
    """How high over the floor, from 0 to 1, observations with these targets (n,) stand.

    With classes that is 1 for their own and, where one class is `chosen`, 0 for all others.
    """
    if not data.classes:
        return data.levels(targets)
    return np.ones(len(targets)) if chosen == ALL else (targets == chosen).astype(float)


def standing(points: Array, heights: Array, domain: tuple[float, float]) -> NDArray[np.float32]:
    """Points of the data (n, 2) at `heights` (n,), in the box over the plane `domain` × `domain`."""
    low, high = domain
    flat = (points - low) / (high - low)
    lifted = np.clip(heights, mesh.LOWEST, mesh.HIGHEST) + _LIFT
    return np.concatenate([flat, lifted[:, np.newaxis]], axis=1).astype(np.float32)


def _thinned(shares: Array) -> Array:
    """`shares` (classes, n, n) with fewer points, the border among them, where there are too many."""
    n = shares.shape[1]
    kept = np.unique(np.linspace(0, n - 1, min(n, int(sqrt(_MOST_POINTS / len(shares))))).round().astype(int))
    return shares[:, kept[:, np.newaxis], kept]


def _side_of(chosen: int, shares: Array) -> Array:
    """1 where the class is the one that is answered, 0 where it is not."""
    winner, certainty = won(shares)
    return np.where(np.isnan(certainty), certainty, winner == chosen)
