"""Trainer: steps, epochs, exact repetition, live changes, divergence."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import cycle
from typing import Any

import numpy as np
import pytest

import nncore as nn
from nncore.state import random_state, set_random_state
from tests.nncore.examples import OPTIMIZERS, assert_same_moment, experiment


def test_a_new_trainer_has_learned_nothing_and_recorded_the_first_losses() -> None:
    trainer = nn.Trainer(experiment())
    assert (trainer.epoch, trainer.updates, trainer.observations_seen) == (0, 0, 0)
    assert not trainer.finished
    np.testing.assert_array_equal(trainer.history.epochs, [0])
    assert trainer.history.train_loss[0] == pytest.approx(trainer.loss("train"), rel=1e-14)
    assert trainer.history.test_loss[0] == pytest.approx(trainer.loss("test"), rel=1e-14)


def test_observations_batches_and_epochs_are_counted() -> None:
    trainer = nn.Trainer(experiment())  # 18 observations: batches of 4, 4, 4, 4, 2
    trainer.advance(observations=1)
    assert (trainer.epoch, trainer.updates, trainer.observations_seen) == (0, 0, 1)
    trainer.advance(batches=1)
    assert (trainer.epoch, trainer.updates, trainer.observations_seen) == (0, 1, 4)
    trainer.advance(batches=4)
    assert (trainer.epoch, trainer.updates, trainer.observations_seen) == (1, 5, 18)
    trainer.advance(observations=20)
    assert (trainer.epoch, trainer.updates, trainer.observations_seen) == (2, 10, 38)
    trainer.advance(epochs=1)
    assert (trainer.epoch, trainer.updates, trainer.observations_seen) == (3, 15, 54)
    trainer.advance(epochs=1000)
    assert (trainer.epoch, trainer.updates, trainer.observations_seen) == (1003, 5015, 18_054)


@pytest.mark.parametrize("amounts", [{}, {"epochs": 1, "batches": 1}])
def test_exactly_one_amount_is_asked_for(amounts: Any) -> None:
    with pytest.raises(TypeError, match="exactly one of observations, batches and epochs"):
        nn.Trainer(experiment()).advance(**amounts)


@pytest.mark.parametrize("amount", [0, -1, 1.5, True, "2"])
def test_an_amount_is_a_whole_number_from_one_on(amount: Any) -> None:
    trainer = nn.Trainer(experiment())
    with pytest.raises(nn.SpecError, match="batches must be"):
        trainer.advance(batches=amount)
    assert trainer.updates == 0


@pytest.mark.parametrize("optimizer", OPTIMIZERS, ids=repr)
def test_however_the_training_is_cut_the_numbers_are_the_same(optimizer: nn.Optimizer) -> None:
    recipe = experiment(optimizer=optimizer, l1=0.001)
    whole, slices = nn.Trainer(recipe), nn.Trainer(recipe)
    whole.advance(observations=1000)
    for amount in cycle((1, 2, 3, 5, 17, 18, 40)):
        slices.advance(observations=min(amount, 1000 - slices.observations_seen))
        if slices.observations_seen == 1000:
            break
    assert_same_moment(whole.state(), slices.state())


def test_epochs_batches_and_observations_lead_to_the_same_numbers() -> None:
    by_epoch, by_batch, by_observation = (nn.Trainer(experiment()) for _ in range(3))
    by_epoch.advance(epochs=700)  # past the first time that the history is thinned out
    by_batch.advance(batches=3500)
    by_observation.advance(observations=12_600)
    assert_same_moment(by_epoch.state(), by_batch.state())
    assert_same_moment(by_epoch.state(), by_observation.state())


def test_a_long_training_is_recorded_to_its_end_in_one_go_as_in_many() -> None:
    recipe = replace(experiment(), data=nn.DataSpec("xor_table"))
    whole, slices = nn.Trainer(recipe), nn.Trainer(recipe)
    whole.advance(epochs=40_000)
    for _ in range(40):
        slices.advance(epochs=1000)
    assert_same_moment(whole.state(), slices.state())
    assert whole.history.epochs[-1] > 39_800


def test_the_same_experiment_gives_the_same_numbers_and_another_seed_others() -> None:
    one, same, other = nn.Trainer(experiment()), nn.Trainer(experiment()), nn.Trainer(replace(experiment(), seed=4))
    for trainer in (one, same, other):
        trainer.advance(epochs=20)
    assert_same_moment(one.state(), same.state())
    assert (one.network.parameters != other.network.parameters).all()


def test_every_epoch_takes_each_observation_once_in_a_new_order() -> None:
    trainer = nn.Trainer(experiment())
    orders = []
    for _ in range(3):
        orders.append(trainer.state().order)
        trainer.advance(epochs=1)
    assert all(sorted(order) == list(range(18)) for order in orders)
    assert len({tuple(order) for order in orders}) == 3


@pytest.mark.parametrize("amount", [{"observations": 18 * 3 + 5}, {"batches": 16}, {"epochs": 3}], ids=str)
def test_an_order_costs_one_number_for_each_exchange_and_nothing_else_is_drawn(amount: dict[str, int]) -> None:
    trainer = nn.Trainer(experiment())
    order, rng = trainer.state().order.copy(), np.random.default_rng()
    set_random_state(rng, trainer.state().random)
    trainer.advance(**amount)
    for last in [*range(17, 0, -1)] * 3:  # Fisher and Yates, three times
        other = int(rng.random() * (last + 1))
        order[[last, other]] = order[[other, last]]
    assert trainer.epoch == 3
    np.testing.assert_array_equal(trainer.state().order, order)
    assert trainer.state().random == random_state(rng)


def test_every_order_is_equally_likely() -> None:
    trainer = nn.Trainer(replace(experiment(batch_size=1), data=nn.DataSpec("xor_table")))
    counts: dict[tuple[int, ...], int] = {}
    for _ in range(6000):
        trainer.advance(epochs=1)
        order = tuple(trainer.state().order)
        counts[order] = counts.get(order, 0) + 1
    assert len(counts) == 24
    assert min(counts.values()) > 190  # 250 expected, four standard deviations are 62
    assert max(counts.values()) < 312


def test_without_shuffling_the_order_is_that_of_the_data() -> None:
    trainer = nn.Trainer(experiment(shuffle=False))
    trainer.advance(epochs=2)
    np.testing.assert_array_equal(trainer.state().order, np.arange(18))


def linear(batch_size: int) -> nn.Trainer:
    """One weight vector, no hidden layer, targets 0 1 1 0 in order: small enough to follow by hand."""
    return nn.Trainer(
        nn.Experiment(
            nn.NetworkSpec(hidden_layers=(), output_activation="linear", initializer="zeros", center_inputs=False),
            nn.DataSpec("xor_table"),
            nn.TrainingSpec("half_mse", nn.SGD(0.5), batch_size=batch_size, shuffle=False),
        )
    )


def test_a_partial_batch_is_the_mean_over_its_own_size_and_leaks_nowhere() -> None:
    trainer = linear(batch_size=3)
    trainer.advance(observations=3)
    # (0,0)→0, (0,1)→1, (1,0)→1 from zero: gradients sum to (−1, −1, −2), a third of it, times 0.5
    np.testing.assert_allclose(trainer.network.parameters, [1 / 6, 1 / 6, 1 / 3], rtol=1e-15)
    trainer.advance(observations=1)
    # (1,1)→0 is answered with 2/3: the gradient of that one alone, times 0.5
    np.testing.assert_allclose(trainer.network.parameters, [-1 / 6, -1 / 6, 0.0], atol=1e-16)
    moment = trainer.state()
    assert (moment.epoch, moment.position, moment.pending, moment.updates) == (1, 0, 0, 2)


def test_a_batch_larger_than_the_data_is_all_of_them() -> None:
    trainer = linear(batch_size=100)
    trainer.advance(epochs=1)
    assert trainer.updates == 1
    np.testing.assert_allclose(trainer.network.parameters, [0.125, 0.125, 0.25], rtol=1e-15)


def test_loss_and_accuracy_of_answers_computed_by_hand() -> None:
    trainer = linear(batch_size=1)
    trainer.network.parameters = [0.5, 0.25, 0.125]  # answers 0.125, 0.375, 0.625, 0.875 to targets 0, 1, 1, 0
    assert trainer.loss("train") == (0.125**2 + 0.625**2 + 0.375**2 + 0.875**2) / 8
    assert trainer.accuracy("train") == 0.5
    assert math.isnan(trainer.loss("test"))
    assert math.isnan(trainer.accuracy("test"))


def test_another_split_is_refused() -> None:
    with pytest.raises(nn.SpecError, match="split must be one of test, train, got 'validation'"):
        nn.Trainer(experiment()).loss("validation")


def test_it_stops_at_the_epochs_of_the_experiment() -> None:
    trainer = nn.Trainer(experiment(epochs=7))
    trainer.advance(epochs=5)
    assert not trainer.finished
    trainer.advance(observations=10_000)
    assert trainer.finished
    assert (trainer.epoch, trainer.observations_seen) == (7, 126)
    trainer.advance(batches=1)
    assert trainer.updates == 35


def test_penalties_pull_the_weights_but_not_the_biases() -> None:
    trainer = nn.Trainer(experiment(optimizer=nn.SGD(0.01), l2=5.0))
    trainer.network.biases[1][:] = 3.0
    trainer.advance(epochs=200)
    assert all(np.abs(w).max() < 0.05 for w in trainer.network.weights)
    assert trainer.network.biases[1].max() > 2.0
