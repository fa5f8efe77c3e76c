"""Own points: what is taken, what is refused and how, the plane around them, and which are kept for testing."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import nncore as nn
from nncore import own_points

POINT = st.tuples(*[st.floats(-1e6, 1e6)] * 3)


@pytest.mark.parametrize(
    "values",
    [
        [(0, 1, 1), (2.5, -3, 0)],
        [[0, 1, 1], [2.5, -3, 0]],
        np.array([[0, 1, 1], [2.5, -3, 0]]),
        (np.array([0, 1, 1]), (np.float32(2.5), np.int8(-3), 0)),
    ],
)
def test_points_are_kept_as_plain_numbers(values: Any) -> None:
    checked = own_points.checked(values, 10)
    assert checked == ((0.0, 1.0, 1.0), (2.5, -3.0, 0.0))
    assert {type(number) for point in checked for number in point} == {float}
    assert own_points.checked(checked, 10) == checked


@pytest.mark.parametrize(
    ("values", "message"),
    [
        (None, "points must be a list, got None"),
        ("1,2,3", "points must be a list, got '1,2,3'"),
        ([(0, 0, 0)] * 11, "points must be a list of at most 10, got '11 items'"),
        ([(0, 0, 0), (1, 2)], "points[1] must be three numbers: x, y and the target, got (1, 2)"),
        ([(0, 0, 0, 0)], "points[0] must be three numbers: x, y and the target, got (0, 0, 0, 0)"),
        ([5], "points[0] must be a list, got 5"),
        (["123"], "points[0] must be a list, got '123'"),
        ([("1", 2, 3)], "points[0][0] must be between -1e+06 and 1e+06, got '1'"),
        ([(True, 2, 3)], "points[0][0] must be between -1e+06 and 1e+06, got True"),
        ([(0.0, 0.0, 0.0), (0.0, float("nan"), 0.0)], "points[1][1] must be between -1e+06 and 1e+06, got nan"),
        ([(0.0, 0.0, 1e7)], "points[0][2] must be between -1e+06 and 1e+06, got 10000000.0"),
        ([(0, 0, 10**400)], "points[0][2] must be between -1e+06 and 1e+06, got 1000"),
    ],
)
def test_what_is_no_point_is_refused_with_its_place(values: Any, message: str) -> None:
    with pytest.raises(nn.SpecError) as refusal:
        own_points.checked(values, 10)
    assert str(refusal.value).startswith(message)


@given(st.lists(POINT, min_size=1, max_size=20))
def test_the_plane_is_a_square_with_all_points_inside(points: list[own_points.Point]) -> None:
    low, high = own_points.domain(tuple(points))
    places = np.array(points)[:, :2]
    assert low < places.min()
    assert places.max() < high
    assert np.isfinite(2 / (high - low))


@pytest.mark.parametrize(
    ("points", "plane"),
    [
        (((0.0, 10.0, 1.0), (5.0, 3.0, 99.0)), (-1.0, 11.0)),
        (((-1.0, 0.0, 0.0), (0.0, 1.0, 1.0)), (-1.2, 1.2)),
        (((4.0, 4.0, 0.0),), (3.0, 5.0)),
    ],
)
def test_the_plane_leaves_a_margin_of_a_tenth(points: Any, plane: tuple[float, float]) -> None:
    assert own_points.domain(points) == pytest.approx(plane)


def test_points_and_targets_come_in_their_order() -> None:
    points, targets = own_points.arrays(((1.0, 2.0, 3.0), (4.0, 5.0, 6.0)))
    np.testing.assert_array_equal(points, [[1.0, 2.0], [4.0, 5.0]])
    np.testing.assert_array_equal(targets, [[3.0], [6.0]])


@pytest.mark.parametrize(("n", "n_test"), [(1, 0), (2, 1), (100, 30), (100, 0)])
def test_every_point_is_used_once_and_each_part_keeps_its_order(n: int, n_test: int) -> None:
    order = own_points.test_first(np.random.default_rng(1), n, n_test)
    assert sorted(order) == list(range(n))
    assert sorted(order[:n_test]) == list(order[:n_test])
    assert sorted(order[n_test:]) == list(order[n_test:])


def test_a_sorted_table_is_split_fairly() -> None:
    for seed in range(20):
        tested = own_points.test_first(np.random.default_rng(seed), 200, 100)[:100]
        assert 30 <= (tested < 100).sum() <= 70


def test_one_point_more_changes_the_part_of_one_other_at_most() -> None:
    for n in range(10, 60):
        before, after = (set(own_points.test_first(np.random.default_rng(3), m, m // 2)[: m // 2]) for m in (n, n + 1))
        assert len((before ^ after) - {n}) <= 1
