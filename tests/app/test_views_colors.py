from __future__ import annotations

import numpy as np
import pytest

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


def test_other_ranges_are_mapped_to_the_same_table() -> None:
    scale = make_scale("cividis", LIGHT)
    assert scale.color(-1.0, -1.0, 1.0) == scale.color(0.0)
    assert scale.color(0.5, -1.0, 1.0) == scale.color(0.75)
    assert scale.rgba(np.array([3.0]), 0.0, 3.0)[0].tolist() == scale.table[-1].tolist()
