"""How formulas call the coordinates that a network sees: x, or x′ where x is first moved and scaled."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.training.snapshot import Snapshot
from app.views.text import fixed, plain

PLACE_DIGITS = 4  # of a coordinate: as many as of what is computed from it

_AXIS = re.compile(r"(?<![A-Za-z0-9_])([xy])(?![A-Za-z0-9_])")  # ² and ³ may follow


@dataclass(frozen=True, slots=True)
class Coordinates:
    """Of the plane `domain` × `domain`, which centred inputs see as [−1, 1] × [−1, 1]."""

    domain: tuple[float, float]
    centred: bool

    @classmethod
    def of(cls, snapshot: Snapshot) -> Coordinates:
        """As the network of `snapshot` sees them."""
        centred = snapshot.experiment.network.center_inputs and snapshot.domain != (-1.0, 1.0)
        return cls(snapshot.domain, centred)

    def named(self, formula: str) -> str:
        """`formula` in x and y, in the coordinates that the network sees: x′·y′ for x·y."""
        return _AXIS.sub(r"\1′", formula) if self.centred else formula

    def rows(self, formulas: Iterable[str], place: tuple[float, float] | None) -> Iterator[tuple[str, str]]:
        """For each coordinate in `formulas` that is not as on the axes: what it is, and its value at `place`."""
        found = {axis for formula in formulas for axis in _AXIS.findall(formula)} if self.centred else set()
        for i, axis in enumerate("xy"):
            if axis in found:
                value = "" if place is None else fixed(self._centred(place[i]), PLACE_DIGITS)
                yield f"{axis}′ = {self._formula(axis)}", value

    @property
    def _middle(self) -> float:
        return (self.domain[0] + self.domain[1]) / 2

    @property
    def _half(self) -> float:
        return (self.domain[1] - self.domain[0]) / 2

    def _centred(self, value: float) -> float:
        return (value - self._middle) / self._half

    def _formula(self, axis: str) -> str:
        """2·x − 1 for the plane from 0 to 1, x / 6 for that from −6 to 6, (x − 3) / 5 for others."""
        middle, half = self._middle, self._half
        if (1 / half).is_integer():
            return f"{plain(1 / half)}·{axis}{_plus(-middle / half)}"
        return f"({axis}{_plus(-middle)}) / {plain(half)}" if middle else f"{axis} / {plain(half)}"


def _plus(value: float) -> str:
    return f" {'−' if value < 0 else '+'} {plain(abs(value))}" if value else ""
