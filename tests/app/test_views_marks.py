"""What is shown on top of the answers: observations, many or few, those in use, a neuron's answer, and true units."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from app.model.axes import PLAIN, Axes, AxisScale
from app.theme import LIGHT
from app.training.snapshot import Snapshot
from app.views.legend import LegendView
from app.views.map import MapView
from app.views.map_dots import dot_radius
from app.views.plane import Plane
from app.views.points import MOST_SHOWN, PlottedData, in_use
from nncore import DataSpec, Experiment, Layer, Observations, Trainer
from tests.app import test_views_words as by_words
from tests.app.snapshots import halves, of_experiment, random_network
from tests.app.test_views_all import KINDS, made, seen
from tests.app.test_views_map import near, observed, point_at, without_points
from tests.app.test_views_scales import snapshot_of
from tests.app.test_views_words import Word
from tests.pixels import share_near

UNIT = (0.0, 1.0)
ACCENT = (0x1F, 0x6F, 0xEB)
PEOPLE = Axes(AxisScale("height in cm", 170.0, 4.0), AxisScale("y", 20_000.0, 2500.0), AxisScale("t", 50.0, 25.0))

written = by_words.written  # a fixture: all words that are drawn


def in_batch(snapshot: Snapshot, *rows: int) -> Snapshot:
    return replace(snapshot, batch=np.array(rows, dtype=np.int64))


def own(n: int) -> PlottedData:
    points = tuple((float(i % 50), float(i // 50), float(i % 2)) for i in range(n))
    data = DataSpec(dataset="custom", points=points, classes=2, test_fraction=0.0)
    return PlottedData.of(of_experiment(Experiment(data=data)))


def test_of_very_many_observations_the_first_are_shown() -> None:
    many = Trainer(Experiment(data=DataSpec(observations=5000, test_fraction=0.5))).observations
    data = PlottedData(many, UNIT, 0)
    for (points, targets), all_points in (
        (data.training(UNIT), many.train_points),
        (data.testing(UNIT), many.test_points),
    ):
        assert np.array_equal(points, all_points[:MOST_SHOWN])
        assert targets.shape == (MOST_SHOWN,)


def test_own_points_are_shown_all_and_smaller_where_there_are_many() -> None:
    plane = Plane(QRectF(0, 0, 260, 260), -100.0, 100.0)
    assert len(own(1600).training(plane.domain)[0]) == 1600
    assert dot_radius(own(1600), plane) == pytest.approx(0.79 * dot_radius(own(900), plane), abs=0.01)
    assert dot_radius(own(900), plane) == plane.dot_radius


def test_no_observations_are_no_points() -> None:
    none = PlottedData(Observations(*(np.empty((0, n)) for n in (2, 1, 2, 1))), UNIT, 0)
    assert len(none.training(UNIT)[0]) == len(none.testing(UNIT)[1]) == 0


def test_the_observations_in_use_are_those_of_the_batch_inside_the_plane() -> None:
    points = observed([(0.1, 0.2, 1.0), (0.3, 1.4, 0.0), (0.5, 0.6, 0.0)], [])
    used, targets = in_use(in_batch(replace(halves(), observations=points), 2, 1, 0))
    assert used.tolist() == [[0.5, 0.6], [0.1, 0.2]]
    assert targets.tolist() == [0.0, 1.0]
    # A batch of the data before the last edit may name rows that are no longer there.
    assert in_use(in_batch(replace(halves(), observations=points), 7))[0].shape == (0, 2)


def test_the_observation_in_use_is_ringed_on_the_map(qtbot: QtBot) -> None:
    view = made(MapView, qtbot)
    snapshot = replace(halves(0.0, 0.0), observations=observed([(0.25, 0.5, 1.0), (0.75, 0.5, 1.0)], []))
    view.show_snapshot(snapshot)
    assert share_near(seen(view), ACCENT, within=8) == 0.0
    view.show_snapshot(in_batch(snapshot, 1))
    columns = np.nonzero((np.abs(seen(view).astype(int) - ACCENT) <= 8).all(axis=-1))[1]
    assert len(columns) > 10
    assert columns.mean() == pytest.approx(view.plane.place(0.75, 0.5).x(), abs=1.0)
    view.show_snapshot(snapshot)
    assert share_near(seen(view), ACCENT, within=8) == 0.0


def test_a_ring_does_not_make_the_dots_be_drawn_again(qtbot: QtBot) -> None:
    view = made(MapView, qtbot)
    snapshot = halves()
    view.show_snapshot(snapshot)
    seen(view)
    before = view._dots._picture.cacheKey()
    view.show_snapshot(in_batch(snapshot, 0, 3))
    seen(view)
    assert view._dots._picture.cacheKey() == before


def test_the_observation_in_use_is_ringed_on_the_surface(qtbot: QtBot) -> None:
    view = made(KINDS[-1], qtbot)
    snapshot = in_batch(replace(halves(0.0, 0.0), observations=observed([(0.5, 0.5, 1.0)], [])), 0)
    view.show_snapshot(snapshot)
    rows, columns = np.nonzero((np.abs(seen(view).astype(int) - ACCENT) <= 8).all(axis=-1))
    place = view.on_screen((0.5, 0.5), 1.0)
    assert (columns.mean(), rows.mean()) == pytest.approx((place.x(), place.y()), abs=2.5)
    view.set_points_visible(False)
    assert share_near(seen(view), ACCENT, within=8) == 0.0


def of_neuron() -> Snapshot:
    """A network of tanh neurons, of which the second is looked at: it answers −0.5 everywhere."""
    network = random_network([Layer(3, "tanh")])
    surface = np.full((20, 20), -0.5, np.float32)
    return replace(network, surface=surface, scale=(-1.0, 1.0), shown_unit=(1, 1))


def test_beside_a_neuron_the_map_keeps_the_data_in_their_own_colours(qtbot: QtBot) -> None:
    view = made(MapView, qtbot)
    view.show_snapshot(replace(of_neuron(), observations=observed([(0.5, 0.5, 0.0)], [])))
    ground = view.grab().toImage().pixelColor(view.plane.place(0.25, 0.25).toPoint())
    assert near(ground, QColor("#e9b98b"), within=4), "half way from the middle to orange"
    dot = view.grab().toImage().pixelColor(view.plane.place(0.5, 0.5).toPoint())
    assert near(dot, QColor("#9d5a1d"), within=12), "class 0, as beside the output"


def test_beside_a_neuron_the_surface_has_no_data(qtbot: QtBot) -> None:
    view = made(KINDS[-1], qtbot)
    view.show_snapshot(of_neuron())
    assert not view.points_shown
    with_points = seen(view)
    view.set_points_visible(False)
    assert np.array_equal(seen(view), with_points)
    view.set_points_visible(True)
    view.show_snapshot(replace(of_neuron(), shown_unit=None))
    assert view.points_shown


def test_the_pointer_and_the_legend_say_that_it_is_a_neuron(qtbot: QtBot) -> None:
    view, legend = made(MapView, qtbot), made(LegendView, qtbot)
    view.show_snapshot(without_points(of_neuron()))
    legend.show_snapshot(of_neuron())
    point_at(view, view.plane.place(0.25, 0.5))
    assert view.hover_text.splitlines()[-1] == "neuron 2 of hidden layer 1 −0.500"
    assert legend.accessibleName().startswith("Legend: colours from answer −1 to answer 1;")


def test_the_axes_have_the_numbers_that_the_plane_stands_for() -> None:
    plane = Plane.within(QRectF(0, 0, 400, 300), (-6.0, 6.0), PEOPLE)
    assert [text for text, _ in plane.labels_below()] == ["150", "160", "170", "180", "190"]
    assert plane.labels_below()[2][1].x() == pytest.approx(plane.square.center().x())
    assert [text for text, _ in plane.labels_beside()] == ["5000", "10000", "15000", "20000", "25000", "30000", "35000"]
    assert plane.square.bottom() <= 300 - 21 - 13, "a long name has a line of its own"


def test_numbers_that_are_not_round_give_way_to_round_ones_where_they_belong() -> None:
    plane = Plane(QRectF(0, 0, 240, 240), -6.0, 6.0, replace(PLAIN, x=AxisScale("mass", 71.337, 1.7)))
    texts = [text for text, _ in plane.labels_below()]
    assert texts == ["65", "70", "75", "80"]
    assert plane.labels_below()[1][1].x() == pytest.approx((70 - 71.337 + 6 * 1.7) / (12 * 1.7) * 240)


@pytest.mark.parametrize(("domain", "digits"), [((0.0, 1.0), 3), ((-1.0, 1.0), 3), ((-6.0, 6.0), 2), ((-1.1, 1.1), 2)])
def test_coordinates_have_as_many_decimals_as_a_pixel_needs(domain: tuple[float, float], digits: int) -> None:
    assert Plane(QRectF(0, 0, 260, 260), *domain).digits(PLAIN.x) == digits


def test_the_pointer_reads_real_numbers(qtbot: QtBot) -> None:
    view = made(MapView, qtbot)
    view.set_axes(PEOPLE)
    values = replace(snapshot_of("plane"), observations=observed([(1.0, -2.0, 0.6)], []))
    view.show_snapshot(replace(values, surface=np.full((20, 20), -1.0, np.float32)))
    point_at(view, view.plane.place(1.0, -2.0))
    assert view.hover_text.splitlines()[:2] == ["height in cm 174.0", "y 15000"]
    assert view.hover_text.splitlines()[2:] == ["prediction 25.000", "target (training) 65"]


def test_names_of_axes_are_on_the_map_and_beside_the_box(qtbot: QtBot, written: list[Word]) -> None:
    for kind in (MapView, KINDS[-1]):
        view = made(kind, qtbot)
        view.set_axes(PEOPLE)
        view.show_snapshot(halves())
        written.clear()
        seen(view)
        names = [word for word in written if word.text == "height in cm"]
        assert len(names) == 1
        assert QRectF(view.rect()).contains(names[0].rect)


def test_the_box_and_the_legend_have_real_targets(qtbot: QtBot, written: list[Word]) -> None:
    box, legend = made(KINDS[-1], qtbot), made(LegendView, qtbot, (76, 298))
    for view in (box, legend):
        view.set_axes(PEOPLE)
        view.show_snapshot(snapshot_of("plane"))
        written.clear()
        seen(view)
        texts = [word.text.lstrip("≤≥ ") for word in written]
        assert {"25", "75"} <= set(texts)


def test_a_plane_that_is_held_stays_while_the_snapshots_go_on(qtbot: QtBot) -> None:
    view = made(MapView, qtbot)
    view.show_snapshot(without_points(halves()))
    view.hold_plane(view.plane.domain)
    wider = np.where(np.arange(40) < 30, 0.0, 1.0) + np.zeros((40, 1))  # 1 where x > 1.25 of −1 to 2
    view.show_snapshot(without_points(replace(halves(), domain=(-1.0, 2.0), surface=wider.astype(np.float32))))
    assert view.plane.domain == (0.0, 1.0)
    assert near(view.grab().toImage().pixelColor(view.plane.place(0.9, 0.5).toPoint()), QColor(LIGHT.negative))
    view.hold_plane(None)
    assert view.plane.domain == (-1.0, 2.0)
    assert near(view.grab().toImage().pixelColor(view.plane.place(1.6, 0.5).toPoint()), QColor(LIGHT.positive))


def test_a_draft_is_shown_in_place_of_the_data_until_they_are_there(qtbot: QtBot) -> None:
    view = made(MapView, qtbot)
    view.show_snapshot(replace(halves(1.0, 1.0), observations=observed([(0.25, 0.5, 0.0)], [])))
    view.show_draft(PlottedData(observed([(0.75, 0.5, 0.0)], []), UNIT, 0, own=True))
    picture = view.grab().toImage()
    assert near(picture.pixelColor(view.plane.place(0.75, 0.5).toPoint()), QColor("#9d5a1d"))
    assert near(picture.pixelColor(view.plane.place(0.25, 0.5).toPoint()), QColor(LIGHT.positive))
    point_at(view, view.plane.place(0.75, 0.5) + QPointF(2, 2))
    assert view.hover_text.endswith("target (training) 0")
    view.show_draft(None)
    assert near(view.grab().toImage().pixelColor(view.plane.place(0.25, 0.5).toPoint()), QColor("#9d5a1d"))
