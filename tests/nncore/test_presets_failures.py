"""The presets that are meant to fail do so, for the reason they name, and their cures cure them."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

import nncore as nn

FAILURES = [preset for preset in nn.PRESETS.values() if preset.fails]
SEEDS = 5


def trained(experiment: nn.Experiment, updates: int, seed: int = 7) -> nn.Trainer:
    """A trainer after so many updates, or in its last finite state."""
    trainer = nn.Trainer(replace(experiment, seed=seed))
    try:
        trainer.advance(batches=updates)
    except nn.DivergedError:
        assert trainer.updates < updates
    return trainer


def is_solved(trainer: nn.Trainer) -> bool:
    score = trainer.evaluate("test")
    return score.accuracy >= 0.95 or score.r_squared >= 0.9


def failed(name: str) -> nn.Trainer:
    """The failing preset `name` at the end of the time it promises to fail for."""
    preset = nn.PRESETS[name]
    assert preset.updates is not None
    return trained(preset.experiment, preset.updates)


def answers(trainer: nn.Trainer) -> list[np.ndarray]:
    """What every layer but the inputs answers to the training data."""
    return list(trainer.network.layer_outputs(trainer.network.features(trainer.observations.train_points))[1:])


def test_the_lessons_that_are_promised_are_there() -> None:
    assert [preset.name for preset in FAILURES] == [
        "no-hidden-layer",
        "all-zero",
        "rate-too-high",
        "rate-restless",
        "dead-relu",
        "saturated",
        "vanishing",
        "over-fitting",
    ]


@pytest.mark.parametrize("preset", FAILURES, ids=lambda preset: preset.name)
def test_it_fails_as_it_is_and_works_with_its_cure(preset: nn.Preset) -> None:
    assert preset.updates is not None
    assert preset.cure is not None
    for seed in range(SEEDS):
        assert not is_solved(trained(preset.experiment, preset.updates, seed))
        assert is_solved(trained(preset.cure.experiment, preset.updates, seed))


@pytest.mark.parametrize("preset", FAILURES, ids=lambda preset: preset.name)
def test_it_says_what_to_look_at_and_what_to_do(preset: nn.Preset) -> None:
    assert preset.cure is not None
    assert 100 < len(preset.look_at) < 320
    assert preset.look_at.endswith(".")
    assert 10 < len(preset.cure.title) < 45
    assert not preset.cure.title.endswith(".")


@pytest.mark.parametrize("preset", FAILURES, ids=lambda preset: preset.name)
def test_the_cure_changes_one_thing_and_leaves_the_data_alone(preset: nn.Preset) -> None:
    assert preset.cure is not None
    sick, cured = preset.experiment, preset.cure.experiment
    assert (sick.data, sick.seed) == (cured.data, cured.seed)
    assert (sick.network == cured.network) != (sick.training == cured.training)


def test_an_ordinary_preset_does_not_fail_and_has_nothing_to_look_at() -> None:
    first = nn.PRESETS["first-run"]
    assert not first.fails
    assert first.look_at == ""


def test_without_a_hidden_layer_the_loss_stays_at_that_of_guessing() -> None:
    assert failed("no-hidden-layer").loss("train") == pytest.approx(math.log(2), abs=0.01)


def test_from_zero_only_the_last_bias_ever_moves() -> None:
    network = failed("all-zero").network
    assert np.flatnonzero(network.flat).tolist() == [len(network.flat) - 1]


def test_too_high_a_rate_makes_the_loss_grow_until_numbers_end() -> None:
    preset = nn.PRESETS["rate-too-high"]
    trainer = nn.Trainer(preset.experiment)
    losses = []
    for _ in range(4):
        trainer.advance(batches=50)
        losses.append(trainer.loss("train"))
    assert all(later > 100 * earlier for earlier, later in pairwise(losses))
    with pytest.raises(nn.DivergedError, match=r"the learning rate 1\.1 is probably too high"):
        trainer.advance(epochs=1000)


def test_a_restless_rate_raises_the_loss_about_as_often_as_it_lowers_it() -> None:
    losses = failed("rate-restless").history.train_loss[10:]
    rises = np.mean(np.diff(losses) > 0)
    assert 0.3 < rises < 0.7


def test_a_whole_layer_of_relu_is_dead_in_the_end() -> None:
    assert any((layer == 0.0).all() for layer in answers(failed("dead-relu"))[:-1])


def test_the_saturated_sigmoids_answer_0_or_1_to_everything() -> None:
    hidden, _output = answers(failed("saturated"))
    assert np.mean((hidden < 0.01) | (hidden > 0.99)) > 0.95


def test_the_first_of_five_sigmoid_layers_gets_next_to_no_gradient() -> None:
    trainer = nn.Trainer(nn.PRESETS["vanishing"].experiment)
    network, data = trainer.network, trainer.observations
    _loss, gradient = network.gradient(network.features(data.train_points), data.train_targets, "bce")
    first, last = gradient[: network.weights[0].size], gradient[-9:-1]
    assert np.abs(first).max() < 1e-3 * np.abs(last).max()


def test_what_is_learned_by_heart_is_right_on_every_observation_and_wrong_on_the_rest() -> None:
    trainer = failed("over-fitting")
    assert trainer.accuracy("train") == 1.0
    assert len(trainer.observations.train_points) == 40
    assert trainer.experiment.network.parameters == 417
    assert trainer.loss("test") > 10 * trainer.history.test_loss.min()
