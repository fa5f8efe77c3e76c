"""The recipe: what is allowed, what is refused and how, and which changes may be made while it trains."""

from __future__ import annotations

import dataclasses
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import nncore as nn

DEFAULT = nn.Experiment()


def test_lists_and_numpy_numbers_are_taken_and_stored_as_plain_values() -> None:
    layer: Any = nn.Layer(np.int64(8))  # type: ignore[arg-type]
    inputs: Any = ["x", "y"]
    spec = nn.NetworkSpec(inputs=inputs, hidden_layers=[layer])  # type: ignore[arg-type]
    assert spec == nn.NetworkSpec(inputs=("x", "y"), hidden_layers=(nn.Layer(8),))
    assert type(spec.hidden_layers[0].size) is int
    assert hash(spec) == hash(nn.NetworkSpec())


def test_sizes_activations_and_parameters_of_a_network() -> None:
    spec = nn.NetworkSpec(("x", "y", "xy"), (nn.Layer(4, "relu"), nn.Layer(2, "tanh")), output_activation="linear")
    assert spec.sizes == (3, 4, 2, 1)
    assert spec.activations == ("relu", "tanh", "linear")
    assert spec.parameters == 16 + 10 + 3


def test_a_network_without_hidden_layers_is_allowed() -> None:
    assert nn.NetworkSpec(hidden_layers=()).sizes == (2, 1)


@pytest.mark.parametrize(
    ("cls", "field", "value", "message"),
    [
        (nn.Layer, "size", 0, "size must be between 1 and 4096, got 0"),
        (nn.Layer, "size", 2.5, "size must be a whole number between 1 and 4096, got 2.5"),
        (nn.Layer, "size", True, "size must be a whole number between 1 and 4096, got True"),
        (nn.Layer, "activation", "softsign", "activation must be one of linear, relu, sigmoid, tanh, got 'softsign'"),
        (nn.NetworkSpec, "inputs", [], "inputs must be at least one feature, got []"),
        (nn.NetworkSpec, "inputs", "xy", "inputs must be a list, got 'xy'"),
        (nn.NetworkSpec, "inputs", ["x", "z"], "inputs[1] must be one of sin_x, sin_y, x, x2, xy, y, y2, got 'z'"),
        (nn.NetworkSpec, "inputs", ["x", ""], "inputs[1] must be one of sin_x, sin_y, x, x2, xy, y, y2, got ''"),
        (
            nn.NetworkSpec,
            "inputs",
            ["x", "y", "x"],
            "inputs[2] must be a feature that is not listed before it, got",
        ),
        (nn.NetworkSpec, "hidden_layers", [8], "hidden_layers[0] must be a Layer, got 8"),
        (nn.NetworkSpec, "hidden_layers", 3, "hidden_layers must be a list, got 3"),
        (nn.NetworkSpec, "hidden_layers", [nn.Layer(1)] * 33, "hidden_layers must be a list of at most 32, got '33 it"),
        (nn.NetworkSpec, "hidden_layers", [nn.Layer(4096)] * 2, "hidden_layers must be small enough for 1000000 para"),
        (nn.NetworkSpec, "outputs", 7, "outputs must be between 1 and 6, got 7"),
        (nn.NetworkSpec, "center_inputs", "yes", "center_inputs must be true or false, got 'yes'"),
        (nn.DataSpec, "dataset", "xnor", "dataset must be one of xor, xor_table, got 'xnor'"),
        (nn.DataSpec, "observations", 0, "observations must be between 4 and 100000, got 0"),
        (nn.DataSpec, "observations", 10**7, "observations must be between 4 and 100000, got 10000000"),
        (nn.DataSpec, "noise", float("nan"), "noise must be between 0 and 1, got nan"),
        (nn.DataSpec, "test_fraction", 1, "test_fraction must be between 0 and 0.9, got 1"),
        (nn.DataSpec, "seed", -1, "seed must be between 0 and 4294967295, got -1"),
        (nn.TrainingSpec, "loss", None, "loss must be one of bce, half_mse, mse, got None"),
        (nn.TrainingSpec, "optimizer", "adam", "optimizer must be a SGD or Adam, got 'adam'"),
        (nn.TrainingSpec, "batch_size", 0, "batch_size must be between 1 and 100000, got 0"),
        (nn.TrainingSpec, "epochs", 0, "epochs must be between 1 and 1000000000, got 0"),
        (nn.TrainingSpec, "l2", -0.1, "l2 must be between 0 and 10, got -0.1"),
        (nn.TrainingSpec, "schedule", 3, "schedule must be a Constant, got 3"),
        (nn.Experiment, "seed", 2**32, "seed must be between 0 and 4294967295, got 4294967296"),
        (nn.Experiment, "network", None, "network must be a NetworkSpec, got None"),
    ],
)
def test_a_refusal_names_field_value_and_what_is_allowed(cls: Any, field: str, value: Any, message: str) -> None:
    required = {"size": 1} if cls is nn.Layer else {}
    with pytest.raises(nn.SpecError) as refusal:
        cls(**{**required, field: value})
    assert str(refusal.value).startswith(message)
    assert refusal.value.field.partition("[")[0] == field


def test_cross_entropy_needs_a_sigmoid_output() -> None:
    network = replace(DEFAULT.network, output_activation="tanh")
    with pytest.raises(nn.SpecError) as refusal:
        replace(DEFAULT, network=network)
    assert str(refusal.value) == "network.output_activation must be sigmoid with the loss bce, got 'tanh'"


def test_outputs_must_be_as_many_as_the_data_have() -> None:
    with pytest.raises(nn.SpecError, match=r"network.outputs must be 1 for the data set xor, got 2"):
        replace(DEFAULT, network=replace(DEFAULT.network, outputs=2))


@pytest.mark.parametrize(
    "changes",
    [
        {"optimizer": nn.Adam(0.5)},
        {"optimizer": nn.SGD(0.1)},
        {"batch_size": 7},
        {"l1": 0.1},
        {"l2": 0.1},
        {"epochs": 5},
        {"shuffle": False},
    ],
)
def test_how_it_trains_may_change_while_it_trains(changes: Any) -> None:
    assert nn.is_live_change(DEFAULT, replace(DEFAULT, training=replace(DEFAULT.training, **changes)))


@pytest.mark.parametrize(
    "changed",
    [
        replace(DEFAULT, seed=1),
        replace(DEFAULT, data=nn.DataSpec(noise=0.1)),
        replace(DEFAULT, network=nn.NetworkSpec(hidden_layers=())),
        replace(DEFAULT, training=nn.TrainingSpec(loss="mse")),
    ],
)
def test_what_it_trains_may_not(changed: nn.Experiment) -> None:
    assert not nn.is_live_change(DEFAULT, changed)


ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=5),
    st.binary(max_size=3),
    st.lists(st.one_of(st.integers(), st.text(max_size=3), st.none()), max_size=3),
    st.dictionaries(st.text(max_size=3), st.integers(), max_size=2),
    st.complex_numbers(),
    st.just(nn.Layer(2)),
)
CLASSES = (nn.Layer, nn.NetworkSpec, nn.DataSpec, nn.TrainingSpec, nn.Experiment, nn.SGD, nn.Adam)


def made_or_refused(cls: Any, **values: Any) -> Any:
    required = {"size": 1} if cls is nn.Layer else {}
    try:
        return cls(**{**required, **values})
    except nn.SpecError as error:
        return error


@pytest.mark.parametrize("cls", CLASSES)
@given(data=st.data())
def test_whatever_a_field_is_given_only_a_spec_error_comes_of_it(cls: Any, data: st.DataObject) -> None:
    for field in dataclasses.fields(cls):
        result = made_or_refused(cls, **{field.name: data.draw(ODD)})
        if isinstance(result, nn.SpecError):
            assert result.field.partition("[")[0] in {field.name, "hidden_layers"}
        else:
            assert hash(result) == hash(replace(result))
