"""Numbers as tables write them: what is clear is read, what is not is refused with the reason."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.model.csv_numbers import NotANumberError, decimal_sign, is_missing, is_number, number


@pytest.mark.parametrize(
    ("cell", "decimal", "expected"),
    [
        ("1.5", ".", 1.5),
        ("1,5", ",", 1.5),
        (" 7 ", ".", 7.0),
        ("+.5", ".", 0.5),
        ("5.", ".", 5.0),
        ("−3", ".", -3.0),
        ("-0,25", ",", -0.25),
        ("1e5", ".", 100000.0),
        ("1,5E-3", ",", 0.0015),
        ("1,234.5", ".", 1234.5),
        ("1.234,5", ",", 1234.5),
        ("1,234", ".", 1234.0),
        ("1,234", ",", 1.234),
        ("1.234", ",", 1234.0),
        ("1.234", ".", 1.234),
        ("1,234,567", "", 1234567.0),
        ("1 234,5", ",", 1234.5),
        ("12\u202f345.5", ".", 12345.5),
        ("1\xa0234\xa0567", ".", 1234567.0),
        ("1'234.5", ".", 1234.5),
        ("0.125", "", 0.125),
    ],
)
def test_a_clear_number_is_read(cell: str, decimal: str, expected: float) -> None:
    assert number(cell, decimal) == expected


@pytest.mark.parametrize(
    ("cell", "decimal", "problem"),
    [
        ("abc", ".", "“abc” is not a number"),
        ("1,5", ".", "“1,5” is not a number"),
        ("1.5", ",", "“1.5” is not a number"),
        ("12,34,567", ".", "“12,34,567” is not a number"),
        ("0,123", ".", "“0,123” is not a number"),
        ("1.2.3", ".", "“1.2.3” is not a number"),
        ("1_000", ".", "“1_000” is not a number"),
        ("١٢", ".", "“١٢” is not a number"),
        ("0x10", ".", "“0x10” is not a number"),
        ("1e", ".", "“1e” is not a number"),
        ("inf", ".", "“inf” is not a number"),
        ("12 %", ".", "“12 %” is not a number"),
        ("1e300", ".", "“1e300” is too large: at most 1e15, above or below 0, can be read"),
        ("-9e15", ".", "“-9e15” is too large: at most 1e15, above or below 0, can be read"),
        ("", ".", "there is nothing"),
        ("  ", ",", "there is nothing"),
        ("NaN", ".", "“NaN” stands for nothing"),
        ("n/a", ",", "“n/a” stands for nothing"),
        ("1,234", "", "“1,234” may be 1234 or 1.234: choose the decimal sign"),
        ("-12,345", "", "“-12,345” may be -12345 or -12.345: choose the decimal sign"),
        ("a very long text that\nhas two lines", ".", "“a very long text that h…” is not a number"),
    ],
)
def test_what_is_no_number_is_refused_with_the_reason(cell: str, decimal: str, problem: str) -> None:
    with pytest.raises(NotANumberError) as caught:
        number(cell, decimal)
    assert str(caught.value) == problem


@pytest.mark.parametrize(
    ("cells", "sign"),
    [
        (["1.5", "2"], "."),
        (["1,5", "2"], ","),
        (["1", "2"], "."),
        (["1,234", "5,678"], ""),
        (["1,234", "5,6"], ","),
        (["1,234", "5.6"], "."),
        (["1.234,5"], ","),
        (["1,234.5"], "."),
        (["cat", "", "1.5"], "."),
        ([], "."),
    ],
)
def test_the_decimal_sign_is_the_one_that_numbers_speak_for(cells: list[str], sign: str) -> None:
    assert decimal_sign(cells) == sign


def test_without_a_sign_either_makes_a_number() -> None:
    assert is_number("1,5")
    assert is_number("1.5")
    assert not is_number("1.5 2.5")


@pytest.mark.parametrize("cell", ["", " ", "NA", "null", "None", "-", "?", "nan"])
def test_words_for_nothing_are_missing_cells(cell: str) -> None:
    assert is_missing(cell)


@given(st.floats(-1e15, 1e15))
def test_whatever_python_writes_is_read_back_exactly_with_either_sign(value: float) -> None:
    written = repr(value)
    assert number(written, ".") == value
    assert number(written.replace(".", ","), ",") == value


@given(st.text(max_size=12), st.sampled_from(["", ".", ","]))
def test_any_text_is_a_number_or_is_refused(cell: str, decimal: str) -> None:
    read: float | str
    try:
        read = number(cell, decimal)
    except NotANumberError as error:
        read = str(error)
    assert read if isinstance(read, str) else abs(read) <= 1e15
