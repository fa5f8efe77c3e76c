"""What the chart remembers of a run beside its losses: scores, the penalised loss, and the learning rates."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import nncore as nn
from app.training.snapshot import Metrics, Snapshot
from app.views.rates import MOST_PARTS, Rates
from app.views.record import MOST_POINTS, MOST_RUNS, Record, Records
from tests.app.snapshots import stripe, with_losses

BASE = with_losses(stripe(), [0.5], [0.6])
N = len(BASE.state.order)  # training observations


def at(epoch: float, score: float = 0.5, run: int = 1, first: float = 0.5, **training: Any) -> Snapshot:
    """A snapshot of a run that began with the loss `first`, at `epoch`."""
    whole, position = divmod(round(epoch * N), N)
    history = replace(BASE.state.history, train_loss=np.array([first]))
    spec = replace(BASE.experiment.training, **training)
    return replace(
        BASE,
        run=run,
        experiment=replace(BASE.experiment, training=spec),
        state=replace(BASE.state, epoch=whole, position=position, history=history),
        metrics=Metrics(0.25, 0.3, score, score / 2),
        learning_rate=spec.optimizer.learning_rate,
    )


def test_the_record_of_a_long_run_is_short_and_exact_at_both_ends() -> None:
    record = Record()
    for epoch in range(20_000):
        record.note(at(epoch, score=epoch / 20_000))
        if epoch % 1999 == 0 or epoch == 19_999:
            scores = record.scores
            assert len(scores.epochs) <= MOST_POINTS
            assert (scores.epochs[0], scores.epochs[-1]) == (0.0, epoch)
            assert scores.train == pytest.approx(scores.epochs / 20_000)
            assert scores.test == pytest.approx(scores.epochs / 40_000)
            assert (np.diff(scores.epochs) > 0).all()
    assert len(record.scores.epochs) >= MOST_POINTS / 4
    assert np.diff(record.scores.epochs).max() <= 4 * 20_000 / MOST_POINTS


@given(st.lists(st.integers(0, 200), max_size=60))
def test_what_is_taken_back_is_forgotten_and_the_latest_is_always_there(epochs: list[int]) -> None:
    record = Record()
    for epoch in epochs:
        record.note(at(epoch, score=epoch / 1000))
        assert record.epoch == epoch
        assert record.scores.last == (epoch / 1000, epoch / 2000)
        assert record.scores.epochs.max() == epoch


def test_the_same_snapshot_twice_is_one_point() -> None:
    record = Record()
    for _ in range(3):
        record.note(at(4.0, score=math.nan))
    record.note(at(4.0, score=0.75))  # as soon as the engine is ready
    assert record.scores.epochs.tolist() == [4.0]
    assert record.scores.last == (0.75, 0.375)


def test_nothing_noted_is_nothing_recorded() -> None:
    assert len(Record().scores.epochs) == 0
    assert math.isnan(Record().epoch)


def test_every_run_has_its_own_record_and_undo_finds_it_again() -> None:
    records = Records()
    for epoch in range(5):
        records.note(at(epoch, run=1))
    fresh = records.note(at(0, run=2))
    assert len(fresh.scores.epochs) == 1
    records.note(at(3, run=2))
    assert records.note(at(5, run=1)).scores.epochs.tolist() == [0, 1, 2, 3, 4, 5]


def test_only_some_runs_are_remembered() -> None:
    records = Records()
    records.note(at(0, run=1))
    records.note(at(7, run=1))
    for run in range(2, MOST_RUNS + 2):
        records.note(at(0, run=run, first=float(run)))
    assert records.note(at(8, run=1)).scores.epochs.tolist() == [8]


@pytest.mark.parametrize(
    ("later", "kept"),
    [
        (at(4, run=2), [0, 2, 4]),  # a weight was edited by hand: a new run, with the same past
        (at(2, run=2), [0, 2]),
        (at(1, run=2), [1]),  # another training of the same beginning, not yet so far
        (at(4, run=2, first=0.7), [4]),  # another training altogether
    ],
)
def test_a_run_that_goes_on_where_another_was_has_its_past(later: Snapshot, kept: list[float]) -> None:
    records = Records()
    records.note(at(0))
    first = records.note(at(2))
    assert records.note(later).scores.epochs.tolist() == kept
    assert first.scores.epochs.tolist() == [0, 2]


def test_a_file_with_the_same_start_and_another_training_has_not_the_past_of_the_run_before_it() -> None:
    records = Records()
    records.note(with_losses(at(0), [0.5], [0.6]))
    records.note(with_losses(at(2, score=0.9), [0.5, 0.4, 0.3], [0.6, 0.5, 0.4]))
    opened = with_losses(at(4, run=2, optimizer=adam(0.1)), [0.5, 0.45, 0.4, 0.35, 0.3], [0.6] * 5)
    record = records.note(opened)
    assert record.scores.epochs.tolist() == [4]
    assert not record.rates.varies
    assert record.rates.at(1.0) == 0.1


def test_a_past_is_known_again_though_only_every_second_epoch_of_it_is_kept() -> None:
    records = Records()
    records.note(with_losses(at(0), [0.5], [0.6]))
    records.note(with_losses(at(0), [0.5, 0.4, 0.3, 0.2], [0.6] * 4))
    later = with_losses(at(0, run=2), [0.5, 0.3, 0.1], [0.6] * 3)
    thinned = replace(later.state.history, epochs=np.array([0.0, 2.0, 4.0]))
    edited = replace(later, state=replace(later.state, history=thinned, epoch=4))
    assert records.note(edited).scores.epochs.tolist() == [0, 3, 4]


def test_painting_in_the_middle_of_an_epoch_begins_it_anew_and_keeps_the_past_and_its_rates() -> None:
    records = Records()
    records.note(at(0))
    records.note(at(1))
    records.note(at(3.5, optimizer=adam(0.1)))
    painted = records.note(at(3, run=2, optimizer=adam(0.1)))
    assert painted.scores.epochs.tolist() == [0, 1, 3]
    assert painted.rates.all_at([0, 0.5, 2]).tolist() == [0.03, 0.03, 0.1]


def test_the_penalised_loss_holds_what_the_weights_cost_at_the_time() -> None:
    record = Record()
    record.note(at(0, l2=0.5))
    record.note(at(1))
    assert record.penalised.train.tolist() == [0.25 + 0.25 * 96, 0.25]
    assert np.isnan(record.penalised.test).all()


def rates_of(*seen: Snapshot) -> Rates:
    record = Record()
    for snapshot in seen:
        record.note(snapshot)
    return record.rates


def adam(rate: float) -> nn.Adam:
    return nn.Adam(learning_rate=rate)


def test_one_constant_rate_is_nothing_to_look_at() -> None:
    rates = rates_of(at(0), at(50))
    assert not rates.varies
    assert rates.at(30.0) == 0.03


def test_a_schedule_gives_the_rates_of_all_epochs_though_few_were_seen() -> None:
    steps = nn.StepDecay(every=10, factor=0.5)
    rates = rates_of(at(0, schedule=steps), at(35.5, schedule=steps))
    assert rates.varies
    assert rates.all_at([0, 9.9, 10, 29.5, 35.5]).tolist() == [0.03, 0.03, 0.015, 0.0075, 0.00375]


def test_a_rate_that_was_changed_by_hand_is_the_old_one_before() -> None:
    rates = rates_of(at(0), at(10), at(11, optimizer=adam(0.1)), at(20, optimizer=adam(0.1)))
    assert rates.varies
    assert rates.all_at([0, 9.9, 10, 10.5, 20]).tolist() == [0.03, 0.03, 0.1, 0.1, 0.1]


def test_a_change_before_the_first_update_leaves_one_rate() -> None:
    rates = rates_of(at(0), at(0, optimizer=adam(0.1)), at(5, optimizer=adam(0.1)))
    assert not rates.varies
    assert rates.at(0.0) == 0.1


def test_a_training_that_was_taken_back_takes_its_rates_along() -> None:
    assert not rates_of(at(0), at(10), at(11, optimizer=adam(0.1)), at(4)).varies


def test_of_a_plateau_only_what_was_seen_is_known() -> None:
    plateau = nn.Plateau(factor=0.1, patience=2)
    seen = [
        replace(at(epoch, schedule=plateau), learning_rate=rate) for epoch, rate in ((0, 0.03), (8, 0.03), (9, 0.003))
    ]
    rates = rates_of(*seen)
    assert rates.varies
    assert rates.all_at([0, 7.9, 8, 9]).tolist() == [0.03, 0.03, 0.003, 0.003]
    later = rates_of(seen[-1])
    assert math.isnan(later.at(5.0)), "a file does not say when it was reduced"
    assert later.at(9.0) == 0.003


def test_a_rate_that_is_dragged_for_long_takes_no_more_room() -> None:
    record = Record()
    for epoch in range(3000):
        record.note(at(epoch, optimizer=adam(0.01 + epoch / 1e6)))
    assert len(record.rates.parts) <= MOST_PARTS + 1
    assert record.rates.at(0.5) == 0.01 + 1e-6, "it was changed after epoch 0 was seen"
    assert record.rates.at(2999.0) == 0.01 + 2999 / 1e6
