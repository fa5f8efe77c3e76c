"""Own points as a brush changes them: plain values, without a window."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from app.views.points import PlottedData
from nncore import DataSpec, Observations, datasets
from nncore.own_points import Point

TWO = 2  # classes, which share one scale; more have colours of their own


def points_of(data: DataSpec) -> tuple[Point, ...]:
    """The points of own data, or those that any other data set has made."""
    if data.dataset == datasets.CUSTOM:
        return data.points
    made = datasets.make(data)
    places = np.concatenate([made.train_points, made.test_points])
    targets = np.concatenate([made.train_targets, made.test_targets])
    return tuple((x, y, t) for (x, y), (t,) in zip(places.tolist(), targets.tolist(), strict=True))


def with_places(
    points: tuple[Point, ...], places: Iterable[tuple[float, float]], target: float, most: int
) -> tuple[Point, ...]:
    """`points` and new ones at `places`, as far as `most` allows."""
    new = tuple((x, y, target) for x, y in places)
    return (*points, *new[: max(most - len(points), 0)])


def without_near(points: tuple[Point, ...], x: float, y: float, reach: float) -> tuple[Point, ...]:
    """`points` without those at most `reach` from (x, y)."""
    if not points:
        return points
    away = np.hypot(*(np.array(points)[:, :2] - (x, y)).T)
    return tuple(point for point, near in zip(points, (away <= reach).tolist(), strict=True) if not near)


def plotted(data: DataSpec, points: tuple[Point, ...], classes: int) -> PlottedData:
    """How the views show `points` once the training has them: as own data, in the place of `data`."""
    if not points:
        nothing = Observations(*(np.empty((0, n)) for n in (2, 1, 2, 1)))
        return PlottedData(nothing, (0.0, 1.0), 0, own=True)
    spec = replace(data, dataset=datasets.CUSTOM, points=points, classes=classes)
    ends = (0.0, 1.0) if classes else datasets.target_range(spec)
    return PlottedData(datasets.make(spec), ends, classes if classes > TWO else 0, own=True)
