"""The 3D surface, looked at: what OpenGL really draws."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.theme import DARK, LIGHT, Theme
from app.views.canvas import Canvas
from app.views.colors import SCALE_NAMES, make_scale
from app.views.offscreen import Offscreen
from app.views.surface import make_surface
from app.views.surface_gl import SurfaceView
from nncore import Observations
from tests.app.snapshots import corner, halves, stripe
from tests.pixels import BLUE, ORANGE, Pixels, as_pixels, share_near

pytestmark = pytest.mark.gl

WHITE = (0xFF, 0xFF, 0xFF)
DARK_ORANGE, DARK_BLUE = (0x9D, 0x5A, 0x1D), (0x1D, 0x54, 0x81)  # seven tenths of the two: training points


@pytest.fixture
def view(qtbot: QtBot) -> SurfaceView:
    view = made(qtbot)
    view.resize(400, 300)
    return view


def made(qtbot: QtBot) -> SurfaceView:
    view = make_surface()
    qtbot.addWidget(view)
    assert isinstance(view, SurfaceView)
    view.set_theme(LIGHT)
    view.set_points_visible(False)
    return view


def seen(view: QWidget) -> Pixels:
    return as_pixels(view.grab().toImage())


def rows_near(pixels: Pixels, rgb: tuple[int, int, int]) -> NDArray[np.intp]:
    """The row of each pixel that has about that colour."""
    return np.nonzero((np.abs(pixels.astype(int) - rgb) <= 40).all(axis=-1))[0]


def columns_near(pixels: Pixels, rgb: tuple[int, int, int]) -> NDArray[np.intp]:
    return np.nonzero((np.abs(pixels.astype(int) - rgb) <= 40).all(axis=-1))[1]


def test_the_surface_is_blue_and_high_where_the_output_is_1(view: SurfaceView) -> None:
    view.show_snapshot(halves())
    pixels = seen(view)
    blue, orange = rows_near(pixels, BLUE), rows_near(pixels, ORANGE)
    assert len(blue) > 4000
    assert len(orange) > 1000
    assert np.median(blue) < np.median(orange) - 30
    assert blue.min() < orange.min() - 30


def test_height_alone_and_colour_alone_are_right_too(view: SurfaceView) -> None:
    view.show_snapshot(halves(0.0, 0.0))
    low = rows_near(seen(view), ORANGE)
    view.show_snapshot(halves(1.0, 1.0))
    high = rows_near(seen(view), BLUE)
    middle = [view.on_screen((0.5, 0.5), value).y() for value in (0.0, 1.0)]
    assert np.median(low) == pytest.approx(middle[0], abs=12)
    assert np.median(high) == pytest.approx(middle[1], abs=12)


def test_x_runs_to_the_front_and_y_to_the_right(view: SurfaceView) -> None:
    view.camera.orbit(0, 90)
    view.show_snapshot(corner())  # 1 near x = 1, y = 0, which is the corner in front
    pixels = seen(view)
    place = view.on_screen((0.75, 0.25), 1.0)
    assert rows_near(pixels, BLUE).mean() == pytest.approx(place.y(), abs=12)
    assert columns_near(pixels, BLUE).mean() == pytest.approx(place.x(), abs=12)


def test_it_is_not_blank_and_changes_while_the_network_learns(view: SurfaceView) -> None:
    snapshot = stripe()
    pictures = []
    for share in (0.0, 0.5, 1.0):
        view.show_snapshot(replace(snapshot, surface=0.5 + share * (snapshot.surface - 0.5)))
        pictures.append(seen(view))
    assert all(share_near(picture, WHITE, within=2) < 0.9 for picture in pictures)
    assert all((a != b).any(axis=-1).mean() > 0.1 for a, b in pairwise(pictures))


@pytest.mark.parametrize("theme", [LIGHT, DARK])
@pytest.mark.parametrize("name", SCALE_NAMES)
@pytest.mark.parametrize("value", [0.0, 0.3, 1.0])
def test_level_ground_has_exactly_the_colour_of_its_value(
    view: SurfaceView, theme: Theme, name: str, value: float
) -> None:
    scale = make_scale(name, theme)
    view.set_theme(theme)
    view.set_scale(scale)
    view.show_snapshot(halves(value, value, points=20))
    color = scale.color(value)
    assert share_near(seen(view), (color.red(), color.green(), color.blue()), within=1) > 0.05


def test_the_ground_is_that_of_the_card(view: SurfaceView) -> None:
    view.show_snapshot(halves())
    for theme in (LIGHT, DARK):
        view.set_theme(theme)
        assert view.grab().toImage().pixelColor(2, 2) == QColor(theme.card)


def test_every_resolution_draws_the_same_surface(view: SurfaceView) -> None:
    heights = []
    for points in (20, 100, 200, 30):
        view.show_snapshot(halves(points=points))
        pixels = seen(view)
        heights.append(np.median(rows_near(pixels, BLUE)))
    assert max(heights) - min(heights) < 6


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf, 1e30])
def test_outputs_without_bounds_stay_in_the_picture(view: SurfaceView, value: float) -> None:
    surface = np.full((20, 20), value, dtype=np.float32)
    view.show_snapshot(replace(stripe(), surface=surface))
    pixels = seen(view)
    assert share_near(pixels, WHITE, within=2) < 0.95
    assert (pixels[0] == 255).all()


def test_observations_stand_at_their_targets(view: SurfaceView) -> None:
    one = Observations(np.array([[0.5, 0.5]]), np.array([[1.0]]), np.empty((0, 2)), np.empty((0, 1)))
    view.show_snapshot(replace(halves(0.0, 0.0), observations=one))
    assert share_near(seen(view), DARK_BLUE) == 0.0
    view.set_points_visible(True)
    place = view.on_screen((0.5, 0.5), 1.0)
    pixels = seen(view)
    assert rows_near(pixels, DARK_BLUE).mean() == pytest.approx(place.y(), abs=3)
    assert columns_near(pixels, DARK_BLUE).mean() == pytest.approx(place.x(), abs=2)
    assert 8 < len(rows_near(pixels, DARK_BLUE)) < 50


def test_other_observations_replace_the_former_ones(view: SurfaceView) -> None:
    none = Observations(*(np.empty((0, n)) for n in (2, 1, 2, 1)))
    many = Observations(np.full((5, 2), 0.5), np.ones((5, 1)), np.full((3, 2), 0.25), np.ones((3, 1)))
    view.set_points_visible(True)
    for observations, dots in ((many, True), (none, False), (many, True)):
        view.show_snapshot(replace(halves(0.0, 0.0), observations=observations))
        assert bool(len(rows_near(seen(view), DARK_BLUE))) is dots


def test_test_data_can_be_hidden_by_themselves(view: SurfaceView) -> None:
    tested = Observations(np.empty((0, 2)), np.empty((0, 1)), np.array([[0.5, 0.5]]), np.array([[1.0]]))
    view.set_points_visible(True)
    view.show_snapshot(replace(halves(0.0, 0.0), observations=tested))
    with_test = seen(view)
    view.set_test_visible(False)
    assert share_near(seen(view), BLUE) == 0.0
    assert not np.array_equal(with_test, seen(view))


def test_an_observation_behind_the_surface_is_hidden(view: SurfaceView) -> None:
    below = Observations(np.array([[0.5, 0.5]]), np.array([[0.0]]), np.empty((0, 2)), np.empty((0, 1)))
    view.set_points_visible(True)
    view.show_snapshot(replace(halves(0.9, 0.9), observations=below))
    assert share_near(seen(view), DARK_ORANGE) > 0.0, "from the side it is seen under the surface"
    view.camera.orbit(0, 50)
    view.on_moved()
    assert share_near(seen(view), DARK_ORANGE) == 0.0


def test_orbit_zoom_and_reset_change_the_picture_and_bring_it_back(view: SurfaceView) -> None:
    view.show_snapshot(halves())
    start = seen(view)
    view.camera.orbit(60, 20)
    view.on_moved()
    turned = seen(view)
    view.camera.zoom_by(0.5)
    view.on_moved()
    small = seen(view)
    assert (start != turned).any()
    assert share_near(small, WHITE, within=2) > share_near(turned, WHITE, within=2) + 0.1
    view.reset_view()
    assert np.abs(seen(view).astype(int) - start).mean() < 2.0


def test_a_new_size_is_filled(view: SurfaceView) -> None:
    view.show_snapshot(halves())
    small = len(rows_near(seen(view), BLUE))
    view.resize(800, 600)
    pixels = seen(view)
    assert pixels.shape == (600, 800, 3)
    assert len(rows_near(pixels, BLUE)) > 3 * small


def test_two_views_in_one_window_both_draw(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    row = QHBoxLayout(window)
    views = [made(qtbot), made(qtbot)]
    for view, value in zip(views, (0.0, 1.0), strict=True):
        row.addWidget(view)
        view.show_snapshot(halves(value, value))
    window.resize(800, 300)
    window.show()
    qtbot.waitExposed(window)
    assert share_near(seen(views[0]), ORANGE) > 0.05
    assert share_near(seen(views[1]), BLUE) > 0.05


def test_a_view_that_moves_to_another_window_goes_on_drawing(qtbot: QtBot) -> None:
    windows = [QWidget(), QWidget()]
    view = made(qtbot)
    view.show_snapshot(halves(1.0, 1.0))
    for window in windows:
        qtbot.addWidget(window)
        QHBoxLayout(window).addWidget(view)
        window.resize(400, 300)
        window.show()
        qtbot.waitExposed(window)
        assert share_near(seen(view), BLUE) > 0.05


def test_a_picture_that_stands_still_becomes_smooth(
    view: SurfaceView, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on a computer that is too slow to draw smoothly all the time."""
    monkeypatch.setattr("app.views.canvas._AFFORDABLE", 0.0)
    view.show()
    qtbot.waitExposed(view)
    for _ in range(3):
        view.show_snapshot(halves())
        moving = seen(view)
    qtbot.waitUntil(lambda: bool((seen(view) != moving).any()))
    assert np.abs(seen(view).astype(int) - moving).mean() < 6.0


def test_a_hidden_view_does_not_wait_for_anything(view: SurfaceView, qtbot: QtBot) -> None:
    """Left to the watch over timers: the view is hidden while it waits to become smooth."""
    view.show()
    qtbot.waitExposed(view)
    view.show_snapshot(halves())
    seen(view)
    view.hide()


def test_a_lost_context_leaves_the_picture_empty_and_says_nothing(
    view: SurfaceView, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Offscreen, "make_current", lambda self: False)
    view.show_snapshot(halves())
    assert share_near(seen(view), BLUE) == 0.0


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
def test_every_pixel_of_a_dense_screen_is_drawn(view: SurfaceView, ratio: float) -> None:
    view.show_snapshot(halves(1.0, 1.0))
    canvas = view.findChild(Canvas)
    assert isinstance(canvas, Canvas)
    image = canvas.render(QSize(400, 300), ratio, smooth=True)
    assert (image.width(), image.height()) == (400 * ratio, 300 * ratio)
    assert image.deviceIndependentSize().toSize() == QSize(400, 300)
    rows = rows_near(as_pixels(image), BLUE)
    assert np.median(rows) / ratio == pytest.approx(view.on_screen((0.5, 0.5), 1.0).y(), abs=12)
