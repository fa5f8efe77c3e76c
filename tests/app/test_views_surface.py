"""The 3D view where there is no OpenGL, and what it shares with the one that uses it."""

from __future__ import annotations

import sys
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QFocusEvent, QImage, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.theme import DARK, LIGHT
from app.views.colors import make_scale
from app.views.offscreen import NoOpenGLError, Offscreen, open_offscreen
from app.views.orbit import OrbitView
from app.views.surface import make_surface
from app.views.surface_painted import PaintedSurface
from tests.app.snapshots import halves, stripe
from tests.app.test_views_map import observed
from tests.pixels import BLUE, ORANGE, Pixels, as_pixels, share_near

REASON = "There is no OpenGL here."
DARK_ORANGE, DARK_BLUE = (0x9D, 0x5A, 0x1D), (0x1D, 0x54, 0x81)  # seven tenths of the two: training points


@pytest.fixture
def view(qtbot: QtBot) -> PaintedSurface:
    view = PaintedSurface(REASON)
    qtbot.addWidget(view)
    view.resize(400, 300)
    return view


def seen(view: OrbitView) -> Pixels:
    return as_pixels(view.grab().toImage())


def rows_near(pixels: Pixels, rgb: tuple[int, int, int]) -> NDArray[np.intp]:
    """The row of each pixel that has about that colour."""
    return np.nonzero((np.abs(pixels.astype(int) - rgb) <= 40).all(axis=-1))[0]


def test_safe_mode_switches_opengl_off_and_says_so(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PERCEPTRON_LAB_NO_GL", "1")
    view = make_surface()
    qtbot.addWidget(view)
    assert isinstance(view, PaintedSurface)
    assert view.reason == (
        "OpenGL is switched off by PERCEPTRON_LAB_NO_GL. "
        "The surface is drawn in a simpler way; everything else works as usual."
    )


def test_a_screen_without_opengl_is_told_from_one_with(monkeypatch: pytest.MonkeyPatch, qapp: QApplication) -> None:
    monkeypatch.setattr(Offscreen, "make_current", lambda self: False)
    with pytest.raises(NoOpenGLError, match=r"^There is no usable OpenGL on this screen\.$"):
        open_offscreen()


@pytest.mark.gl
def test_an_opengl_that_is_too_old_is_named(monkeypatch: pytest.MonkeyPatch, qapp: QApplication) -> None:
    monkeypatch.setattr("app.views.offscreen._OLDEST", (9, 0))
    with pytest.raises(NoOpenGLError, match=r"^OpenGL \d\.\d is too old: 9\.0 is needed\.$"):
        open_offscreen()


def test_a_library_that_cannot_be_loaded_is_no_crash(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.views.surface.open_offscreen", lambda: None)
    monkeypatch.setitem(sys.modules, "OpenGL.platform", None)
    view = make_surface()
    qtbot.addWidget(view)
    assert isinstance(view, PaintedSurface)
    assert view.reason.startswith("The OpenGL library of this computer cannot be loaded. ")


@pytest.mark.gl
def test_an_opengl_that_only_qt_can_use_is_none(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    from OpenGL.platform import PLATFORM

    monkeypatch.setattr(PLATFORM, "GetCurrentContext", lambda: None)
    view = make_surface()
    qtbot.addWidget(view)
    assert isinstance(view, PaintedSurface)
    assert view.reason.startswith("The OpenGL of this screen is of a kind that cannot be used. ")


def test_the_reason_can_be_read_on_the_view_and_by_a_screen_reader(view: PaintedSurface) -> None:
    assert view.reason == REASON
    assert view.accessibleDescription() == REASON


def test_the_painted_surface_is_blue_and_high_where_the_output_is_1(view: PaintedSurface) -> None:
    view.show_snapshot(halves())
    pixels = seen(view)
    blue, orange = rows_near(pixels, BLUE), rows_near(pixels, ORANGE)
    assert len(blue) > 20
    assert len(orange) > 20
    assert blue.mean() < orange.mean()
    assert blue.min() < orange.min() - 30


def test_the_painted_surface_follows_snapshots_scale_and_theme(view: PaintedSurface) -> None:
    view.show_snapshot(halves(1.0, 1.0))
    assert share_near(seen(view), BLUE) > 0.05
    view.show_snapshot(halves(0.0, 0.0))
    assert share_near(seen(view), BLUE) < 0.001, "but for dots"
    view.set_scale(make_scale("viridis", LIGHT))
    assert share_near(seen(view), (0x44, 0x01, 0x54)) > 0.05
    before = seen(view)
    view.set_theme(DARK)
    assert not np.array_equal(before, seen(view))


def test_observations_stand_at_their_targets_and_can_be_hidden(view: PaintedSurface) -> None:
    view.show_snapshot(replace(halves(0.0, 0.0), observations=observed([(0.5, 0.5, 1.0)], [(0.2, 0.8, 1.0)])))
    place = view.on_screen((0.5, 0.5), 1.0)
    assert rows_near(seen(view), DARK_BLUE).mean() == pytest.approx(place.y(), abs=3)
    both = seen(view)
    view.set_test_visible(False)
    assert not np.array_equal(seen(view), both)
    view.set_points_visible(False)
    assert len(rows_near(seen(view), DARK_BLUE)) == 0


def test_an_observation_behind_the_surface_is_covered(view: PaintedSurface) -> None:
    view.show_snapshot(replace(halves(0.9, 0.9), observations=observed([(0.5, 0.5, 0.0)], [])))
    assert len(rows_near(seen(view), DARK_ORANGE)) > 0, "from the side it is seen under the surface"
    view.camera.orbit(0, 50)
    assert len(rows_near(seen(view), DARK_ORANGE)) == 0


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf, 1e30])
def test_outputs_without_bounds_can_be_painted(view: PaintedSurface, value: float) -> None:
    view.show_snapshot(replace(stripe(), surface=np.full((20, 20), value, dtype=np.float32)))
    seen(view)


def test_an_empty_view_has_axes(view: PaintedSurface) -> None:
    assert share_near(seen(view), (0x64, 0x71, 0x82), within=60) > 0


def test_dragging_turns_the_box_and_reset_turns_it_back(view: PaintedSurface, qtbot: QtBot) -> None:
    view.show_snapshot(halves())
    before, start = seen(view), view.camera.azimuth
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(200, 150))
    drag(view, QPointF(260, 150))
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(260, 150))
    assert view.camera.azimuth < start
    assert not np.array_equal(before, seen(view))
    view.reset_view()
    assert view.camera.azimuth == start
    assert np.array_equal(before, seen(view))


def test_the_mouse_alone_turns_nothing(view: PaintedSurface, qtbot: QtBot) -> None:
    start = view.camera.azimuth
    qtbot.mouseMove(view, QPoint(260, 150))
    assert view.camera.azimuth == start


@pytest.mark.parametrize(
    ("key", "turned"),
    [
        (Qt.Key.Key_Left, (-5, 0, 1.0)),
        (Qt.Key.Key_Right, (5, 0, 1.0)),
        (Qt.Key.Key_Up, (0, 5, 1.0)),
        (Qt.Key.Key_Down, (0, -5, 1.0)),
        (Qt.Key.Key_Plus, (0, 0, 1.1)),
        (Qt.Key.Key_Minus, (0, 0, 1 / 1.1)),
        (Qt.Key.Key_A, (0, 0, 1.0)),
    ],
)
def test_keys_turn_and_zoom(
    view: PaintedSurface, qtbot: QtBot, key: Qt.Key, turned: tuple[float, float, float]
) -> None:
    azimuth, elevation = view.camera.azimuth, view.camera.elevation
    qtbot.keyClick(view, key)
    camera = view.camera
    assert (camera.azimuth - azimuth, camera.elevation - elevation, camera.zoom) == pytest.approx(turned)
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert (camera.azimuth, camera.elevation, camera.zoom) == (azimuth, elevation, 1.0)


def test_the_wheel_zooms_within_limits(view: PaintedSurface) -> None:
    wheel(view, 120)
    assert 1.05 < view.camera.zoom < 1.25
    for _ in range(50):
        wheel(view, -120)
    assert view.camera.zoom == 0.5


def test_the_labels_are_never_cut_off(view: PaintedSurface) -> None:
    """With the ink of the labels alone on the ground, the border of the widget stays free of it."""
    for size in ((160, 120), (400, 300), (300, 600)):
        view.resize(*size)
        for azimuth in range(-180, 180, 30):
            view.camera.reset()
            view.camera.orbit(azimuth, 30)
            ink = QImage(view.size(), QImage.Format.Format_ARGB32)
            ink.fill(Qt.GlobalColor.white)
            view.render(ink)
            pixels = as_pixels(ink)[: view.picture_height()]
            for edge in (pixels[0], pixels[:, 0], pixels[:, -1]):
                assert (edge == edge[0]).all()


def test_focus_by_keyboard_is_shown_and_by_mouse_is_not(view: PaintedSurface, qtbot: QtBot) -> None:
    view.show()
    qtbot.waitExposed(view)
    plain = seen(view)
    view.setFocus(Qt.FocusReason.MouseFocusReason)
    QApplication.sendEvent(view, focus_event(Qt.FocusReason.MouseFocusReason))
    assert np.array_equal(seen(view), plain)
    QApplication.sendEvent(view, focus_event(Qt.FocusReason.TabFocusReason))
    assert not np.array_equal(seen(view), plain)


def focus_event(reason: Qt.FocusReason) -> QFocusEvent:
    return QFocusEvent(QEvent.Type.FocusIn, reason)


def drag(view: OrbitView, to: QPointF) -> None:
    """Move the mouse there with the left button down."""
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    move = QMouseEvent(QEvent.Type.MouseMove, to, view.mapToGlobal(to), Qt.MouseButton.NoButton, left, none)
    QApplication.sendEvent(view, move)


def wheel(view: OrbitView, angle: int) -> None:
    place = QPointF(view.rect().center())
    event = QWheelEvent(
        place,
        view.mapToGlobal(place),
        QPoint(),
        QPoint(0, angle),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view, event)
