"""Live changes: what a training takes over while it runs, and what it refuses."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

import nncore as nn
from tests.nncore.examples import adopted, assert_same_moment, experiment


def test_a_new_rate_applies_from_the_next_update_and_keeps_the_averages() -> None:
    trainer = nn.Trainer(experiment(optimizer=nn.Adam(0.02)))
    trainer.advance(observations=30)
    before = trainer.state()
    adopted(trainer, optimizer=nn.Adam(1e-12))
    np.testing.assert_array_equal(trainer.state().buffers, before.buffers)
    trainer.advance(batches=1)
    np.testing.assert_allclose(trainer.network.parameters, before.parameters, atol=1e-11)
    assert trainer.state().optimizer_steps == before.optimizer_steps + 1


def test_another_optimizer_begins_afresh() -> None:
    trainer = nn.Trainer(experiment(optimizer=nn.SGD(0.02, momentum=0.9)))
    trainer.advance(batches=7)
    adopted(trainer, optimizer=nn.Adam(0.02))
    moment = trainer.state()
    assert (moment.updates, moment.optimizer_steps) == (7, 0)
    np.testing.assert_array_equal(moment.buffers, np.zeros((2, 20)))
    trainer.advance(batches=1)
    # Adam's first step is the rate in each direction, whatever the size of the gradient
    moves = np.abs(trainer.network.parameters - moment.parameters)
    np.testing.assert_allclose(moves[moves > 0], 0.02, rtol=1e-3)
    nn.Trainer(trainer.experiment).restore(trainer.state())  # and such a state fits


def test_a_smaller_batch_ends_the_one_that_is_pending() -> None:
    trainer = nn.Trainer(experiment(batch_size=10))
    trainer.advance(observations=5)
    adopted(trainer, batch_size=2)
    trainer.advance(observations=1)
    assert (trainer.updates, trainer.state().pending) == (1, 0)


def test_a_smaller_batch_still_takes_all_that_were_pending() -> None:
    smaller, at_once = nn.Trainer(experiment(batch_size=10)), nn.Trainer(experiment(batch_size=6))
    smaller.advance(observations=5)
    adopted(smaller, batch_size=2)
    smaller.advance(observations=1)
    at_once.advance(observations=6)
    np.testing.assert_array_equal(smaller.network.parameters, at_once.network.parameters)


def test_a_larger_batch_lets_the_one_that_is_pending_grow() -> None:
    trainer = nn.Trainer(experiment(batch_size=4))
    trainer.advance(observations=3)
    assert trainer.left_in_batch == 1
    adopted(trainer, batch_size=9)
    assert trainer.left_in_batch == 6
    trainer.advance(observations=5)
    assert trainer.updates == 0
    trainer.advance(observations=1)
    assert trainer.updates == 1


def test_growing_batches_may_begin_in_the_middle() -> None:
    trainer = nn.Trainer(experiment(batch_size=2))
    trainer.advance(epochs=4)
    adopted(trainer, batch_schedule=nn.BatchGrowth(every=2, factor=2.0, most=100))
    assert trainer.left_in_batch == 8


@pytest.mark.parametrize(
    "changes",
    [
        {"clip_norm": 1e-6},
        {"schedule": nn.Exponential(1e-6)},
        {"optimizer": nn.AdamW(0.03)},
        {"l1": 0.5},
        {"l2": 0.5},
        {"shuffle": False},
    ],
    ids=str,
)
def test_a_change_makes_a_difference_from_then_on(changes: Any) -> None:
    changed, same = nn.Trainer(experiment()), nn.Trainer(experiment())
    for trainer in (changed, same):
        trainer.advance(epochs=3)
    adopted(changed, **changes)
    np.testing.assert_array_equal(changed.network.parameters, same.network.parameters)
    for trainer in (changed, same):
        trainer.advance(epochs=2)
    assert (changed.network.parameters != same.network.parameters).any()


def test_dropout_may_be_changed_and_taken_back() -> None:
    trainer, same = nn.Trainer(experiment()), nn.Trainer(experiment())
    trainer.advance(epochs=2)
    network = trainer.experiment.network
    dropping = tuple(replace(layer, dropout=0.5) for layer in network.hidden_layers)
    trainer.adopt(replace(trainer.experiment, network=replace(network, hidden_layers=dropping)))
    trainer.adopt(replace(trainer.experiment, network=network))
    trainer.advance(epochs=2)
    same.advance(epochs=4)
    assert_same_moment(trainer.state(), same.state())


def stopped() -> nn.Trainer:
    """A training that its patience has ended."""
    trainer = nn.Trainer(experiment(patience=3))
    trainer.advance(epochs=100)
    assert trainer.stop_reason == "the test loss has not become better for 3 epochs"
    return trainer


@pytest.mark.parametrize("rules", [{"patience": None}, {"patience": 20}, {"target_loss": 0.001}])
def test_another_rule_lets_a_training_that_had_stopped_go_on(rules: Any) -> None:
    trainer = stopped()
    epoch = trainer.epoch
    adopted(trainer, **rules)
    assert not trainer.finished
    trainer.advance(epochs=1)
    assert trainer.epoch == epoch + 1


def test_a_change_of_something_else_does_not() -> None:
    trainer = stopped()
    adopted(trainer, optimizer=nn.Adam(0.1), batch_size=5)
    assert trainer.finished


def test_another_patience_counts_anew() -> None:
    trainer = stopped()
    epoch = trainer.epoch
    adopted(trainer, patience=2)
    trainer.advance(epochs=100)
    assert trainer.epoch >= epoch + 3  # the first epoch is the best so far, then two without a better one


def test_another_schedule_forgets_the_plateaus_of_the_former() -> None:
    trainer = nn.Trainer(experiment(schedule=nn.Plateau(factor=0.5, patience=0)))
    trainer.advance(epochs=8)
    assert trainer.learning_rate < 0.03
    adopted(trainer, schedule=nn.Plateau(factor=0.5, patience=1))
    assert trainer.learning_rate == 0.03
    adopted(trainer, schedule=nn.StepDecay(every=4, factor=0.1))
    assert trainer.learning_rate == pytest.approx(0.0003, rel=1e-12)


def test_fewer_epochs_than_are_done_end_the_training() -> None:
    trainer = nn.Trainer(experiment())
    trainer.advance(epochs=5)
    adopted(trainer, epochs=3)
    assert trainer.finished
    trainer.advance(epochs=1)
    assert trainer.epoch == 5


def test_a_change_that_is_not_live_is_refused() -> None:
    trainer = nn.Trainer(experiment())
    with pytest.raises(nn.SpecError, match="experiment must be the same in network, data, seed and loss"):
        trainer.adopt(replace(trainer.experiment, seed=99))
    assert trainer.experiment == experiment()
