"""Formulas: what they compute, and how people may write them."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nncore import formulas


def value(text: str, x: float = 0.0, y: float = 0.0) -> float:
    return float(formulas.parse("formula", text)(np.array([x]), np.array([y]))[0])


@pytest.mark.parametrize(
    ("text", "x", "y", "expected"),
    [
        ("x", 3.0, 5.0, 3.0),
        ("y", 3.0, 5.0, 5.0),
        ("2.5", 3.0, 5.0, 2.5),
        ("1e-3", 0.0, 0.0, 0.001),
        (".5 + 1.", 0.0, 0.0, 1.5),
        ("pi", 0.0, 0.0, math.pi),
        ("e", 0.0, 0.0, math.e),
        ("x + y*2", 3.0, 5.0, 13.0),
        ("(x + y)*2", 3.0, 5.0, 16.0),
        ("x - y - 1", 3.0, 5.0, -3.0),
        ("x / y / 2", 3.0, 5.0, 0.3),
        ("-x**2", 3.0, 5.0, -9.0),
        ("(-x)**2", 3.0, 5.0, 9.0),
        ("2**3**2", 0.0, 0.0, 512.0),
        ("2**-x", 3.0, 0.0, 0.125),
        ("x**3", -2.0, 0.0, -8.0),
        ("x**4", -2.0, 0.0, 16.0),
        ("x**5", -2.0, 0.0, -32.0),
        ("x**0.5", 9.0, 0.0, 3.0),
        ("+x - -y", 3.0, 5.0, 8.0),
        ("abs(x)", -3.0, 0.0, 3.0),
        ("atan2(y, x)", -1.0, 0.0, math.pi),
        ("cos(pi)", 0.0, 0.0, -1.0),
        ("exp(1)", 0.0, 0.0, math.e),
        ("floor(x)", -1.5, 0.0, -2.0),
        ("hypot(x, y)", 3.0, 4.0, 5.0),
        ("log(e)", 0.0, 0.0, 1.0),
        ("max(x, y)", 3.0, 5.0, 5.0),
        ("min(x, y)", 3.0, 5.0, 3.0),
        ("sigmoid(x)", math.log(3), 0.0, 0.75),
        ("sigmoid(x)", -1000.0, 0.0, 0.0),
        ("sign(x)", -2.0, 0.0, -1.0),
        ("sin(pi/2)", 0.0, 0.0, 1.0),
        ("sqrt(x)", 9.0, 0.0, 3.0),
        ("tan(pi/4)", 0.0, 0.0, 1.0),
        ("tanh(x)", math.log(2), 0.0, 0.6),
        ("min(max(x, 0), 1)", 3.0, 0.0, 1.0),
    ],
)
def test_a_formula_computes_what_it_says(text: str, x: float, y: float, expected: float) -> None:
    assert value(text, x, y) == pytest.approx(expected, rel=1e-15, abs=1e-15)


@pytest.mark.parametrize(
    ("text", "x", "expected"),
    [
        ("x < 1", 0.5, 1.0),
        ("x < 1", 1.0, 0.0),
        ("x <= 1", 1.0, 1.0),
        ("x > 1", 1.0, 0.0),
        ("x >= 1", 1.0, 1.0),
        ("x == 1", 1.0, 1.0),
        ("x != 1", 1.0, 0.0),
        ("0 < x < 1", 0.5, 1.0),
        ("0 < x < 1", 1.5, 0.0),
        ("0 < x < 1", -1.0, 0.0),
        ("x < 0 or x > 1", 2.0, 1.0),
        ("x < 0 or x > 1", 0.5, 0.0),
        ("x > 0 and x < 1 and x != 0.5", 0.5, 0.0),
        ("x > 0 and x < 1 and x != 0.5", 0.6, 1.0),
        ("not x > 1", 0.5, 1.0),
        ("not x", 0.5, 0.0),
        ("2 and x", 3.0, 1.0),
        ("(x > 0) + (x > 1) + (x > 2)", 1.5, 2.0),
        ("(x > 0) * 3 - 1", 1.5, 2.0),
    ],
)
def test_a_question_is_1_where_it_holds_and_0_elsewhere(text: str, x: float, expected: float) -> None:
    assert value(text, x) == expected


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("x² − 3·x×y", "x**2 - 3*x*y"),
        ("x^2+y^3", "x**2+y**3"),
        ("x³÷2", "x**3/2"),
        ("-x²", "-(x**2)"),
        ("π⋅x", "pi*x"),
        ("0≤x≤1 and x≠y", "0<=x<=1 and x!=y"),
        ("x ≥ 0.5", "x>=0.5"),
        ("  x \u00a0+\n\ty ", "x+y"),
    ],
)
def test_signs_are_taken_as_people_type_them(typed: str, plain: str) -> None:
    x, y = np.random.default_rng(1).uniform(-2, 2, (2, 50))
    np.testing.assert_array_equal(formulas.parse("f", typed)(x, y), formulas.parse("f", plain)(x, y))


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize(
    "text", ["x", "2", "2**0.5*x", "x < 0", "not x", "x and y", "sigmoid(3*x)", "pi", "x**3", "1 < 2"]
)
def test_shape_and_precision_stay_those_of_the_points(text: str, dtype: Any) -> None:
    x = np.linspace(-1, 1, 6, dtype=dtype).reshape(2, 3)
    values = formulas.parse("f", text)(x, x)
    assert values.dtype == dtype
    assert values.shape == (2, 3)


def test_what_a_formula_gives_is_nobody_elses_array() -> None:
    x = np.ones(3)
    formulas.parse("f", "x")(x, x)[0] = 7.0
    assert x[0] == 1.0


@pytest.mark.parametrize(
    ("text", "expected"),
    [("1/x", math.inf), ("-1/x", -math.inf), ("log(x)", -math.inf), ("9**9**9", math.inf), ("exp(1000)", math.inf)],
)
def test_infinities_come_in_silence(text: str, expected: float) -> None:
    assert value(text, 0.0) == expected


@pytest.mark.parametrize("text", ["x/x", "sqrt(-1)", "log(-1)", "(-8)**(1/3)", "1e400 - 1e400"])
def test_what_has_no_value_is_not_a_number_in_silence(text: str) -> None:
    assert math.isnan(value(text, 0.0))


def test_a_formula_is_its_text() -> None:
    formula = formulas.parse("f", " x² + 1 ")
    assert formula.text == "x² + 1"
    assert formula == formulas.parse("g", "x² + 1")
    assert formula != formulas.parse("f", "x**2 + 1")
    assert hash(formula) == hash(formulas.parse("f", "x² + 1"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("-" * 99 + "x", -0.5),
        ("x" + "+x" * 49, 25.0),
        ("(" * 20 + "x" + ")" * 20, 0.5),
        ("9" + "**9" * 49, math.inf),
        ("9" * 200, 1e200),
        # Done twice at every level, the inner question would be asked a million times.
        ("(0<" * 20 + "x" + "<1)" * 20, 0.0),
    ],
)
def test_within_them_it_is_read_and_computed(text: str, expected: float) -> None:
    assert value(text, 0.5) == pytest.approx(expected)


Tree = tuple[str, Callable[[float, float], float]]
LEAVES: st.SearchStrategy[Tree] = st.one_of(
    st.just(("x", lambda x, y: x)),
    st.just(("y", lambda x, y: y)),
    st.integers(0, 9).map(lambda n: (str(n), lambda x, y: float(n))),
)
SIGNS = {"+": operator.add, "-": operator.sub, "*": operator.mul, "<": operator.lt, ">=": operator.ge}


def larger(trees: st.SearchStrategy[Tree]) -> st.SearchStrategy[Tree]:
    def joined(left: Tree, sign: str, right: Tree) -> Tree:
        return (
            f"({left[0]}{sign}{right[0]})",
            lambda x, y: float(SIGNS[sign](left[1](x, y), right[1](x, y))),
        )

    called = trees.map(lambda tree: (f"tanh({tree[0]})", lambda x, y: math.tanh(tree[1](x, y))))
    return st.builds(joined, trees, st.sampled_from(sorted(SIGNS)), trees) | called


@given(
    tree=st.recursive(LEAVES, larger, max_leaves=15),
    x=st.integers(-20, 20).map(float),
    y=st.integers(-20, 20).map(float),
)
def test_it_agrees_with_pythons_own_arithmetic(tree: Tree, x: float, y: float) -> None:
    text, function = tree
    if text.count("(") <= formulas.MAX_BRACKETS and len(text) <= formulas.MAX_LENGTH:
        assert value(text, x, y) == pytest.approx(function(x, y), rel=1e-12, abs=1e-12)
