"""The tables that menus and kernels read: each entry does what its formula says."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

import nncore as nn
from nncore import features
from nncore.errors import SpecError

TABLES: dict[str, Any] = {
    "ACTIVATIONS": nn.ACTIVATIONS,
    "LOSSES": nn.LOSSES,
    "INITIALIZERS": nn.INITIALIZERS,
    "OPTIMIZERS": nn.OPTIMIZERS,
    "SCHEDULES": nn.SCHEDULES,
    "DATASETS": nn.DATASETS,
    "FEATURES": nn.FEATURES,
    "PRESETS": nn.PRESETS,
}


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_a_table_is_read_only_and_its_keys_are_its_entries_names(table: Any) -> None:
    assert all(entry.name == name and entry.title for name, entry in table.items())
    with pytest.raises(TypeError):
        table["own"] = next(iter(table.values()))


@pytest.mark.parametrize("table", [nn.ACTIVATIONS, nn.LOSSES])
def test_no_two_entries_share_a_code(table: Any) -> None:
    assert len({entry.code for entry in table.values()}) == len(table)


@pytest.mark.parametrize(
    ("name", "z", "a", "slope"),
    [
        ("sigmoid", 0.0, 0.5, 0.25),
        ("sigmoid", math.log(3), 0.75, 0.1875),
        ("sigmoid", 800.0, 1.0, 0.0),
        ("sigmoid", -800.0, 0.0, 0.0),
        ("tanh", 0.0, 0.0, 1.0),
        ("tanh", math.log(2), 0.6, 0.64),
        ("relu", 2.5, 2.5, 1.0),
        ("relu", -2.5, 0.0, 0.0),
        ("relu", 0.0, 0.0, 0.0),
        ("linear", -7.0, -7.0, 1.0),
    ],
)
def test_an_activation_and_its_slope(name: str, z: float, a: float, slope: float) -> None:
    entry = nn.ACTIVATIONS[name]
    answer = entry.function(np.array([z]))
    np.testing.assert_allclose(answer, [a], rtol=1e-15, atol=1e-16)
    np.testing.assert_allclose(entry.derivative(np.array([z]), answer), [slope], rtol=1e-14, atol=1e-16)


@pytest.mark.parametrize(
    ("name", "z", "o", "t", "loss"),
    [
        ("mse", 0.0, 0.25, 0.75, 0.25),
        ("half_mse", 0.0, 0.25, 0.75, 0.125),
        ("bce", 0.0, 0.5, 1.0, math.log(2)),
        ("bce", math.log(3), 0.75, 0.0, math.log(4)),
        ("bce", -800.0, 0.0, 1.0, 800.0),
        ("bce", 800.0, 1.0, 1.0, 0.0),
    ],
)
def test_a_loss(name: str, z: float, o: float, t: float, loss: float) -> None:
    value = nn.LOSSES[name].value(np.array([z]), np.array([o]), np.array([t]))
    np.testing.assert_allclose(value, [loss], rtol=1e-15)


@pytest.mark.parametrize(
    ("name", "bound", "bias_bound"),
    [
        ("xavier_uniform", math.sqrt(6 / 500), 0.0),
        ("he_uniform", math.sqrt(6 / 200), 0.0),
        ("uniform", 0.5, 0.0),
        ("zeros", 0.0, 0.0),
        ("article", 1.0, 1.0),
    ],
)
def test_an_initializer_fills_its_range_evenly(name: str, bound: float, bias_bound: float) -> None:
    entry, rng = nn.INITIALIZERS[name], np.random.default_rng(1)
    for values, limit in ((entry.weights(rng, 200, 300), bound), (entry.biases(rng, 3000), bias_bound)):
        assert np.abs(values).max() <= limit
        assert np.abs(values).max() >= 0.99 * limit
        assert values.std() == pytest.approx(limit / math.sqrt(3), rel=0.03)
        assert abs(values.mean()) <= 0.05 * limit


def test_every_feature_is_the_function_it_is_called() -> None:
    point = np.array([[2.0, 3.0]])
    values = features.compute(list(nn.FEATURES), point, (0.0, 1.0), center=False)
    np.testing.assert_allclose(values, [[2.0, 3.0, 6.0, 4.0, 9.0, 0.9092974268256817, 0.1411200080598672]], rtol=1e-15)


def test_centring_moves_the_square_of_the_data_to_minus_one_to_one() -> None:
    corners = np.array([[-6.0, 2.0], [-2.0, 6.0], [-4.0, 0.0]])
    centred = features.compute(["x", "y"], corners, (-6.0, 2.0), center=True)
    np.testing.assert_array_equal(centred, [[-1.0, 1.0], [0.0, 2.0], [-0.5, 0.5]])


def test_a_constant_schedule_does_not_care_for_the_epoch() -> None:
    assert nn.Constant().learning_rate(base=0.1, epoch=0) == 0.1
    assert nn.Constant().learning_rate(base=0.1, epoch=10**6) == 0.1


def test_an_error_tells_field_value_and_what_is_allowed() -> None:
    error = SpecError("size", "between 1 and 64", 0)
    assert isinstance(error, ValueError)
    assert str(error) == "size must be between 1 and 64, got 0"
    assert str(error.below("hidden_layers[1]")) == "hidden_layers[1].size must be between 1 and 64, got 0"


def test_an_error_about_a_long_value_stays_a_sentence() -> None:
    assert len(str(SpecError("inputs", "a list", "x" * 10_000))) < 100
