"""Features: named ones and formulas, over the plane as it is or centred, and the refusal of what cannot be learned."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

import nncore as nn
from nncore import features, formulas

KNOWN = "one of x, y, xy, x2, y2, sin_x, sin_y or a formula in x and y"
POINTS = np.array([[2.0, 3.0], [-1.0, 0.5]])


def test_named_features_and_formulas_stand_side_by_side() -> None:
    values = features.compute(["y", "x*y - 1", "x2", "x² + y²"], POINTS, (0.0, 1.0), center=False)
    np.testing.assert_array_equal(values, [[3.0, 5.0, 4.0, 13.0], [0.5, -1.5, 1.0, 1.25]])
    assert values.flags.f_contiguous


def test_a_formula_sees_the_centred_plane_as_features_do() -> None:
    corners = np.array([[-6.0, 6.0], [6.0, -6.0], [0.0, 3.0]])
    centred = features.compute(["x + 2*y", "y", "x < 0"], corners, (-6.0, 6.0), center=True)
    np.testing.assert_array_equal(centred, [[1.0, 1.0, 1.0], [-1.0, -1.0, 0.0], [1.0, 0.5, 0.0]])


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("center", [False, True])
def test_the_precision_of_the_points_is_kept(dtype: Any, center: bool) -> None:
    names = [*nn.FEATURES, "2**0.5*x", "1"]
    assert features.compute(names, POINTS.astype(dtype), (-6.0, 6.0), center=center).dtype == dtype


@pytest.mark.parametrize("feature", nn.FEATURES.values(), ids=nn.FEATURES)
def test_a_features_formula_computes_the_same_as_the_feature(feature: nn.Feature) -> None:
    x, y = np.random.default_rng(1).uniform(-3, 3, (2, 40))
    np.testing.assert_array_equal(formulas.parse("formula", feature.formula)(x, y), feature.function(x, y))


@pytest.mark.parametrize("feature", nn.FEATURES.values(), ids=nn.FEATURES)
def test_a_feature_tells_what_it_is_good_for(feature: nn.Feature) -> None:
    assert feature.about.endswith(".")
    assert feature.latex.isascii()
    assert feature.latex.count("{") == feature.latex.count("}")


@pytest.mark.parametrize(("text", "kept"), [("xy", "xy"), (" x ", "x"), ("x²+1 ", "x²+1"), ("sin(3*x)", "sin(3*x)")])
def test_a_name_or_a_formula_is_taken(text: str, kept: str) -> None:
    assert features.check("inputs[0]", text) == kept


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("z", f"{KNOWN} (unknown name \"z\"; known are x, y, pi and e, and a product is written x*y), got 'z'"),
        (7, f"{KNOWN}, got 7"),
        (["x"], f"{KNOWN}, got ['x']"),
        (
            "",
            f"{KNOWN} (it is not complete), got ''",
        ),
    ],
)
def test_what_is_neither_is_refused_with_what_is_known(text: Any, message: str) -> None:
    with pytest.raises(nn.SpecError) as refusal:
        features.check("inputs[2]", text)
    assert str(refusal.value) == f"inputs[2] must be {message}"
    assert refusal.value.field == "inputs[2]"


def test_a_formula_is_its_own_title() -> None:
    assert [features.title(name) for name in ("x2", "sin_y", "x² − y²")] == ["x²", "sin y", "x² − y²"]


def test_finite_values_are_accepted() -> None:
    values = features.compute(["x", "log(y)"], POINTS, (0.0, 1.0), center=False)
    features.check_values(["x", "log(y)"], values, POINTS)


@pytest.mark.parametrize(
    ("formula", "wrong"),
    [("log(x)", "at the point (-1, 0.5) it is nan"), ("1/(x - 2)", "at the point (2, 3) it is inf")],
)
def test_a_feature_without_a_value_at_an_observation_is_refused_with_the_place(formula: str, wrong: str) -> None:
    names = ["x", formula]
    values = features.compute(names, POINTS, (0.0, 1.0), center=False)
    with pytest.raises(nn.SpecError) as refusal:
        features.check_values(names, values, POINTS)
    assert (
        str(refusal.value)
        == f"inputs[1] must be finite and at most 1e50 at every observation ({wrong}), got {formula!r}"
    )


def test_away_from_the_observations_a_feature_need_not_have_a_value() -> None:
    values = features.compute(["log(x)"], np.array([[-1.0, 0.0], [1.0, 0.0]]), (-1.0, 1.0), center=False)
    assert math.isnan(values[0, 0])
    assert values[1, 0] == 0.0
