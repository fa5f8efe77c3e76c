"""The surfaces of several classes, and what else is new on them, looked at: what OpenGL really draws."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from app.theme import DARK, LIGHT, Theme
from app.views.colors import make_scale
from app.views.surface_gl import SurfaceView
from tests.app.snapshots import halves
from tests.app.test_views_classes import GREEN, answered, rgb
from tests.app.test_views_map import observed
from tests.app.test_views_scales import six_classes
from tests.gl.test_surface import DARK_BLUE, made, seen
from tests.pixels import BLUE, ORANGE, share_near

pytestmark = pytest.mark.gl

ACCENT = (0x1F, 0x6F, 0xEB)


@pytest.fixture
def view(qtbot: QtBot) -> SurfaceView:
    view = made(qtbot)
    view.resize(400, 300)
    return view


def test_every_class_has_its_surface(view: SurfaceView) -> None:
    view.show_snapshot(answered((0.0, 0.0, 1.0), (1.0, 0.0, 0.0)))
    pixels = seen(view)
    assert share_near(pixels, GREEN) > 0.02
    assert share_near(pixels, ORANGE) > 0.02
    assert share_near(pixels, BLUE) == 0.0, "class 1 is answered nowhere: its surface is pale and on the floor"


def test_one_class_alone_and_all_again(view: SurfaceView) -> None:
    view.show_snapshot(answered((0.0, 0.0, 1.0), (1.0, 0.0, 0.0)))
    both = seen(view)
    view.choose_class(0)
    pixels = seen(view)
    assert share_near(pixels, GREEN) == 0.0
    assert share_near(pixels, ORANGE) > 0.02
    view.choose_class(-1)
    assert np.abs(seen(view).astype(int) - both).mean() < 2.0


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_from_above_the_surfaces_show_the_class_that_is_answered(view: SurfaceView, theme: Theme) -> None:
    view.set_theme(theme)
    view.set_scale(make_scale("orange-blue", theme))
    view.camera.orbit(0, 90)
    view.show_snapshot(answered((0.1, 0.2, 0.7), (0.6, 0.3, 0.1)))
    graded = seen(view)
    view.set_discrete(True)
    flat = seen(view)
    assert share_near(flat, rgb(theme.classes[2]), within=2) > 0.04
    assert share_near(flat, rgb(theme.classes[0]), within=2) > 0.04
    assert share_near(graded, rgb(theme.classes[2]), within=2) == 0.0


def test_discretised_a_single_answer_has_two_colours(view: SurfaceView) -> None:
    view.show_snapshot(halves(0.4, 0.6))
    view.camera.orbit(0, 90)
    view.set_discrete(True)
    assert share_near(seen(view), ORANGE, within=2) > 0.04
    assert share_near(seen(view), BLUE, within=2) > 0.04


def test_points_stand_at_one_for_their_class(view: SurfaceView) -> None:
    points = observed([(0.0, 0.0, 2.0)], [])
    view.set_points_visible(True)
    view.show_snapshot(replace(answered((0.0, 0.9, 0.0), (0.0, 0.9, 0.0)), observations=points))
    core = (0x58, 0x90, 0x75)  # a third of the way from green to white
    rows, columns = np.nonzero((np.abs(seen(view).astype(int) - core) <= 8).all(axis=-1))
    place = view.on_screen((0.5, 0.5), 1.0)
    assert (columns.mean(), rows.mean()) == pytest.approx((place.x(), place.y()), abs=3)
    view.choose_class(1)
    upper = seen(view)[: round(place.y()) + 5]
    assert share_near(upper, core, within=8) == 0.0, "it is not this class, and stands at 0"


def test_fewer_classes_leave_no_surface_behind(view: SurfaceView) -> None:
    view.show_snapshot(halves())
    single = seen(view)
    view.show_snapshot(six_classes())
    assert not np.array_equal(seen(view), single)
    view.show_snapshot(halves())
    assert np.abs(seen(view).astype(int) - single).mean() < 2.0


def test_the_observation_in_use_is_ringed(view: SurfaceView) -> None:
    points = observed([(0.5, 0.5, 1.0), (0.1, 0.1, 0.0)], [])
    view.set_points_visible(True)
    view.show_snapshot(replace(halves(0.0, 0.0), observations=points, batch=np.array([0])))
    rows, columns = np.nonzero((np.abs(seen(view).astype(int) - ACCENT) <= 8).all(axis=-1))
    place = view.on_screen((0.5, 0.5), 1.0)
    assert (columns.mean(), rows.mean()) == pytest.approx((place.x(), place.y()), abs=2.5)


def test_beside_a_neuron_there_are_no_points(view: SurfaceView) -> None:
    output = replace(halves(0.0, 0.0), observations=observed([(0.5, 0.5, 1.0)], []))
    view.set_points_visible(True)
    for shown_unit, points in ((None, True), ((1, 0), False), (None, True)):
        view.show_snapshot(replace(output, shown_unit=shown_unit))
        assert (share_near(seen(view), DARK_BLUE) > 0) is points
