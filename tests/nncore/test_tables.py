"""The tables that menus and kernels read: each entry does what its formula says."""

from __future__ import annotations

import math
import re
from typing import Any

import numpy as np
import pytest

import nncore as nn
from nncore import features
from nncore.erf import erf
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
HIDDEN = [name for name, entry in nn.ACTIVATIONS.items() if not entry.output_only]


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_a_table_is_read_only_and_its_keys_are_its_entries_names(table: Any) -> None:
    assert all(entry.name == name and entry.title for name, entry in table.items())
    with pytest.raises(TypeError):
        table["own"] = next(iter(table.values()))


@pytest.mark.parametrize("table", [nn.ACTIVATIONS, nn.LOSSES, nn.OPTIMIZERS])
def test_the_codes_of_a_table_count_from_0_without_gaps(table: Any) -> None:
    assert sorted(entry.code for entry in table.values()) == list(range(len(table)))


TAUGHT = ("ACTIVATIONS", "LOSSES", "INITIALIZERS", "OPTIMIZERS", "SCHEDULES")


@pytest.mark.parametrize("table", [TABLES[name] for name in TAUGHT], ids=TAUGHT)
def test_every_entry_tells_a_learner_what_it_is_and_when_to_use_it(table: Any) -> None:
    for name, entry in table.items():
        assert entry.formula, name
        assert entry.about.endswith("."), name
        assert 40 <= len(entry.about) <= 200, name  # a tooltip, not an essay


@pytest.mark.parametrize("table", [nn.ACTIVATIONS, nn.LOSSES])
def test_activations_and_losses_tell_their_derivatives(table: Any) -> None:
    assert all(entry.derivative_formula and entry.derivative_latex for entry in table.values())


COMMANDS = (
    *("alpha", "beta", "cos", "epsilon", "eta", "frac", "gamma", "hat", "lambda", "leftarrow", "leq"),
    *("lfloor", "ln", "mathrm", "max", "min", "mu", "partial", "Phi", "pi", "quad", "rfloor", "rightarrow"),
    *("sigma", "sim", "sin", "sqrt", "sum"),
)


@pytest.mark.parametrize("table", [TABLES[name] for name in TAUGHT], ids=TAUGHT)
def test_formulas_in_latex_keep_to_what_small_renderers_know(table: Any) -> None:
    for name, entry in table.items():
        for latex in (entry.latex, getattr(entry, "derivative_latex", "")):
            assert latex.isascii(), name
            assert latex.count("{") == latex.count("}"), name
            assert set(re.findall(r"\\([A-Za-z]+)", latex)) <= set(COMMANDS), name


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
        ("leaky_relu", 2.5, 2.5, 1.0),
        ("leaky_relu", -2.5, -0.025, 0.01),
        ("leaky_relu", 0.0, 0.0, 0.01),
        ("elu", 2.5, 2.5, 1.0),
        ("elu", -math.log(2), -0.5, 0.5),
        ("elu", -800.0, -1.0, 0.0),
        ("selu", 2.0, 2.101401974710961, 1.0507009873554805),
        ("selu", -math.log(2), -0.8790496704236882, 0.8790496704236882),
        ("softplus", 0.0, math.log(2), 0.5),
        ("softplus", math.log(3), math.log(4), 0.75),
        ("softplus", 800.0, 800.0, 1.0),
        ("softplus", -800.0, 0.0, 0.0),
        ("softsign", 3.0, 0.75, 0.0625),
        ("softsign", -1.0, -0.5, 0.25),
        ("swish", 0.0, 0.0, 0.5),
        ("swish", math.log(3), 0.75 * math.log(3), 0.75 + 0.1875 * math.log(3)),
        ("swish", -800.0, 0.0, 0.0),
        ("gelu", 1.0, 0.8413447460685429, 1.0833154705876863),  # Φ(1) and φ(1) from a table of the normal distribution
        ("gelu", -1.0, -0.15865525393145707, -0.08331547058768630),
        ("gelu", 0.0, 0.0, 0.5),
        ("sine", math.pi / 6, 0.5, math.sqrt(3) / 2),
        ("sine", -math.pi / 2, -1.0, 0.0),
        ("linear", -7.0, -7.0, 1.0),
    ],
)
def test_an_activation_and_its_slope(name: str, z: float, a: float, slope: float) -> None:
    entry = nn.ACTIVATIONS[name]
    answer = entry.function(np.array([z]))
    np.testing.assert_allclose(answer, [a], rtol=1e-15, atol=2e-16)
    np.testing.assert_allclose(entry.derivative(np.array([z]), answer), [slope], rtol=1e-14, atol=2e-16)


@pytest.mark.parametrize("name", HIDDEN)
def test_a_derivative_is_the_slope_of_its_function(name: str) -> None:
    entry, z, h = nn.ACTIVATIONS[name], np.linspace(-6.0, 6.0, 200), 1e-5
    measured = (entry.function(z + h) - entry.function(z - h)) / (2 * h)
    np.testing.assert_allclose(entry.derivative(z, entry.function(z)), measured, atol=1e-9)


@pytest.mark.parametrize(
    ("name", "low", "high"),
    [
        ("sigmoid", 0.0, 1.0),
        ("tanh", -1.0, 1.0),
        ("relu", 0.0, math.inf),
        ("leaky_relu", -math.inf, math.inf),
        ("elu", -1.0, math.inf),
        ("selu", -1.76, math.inf),
        ("softplus", 0.0, math.inf),
        ("softsign", -1.0, 1.0),
        ("swish", -0.28, math.inf),
        ("gelu", -0.17, math.inf),
        ("sine", -1.0, 1.0),
        ("linear", -math.inf, math.inf),
    ],
)
def test_an_activation_fills_the_range_it_tells_and_can_reach_its_targets(name: str, low: float, high: float) -> None:
    entry = nn.ACTIVATIONS[name]
    shown = [f"{end:g}".replace("-", "−").replace("inf", "∞") for end in (low, high)]
    assert entry.range == f"{shown[0]} to {shown[1]}"
    answers = entry.function(np.linspace(-1e4, 1e4, 2_000_001))
    for reached, end in ((answers.min(), low), (answers.max(), high)):
        assert reached == pytest.approx(end, abs=5e-3) if math.isfinite(end) else abs(reached) >= 100.0
    assert low <= entry.targets[0] < entry.targets[1] <= high
    assert entry.targets == ((-1.0, 1.0) if (low, high) == (-1.0, 1.0) else (0.0, 1.0))


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("name", nn.ACTIVATIONS)
def test_large_sums_overflow_nowhere_and_keep_their_precision(name: str, dtype: Any) -> None:
    entry = nn.ACTIVATIONS[name]
    z = np.array([[-1e4, -800.0, -90.0, -20.0, -0.0], [1e-30, 20.0, 90.0, 800.0, 1e4]], dtype=dtype)
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        a = entry.function(z)
        slope = entry.derivative(z, a)
    assert a.dtype == slope.dtype == dtype
    assert np.isfinite(a).all()
    assert np.isfinite(slope).all()


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("name", nn.ACTIVATIONS)
def test_overwriting_the_sums_gives_the_same_answers(name: str, dtype: Any) -> None:
    entry, z = nn.ACTIVATIONS[name], np.linspace(-5.0, 5.0, 50, dtype=dtype).reshape(10, 5)
    answers = entry.function(z.copy())
    overwritten = entry.overwrite(z)
    np.testing.assert_array_equal(overwritten, answers)
    assert np.shares_memory(overwritten, z) or entry.function_in_place is None


@pytest.mark.parametrize("name", nn.ACTIVATIONS)
def test_what_is_not_a_number_stays_so(name: str) -> None:
    answers = nn.ACTIVATIONS[name].function(np.array([[math.nan, 1.0], [1.0, 2.0]]))
    assert np.isnan(answers[0, 0])
    assert np.isfinite(answers[1]).all()


def test_the_error_function_is_pythons() -> None:
    x = np.concatenate([np.linspace(-7.0, 7.0, 20_001), [0.46875, 1e-300, 1e300, math.inf, -math.inf, -0.0]])
    np.testing.assert_allclose(erf(x), [math.erf(v) for v in x], rtol=1e-15, atol=0)
    assert erf(x[:9].astype(np.float32)).dtype == np.float32
    assert np.isnan(erf(np.array([math.nan])))


def test_softmax_gives_each_row_shares_of_one() -> None:
    softmax = nn.ACTIVATIONS["softmax"]
    z = np.log([[1.0, 2.0, 5.0], [3.0, 3.0, 3.0]])
    shares = softmax.function(z)
    np.testing.assert_allclose(shares, [[0.125, 0.25, 0.625], [1 / 3, 1 / 3, 1 / 3]], rtol=1e-15)
    np.testing.assert_allclose(softmax.function(z + 700.0), shares, rtol=1e-12)
    matrix = [[0.109375, -0.03125, -0.078125], [-0.03125, 0.1875, -0.15625], [-0.078125, -0.15625, 0.234375]]
    np.testing.assert_allclose(softmax.derivative(z, shares)[0], matrix, rtol=1e-14)


def test_only_softmax_is_for_outputs_only() -> None:
    assert [name for name, entry in nn.ACTIVATIONS.items() if entry.output_only] == ["softmax"]


@pytest.mark.parametrize(
    ("name", "z", "o", "t", "loss"),
    [
        ("mse", 0.0, 0.25, 0.75, 0.25),
        ("half_mse", 0.0, 0.25, 0.75, 0.125),
        ("mae", 0.0, 0.25, 0.75, 0.5),
        ("mae", 0.0, 3.0, 0.5, 2.5),
        ("huber", 0.0, 0.25, 0.75, 0.125),
        ("huber", 0.0, 0.0, 1.0, 0.5),
        ("huber", 0.0, 3.0, 0.5, 2.0),
        ("huber", 0.0, -1e200, 0.0, 1e200),
        ("bce", 0.0, 0.5, 1.0, math.log(2)),
        ("bce", math.log(3), 0.75, 0.0, math.log(4)),
        ("bce", -800.0, 0.0, 1.0, 800.0),
        ("bce", 800.0, 1.0, 1.0, 0.0),
    ],
)
def test_a_loss(name: str, z: float, o: float, t: float, loss: float) -> None:
    value = nn.LOSSES[name].value(np.array([z]), np.array([o]), np.array([t]))
    np.testing.assert_allclose(value, [loss], rtol=1e-15)


def test_cross_entropy_is_the_surprise_about_the_right_class() -> None:
    entry, z = nn.LOSSES["cross_entropy"], np.array([[0.0, math.log(3)], [-800.0, 800.0]])
    value = entry.value(z, nn.ACTIVATIONS["softmax"].function(z), np.array([[1.0, 0.0], [1.0, 0.0]]))
    np.testing.assert_allclose(value, [[math.log(4), 0.0], [1600.0, 0.0]], rtol=1e-15)


def test_a_loss_that_is_particular_about_its_output_says_why() -> None:
    particular = {name: entry.outputs for name, entry in nn.LOSSES.items() if entry.outputs}
    assert particular == {"bce": ("sigmoid",), "cross_entropy": ("softmax",)}
    for name, entry in nn.LOSSES.items():
        assert bool(entry.reason) == entry.for_classes == (name in particular)
        assert entry.per_observation == (name == "cross_entropy")


def test_every_feature_is_the_function_it_is_called() -> None:
    point = np.array([[2.0, 3.0]])
    values = features.compute(list(nn.FEATURES), point, (0.0, 1.0), center=False)
    np.testing.assert_allclose(values, [[2.0, 3.0, 6.0, 4.0, 9.0, 0.9092974268256817, 0.1411200080598672]], rtol=1e-15)


def test_centring_moves_the_square_of_the_data_to_minus_one_to_one() -> None:
    corners = np.array([[-6.0, 2.0], [-2.0, 6.0], [-4.0, 0.0]])
    centred = features.compute(["x", "y"], corners, (-6.0, 2.0), center=True)
    np.testing.assert_array_equal(centred, [[-1.0, 1.0], [0.0, 2.0], [-0.5, 0.5]])


def test_an_error_tells_field_value_and_what_is_allowed() -> None:
    error = SpecError("size", "between 1 and 64", 0)
    assert isinstance(error, ValueError)
    assert str(error) == "size must be between 1 and 64, got 0"
    assert str(error.below("hidden_layers[1]")) == "hidden_layers[1].size must be between 1 and 64, got 0"


def test_an_error_about_a_long_value_stays_a_sentence() -> None:
    assert len(str(SpecError("inputs", "a list", "x" * 10_000))) < 100
