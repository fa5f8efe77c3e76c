"""What formulas call the coordinates that a network sees, and what is said about those that are not as on the axes."""

from __future__ import annotations

import pytest

from app.views.coordinates import Coordinates
from nncore import FEATURES


@pytest.mark.parametrize(
    ("domain", "formula", "value"),
    [
        ((0.0, 1.0), "x′ = 2·x − 1", "−0.5000"),
        ((-6.0, 6.0), "x′ = x / 6", "0.0417"),
        ((-0.5, 0.5), "x′ = 2·x", "0.5000"),
        ((-2.0, 8.0), "x′ = (x − 3) / 5", "−0.5500"),
        ((-4.0, 3.0), "x′ = (x + 0.5) / 3.5", "0.2143"),
        ((-1.0, 0.0), "x′ = 2·x + 1", "1.5000"),
    ],
)
def test_the_map_from_the_plane_is_written_out(domain: tuple[float, float], formula: str, value: str) -> None:
    coordinates = Coordinates(domain, centred=True)
    assert list(coordinates.rows(["x"], None)) == [(formula, "")]
    assert list(coordinates.rows(["x"], (0.25, 9.0))) == [(formula, value)]


def test_each_coordinate_is_told_once() -> None:
    coordinates = Coordinates((0.0, 1.0), centred=True)
    assert [name for name, _ in coordinates.rows(["x·y", "y²", "x"], None)] == ["x′ = 2·x − 1", "y′ = 2·y − 1"]
    assert [name for name, _ in coordinates.rows(["exp(2*y)"], None)] == ["y′ = 2·y − 1"]
    assert list(coordinates.rows(["3"], None)) == []


@pytest.mark.parametrize(
    ("formula", "named"),
    [
        ("max(x, y)", "max(x′, y′)"),
        ("hypot(x, 2*y)**2", "hypot(x′, 2*y′)**2"),
        ("exp(x) + x²", "exp(x′) + x′²"),
        ("1e5*x", "1e5*x′"),
    ],
)
def test_only_the_coordinates_get_a_mark(formula: str, named: str) -> None:
    assert Coordinates((0.0, 1.0), centred=True).named(formula) == named


def test_every_feature_of_the_table_gets_its_mark() -> None:
    titles = [Coordinates((0.0, 1.0), centred=True).named(feature.title) for feature in FEATURES.values()]
    assert titles == ["x′", "y′", "x′·y′", "x′²", "y′²", "sin x′", "sin y′"]


def test_coordinates_as_on_the_axes_have_no_mark() -> None:
    as_they_are = Coordinates((0.0, 1.0), centred=False)
    assert as_they_are.named("x·y") == "x·y"
    assert list(as_they_are.rows(["x·y"], (0.5, 0.5))) == []
