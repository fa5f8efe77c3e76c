"""The numbers behind a chart over the epochs: smoothed, thinned, cut to the epochs shown, and the axes around them."""

from __future__ import annotations

import math
import statistics

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QLineF, QRectF

from app.views import axes
from app.views.chart_lines import dashes, pieces
from app.views.losses import Curves, Frame
from app.views.quantities import ACCURACY, LOSS, R_SQUARED, Quantity

AREA = QRectF(40, 10, 500, 100)
FINITE = st.floats(-1e6, 1e6)


def curves(train: list[float], test: list[float] | None = None) -> Curves:
    values = np.array(train)
    return Curves(np.arange(float(len(train))), values, np.array(test) if test else np.full(len(train), math.nan))


@given(st.lists(FINITE, min_size=1, max_size=60), st.sampled_from([5, 20, 100]))
def test_a_smoothed_value_is_the_mean_around_it(values: list[float], points: int) -> None:
    smoothed = curves(values).smoothed(points).train
    for i, value in enumerate(smoothed):
        half = min(points // 2, i, len(values) - 1 - i)
        if half < min(points // 2, (len(values) - 1) // 2) or i >= points // 2:
            assert value == pytest.approx(statistics.fmean(values[i - half : i + half + 1]), abs=1e-6)


@given(st.lists(FINITE, min_size=1, max_size=60), st.sampled_from([1, 5, 20, 100]))
def test_smoothing_keeps_both_ends_and_the_epochs(values: list[float], points: int) -> None:
    raw = curves(values)
    smoothed = raw.smoothed(points)
    assert np.array_equal(smoothed.epochs, raw.epochs)
    assert (smoothed.train[0], smoothed.train[-1]) == pytest.approx((values[0], values[-1]))
    assert smoothed.train.min() >= min(values) - 1e-6
    assert smoothed.train.max() <= max(values) + 1e-6
    assert np.isnan(smoothed.test).all()


def test_a_constant_stays_what_it_is_beside_a_huge_value() -> None:
    smoothed = curves([1e20] + [1e-9] * 300).smoothed(5).train
    assert smoothed[3:].tolist() == pytest.approx([1e-9] * 298)


def test_what_is_not_finite_is_left_out_of_the_means_around_it() -> None:
    smoothed = curves([1.0, 3.0, math.inf, 5.0, 7.0, math.nan, 9.0]).smoothed(3).train
    assert smoothed.tolist() == pytest.approx([1.0, 2.0, math.inf, 6.0, 6.0, math.nan, 9.0], nan_ok=True)


def test_what_is_too_great_to_be_drawn_is_left_out_too() -> None:
    smoothed = Curves(np.arange(5.0), np.array([1.0, 1.0, 1.0, 1.0, 1e245]), np.full(5, np.nan)).smoothed(3)
    assert smoothed.train.tolist() == [1.0, 1.0, 1.0, 1.0, 1e245]


def test_nothing_can_be_smoothed() -> None:
    assert len(Curves.empty().smoothed(20).train) == 0


def test_the_values_of_a_window_are_those_in_it_and_where_the_lines_cross_its_ends() -> None:
    falling = curves([8.0, 4.0, 2.0, 1.0], [9.0, 5.0, math.inf, 1.0])
    assert sorted(falling.values((0.5, 1.5))) == pytest.approx([3.0, 4.0, 5.0, 6.0, 7.0])
    assert sorted(falling.values((2.0, 9.0))) == pytest.approx([1.0, 1.0, 2.0, 2.0])
    assert sorted(falling.values()) == [1.0, 1.0, 2.0, 4.0, 5.0, 8.0, 9.0]
    assert falling.values((0.5, 0.5), log=True).tolist() == pytest.approx([32**0.5, 32**0.5, 45**0.5, 45**0.5])
    assert len(Curves.empty().values((0.0, 1.0))) == 0


@given(st.lists(st.floats(1e-6, 1e6), min_size=2, max_size=40), st.floats(0, 1), st.floats(0, 1), st.booleans())
def test_a_curve_never_leaves_the_frame_of_a_window(values: list[float], a: float, b: float, log: bool) -> None:
    last = len(values) - 1
    first, end = last * min(a, b), last * max(a, b)
    drawn = curves(values)
    frame = Frame.around(drawn, AREA, log=log, window=(first, max(end, first + 0.01)))
    grown = AREA.adjusted(-1e-3, -1e-3, 1e-3, 1e-3)
    assert all(grown.contains(x, y) for x, y in zip(*frame.line(drawn.epochs, drawn.train), strict=True))


@given(st.integers(0, 2**32 - 1))
def test_thinning_keeps_the_lowest_and_the_highest(seed: int) -> None:
    values = np.random.default_rng(seed).random(3001).tolist()
    drawn = curves(values)
    frame = Frame.around(drawn, AREA, log=False)
    xs, ys = frame.line(drawn.epochs, drawn.train)
    assert len(xs) <= 1002
    assert (ys.max(), ys.min()) == pytest.approx((frame.y(min(values)), frame.y(max(values))))


def test_gaps_survive_thinning() -> None:
    values = [0.5] * 1000 + [math.nan] * 1000 + [0.5] * 1000
    xs, ys = Frame.around(curves(values), AREA, log=False).line(np.arange(3000.0), np.array(values))
    drawn = xs[np.isfinite(ys)]
    assert drawn.min() < 50
    assert not ((drawn > 200) & (drawn < 350)).any()
    assert drawn.max() > 500


@pytest.mark.parametrize(
    ("quantity", "values", "part", "limits"),
    [
        (LOSS, [0.7, 0.02], False, (0.0, 0.8)),
        (LOSS, [0.7, 0.02], True, (0.0, 0.8)),
        (LOSS, [0.101, 0.103], False, (0.0, 0.125)),
        (LOSS, [0.101, 0.103], True, (0.101, 0.103)),
        (LOSS, [0.25, 0.25], True, (0.2499, 0.2501)),
        (LOSS, [0.0, 0.0], True, (0.0, 1.0)),
        (LOSS, [], False, (0.0, 1.0)),
        (ACCURACY, [0.47, 1.0], False, (0.4, 1.0)),
        (ACCURACY, [0.991, 1.0], True, (0.99, 1.0)),
        (ACCURACY, [], False, (0.99, 1.0)),
        (R_SQUARED, [-0.2, 0.9], False, (-1.0, 1.0)),
        (R_SQUARED, [-250.0, 0.9], False, (-1.0, 1.0)),
        (R_SQUARED, [0.1, 0.9], False, (0.1, 1.0)),
    ],
)
def test_the_ends_of_an_axis(quantity: Quantity, values: list[float], part: bool, limits: tuple[float, float]) -> None:
    low, high = quantity.limits(np.array(values), part)
    assert (low, high) == pytest.approx(limits, rel=1e-6)
    assert low < high


@pytest.mark.parametrize(
    ("values", "texts"),
    [
        ([0.0, 0.5, 1.0], ["0", "50", "100"]),
        ([0.99, 0.995, 1.0], ["99.0", "99.5", "100.0"]),
        ([0.3, 0.6], ["30", "60"]),
    ],
)
def test_shares_are_written_as_percent(values: list[float], texts: list[str]) -> None:
    assert ACCURACY.tick_texts(values) == [f"{text}\u202f%" for text in texts]


@pytest.mark.parametrize("high", [0.6, 0.3, 0.7, 1.2, 1e-3, 7e5])
def test_no_tick_is_lost_to_rounding(high: float) -> None:
    ticks = axes.ticks_between(0.0, high, 6)
    assert (ticks[0], ticks[-1]) == pytest.approx((0.0, high)) or high - ticks[-1] < ticks[1]


@given(st.floats(1e-30, 1e30))
def test_a_number_that_is_short_to_write_is_not_far_above(value: float) -> None:
    above = axes.round_above(value)
    assert value * (1 - 1e-8) <= above <= 2.5 * value * (1 + 1e-8)
    assert f"{above:.0e}"[0] in "125"
    assert float(f"{above:.0e}") == pytest.approx(above)


def inked(lines: list[QLineF]) -> float:
    return sum(line.length() for line in lines)


def test_a_line_has_a_piece_between_each_two_points_and_none_over_a_gap() -> None:
    drawn = pieces((np.arange(6.0), np.array([0, 3, math.nan, 3, 3, 0.0])))
    assert [line.toTuple() for line in drawn] == [(0, 0, 1, 3), (3, 3, 4, 3), (4, 3, 5, 0)]


def test_dashes_and_the_gaps_between_them_are_as_long_as_they_should_be() -> None:
    drawn = dashes((np.array([0.0, 100.0]), np.zeros(2)), 4.0, 6.0)
    assert [line.x1() for line in drawn] == pytest.approx([10.0 * i for i in range(10)])
    assert [line.length() for line in drawn] == pytest.approx([4.0] * 10)


@given(st.lists(st.floats(0, 100), min_size=2, max_size=60))
def test_dashes_lie_on_the_line_and_cover_their_share_of_it(heights: list[float]) -> None:
    points = (np.linspace(0.0, 300.0, len(heights)), np.array(heights))
    drawn = dashes(points, 4.0, 6.0)
    whole = float(np.hypot(np.diff(points[0]), np.diff(points[1])).sum())
    assert inked(drawn) == pytest.approx(0.4 * whole, abs=5.0, rel=0.02)
    for line in drawn:
        assert line.y1() == pytest.approx(np.interp(line.x1(), *points), abs=1e-6)
        assert line.y2() == pytest.approx(np.interp(line.x2(), *points), abs=1e-6)


def test_no_dash_crosses_a_gap() -> None:
    heights = np.full(200, 5.0)
    heights[50:150] = math.nan
    drawn = dashes((np.arange(200.0), heights), 4.0, 6.0)
    assert any(line.x2() < 50 for line in drawn)
    assert any(line.x1() > 150 for line in drawn)
    assert all(line.x2() <= 49 or line.x1() >= 150 for line in drawn)


def test_a_restless_line_is_drawn_in_a_bounded_number_of_pieces() -> None:
    heights = np.where(np.arange(1000) % 2, 0.0, 1e4)
    assert len(dashes((np.arange(1000.0), heights), 4.0, 6.0)) <= 2000


@pytest.mark.parametrize("heights", [[], [5.0], [math.nan, math.nan], [5.0, 5.0]])
def test_short_lines_can_be_drawn(heights: list[float]) -> None:
    points = (np.zeros(len(heights)), np.array(heights))
    assert inked(pieces(points)) == inked(dashes(points, 4.0, 6.0)) == 0.0
