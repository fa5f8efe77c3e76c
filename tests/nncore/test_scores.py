"""Scores and coding: what classes and values are taught as, and how good the answers are, against NumPy."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

import nncore as nn

SOFTMAX: dict[str, Any] = {"outputs": 3, "output_activation": "softmax"}


def trained(data: nn.DataSpec, network: dict[str, Any], loss: str, **training: Any) -> nn.Trainer:
    spec = nn.NetworkSpec(hidden_layers=(nn.Layer(6),), **network)
    trainer = nn.Trainer(nn.Experiment(spec, data, nn.TrainingSpec(loss=loss, **training)))
    trainer.advance(epochs=2)
    return trainer


def answers(trainer: nn.Trainer) -> tuple[Any, Any]:
    """What is answered to the test data, and their targets as the data set has them."""
    return trainer.network.predict(trainer.observations.test_points), trainer.observations.test_targets


@pytest.mark.parametrize(("activation", "low"), [("sigmoid", 0.0), ("relu", 0.0), ("tanh", -1.0), ("softsign", -1.0)])
def test_two_classes_are_taught_by_the_ends_of_the_outputs_range(activation: str, low: float) -> None:
    trainer = trained(nn.DataSpec("circle"), {"output_activation": activation}, "mse")
    given, targets = answers(trainer)
    taught = np.where(targets == 1, 1.0, low)
    assert trainer.loss("test") == pytest.approx(((given - taught) ** 2).mean(), rel=1e-12)
    score = trainer.evaluate("test")
    right = (given >= (1.0 + low) / 2) == (targets == 1)
    assert score.accuracy == right.mean()
    assert np.isnan(score.r_squared)


def test_several_classes_are_taught_by_an_output_each_and_the_largest_counts() -> None:
    trainer = trained(nn.DataSpec("three_blobs", noise=0.5), SOFTMAX, "cross_entropy")
    given, targets = answers(trainer)
    classes = targets[:, 0].astype(int)
    assert trainer.loss("test") == pytest.approx(-np.log(given[np.arange(len(given)), classes]).mean(), rel=1e-12)
    confusion = np.zeros((3, 3), dtype=int)
    np.add.at(confusion, (classes, given.argmax(axis=1)), 1)
    score = trainer.evaluate("test")
    np.testing.assert_array_equal(score.confusion, confusion)
    assert score.accuracy == confusion.trace() / len(given)
    assert confusion.trace() < confusion.sum()  # some are wrong, so that the table's sides matter


def test_the_table_of_two_classes_has_a_row_per_class_and_a_column_per_answer() -> None:
    trainer = trained(nn.DataSpec("xor", noise=0.3), {}, "bce")
    given, targets = answers(trainer)
    table = [[((targets == row) & ((given >= 0.5) == column)).sum() for column in (0, 1)] for row in (0, 1)]
    np.testing.assert_array_equal(trainer.evaluate("test").confusion, table)


def test_two_classes_may_have_two_outputs() -> None:
    trainer = trained(nn.DataSpec("xor"), {"outputs": 2, "output_activation": "softmax"}, "cross_entropy")
    given, targets = answers(trainer)
    assert trainer.accuracy("test") == (given.argmax(axis=1) == targets[:, 0]).mean()


def test_values_are_judged_by_the_share_of_their_spread_that_is_explained() -> None:
    trainer = trained(nn.DataSpec("multi_gauss"), {"output_activation": "linear"}, "mse")
    given, targets = answers(trainer)
    score = trainer.evaluate("test")
    spread = ((targets - targets.mean()) ** 2).sum()
    assert score.r_squared == pytest.approx(1 - ((given - targets) ** 2).sum() / spread, rel=1e-12)
    assert np.isnan(score.accuracy)
    assert score.confusion is None


def test_values_that_are_all_equal_have_no_spread_to_explain() -> None:
    points = tuple((float(x), 0.0, 2.5) for x in range(8))
    trainer = trained(nn.DataSpec("custom", points=points, classes=0), {"output_activation": "linear"}, "mse")
    assert np.isnan(trainer.evaluate("train").r_squared)


def test_without_data_there_is_no_score() -> None:
    score = nn.Trainer(nn.Experiment(data=nn.DataSpec("xor_table"))).evaluate("test")
    assert np.isnan([score.loss, score.accuracy, score.r_squared]).all()
    assert score.confusion is None


def test_the_penalty_is_on_the_weights_and_not_on_the_biases() -> None:
    trainer = trained(nn.DataSpec(), {}, "bce", l1=0.01, l2=0.1)
    weights = np.concatenate([w.ravel() for w in trainer.network.weights])
    penalty = 0.01 * np.abs(weights).sum() + 0.1 * (weights**2).sum() / 2
    assert trainer.penalty == pytest.approx(penalty, rel=1e-14)
    assert trainer.loss("train", penalty=True) == pytest.approx(trainer.loss("train") + penalty, rel=1e-14)


def test_a_look_at_the_scores_changes_nothing() -> None:
    looked, left = (nn.Trainer(nn.PRESETS["first-run"].experiment) for _ in range(2))
    for _ in range(20):
        looked.advance(observations=77)
        looked.evaluate("train"), looked.evaluate("test"), looked.network.gradient([[0.1, 0.2]], [[1.0]])
    left.advance(observations=20 * 77)
    np.testing.assert_array_equal(looked.network.parameters, left.network.parameters)
    np.testing.assert_array_equal(looked.state().order, left.state().order)


@pytest.mark.parametrize("loss", sorted(nn.LOSSES))
@pytest.mark.parametrize("activation", sorted(nn.ACTIVATIONS))
def test_every_combination_that_is_allowed_learns(activation: str, loss: str) -> None:
    entry = nn.LOSSES[loss]
    several = nn.ACTIVATIONS[activation].output_only
    data = nn.DataSpec("gauss")
    network = nn.NetworkSpec(hidden_layers=(nn.Layer(6),), outputs=2 if several else 1, output_activation=activation)
    if entry.outputs and activation not in entry.outputs:
        with pytest.raises(nn.SpecError) as refusal:
            nn.Experiment(network, data, nn.TrainingSpec(loss=loss))
        assert refusal.value.field == "network.output_activation"
        return
    trainer = nn.Trainer(nn.Experiment(network, data, nn.TrainingSpec(loss=loss, optimizer=nn.Adam(0.02)), seed=2))
    before = trainer.loss("train")
    trainer.advance(epochs=30)
    assert trainer.loss("train") < 0.6 * before
    assert trainer.accuracy("test") > 0.9


def test_a_network_that_cannot_fit_the_data_is_refused() -> None:
    cases: list[tuple[nn.DataSpec, dict[str, Any], str, str]] = [
        (nn.DataSpec("three_blobs"), {}, "bce", "network.outputs"),
        (nn.DataSpec("xor"), SOFTMAX, "cross_entropy", "network.outputs"),
        (nn.DataSpec("plane"), {"outputs": 2, "output_activation": "linear"}, "mse", "network.outputs"),
        (nn.DataSpec("plane"), {}, "bce", "training.loss"),
        (nn.DataSpec("three_blobs"), {**SOFTMAX, "output_activation": "tanh"}, "bce", "network.output_activation"),
    ]
    for data, network, loss, field in cases:
        with pytest.raises(nn.SpecError) as refusal:
            nn.Experiment(nn.NetworkSpec(**network), data, nn.TrainingSpec(loss=loss))
        assert refusal.value.field == field
    values = nn.Experiment(nn.NetworkSpec(output_activation="linear"), nn.DataSpec("plane"), nn.TrainingSpec("mse"))
    with pytest.raises(nn.SpecError, match=r"training\.target_accuracy must be null for the data set plane"):
        replace(values, training=replace(values.training, target_accuracy=0.9))
