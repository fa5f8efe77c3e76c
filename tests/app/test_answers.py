"""What the session hands to the views: answers and targets in the same terms, and the two ends of their scale."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest

import nncore as nn
from app.model import fitting
from app.model.document import replaced
from app.model.work import Work
from app.training import pictures
from app.training.answers import answer, shown
from app.training.session import Session
from app.training.snapshot import Snapshot, share

FIRST = nn.PRESETS["first-run"].experiment


def on(dataset: str, **fields: object) -> nn.Experiment:
    data = replace(FIRST.data, dataset=dataset, observations=60, **fields)  # type: ignore[arg-type]
    fitted: nn.Experiment = replaced(FIRST, fitting.for_data(FIRST, data))
    return fitted


def with_output(experiment: nn.Experiment, activation: str) -> nn.Experiment:
    fitted: nn.Experiment = replaced(experiment, fitting.for_output(experiment, activation))
    return fitted


def snapshot_after(experiment: nn.Experiment, epochs: int) -> Snapshot:
    """What is shown of `experiment` after so many epochs."""
    trainer = nn.Trainer(experiment)
    if epochs:
        trainer.advance(epochs=epochs)
    session = Session(Work(experiment, 1, start=trainer.state()))
    session.set_resolution(20)
    return session.snapshot()


def test_a_single_answer_is_that_of_the_only_output() -> None:
    assert answer(np.array([[0.2], [0.9]])).tolist() == [0.2, 0.9]


def test_of_two_outputs_the_second_speaks_for_class_1() -> None:
    assert answer(np.array([[0.8, 0.2], [0.1, 0.9]])).tolist() == [0.2, 0.9]


def test_of_several_outputs_the_largest_gives_the_class() -> None:
    numbers = answer(np.array([[0.1, 0.2, 0.7], [0.5, 0.3, 0.2], [0.1, np.nan, 0.2]], dtype=np.float32))
    assert numbers[:2].tolist() == [2.0, 0.0]
    assert math.isnan(numbers[2])
    assert numbers.dtype == np.float32


@pytest.mark.parametrize(
    ("experiment", "scale", "targets"),
    [
        (on("circle"), (0.0, 1.0), {0.0, 1.0}),
        (with_output(on("circle"), "tanh"), (-1.0, 1.0), {-1.0, 1.0}),
        (with_output(on("circle"), "softmax"), (0.0, 1.0), {0.0, 1.0}),
        (on("three_blobs"), (0.0, 2.0), {0.0, 1.0, 2.0}),
        (with_output(on("three_blobs"), "tanh"), (0.0, 2.0), {0.0, 1.0, 2.0}),
    ],
    ids=["sigmoid", "tanh", "two outputs", "three outputs", "three tanh outputs"],
)
def test_targets_and_scale_are_in_the_terms_of_the_answers(
    experiment: nn.Experiment, scale: tuple[float, float], targets: set[float]
) -> None:
    pictured = shown(nn.Trainer(experiment))
    assert pictured.scale == scale
    assert set(pictured.observations.train_targets.ravel()) == targets
    assert pictured.observations.test_targets.shape == (30, 1)


def test_values_have_the_scale_of_their_targets() -> None:
    assert shown(nn.Trainer(on("plane"))).scale == (-1.0, 1.0)
    own = on("custom", classes=0, points=((0.0, 0.0, -40.0), (1.0, 1.0, 60.0), (0.0, 1.0, 10.0)))
    pictured = shown(nn.Trainer(own))
    assert pictured.scale == (-40.0, 60.0)
    every = [*pictured.observations.train_targets.ravel(), *pictured.observations.test_targets.ravel()]
    assert sorted(every) == [-40.0, 10.0, 60.0]


def test_a_snapshot_of_three_classes_tells_them_by_number() -> None:
    snapshot = snapshot_after(on("three_blobs"), epochs=60)
    assert snapshot.classes_shown == 3
    assert set(snapshot.surface.ravel()) == {0.0, 1.0, 2.0}
    assert snapshot.surface[14, 9] == 0.0, "class 0 is the cloud at the top"
    assert snapshot.metrics.test_accuracy > 0.9
    assert snapshot.neuron_maps[-1].shape == (3, 24, 24)


def test_a_snapshot_of_values_has_r_squared_and_no_accuracy() -> None:
    metrics = snapshot_after(on("plane"), epochs=60).metrics
    assert metrics.test_r_squared > 0.9
    assert math.isnan(metrics.test_accuracy)


def test_before_the_engine_is_loaded_there_are_pictures_and_the_losses_of_the_start(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(nn, "is_warm", lambda: False)
    monkeypatch.setattr(nn.Trainer, "evaluate", _never)
    session = Session(Work(FIRST, 1))
    snapshot = session.snapshot()
    assert snapshot.metrics.train_loss == pytest.approx(nn.Trainer(FIRST).history.train_loss[0])
    assert snapshot.metrics.test_loss > 0.3
    assert math.isnan(snapshot.metrics.test_accuracy)
    assert np.isfinite(snapshot.surface).all()


def test_before_the_engine_is_loaded_the_losses_of_a_later_moment_are_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    trainer = nn.Trainer(FIRST)
    trainer.advance(epochs=2)
    recorded = trainer.state()
    trainer.advance(batches=1)
    between = trainer.state()
    monkeypatch.setattr(nn, "is_warm", lambda: False)
    at_epoch = Session(Work(FIRST, 1, start=recorded)).snapshot().metrics
    assert at_epoch.train_loss == recorded.history.train_loss[-1]
    assert math.isnan(Session(Work(FIRST, 1, start=between)).snapshot().metrics.train_loss)


@pytest.mark.parametrize("size", [1e5, 1e152])
def test_weights_of_any_size_leave_no_holes_in_the_pictures(size: float) -> None:
    network = replace(FIRST.network, hidden_layers=(), output_activation="linear", inputs=("x", "y"))
    training = replace(FIRST.training, loss="mse")
    trainer = nn.Trainer(replace(FIRST, network=network, training=training))
    trainer.network.weights[0][:] = [[size], [-2 * size]]
    for points in (pictures.of_network(trainer, 20, (0.0, 1.0)), pictures.of_unit(trainer, 20, (1, 0))):
        x, y = trainer.network.features(pictures.grid(20, trainer.domain)).T.reshape(2, 20, 20)
        assert points.surface / size == pytest.approx(x - 2 * y, abs=1e-5)
    assert np.isfinite(pictures.neuron_maps(trainer)[-1]).all()


def _never(*_arguments: object) -> Mapping[str, object]:
    raise AssertionError("the engine would have to be loaded for this")


@pytest.mark.parametrize("formula", ["1/(x-3)", "sqrt(9-x^2-y^2)", "log(x+5.2)"])
def test_a_formula_without_a_value_everywhere_gives_pictures_with_gaps(formula: str) -> None:
    network = replace(FIRST.network, inputs=("x", "y", formula), center_inputs=False)
    data = nn.DataSpec(dataset="custom", points=((0.0, 0.0, 0.0), (-1.0, 2.0, 1.0), (2.0, 1.0, 0.0), (2.9, -0.3, 1.0)))
    snapshot = snapshot_after(replace(FIRST, network=network, data=data), epochs=3)
    assert np.isfinite(snapshot.surface).any()
    assert np.isfinite(snapshot.metrics.train_loss)
    assert np.isfinite(snapshot.neuron_maps[0][:2]).all()


def test_outside_its_domain_a_root_leaves_nothing_to_see() -> None:
    network = replace(FIRST.network, inputs=("x", "y", "sqrt(26-x^2-y^2)"), center_inputs=False)
    snapshot = snapshot_after(replace(FIRST, network=network, data=nn.DataSpec(dataset="circle")), epochs=0)
    assert np.isnan(snapshot.surface[0, 0])
    assert np.isfinite(snapshot.surface[10, 10])


def test_shares_run_from_0_to_1_between_the_ends_of_a_scale() -> None:
    answers = np.array([-1.0, 0.0, 1.0, np.nan, np.inf], dtype=np.float32)
    shares = share(answers, (-1.0, 1.0))
    assert shares[:3].tolist() == [0.0, 0.5, 1.0]
    assert np.isnan(shares[3])
    assert shares[4] == np.inf
    assert shares.dtype == np.float32
