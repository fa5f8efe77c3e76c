"""The recipe: what is allowed, what is refused and how, and which changes may be made while it trains."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

import nncore as nn

DEFAULT = nn.Experiment()


def test_lists_and_numpy_numbers_are_taken_and_stored_as_plain_values() -> None:
    layer: Any = nn.Layer(np.int64(8))  # type: ignore[arg-type]
    inputs: Any = ["x", "y"]
    spec = nn.NetworkSpec(inputs=inputs, hidden_layers=[layer])  # type: ignore[arg-type]
    assert spec == nn.NetworkSpec(inputs=("x", "y"), hidden_layers=(nn.Layer(8),))
    assert type(spec.hidden_layers[0].size) is int
    assert hash(spec) == hash(nn.NetworkSpec())


def test_arrays_of_numpy_are_taken_too() -> None:
    names: Any = np.array(["x", "sin(y)"])
    rows: Any = np.array([[0, 1, 0], [1, 0, 1]], dtype=np.int8)
    inputs = nn.NetworkSpec(inputs=names).inputs
    points = nn.DataSpec("custom", points=rows, formula=np.str_(" x > y ")).points
    assert inputs == ("x", "sin(y)")
    assert points == ((0.0, 1.0, 0.0), (1.0, 0.0, 1.0))
    assert {type(value) for value in (*inputs, *points[0])} == {str, float}


def test_a_formula_is_stored_without_space_around_it() -> None:
    assert nn.DataSpec(formula=" x > y ").formula == "x > y"


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
        (nn.Layer, "size", np.array(5), "size must be a whole number between 1 and 4096, got array(5)"),
        (nn.Layer, "activation", "softmax", "activation must be one of elu, gelu, leaky_relu, linear, relu, selu, sig"),
        (nn.Layer, "dropout", 0.95, "dropout must be between 0 and 0.9, got 0.95"),
        (nn.NetworkSpec, "inputs", [], "inputs must be at least one feature, got []"),
        (nn.NetworkSpec, "inputs", "xy", "inputs must be a list, got 'xy'"),
        (nn.NetworkSpec, "inputs", {"x"}, "inputs must be a list, got {'x'}"),
        (nn.NetworkSpec, "inputs", np.array("x"), "inputs must be a list, got array('x', dtype='<U1')"),
        (
            nn.NetworkSpec,
            "inputs",
            range(10**30),
            "inputs must be a list, got range(0, 1000000000000000000000000000000)",
        ),
        (nn.NetworkSpec, "inputs", ["x"] * 65, "inputs must be a list of at most 64, got '65 items'"),
        (
            nn.NetworkSpec,
            "inputs",
            ["x", "x +"],
            "inputs[1] must be one of x, y, xy, x2, y2, sin_x, sin_y or a formula in",
        ),
        (nn.NetworkSpec, "inputs", ["x", 7], "inputs[1] must be one of x, y, xy, x2, y2, sin_x, sin_y or a formula in"),
        (nn.NetworkSpec, "inputs", ["y", "y"], "inputs[1] must be a feature that is not listed before it, got 'y'"),
        (
            nn.NetworkSpec,
            "inputs",
            ["x-y", " x-y"],
            "inputs[1] must be a feature that is not listed before it, got 'x-y'",
        ),
        (nn.NetworkSpec, "hidden_layers", [8], "hidden_layers[0] must be a Layer, got 8"),
        (nn.NetworkSpec, "hidden_layers", 3, "hidden_layers must be a list, got 3"),
        (nn.NetworkSpec, "hidden_layers", [nn.Layer(1)] * 33, "hidden_layers must be a list of at most 32, got '33 it"),
        (nn.NetworkSpec, "hidden_layers", [nn.Layer(4096)] * 2, "hidden_layers must be small enough for 1000000 para"),
        (nn.NetworkSpec, "outputs", 7, "outputs must be between 1 and 6, got 7"),
        (nn.NetworkSpec, "output_activation", "step", "output_activation must be one of elu, gelu, leaky_relu, linear"),
        (nn.NetworkSpec, "initializer", "ones", "initializer must be one of article, he_normal, he_uniform, lecun_nor"),
        (nn.NetworkSpec, "center_inputs", "yes", "center_inputs must be true or false, got 'yes'"),
        (nn.DataSpec, "dataset", "xnor", "dataset must be one of and_table, checkerboard, circle, custom, form"),
        (nn.DataSpec, "observations", 0, "observations must be between 4 and 100000, got 0"),
        (nn.DataSpec, "observations", 10**7, "observations must be between 4 and 100000, got 10000000"),
        (nn.DataSpec, "noise", float("nan"), "noise must be between 0 and 1, got nan"),
        (nn.DataSpec, "test_fraction", 1, "test_fraction must be between 0 and 0.9, got 1"),
        (nn.DataSpec, "seed", -1, "seed must be between 0 and 4294967295, got -1"),
        (nn.DataSpec, "noise", np.array([0.5]), "noise must be between 0 and 1, got array([0.5])"),
        (nn.DataSpec, "noise", np.complex128(0.5), "noise must be between 0 and 1, got np.complex128(0.5+0j)"),
        (nn.DataSpec, "noise", np.timedelta64(0, "D"), "noise must be between 0 and 1, got np.timedelta64(0,'D')"),
        (nn.DataSpec, "noise", 10**400, "noise must be between 0 and 1, got 1000000000000000000000000000000000"),
        (nn.DataSpec, "formula", "x +", "formula must be a formula in x and y (it is not complete), got 'x +'"),
        (nn.DataSpec, "formula", None, "formula must be a formula in x and y, got None"),
        (nn.DataSpec, "points", None, "points must be a list, got None"),
        (
            nn.DataSpec,
            "points",
            [(0, 0, 1), (0, 0)],
            "points[1] must be three numbers: x, y and the target, got (0, 0)",
        ),
        (nn.DataSpec, "points", [(0, 2e6, 1)], "points[0][1] must be between -1e+06 and 1e+06, got 2000000.0"),
        (nn.DataSpec, "classes", 1, "classes must be 0, for values, or between 2 and 6, got 1"),
        (nn.DataSpec, "classes", 7, "classes must be between 0 and 6, got 7"),
        (nn.TrainingSpec, "loss", None, "loss must be one of bce, cross_entropy, half_mse, huber, mae, mse, got None"),
        (
            nn.TrainingSpec,
            "optimizer",
            "adam",
            "optimizer must be one of SGD, Adam, RMSProp, Adagrad, AdamW, got 'adam'",
        ),
        (nn.TrainingSpec, "clip_norm", 0, "clip_norm must be between 1e-06 and 1e+06, got 0"),
        (nn.TrainingSpec, "batch_schedule", 2, "batch_schedule must be a BatchGrowth, got 2"),
        (nn.TrainingSpec, "target_loss", -1, "target_loss must be between 0 and 1e+06, got -1"),
        (nn.TrainingSpec, "target_accuracy", 95, "target_accuracy must be between 0 and 1, got 95"),
        (nn.TrainingSpec, "patience", 0, "patience must be between 1 and 1000000, got 0"),
        (nn.TrainingSpec, "batch_size", 0, "batch_size must be between 1 and 100000, got 0"),
        (nn.TrainingSpec, "epochs", 0, "epochs must be between 1 and 1000000000, got 0"),
        (nn.TrainingSpec, "l2", -0.1, "l2 must be between 0 and 10, got -0.1"),
        (nn.TrainingSpec, "schedule", 3, "schedule must be one of Constant, StepDecay, Exponential, Cos"),
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


def test_a_single_output_has_nobody_to_share_a_softmax_with() -> None:
    with pytest.raises(nn.SpecError) as refusal:
        nn.NetworkSpec(output_activation="softmax")
    assert str(refusal.value) == "outputs must be at least 2 with the output activation softmax, got 1"


def test_what_cannot_be_shown_is_refused_all_the_same() -> None:
    deep: Any = []
    for _ in range(5000):
        deep = [deep]
    with pytest.raises(nn.SpecError, match="noise must be between 0 and 1, got something of the type int that cannot"):
        nn.DataSpec(noise=10**5000)
    with pytest.raises(nn.SpecError, match="got something of the type list that cannot be shown"):
        nn.NetworkSpec(inputs=deep)


def test_a_value_of_several_lines_is_shown_on_one() -> None:
    noise: Any = np.eye(2)
    with pytest.raises(nn.SpecError) as refusal:
        nn.DataSpec(noise=noise)
    assert str(refusal.value) == "noise must be between 0 and 1, got array([[1., 0.], [0., 1.]])"


ONLY_SIGMOID = "it needs for each output a probability of its own between 0 and 1, which only the sigmoid gives"
ONLY_SOFTMAX = "it needs one probability per class that add up to 1, which only the softmax gives"


def experiment(loss: str, output: str = "sigmoid", outputs: int = 1, **data: Any) -> nn.Experiment:
    network = nn.NetworkSpec(outputs=outputs, output_activation=output)
    return nn.Experiment(network, nn.DataSpec(**data), nn.TrainingSpec(loss))


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        (
            {"loss": "bce", "output": "tanh"},
            f"network.output_activation must be sigmoid with the loss bce ({ONLY_SIGMOID}), got 'tanh'",
        ),
        (
            {"loss": "bce", "output": "softmax", "outputs": 2},
            f"network.output_activation must be sigmoid with the loss bce ({ONLY_SIGMOID}), got 'softmax'",
        ),
        (
            {"loss": "cross_entropy", "outputs": 2},
            f"network.output_activation must be softmax with the loss cross_entropy ({ONLY_SOFTMAX}), got 'sigmoid'",
        ),
        ({"loss": "mse", "outputs": 3}, "network.outputs must be 1 or 2 for the data set xor, got 3"),
        ({"loss": "mse", "dataset": "three_blobs"}, "network.outputs must be 3 for the data set three_blobs, got 1"),
        ({"loss": "mse", "outputs": 2, "dataset": "plane"}, "network.outputs must be 1 for the data set plane, got 2"),
        (
            {"loss": "mse", "outputs": 2, "dataset": "formula", "classes": 5},
            "network.outputs must be 5 for the data set formula, got 2",
        ),
        (
            {"loss": "bce", "dataset": "plane"},
            "training.loss must be a loss for values, since the data set plane has no classes, got 'bce'",
        ),
        (
            {"loss": "bce", "dataset": "custom", "classes": 0},
            "training.loss must be a loss for values, since the data set custom has no classes, got 'bce'",
        ),
    ],
)
def test_what_does_not_go_together_is_refused_with_the_reason(parts: Any, message: str) -> None:
    with pytest.raises(nn.SpecError) as refusal:
        experiment(**parts)
    assert str(refusal.value) == message


@pytest.mark.parametrize(
    "parts",
    [
        {"loss": "mse", "output": "tanh"},
        {"loss": "bce", "outputs": 2},
        {"loss": "cross_entropy", "output": "softmax", "outputs": 2},
        {"loss": "mse", "output": "softmax", "outputs": 3, "dataset": "three_blobs"},
        {"loss": "huber", "output": "relu", "dataset": "plane"},
        {"loss": "bce", "outputs": 6, "dataset": "formula", "classes": 6},
        {"loss": "mae", "output": "linear", "dataset": "custom", "classes": 0},
    ],
)
def test_what_goes_together_is_allowed(parts: Any) -> None:
    assert experiment(**parts).training.loss == parts["loss"]


def test_values_have_no_accuracy_to_reach() -> None:
    recipe = experiment("mse", dataset="plane")
    with pytest.raises(nn.SpecError) as refusal:
        replace(recipe, training=replace(recipe.training, target_accuracy=0.9))
    assert str(refusal.value) == (
        "training.target_accuracy must be null for the data set plane, whose targets are values, not classes, got 0.9"
    )


def test_a_formula_must_have_a_value_wherever_the_data_are() -> None:
    centred = nn.NetworkSpec(inputs=("x", "log(x)"))
    with pytest.raises(
        nn.SpecError, match=r"network\.inputs\[1\] must be finite and at most 1e50 at every observation \(at the point"
    ):
        nn.Experiment(centred)
    assert nn.Experiment(replace(centred, center_inputs=False)).network.inputs[1] == "log(x)"


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
        {"schedule": nn.Cosine()},
        {"clip_norm": 1.0},
        {"batch_schedule": nn.BatchGrowth()},
        {"target_loss": 0.1, "target_accuracy": 0.9, "patience": 3},
    ],
)
def test_how_it_trains_may_change_while_it_trains(changes: Any) -> None:
    assert nn.is_live_change(DEFAULT, replace(DEFAULT, training=replace(DEFAULT.training, **changes)))


def test_dropout_may_change_while_it_trains() -> None:
    dropping = replace(DEFAULT.network, hidden_layers=(nn.Layer(8, dropout=0.5),))
    assert nn.is_live_change(DEFAULT, replace(DEFAULT, network=dropping))


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
