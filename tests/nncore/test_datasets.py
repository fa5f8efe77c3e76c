"""Data sets: the table, what a spec gives, how it is split, own points and formulas, and that a seed is a seed."""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import nncore as nn
from nncore import datasets

POINTS = ((0.0, 10.0, 2.0), (5.0, 3.0, 0.0), (1.0, 1.0, 1.0), (2.0, 4.0, 1.0))


def parts(made: nn.Observations) -> list[Any]:
    return [made.train_points, made.train_targets, made.test_points, made.test_targets]


@pytest.mark.parametrize("entry", nn.DATASETS.values(), ids=nn.DATASETS)
def test_an_entry_tells_what_a_learner_needs(entry: nn.Dataset) -> None:
    points, targets = entry.generate(np.random.default_rng(1), entry.default, 0.0)
    assert len(points) == entry.default
    assert entry.about.endswith((".", "?"))
    assert entry.formula
    assert entry.latex.isascii()
    assert entry.latex.count("{") == entry.latex.count("}")
    assert ("n:" in entry.formula) == (not entry.fixed and entry.name not in ("xor", "custom"))
    if entry.classes:
        assert set(targets[:, 0]) == set(range(entry.classes))
        assert entry.target_range == (0.0, entry.classes - 1.0)


def test_every_set_that_is_promised_is_there() -> None:
    promised = (
        "xor xor_table and_table or_table circle gauss spiral moons checkerboard rings three_blobs plane multi_gauss"
    )
    assert {*promised.split(), "custom", "formula", "playground_xor"} == set(nn.DATASETS)


def test_a_truth_table_has_its_four_rows_all_for_training() -> None:
    made = datasets.make(nn.DataSpec("xor_table", observations=100, noise=0.5, test_fraction=0.5))
    np.testing.assert_array_equal(made.train_points, [[0, 0], [0, 1], [1, 0], [1, 1]])
    np.testing.assert_array_equal(made.train_targets, [[0], [1], [1], [0]])
    assert made.test_points.shape == (0, 2)
    assert made.test_targets.shape == (0, 1)


def test_xor_fills_the_square_and_its_quarters_alternate() -> None:
    made = datasets.make(nn.DataSpec("xor", observations=20_000, test_fraction=0.0))
    x, y = made.train_points.T
    assert 0.0 <= made.train_points.min() < 0.001
    assert 0.999 < made.train_points.max() < 1.0
    np.testing.assert_allclose(made.train_points.mean(axis=0), [0.5, 0.5], atol=0.01)
    for left in (False, True):
        for low in (False, True):
            quarter = ((x < 0.5) == left) & ((y < 0.5) == low)
            assert quarter.mean() == pytest.approx(0.25, abs=0.01)
            assert (made.train_targets[quarter] == (left != low)).all()


@pytest.mark.parametrize(("noise", "wrong"), [(0.0, 0.0), (0.2, 0.095), (1.0, 0.375)])
def test_noise_mislabels_the_share_it_should(noise: float, wrong: float) -> None:
    # The point that is judged moves by U(−n/2, n/2) per axis: a coordinate changes sides with probability n/4, the
    # label where one of the two does and the other does not, 2 · n/4 · (1 − n/4).
    made = datasets.make(nn.DataSpec("xor", observations=50_000, noise=noise, test_fraction=0.0))
    x, y = made.train_points.T
    mislabelled = made.train_targets[:, 0] != ((x < 0.5) != (y < 0.5))
    assert mislabelled.mean() == pytest.approx(wrong, abs=0.008)


@pytest.mark.parametrize(
    ("observations", "share", "train", "test"),
    [(500, 0.5, 250, 250), (10, 0.25, 8, 2), (7, 0.0, 7, 0), (4, 0.9, 1, 3), (100_000, 0.9, 10_000, 90_000)],
)
def test_the_share_kept_for_testing(observations: int, share: float, train: int, test: int) -> None:
    made = datasets.make(nn.DataSpec("xor", observations=observations, test_fraction=share))
    assert made.train_points.shape == (train, 2)
    assert made.train_targets.shape == (train, 1)
    assert made.test_points.shape == (test, 2)
    assert made.test_targets.shape == (test, 1)


@pytest.mark.parametrize("name", ["xor", "spiral", "three_blobs", "formula"])
def test_the_same_seed_gives_the_same_points_and_another_gives_others(name: str) -> None:
    one, same, other = (parts(datasets.make(nn.DataSpec(name, noise=0.3, seed=seed))) for seed in (4, 4, 5))
    for a, b in zip(one, same, strict=True):
        np.testing.assert_array_equal(a, b)
    assert (one[0] != other[0]).any()


def test_training_and_test_points_are_not_the_same_ones() -> None:
    made = datasets.make(nn.DataSpec("xor", observations=1000))
    assert not set(made.train_points[:, 0]) & set(made.test_points[:, 0])


@pytest.mark.parametrize("name", ["xor", "custom"])
def test_observations_cannot_be_written_to(name: str) -> None:
    for array in parts(datasets.make(nn.DataSpec(name))):
        with pytest.raises(ValueError, match="read-only"):
            array[0, 0] = 3.0


@given(
    name=st.sampled_from(sorted(nn.DATASETS)),
    seed=st.integers(0, 2**32 - 1),
    n=st.integers(4, 1000),
    noise=st.floats(0, 1),
    share=st.floats(0, 0.9),
)
def test_whatever_is_asked_the_observations_are_fit_to_train_on(
    name: str, seed: int, n: int, noise: float, share: float
) -> None:
    spec = nn.DataSpec(name, n, noise, share, seed)
    made = datasets.make(spec)
    count = len(made.train_points) + len(made.test_points)
    assert count == (n if not nn.DATASETS[name].fixed and name != "custom" else nn.DATASETS[name].default)
    assert len(made.train_points) >= 1
    for points, targets in ((made.train_points, made.train_targets), (made.test_points, made.test_targets)):
        assert points.shape == (len(targets), 2)
        assert targets.shape == (len(points), 1)
        assert points.dtype == targets.dtype == np.float64
        assert points.flags.c_contiguous
        assert targets.flags.c_contiguous
        assert np.isfinite(points).all()
        assert np.isfinite(targets).all()
        if datasets.classes(spec):
            assert set(targets[:, 0]) <= set(range(datasets.classes(spec)))
    for one, again in zip(parts(made), parts(datasets.make(spec)), strict=True):
        np.testing.assert_array_equal(one, again)


def test_own_points_are_used_as_they_are_whatever_number_and_noise_are_asked() -> None:
    made = datasets.make(nn.DataSpec("custom", 100, 0.5, 0.0, points=POINTS, classes=3))
    np.testing.assert_array_equal(np.hstack([made.train_points, made.train_targets]), POINTS)


def test_a_sorted_table_of_own_points_gives_both_classes_to_both_parts() -> None:
    points = tuple((float(i), 0.0, float(i >= 50)) for i in range(100))
    for seed in range(10):
        made = datasets.make(nn.DataSpec("custom", test_fraction=0.3, seed=seed, points=points))
        assert sorted([*made.train_points[:, 0], *made.test_points[:, 0]]) == list(range(100))
        assert len(made.test_points) == 30
        assert set(made.train_targets[:, 0]) == set(made.test_targets[:, 0]) == {0.0, 1.0}


def test_own_points_of_few_rows_give_every_class_to_both_parts() -> None:
    points = ((0.0, 0.0, 0.0), (0.1, 0.0, 0.0), (1.0, 1.0, 1.0), (1.0, 0.9, 1.0))
    for seed in range(20):
        made = datasets.make(nn.DataSpec("custom", test_fraction=0.5, seed=seed, points=points))
        assert made.train_targets[:, 0].tolist() == made.test_targets[:, 0].tolist() == [0.0, 1.0]


@pytest.mark.parametrize("classes", [0, 3])
def test_as_many_own_points_are_for_training_as_before_whatever_their_classes(classes: int) -> None:
    """Files hold the order of the training: other counts would make them useless."""
    for n, share, trained in ((1, 0.5, 1), (3, 0.5, 1), (5, 0.5, 3), (7, 0.3, 5), (10, 0.25, 8), (40, 0.9, 4)):
        points = tuple((float(i), 0.0, float(i % 3)) for i in range(n))
        made = datasets.make(nn.DataSpec("custom", test_fraction=share, points=points, classes=classes))
        assert len(made.train_points) == trained


def test_the_order_of_own_points_says_which_are_for_testing() -> None:
    points = tuple((float(i), 0.0, float(i % 2)) for i in range(20))
    spec = nn.DataSpec("custom", test_fraction=0.3, points=points)
    made = datasets.make(spec)
    assert datasets.own_order(spec).tolist() == [*made.test_points[:, 0], *made.train_points[:, 0]]


def test_one_own_point_is_enough() -> None:
    made = datasets.make(nn.DataSpec("custom", points=POINTS[:1], classes=0))
    assert [len(part) for part in parts(made)] == [1, 1, 0, 0]


def test_a_formula_judges_points_of_the_square_from_minus_one_to_one() -> None:
    made = datasets.make(nn.DataSpec("formula", 5000, test_fraction=0.0, formula="x² − 2·y", classes=0))
    x, y = made.train_points.T
    np.testing.assert_allclose(made.train_targets[:, 0], x * x - 2 * y)
    assert -1 <= made.train_points.min() < -0.999
    assert 0.999 < made.train_points.max() <= 1


def test_a_formulas_values_are_rounded_down_to_classes_and_kept_within() -> None:
    made = datasets.make(nn.DataSpec("formula", 2000, test_fraction=0.0, formula="3*x + 0.5", classes=3))
    x, t = made.train_points[:, 0], made.train_targets[:, 0]
    assert (t[x < 1 / 6] == 0).all()
    assert (t[(x > 1 / 6) & (x < 1 / 2)] == 1).all()
    assert (t[x > 1 / 2] == 2).all()


def test_noise_moves_the_point_that_a_formula_judges() -> None:
    clean, noisy = (
        datasets.make(nn.DataSpec("formula", 5000, noise, 0.0, formula="x", classes=0)) for noise in (0.0, 0.5)
    )
    np.testing.assert_array_equal(clean.train_points, noisy.train_points)
    away = noisy.train_targets - clean.train_targets
    assert 0.49 < np.abs(away).max() <= 0.5
    assert away.std() == pytest.approx(0.2887, rel=0.03)


@pytest.mark.parametrize(
    ("name", "own", "classes", "plane", "shown"),
    [
        ("xor", {}, 2, (0.0, 1.0), (0.0, 1.0)),
        ("xor", {"classes": 5, "points": POINTS, "formula": "x"}, 2, (0.0, 1.0), (0.0, 1.0)),
        ("three_blobs", {}, 3, (-6.0, 6.0), (0.0, 2.0)),
        ("plane", {}, 0, (-6.0, 6.0), (-1.0, 1.0)),
        ("custom", {"points": POINTS, "classes": 3}, 3, (0.0, 10.0), (0.0, 2.0)),
        ("custom", {"points": POINTS, "classes": 0}, 0, (0.0, 10.0), (0.0, 2.0)),
        ("custom", {"points": ((1.0, 1.0, 7.0),), "classes": 0}, 0, (0.0, 1.0), (6.5, 7.5)),
        ("formula", {"formula": "x", "classes": 4}, 4, (-1.0, 1.0), (0.0, 3.0)),
        ("formula", {"formula": "3", "classes": 0}, 0, (-1.0, 1.0), (2.5, 3.5)),
    ],
)
def test_classes_plane_and_range_of_a_spec(name: str, own: Any, classes: int, plane: Any, shown: Any) -> None:
    spec = nn.DataSpec(name, **own)
    assert datasets.classes(spec) == classes
    assert datasets.domain(spec) == pytest.approx(plane)
    assert datasets.target_range(spec) == pytest.approx(shown)


def test_a_formulas_range_is_that_of_its_observations() -> None:
    spec = nn.DataSpec("formula", 5000, formula="10*x*y", classes=0)
    targets = np.concatenate([datasets.make(spec).train_targets, datasets.make(spec).test_targets])
    assert datasets.target_range(spec) == (targets.min(), targets.max())


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"classes": 1}, "classes must be 0, for values, or between 2 and 6, got 1"),
        ({"classes": 7}, "classes must be "),
        ({"formula": "x +"}, "formula must be a formula in x and y (it is not complete), got 'x +'"),
        ({"points": [(1, 2)]}, "points[0] must be three numbers: x, y and the target, got (1, 2)"),
        ({"dataset": "custom", "points": ()}, "points must be at least one point, for the data set custom, got []"),
        (
            {"dataset": "custom", "points": POINTS, "classes": 2},
            "points[0] must be x, y and a class: a whole number between 0 and 1, got (0.0, 10.0, 2.0)",
        ),
        (
            {"dataset": "custom", "points": [(0, 0, 0), (0, 0, 0.5)]},
            "points[1] must be x, y and a class: a whole number between 0 and 1, got (0.0, 0.0, 0.5)",
        ),
        ({"dataset": "custom", "points": [(0, 0, -1)]}, "points[0] must be x, y and a class: "),
        (
            {"dataset": "formula", "formula": "log(x - 3)"},
            "formula must be between ±1,000,000 at every observation (at the point (",
        ),
        (
            {"dataset": "formula", "formula": "exp(99 + x)", "classes": 0},
            "formula must be between ±1,000,000 at every observation (at the point (",
        ),
    ],
)
def test_own_data_that_cannot_be_learned_are_refused(values: Any, message: str) -> None:
    with pytest.raises(nn.SpecError) as refusal:
        nn.DataSpec(**values)
    assert str(refusal.value).startswith(message)


def test_what_another_set_would_refuse_is_kept_for_the_next() -> None:
    spec = nn.DataSpec("circle", points=POINTS, classes=2, formula="log(x)")
    assert spec.points == POINTS
    assert dataclasses.replace(spec, dataset="custom", classes=3).points == POINTS
