from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.theme import DARK, LIGHT, Theme
from app.training.snapshot import Snapshot
from app.views.colors import SCALE_NAMES, make_scale
from app.views.hover import HoverCard
from app.views.legend import LegendView
from app.views.map import MapView
from app.views.map_with_legend import MapWithLegend
from nncore import Observations
from tests.app.snapshots import corner, halves, stripe

BLUE, ORANGE = QColor(LIGHT.positive), QColor(LIGHT.negative)
DARK_BLUE, DARK_ORANGE = QColor("#1d5481"), QColor("#9d5a1d")  # seven tenths of them


@pytest.fixture
def view(qtbot: QtBot) -> MapView:
    view = MapView()
    qtbot.addWidget(view)
    view.resize(320, 300)
    return view


@pytest.fixture
def legend(qtbot: QtBot) -> LegendView:
    legend = LegendView()
    qtbot.addWidget(legend)
    legend.resize(legend.sizeHint())
    return legend


def without_points(snapshot: Snapshot) -> Snapshot:
    return replace(snapshot, observations=observed([], []))


def observed(train: list[tuple[float, float, float]], test: list[tuple[float, float, float]]) -> Observations:
    """Observations of x, y and target."""
    a, b = (np.array(points, dtype=float).reshape(-1, 3) for points in (train, test))
    return Observations(a[:, :2], a[:, 2:], b[:, :2], b[:, 2:])


def point_at(widget: QWidget, place: QPointF) -> None:
    """Move the mouse there."""
    nothing, none = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    move = QMouseEvent(QEvent.Type.MouseMove, place, widget.mapToGlobal(place), nothing, nothing, none)
    QApplication.sendEvent(widget, move)


def leave(widget: QWidget) -> None:
    QApplication.sendEvent(widget, QEvent(QEvent.Type.Leave))


def seen(view: QWidget, place: QPointF) -> QColor:
    return view.grab().toImage().pixelColor(place.toPoint())


def near(color: QColor, other: QColor, within: int = 12) -> bool:
    pairs = ((color.red(), other.red()), (color.green(), other.green()), (color.blue(), other.blue()))
    return all(abs(a - b) <= within for a, b in pairs)


def test_rows_run_upwards_and_columns_to_the_right(view: MapView) -> None:
    view.show_snapshot(without_points(corner()))
    assert near(seen(view, view.plane.place(0.75, 0.25)), BLUE)
    for x, y in ((0.25, 0.25), (0.25, 0.75), (0.75, 0.75)):
        assert near(seen(view, view.plane.place(x, y)), ORANGE)


@pytest.mark.parametrize("points", [20, 40, 100])
def test_the_border_between_two_values_is_where_it_belongs_at_every_resolution(view: MapView, points: int) -> None:
    line = np.linspace(0.0, 1.0, points)
    view.show_snapshot(replace(without_points(stripe()), surface=np.tile(line, (points, 1))))
    for x in (0.1, 0.5, 0.9):
        assert near(seen(view, view.plane.place(x, 0.5)), make_scale("orange-blue", LIGHT).color(x))


def test_training_points_are_filled_and_test_points_are_rings(view: MapView) -> None:
    points = observed([(0.25, 0.5, 1.0)], [(0.25, 0.75, 1.0)])
    view.show_snapshot(replace(halves(), observations=points))
    disc, ring = view.plane.place(0.25, 0.5), view.plane.place(0.25, 0.75)
    assert near(seen(view, disc), DARK_BLUE)
    assert near(seen(view, ring), ORANGE, within=50), "a ring leaves the middle free"
    assert not near(seen(view, ring + QPointF(3, 0)), ORANGE)


@pytest.mark.parametrize("theme", [LIGHT, DARK])
@pytest.mark.parametrize("name", SCALE_NAMES)
@pytest.mark.parametrize("value", [0.0, 1.0])
def test_a_training_point_that_is_answered_right_can_be_told_from_its_ground(
    view: MapView, theme: Theme, name: str, value: float
) -> None:
    view.set_scale(make_scale(name, theme))
    view.show_snapshot(replace(halves(value, value), observations=observed([(0.25, 0.5, value)], [])))
    assert not near(seen(view, view.plane.place(0.25, 0.5)), seen(view, view.plane.place(0.75, 0.5)), within=40)


@pytest.mark.parametrize("theme", [LIGHT, DARK])
@pytest.mark.parametrize("value", [0.0, 1.0])
def test_a_test_point_shows_its_class_on_ground_of_the_same_class(view: MapView, theme: Theme, value: float) -> None:
    view.set_theme(theme)
    view.set_scale(make_scale("orange-blue", theme))
    view.resize(640, 600)
    view.show_snapshot(replace(halves(value, value), observations=observed([], [(0.25, 0.75, value)])))
    image, place = view.grab().toImage(), view.plane.place(0.25, 0.75)
    core = QColor(*view.scale.core_rgba(np.array(value)).tolist())
    around = [image.pixelColor((place + QPointF(x, 0)).toPoint()) for x in range(-6, 7)]
    assert any(near(color, core, within=20) for color in around), "not only the rim"
    assert near(around[6], view.scale.color(value)), "a ring leaves the middle free"


def test_a_steep_border_is_a_line_and_no_row_of_dots(view: MapView) -> None:
    rows, columns = np.mgrid[0:100, 0:100]
    steep = np.clip((columns - 50.0 - 0.13 * rows) / 1.2 + 0.5, 0.0, 1.0).astype(np.float32)
    view.show_snapshot(replace(without_points(stripe()), surface=steep))
    image, square = view.grab().toImage(), view.plane.square.toRect()
    palest = [
        max(image.pixelColor(x, y).blue() + image.pixelColor(x, y).red() for x in range(square.left(), square.right()))
        for y in range(square.top() + 2, square.bottom() - 2)
    ]
    assert min(palest) > 0.85 * max(palest)


def test_test_points_can_be_hidden(view: MapView) -> None:
    view.show_snapshot(replace(halves(), observations=observed([], [(0.25, 0.75, 1.0)])))
    place = view.plane.place(0.25, 0.75)
    view.set_test_visible(False)
    assert near(seen(view, place + QPointF(3, 0)), ORANGE)
    point_at(view, place)
    assert "target" not in view.hover_text


def test_new_observations_replace_the_old(view: MapView) -> None:
    view.show_snapshot(replace(halves(), observations=observed([(0.25, 0.5, 1.0)], [])))
    view.grab()
    view.show_snapshot(replace(halves(), observations=observed([(0.25, 0.25, 1.0)], [])))
    assert near(seen(view, view.plane.place(0.25, 0.5)), ORANGE)
    assert near(seen(view, view.plane.place(0.25, 0.25)), DARK_BLUE)


def test_points_on_the_border_are_drawn_whole(view: MapView) -> None:
    view.show_snapshot(replace(halves(), observations=observed([(1.0, 1.0, 0.0)], [])))
    assert near(seen(view, view.plane.place(1.0, 1.0) + QPointF(1, -1)), DARK_ORANGE, within=40)


def test_the_pointer_reads_coordinates_and_prediction(view: MapView) -> None:
    view.show_snapshot(without_points(halves(points=3)))
    point_at(view, view.plane.place(0.25, 0.75))
    assert view.hover_text == "x 0.250\ny 0.750\nprediction 0.500"


@pytest.mark.parametrize(
    ("place", "last"),
    [((0.5, 0.5), "target (training) 1"), ((0.2, 0.8), "target (test) 0"), ((0.8, 0.2), "prediction")],
)
def test_near_an_observation_the_pointer_reads_its_target(view: MapView, place: tuple[float, float], last: str) -> None:
    points = observed([(0.5, 0.5, 1.0)], [(0.2, 0.8, 0.0)])
    view.show_snapshot(replace(halves(), observations=points))
    point_at(view, view.plane.place(*place) + QPointF(3, 3))
    assert view.hover_text.splitlines()[-1].startswith(last)


def test_the_numbers_under_a_resting_pointer_follow_the_training(view: MapView) -> None:
    view.show_snapshot(without_points(halves(0.25, 0.25)))
    point_at(view, view.plane.place(0.5, 0.5))
    view.show_snapshot(without_points(halves(0.75, 0.75)))
    assert view.hover_text.endswith("prediction 0.750")


def test_nothing_is_said_outside_the_plane_or_after_the_pointer_has_left(view: MapView) -> None:
    view.show_snapshot(halves())
    point_at(view, view.plane.square.center())
    assert view.hover_text
    point_at(view, QPointF(2, 2))
    assert view.hover_text == ""
    point_at(view, view.plane.square.center())
    leave(view)
    assert view.hover_text == ""


def test_before_the_first_snapshot_there_are_axes_and_no_numbers(view: MapView) -> None:
    view.grab()
    point_at(view, QPointF(150, 150))
    assert view.hover_text == ""


@pytest.mark.parametrize("place", [QPoint(0, 0), QPoint(199, 0), QPoint(0, 149), QPoint(199, 149), QPoint(100, 75)])
def test_the_card_beside_the_pointer_stays_inside(qtbot: QtBot, place: QPoint) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.resize(200, 150)
    card = HoverCard(parent)
    card.show_at(QPointF(place), [("prediction", "0.123"), ("target (training)", "1")])
    assert parent.rect().contains(card.geometry())
    assert not card.geometry().contains(place)
    assert card.text == "prediction 0.123\ntarget (training) 1"
    card.hide()
    assert card.text == ""


@pytest.mark.parametrize("theme", [LIGHT, DARK])
@pytest.mark.parametrize("name", SCALE_NAMES)
def test_map_and_legend_have_the_same_colour_for_a_value(
    view: MapView, legend: LegendView, theme: Theme, name: str
) -> None:
    scale = make_scale(name, theme)
    view.set_scale(scale)
    legend.set_scale(scale)
    bar = legend.grab().toImage()
    for value, row in ((1.0, 21), (0.5, 70), (0.0, 118)):
        view.show_snapshot(without_points(halves(value, value)))
        on_map = seen(view, view.plane.square.center())
        assert near(on_map, scale.color(value), within=1)
        assert near(bar.pixelColor(6, row), on_map, within=10)


def test_the_legend_names_rings_only_where_there_are_test_data(legend: LegendView) -> None:
    legend.show_snapshot(stripe())
    both = legend.grab().toImage()
    legend.show_snapshot(stripe(test_fraction=0.0))
    assert legend.grab().toImage() != both


def test_the_legend_leaves_rings_out_while_they_are_hidden(legend: LegendView) -> None:
    legend.show_snapshot(stripe())
    both = legend.grab().toImage()
    legend.set_test_visible(False)
    hidden = legend.grab().toImage()
    assert hidden != both
    legend.show_snapshot(stripe(test_fraction=0.0))
    assert legend.grab().toImage() == hidden
    legend.show_snapshot(stripe())
    legend.set_test_visible(True)
    assert legend.grab().toImage() == both


@pytest.fixture
def card(qtbot: QtBot, view: MapView, legend: LegendView) -> MapWithLegend:
    card = MapWithLegend(view, legend)
    qtbot.addWidget(card)
    card.show()
    return card


@pytest.mark.parametrize(
    ("size", "below"), [((398, 298), False), ((290, 242), True), ((1260, 640), False), ((300, 900), True)]
)
def test_the_legend_goes_where_it_leaves_the_larger_map(
    card: MapWithLegend, view: MapView, legend: LegendView, size: tuple[int, int], below: bool
) -> None:
    card.resize(*size)
    view.show_snapshot(stripe())
    assert (legend.geometry().top() >= view.geometry().bottom()) is below
    assert (legend.geometry().left() >= view.geometry().right()) is not below
    assert card.rect().contains(legend.geometry())
    assert card.rect().contains(view.geometry())


def test_in_a_narrow_card_the_map_is_larger_than_beside_the_legend(card: MapWithLegend, view: MapView) -> None:
    card.resize(290, 242)
    assert view.plane.square.width() >= 180
