"""What is no formula: nothing else gets through, and the writer learns why."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import nncore as nn
from nncore import formulas


def complaint(text: Any) -> str:
    with pytest.raises(nn.SpecError) as refusal:
        formulas.parse("inputs[1]", text)
    assert refusal.value.field == "inputs[1]"
    assert refusal.value.value == text
    assert refusal.value.allowed.startswith("a formula in x and y")
    return refusal.value.allowed.removeprefix("a formula in x and y").removeprefix(" (").removesuffix(")")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "it is not complete"),
        ("sin(", "it is not complete"),
        ("x +", "it is not complete"),
        ("not", "it is not complete"),
        ("(x + y", 'it is not complete: a ")" is missing'),
        ("x + y)", 'a ")" has no "("'),
        ("z + 1", 'unknown name "z"; known are x, y, pi and e, and a product is written x*y'),
        ("2*xy", 'unknown name "xy"; known are x, y, pi and e, and a product is written x*y'),
        ("2x", 'a sign such as * is missing between "2" and "x"'),
        ("x y", 'a sign such as * is missing between "x" and "y"'),
        ("x(y + 1)", 'a sign such as * is missing between "x" and "("'),
        ("(x)(y)", 'a sign such as * is missing between ")" and "("'),
        ("x not y", 'a sign such as * is missing between "x" and "not"'),
        ("sin x", "sin needs brackets, as in sin(x)"),
        ("1 + hypot", "hypot needs brackets, as in hypot(x, y)"),
        ("sin(x, y)", "sin takes 1 value, not 2"),
        ("max(x)", "max takes 2 values, not 1"),
        ("sin()", 'a value is missing before ")"'),
        ("x + * y", 'a value is missing before "*"'),
        ("x // 2", 'a value is missing before "/"'),
        ("and x", 'a value is missing before "and"'),
        ("x, y", '"(x, y)" is no value'),
        ("sin((x, y))", '"(x, y)" is no value'),
        ("x % 2", "'%' has no meaning"),
        ("x = 1", "'=' has no meaning"),
        ("x\x00", r"'\x00' has no meaning"),
        ("007", "it is not understood"),
        ("x + not y", "it is not understood"),
    ],
)
def test_a_mistake_is_told_in_words(text: str, problem: str) -> None:
    assert complaint(text) == problem


def test_an_unknown_function_is_answered_with_those_that_are_known() -> None:
    assert complaint("foo(x)") == f'unknown function "foo"; known are {", ".join(formulas.FUNCTIONS)}'


def test_a_refusal_reads_as_a_sentence() -> None:
    with pytest.raises(nn.SpecError) as refusal:
        formulas.parse("formula", "x +")
    assert str(refusal.value) == "formula must be a formula in x and y (it is not complete), got 'x +'"


@pytest.mark.parametrize("value", [None, 3, 2.5, b"x", ["x"], {"x": 1}, True])
def test_only_a_text_can_be_a_formula(value: Any) -> None:
    assert complaint(value) == ""


@pytest.mark.parametrize(
    "text",
    [
        "__import__('os').system('true')",
        "x.__class__",
        "(1).real",
        "x.real",
        "lambda: x",
        "[x for x in y]",
        "x[0]",
        "x if y else 1",
        "(x := 2)",
        "x; y",
        "exec",
        "eval(x)",
        "min(*x)",
        "min(**x)",
        "min(x, key=y)",
        "f'{x}'",
        "'x'",
        '"x" * 9',
        "{x}",
        "True",
        "None",
        "...",
        "1j",
        "0x10",
        "1_000",
        "x is y",
        "x in y",
        "await x",
        "x @ y",
        "x << 9",
        "~x",
        "x -> y",
        "x <> y",
        "ｘ",
        "x #",
        "\ud800",
    ],
)
def test_python_that_is_no_formula_is_refused(text: str) -> None:
    assert complaint(text)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("x" * 201, "it has 201 characters, 200 are allowed"),
        ("x" + "²" * 100, "it has 201 parts, 100 are allowed"),
        ("-" * 150 + "x", "it has 151 parts, 100 are allowed"),
        ("(" * 21 + "x" + ")" * 21, "more than 20 brackets are inside each other"),
        ("(" * 199, "more than 20 brackets are inside each other"),
    ],
)
def test_a_formula_has_its_limits(text: str, problem: str) -> None:
    assert complaint(text) == problem


PIECES = [
    "x",
    "y",
    "(",
    ")",
    "+",
    "-",
    "*",
    "/",
    "**",
    "<",
    "==",
    "=",
    " and ",
    " not ",
    "sin(",
    "max(",
    ",",
    "2",
    "1e9",
]
ODD_PIECES = ["²", "_", ".", "[", "\\", "'"]


@given(st.text(max_size=30) | st.lists(st.sampled_from(PIECES + ODD_PIECES), max_size=40).map("".join))
def test_any_text_is_a_formula_or_refused(text: str) -> None:
    formula = parsed_or_refused(text)
    if isinstance(formula, nn.SpecError):
        assert formula.field == "formula"
    else:
        assert formula(np.array([0.5, -2.0]), np.array([0.0, 3.0])).shape == (2,)


def parsed_or_refused(text: str) -> formulas.Formula | nn.SpecError:
    try:
        return formulas.parse("formula", text)
    except nn.SpecError as error:
        return error
