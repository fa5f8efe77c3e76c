"""What a hard look at the engine has found, and must not come back."""

from __future__ import annotations

import copy
import threading
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

import nncore as nn
from nncore.layers import Layers
from tests.nncore.examples import adopted, diverging, experiment


def test_large_losses_that_are_finite_do_not_count_as_divergence_however_it_is_cut() -> None:
    points = tuple((x, 0.0, 1e6) for x in (-1.0, -0.5, 0.5, 1.0))
    network = nn.NetworkSpec(inputs=("x * 1e49", "y"), hidden_layers=(), output_activation="linear")
    data = nn.DataSpec("custom", points=points, classes=0, test_fraction=0.0)
    training = nn.TrainingSpec("mse", nn.SGD(1e-300), epochs=600)
    whole, pieces = (nn.Trainer(nn.Experiment(network, data, training)) for _ in range(2))
    for trainer in (whole, pieces):
        trainer.network.parameters = [1e104, 0.0, 0.0]  # losses of about 1e306: a hundred add up to more than there is
    whole.advance(epochs=1000)
    while not pieces.finished:
        pieces.advance(epochs=1)
    assert whole.epoch == pieces.epoch == 600


def test_a_copy_is_a_network_of_its_own() -> None:
    trainer = nn.Trainer(experiment())
    trainer.advance(epochs=1)
    for again in (copy.copy(copy.deepcopy(trainer)), copy.deepcopy(trainer)):
        before = trainer.network.predict([[0.2, 0.7]])
        again.advance(epochs=20)
        assert again.network.predict([[0.2, 0.7]]) != before
        np.testing.assert_array_equal(trainer.network.predict([[0.2, 0.7]]), before)
        np.testing.assert_array_equal(again.network.weights[0].ravel(), again.network.flat[:6])
    net = nn.NeuralNetwork(2, [3], 1, 0.5, seed=0)
    other = copy.deepcopy(net)
    other.train(np.ones((100, 2)), np.ones((100, 1)))
    assert other.forward_propagation([1.0, 1.0])[0] > net.forward_propagation([1.0, 1.0])[0]


def test_inputs_too_large_for_a_first_loss_are_refused() -> None:
    network = nn.NetworkSpec(inputs=("x * 1e154",), hidden_layers=(), output_activation="linear")
    with pytest.raises(nn.SpecError, match=r"network\.inputs\[0\] must be finite and at most 1e50"):
        nn.Experiment(network, nn.DataSpec("plane"), nn.TrainingSpec("mse"))


def test_the_loss_of_several_classes_loses_no_digits_to_large_sums() -> None:
    layers = Layers((2, 3), ("softmax",))
    x = np.random.default_rng(0).normal(size=(1000, 2))
    for size in (1e4, 1e6, 1e12):
        layers.parameters = np.concatenate([size * np.array([1.0, -1.0, 0.5, 0.3, 0.8, -1.0]), np.zeros(3)])
        z, _ = layers.sums_and_outputs(x)[-1]
        t = np.eye(3)[z.argmax(axis=1)]
        value, _ = layers.gradient(x, t, "cross_entropy")
        exact = nn.LOSSES["cross_entropy"].value(z, z, t).sum() / len(x)
        assert value >= 0.0
        assert value == pytest.approx(exact, rel=1e-12, abs=1e-300)


@pytest.mark.parametrize("seed", [0, 1])
def test_blocks_of_a_batch_draw_their_own_dropout(seed: int) -> None:
    # 64 equal observations: were both blocks of 32 to draw alike, the gradient would be that of 32.
    changes = []
    for count in (32, 64):
        points = tuple((0.5, 0.5, 1.0) for _ in range(count))
        network = nn.NetworkSpec(hidden_layers=(nn.Layer(50, dropout=0.5),))
        data = nn.DataSpec("custom", points=points, test_fraction=0.0)
        training = nn.TrainingSpec(optimizer=nn.SGD(1.0), batch_size=count, shuffle=False)
        trainer = nn.Trainer(nn.Experiment(network, data, training, seed=seed))
        before = trainer.network.parameters
        trainer.advance(batches=1)
        changes.append(trainer.network.parameters - before)
    assert np.abs(changes[0] - changes[1]).max() > 1e-6


def test_the_next_seed_does_not_drop_what_this_one_drops_an_update_later() -> None:
    base = replace(experiment(batch_size=1, optimizer=nn.SGD(1e-9)), network=nn.NetworkSpec(hidden_layers=()))
    network = nn.NetworkSpec(hidden_layers=(nn.Layer(200, "linear", dropout=0.5),))
    silent = {}
    for seed in (3, 4):
        trainer = nn.Trainer(replace(base, network=network, seed=seed))
        for update in range(2):
            before = trainer.network.biases[0].copy()
            trainer.advance(batches=1)
            silent[seed, update] = trainer.network.biases[0] == before
    assert 0.3 < (silent[3, 1] == silent[4, 0]).mean() < 0.7


@pytest.mark.parametrize(
    "error",
    [
        nn.SpecError("seed", "a whole number", -1),
        nn.FormatError("experiment.seed", "is missing"),
        nn.DivergedError(3, None, "the rate is too high", 1, "the output layer"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_an_error_can_be_copied_and_so_handed_to_another_process(error: Any) -> None:
    again = copy.copy(error)  # by the same way as to another process
    assert (type(again), str(again), vars(again)) == (type(error), str(error), vars(error))


def test_a_momentum_that_is_switched_on_starts_from_nothing() -> None:
    trainer = nn.Trainer(experiment(optimizer=nn.SGD(0.1, momentum=0.9)))
    trainer.advance(epochs=2)
    adopted(trainer, optimizer=nn.SGD(0.1))
    trainer.advance(epochs=1)
    fresh = nn.Trainer(trainer.experiment)
    fresh.restore(replace(trainer.state(), buffers=(np.zeros(20),)))
    for one in (trainer, fresh):
        adopted(one, optimizer=nn.SGD(0.1, momentum=0.9))
        one.advance(epochs=1)
    np.testing.assert_array_equal(trainer.network.parameters, fresh.network.parameters)


def test_several_threads_may_look_at_once() -> None:
    trainer = nn.Trainer(experiment())
    trainer.advance(epochs=3)
    expected = trainer.loss("train")
    seen: set[float] = set()

    def look() -> None:
        seen.update(trainer.loss("train") for _ in range(2000))

    threads = [threading.Thread(target=look) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == {expected}


def test_averages_of_squares_below_zero_are_refused() -> None:
    trainer = nn.Trainer(experiment(optimizer=nn.RMSProp(0.01)))
    trainer.advance(epochs=1)
    with pytest.raises(nn.SpecError, match=r"state\.buffers\[0\]\[0\] must be at least 0, an average of squares"):
        trainer.restore(replace(trainer.state(), buffers=(np.full(20, -1.0),)))


def test_a_network_that_learns_one_at_a_time_says_when_a_loss_is_infinite() -> None:
    net = nn.NeuralNetwork(1, [], 1, 0.1, seed=0)
    with pytest.raises(nn.DivergedError):
        net.train([1.0], [1e300])


def test_a_step_too_far_is_found_in_a_network_of_several_slices() -> None:
    wide = replace(
        diverging(), network=nn.NetworkSpec(hidden_layers=(nn.Layer(600, "linear"),), output_activation="linear")
    )
    with pytest.raises(nn.DivergedError) as caught:
        nn.Trainer(wide).advance(epochs=1000)
    assert caught.value.layer in (0, 1)
