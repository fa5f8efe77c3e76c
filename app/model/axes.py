"""Fits axes to data: points that do not fill a plane are scaled to one, and can be read back.

The plane of a network is a square, and its weights begin small: 180 cm against 20 000 a year would be a line in it.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from nncore import own_points
from nncore.axes import PLAIN, Axes, AxisScale

__all__ = ["PLAIN", "Axes", "AxisScale", "fit_plane", "fit_targets"]

Array = NDArray[Any]

PLANE = (-5.0, 5.0)  # which lies in the plane of most data sets, from −6 to 6, with some room around it
TARGETS = (-1.0, 1.0)
LARGEST_RAW = 100.0  # coordinates that are not larger stay as they are,
LEAST_FILLED = 0.5  # if they fill this share of their plane at least, in both directions
LARGEST_RAW_TARGET, LEAST_EXTENT = 10.0, 0.1  # the same for targets, if these are so far apart


def fit_plane(names: tuple[str, str], points: Array) -> tuple[AxisScale, AxisScale]:
    """What x and y stand for, so that `points` (n, 2) fill the plane: themselves, if they do so already."""
    low, high = points.min(axis=0), points.max(axis=0)
    if bool(np.abs(points).max() <= LARGEST_RAW) and bool((high - low >= LEAST_FILLED * _side(low, high)).all()):
        return AxisScale(names[0]), AxisScale(names[1])
    return _fit(names[0], low[0], high[0], PLANE), _fit(names[1], low[1], high[1], PLANE)


def fit_targets(name: str, targets: Array) -> AxisScale:
    """The same for values to learn, which a network reaches from about 0."""
    low, high = float(targets.min()), float(targets.max())
    if max(abs(low), abs(high)) <= LARGEST_RAW_TARGET and (high == low or high - low >= LEAST_EXTENT):
        return AxisScale(name)
    return _fit(name, low, high, TARGETS)


def _side(low: Array, high: Array) -> float:
    """Of the plane in which points between these corners would lie as they are."""
    first, last = own_points.domain(((low[0], low[1], 0.0), (high[0], high[1], 0.0)))
    return last - first


def _fit(name: str, low: float, high: float, span: tuple[float, float]) -> AxisScale:
    """The scale by which `low` to `high` lie in `span`; what is all the same lies in its middle."""
    factor = float(high - low) / (span[1] - span[0])
    return AxisScale(name, float(low) - factor * span[0], factor) if factor > 0 else AxisScale(name, float(low))
