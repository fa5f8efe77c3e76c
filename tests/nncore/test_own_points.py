"""Own points: what is taken, what is refused and how, the plane they lie in, and which are kept for testing."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import nncore as nn
from nncore import datasets, own_points

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
def test_the_plane_is_a_square_of_round_numbers_with_all_points_inside(points: list[own_points.Point]) -> None:
    low, high = own_points.domain(tuple(points))
    places = np.array(points)[:, :2]
    assert low <= places.min()
    assert places.max() <= high
    assert 1 <= high - low <= 2e6
    assert float(f"{low:.7g}") == low == round(low)
    assert high == round(high)


@given(st.lists(POINT, min_size=1, max_size=20), st.lists(st.tuples(*[st.floats(0, 1)] * 2), max_size=20))
def test_painting_inside_the_plane_leaves_it_as_it_is(
    points: list[own_points.Point], strokes: list[tuple[float, float]]
) -> None:
    low, high = own_points.domain(tuple(points))
    new = [(min(low + (high - low) * x, high), min(low + (high - low) * y, high), 1.0) for x, y in strokes]
    assert own_points.domain((*points, *new)) == (low, high)


@pytest.mark.parametrize("name", ["xor", "circle", "playground_xor", "gauss", "spiral", "moons", "rings", "formula"])
def test_painting_on_a_data_set_keeps_its_plane(name: str) -> None:
    made = datasets.make(nn.DataSpec(name, observations=100, seed=3))
    places = np.concatenate([made.train_points, made.test_points])
    points = tuple((x, y, 0.0) for x, y in places.tolist())
    assert own_points.domain(points) == nn.DATASETS[name].domain


@pytest.mark.parametrize(
    ("places", "plane"),
    [
        ((0.0, 1.0), (0.0, 1.0)),
        ((0.2, 0.3), (0.0, 1.0)),
        ((-0.1, 0.4), (-1.0, 1.0)),
        ((1.0, 4.0), (-6.0, 6.0)),
        ((-6.0, 6.0), (-6.0, 6.0)),
        ((0.0, 8.0), (0.0, 8.0)),
        ((-9.0, 8.5), (-10.0, 10.0)),
        ((61.0, 89.0), (60.0, 90.0)),
        ((1991.0, 2024.5), (1990.0, 2025.0)),
        ((7.0, 7.0), (7.0, 8.0)),
        ((-1e6, 1e6), (-1e6, 1e6)),
    ],
)
def test_the_plane_is_a_usual_one_or_a_close_one(places: tuple[float, float], plane: tuple[float, float]) -> None:
    assert own_points.domain(((places[0], places[0], 0.0), (places[0], places[1], 99.0))) == plane


def test_points_and_targets_come_in_their_order() -> None:
    points, targets = own_points.arrays(((1.0, 2.0, 3.0), (4.0, 5.0, 6.0)))
    np.testing.assert_array_equal(points, [[1.0, 2.0], [4.0, 5.0]])
    np.testing.assert_array_equal(targets, [[3.0], [6.0]])


def split(seed: int, targets: list[float], n_test: int) -> tuple[list[int], list[int]]:
    """The rows for testing, and those for training."""
    order = own_points.test_first(np.random.default_rng(seed), np.array(targets), n_test).tolist()
    return order[:n_test], order[n_test:]


@pytest.mark.parametrize(("n", "n_test"), [(1, 0), (2, 1), (100, 30), (100, 0)])
def test_every_point_is_used_once_and_each_part_keeps_its_order(n: int, n_test: int) -> None:
    tested, trained = split(1, [float(i % 3) for i in range(n)], n_test)
    assert sorted(tested + trained) == list(range(n))
    assert sorted(tested) == tested
    assert sorted(trained) == trained


def test_of_four_points_of_two_classes_each_part_has_one_of_each() -> None:
    for seed in range(50):
        tested, trained = split(seed, [0.0, 0.0, 1.0, 1.0], 2)
        assert [row // 2 for row in tested] == [row // 2 for row in trained] == [0, 1]


def test_every_class_has_its_share_in_both_parts() -> None:
    targets = [0.0] * 70 + [1.0] * 20 + [2.0] * 10
    for seed in range(20):
        tested, _trained = split(seed, targets, 30)
        assert [[targets[row] for row in tested].count(number) for number in (0.0, 1.0, 2.0)] == [21, 6, 3]


@pytest.mark.parametrize("n_test", range(18))
def test_every_class_keeps_a_point_to_learn_from_for_as_long_as_there_are_so_many(n_test: int) -> None:
    targets = [0.0] * 18 + [1.0, 3.0]
    for seed in range(10):
        _tested, trained = split(seed, targets, n_test)
        assert {targets[row] for row in trained} == {0.0, 1.0, 3.0}


def test_values_are_split_by_chance_alone() -> None:
    for seed in range(20):
        tested, _trained = split(seed, [0.0] * 200, 100)
        assert 30 <= sum(row < 100 for row in tested) <= 70
    assert split(1, [0.0] * 20, 10) != split(2, [0.0] * 20, 10)


def test_one_point_more_changes_the_part_of_few_others() -> None:
    for n in range(10, 60):
        targets = [float(i % 3 == 0) for i in range(n + 1)]
        before, after = (set(split(3, targets[:m], m // 2)[0]) for m in (n, n + 1))
        assert len((before ^ after) - {n}) <= 3
