"""How numbers are written for people."""

from __future__ import annotations

import math

import pytest

from app import numbers

THIN = "\u202f"


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "0"),
        (128, "128"),
        (32_000, f"32{THIN}000"),
        (12_345_678, f"12{THIN}345{THIN}678"),
        (1_250_000_000, f"1.25{THIN}bn"),
    ],
)
def test_counts_are_grouped_by_thousands(number: int, text: str) -> None:
    assert numbers.grouped(number) == text


@pytest.mark.parametrize(
    ("per_second", "text"),
    [(0.0, "0"), (1283.7, f"1{THIN}280"), (3_254_321.0, f"3{THIN}250{THIN}000"), (math.nan, "–"), (math.inf, "–")],
)
def test_a_measured_rate_has_three_figures(per_second: float, text: str) -> None:
    assert numbers.rate(per_second) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0421, "0.0421"),
        (0.69314718, "0.6931"),
        (0.0, "0.0000"),
        (0.0005, "0.0005"),
        (0.000032, "3.2e-5"),
        (1234.5, "1234.5000"),
        (123_456.0, "1.2e5"),
        (math.nan, "–"),
        (math.inf, "∞"),
        (-math.inf, "−∞"),
    ],
)
def test_a_loss_has_four_decimals_or_an_exponent(value: float, text: str) -> None:
    assert numbers.loss(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.988, f"98.8{THIN}%"), (0.0, f"0.0{THIN}%"), (1.0, f"100.0{THIN}%"), (math.nan, "–")],
)
def test_an_accuracy_is_a_share_in_percent(value: float, text: str) -> None:
    assert numbers.share(value) == text


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (999_999, f"999{THIN}999"),
        (1_000_000, f"1.00{THIN}M"),
        (12_345_678, f"12.3{THIN}M"),
        (199_400_000, f"199{THIN}M"),
        (1_990_000_000, f"1.99{THIN}bn"),
        (45_600_000_000, f"45.6{THIN}bn"),
    ],
)
def test_a_count_that_is_too_long_for_its_place_is_shortened(number: int, text: str) -> None:
    assert numbers.counted(number, 6) == text


def test_nearly_all_right_is_not_called_all_right() -> None:
    assert numbers.share(0.9998) == f"99.9{THIN}%"


@pytest.mark.parametrize(
    ("per_second", "text"),
    [(1.0, "1 obs/s"), (1.3, "1.3 obs/s"), (1280.0, f"1{THIN}280 obs/s"), (math.inf, "full speed")],
)
def test_the_chosen_speed_has_its_unit(per_second: float, text: str) -> None:
    assert numbers.speed(per_second) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.03, "0.03"), (500, "500"), (1e-5, "1e-5"), (0.1 + 0.2, "0.3"), (100_000, "100000"), (1.5e20, "1.5e20")],
)
def test_a_field_shows_the_shortest_text(value: float, text: str) -> None:
    assert numbers.decimal(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1.0, "1.000"),
        (1 - 1e-16, "1.000"),
        (0.99996, "1.000"),
        (0.9994, "0.999"),
        (0.9871, "0.987"),
        (0.0, "0.000"),
        (-3.25, "−3.250"),
        (-99.5, "−99.500"),
        (-1e9, "< −99"),
        (-math.inf, "< −99"),
        (math.nan, "–"),
    ],
)
def test_r_squared_is_rounded_to_three_decimals(value: float, text: str) -> None:
    assert numbers.r_squared(value) == text
