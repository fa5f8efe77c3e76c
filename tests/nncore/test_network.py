"""Network: from points of the plane to answers."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import nncore as nn

POINTS = np.array([[0.0, 0.0], [1.0, 0.25], [0.5, 1.0]])


def network(**spec: Any) -> nn.Network:
    return nn.Network(nn.NetworkSpec(**spec), (0.0, 1.0), np.random.default_rng(2))


def test_features_are_taken_after_the_plane_is_centred() -> None:
    features = network(inputs=("x", "xy", "y2")).features(POINTS)
    np.testing.assert_array_equal(features, [[-1.0, 1.0, 1.0], [1.0, -0.5, 0.25], [0.0, 0.0, 1.0]])


def test_without_centring_features_are_those_of_the_data() -> None:
    features = network(inputs=("y", "xy"), center_inputs=False).features(POINTS)
    np.testing.assert_array_equal(features, [[0.0, 0.0], [0.25, 0.25], [1.0, 0.5]])


def test_a_prediction_has_one_row_per_point_and_one_column_per_output() -> None:
    assert network(outputs=3).predict(POINTS).shape == (3, 3)


def test_float32_points_are_answered_in_float32_and_whole_numbers_in_float64() -> None:
    net = network()
    assert net.predict(POINTS.astype(np.float32)).dtype == np.float32
    assert net.predict([[0, 1]]).dtype == np.float64


@pytest.mark.parametrize("points", [[0.0, 1.0], [[0.0, 1.0, 2.0]], 3.0])
def test_points_of_another_shape_are_refused(points: Any) -> None:
    with pytest.raises(ValueError, match=r"points must have the shape \(n, 2\)"):
        network().predict(points)


def test_the_same_generator_gives_the_same_network() -> None:
    np.testing.assert_array_equal(network().parameters, network().parameters)


def test_a_known_network_solves_exclusive_or() -> None:
    net = network(hidden_layers=[nn.Layer(2, "relu")], output_activation="linear", center_inputs=False)
    # relu(x + y) − 2 · relu(x + y − 1)
    net.parameters = [1.0, 1.0, 1.0, 1.0, 0.0, -1.0, 1.0, -2.0, 0.0]
    np.testing.assert_array_equal(net.predict([[0, 0], [0, 1], [1, 0], [1, 1]]), [[0], [1], [1], [0]])
