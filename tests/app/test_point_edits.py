"""Own points under a brush: plain values in, plain values out."""

from __future__ import annotations

import numpy as np
import pytest

from app.windows.point_edits import plotted, points_of, with_places, without_near
from nncore import DataSpec, datasets

THREE = ((0.0, 0.0, 0.0), (1.0, 0.0, 1.0), (0.0, 2.0, 1.0))


def test_own_points_are_taken_as_they_are() -> None:
    assert points_of(DataSpec(dataset="custom", points=THREE, classes=2)) == THREE


def test_any_other_data_become_points_with_the_classes_as_targets() -> None:
    data = DataSpec(dataset="three_blobs", observations=60, test_fraction=0.25)
    points = points_of(data)
    made = datasets.make(data)
    assert len(points) == 60
    assert points[0][:2] == tuple(made.train_points[0])
    assert points[-1] == (*made.test_points[-1], made.test_targets[-1, 0])
    assert {target for _, _, target in points} == {0.0, 1.0, 2.0}


def test_values_stay_values() -> None:
    targets = [target for _, _, target in points_of(DataSpec(dataset="plane", observations=50))]
    assert min(targets) < -0.5
    assert len(set(targets)) > 40


def test_new_points_are_added_at_the_end_as_far_as_there_is_room() -> None:
    places = [(0.5, 0.5), (0.25, 0.75)]
    assert with_places(THREE, places, 1.0, most=10) == (*THREE, (0.5, 0.5, 1.0), (0.25, 0.75, 1.0))
    assert with_places(THREE, places, 1.0, most=4) == (*THREE, (0.5, 0.5, 1.0))
    assert with_places(THREE, places, 1.0, most=2) == THREE


@pytest.mark.parametrize(
    ("x", "y", "reach", "left"),
    [
        (0.1, 0.0, 0.2, THREE[1:]),
        (0.0, 1.0, 1.0, THREE[1:2]),
        (5.0, 5.0, 1.0, THREE),
        (0.0, 0.0, 9.0, ()),
    ],
)
def test_points_within_reach_are_taken_away(x: float, y: float, reach: float, left: tuple[object, ...]) -> None:
    assert without_near(THREE, x, y, reach) == left


def test_from_no_points_none_are_taken() -> None:
    assert without_near((), 0.0, 0.0, 1.0) == ()


def test_a_draft_shows_what_the_training_will_have() -> None:
    data = DataSpec(dataset="xor", test_fraction=0.5, seed=4)
    points = tuple((float(i), 0.0, float(i % 2)) for i in range(20))
    draft = plotted(data, points, 2)
    answer = datasets.make(DataSpec(dataset="custom", points=points, classes=2, test_fraction=0.5, seed=4))
    assert np.array_equal(draft.observations.train_points, answer.train_points)
    assert np.array_equal(draft.observations.test_targets, answer.test_targets)
    assert (draft.ends, draft.classes, draft.own) == ((0.0, 1.0), 0, True)


def test_a_draft_of_several_classes_has_their_colours_and_one_of_values_their_range() -> None:
    points = ((0.0, 0.0, 3.0), (1.0, 1.0, -2.0))
    assert plotted(DataSpec(), points, 0).ends == (-2.0, 3.0)
    assert plotted(DataSpec(), ((0.0, 0.0, 3.0), (1.0, 1.0, 2.0)), 4).classes == 4


def test_a_draft_may_have_no_points_at_all() -> None:
    draft = plotted(DataSpec(), (), 2)
    assert len(draft.training((0.0, 1.0))[0]) == len(draft.testing((0.0, 1.0))[0]) == 0
