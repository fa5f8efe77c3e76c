"""Figures with what was aimed at, as a table. Part of `python -m tests.soak PART`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

HEAD = ("", "measured", "aim", "reached")


@dataclass(frozen=True)
class Figure:
    """Something counted or measured, and the `aim`; `reached` is None where there is nothing to aim at."""

    what: str
    value: float
    unit: str = ""
    aim: str = ""
    reached: bool | None = None

    def cells(self) -> tuple[str, ...]:
        number = f"{self.value:,.0f}".replace(",", " ") if float(self.value).is_integer() else f"{self.value:.2f}"
        words = {None: "", True: "yes", False: "NO"}
        return (self.what, f"{number} {self.unit}".rstrip(), self.aim, words[self.reached])


@dataclass(frozen=True)
class Report:
    """What a part of the soak comes to: its figures, and a sentence or more about everything that went wrong."""

    title: str
    figures: Sequence[Figure]
    problems: Sequence[str] = field(default=())

    @property
    def good(self) -> bool:
        return not self.problems and all(figure.reached is not False for figure in self.figures)

    def __str__(self) -> str:
        return "\n".join((_table(self.title, self.figures), *(f"! {problem}" for problem in self.problems)))


def none(what: str, value: int) -> Figure:
    """A count of what there should be none of."""
    return Figure(what, value, "", "0", value == 0)


def at_most(what: str, value: float, unit: str, limit: float) -> Figure:
    """A measure with an upper limit. NaN, where it could not be measured, is no success."""
    return Figure(what, value, unit, f"≤ {limit:g}{' ' * bool(unit)}{unit}", value <= limit)


def all_of(what: str, value: int, total: int) -> Figure:
    """How many of `total` were as they should be."""
    return Figure(what, value, "", f"all {total:,}".replace(",", " "), value == total)


def _table(title: str, figures: Sequence[Figure]) -> str:
    lines = [(title, *HEAD[1:]), *(figure.cells() for figure in figures)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if i == 1 else cell.ljust(width)
            for i, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )
