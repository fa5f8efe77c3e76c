"""Dropout: in training a share of the neurons is silent; the expectation stays, and answers are those of all."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

import nncore as nn
from tests.nncore.examples import experiment

DROPPED = 0.25


def with_dropout(share: float, **training: object) -> nn.Experiment:
    """One wide linear hidden layer, so that outputs and gradients are linear in what is dropped."""
    base = experiment(loss="mse", optimizer=nn.SGD(1e-9), **training)
    layers = (nn.Layer(400, "linear", dropout=share),)
    network = nn.NetworkSpec(hidden_layers=layers, output_activation="linear", initializer="lecun_normal")
    return replace(base, network=network)


def bias_changes(experiment: nn.Experiment) -> np.ndarray:
    """By how much one update changes the biases of the hidden layer: 0 for a neuron that took no part in it."""
    trainer = nn.Trainer(experiment)
    before = trainer.network.biases[0].copy()
    trainer.advance(batches=1)
    return np.asarray(trainer.network.biases[0] - before)


def test_about_the_share_of_neurons_takes_no_part_in_an_update() -> None:
    silent = bias_changes(with_dropout(DROPPED, batch_size=1)) == 0.0
    assert abs(silent.mean() - DROPPED) < 5 * np.sqrt(DROPPED * (1 - DROPPED) / 400)
    assert not (bias_changes(with_dropout(0.0, batch_size=1)) == 0.0).any()


def test_others_are_silent_in_the_next_update_and_for_the_next_observation() -> None:
    trainer = nn.Trainer(with_dropout(DROPPED, batch_size=1))
    patterns = []
    for _ in range(3):
        before = trainer.network.biases[0].copy()
        trainer.advance(batches=1)
        patterns.append(trainer.network.biases[0] == before)
    shared = (patterns[0] & patterns[1]).mean(), (patterns[1] & patterns[2]).mean()
    assert all(abs(share - DROPPED**2) < 0.05 for share in shared)
    # In a batch of two each draws its own: fewer are silent for both.
    assert abs((bias_changes(with_dropout(DROPPED, batch_size=2)) == 0.0).mean() - DROPPED**2) < 0.05


def test_the_expectation_of_the_gradient_is_that_without_dropout() -> None:
    # The gradient of a linear network's squared error is quadratic in what is dropped; its part that is linear, that
    # of the output's bias, keeps its expectation: 2·(o − t), over many observations.
    many = replace(with_dropout(0.5), data=nn.DataSpec(observations=20_000, test_fraction=0.0))
    changes = []
    for share in (0.5, 0.0):
        trainer = nn.Trainer(
            replace(
                many,
                network=replace(many.network, hidden_layers=(nn.Layer(40, "linear", dropout=share),)),
                training=replace(many.training, batch_size=20_000, optimizer=nn.SGD(1.0)),
            )
        )
        trainer.advance(batches=1)
        changes.append(trainer.network.biases[1][0])
    assert abs(changes[0] - changes[1]) < 0.05
    assert abs(changes[1]) > 0.2  # there is something to keep


def test_answers_and_losses_are_those_of_all_neurons() -> None:
    dropping, whole = nn.Trainer(with_dropout(0.5)), nn.Trainer(with_dropout(0.0))
    np.testing.assert_array_equal(dropping.network.parameters, whole.network.parameters)
    assert dropping.loss("train") == whole.loss("train")
    points = [[0.1, 0.9], [0.7, 0.2]]
    np.testing.assert_array_equal(dropping.network.predict(points), whole.network.predict(points))


def test_the_seed_decides_who_is_silent() -> None:
    base = with_dropout(0.5, batch_size=1)
    pattern = bias_changes(base) == 0.0
    np.testing.assert_array_equal(bias_changes(base) == 0.0, pattern)
    other = bias_changes(replace(base, seed=base.seed + 1)) == 0.0
    assert 0.3 < (other == pattern).mean() < 0.7


def test_dropout_may_change_while_it_trains() -> None:
    trainer = nn.Trainer(with_dropout(0.5))
    trainer.advance(batches=3)
    trainer.adopt(with_dropout(0.0))
    trainer.advance(batches=1)
    assert trainer.updates == 4
