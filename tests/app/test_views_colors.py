from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtGui import QColor

from app.theme import DARK, LIGHT, Theme
from app.views.colors import SCALE_NAMES, make_scale


def test_the_default_scale_runs_through_the_colours_of_the_theme() -> None:
    scale = make_scale(SCALE_NAMES[0], LIGHT)
    assert scale.color(0.0).name() == "#e0812a"
    assert scale.color(1.0).name() == "#2a78b8"
    # 256 entries have no entry in the very middle: its neighbours are within two steps of it.
    assert scale.color(0.5).red() == pytest.approx(0xF1, abs=2)
    assert scale.color(0.25).red() == pytest.approx((0xE0 + 0xF1) / 2, abs=2)


def test_the_default_scale_follows_the_theme() -> None:
    assert make_scale(SCALE_NAMES[0], DARK).color(1.0).name() == "#4aa0e0"


@pytest.mark.parametrize(
    ("name", "low", "high"), [("viridis", "#440154", "#fde725"), ("cividis", "#00204d", "#ffea46")]
)
def test_the_published_scales_are_the_same_in_both_themes(name: str, low: str, high: str) -> None:
    for theme in (LIGHT, DARK):
        scale = make_scale(name, theme)
        assert scale.color(0.0).red() == pytest.approx(int(low[1:3], 16), abs=1)
        assert scale.color(0.0).blue() == pytest.approx(int(low[5:7], 16), abs=1)
        assert scale.color(1.0).green() == pytest.approx(int(high[3:5], 16), abs=1)


@pytest.mark.parametrize("name", SCALE_NAMES)
def test_every_scale_is_opaque_and_has_256_colours(name: str) -> None:
    table = make_scale(name, LIGHT).table
    assert table.shape == (256, 4)
    assert (table[:, 3] == 255).all()


def test_values_outside_are_held_at_the_ends() -> None:
    scale = make_scale("viridis", LIGHT)
    values = np.array([[-5.0, 0.0, 1.0, 1e30, np.inf, -np.inf]])
    colors = scale.rgba(values)
    assert colors.shape == (1, 6, 4)
    assert colors.dtype == np.uint8
    low, high = scale.table[0].tolist(), scale.table[-1].tolist()
    assert colors[0].tolist() == [low, low, high, high, high, low]


@pytest.mark.parametrize("theme", [LIGHT, DARK])
@pytest.mark.parametrize("name", SCALE_NAMES)
def test_a_value_that_is_no_number_has_a_colour_that_no_number_has(name: str, theme: Theme) -> None:
    scale = make_scale(name, theme)
    nothing, something = scale.rgba(np.array([np.nan, 0.5]))
    assert scale.color(np.nan).name() == scale.missing
    assert (np.abs(scale.table.astype(int) - nothing).max(axis=1) > 12).all()
    assert something.tolist() in scale.table.tolist()


@pytest.mark.parametrize("size", [1e-200, 1.0, 1e152, 1e307])
def test_a_range_of_any_size_is_mapped_to_the_same_table(size: float) -> None:
    scale = make_scale("cividis", LIGHT)
    values = np.array([-1.0, -0.5, 0.0, 1.0])
    assert (scale.rgba(size * values, -size, size) == scale.rgba(values, -1.0, 1.0)).all()


def test_other_ranges_are_mapped_to_the_same_table() -> None:
    scale = make_scale("cividis", LIGHT)
    assert scale.color(-1.0, -1.0, 1.0) == scale.color(0.0)
    assert scale.color(0.5, -1.0, 1.0) == scale.color(0.75)
    assert scale.rgba(np.array([3.0]), 0.0, 3.0)[0].tolist() == scale.table[-1].tolist()


# How people see who lack one kind of cones, in linear light: Machado, Oliveira and Fernandes 2009, severity 1.
VISIONS = {
    "usual": [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
    "no red": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "no green": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "no blue": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}
# From linear light to Oklab, Ottosson 2020: distances there are about as large as differences look.
TO_CONES = [
    [0.4122214708, 0.5363325363, 0.0514459929],
    [0.2119034982, 0.6806995451, 0.1073969566],
    [0.0883024619, 0.2817188376, 0.6299787005],
]
TO_LAB = [
    [0.2104542553, 0.7936177850, -0.0040720468],
    [1.9779984951, -2.4285922050, 0.4505937099],
    [0.0259040371, 0.7827717662, -0.8086757660],
]
OKABE_ITO = ("#E69F00", "#56B4E9", "#009E73", "#F0E442", "#0072B2", "#D55E00", "#CC79A7")


def least_difference(colors: tuple[str, ...], vision: str) -> float:
    """Between the two of `colors` that look most alike, 0 to 1."""
    seen = [oklab(color, vision) for color in colors]
    return min(float(np.linalg.norm(a - b)) for a, b in combinations(seen, 2))


def oklab(color: str, vision: str) -> NDArray[np.float64]:
    channels = np.array([QColor(color).redF(), QColor(color).greenF(), QColor(color).blueF()])
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    seen = np.clip(np.array(VISIONS[vision]) @ linear, 0.0, 1.0)
    lab: NDArray[np.float64] = np.array(TO_LAB) @ np.cbrt(np.array(TO_CONES) @ seen)
    return lab


@pytest.mark.parametrize("theme", [LIGHT, DARK])
@pytest.mark.parametrize("vision", VISIONS)
def test_colour_blind_people_tell_the_classes_apart_and_from_the_middle(theme: Theme, vision: str) -> None:
    usual_advice = least_difference(OKABE_ITO, vision)
    assert least_difference((*theme.classes, theme.middle), vision) > max(0.1, usual_advice)


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_a_dot_stands_out_from_ground_of_its_class(theme: Theme) -> None:
    classes = make_scale(SCALE_NAMES[0], theme).classes
    numbers = np.arange(6.0)
    differences = np.abs(classes.core_rgba(numbers).astype(int) - classes.rgba(numbers)).max(axis=1)
    assert differences.min() > 35


def test_a_class_or_a_strength_that_is_no_number_has_the_colour_of_that() -> None:
    scale = make_scale(SCALE_NAMES[0], LIGHT)
    missing = [QColor(scale.missing).red(), QColor(scale.missing).green(), QColor(scale.missing).blue(), 255]
    colors = scale.classes.rgba(np.array([np.nan, 1.0, 1.0, 9.0]), np.array([1.0, np.nan, 2.0, 1.0]))
    assert colors[:2].tolist() == [missing, missing]
    assert colors[2:].tolist() == [[0x2A, 0x78, 0xB8, 255], [0x55, 0xBF, 0xE8, 255]]
