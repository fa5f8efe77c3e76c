"""The article's class: its snippet, its rule, what it refuses."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import nncore as nn


def test_the_snippet_of_the_article_runs() -> None:
    inputs, hidden_layers, outputs, learning_rate = 3, [2], 1, 0.03
    network = nn.NeuralNetwork(inputs, hidden_layers, outputs, learning_rate)
    rng = np.random.default_rng(0)
    for _ in range(1000):
        x, y = rng.random(2)
        d = [x, y, x * y, float((x < 0.5) != (y < 0.5))]
        network.train(np.array(d[:3]).reshape(inputs), np.array(d[3:]).reshape(outputs))
    x, y = np.meshgrid(np.linspace(0, 1, 50), np.linspace(0, 1, 50))
    z = np.array(network.forward_propagation([x, y, x * y])).reshape(50, 50)
    assert 0.0 < z.min() < z.max() < 1.0


def test_it_learns_exclusive_or_where_the_inputs_are_centred() -> None:
    network = nn.NeuralNetwork(inputs=3, hidden_layers=[2], outputs=1, learning_rate=0.03, seed=0)
    x, y = np.random.default_rng(1).uniform(-1, 1, (2, 50_000))
    target = (x < 0) != (y < 0)
    network.train(np.stack([x, y, x * y], axis=1), target[:, None])
    (z,) = network.forward_propagation([x, y, x * y])
    assert ((z >= 0.5) == target).mean() > 0.95


def test_one_observation_moves_the_weights_by_the_delta_rule() -> None:
    network = nn.NeuralNetwork(2, [], 1, learning_rate=0.5, seed=0)
    network.layers.parameters = [0.0, 0.0, 0.0]
    network.train([1.0, -2.0], [1.0])
    # the answer is ½: the change is 0.5 · (1 − ½) · ½ · (1 − ½) times each input
    np.testing.assert_allclose(network.layers.parameters, [0.0625, -0.125, 0.0625], rtol=1e-15)


def test_several_outputs_learn_as_fast_as_one_alone() -> None:
    both = nn.NeuralNetwork(2, [], 2, learning_rate=0.5, seed=0)
    both.layers.parameters = [0.3, -0.2, 0.1, 0.4, 0.0, 0.5]
    one = nn.NeuralNetwork(2, [], 1, learning_rate=0.5, seed=0)
    one.layers.parameters = [0.3, 0.1, 0.0]
    both.train([1.0, 2.0], [1.0, 0.0])
    one.train([1.0, 2.0], [1.0])
    np.testing.assert_allclose(both.layers.parameters[[0, 2, 4]], one.layers.parameters, rtol=1e-14)


def test_many_observations_are_taken_in_their_order() -> None:
    rng = np.random.default_rng(3)
    x, t = rng.random((40, 3)), rng.random((40, 2))
    at_once, one_by_one = (nn.NeuralNetwork(3, [4, 2], 2, 0.3, seed=5) for _ in range(2))
    at_once.train(x, t)
    for inputs, outputs in zip(x, t, strict=True):
        one_by_one.train(inputs, outputs)
    np.testing.assert_array_equal(at_once.layers.parameters, one_by_one.layers.parameters)


def test_the_seed_decides_the_first_weights() -> None:
    first, same, other, any_ = (nn.NeuralNetwork(3, [2], 1, 0.03, seed) for seed in (1, 1, 2, None))
    np.testing.assert_array_equal(first.layers.parameters, same.layers.parameters)
    assert (first.layers.parameters != other.layers.parameters).all()
    assert np.abs(any_.layers.parameters).max() <= 1.0


@pytest.mark.parametrize(
    ("inputs", "shape"),
    [
        ([0.1, 0.2, 0.3], ()),
        ([np.zeros(4), np.ones(4), 0.5], (4,)),
        ([np.zeros((4, 1)), np.zeros((1, 5)), np.zeros((4, 5))], (4, 5)),
        ([[0, 1], [1, 0], [0, 0]], (2,)),
        (np.zeros((3, 2, 2)), (2, 2)),
    ],
)
def test_answers_have_the_shape_of_the_inputs(inputs: Any, shape: tuple[int, ...]) -> None:
    answers = nn.NeuralNetwork(3, [4], 2, 0.1, seed=0).forward_propagation(inputs)
    assert [answer.shape for answer in answers] == [shape, shape]


def test_answers_do_not_depend_on_the_other_points() -> None:
    network = nn.NeuralNetwork(2, [3], 2, 0.1, seed=0)
    x, y = np.meshgrid([0.0, 0.5, 1.0], [0.25, 0.75])
    grid = network.forward_propagation([x, y])
    for row, column in np.ndindex(2, 3):
        alone = network.forward_propagation([x[row, column], y[row, column]])
        np.testing.assert_allclose([answer[row, column] for answer in grid], alone, rtol=1e-15)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((0, [2], 1, 0.03), "inputs must be between 1 and 4096, got 0"),
        ((3, [0], 1, 0.03), "hidden_layers[0] must be between 1 and 4096, got 0"),
        ((3, [2, "4"], 1, 0.03), "hidden_layers[1] must be a whole number between 1 and 4096, got '4'"),
        ((3, 2, 1, 0.03), "hidden_layers must be a list, got 2"),
        ((3, [2] * 33, 1, 0.03), "hidden_layers must be a list of at most 32, got '33 items'"),
        ((3, [4096, 4096], 1, 0.03), "hidden_layers must be small enough for 1000000 parameters in all"),
        ((3, [2], 1.5, 0.03), "outputs must be a whole number between 1 and 4096, got 1.5"),
        ((3, [2], 1, 0), "learning_rate must be greater than 0 and at most 1000, got 0"),
        ((3, [2], 1, 0.03, -1), "seed must be between 0 and 9223372036854775807, got -1"),
    ],
)
def test_a_network_that_cannot_be_is_refused(arguments: Any, message: str) -> None:
    with pytest.raises(nn.SpecError) as refusal:
        nn.NeuralNetwork(*arguments)
    assert str(refusal.value).startswith(message)


@pytest.mark.parametrize(
    ("inputs", "outputs", "message"),
    [
        ([1.0, 2.0], [1.0], r"inputs must have the shape \(1, 3\), got \(1, 2\)"),
        ([[1.0, 2.0, 3.0]], [[1.0, 2.0]], r"outputs must have the shape \(1, 1\), got \(1, 2\)"),
        (np.zeros((4, 3)), np.zeros((3, 1)), r"outputs must have the shape \(4, 1\), got \(3, 1\)"),
        ([1.0, np.nan, 3.0], [1.0], "inputs must hold finite numbers only"),
        ([1.0, 2.0, 3.0], [np.inf], "outputs must hold finite numbers only"),
    ],
)
def test_an_observation_that_does_not_fit_is_refused(inputs: Any, outputs: Any, message: str) -> None:
    network = nn.NeuralNetwork(3, [2], 1, 0.03, seed=0)
    before = network.layers.parameters
    with pytest.raises(ValueError, match=message):
        network.train(inputs, outputs)
    np.testing.assert_array_equal(network.layers.parameters, before)


def test_no_observations_teach_nothing() -> None:
    network = nn.NeuralNetwork(3, [2], 1, 0.03, seed=0)
    before = network.layers.parameters
    network.train(np.zeros((0, 3)), np.zeros((0, 1)))
    np.testing.assert_array_equal(network.layers.parameters, before)


def test_another_number_of_inputs_is_refused() -> None:
    with pytest.raises(ValueError, match="inputs must be 3 arrays or numbers, got 2"):
        nn.NeuralNetwork(3, [2], 1, 0.03).forward_propagation([0.0, 1.0])


def test_inputs_beyond_all_measure_leave_the_last_finite_weights() -> None:
    network = nn.NeuralNetwork(1, [], 1, 1000.0, seed=0)
    network.layers.parameters = [0.0, 0.0]  # every answer is ½, and the first target too
    with pytest.raises(nn.DivergedError) as caught:
        network.train([[1.0], [1e308], [1.0]], [[0.5], [1e300], [1.0]])
    assert str(caught.value) == ("training diverged at update 2 in the output layer: the inputs are probably too large")
    assert (caught.value.step, caught.value.layer) == (2, 0)
    np.testing.assert_array_equal(network.layers.parameters, [0.0, 0.0])
    np.testing.assert_array_equal(caught.value.state, [0.0, 0.0])
