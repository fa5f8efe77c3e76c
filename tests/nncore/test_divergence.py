"""Divergence: where numbers stop being finite, the training stands just before, and says why."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

import nncore as nn
from tests.nncore.examples import adopted, assert_same_moment, diverging, experiment


def test_divergence_ends_in_the_last_finite_state() -> None:
    trainer = nn.Trainer(diverging())
    with pytest.raises(nn.DivergedError) as caught:
        trainer.advance(epochs=1000)
    error = caught.value
    assert isinstance(error.state, nn.TrainerState)
    assert error.step == error.state.updates + 1
    assert np.isfinite(error.state.parameters).all()
    assert_same_moment(trainer.state(), error.state)
    assert error.cause == "the learning rate 100 is probably too high"
    assert error.layer == 0
    assert str(error) == f"training diverged at update {error.step} in the output layer: {error.cause}"


def test_divergence_is_found_at_the_same_update_however_the_training_is_cut() -> None:
    whole, single = nn.Trainer(diverging()), nn.Trainer(diverging())
    with pytest.raises(nn.DivergedError) as caught:
        whole.advance(observations=100_000)
    single.advance(batches=caught.value.step - 1)
    assert_same_moment(single.state(), whole.state())
    with pytest.raises(nn.DivergedError) as again:
        single.advance(batches=1)
    assert again.value.step == caught.value.step


def test_with_a_lower_rate_a_diverged_training_can_go_on() -> None:
    trainer = nn.Trainer(diverging())
    trainer.advance(batches=3)
    moment = trainer.state()
    with pytest.raises(nn.DivergedError):
        trainer.advance(epochs=1000)
    trainer.restore(moment)
    adopted(trainer, optimizer=nn.SGD(0.1))
    trainer.advance(epochs=1000)
    assert trainer.loss("train") < 0.3


def test_a_network_set_to_huge_weights_diverges_at_once_and_stays() -> None:
    trainer = nn.Trainer(diverging())
    trainer.network.parameters = [1e300, 1e300, 1e300]
    trainer.advance(observations=3)  # of a batch of 4: nothing is computed yet
    with pytest.raises(nn.DivergedError) as caught:
        trainer.advance(observations=1)
    assert caught.value.step == 1
    assert caught.value.state.pending == 3
    np.testing.assert_array_equal(trainer.network.parameters, [1e300, 1e300, 1e300])


def linear(**changes: Any) -> nn.Experiment:
    """2-3-2-1 without bends, so that nothing bounds the answers."""
    network = nn.NetworkSpec(hidden_layers=(nn.Layer(3, "linear"), nn.Layer(2, "linear")), output_activation="linear")
    return replace(experiment(**{"loss": "mse", "optimizer": nn.SGD(100.0), **changes}), network=network)


def diverged(trainer: nn.Trainer) -> nn.DivergedError:
    with pytest.raises(nn.DivergedError) as caught:
        trainer.advance(epochs=1000)
    return caught.value


@pytest.mark.parametrize(
    ("training", "cause"),
    [
        ({"optimizer": nn.SGD(100.0)}, "the learning rate 100 is probably too high"),
        (
            {"optimizer": nn.SGD(3.0, momentum=0.95)},
            "the learning rate 3 is probably too high, the more so with the momentum 0.95",
        ),
        (
            {"optimizer": nn.SGD(1.0), "l2": 5.0},
            "the learning rate 1 times the L2 penalty 5 is 2 or more: each update overshoots 0",
        ),
        (
            {"optimizer": nn.SGD(1.0), "schedule": nn.Warmup(epochs=1, start=1.0), "l2": 0.1},
            "the learning rate 1 is probably too high",
        ),
    ],
)
def test_the_likely_cause_is_named(training: Any, cause: str) -> None:
    assert diverged(nn.Trainer(linear(**training))).cause == cause


def test_an_input_beyond_all_measure_is_named() -> None:
    network = nn.NetworkSpec(("x", "1e9*y"), hidden_layers=(), output_activation="linear")
    recipe = replace(linear(optimizer=nn.SGD(0.1)), network=network)
    assert re.fullmatch(
        r"an input is as large as \d\.?\d*e\+08; centre the inputs or choose a feature that stays small",
        diverged(nn.Trainer(recipe)).cause,
    )


@pytest.mark.parametrize(
    ("layer", "name"), [(0, "in hidden layer 1:"), (1, "in hidden layer 2:"), (2, "in the output layer:")]
)
def test_the_layer_that_left_the_finite_numbers_first_is_named(layer: int, name: str) -> None:
    trainer = nn.Trainer(linear())
    trainer.network.biases[layer][:] = 1.7e308
    trainer.network.weights[layer][:] = 1.7e308
    if layer:
        trainer.network.biases[layer - 1][:] = 5.0
    error = diverged(trainer)
    assert error.layer == layer
    assert name in str(error)


def test_a_loss_beyond_all_numbers_is_infinite_and_not_nan() -> None:
    trainer = nn.Trainer(diverging())
    for parameters in ([1e300, 1e300, 0.0], [1.7e308, -1.7e308, 1.7e308]):
        trainer.network.parameters = parameters
        assert trainer.loss("train") == np.inf
        assert 0.0 <= trainer.accuracy("train") <= 1.0
