"""Layers: the flat vector, its views, what is refused."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
import pytest

import nncore as nn
from nncore.layers import Layers


def test_the_flat_vector_holds_each_layers_weights_row_by_row_then_its_biases() -> None:
    layers = Layers((2, 3, 1), ("tanh", "linear"))
    layers.parameters = np.arange(13.0)
    np.testing.assert_array_equal(layers.weights[0], [[0, 1, 2], [3, 4, 5]])
    np.testing.assert_array_equal(layers.biases[0], [6, 7, 8])
    np.testing.assert_array_equal(layers.weights[1], [[9], [10], [11]])
    np.testing.assert_array_equal(layers.biases[1], [12])


def test_weights_and_biases_are_views() -> None:
    layers = Layers((2, 1), ("linear",))
    layers.weights[0][1, 0] = 5.0
    layers.biases[0][0] = 7.0
    np.testing.assert_array_equal(layers.parameters, [0.0, 5.0, 7.0])


def test_reading_the_parameters_copies_them() -> None:
    layers = Layers((1, 1), ("linear",))
    layers.parameters[:] = 9.0
    np.testing.assert_array_equal(layers.parameters, [0.0, 0.0])


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ([1.0], r"parameters must have the shape \(2,\), got \(1,\)"),
        ([[1.0, 2.0]], r"parameters must have the shape \(2,\), got \(1, 2\)"),
        ([1.0, np.nan], "parameters must hold finite numbers only"),
        ([np.inf, 1.0], "parameters must hold finite numbers only"),
    ],
)
def test_wrong_parameters_are_refused_and_the_old_ones_kept(values: Any, message: str) -> None:
    layers = Layers((1, 1), ("linear",))
    layers.parameters = [3.0, 4.0]
    with pytest.raises(ValueError, match=message):
        layers.parameters = values
    np.testing.assert_array_equal(layers.parameters, [3.0, 4.0])


def test_the_answers_of_all_layers_are_those_computed_by_hand() -> None:
    layers = Layers((2, 2, 1), ("relu", "linear"))
    layers.parameters = [1.0, -1.0, 2.0, 0.5, 0.0, 1.0, 3.0, -2.0, 0.25]
    inputs, hidden, outputs = layers.layer_outputs(np.array([[1.0, 2.0], [-3.0, 0.0]]))
    np.testing.assert_array_equal(inputs, [[1.0, 2.0], [-3.0, 0.0]])
    np.testing.assert_array_equal(hidden, [[5.0, 1.0], [0.0, 4.0]])
    np.testing.assert_array_equal(outputs, [[13.25], [-7.75]])


@pytest.mark.parametrize("activation", nn.ACTIVATIONS)
def test_drawing_in_float32_gives_what_float64_gives(activation: str) -> None:
    rng = np.random.default_rng(4)
    layers = Layers((2, 5, 3), (activation, activation))
    layers.initialize("article", rng)
    x = rng.normal(size=(50, 2))
    for single, double in zip(layers.layer_outputs(x.astype(np.float32)), layers.layer_outputs(x), strict=True):
        assert single.dtype == np.float32
        np.testing.assert_allclose(single, double, atol=2e-6)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_overflow_in_a_drawing_warns_nobody(dtype: Any) -> None:
    layers = Layers((2, 2, 1), ("relu", "sigmoid"))
    layers.parameters = np.full(9, 1e200)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        outputs = layers.layer_outputs(np.full((1, 2), 1e30, dtype=dtype))
    assert outputs[-1] == 1.0


@pytest.mark.parametrize(
    ("x", "t", "loss", "message"),
    [
        ([[1.0]], [[1.0]], "mse", r"x must have the shape \(1, 2\), got \(1, 1\)"),
        ([1.0, 2.0], [[1.0]], "mse", r"x must have the shape \(2, 2\), got \(2,\)"),
        ([[1.0, 2.0]], [1.0], "mse", r"t must have the shape \(1, 1\), got \(1,\)"),
        ([[1.0, np.nan]], [[1.0]], "mse", "x must hold finite numbers only"),
        (np.zeros((0, 2)), np.zeros((0, 1)), "mse", "x must hold at least one observation"),
        (
            [[1.0, 2.0]],
            [[1.0]],
            "huber2",
            "loss must be one of bce, cross_entropy, half_mse, huber, mae, mse, got 'huber2'",
        ),
        (
            [[1.0, 2.0]],
            [[1.0]],
            "bce",
            "loss must be one that suits the output activation tanh; .*sigmoid.*, got 'bce'",
        ),
    ],
)
def test_a_gradient_of_nonsense_is_refused(x: Any, t: Any, loss: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Layers((2, 1), ("tanh",)).gradient(x, t, loss)


def test_asking_for_a_gradient_changes_no_parameter() -> None:
    layers = Layers((1, 1), ("linear",))
    layers.parameters = [3.0, 4.0]
    layers.gradient([[1.0], [2.0], [3.0]], [[0.0], [0.0], [0.0]])
    np.testing.assert_array_equal(layers.parameters, [3.0, 4.0])
