"""Generators: each set is distributed as it says, the Playground's by its figures, and noise does what it should."""

from __future__ import annotations

import math

import numpy as np
import pytest

import nncore as nn
from nncore.arrays import Array

MANY = 40_000
SETS = [name for name, entry in nn.DATASETS.items() if not entry.fixed and name != "custom"]
CLASSES_IN_TURNS = ["circle", "gauss", "spiral", "moons", "rings", "three_blobs"]
MOVING = {"spiral": 1.0, "moons": 1.5}  # noise moves the points that are shown, at most so far


def draw(name: str, n: int = MANY, noise: float = 0.0, seed: int = 1) -> tuple[Array, Array, Array]:
    points, targets = nn.DATASETS[name].generate(np.random.default_rng(seed), n, noise)
    return points[:, 0], points[:, 1], targets[:, 0]


def is_uniform(values: Array, low: float, high: float) -> bool:
    """Whether every tenth of the range holds a tenth of the values, and the range all of them."""
    shares = np.histogram(values, bins=10, range=(low, high))[0] / len(values)
    return bool(np.isclose(shares, 0.1, atol=0.01).all())


@pytest.mark.parametrize(
    ("name", "answers"), [("xor_table", [0, 1, 1, 0]), ("and_table", [0, 0, 0, 1]), ("or_table", [0, 1, 1, 1])]
)
def test_a_truth_table_is_what_it_is_whatever_is_asked(name: str, answers: list[float]) -> None:
    x, y, t = draw(name, 100, noise=1.0)
    np.testing.assert_array_equal(np.column_stack([x, y]), [[0, 0], [0, 1], [1, 0], [1, 1]])
    np.testing.assert_array_equal(t, answers)


def test_the_articles_xor_gives_the_numbers_it_always_gave() -> None:
    points, targets = nn.DATASETS["xor"].generate(np.random.default_rng(1), 500, 0.3)
    np.testing.assert_array_equal(points[0], [0.5118216247002567, 0.9504636963259353])
    np.testing.assert_array_equal(points[2], [0.31183145201048545, 0.42332644897257565])
    assert targets[:12, 0].tolist() == [0, 1, 0, 1, 1, 0, 1, 0, 0, 0, 1, 1]
    assert targets.sum() == 255


def test_circle_has_a_disc_and_a_ring() -> None:
    x, y, t = draw("circle")
    radius = np.hypot(x, y)
    assert t.sum() == MANY / 2
    assert is_uniform(radius[t == 1], 0.0, 2.5)
    assert is_uniform(radius[t == 0], 3.5, 5.0)
    assert is_uniform(np.arctan2(x, y), -math.pi, math.pi)


# What moves in and out of radius 2.5, of 5 million points in the disc and as many in the ring.
@pytest.mark.parametrize(("noise", "from_disc", "from_ring"), [(0.2, 0.8869, 0.0017), (0.5, 0.6036, 0.0996)])
def test_circle_judges_the_moved_point(noise: float, from_disc: float, from_ring: float) -> None:
    x, y, t = draw("circle", noise=noise)
    in_disc = np.hypot(x, y) < 3
    assert t[in_disc].mean() == pytest.approx(from_disc, abs=0.01)
    assert t[~in_disc].mean() == pytest.approx(from_ring, abs=0.006)


def test_playground_xor_keeps_away_from_the_axes() -> None:
    x, y, t = draw("playground_xor")
    for values in (x, y):
        assert is_uniform(values[values > 0], 0.3, 5.3)
        assert is_uniform(-values[values < 0], 0.3, 5.3)
    np.testing.assert_array_equal(t, np.sign(x) == np.sign(y))


# A point at distance a from an axis changes sides with probability (5n − a) / 10n, if a < 5n; its mean over a from 0.3
# to 5.3 is p, and the label changes where one of two coordinates does: 2p(1 − p).
@pytest.mark.parametrize(("noise", "wrong"), [(0.5, 0.17486), (1.0, 0.34420)])
def test_playground_xor_judges_the_moved_point(noise: float, wrong: float) -> None:
    x, y, t = draw("playground_xor", noise=noise)
    assert (t != (x * y > 0)).mean() == pytest.approx(wrong, abs=0.008)


@pytest.mark.parametrize(("noise", "variance"), [(0.0, 0.5), (0.25, 2.25), (0.5, 4.0), (1.0, 7.5)])
def test_gauss_has_two_normal_clusters(noise: float, variance: float) -> None:
    x, y, t = draw("gauss", noise=noise)
    for label, center in ((1, 2.0), (0, -2.0)):
        cluster = np.column_stack([x, y])[t == label]
        assert len(cluster) == MANY / 2
        np.testing.assert_allclose(cluster.mean(axis=0), center, atol=0.06)
        np.testing.assert_allclose(np.cov(cluster.T), variance * np.eye(2), atol=0.04 * variance)
        # That of a normal distribution, and so of one from which nothing was cut off.
        np.testing.assert_allclose((((cluster - center) ** 4).mean(axis=0)) / variance**2, 3.0, atol=0.15)


def test_at_the_playgrounds_most_noise_one_point_in_twenty_of_gauss_leaves_the_plane() -> None:
    x, y, _t = draw("gauss", noise=0.5)
    assert (np.maximum(np.abs(x), np.abs(y)) > 6).mean() == pytest.approx(0.045, abs=0.005)
    assert np.abs(draw("gauss", 500)[:2]).max() < 6


def test_the_spirals_arms_are_evenly_spaced_and_opposite() -> None:
    x, y, t = draw("spiral", 500)
    arm, other = (np.column_stack([x, y])[t == label] for label in (1, 0))
    arm, other = (points[np.argsort(np.hypot(*points.T))] for points in (arm, other))
    np.testing.assert_allclose(other, -arm, atol=1e-12)
    np.testing.assert_allclose(np.hypot(*arm.T), np.arange(250) / 50, atol=1e-12)
    # Halfway out 7/8 of a turn, clockwise from straight up; a quarter of the way 7/16.
    np.testing.assert_allclose(arm[125], [-2.5 / math.sqrt(2), 2.5 / math.sqrt(2)], atol=1e-12)
    np.testing.assert_allclose(arm[100], [2 * math.sin(math.radians(252)), 2 * math.cos(math.radians(252))], atol=1e-12)
    turned = np.unwrap(np.arctan2(*arm[1:].T))
    assert (turned[-1] - turned[0]) / (2 * math.pi) == pytest.approx(1.75 * 248 / 250)


@pytest.mark.parametrize("name", CLASSES_IN_TURNS)
@pytest.mark.parametrize("n", [4, 5, 7, 100, 501])
def test_classes_are_equally_large_and_mixed(name: str, n: int) -> None:
    _x, _y, t = draw(name, n)
    sizes = np.bincount(t.astype(int))
    assert sizes.max() - sizes.min() <= 1
    if n >= 100:
        assert abs(t[: n // 2].mean() - t.mean()) < 0.2
        assert (t[1:] != t[:-1]).mean() > 0.3


def test_moons_reach_into_each_other() -> None:
    x, y, t = draw("moons")
    radius_of_upper, radius_of_lower = np.hypot(x + 1.5, y + 0.75), np.hypot(x - 1.5, y - 0.75)
    np.testing.assert_allclose(np.where(t == 0, radius_of_upper, radius_of_lower), 3.0)
    assert y[t == 0].min() == pytest.approx(-0.75, abs=0.01)
    assert y[t == 1].max() == pytest.approx(0.75, abs=0.01)
    upper, lower = (np.column_stack([x, y])[t == label][:1000] for label in (0, 1))
    gap = np.hypot(*(upper[:, None] - lower).transpose(2, 0, 1)).min()
    assert gap == pytest.approx(1.5, abs=0.01)
    assert (x.min(), x.max()) == pytest.approx((-4.5, 4.5), abs=0.01)


def test_a_checkerboard_has_four_by_four_fields_in_turns() -> None:
    x, y, t = draw("checkerboard")
    assert is_uniform(x, -6, 6)
    assert is_uniform(y, -6, 6)
    board = [[t[(x // 3 == column) & (y // 3 == row)] for column in range(-2, 2)] for row in range(-2, 2)]
    assert [[set(field) for field in row] for row in board] == [[{0.0}, {1.0}] * 2, [{1.0}, {0.0}] * 2] * 2


def test_rings_lie_around_each_other() -> None:
    x, y, t = draw("rings")
    radius = np.hypot(x, y)
    assert is_uniform(radius[t == 0], 2.5, 3.5)
    assert is_uniform(radius[(t == 1) & (radius < 3)], 0.5, 1.5)
    assert is_uniform(radius[(t == 1) & (radius > 3)], 4.5, 5.5)
    assert ((t == 1) & (radius < 3)).mean() == pytest.approx(0.25)


# A coordinate moves to a neighbouring field with probability n/2, and the field's colour changes where one of two does.
@pytest.mark.parametrize(("noise", "wrong"), [(0.2, 0.18), (1.0, 0.5)])
def test_noise_mixes_the_colours_of_a_checkerboard(noise: float, wrong: float) -> None:
    clean, noisy = draw("checkerboard"), draw("checkerboard", noise=noise)
    assert (clean[2] != noisy[2]).mean() == pytest.approx(wrong, abs=0.01)


def test_noise_mixes_rings_once_it_bridges_the_gaps() -> None:
    clean, slight, heavy = (draw("rings", noise=noise)[2] for noise in (0.0, 0.1, 0.5))
    assert (clean == slight).all()
    assert 0.1 < (clean != heavy).mean() < 0.3


@pytest.mark.parametrize(("noise", "deviation"), [(0.0, 0.6), (0.2, 0.8)])
def test_three_blobs_stand_around_the_centre(noise: float, deviation: float) -> None:
    x, y, t = draw("three_blobs", noise=noise)
    for label, center in enumerate([(0.0, 3.0), (2.598, -1.5), (-2.598, -1.5)]):
        cluster = np.column_stack([x, y])[t == label]
        np.testing.assert_allclose(cluster.mean(axis=0), center, atol=0.03)
        np.testing.assert_allclose(cluster.std(axis=0), deviation, rtol=0.03)


# The target's noise is that of two coordinates: a standard deviation of 6n · √(2/3) / 10.
@pytest.mark.parametrize(("noise", "deviation"), [(0.0, 0.0), (0.5, 0.24495), (1.0, 0.48990)])
def test_plane_rises_by_a_tenth_of_a_unit(noise: float, deviation: float) -> None:
    x, y, t = draw("plane", noise=noise)
    assert is_uniform(x, -6, 6)
    assert is_uniform(y, -6, 6)
    away = t - 0.1 * x - 0.1 * y
    assert away.mean() == pytest.approx(0.0, abs=0.01)
    assert away.std() == pytest.approx(deviation, rel=0.02, abs=1e-12)


def test_multi_gauss_has_six_cones() -> None:
    x, y, t = draw("multi_gauss")
    assert is_uniform(x, -6, 6)
    assert is_uniform(y, -6, 6)
    tops = [(-4, 2.5, 1), (0, 2.5, -1), (4, 2.5, 1), (-4, -2.5, -1), (0, -2.5, 1), (4, -2.5, -1)]
    for top_x, top_y, sign in tops:
        distance = np.hypot(x - top_x, y - top_y)
        assert (sign * t[distance < 0.2] > 0.9).all()
        halfway = t[np.abs(distance - 1) < 0.01]
        np.testing.assert_allclose(halfway, sign * 0.5, atol=0.005)
        assert (sign * t[distance < 2] > 0).all()
    # Six discs of radius 2 and the cones above them, over 12 · 12.
    assert (t != 0).mean() == pytest.approx(0.5236, abs=0.01)
    assert np.abs(t).mean() == pytest.approx(0.17453, abs=0.005)


def test_multi_gauss_judges_the_moved_point() -> None:
    # Moved by at most 0.6 along each axis, on slopes of one half.
    away = draw("multi_gauss", noise=0.1)[2] - draw("multi_gauss")[2]
    assert 0.05 < np.abs(away).mean() < 0.1
    assert 0.35 < np.abs(away).max() < 0.4243


@pytest.mark.parametrize("name", sorted(set(SETS) - {*MOVING, "gauss", "three_blobs"}))
def test_noise_that_moves_the_judged_point_leaves_the_points_where_they_are(name: str) -> None:
    clean, noisy = draw(name, 300), draw(name, 300, noise=0.7)
    np.testing.assert_array_equal(clean[:2], noisy[:2])
    assert (clean[2] != noisy[2]).any()


@pytest.mark.parametrize(("name", "reach"), MOVING.items())
def test_noise_that_moves_the_points_moves_them_evenly_so_far(name: str, reach: float) -> None:
    clean, slight, heavy = (np.array(draw(name, noise=noise)) for noise in (0.0, 0.3, 0.9))
    for away, noise in ((slight - clean, 0.3), (heavy - clean, 0.9)):
        assert is_uniform(away[0], -reach * noise, reach * noise)
        assert is_uniform(away[1], -reach * noise, reach * noise)
        assert not away[2].any()
    np.testing.assert_allclose((heavy - clean)[:2], 3 * (slight - clean)[:2], atol=1e-12)


@pytest.mark.parametrize("name", sorted(set(nn.DATASETS) - {"gauss"}))
@pytest.mark.parametrize("noise", [0.0, 1.0])
def test_points_stay_in_the_plane_that_is_shown(name: str, noise: float) -> None:
    low, high = nn.DATASETS[name].domain
    x, y, _t = draw(name, 5000, noise)
    assert low <= min(x.min(), y.min())
    assert max(x.max(), y.max()) <= high
