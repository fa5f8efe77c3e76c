"""Times that can be compared: candidates take turns, so that a busy moment of the machine hits them all."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from time import perf_counter_ns
from typing import TypeVar

ROUNDS = 15
SLICE_SECONDS = 0.005

Key = TypeVar("Key", bound=Hashable)


def _nothing() -> None: ...


@dataclass(frozen=True)
class Candidate:
    """Somebody who can do the same thing often: `work(count)` is timed, `rewind()` before it is not.

    `most` is how many can be done without rewinding; one of them handles `items`.
    """

    work: Callable[[int], object]
    rewind: Callable[[], object] = _nothing
    most: int = 10**6
    items: int = 1


def repeated(action: Callable[[], object]) -> Candidate:
    """A candidate that does `action` again and again."""

    def work(count: int) -> None:
        for _ in range(count):
            action()

    return Candidate(work)


def nanoseconds(candidates: Mapping[Key, Candidate], rounds: int = ROUNDS) -> dict[Key, float]:
    """The median time per item, by the candidate's key."""
    counts = {key: _count(candidate) for key, candidate in candidates.items()}
    taken: dict[Key, list[float]] = {key: [] for key in candidates}
    for _ in range(rounds):
        for key, candidate in candidates.items():
            taken[key].append(_time(candidate, counts[key]) / (counts[key] * candidate.items))
    return {key: statistics.median(times) for key, times in taken.items()}


def _count(candidate: Candidate) -> int:
    """How many fill a slice of time. What is done only once, such as loading the compiled loops, happens here too."""
    _time(candidate, 1)
    count = 1
    # The quicker of two: a busy moment must not make the slice too short for the rest of the measurement.
    while count < candidate.most and min(_time(candidate, count), _time(candidate, count)) < 1e9 * SLICE_SECONDS:
        count = min(2 * count, candidate.most)
    return count


def _time(candidate: Candidate, count: int) -> int:
    candidate.rewind()
    begin = perf_counter_ns()
    candidate.work(count)
    return perf_counter_ns() - begin
