"""The geometry of the 3D surface: heights, light, and the lines that are drawn on it. Arrays only."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.views.camera import HEIGHT

Array = NDArray[Any]

LOWEST, HIGHEST = -0.1, 1.1  # how far a value outside 0 to 1 sticks out of the box

_LINES = 26  # each way, on a finer surface some are left out
_CORNERS = 51  # of each line, which is straight between them
_LIGHT = np.array([0.15, -0.55, 0.82], dtype=np.float32)
_CONTRAST = 0.42
_DARKEST, _BRIGHTEST = 0.72, 1.06


def heights(field: Array) -> NDArray[np.float32]:
    """The surface (n, n) as heights over x (first axis) and y, within reach of the box; 0 where it is no number."""
    numbers = np.nan_to_num(field.T, posinf=HIGHEST, neginf=LOWEST)
    return np.ascontiguousarray(np.clip(numbers, LOWEST, HIGHEST), dtype=np.float32)


def light(z: NDArray[np.float32]) -> NDArray[np.float32]:
    """How bright each point of the heights `z` (n, n) is: 1 where the surface is level, so that its colour is exact."""
    slope_x, slope_y = np.gradient(z * HEIGHT, 1.0 / (len(z) - 1))
    facing = (_LIGHT[2] - slope_x * _LIGHT[0] - slope_y * _LIGHT[1]) / np.sqrt(1.0 + slope_x**2 + slope_y**2)
    result: NDArray[np.float32] = np.clip(1.0 + _CONTRAST * (facing - _LIGHT[2]), _DARKEST, _BRIGHTEST)
    return result


def shaded(colors: NDArray[np.uint8], z: NDArray[np.float32]) -> NDArray[np.uint8]:
    """`colors` (n, n, 4) in the light that falls on the heights `z` (n, n)."""
    result: NDArray[np.uint8] = np.minimum(colors * light(z)[..., np.newaxis], 255.0).astype(np.uint8)
    result[..., 3] = 255
    return result


def line_ends(n: int) -> NDArray[np.intp]:
    """For a grid of n × n points counted row by row: the points between which lines are drawn, start, end, start, …"""
    index = np.arange(n * n).reshape(n, n)
    drawn, corners = _spread(n, _LINES), _spread(n, _CORNERS)
    along_y, along_x = index[np.ix_(drawn, corners)], index[np.ix_(corners, drawn)].T
    segments = [np.stack([lines[:, :-1], lines[:, 1:]], axis=-1).ravel() for lines in (along_y, along_x)]
    return np.concatenate(segments)


def _spread(n: int, most: int) -> NDArray[np.intp]:
    """At most so many of the numbers from 0 to n − 1, both ends among them."""
    return np.unique(np.linspace(0, n - 1, min(n, most)).round().astype(np.intp))


def grid_points(n: int) -> NDArray[np.float32]:
    """Points (n², 3) of the unit square at height 0, counted as in `line_ends`."""
    axis = np.linspace(0.0, 1.0, n, dtype=np.float32)
    x, y = np.meshgrid(axis, axis, indexing="ij")
    return np.stack([x.ravel(), y.ravel(), np.zeros(n * n, dtype=np.float32)], axis=1)
