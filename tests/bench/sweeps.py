"""Cost against size: one number of the work grows, everybody trains it, and no curve of ours should have a cliff."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tests.bench.candidates import BY_HAND_64, NUMPY, OURS, TORCH, TORCH_32, TORCH_64, entrants
from tests.bench.measure import nanoseconds
from tests.bench.table import Aim, Comparison
from tests.bench.work import Work

WIDTHS = (2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256)
DEPTHS = tuple(range(9))
BATCHES = tuple(2**power for power in range(10))

MARGIN = 1.1


@dataclass(frozen=True)
class Sweep:
    """Works that differ in one number, `what`."""

    name: str
    what: str
    values: tuple[int, ...]
    works: tuple[Work, ...]


@dataclass(frozen=True)
class Curves:
    """What a sweep gave: by candidate, nanoseconds per observation for each value. Who is absent has no line."""

    sweep: Sweep
    lines: Mapping[str, Sequence[float]]

    def ratio(self, peers: Sequence[str], place: int) -> float:
        """How many times as long as the quickest of `peers` ours takes at a place among the values."""
        return self.lines[OURS][place] / min(self.lines[peer][place] for peer in peers if peer in self.lines)

    def worst(self, peers: Sequence[str]) -> int:
        """The place where that is most."""
        return max(range(len(self.sweep.values)), key=lambda place: self.ratio(peers, place))


def of_width(activation: str) -> Sweep:
    works = tuple(Work((2, width, width, 1), activation, 32) for width in WIDTHS)
    return Sweep(f"width of 2 layers, {activation}", "width", WIDTHS, works)


def of_depth(width: int, activation: str) -> Sweep:
    works = tuple(Work((2, *[width] * depth, 1), activation, 32) for depth in DEPTHS)
    return Sweep(f"depth at width {width}, {activation}", "depth", DEPTHS, works)


def of_batch() -> Sweep:
    works = tuple(Work((2, 32, 32, 1), "tanh", batch) for batch in BATCHES)
    return Sweep("batch of 2-32-32-1, tanh", "batch", BATCHES, works)


def sweeps() -> list[Sweep]:
    """Widths with the cheapest and with a dear activation; depths of narrow and of wide layers; batches."""
    return [of_width("relu"), of_width("tanh"), of_depth(16, "tanh"), of_depth(64, "relu"), of_batch()]


def measure(sweep: Sweep) -> Curves:
    """All works of `sweep`; all candidates of all works take turns."""
    present = {(work, name): one for work in sweep.works for name, one in entrants(work, (NUMPY, *TORCH)).items()}
    taken = nanoseconds(present)
    names = dict.fromkeys(name for _, name in present)
    return Curves(sweep, {name: [taken[work, name] for work in sweep.works] for name in names})


def rows(curves: Curves) -> list[Comparison]:
    """Where ours compares worst with who computes in float64, and with PyTorch in float32 as its users write it."""
    kinds = {"float64": (NUMPY, TORCH_64, BY_HAND_64), "float32": (TORCH_32,)}
    return [_row(curves, kind, peers) for kind, peers in kinds.items()]


def _row(curves: Curves, kind: str, peers: Sequence[str]) -> Comparison:
    sweep, known = curves.sweep, any(peer in curves.lines for peer in peers)
    place = curves.worst(peers) if known else 0
    ratio = curves.ratio(peers, place) if known else 0.0
    aim = Aim(f"{ratio:.2f} times the best of {kind}, at most {MARGIN}", ratio <= MARGIN if known else None)
    times = {name: curves.lines[name][place] if name in curves.lines else None for name in (NUMPY, *TORCH)}
    what = f"{sweep.name}: worst at {sweep.values[place]}"
    return Comparison(what, "ns", curves.lines[OURS][place], times, (aim,))
