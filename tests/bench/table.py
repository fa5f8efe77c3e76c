"""One line per figure: ours, a peer's measured in the same run, how they compare, and what was aimed at."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

HEAD = ("", "ours", "peer", "", "times better", "aim")


@dataclass(frozen=True)
class Row:
    """A figure. `theirs` is NaN where there is no peer to compare with; `more_is_better` decides what better means."""

    what: str
    unit: str
    ours: float
    theirs: float = math.nan
    peer: str = ""
    aim: str = ""
    more_is_better: bool = False

    @property
    def ratio(self) -> float:
        """How many times better ours is: below 1 it is worse."""
        return self.ours / self.theirs if self.more_is_better else self.theirs / self.ours

    def cells(self) -> tuple[str, ...]:
        compared = not math.isnan(self.theirs)
        theirs = f"{number(self.theirs)} {self.unit}" if compared else ""
        ratio = number(self.ratio) if compared else ""
        return (self.what, f"{number(self.ours)} {self.unit}", theirs, self.peer, ratio, self.aim)

    def record(self) -> dict[str, Any]:
        """The row for a JSON file, where NaN has no place."""
        values = {**asdict(self), "ratio": self.ratio}
        return {name: None if isinstance(v, float) and math.isnan(v) else v for name, v in values.items()}


def number(value: float) -> str:
    """Three digits that matter, thousands set apart."""
    if value >= 100:
        return f"{value:,.0f}".replace(",", " ")
    return f"{value:.3g}"


def table(rows: Iterable[Row]) -> str:
    """The rows as text in columns; numbers are flush right."""
    lines = [HEAD, *(row.cells() for row in rows)]
    widths = [max(len(line[i]) for line in lines) for i in range(len(HEAD))]
    right = (False, True, True, False, True, False)
    return "\n".join(
        "  ".join(
            cell.rjust(w) if r else cell.ljust(w) for cell, w, r in zip(line, widths, right, strict=True)
        ).rstrip()
        for line in lines
    )
