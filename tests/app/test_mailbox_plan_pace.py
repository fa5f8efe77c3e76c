"""The small parts of the training thread, each by itself."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

import nncore as nn
from app.model.work import FULL_SPEED, Work
from app.training.mailbox import Mailbox
from app.training.pace import SLICE_SECONDS, Pace
from app.training.plan import changed_parts, starts_anew

FIRST = nn.PRESETS["first-run"].experiment


def test_the_mailbox_keeps_only_the_newest_value() -> None:
    box: Mailbox[int] = Mailbox()
    assert box.empty
    assert box.take() is None
    box.put(1)
    box.put(2)
    assert not box.empty
    assert box.take() == 2
    assert box.take() is None


def test_only_another_run_starts_anew() -> None:
    old = Work(FIRST, 1)
    other = replace(FIRST, training=replace(FIRST.training, optimizer=nn.SGD(0.5)))
    assert not starts_anew(old, replace(old, speed=9.0, experiment=other))
    assert starts_anew(old, replace(old, run=2))


@pytest.mark.parametrize(
    ("new", "sentence"),
    [
        (replace(FIRST, seed=99), "the seed"),
        (replace(FIRST, data=replace(FIRST.data, seed=99)), "the data"),
        (replace(FIRST, network=replace(FIRST.network, initializer="zeros")), "the network"),
        (
            replace(
                FIRST,
                network=replace(FIRST.network, output_activation="tanh"),
                training=replace(FIRST.training, loss="mse"),
            ),
            "the network and the loss",
        ),
        (replace(FIRST, training=replace(FIRST.training, batch_size=1)), ""),
    ],
)
def test_the_parts_that_changed_are_named(new: nn.Experiment, sentence: str) -> None:
    assert changed_parts(Work(FIRST, 1), Work(new, 2)) == sentence


def played(speed: float, seconds: float, cost: float) -> tuple[int, Pace]:
    """Observations trained in `seconds` at `speed` when one observation takes `cost` seconds, and the pace."""
    pace, now, total = Pace(), 100.0, 0
    pace.start(now)
    while now < 100.0 + seconds:
        count = pace.due(speed, now)
        if count:
            now += count * cost
            pace.spent(count, count * cost, now)
            total += count
        else:
            now += pace.wait(speed)
    return total, pace


@pytest.mark.parametrize("speed", [1.0, 10.0, 1280.0, 100_000.0])
def test_the_chosen_speed_is_kept(speed: float) -> None:
    total, pace = played(speed, seconds=20.0, cost=1e-6)
    assert total == pytest.approx(20.0 * speed, rel=0.06, abs=1)
    assert pace.measured == pytest.approx(speed, rel=0.02)


def test_full_speed_fills_slices_and_no_slice_is_much_too_long() -> None:
    pace, now, longest = Pace(), 0.0, 0.0
    pace.start(now)
    for _ in range(100):
        seconds = pace.due(FULL_SPEED, now) * 1e-6
        now += seconds
        pace.spent(round(seconds / 1e-6), seconds, now)
        longest = max(longest, seconds)
    assert longest <= 1.01 * SLICE_SECONDS
    assert pace.due(FULL_SPEED, now) == pytest.approx(SLICE_SECONDS / 1e-6, rel=0.01)
    assert pace.wait(FULL_SPEED) == 0.0


def test_what_the_machine_cannot_keep_up_with_is_not_owed_later() -> None:
    pace, now = Pace(), 0.0
    pace.start(now)
    for _ in range(50):  # a thousand per second are asked for, a hundred can be had
        count = pace.due(1000.0, now)
        now += max(count * 0.01, 0.001)
        pace.spent(count, count * 0.01, now)
    assert pace.due(1.0, now + 0.001) <= 2


def test_time_away_earns_little() -> None:
    pace = Pace()
    pace.start(0.0)
    pace.spent(pace.due(100.0, 0.0), 1e-6, 0.0)
    assert pace.due(100.0, 3600.0) <= 10


def test_no_speed_is_known_until_it_was_measured() -> None:
    _, pace = played(1000.0, seconds=2.0, cost=1e-6)
    pace.start(500.0)
    assert math.isnan(pace.measured)
