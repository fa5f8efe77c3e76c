"""Numbers behind the pictures: words, axes, the camera, the mesh, the square of the map."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QVector3D

from app.views import axes, mesh
from app.views.camera import Camera
from app.views.plane import Plane
from app.views.text import fixed, lone_tick, plain, ticks

UNIT = Plane(QRectF(100, 50, 200, 200), 0.0, 1.0)


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        (1.0, 2, "1.00"),
        (-1.23456, 4, "−1.2346"),
        (-0.00001, 2, "0.00"),
        (float("nan"), 3, "–"),
        (float("inf"), 3, "–"),
        (-2.5e7, 4, "−25000000"),
        (1e30, 4, "1e30"),
    ],
)
def test_fixed_numbers(value: float, digits: int, text: str) -> None:
    assert fixed(value, digits) == text


@pytest.mark.parametrize(("value", "text"), [(0.25, "0.25"), (-6.0, "−6"), (1e-6, "1e−6"), (0.1 + 0.2, "0.3")])
def test_numbers_of_an_axis(value: float, text: str) -> None:
    assert plain(value) == text


@pytest.mark.parametrize(
    ("value", "limit"), [(0.69, 0.8), (1.0, 1.0), (1.01, 1.25), (128.0, 160.0), (0.0421, 0.05), (9.9e-7, 1e-6)]
)
def test_the_upper_limit_of_an_axis_is_round(value: float, limit: float) -> None:
    assert axes.upper_limit(value) == pytest.approx(limit)


@given(st.floats(1e-12, 1e12))
def test_the_upper_limit_leaves_no_more_than_a_fifth_empty(value: float) -> None:
    assert value * (1 - 1e-8) <= axes.upper_limit(value) <= 1.29 * value


def test_a_growing_value_seldom_changes_the_limit() -> None:
    assert len({axes.upper_limit(float(epoch)) for epoch in range(1, 1001)}) == 28


@pytest.mark.parametrize(
    ("high", "most", "expected"),
    [
        (0.8, 4, [0, 0.2, 0.4, 0.6, 0.8]),
        (160.0, 8, [0, 20, 40, 60, 80, 100, 120, 140, 160]),
        (1.0, 0, [0, 1]),
        (0.05, 3, [0, 0.02, 0.04]),
    ],
)
def test_ticks_are_round_and_few(high: float, most: int, expected: list[float]) -> None:
    assert axes.ticks(high, most) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("low", "high", "most", "expected"),
    [
        (0.01, 0.8, 9, [0.01, 0.02, 0.05, 0.1, 0.2, 0.5]),
        (0.01, 0.8, 3, [0.01, 0.1]),
        (1e-9, 1.0, 5, [1e-9, 1e-7, 1e-5, 1e-3, 1e-1]),
        (0.1, 1.0, 0, [0.1]),
    ],
)
def test_logarithmic_ticks(low: float, high: float, most: int, expected: list[float]) -> None:
    assert axes.log_ticks(low, high, most) == pytest.approx(expected)


@pytest.mark.parametrize(("value", "decade"), [(0.02, 0.01), (0.01, 0.01), (0.999, 0.1), (5e-8, 1e-8)])
def test_the_decade_below(value: float, decade: float) -> None:
    assert axes.decade_below(value) == pytest.approx(decade)


def test_the_camera_stands_where_x_runs_to_the_front_and_y_to_the_right() -> None:
    camera = Camera()

    def seen(x: float, y: float, z: float) -> QPointF:
        return camera.project(QVector3D(x, y, z), 400, 300)

    assert seen(0, 0, 0).x() < seen(1, 0, 0).x() < seen(1, 1, 0).x()
    assert seen(1, 0, 0).y() > seen(0, 0, 0).y() > seen(0, 1, 0).y()
    assert seen(0.5, 0.5, 1).y() < seen(0.5, 0.5, 0).y()
    assert camera.near_sides == (1.0, 0.0)


@given(st.floats(-720, 720), st.floats(-200, 200), st.sampled_from([(400, 300), (160, 400), (900, 200), (161, 120)]))
def test_no_corner_of_the_box_is_cut_off(right: float, up: float, size: tuple[int, int]) -> None:
    camera = Camera()
    camera.orbit(right, up)
    for x in (0, 1):
        for y in (0, 1):
            for z in (0, 1):
                place = camera.project(QVector3D(x, y, z), *size)
                assert -1 <= place.x() <= size[0] + 1
                assert -1 <= place.y() <= size[1] + 1


def test_the_camera_goes_neither_below_the_floor_nor_over_the_top() -> None:
    camera = Camera()
    camera.orbit(0, -1000)
    assert camera.elevation > 0
    camera.orbit(0, 1000)
    assert camera.elevation == 90


def test_zoom_has_limits_and_reset_undoes_everything() -> None:
    camera = Camera()
    start = (camera.azimuth, camera.elevation, camera.zoom)
    camera.zoom_by(1e9)
    assert camera.zoom == 4
    camera.zoom_by(1e-9)
    assert camera.zoom == 0.5
    camera.orbit(100, 20)
    camera.reset()
    assert (camera.azimuth, camera.elevation, camera.zoom) == start


def test_heights_put_x_first_and_stay_within_reach_of_the_box() -> None:
    field = np.array([[0.0, 5.0, np.inf], [-5.0, 0.5, -np.inf], [1.0, np.nan, 0.25]])
    expected = [[0.0, -0.1, 1.0], [1.1, 0.5, 0.0], [1.1, -0.1, 0.25]]
    assert mesh.heights(field) == pytest.approx(np.array(expected))


def test_light_leaves_level_ground_alone_and_is_brighter_towards_the_lamp() -> None:
    assert mesh.light(np.full((5, 5), 0.7, dtype=np.float32)) == pytest.approx(np.ones((5, 5)))
    rising_in_y = np.tile(np.linspace(0, 1, 5, dtype=np.float32), (5, 1))
    assert mesh.light(rising_in_y).mean() > mesh.light(rising_in_y[:, ::-1].copy()).mean()


def test_shading_darkens_colours_and_keeps_them_opaque() -> None:
    cliff = np.zeros((4, 4), dtype=np.float32)
    cliff[2:] = 1.0
    shaded = mesh.shaded(np.full((4, 4, 4), 200, dtype=np.uint8), cliff)
    assert shaded[0, 0].tolist() == [200, 200, 200, 255]
    assert (shaded[1, :, :3] < 200).all()
    assert (shaded[..., 3] == 255).all()


def test_lines_of_a_small_grid_join_all_neighbours() -> None:
    pairs = {tuple(pair) for pair in mesh.line_ends(2).reshape(-1, 2).tolist()}
    assert pairs == {(0, 1), (2, 3), (0, 2), (1, 3)}


@pytest.mark.parametrize("points", [20, 100, 200])
def test_lines_of_a_fine_grid_are_thinned_but_keep_the_border(points: int) -> None:
    ends = mesh.line_ends(points)
    lines, corners = min(points, 26), min(points, 51)
    assert len(ends) == 2 * 2 * lines * (corners - 1)
    assert {0, points - 1, points * (points - 1), points * points - 1} <= set(ends.tolist())


def test_grid_points_count_y_fastest() -> None:
    assert mesh.grid_points(2).tolist() == [[0, 0, 0], [0, 1, 0], [1, 0, 0], [1, 1, 0]]


def test_the_plane_is_a_square_inside_its_room() -> None:
    for room in (QRectF(0, 0, 320, 300), QRectF(0, 0, 900, 300), QRectF(0, 0, 180, 600)):
        square = Plane.within(room, (0.0, 1.0)).square
        assert square.width() == square.height()
        assert room.contains(square)


@given(st.floats(-6, 6), st.floats(-6, 6), st.floats(40, 900))
def test_a_point_of_the_data_is_found_again_under_its_pixel(x: float, y: float, side: float) -> None:
    plane = Plane(QRectF(17, 3, side, side), -6.0, 6.0)
    assert plane.point_at(plane.place(x, y)) == pytest.approx((x, y), abs=1e-9)


COEFFICIENT = st.floats(-3, 3)


@given(st.integers(2, 12), st.tuples(COEFFICIENT, COEFFICIENT, COEFFICIENT), st.floats(0, 1), st.floats(0, 1))
def test_what_is_bilinear_is_read_exactly_between_grid_points(
    points: int, coefficients: tuple[float, float, float], x: float, y: float
) -> None:
    a, b, c = coefficients
    line = np.linspace(0.0, 1.0, points)
    field = a * line[np.newaxis] + b * line[:, np.newaxis] + c * line[np.newaxis] * line[:, np.newaxis]
    assert UNIT.value_at(field, x, y) == pytest.approx(a * x + b * y + c * x * y, abs=1e-9)


@pytest.mark.parametrize(("side", "radius"), [(20, 2.2), (260, 3.302), (2000, 5.0)])
def test_dots_grow_with_the_plane_within_limits(side: float, radius: float) -> None:
    assert Plane(QRectF(0, 0, side, side), 0.0, 1.0).dot_radius == pytest.approx(radius)


def test_y_runs_upwards_on_the_plane() -> None:
    assert UNIT.place(0.0, 0.0) == QPointF(100, 250)
    assert UNIT.place(1.0, 0.25) == QPointF(300, 200)
    assert UNIT.point_at(QPointF(150, 100)) == pytest.approx((0.25, 0.75))


def test_the_value_between_grid_points_is_interpolated() -> None:
    field = np.array([[0.0, 1.0, 2.0], [3.0, 4.0, 5.0], [6.0, 7.0, 8.0]])
    assert UNIT.value_at(field, 1.0, 0.0) == 2.0
    assert UNIT.value_at(field, 0.5, 1.0) == 7.0
    assert UNIT.value_at(field, 0.25, 0.25) == pytest.approx(2.0)
    assert UNIT.value_at(field, 1.2, -0.1) == 2.0


def test_the_nearest_point_and_its_distance_in_pixels() -> None:
    points = np.array([[0.0, 0.0], [0.5, 0.5]])
    distance, index = UNIT.nearest(points, QPointF(200, 160))
    assert index == 1
    assert distance == pytest.approx(10.0)


def test_the_axes_of_the_plane_have_few_labels_and_a_name() -> None:
    below = UNIT.labels_below()
    assert [text for text, _ in below] == ["0", "0.25", "0.5", "0.75", "1"]
    assert below[1][1].x() == pytest.approx(100 + 0.25 * 200)
    small = Plane(QRectF(0, 0, 100, 100), -6.0, 6.0)
    assert [text for text, _ in small.labels_beside()] == ["−6", "0", "6"]
    assert small.labels_beside()[0][1].y() == pytest.approx(100.0)


@pytest.mark.parametrize(
    ("values", "written"),
    [
        ([0.0, 0.5, 1.0], ["0.0", "0.5", "1.0"]),
        ([0.0, 0.25, 1.0], ["0.00", "0.25", "1.00"]),
        ([0.0, 500.0, 1000.0], ["0", "500", "1\u202f000"]),
        ([0.0, 25000.0, 1e6], ["0", "25\u202f000", "1\u202f000\u202f000"]),
        ([0.0, 2e-9, 4e-9], ["0", "2e−9", "4e−9"]),
        ([0.0, 2.5e300], ["0", "2.5e300"]),
        ([0.0, 1e7, 2e7], ["0", "1e7", "2e7"]),
        ([-0.5, 0.0], ["−0.5", "0.0"]),
        ([], []),
    ],
)
def test_all_numbers_of_an_axis_are_written_alike(values: list[float], written: list[str]) -> None:
    assert ticks(values) == written


def test_numbers_of_a_logarithmic_axis_have_the_decimals_they_need() -> None:
    assert [lone_tick(value) for value in (1e-6, 0.001, 0.1, 1.0, 1000.0)] == [
        "1e−6",
        "0.001",
        "0.1",
        "1",
        "1\u202f000",
    ]
