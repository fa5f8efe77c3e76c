"""Other answers than 0 to 1: every view shows the true numbers, and the same colour for the same answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from app.model import fitting
from app.model.axes import PLAIN, Axes, AxisScale
from app.model.document import replaced
from app.theme import LIGHT
from app.training.snapshot import Snapshot
from app.views.axes import is_round, ticks_between
from app.views.colors import make_scale
from app.views.diagram.view import NetworkDiagram
from app.views.legend import LegendView
from app.views.map import MapView
from app.views.plane import Plane
from app.views.points import PlottedData
from nncore import PRESETS, Observations
from tests.app import test_views_words as by_words
from tests.app.snapshots import halves, of_experiment
from tests.app.test_views_all import COLORED, KINDS, made, seen
from tests.app.test_views_map import near, observed, point_at, without_points
from tests.app.test_views_words import Word, check
from tests.pixels import BLUE, ORANGE, share_near

FIRST = PRESETS["first-run"].experiment
NOTHING = (0xB2, 0xB8, 0xC1)  # no value, in the light theme

written = by_words.written  # a fixture: all words that are drawn


def snapshot_of(dataset: str, output: str = "", **data: object) -> Snapshot:
    spec = replace(FIRST.data, dataset=dataset, observations=60, **data)  # type: ignore[arg-type]
    experiment = replaced(FIRST, fitting.for_data(FIRST, spec))
    if output:
        experiment = replaced(experiment, fitting.for_output(experiment, output))
    return of_experiment(experiment)


def six_classes() -> Snapshot:
    points = tuple((float(i % 3), float(i // 3), float(i)) for i in range(6)) * 2
    return snapshot_of("custom", points=points, classes=6)


def texts(view: Any, snapshot: Snapshot, written: list[Word]) -> list[str]:
    view.show_snapshot(snapshot)
    written.clear()
    seen(view)
    check(written, view.size())
    return [word.text for word in written]


@pytest.mark.parametrize(
    ("snapshot", "expected"),
    [
        (snapshot_of("circle", "tanh"), ["prediction", "1", "0", "−1", "train", "test"]),
        (snapshot_of("plane"), ["prediction", "≥ 1", "0", "≤ −1", "train", "test"]),
        (snapshot_of("plane", "tanh"), ["prediction", "1", "0", "−1", "train", "test"]),
        (snapshot_of("circle", "softmax"), ["prediction", "1", "0.5", "0", "train", "test"]),
        (snapshot_of("three_blobs"), ["class", "0", "1", "2", "train", "test"]),
        (six_classes(), ["class", "0", "1", "2", "3", "4", "5", "train", "test"]),
        (
            snapshot_of("custom", classes=0, points=((0.0, 0.0, -16130.25), (1.0, 1.0, 14480.75))),
            ["prediction", "≥ 14480", "−824.8", "≤ −16130", "train", "test"],
        ),
    ],
    ids=["tanh", "values", "values in tanh", "two outputs", "three classes", "six classes", "large values"],
)
def test_the_legend_has_the_numbers_of_the_scale(
    snapshot: Snapshot, expected: list[str], qtbot: QtBot, written: list[Word]
) -> None:
    assert texts(made(LegendView, qtbot, (76, 298)), snapshot, written) == expected


@pytest.mark.parametrize("width", [264, 290, 600])
def test_the_legend_in_one_line_has_room_for_large_numbers(width: int, qtbot: QtBot, written: list[Word]) -> None:
    view = made(LegendView, qtbot, (width - 16, 22))
    view.set_lying(True)
    large = snapshot_of("custom", classes=0, points=((0.0, 0.0, -16130.25), (1.0, 1.0, 14480.75)))
    words = texts(view, large, written)
    assert words[0].endswith("≤ −16130")
    assert words[1:] == ["≥ 14480", "train", "test"]
    gaps = replace(large, surface=np.full_like(large.surface, np.nan))
    assert texts(view, gaps, written)[1:4] == ["≥ 14480", "train", "test"]


def test_the_legend_names_the_colour_of_no_value_only_where_there_is_one(qtbot: QtBot, written: list[Word]) -> None:
    view = made(LegendView, qtbot, (76, 190))
    gaps = halves(np.nan, 1.0)
    assert texts(view, gaps, written)[-3:] == ["train", "test", "no value"]
    assert share_near(seen(view), NOTHING, within=3) > 0.003
    assert "no value" not in texts(view, halves(), written)


def test_the_legend_is_told_to_those_who_cannot_see_it(qtbot: QtBot) -> None:
    view = made(LegendView, qtbot)
    view.show_snapshot(snapshot_of("circle", "tanh"))
    assert view.accessibleName().startswith("Legend: colours from prediction −1 to prediction 1;")
    view.show_snapshot(snapshot_of("three_blobs"))
    assert view.accessibleName().startswith("Legend: a colour for each class, 0, 1, 2, the stronger the surer")


@pytest.mark.parametrize(
    ("snapshot", "ends"),
    [
        (snapshot_of("circle", "tanh"), ["−1", "1"]),
        (snapshot_of("three_blobs"), ["0", "1"]),
        (six_classes(), ["0", "1"]),
        (snapshot_of("custom", classes=0, points=((0.0, 0.0, -16130.25), (1.0, 1.0, 14480.75))), ["−16130", "14480"]),
    ],
    ids=["tanh", "three classes, each from 0 to 1", "six classes", "large values"],
)
def test_the_box_has_the_numbers_of_the_scale_however_it_is_turned(
    snapshot: Snapshot, ends: list[str], qtbot: QtBot, written: list[Word]
) -> None:
    view = made(KINDS[-1], qtbot, (290, 242))
    view.show_snapshot(snapshot)
    for azimuth in range(-180, 180, 45):
        view.camera.azimuth = float(azimuth)
        written.clear()
        seen(view)
        assert [word.text for word in written] == ["x", "y", *ends]
        assert all(QRectF(view.rect()).contains(word.rect) for word in written)


def test_minus_one_looks_like_zero_did_on_a_scale_from_minus_one(qtbot: QtBot) -> None:
    view = made(KINDS[-1], qtbot)
    view.show_snapshot(halves())
    before = seen(view)
    view.show_snapshot(replace(halves(-1.0, 1.0), scale=(-1.0, 1.0)))
    now = seen(view)
    top = view.picture_height()
    labels = 60  # pixels at the left, where the numbers of the scale are
    assert np.array_equal(before[:top, labels:], now[:top, labels:])


def test_the_map_has_the_colours_of_the_scale(qtbot: QtBot) -> None:
    view = made(MapView, qtbot)
    for value, color in ((-1.0, ORANGE), (0.0, (0xF1, 0xEF, 0xEC)), (1.0, BLUE)):
        view.show_snapshot(without_points(replace(halves(value, value), scale=(-1.0, 1.0))))
        assert share_near(seen(view), color, within=3) > 0.4


def test_observations_have_the_colours_of_the_scale(qtbot: QtBot) -> None:
    view = made(MapView, qtbot)
    points = observed([(0.5, 0.5, -1.0)], [])
    view.show_snapshot(replace(halves(1.0, 1.0), scale=(-1.0, 1.0), observations=points))
    dot = view.grab().toImage().pixelColor(view.plane.square.center().toPoint())
    assert near(dot, QColor("#9d5a1d"), within=12)


def test_the_pointer_reads_true_answers_and_targets(qtbot: QtBot) -> None:
    view = made(MapView, qtbot)
    points = observed([(0.5, 0.5, -1.0)], [])
    view.show_snapshot(replace(halves(-0.25, -0.25), scale=(-1.0, 1.0), observations=points))
    point_at(view, view.plane.place(0.5, 0.5))
    assert view.hover_text.splitlines()[2:] == ["prediction −0.250", "target (training) −1"]


@pytest.mark.parametrize("kind", COLORED)
def test_every_view_shows_places_without_a_value(kind: Callable[[], Any], qtbot: QtBot) -> None:
    view = made(kind, qtbot)
    whole = snapshot_of("circle")
    gap = np.where(np.arange(whole.surface.shape[1]) < 20, np.nan, 1.0) + 0 * whole.surface
    maps = tuple(np.where(np.arange(24) < 12, np.nan, layer) for layer in whole.neuron_maps)
    view.show_snapshot(without_points(replace(whole, surface=gap, neuron_maps=maps)))
    assert share_near(seen(view), NOTHING, within=12) > 0.0005


def test_the_pointer_says_where_there_is_no_value(qtbot: QtBot) -> None:
    view = made(MapView, qtbot)
    view.show_snapshot(without_points(halves(np.nan, 1.0)))
    point_at(view, view.plane.place(0.2, 0.5))
    assert view.hover_text.endswith("prediction –")
    diagram = made(NetworkDiagram, qtbot)
    snapshot = snapshot_of("circle")
    maps = tuple(np.where(np.arange(24) < 12, np.nan, layer) for layer in snapshot.neuron_maps)
    diagram.show_snapshot(replace(snapshot, neuron_maps=maps))
    place = diagram.layout_now.columns[0].rect(1).center()
    point_at(diagram, place)
    assert diagram.hover_text.endswith("\nanswers over the plane −1.00 to 1.00")


def test_observations_outside_the_plane_are_not_drawn(qtbot: QtBot) -> None:
    outside = Observations(np.array([[0.5, 1.2], [0.5, 0.5]]), np.zeros((2, 1)), np.empty((0, 2)), np.empty((0, 1)))
    assert PlottedData(outside, (0.0, 1.0), 0).training((0.0, 1.0))[0].tolist() == [[0.5, 0.5]]
    view = made(MapView, qtbot)
    view.show_snapshot(replace(halves(1.0, 1.0), observations=outside))
    above = view.plane.place(0.5, 1.0).toPoint().y() - 1
    assert share_near(seen(view)[:above], ORANGE, within=90) == 0.0


def test_each_of_several_outputs_has_its_class_beside_it(qtbot: QtBot, written: list[Word]) -> None:
    view = made(NetworkDiagram, qtbot, (436, 386))
    for snapshot, count in ((snapshot_of("three_blobs"), 3), (six_classes(), 6), (snapshot_of("circle", "softmax"), 2)):
        shown = texts(view, snapshot, written)
        assert [text for text in shown if text.isdigit()] == [str(i) for i in range(count)]
        assert f"{count} outputs · softmax" in shown
    view.show_snapshot(snapshot_of("three_blobs"))
    point_at(view, view.layout_now.columns[-1].rect(1).center())
    assert view.hover_text.startswith("the output for class 1 softmax")


def test_each_of_several_outputs_has_the_colours_of_what_it_is_taught(qtbot: QtBot) -> None:
    view = made(NetworkDiagram, qtbot, (580, 460))
    for output, low in (("softmax", 0.0), ("tanh", -1.0)):
        snapshot = snapshot_of("three_blobs", output)
        flat = np.stack([np.full((24, 24), value, np.float32) for value in (low, (low + 1) / 2, 1.0)])
        view.show_snapshot(replace(snapshot, neuron_maps=(*snapshot.neuron_maps[:-1], flat)))
        scale = make_scale("orange-blue", LIGHT)
        for unit, share in enumerate((0.0, 0.5, 1.0)):
            center = view.layout_now.columns[-1].rect(unit).center()
            color = scale.classes.color(unit, share)
            assert near(view.grab().toImage().pixelColor(center.toPoint()), color, within=2)


def test_inputs_of_different_size_have_colours_each_by_itself(qtbot: QtBot) -> None:
    view = made(NetworkDiagram, qtbot, (580, 460))
    snapshot = snapshot_of("circle")
    steep = np.stack([snapshot.neuron_maps[0][0], 1000 * snapshot.neuron_maps[0][1]])
    view.show_snapshot(replace(snapshot, neuron_maps=(steep, *snapshot.neuron_maps[1:])))
    x = view.layout_now.columns[0].rect(0)
    right = view.grab().toImage().pixelColor(QPointF(x.right() - 3, x.center().y()).toPoint())
    assert near(right, QColor(LIGHT.positive), within=30)


def test_a_long_formula_leaves_room_for_the_network(qtbot: QtBot, written: list[Word]) -> None:
    formula = "log(7+x)*exp(y/5)*sin(x*y)+sqrt(x*x+y*y)-3*cos(x)"
    network = replace(FIRST.network, inputs=("x", formula))
    view = made(NetworkDiagram, qtbot, (436, 386))
    shown = texts(view, of_experiment(replace(FIRST, network=network)), written)
    [short] = [text for text in shown if text.startswith("log(7+x)")]
    assert short.endswith("…")
    assert "hidden 1 · tanh" in shown
    point_at(view, view.layout_now.columns[0].rect(1).center())
    assert view.hover_text.startswith("log(7+x)*exp(y/5)*sin(x*y)+sqrt(x*x+y*y…\na = log(7+x′)*exp(y′/5)")


@pytest.mark.parametrize(
    ("low", "high", "most", "expected"),
    [
        (-5.30687, 4.62894, 4, [-5.0, 0.0]),
        (-5.30687, 4.62894, 8, [-4.0, -2.0, 0.0, 2.0, 4.0]),
        (1e-4, 3.7e-4, 4, [1e-4, 2e-4, 3e-4]),
        (-103.0, -2.0, 2, [-100.0]),
    ],
)
def test_round_numbers_between_any_two(low: float, high: float, most: int, expected: list[float]) -> None:
    assert ticks_between(low, high, most) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("low", "step", "round_"),
    [
        (-6.0, 3.0, True),
        (0.0, 0.25, True),
        (-1.0, 0.5, True),
        (-6.0, 6.0, True),
        (4.46, 0.72, False),
        (0.0, 0.7375, False),
        (-4.0, 3.0, False),
        (60.0, 7.5, False),
        (1e-7, 5e-8, True),
    ],
)
def test_numbers_are_round_that_people_count_by(low: float, step: float, round_: bool) -> None:
    assert is_round(low, step) is round_


def below(domain: tuple[float, float], axes: Axes = PLAIN, side: float = 314) -> list[str]:
    return [text for text, _ in Plane.within(QRectF(0, 0, side, side - 16), domain, axes).labels_below()]


def test_a_plane_has_round_numbers_on_its_axes() -> None:
    assert below((-6.0, 6.0)) == ["−6", "−3", "0", "3", "6"]
    assert below((0.0, 1.0)) == ["0", "0.25", "0.5", "0.75", "1"]
    assert below((-4.0, 8.0)) == ["−4", "−2", "0", "2", "4", "6", "8"]
    assert below((60.0, 90.0)) == ["60", "65", "70", "75", "80", "85", "90"]
    assert below((60.0, 90.0), side=180) == ["60", "70", "80", "90"]


def test_so_it_has_where_the_numbers_are_scaled_and_each_stands_at_its_place() -> None:
    lengths = Axes(AxisScale("length", 5.9, 0.24), AxisScale("width", 2.9, 0.12))
    plane = Plane.within(QRectF(0, 0, 314, 298), (-6.0, 6.0), lengths)
    assert [text for text, _ in plane.labels_below()] == ["4.5", "5", "5.5", "6", "6.5", "7"]
    assert [text for text, _ in plane.labels_beside()] == ["2.2", "2.4", "2.6", "2.8", "3", "3.2", "3.4", "3.6"]
    for text, place in plane.labels_below():
        x, _ = plane.point_at(place)
        assert lengths.x.real(x) == pytest.approx(float(text))
