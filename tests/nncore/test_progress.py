"""What depends on the epochs so far: rates, batch sizes, and when the training stops, and why."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

import nncore as nn
from tests.nncore.examples import adopted, assert_same_moment
from tests.nncore.examples import experiment as small


def experiment(**training: Any) -> nn.Experiment:
    """2-8-1 on 60 observations of the circle, half of them to train on, in batches of 8 and a last one of 6."""
    spec = nn.TrainingSpec(**{"batch_size": 8, "optimizer": nn.Adam(0.05), **training})
    return nn.Experiment(data=nn.DataSpec("circle", observations=60), training=spec, seed=3)


def trained(**training: Any) -> nn.Trainer:
    """The experiment, trained until it stops."""
    trainer = nn.Trainer(experiment(**training))
    trainer.advance(epochs=5000)
    return trainer


def test_it_stops_after_its_epochs() -> None:
    trainer = nn.Trainer(experiment(epochs=12))
    trainer.advance(epochs=11)
    assert (trainer.epoch, trainer.finished, trainer.stop_reason) == (11, False, "")
    trainer.advance(epochs=1000)
    assert (trainer.epoch, trainer.finished, trainer.stop_reason) == (12, True, "12 epochs are done")


def test_it_stops_at_the_first_epoch_that_ends_below_the_target_loss() -> None:
    trainer = trained(target_loss=0.3)
    assert trainer.stop_reason == "the test loss is at most 0.3"
    assert trainer.loss("test") <= 0.3
    before = nn.Trainer(trainer.experiment)
    before.advance(epochs=trainer.epoch - 1)
    assert before.loss("test") > 0.3
    assert not before.finished


def test_it_stops_when_enough_is_answered_with_its_class() -> None:
    trainer = trained(target_accuracy=0.8)
    assert trainer.stop_reason == "the test accuracy is at least 80 %"
    assert trainer.accuracy("test") >= 0.8


def test_without_test_data_the_training_data_are_judged() -> None:
    table = replace(experiment(target_accuracy=1.0), data=nn.DataSpec("xor_table"))
    trainer = nn.Trainer(table)
    trainer.advance(epochs=5000)
    assert trainer.accuracy("train") == 1.0
    assert trainer.stop_reason == "the training accuracy is at least 100 %"


def test_it_stops_when_the_loss_no_longer_becomes_better() -> None:
    trainer = trained(patience=5, optimizer=nn.SGD(1e-7))  # which learns next to nothing
    assert trainer.stop_reason == "the test loss has not become better for 5 epochs"
    assert trainer.epoch == 6  # the first is the best so far, and none of five is better


def test_a_stopped_training_does_not_move() -> None:
    trainer = trained(target_loss=0.3)
    moment = trainer.state()
    trainer.advance(epochs=5)
    assert_same_moment(trainer.state(), moment)


def test_it_stops_at_the_same_moment_however_it_is_cut() -> None:
    whole = trained(target_loss=0.3)
    pieces = nn.Trainer(whole.experiment)
    while not pieces.finished:
        pieces.advance(observations=7)
    assert_same_moment(pieces.state(), whole.state())


def test_what_stopped_it_is_part_of_its_state() -> None:
    trainer = trained(target_loss=0.3)
    other = nn.Trainer(trainer.experiment)
    other.restore(trainer.state())
    assert other.stop_reason == trainer.stop_reason


def test_a_state_that_was_stopped_by_a_rule_that_is_gone_goes_on() -> None:
    trainer = trained(target_loss=0.3)
    free = nn.Trainer(experiment())
    free.restore(trainer.state())
    assert not free.finished
    free.advance(epochs=1)
    assert free.epoch == trainer.epoch + 1


def test_with_another_rule_it_goes_on() -> None:
    trainer = trained(target_loss=0.3)
    adopted(trainer, target_loss=0.2)
    assert not trainer.finished
    trainer.advance(epochs=5000)
    assert trainer.loss("test") <= 0.2


def test_the_rate_follows_the_schedule() -> None:
    trainer = nn.Trainer(experiment(schedule=nn.StepDecay(every=2, factor=0.5), optimizer=nn.SGD(0.4)))
    rates = []
    for _ in range(6):
        rates.append(trainer.learning_rate)
        trainer.advance(epochs=1)
    assert rates == [0.4, 0.4, 0.2, 0.2, 0.1, 0.1]


def test_a_plateau_lowers_the_rate_by_the_losses_that_are_judged() -> None:
    schedule = nn.Plateau(factor=0.5, patience=3)
    trainer = nn.Trainer(experiment(schedule=schedule, optimizer=nn.SGD(1.0)))
    losses, rates = [], []
    for _ in range(60):
        rates.append(trainer.learning_rate)
        trainer.advance(epochs=1)
        losses.append(trainer.loss("test"))
    assert rates == [schedule.learning_rate(1.0, epoch, losses) for epoch in range(60)]
    assert rates[-1] < 1.0


def test_batches_grow_by_their_schedule() -> None:
    trainer = nn.Trainer(small(batch_schedule=nn.BatchGrowth(every=1, factor=2, most=16)))
    updates = []
    for _ in range(4):
        before = trainer.updates
        trainer.advance(epochs=1)
        updates.append(trainer.updates - before)
    assert updates == [5, 3, 2, 2]  # 18 observations in batches of 4, 8, 16 and 16


def test_observations_left_in_a_growing_batch_are_counted_by_its_size_now() -> None:
    trainer = nn.Trainer(small(batch_schedule=nn.BatchGrowth(every=1, factor=2, most=16)))
    assert trainer.left_in_batch == 4
    trainer.advance(observations=18 + 3)
    assert trainer.left_in_batch == 5


@pytest.mark.parametrize("rule", [{"target_loss": 0.3}, {"target_accuracy": 0.8}, {"patience": 50}])
def test_a_rule_does_not_change_what_is_learned_until_it_stops(rule: dict[str, Any]) -> None:
    ruled = trained(**rule)
    free = nn.Trainer(experiment())
    free.advance(epochs=ruled.epoch)
    assert (free.network.parameters == ruled.network.parameters).all()
