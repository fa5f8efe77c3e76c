"""Axes: what the plane of own data stands for, in the numbers and names that people know."""

from __future__ import annotations

import math
from dataclasses import dataclass

from nncore.errors import SpecError
from nncore.own_points import MAX_CLASSES

MAX_REAL = 1e300  # of offset and factor: what they make of any place in the plane is finite
_FIGURES = 12  # of a number that was scaled: the rest is rounding


@dataclass(frozen=True, slots=True)
class AxisScale:
    """What one direction stands for: real = offset + factor · plane. An unscaled axis has 0 and 1."""

    name: str
    offset: float = 0.0
    factor: float = 1.0

    def __post_init__(self) -> None:
        if not abs(self.offset) <= MAX_REAL:
            raise SpecError("offset", f"between ±{MAX_REAL:g}", self.offset)
        if not 0 < self.factor <= MAX_REAL:
            raise SpecError("factor", f"greater than 0 and at most {MAX_REAL:g}", self.factor)

    @property
    def scaled(self) -> bool:
        """Whether the numbers of the plane are others than the real ones."""
        return (self.offset, self.factor) != (0.0, 1.0)

    def real(self, plane: float) -> float:
        """The number that a place in the plane stands for, without the last figures, which are rounding."""
        if not self.scaled:
            return plane
        size = abs(self.offset) + abs(self.factor * plane)
        decimals = _FIGURES - math.ceil(math.log10(size)) if size > 0 else 0
        return round(self.offset + self.factor * plane, decimals)

    def plane(self, real: float) -> float:
        """The place in the plane for a real number."""
        return (real - self.offset) / self.factor


@dataclass(frozen=True, slots=True)
class Axes:
    """The meaning of own data: x, y, the target, and the names of the classes, () where they have none."""

    x: AxisScale = AxisScale("x")
    y: AxisScale = AxisScale("y")
    target: AxisScale = AxisScale("target")
    labels: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if len(self.labels) > MAX_CLASSES:
            raise SpecError("labels", f"a list of at most {MAX_CLASSES}", f"{len(self.labels)} items")

    def label(self, number: float) -> str:
        """The name of a class."""
        index = int(number)
        return self.labels[index] if 0 <= index < len(self.labels) else str(index)


PLAIN = Axes()
