"""Tables of figures: ours, those of peers measured in the same run, how they compare, and what was aimed at."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, NamedTuple

HEAD = ("", "ours", "peer", "", "times better", "aim")
NOT_INSTALLED = "not installed"


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


class Aim(NamedTuple):
    """What was aimed at, and whether it was reached; None where a peer that decides it is not installed."""

    text: str
    met: bool | None

    def __str__(self) -> str:
        return f"{self.text}: {'not known' if self.met is None else 'yes' if self.met else 'NO'}"


@dataclass(frozen=True)
class Comparison:
    """What something costs us and each of several peers, in one unit; None where a peer is not installed."""

    what: str
    unit: str
    ours: float
    peers: Mapping[str, float | None]
    aims: tuple[Aim, ...] = ()

    def cells(self, peers: Sequence[str]) -> tuple[str, ...]:
        """Ours, and how many times as long each of `peers` takes."""
        ratios = [self._ratio(peer) for peer in peers]
        return (self.what, f"{number(self.ours)} {self.unit}", *ratios, "; ".join(map(str, self.aims)))

    def _ratio(self, peer: str) -> str:
        if peer not in self.peers:
            return ""
        theirs = self.peers[peer]
        return NOT_INSTALLED if theirs is None else f"{number(theirs / self.ours)} ×"

    def record(self) -> dict[str, Any]:
        """The row for a JSON file."""
        aims = [aim._asdict() for aim in self.aims]
        return {"what": self.what, "unit": self.unit, "ours": self.ours, "peers": dict(self.peers), "aims": aims}


def number(value: float) -> str:
    """Three digits that matter, thousands set apart."""
    if value >= 100:
        return f"{value:,.0f}".replace(",", " ")
    return f"{value:.3g}"


def table(rows: Iterable[Row]) -> str:
    """The rows as text in columns; numbers are flush right."""
    return _columns([HEAD, *(row.cells() for row in rows)], (False, True, True, False, True, False))


def comparisons(title: str, rows: Sequence[Comparison]) -> str:
    """The rows as text: a column for each peer of any of them, which says how many times as long as ours it takes."""
    peers = list(dict.fromkeys(peer for row in rows for peer in row.peers))
    head = (title, "ours", *peers, "aim" if any(row.aims for row in rows) else "")
    return _columns([head, *(row.cells(peers) for row in rows)], (False, True, *(True for _ in peers), False))


def _columns(lines: Sequence[Sequence[str]], flush_right: Sequence[bool]) -> str:
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join(
            cell.rjust(w) if right else cell.ljust(w) for cell, w, right in zip(line, widths, flush_right, strict=True)
        ).rstrip()
        for line in lines
    )
