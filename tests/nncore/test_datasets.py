"""Data sets: what is drawn, how it is split, and that a seed is a seed."""

from __future__ import annotations

import numpy as np
import pytest

import nncore as nn
from nncore import datasets


def test_the_truth_table_has_its_four_rows_all_for_training() -> None:
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


def test_the_same_seed_gives_the_same_points_and_another_gives_others() -> None:
    one, same, other = (datasets.make(nn.DataSpec("xor", noise=0.3, seed=seed)) for seed in (4, 4, 5))
    np.testing.assert_array_equal(one.train_points, same.train_points)
    np.testing.assert_array_equal(one.test_targets, same.test_targets)
    assert (one.train_points != other.train_points).any()


def test_training_and_test_points_are_not_the_same_ones() -> None:
    made = datasets.make(nn.DataSpec("xor", observations=1000))
    assert not set(made.train_points[:, 0]) & set(made.test_points[:, 0])


def test_observations_cannot_be_written_to() -> None:
    made = datasets.make(nn.DataSpec("xor"))
    for array in (made.train_points, made.train_targets, made.test_points, made.test_targets):
        with pytest.raises(ValueError, match="read-only"):
            array[0, 0] = 3.0
