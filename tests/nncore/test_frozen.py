"""Frozen parameters: training leaves them alone, whatever it is made of, and is as exact with them as without."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import nncore as nn
from tests.nncore.examples import OPTIMIZERS, adopted, assert_same_moment, diverging, experiment

FROZEN = np.isin(np.arange(20), [0, 4, 7, 9, 16, 19])  # of 2-3-2-1: weights and biases of every layer
MOVING = np.flatnonzero(~FROZEN)

TRAININGS: dict[str, dict[str, Any]] = {
    **{repr(optimizer): {"optimizer": optimizer} for optimizer in OPTIMIZERS},
    "plain": {"optimizer": nn.SGD(0.1)},
    "one at a time": {"optimizer": nn.SGD(0.1), "batch_size": 1},
    "rmsprop": {"optimizer": nn.RMSProp(0.02)},
    "adagrad": {"optimizer": nn.Adagrad(0.1)},
    "adamw": {"optimizer": nn.AdamW(0.02, decay=5.0)},
    "penalties": {"optimizer": nn.SGD(0.1, momentum=0.9), "l1": 0.1, "l2": 0.1},
    "clipped": {"optimizer": nn.AdamW(0.02), "l2": 1.0, "clip_norm": 0.01},
}
CASES = pytest.mark.parametrize("training", TRAININGS.values(), ids=TRAININGS)


def frozen_trainer(training: dict[str, Any], frozen: Any = FROZEN) -> nn.Trainer:
    """A training under way, with momentum and averages, of which some parameters are then frozen."""
    trainer = nn.Trainer(experiment(**training))
    trainer.advance(observations=18 + 6)
    trainer.restore(replace(trainer.state(), frozen=frozen))
    return trainer


@CASES
def test_what_is_frozen_does_not_move_and_the_rest_does(training: dict[str, Any]) -> None:
    trainer = frozen_trainer(training)
    before = trainer.network.parameters
    trainer.advance(epochs=10)
    np.testing.assert_array_equal(trainer.network.parameters[FROZEN], before[FROZEN])
    assert (trainer.network.parameters[MOVING] != before[MOVING]).sum() >= 10  # a ReLU may be dead


@CASES
def test_it_goes_on_to_the_last_bit(training: dict[str, Any], tmp_path: Path) -> None:
    whole, cut, restored = (frozen_trainer(training) for _ in range(3))
    whole.advance(observations=60 + 300)
    for amount in (1, 2, 7, 50):
        cut.advance(observations=amount)
    moment = cut.state()
    nn.save(tmp_path / "net.json", cut)
    loaded = nn.load(tmp_path / "net.json")
    restored.restore(moment)
    for trainer in (cut, loaded, restored):
        assert_same_moment(trainer.state(), moment)
        trainer.advance(observations=300)
        assert_same_moment(trainer.state(), whole.state())
    np.testing.assert_array_equal(whole.state().frozen, FROZEN)


@CASES
def test_where_all_is_frozen_nothing_moves(training: dict[str, Any]) -> None:
    trainer = frozen_trainer(training, np.ones(20, dtype=np.bool_))
    before = trainer.network.parameters
    trainer.advance(epochs=3)
    np.testing.assert_array_equal(trainer.network.parameters, before)
    assert trainer.epoch == 4


@CASES
def test_what_is_frozen_no_longer_moves_again(training: dict[str, Any]) -> None:
    trainer = frozen_trainer(training)
    before = trainer.network.parameters
    trainer.restore(replace(trainer.state(), frozen=np.zeros(20, dtype=np.bool_)))
    trainer.advance(epochs=10)
    assert (trainer.network.parameters[FROZEN] != before[FROZEN]).sum() >= 5


def test_one_at_a_time_plain_descent_takes_the_gradients_of_the_others() -> None:
    # One weight vector, no hidden layer, from zero, the first weight frozen: followed by hand.
    trainer = nn.Trainer(
        nn.Experiment(
            nn.NetworkSpec(hidden_layers=(), output_activation="linear", initializer="zeros", center_inputs=False),
            nn.DataSpec("xor_table"),
            nn.TrainingSpec("half_mse", nn.SGD(0.5), batch_size=1, shuffle=False),
        )
    )
    trainer.restore(replace(trainer.state(), frozen=np.array([True, False, False])))
    trainer.advance(observations=3)  # (0,0)→0, (0,1)→1, (1,0)→1: answers 0, 0, 0.5
    np.testing.assert_array_equal(trainer.network.parameters, [0.0, 0.5, 0.75])


def test_what_is_frozen_stays_so_under_another_optimizer() -> None:
    trainer = frozen_trainer({"optimizer": nn.SGD(0.1)})
    before = trainer.network.parameters
    for optimizer in (nn.Adam(0.1), nn.SGD(0.1, momentum=0.9), nn.Adagrad(0.1)):
        adopted(trainer, optimizer=optimizer)
        trainer.advance(epochs=1)
    np.testing.assert_array_equal(trainer.network.parameters[FROZEN], before[FROZEN])
    assert (trainer.network.parameters[MOVING] != before[MOVING]).any()


def test_the_state_before_a_divergence_knows_what_is_frozen() -> None:
    trainer = nn.Trainer(diverging())
    frozen = np.array([False, False, True])
    trainer.restore(replace(trainer.state(), frozen=frozen))
    with pytest.raises(nn.DivergedError) as caught:
        trainer.advance(epochs=1000)
    np.testing.assert_array_equal(caught.value.state.frozen, frozen)
    assert caught.value.state.parameters[2] == 0.0
    assert np.abs(caught.value.state.parameters[:2]).min() > 1e100


def test_the_flags_of_a_state_are_its_own() -> None:
    flags = FROZEN.copy()
    trainer = frozen_trainer({}, flags)
    flags[:] = False
    np.testing.assert_array_equal(trainer.state().frozen, FROZEN)
    with pytest.raises(ValueError, match="read-only"):
        trainer.state().frozen[0] = False
