"""The same network on other data: what it has learned stays, and training goes on."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

import nncore as nn
from nncore import storage
from nncore.surgery import with_data
from tests.nncore.examples import assert_same_moment, experiment


def moment(recipe: nn.Experiment) -> nn.TrainerState:
    trainer = nn.Trainer(recipe)
    trainer.advance(observations=18 + 6)
    return trainer.state()


def restored(recipe: nn.Experiment, state: nn.TrainerState) -> nn.Trainer:
    trainer = nn.Trainer(recipe)
    trainer.restore(state)
    return trainer


def after(**data: Any) -> nn.Experiment:
    """The example on other data."""
    return replace(experiment(), data=replace(experiment().data, **data))


@pytest.mark.parametrize(
    "other",
    [
        after(dataset="circle"),
        after(observations=200),
        after(observations=4),
        after(dataset="xor_table"),
        after(dataset="custom", points=((0.0, 1.0, 1.0),), test_fraction=0.0),
    ],
    ids=lambda other: f"{other.data.dataset} {other.data.observations}",
)
@pytest.mark.parametrize("epochs", [0, 700])
def test_the_same_network_goes_on_after_other_data(other: nn.Experiment, epochs: int) -> None:
    trainer = nn.Trainer(experiment())
    trainer.advance(observations=18 * epochs + 6)
    before = replace(trainer.state(), frozen=np.arange(20) == 3)
    state = with_data(before, experiment(), other)
    for name in ("epoch", "updates", "optimizer_steps", "history", "buffers"):
        assert getattr(state, name) is getattr(before, name), name
    for name in ("parameters", "frozen"):
        np.testing.assert_array_equal(getattr(state, name), getattr(before, name))
    assert (state.position, state.pending) == (0, 0)
    again = restored(other, state)
    assert_same_moment(storage.parse(storage.dump(other, state))[1] or before, state)
    again.advance(epochs=600)
    assert again.epoch == epochs + 600
    assert again.updates > before.updates
    assert len(again.history.epochs) > 300
    restored(other, again.state())


def test_the_order_is_drawn_anew_and_the_generator_moves_on() -> None:
    state = moment(experiment())
    once = with_data(state, experiment(), after(observations=200))
    twice = with_data(once, experiment(), after(observations=200))
    assert sorted(once.order) == sorted(twice.order) == list(range(150))
    assert (once.order != twice.order).any()
    assert len({state.random, once.random, twice.random}) == 3


def test_without_shuffling_it_is_that_of_the_data() -> None:
    recipe = experiment(shuffle=False)
    other = replace(recipe, data=replace(recipe.data, observations=200))
    np.testing.assert_array_equal(with_data(moment(recipe), recipe, other).order, np.arange(150))


def test_test_losses_are_gaps_for_as_long_as_there_was_nothing_to_test_on() -> None:
    table = after(dataset="xor_table")
    trainer = nn.Trainer(table)
    trainer.advance(epochs=2)
    trainer = restored(experiment(), with_data(trainer.state(), table, experiment()))
    trainer.advance(epochs=2)
    trainer = restored(table, with_data(trainer.state(), experiment(), table))
    trainer.advance(epochs=1)
    np.testing.assert_array_equal(np.isnan(trainer.history.test_loss), [True, True, True, False, False, True])
    assert np.isfinite(trainer.history.train_loss).all()


def test_what_a_rule_has_waited_for_on_other_data_is_forgotten_and_lowered_rates_stay() -> None:
    recipe = experiment(patience=3, schedule=nn.Plateau(factor=0.5, patience=0, threshold=0.5))
    trainer = nn.Trainer(recipe)
    trainer.advance(epochs=1000)
    assert trainer.finished
    rate = trainer.learning_rate
    other = replace(recipe, data=replace(recipe.data, dataset="circle"))
    again = restored(other, with_data(trainer.state(), recipe, other))
    assert not again.finished
    assert again.learning_rate == rate < 0.03
    assert (again.state().progress.plateau.best, again.state().progress.stall.best) == (None, None)


def test_a_network_of_other_sizes_is_refused() -> None:
    other = replace(experiment(), network=nn.NetworkSpec(hidden_layers=(nn.Layer(3), nn.Layer(3))))
    with pytest.raises(nn.SpecError, match=r"network\.sizes must be \[2, 3, 2, 1\] as before, got \[2, 3, 3, 1\]"):
        with_data(moment(experiment()), experiment(), other)
