"""The worked example: each of its numbers against nncore's own gradient, sums, answers and next step."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

import nncore as nn
from app.training.worked_example import WorkedExample, work_through
from nncore.spec import HIDDEN_ACTIVATIONS

XOR = nn.PRESETS["first-run"].experiment
THREE = nn.PRESETS["three-blobs"].experiment
PLANE = nn.PRESETS["plane"].experiment


def network_of(experiment: nn.Experiment, **changes: Any) -> nn.Experiment:
    return replace(experiment, network=replace(experiment.network, **changes))


def training_of(experiment: nn.Experiment, **changes: Any) -> nn.Experiment:
    return replace(experiment, training=replace(experiment.training, **changes))


def trained(experiment: nn.Experiment, observations: int = 203) -> nn.Trainer:
    trainer = nn.Trainer(experiment)
    trainer.advance(observations=observations)
    return trainer


def row_of(trainer: nn.Trainer, turn: int) -> int:
    """The row of the observation `turn` after the first of the next update."""
    state = trainer.state()
    begin = state.position - state.pending
    return int([*state.order[begin:], *state.order[:begin]][turn])


def gradient_in(example: WorkedExample) -> np.ndarray:
    """The gradient of the example's observation, in the order of the parameters."""
    parts = [(layer.weight_gradient.ravel(), layer.deltas) for layer in example.layers]
    return np.concatenate([part for pair in parts for part in pair])


def assert_is_right(trainer: nn.Trainer, turn: int = 0) -> None:
    """What nncore says of the same observation."""
    example = work_through(trainer.experiment, trainer.state(), turn)
    row, network, loss = row_of(trainer, turn), trainer.network, trainer.experiment.training.loss
    inputs = network.features(trainer.observations.train_points[[row]])
    targets = trainer.coding.encode(trainer.observations.train_targets[[row]])
    assert example.point == tuple(trainer.observations.train_points[row])
    assert example.target == trainer.observations.train_targets[row, 0]
    assert example.targets.tolist() == targets[0].tolist()
    assert example.layers[0].inputs.tolist() == inputs[0].tolist()
    for layer, (z, a) in zip(example.layers, network.sums_and_outputs(inputs), strict=True):
        np.testing.assert_allclose(layer.sums, z[0], rtol=1e-12)
        np.testing.assert_allclose(layer.answers, a[0], rtol=1e-12)
    value, gradient = network.gradient(inputs, targets, loss)
    assert example.loss == pytest.approx(value, rel=1e-11)
    np.testing.assert_allclose(gradient_in(example), gradient, rtol=1e-10, atol=1e-15)


@pytest.mark.parametrize("activation", HIDDEN_ACTIVATIONS)
def test_sums_answers_and_gradient_of_every_hidden_activation(activation: str) -> None:
    layers = (nn.Layer(5, activation), nn.Layer(3, activation))
    assert_is_right(trained(network_of(XOR, hidden_layers=layers)))


@pytest.mark.parametrize("output", HIDDEN_ACTIVATIONS)
def test_and_of_every_output_activation(output: str) -> None:
    experiment = training_of(network_of(XOR, output_activation="sigmoid"), loss="mse")
    assert_is_right(trained(network_of(experiment, output_activation=output), 50))


@pytest.mark.parametrize("loss", [name for name, entry in nn.LOSSES.items() if not entry.outputs])
@pytest.mark.parametrize("turn", [0, 1, 40])
def test_and_of_every_loss_for_values(loss: str, turn: int) -> None:
    wide = replace(PLANE, network=replace(PLANE.network, hidden_layers=(nn.Layer(4, "elu"),)))
    assert_is_right(trained(training_of(wide, loss=loss)), turn)


@pytest.mark.parametrize("turn", [0, 7, 100])
@pytest.mark.parametrize("output", ["softmax", "sigmoid", "tanh"])
@pytest.mark.parametrize("loss", ["mse", "mae", "huber", "half_mse"])
def test_and_of_several_outputs(loss: str, output: str, turn: int) -> None:
    experiment = training_of(THREE, loss=loss)
    assert_is_right(trained(network_of(experiment, output_activation=output)), turn)


@pytest.mark.parametrize(("experiment", "turn"), [(THREE, 0), (THREE, 9), (XOR, 0), (XOR, 249)])
def test_and_of_the_two_losses_from_probabilities(experiment: nn.Experiment, turn: int) -> None:
    assert_is_right(trained(experiment), turn)


def test_two_outputs_share_a_binary_cross_entropy() -> None:
    assert_is_right(trained(network_of(XOR, outputs=2)))


def test_inputs_are_the_features_of_the_centred_point() -> None:
    features = ("x", "xy", "sin(3*x) + y")
    example = work_through(network_of(XOR, inputs=features), nn.Trainer(network_of(XOR, inputs=features)).state())
    x, y = example.coordinates
    assert (x, y) == pytest.approx((2 * example.point[0] - 1, 2 * example.point[1] - 1))
    assert example.layers[0].inputs.tolist() == pytest.approx([x, x * y, np.sin(3 * x) + y])
    plain = network_of(XOR, center_inputs=False)
    example = work_through(plain, nn.Trainer(plain).state())
    assert example.coordinates == example.point == tuple(example.layers[0].inputs)


OPTIMIZERS = (
    nn.SGD(0.1),
    nn.SGD(0.1, momentum=0.8),
    nn.SGD(0.1, momentum=0.8, nesterov=True),
    nn.Adam(0.02, beta1=0.8, beta2=0.95, epsilon=1e-3),
    nn.AdamW(0.02, decay=0.3),
    nn.RMSProp(0.02, alpha=0.7),
    nn.Adagrad(0.05),
)


def assert_is_the_next_step(trainer: nn.Trainer, turn: int = 0) -> None:
    """The parameters and the optimizer's averages that the trainer really has after its next update."""
    example = work_through(trainer.experiment, trainer.state(), turn)
    assert example.in_next_update
    assert example.rate == trainer.learning_rate
    trainer.advance(batches=1)
    after = trainer.state()
    for update in example.updates:
        k = nn.surgery.index_of(trainer.experiment.network, update.layer, update.source, update.target)
        assert update.after == pytest.approx(after.parameters[k], rel=1e-12, abs=1e-15)
        if update.remembered:
            found = dict(update.found)
            kept = [found[name] for name, _value in update.remembered]
            assert kept == pytest.approx([buffer[k] for buffer in after.buffers], rel=1e-10, abs=1e-18)


@pytest.mark.parametrize("optimizer", OPTIMIZERS, ids=str)
@pytest.mark.parametrize("batch", [1, 32])
def test_the_update_is_the_one_that_the_trainer_makes_next(optimizer: nn.Optimizer, batch: int) -> None:
    for steps in (batch, 5 * batch):
        assert_is_the_next_step(trained(training_of(XOR, optimizer=optimizer, batch_size=batch), steps))


@pytest.mark.parametrize("batch", [1, 16])
def test_penalties_clipping_and_schedules_are_in_it(batch: int) -> None:
    aids = training_of(XOR, batch_size=batch, l1=0.003, l2=0.02, clip_norm=0.05, schedule=nn.Exponential(0.5))
    trainer = trained(training_of(aids, optimizer=nn.SGD(0.5)), 600)
    example = work_through(trainer.experiment, trainer.state())
    weight, bias = example.updates[:2]
    assert weight.penalty == pytest.approx(0.003 * np.sign(weight.before) + 0.02 * weight.before)
    assert bias.penalty == 0
    assert example.shortened < 1
    assert weight.slope == pytest.approx(example.shortened * (weight.gradient + weight.penalty))
    assert example.rate == 0.5 * 0.5**2
    assert_is_the_next_step(trainer)


def test_in_the_middle_of_a_batch_the_update_holds_what_was_seen_of_it() -> None:
    trainer = trained(training_of(XOR, batch_size=32), 40)
    example = work_through(trainer.experiment, trainer.state())
    state = trainer.state()
    assert state.pending == 8
    assert example.point == tuple(trainer.observations.train_points[state.order[32]])
    assert example.batch == 32
    assert_is_the_next_step(trainer, 5)


def test_the_last_batch_of_an_epoch_is_smaller() -> None:
    trainer = trained(training_of(XOR, batch_size=32), 224)  # of 250
    assert work_through(trainer.experiment, trainer.state()).batch == 26
    assert_is_the_next_step(trainer, 25)


def test_a_later_observation_has_the_update_of_its_own_batch() -> None:
    trainer = trained(training_of(XOR, batch_size=32, optimizer=nn.SGD(0.1)), 64)
    example = work_through(trainer.experiment, trainer.state(), 40)
    assert not example.in_next_update
    rows = trainer.state().order[96:128]  # the second batch from now
    inputs = trainer.network.features(trainer.observations.train_points[rows])
    targets = trainer.coding.encode(trainer.observations.train_targets[rows])
    _, gradient = trainer.network.gradient(inputs, targets, "bce")
    assert example.updates[0].gradient == pytest.approx(gradient[0], rel=1e-10)
    assert example.updates[0].after == pytest.approx(trainer.network.flat[0] - 0.1 * gradient[0])


def test_turns_go_round() -> None:
    trainer = trained(XOR, 100)
    state = trainer.state()
    assert work_through(XOR, state, -1).turn == 249
    assert work_through(XOR, state, 250).point == work_through(XOR, state, 0).point


def test_what_is_frozen_stays() -> None:
    trainer = trained(training_of(XOR, optimizer=nn.SGD(0.1, momentum=0.9)))
    trainer.restore(nn.surgery.with_frozen(trainer.state(), 0, on=True))
    first = work_through(trainer.experiment, trainer.state()).updates[0]
    assert first.frozen
    assert first.after == first.before
    assert_is_the_next_step(trainer)


def test_a_network_without_hidden_layers_has_one_step() -> None:
    trainer = trained(nn.PRESETS["gauss"].experiment)
    assert len(work_through(trainer.experiment, trainer.state()).layers) == 1
    assert_is_right(trainer)
    assert_is_the_next_step(trainer)


def test_huge_weights_do_no_harm() -> None:
    trainer = nn.Trainer(XOR)
    trainer.network.parameters = np.full(33, 1e300)
    example = work_through(XOR, trainer.state())
    assert np.isfinite(example.layers[0].answers).all()
    assert example.layers[1].answers.tolist() == [1.0]
