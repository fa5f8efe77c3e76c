"""Three classes and more: which one is answered and how surely, in the same colours wherever it is shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from app.model.axes import PLAIN
from app.theme import DARK, LIGHT, Theme
from app.training.snapshot import Snapshot
from app.views.colors import SCALE_NAMES, make_scale
from app.views.map import MapView
from app.views.map_field import finer, won
from app.views.points import PlottedData
from app.views.surface_shapes import ALL, heights_of, shapes
from tests.app import test_views_words as by_words
from tests.app.test_views_all import KINDS, made, seen
from tests.app.test_views_map import near, observed, point_at, without_points
from tests.app.test_views_scales import six_classes, snapshot_of
from tests.pixels import BLUE, ORANGE, share_near

Array = NDArray[Any]

GREEN = (0x0A, 0x5C, 0x33)
SCALE = make_scale(SCALE_NAMES[0], LIGHT)

written = by_words.written  # a fixture: all words that are drawn


def answered(left: Sequence[float], right: Sequence[float], points: int = 20, output: str = "softmax") -> Snapshot:
    """A network for three classes with these answers in the left and in the right half of the plane."""
    blobs = snapshot_of("three_blobs", output)
    halves = np.repeat([left, right], points // 2, axis=0).T  # (3, points)
    fields = tuple(np.tile(row, (points, 1)).astype(np.float32) for row in halves)
    surface = np.stack(fields).argmax(axis=0).astype(np.float32)
    return without_points(replace(blobs, surface=surface, class_surfaces=fields))


def rgb(color: str) -> tuple[int, int, int]:
    shown = QColor(color)
    return shown.red(), shown.green(), shown.blue()


def at(view: MapView, x: float, y: float) -> QColor:
    return view.grab().toImage().pixelColor(view.plane.place(x, y).toPoint())


def test_the_map_has_the_colour_of_the_class_that_is_answered(qtbot: QtBot) -> None:
    view = made(MapView, qtbot)
    view.show_snapshot(answered((0.0, 0.0, 1.0), (1.0, 0.0, 0.0)))
    assert near(at(view, -3.0, 2.0), QColor(*GREEN), within=2)
    assert near(at(view, 3.0, 2.0), QColor(*ORANGE), within=2)


@pytest.mark.parametrize(
    ("shares", "color"),
    [
        ((1 / 3, 1 / 3, 1 / 3), LIGHT.middle),
        ((1 / 3, 2 / 3, 0.0), "#8eb4d2"),  # half way from the middle, #f1efec, to #2a78b8
        ((0.0, 1.0, 0.0), LIGHT.positive),
    ],
)
def test_the_less_sure_the_answer_the_paler_its_colour(
    shares: tuple[float, float, float], color: str, qtbot: QtBot
) -> None:
    view = made(MapView, qtbot)
    view.show_snapshot(answered(shares, shares))
    assert near(at(view, 0.0, 0.0), QColor(color), within=3)


@pytest.mark.parametrize(
    ("answers", "winner", "certainty"),
    [
        ((0.2, 0.5, 0.3), 1, 0.25),
        ((0.9, 0.9, 0.0), 0, 0.25),  # two that claim the place have half of it each
        ((0.0, 0.1, 0.0), 1, 0.0),  # a small claim of the only one is no certainty
        ((0.0, -0.2, 1.2), 2, 1.0),
        ((-1.0, -2.0, -3.0), 0, 0.0),
    ],
)
def test_how_sure_an_answer_is(answers: tuple[float, ...], winner: int, certainty: float) -> None:
    who, sure = won(np.array(answers).reshape(3, 1, 1))
    assert who.item() == winner
    assert sure.item() == pytest.approx(certainty)


def test_outputs_that_are_taught_minus_one_say_no_by_minus_one(qtbot: QtBot) -> None:
    view = made(MapView, qtbot)
    view.show_snapshot(answered((-1.0, 1.0, -1.0), (-1.0, -1.0, 1.0), output="tanh"))
    assert near(at(view, -3.0, 0.0), QColor(*BLUE), within=2)
    assert near(at(view, 3.0, 0.0), QColor(*GREEN), within=2)


def test_between_two_classes_the_colour_of_a_third_is_not_seen(qtbot: QtBot) -> None:
    view = made(MapView, qtbot)
    view.show_snapshot(answered((1.0, 0.0, 0.0), (0.0, 0.0, 1.0)))
    square = view.plane.square.toRect().adjusted(2, 2, -2, -2)
    field = seen(view)[square.top() : square.bottom(), square.left() : square.right()]
    assert share_near(field, BLUE, within=50) == 0.0
    assert share_near(field, ORANGE, within=3) + share_near(field, GREEN, within=3) > 0.9


def test_discretised_the_map_says_the_class_and_not_how_surely(qtbot: QtBot) -> None:
    view = made(MapView, qtbot)
    view.show_snapshot(answered((0.3, 0.4, 0.3), (0.3, 0.3, 0.4)))
    view.set_discrete(True)
    assert near(at(view, -3.0, 0.0), QColor(*BLUE), within=1)
    assert near(at(view, 3.0, 0.0), QColor(*GREEN), within=1)
    view.set_discrete(False)
    assert near(at(view, -3.0, 0.0), QColor("#ddE3e7"), within=8)


def test_discretised_two_classes_meet_at_the_middle_of_the_scale(qtbot: QtBot) -> None:
    view = made(MapView, qtbot)
    ramp = np.tile(np.linspace(-1.0, 1.0, 40, dtype=np.float32), (40, 1))
    view.show_snapshot(without_points(replace(snapshot_of("circle", "tanh"), surface=ramp)))
    view.set_discrete(True)
    assert near(at(view, -0.4, 1.0), QColor(*ORANGE), within=1)
    assert near(at(view, 0.4, 1.0), QColor(*BLUE), within=1)


def test_where_an_output_has_no_value_no_class_is_answered(qtbot: QtBot) -> None:
    view = made(MapView, qtbot)
    view.show_snapshot(answered((np.nan, 0.5, 0.5), (1.0, 0.0, 0.0)))
    for discrete in (False, True):
        view.set_discrete(discrete)
        assert at(view, -3.0, 0.0).name() == SCALE.missing


def test_points_have_the_colour_of_their_class(qtbot: QtBot) -> None:
    view = made(MapView, qtbot)
    points = observed([(-3.0, 0.0, 2.0)], [])
    view.show_snapshot(replace(answered((1.0, 0.0, 0.0), (1.0, 0.0, 0.0)), observations=points))
    green = [round(0.68 * channel + 0.32 * 255) for channel in GREEN]  # a core lighter than its dark ground
    assert near(at(view, -3.0, 0.0), QColor(*green), within=3)


def test_the_pointer_reads_the_class_and_the_answer_for_each(qtbot: QtBot) -> None:
    view = made(MapView, qtbot)
    points = observed([(-0.9, 0.0, 2.0)], [])
    view.show_snapshot(replace(answered((0.7, 0.1, 0.2), (0.0, 0.25, 0.75)), observations=points))
    point_at(view, view.plane.place(-0.9, 0.0))
    assert view.hover_text.splitlines()[2:] == [
        "prediction class 0",
        "class 0 0.700",
        "class 1 0.100",
        "class 2 0.200",
        "target (training) class 2",
    ]
    view.set_axes(replace(PLAIN, labels=("setosa", "versicolor", "virginica")))
    assert view.hover_text.splitlines()[2:4] == ["prediction setosa", "setosa 0.700"]
    assert view.hover_text.endswith("target (training) virginica")


def test_each_class_has_a_surface_in_its_colour() -> None:
    snapshot = answered((0.0, 0.0, 1.0), (1.0, 0.0, 0.0))
    made_of = shapes(snapshot, SCALE, discrete=False, chosen=ALL)
    assert len(made_of) == 3
    assert [shape.field[3, 3] for shape in made_of] == [0.0, 0.0, 1.0]
    assert made_of[2].colors[3, 3].tolist() == [*GREEN, 255]
    assert made_of[2].colors[3, 16].tolist() == [0xF1, 0xEF, 0xEC, 255], "where it answers 0 it is the middle"


def test_one_class_can_be_shown_alone() -> None:
    snapshot = answered((0.5, 0.1, 0.4), (0.1, 0.6, 0.3))
    [shape] = shapes(snapshot, SCALE, discrete=False, chosen=1)
    assert shape.field[0, 0] == pytest.approx(0.1)
    assert shape.field[0, 19] == pytest.approx(0.6)
    [flat] = shapes(snapshot, SCALE, discrete=True, chosen=1)
    assert flat.colors[0, 0].tolist() == [0xF1, 0xEF, 0xEC, 255], "another class is answered here"
    assert flat.colors[0, 19].tolist() == [*BLUE, 255]


def test_many_fine_surfaces_are_thinned_and_keep_their_border() -> None:
    fine = answered((1.0, 0.0, 0.0), (0.0, 0.0, 1.0), points=200)
    made_of = shapes(fine, SCALE, discrete=False, chosen=ALL)
    assert sum(shape.field.size for shape in made_of) <= 24_000
    assert made_of[0].field[0, 0] == 1.0
    assert made_of[2].field[-1, -1] == 1.0
    [alone] = shapes(fine, SCALE, discrete=False, chosen=0)
    assert alone.field.shape == (200, 200)


def test_points_stand_at_one_for_their_class() -> None:
    data = PlottedData.of(snapshot_of("three_blobs"))
    targets = np.array([0.0, 1.0, 2.0])
    assert heights_of(data, targets, ALL).tolist() == [1.0, 1.0, 1.0]
    assert heights_of(data, targets, 1).tolist() == [0.0, 1.0, 0.0]


def test_the_painted_surface_shows_all_classes_or_one(qtbot: QtBot) -> None:
    view = made(KINDS[-1], qtbot)
    view.set_points_visible(False)
    view.show_snapshot(answered((0.0, 0.0, 1.0), (1.0, 0.0, 0.0)))
    assert share_near(seen(view), ORANGE) > 0.02
    assert share_near(seen(view), GREEN) > 0.02
    view.choose_class(2)
    assert share_near(seen(view), ORANGE) == 0.0
    assert share_near(seen(view), GREEN) > 0.02


def test_a_class_that_the_network_no_longer_has_gives_way_to_all(qtbot: QtBot) -> None:
    view = made(KINDS[-1], qtbot)
    view.show_snapshot(six_classes())
    view.choose_class(4)
    assert view.class_shown == 4
    view.show_snapshot(snapshot_of("three_blobs"))
    assert view.class_shown == ALL


def test_between_what_is_far_too_great_on_either_side_runs_a_border() -> None:
    field = np.array([[-np.inf, np.inf], [np.nan, 1e38]], np.float32)
    assert finer(field, 3)[0].tolist() == [-np.finfo(np.float32).max, 0.0, np.finfo(np.float32).max]
    assert np.isnan(finer(field, 3)[2, :2]).all()
    assert np.isfinite(finer(field, 3)[:, 2]).all()


def test_points_between_points_make_a_border_smooth_and_move_nothing() -> None:
    field = np.array([[0.0, 2.0], [4.0, 6.0]], np.float32)
    assert finer(field, 3).tolist() == [[0, 1, 2], [2, 3, 4], [4, 5, 6]]
    assert finer(field, 2) is field
    assert finer(field, 20).shape == (17, 17)
    assert finer(field, 20)[16, 16] == 6.0


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_the_first_two_classes_have_the_ends_of_the_scale(theme: Theme) -> None:
    colors = make_scale("orange-blue", theme).classes
    assert [colors.color(i).name() for i in range(2)] == [theme.negative, theme.positive]
    assert [make_scale("viridis", theme).classes.color(i).name() for i in range(6)] == list(theme.classes)
    assert near(colors.color(4, 0.0), QColor(theme.middle), within=1)
