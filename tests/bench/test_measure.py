"""Measuring in turns, with a clock that the candidates move."""

from __future__ import annotations

import pytest

from tests.bench.measure import Candidate, nanoseconds, repeated


class Clock:
    """Stands still but for those who take their time."""

    def __init__(self) -> None:
        self.now = 0

    def take(self, milliseconds: float) -> None:
        self.now += round(1e6 * milliseconds)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr("tests.bench.measure.perf_counter_ns", lambda: clock.now)
    return clock


def test_time_is_told_per_item(clock: Clock) -> None:
    by_batch = Candidate(lambda batches: clock.take(0.5 * batches), items=10)
    assert nanoseconds({"a": by_batch, "b": repeated(lambda: clock.take(2))}) == {"a": 50_000, "b": 2_000_000}


def test_a_busy_moment_changes_nothing(clock: Clock) -> None:
    counts: list[int] = []
    busy = iter([0, 100, *[0] * 9, 100, 100, *[0] * 9])  # in finding out how many fill a slice, and in two rounds of 15

    def work(count: int) -> None:
        counts.append(count)
        clock.take(count + next(busy, 0))

    assert nanoseconds({"a": Candidate(work)}) == {"a": 1_000_000}
    assert set(counts[-15:]) == {8}


def test_candidates_take_turns(clock: Clock) -> None:
    seen: list[str] = []

    def named(name: str) -> Candidate:
        def work(count: int) -> None:
            seen.append(name)
            clock.take(10 * count)

        return Candidate(work)

    nanoseconds({"a": named("a"), "b": named("b")}, rounds=3)
    assert seen[-6:] == ["a", "b", "a", "b", "a", "b"]


def test_rewinding_is_not_timed_and_comes_before_everything(clock: Clock) -> None:
    done: list[int] = []

    def work(count: int) -> None:
        done.append(count)
        assert sum(done) <= 4  # since the last rewinding
        clock.take(count)

    def rewind() -> None:
        done.clear()
        clock.take(1000)

    assert nanoseconds({"a": Candidate(work, rewind, most=4)}) == {"a": 1_000_000}
    assert done == [4]  # a slice of time would hold five
