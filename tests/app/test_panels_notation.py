"""What is typed into a field, what a step of an arrow does, and the sentence that says what is wrong."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.panels.notation import (
    EPOCHS,
    NUMBER,
    PERCENT,
    Step,
    divided,
    doubling,
    from_off,
    multiples_of,
    one_three_ten,
    optional,
    penalty,
    sentence,
    toward_one,
    within,
)
from nncore import SpecError

THIN = "\u202f"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("500", 500),
        (" 32\u202f000 ", 32_000),
        ("5e2", 500),
        ("0.03", 0.03),
        ("3e-2", 0.03),
        ("−1", -1),
        ("0,03", 0.03),
        ("3,5", 3.5),
        ("0,125", 0.125),
        ("1,500", "1,500"),
        ("1,2,3", "1,2,3"),
        ("3.5", 3.5),
        ("many", "many"),
        ("", ""),
    ],
)
def test_numbers_are_read_however_they_are_spelt(text: str, value: object) -> None:
    read = NUMBER.read(text)
    assert read == value
    assert type(read) is type(value)


@pytest.mark.parametrize("text", ["nan", "inf", "-inf", "1e999", "infinity"])
def test_what_is_no_finite_number_is_refused_as_it_was_typed(text: str) -> None:
    assert NUMBER.read(text) == text
    assert PERCENT.read(f"{text} %") == text
    assert EPOCHS.read(f"{text} epochs") == text
    refused = SpecError("training.epochs", "a whole number of at least 1", EPOCHS.read(text))
    assert sentence("Epochs", refused, EPOCHS).endswith(f", not “{text}”.")


@pytest.mark.parametrize(
    ("text", "value"), [("5 %", 0.05), ("5", 0.05), ("7.1%", 0.071), ("100 %", 1), ("half", "half")]
)
def test_a_share_is_read_with_or_without_its_sign(text: str, value: object) -> None:
    assert PERCENT.read(text) == value


@given(st.floats(0, 1))
def test_a_share_that_is_shown_reads_back(value: float) -> None:
    read = PERCENT.read(PERCENT.write(value))
    assert isinstance(read, int | float)
    assert math.isclose(read, value, abs_tol=1e-11)


@pytest.mark.parametrize(
    ("step", "value", "up", "down"),
    [
        (multiples_of(50), 500, 550, 450),
        (multiples_of(50), 530, 550, 500),
        (multiples_of(1), 7, 8, 6),
        (multiples_of(0.05), 0.05, 0.1, 0.0),
        (multiples_of(0.05), 0.3, 0.35, 0.25),
        (doubling, 32, 64, 16),
        (doubling, 20, 32, 16),
        (doubling, 1, 2, 1),
        (one_three_ten, 0.03, 0.1, 0.01),
        (one_three_ten, 1.0, 3.0, 0.3),
        (one_three_ten, 0.02, 0.03, 0.01),
        (one_three_ten, 0.05, 0.1, 0.03),
        (one_three_ten, 0.001, 0.003, 0.0003),
        (penalty, 0.0, 0.001, 0.0),
        (penalty, 0.001, 0.003, 0.0),
        (penalty, 0.0005, 0.001, 0.0),
    ],
)
def test_steps_go_from_rung_to_rung(step: Step, value: float, up: float, down: float) -> None:
    assert step(value, 1) == up
    assert step(value, -1) == down


def test_two_steps_are_one_after_the_other() -> None:
    assert one_three_ten(0.01, 2) == 0.1
    assert one_three_ten(0.1, -3) == 0.003
    assert penalty(0.0, 2) == 0.003
    assert doubling(1, 5) == 32


@given(st.integers(-8, 6), st.sampled_from([1, 3]))
def test_every_rung_of_the_rate_is_left_and_found_again(exponent: int, mantissa: int) -> None:
    rung = float(f"{mantissa}e{exponent}")
    assert one_three_ten(one_three_ten(rung, 1), -1) == rung


@pytest.mark.parametrize(
    ("step", "value", "steps", "expected"),
    [
        (within(one_three_ten, 1e-8, 1000), 1.0, 10, 1000),
        (within(one_three_ten, 1e-8, 1000), 1e-7, -10, 1e-8),
        (within(one_three_ten, 1e-8, 1000), 1e-9, -1, 1e-9),
        (within(doubling, 1, 100_000), 65_536, 1, 100_000),
        (within(doubling, 1, 100_000), 100_000, -1, 65_536),
        (within(multiples_of(50), 4, 10_000), 50, -1, 4),
        (within(multiples_of(50), 4, 10_000), 4, 1, 50),
    ],
)
def test_steps_go_no_further_than_the_limits(step: Step, value: float, steps: int, expected: float) -> None:
    assert step(value, steps) == expected


def test_whole_numbers_stay_whole() -> None:
    assert isinstance(multiples_of(50)(500, 1), int)
    assert isinstance(doubling(32, 1), int)


@pytest.mark.parametrize(
    ("allowed", "value", "expected"),
    [
        ("between 4 and 100000", 0, f"Points must be between 4 and 100{THIN}000, not 0."),
        (
            "greater than 0 and at most 1000",
            1e9,
            f"Points must be greater than 0 and at most 1{THIN}000, not 1{THIN}000{THIN}000{THIN}000.",
        ),
        ("a whole number between 1 and 64", "many", "Points must be a whole number between 1 and 64, not “many”."),
        ("between 4 and 9", "10000 a", "Points must be between 4 and 9, not “10000 a”."),
        ("between 4 and 9", 12345.67891, f"Points must be between 4 and 9, not 12{THIN}345.67891."),
        ("between 4 and 9", "", "Points must be between 4 and 9."),
        ("between 4 and 9", math.nan, "Points must be between 4 and 9, not nan."),
    ],
)
def test_the_sentence_names_field_range_and_value(allowed: str, value: object, expected: str) -> None:
    assert sentence("Points", SpecError("data.points", allowed, value)) == expected


def test_the_sentence_of_a_share_speaks_of_percent() -> None:
    error = SpecError("data.test_fraction", "between 0 and 0.9", 1)
    assert (
        sentence("Test share", error, PERCENT) == f"Test share must be between 0{THIN}% and 90{THIN}%, not 100{THIN}%."
    )


# Numbers of things, numbers that need not be there, and their steps.


@pytest.mark.parametrize(
    ("text", "value", "written"),
    [
        ("20", 20, "20 epochs"),
        ("1 epoch", 1, "1 epoch"),
        ("20 epochs epochs", 20, "20 epochs"),
        ("2.5", 2.5, "2.5 epochs"),
    ],
)
def test_epochs_are_written_with_their_name_and_read_without(text: str, value: float, written: str) -> None:
    assert EPOCHS.read(text) == value
    assert EPOCHS.write(value) == written


def test_what_is_no_number_of_epochs_stays_as_it_was_typed() -> None:
    assert EPOCHS.read("many epochs") == "many"
    assert EPOCHS.write("many") == "“many”"


@pytest.mark.parametrize(("text", "value"), [("25", 25), ("rate / 25", 25), ("/ 1e4", 10_000), ("rate", "rate")])
def test_a_divisor_is_read_with_or_without_what_it_divides(text: str, value: object) -> None:
    assert divided("rate").read(text) == value


def test_a_divisor_is_written_below_what_it_divides() -> None:
    assert divided("rate").write(25.0) == "rate / 25"


@pytest.mark.parametrize("text", ["", "  ", "off", "OFF "])
def test_no_text_and_the_word_for_it_are_no_number(text: str) -> None:
    notation = optional(PERCENT, "off")
    assert notation.read(text) is None
    assert notation.write(None) == ""
    assert notation.off == "off"


def test_a_number_that_is_there_is_as_always() -> None:
    notation = optional(PERCENT, "off")
    assert notation.read("95 %") == 0.95
    assert notation.write(0.95) == "95 %"


def test_steps_switch_a_number_on_and_then_go_on() -> None:
    step = from_off(multiples_of(10), 100)
    assert [step(None, 1), step(None, -1), step(100, 1), step(100, -1)] == [100, None, 110, 90]


def test_shares_are_stepped_toward_one() -> None:
    step, value, seen = within(toward_one, 0, 0.9999), 0.0, []
    for _ in range(6):
        value = step(value, 1)
        seen.append(value)
    assert seen == [0.7, 0.9, 0.97, 0.99, 0.997, 0.999]
    for _ in range(7):
        value = step(value, -1)
        seen.append(value)
    assert seen[6:] == [0.997, 0.99, 0.97, 0.9, 0.7, 0.0, 0.0]
