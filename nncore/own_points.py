"""Own points: what people paint, type or read from a table, checked and made into observations."""

from __future__ import annotations

from math import ceil, floor
from typing import Any

import numpy as np
from numpy.random import Generator

from nncore import checks
from nncore.arrays import Array
from nncore.errors import SpecError

MAX_VALUE = 1e6  # of coordinates and targets
MAX_CLASSES = 6

# The planes of the other data sets, from the smallest to the largest: where one of them holds all points it stays
# theirs, whatever is painted in it.
_USUAL = ((0.0, 1.0), (-1.0, 1.0), (-6.0, 6.0))
_STEPS = tuple(m * 10.0**k for k in range(6) for m in (1.0, 2.0, 5.0))
_MOST_STEPS = 10  # along a side

Point = tuple[float, float, float]  # x, y, target

# A class in the middle of another.
EXAMPLE: tuple[Point, ...] = (
    *((-3.0, -2.0, 0.0), (-2.0, 3.0, 0.0), (3.0, 2.5, 0.0), (2.5, -3.0, 0.0)),
    *((0.0, 0.5, 1.0), (1.0, -1.0, 1.0), (-1.0, -0.5, 1.0), (0.5, 1.5, 1.0)),
)


def checked(values: Any, most: int) -> tuple[Point, ...]:
    """`values`, a list of at most `most` points or an array (n, 3), as plain numbers.

    Raises SpecError, for the field `points`, for what is no point of three numbers between ±MAX_VALUE.
    """
    points = checks.items("points", values, most)
    return points if _were_checked(points) else tuple(_point(f"points[{i}]", point) for i, point in enumerate(points))


def _were_checked(points: tuple[Any, ...]) -> bool:
    # An experiment is copied at every edit; to look so closely at a large table again would take half a second.
    plain = all(type(p) is tuple and len(p) == 3 and type(p[0]) is type(p[1]) is type(p[2]) is float for p in points)
    return plain and bool((np.abs(np.array(points)) <= MAX_VALUE).all())


def _point(field: str, value: Any) -> Point:
    numbers = checks.items(field, value)
    if len(numbers) != 3:
        raise SpecError(field, "three numbers: x, y and the target", value)
    x, y, target = (checks.number(f"{field}[{i}]", n, -MAX_VALUE, MAX_VALUE) for i, n in enumerate(numbers))
    return x, y, target


def check_targets(points: tuple[Point, ...], classes: int) -> None:
    """Raise SpecError where there is no point, or a target is not the number of one of `classes` (0: any value)."""
    if not points:
        raise SpecError("points", "at least one point, for the data set custom", list(points))
    for i, point in enumerate(points if classes else ()):
        if not (0 <= point[2] < classes and point[2].is_integer()):
            raise SpecError(f"points[{i}]", f"x, y and a class: a whole number between 0 and {classes - 1}", point)


def arrays(points: tuple[Point, ...]) -> tuple[Array, Array]:
    """Points (n, 2) and targets (n, 1), in their order."""
    table = np.array(points)
    return np.ascontiguousarray(table[:, :2]), np.ascontiguousarray(table[:, 2:])


def domain(points: tuple[Point, ...]) -> tuple[float, float]:
    """Where the square of own points begins and ends along either axis: a usual one, or a close one of round numbers.

    A point more inside that square leaves it as it is: it does not move under the hand that paints.
    """
    places, _targets = arrays(points)
    low, high = float(places.min()), float(places.max())
    for square in _USUAL:
        if square[0] <= low and high <= square[1]:
            return square
    return next(square for square in (_whole_steps(low, high, step) for step in _STEPS) if square is not None)


def _whole_steps(low: float, high: float, step: float) -> tuple[float, float] | None:
    """From the last multiple of `step` at or below `low` to the first above; None where it takes too many of them."""
    first, last = floor(low / step), ceil(high / step)
    last = max(last, first + 1)  # all in one place
    return (first * step, last * step) if last - first <= _MOST_STEPS else None


def test_first(rng: Generator, targets: Array, n_test: int) -> Array:
    """An order of points with `targets` (n,), 0 throughout for values: those for testing, then those for training.

    Every class has its share in both parts, and as long as there is room one point at least for training. Tables are
    often sorted, so chance decides which; but so that a point added at the end changes the part of few. Each part is in
    the order of the table.
    """
    keys = rng.random(len(targets))
    shares = np.empty(len(targets))
    for number in np.unique(targets):
        rows = np.flatnonzero(targets == number)
        rows = rows[np.argsort(keys[rows])]
        shares[rows] = (np.arange(len(rows)) + 0.5) / len(rows)  # as Webster gives seats to parties
        shares[rows[-1]] = 1.0
    order = np.lexsort((keys, shares))
    return np.concatenate([np.sort(order[:n_test]), np.sort(order[n_test:])])
