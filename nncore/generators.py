"""Generators of data sets: each draws n points (n, 2) and their targets (n, 1) from a seeded generator.

Noise runs from 0 to 1. It moves either the point that is shown or, out of sight, the point that is judged; the numbers
drawn are the same for every noise, so that more of it moves the same points further. Classes take turns by chance, in
equal shares: the first points are as good a sample as any. TensorFlow Playground's sets follow its `src/dataset.ts`;
its noise slider runs from 0 to 50, our 0 to 0.5.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.random import Generator

from nncore.arrays import Array
from nncore.errors import SpecError
from nncore.formulas import Formula
from nncore.own_points import MAX_VALUE

Drawn = tuple[Array, Array]

_TURN = 2 * np.pi
_REACH = 6.0  # of the Playground's plane, from its centre along each axis

# Centre and sign.
_BUMPS = ((-4.0, 2.5, 1.0), (0.0, 2.5, -1.0), (4.0, 2.5, 1.0), (-4.0, -2.5, -1.0), (0.0, -2.5, 1.0), (4.0, -2.5, -1.0))


def _class_numbers(rng: Generator, n: int, classes: int) -> Array:
    return rng.permutation(np.arange(n) % classes)


def _around(radius: Array, angle: Array) -> Array:
    """Points at these distances from the centre, turned clockwise from straight up."""
    return np.column_stack([radius * np.sin(angle), radius * np.cos(angle)])


def _moved(rng: Generator, points: Array, reach: float) -> Array:
    """The points, each moved by up to `reach` along each axis."""
    return points + rng.uniform(-1.0, 1.0, size=points.shape) * reach


def _column(values: Array) -> Array:
    return np.asarray(values, dtype=np.float64).reshape(-1, 1)


def _xor(points: Array) -> Array:
    # The article's rule: 0 if both coordinates are below one half or both are not, else 1.
    return np.asarray((points[:, :1] < 0.5) != (points[:, 1:] < 0.5), dtype=np.float64)


def xor(rng: Generator, n: int, noise: float) -> Drawn:
    """The article's: x, y ~ U(0, 1)."""
    points = rng.random((n, 2))
    # Noise moves the point that is judged, not the point that is shown, by up to half the square per axis.
    return points, _xor(points + rng.uniform(-0.5, 0.5, size=(n, 2)) * noise)


def truth_table(*answers: float) -> Callable[[Generator, int, float], Drawn]:
    """The answers to (0, 0), (0, 1), (1, 0) and (1, 1). Nothing is drawn."""

    def table(rng: Generator, n: int, noise: float) -> Drawn:  # noqa: ARG001  a table is what it is
        return np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]), _column(np.array(answers))

    return table


def circle(rng: Generator, n: int, noise: float) -> Drawn:
    """The Playground's: a disc of radius 2.5 and a ring from 3.5 to 5; who is inside is judged after noise."""
    inside = _class_numbers(rng, n, 2) == 1
    radius = rng.random(n) * np.where(inside, 2.5, 1.5) + np.where(inside, 0.0, 3.5)
    points = _around(radius, rng.random(n) * _TURN)
    judged = _moved(rng, points, 5.0 * noise)
    return points, _column(np.hypot(*judged.T) < 2.5)


def playground_xor(rng: Generator, n: int, noise: float) -> Drawn:
    """The Playground's: U(−5, 5), pushed 0.3 away from both axes; 1 where x·y ≥ 0 after noise."""
    points = rng.uniform(-5.0, 5.0, size=(n, 2))
    points += np.where(points > 0, 0.3, -0.3)
    judged = _moved(rng, points, 5.0 * noise)
    return points, _column(judged[:, 0] * judged[:, 1] >= 0)


def gauss(rng: Generator, n: int, noise: float) -> Drawn:
    """The Playground's: clusters at (2, 2) → 1 and (−2, −2) → 0, of variance 0.5 + 7·noise per axis.

    A normal distribution knows no edge: with noise 0.5, the Playground's most, one point in twenty lies outside the
    plane. As there, it is learned from but not to be seen; to draw it again would bend the distribution.
    """
    targets = _column(_class_numbers(rng, n, 2))
    return 4.0 * targets - 2.0 + rng.standard_normal((n, 2)) * np.sqrt(0.5 + 7.0 * noise), targets


def spiral(rng: Generator, n: int, noise: float) -> Drawn:
    """The Playground's: two arms of 1¾ turns, evenly spaced along the radius; noise moves the points by U(−1, 1)."""
    order = rng.permutation(n)
    arm, step = order % 2, order // 2
    along = step / np.where(arm == 0, (n + 1) // 2, n // 2)  # arm 0 has one more where n is odd
    points = _around(5.0 * along, 1.75 * along * _TURN + np.pi * arm)
    return _moved(rng, points, noise), _column(arm == 0)


def moons(rng: Generator, n: int, noise: float) -> Drawn:
    """Half circles of radius 3, each with an end inside the other; noise moves the points by U(−1.5, 1.5)."""
    lower = _class_numbers(rng, n, 2) == 1
    angle = rng.random(n) * np.pi
    upper_moon = np.column_stack([3.0 * np.cos(angle) - 1.5, 3.0 * np.sin(angle) - 0.75])
    return _moved(rng, np.where(lower[:, None], -upper_moon, upper_moon), 1.5 * noise), _column(lower)


def checkerboard(rng: Generator, n: int, noise: float) -> Drawn:
    """Four by four fields; which field it is is judged after noise, which moves by up to a field."""
    points = rng.uniform(-_REACH, _REACH, size=(n, 2))
    columns, rows = np.floor(_moved(rng, points, 3.0 * noise) / 3.0).T
    return points, _column((columns + rows) % 2)


def rings(rng: Generator, n: int, noise: float) -> Drawn:
    """Rings of radius 1, 3 and 5, one unit wide; which is the nearest is judged after noise, the middle one is 0."""
    nearest = np.array([0, 1, 2, 1])[_class_numbers(rng, n, 4)]  # as many in the middle as in the other two
    points = _around(2.0 * nearest + rng.uniform(0.5, 1.5, size=n), rng.random(n) * _TURN)
    radius = np.hypot(*_moved(rng, points, 3.0 * noise).T)
    return points, _column((radius < 2.0) | (radius >= 4.0))


def three_blobs(rng: Generator, n: int, noise: float) -> Drawn:
    """Normal clusters 3 units from the centre, of deviation 0.6 + noise; what falls off the plane is drawn again."""
    targets = _class_numbers(rng, n, 3)
    centers = _around(np.full(n, 3.0), targets * (_TURN / 3))
    deviation = 0.6 + noise
    points = centers + rng.standard_normal((n, 2)) * deviation
    while (outside := np.flatnonzero((np.abs(points) > _REACH).any(axis=1))).size:
        points[outside] = centers[outside] + rng.standard_normal((outside.size, 2)) * deviation
    return points, _column(targets)


def plane(rng: Generator, n: int, noise: float) -> Drawn:
    """The Playground's: U(−6, 6); the value is (x + y)/10 after noise."""
    points = rng.uniform(-_REACH, _REACH, size=(n, 2))
    return points, _column(_moved(rng, points, _REACH * noise).sum(axis=1) / 10.0)


def multi_gauss(rng: Generator, n: int, noise: float) -> Drawn:
    """The Playground's: U(−6, 6); the value after noise is ±max(0, 1 − d/2), d to the nearest of six bumps."""
    points = rng.uniform(-_REACH, _REACH, size=(n, 2))
    judged = _moved(rng, points, _REACH * noise)
    x, y, sign = np.array(_BUMPS).T
    distance = np.hypot(judged[:, :1] - x, judged[:, 1:] - y)
    nearest = distance.argmin(axis=1)  # which is the largest in size
    return points, _column(sign[nearest] * np.maximum(0.0, 1.0 - distance.min(axis=1) / 2.0))


def from_formula(rng: Generator, n: int, noise: float, formula: Formula, classes: int) -> Drawn:
    """U(−1, 1); the target is the formula's value after noise, which moves x and y by up to 1.

    With `classes`, values are rounded down and kept within 0 … classes − 1. Raises SpecError, for the field `formula`,
    where a value is not between ±MAX_VALUE, and names the point after noise.
    """
    points = rng.uniform(-1.0, 1.0, size=(n, 2))
    judged = _moved(rng, points, noise)
    values = formula(*judged.T)
    wrong = np.flatnonzero(~(np.abs(values) <= MAX_VALUE))  # NaN is never less
    if len(wrong):
        (x, y), value = judged[wrong[0]], values[wrong[0]]
        allowed = f"between ±{MAX_VALUE:,.0f} at every observation (at the point ({x:.3g}, {y:.3g}) it is {value:g})"
        raise SpecError("formula", allowed, formula.text)
    return points, _column(np.clip(np.floor(values), 0, classes - 1) if classes else values)
