from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QSizeF
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from app.theme import DARK, LIGHT, Theme
from app.training.snapshot import Snapshot
from app.views.colors import make_scale
from app.views.diagram.layout import Layout, arrange
from app.views.diagram.view import NetworkDiagram
from app.views.diagram.weights import MOST_LINES, Gap, sign_color
from nncore import Layer
from tests.app.snapshots import random_network, stripe
from tests.app.test_views_map import leave, near, point_at, seen
from tests.app.test_views_scales import snapshot_of

SEVEN = ("x", "y", "xy", "x2", "y2", "sin_x", "sin_y")
LARGEST = [Layer(64, "tanh")] * 8


@pytest.fixture
def diagram(qtbot: QtBot) -> NetworkDiagram:
    diagram = NetworkDiagram()
    qtbot.addWidget(diagram)
    diagram.resize(580, 460)
    return diagram


def layout(diagram: NetworkDiagram) -> Layout:
    assert diagram.layout_now is not None
    return diagram.layout_now


def middle_of_line(diagram: NetworkDiagram, layer: int, source: int, target: int) -> QPointF:
    """Halfway along the line of a weight: for its shape, halfway between its ends."""
    left, right = layout(diagram).columns[layer : layer + 2]
    return QPointF((left.x + left.side / 2 + right.x - right.side / 2) / 2, (left.ys[source] + right.ys[target]) / 2)


def test_nothing_is_said_beside_the_parts_or_after_the_pointer_has_left(diagram: NetworkDiagram) -> None:
    diagram.show_snapshot(stripe())
    point_at(diagram, QPointF(5, 5))
    assert diagram.hover_text == ""
    point_at(diagram, layout(diagram).columns[1].rect(0).center())
    leave(diagram)
    assert diagram.hover_text == ""


def test_the_numbers_under_a_resting_pointer_follow_the_training(diagram: NetworkDiagram) -> None:
    snapshot = stripe()
    diagram.show_snapshot(snapshot)
    point_at(diagram, middle_of_line(diagram, 1, 1, 0))
    diagram.show_snapshot(replace(snapshot, weights=(snapshot.weights[0], np.array([[4.0], [0.5]]))))
    assert diagram.hover_text.startswith("weight w 0.500000\n")


def test_pictures_stand_upright(diagram: NetworkDiagram) -> None:
    diagram.show_snapshot(stripe())
    x, y = (layout(diagram).columns[0].rect(i) for i in range(2))
    blue, orange = QColor(LIGHT.positive), QColor(LIGHT.negative)
    assert near(seen(diagram, QPointF(x.right() - 3, x.center().y())), blue, within=30)
    assert near(seen(diagram, QPointF(x.left() + 3, x.center().y())), orange, within=30)
    assert near(seen(diagram, QPointF(y.center().x(), y.top() + 3)), blue, within=30)
    assert near(seen(diagram, QPointF(y.center().x(), y.bottom() - 3)), orange, within=30)


@pytest.mark.parametrize("name", ["orange-blue", "viridis", "cividis"])
def test_the_output_has_the_colours_of_every_view(diagram: NetworkDiagram, name: str) -> None:
    scale = make_scale(name, LIGHT)
    diagram.set_scale(scale)
    for value in (0.0, 0.3, 1.0):
        flat = np.full((1, 24, 24), value, dtype=np.float32)
        snapshot = stripe()
        diagram.show_snapshot(replace(snapshot, neuron_maps=(*snapshot.neuron_maps[:-1], flat)))
        center = layout(diagram).columns[-1].rect(0).center()
        assert near(seen(diagram, center), scale.color(value), within=1)


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_each_output_of_several_classes_has_the_colours_of_its_class(diagram: NetworkDiagram, theme: Theme) -> None:
    diagram.set_theme(theme)
    diagram.set_scale(make_scale("orange-blue", theme))
    snapshot = snapshot_of("three_blobs", "softmax")
    for strength, colors in ((1.0, theme.classes), (0.0, (theme.middle,) * 3)):
        outputs = np.full((3, 24, 24), strength, dtype=np.float32)
        diagram.show_snapshot(replace(snapshot, neuron_maps=(*snapshot.neuron_maps[:-1], outputs)))
        for unit, color in enumerate(colors[:3]):
            assert near(seen(diagram, layout(diagram).columns[-1].rect(unit).center()), QColor(color), within=2)


def test_an_output_pales_as_the_map_does_and_what_is_no_number_is_grey(diagram: NetworkDiagram) -> None:
    snapshot, scale = snapshot_of("three_blobs", "softmax"), make_scale("orange-blue", LIGHT)
    outputs = np.stack([np.full((24, 24), value, dtype=np.float32) for value in (0.5, np.nan, 2.0)])
    diagram.show_snapshot(replace(snapshot, neuron_maps=(*snapshot.neuron_maps[:-1], outputs)))
    pale, missing, full = (seen(diagram, layout(diagram).columns[-1].rect(i).center()) for i in range(3))
    assert near(pale, scale.classes.color(0, 0.5), within=1)
    assert near(missing, QColor(scale.missing), within=1)
    assert near(full, QColor(LIGHT.classes[2]), within=1)


def test_a_relu_that_is_off_has_the_middle_colour(diagram: NetworkDiagram) -> None:
    snapshot = random_network([Layer(2, "relu")])
    maps = np.zeros((2, 24, 24), dtype=np.float32)
    maps[1] = 3.0
    diagram.show_snapshot(replace(snapshot, neuron_maps=(snapshot.neuron_maps[0], maps, snapshot.neuron_maps[2])))
    off, on = (layout(diagram).columns[1].rect(i).center() for i in range(2))
    assert near(seen(diagram, off), QColor(LIGHT.middle), within=3)
    assert near(seen(diagram, on), QColor(LIGHT.positive), within=3)


def test_a_relu_is_seen_beside_one_that_answers_a_thousand_times_as_much(diagram: NetworkDiagram) -> None:
    snapshot = random_network([Layer(2, "relu")])
    maps = np.stack([np.full((24, 24), answer, dtype=np.float32) for answer in (0.003, 3.0)])
    diagram.show_snapshot(replace(snapshot, neuron_maps=(snapshot.neuron_maps[0], maps, snapshot.neuron_maps[2])))
    weak = layout(diagram).columns[1].rect(0).center()
    assert near(seen(diagram, weak), QColor(LIGHT.positive), within=3)


@pytest.mark.parametrize("value", [np.nan, np.inf, 0.0])
def test_activations_without_a_size_can_be_drawn(diagram: NetworkDiagram, value: float) -> None:
    snapshot = random_network([Layer(2, "linear")])
    maps = np.full((2, 24, 24), value, dtype=np.float32)
    diagram.show_snapshot(replace(snapshot, neuron_maps=(snapshot.neuron_maps[0], maps, snapshot.neuron_maps[2])))
    diagram.grab()


def test_lines_have_the_colour_of_the_sign_and_grow_with_the_weight(diagram: NetworkDiagram) -> None:
    snapshot = stripe()
    weights = (np.array([[6.0, 0.0], [0.0, -6.0]]), snapshot.weights[1])
    diagram.show_snapshot(replace(snapshot, weights=weights))
    assert near(seen(diagram, middle_of_line(diagram, 0, 0, 0)), QColor(LIGHT.positive), within=25)
    assert near(seen(diagram, middle_of_line(diagram, 0, 1, 1)), QColor(LIGHT.negative), within=25)
    assert sign_color(0.01, LIGHT).alpha() < sign_color(1.0, LIGHT).alpha() < sign_color(6.0, LIGHT).alpha()


def test_only_the_strongest_of_very_many_weights_are_drawn(diagram: NetworkDiagram) -> None:
    diagram.show_snapshot(random_network(LARGEST))
    columns = layout(diagram).columns
    weights = np.zeros((64, 64))
    weights[5, 7], weights[9, 2] = -3.0, 2.0
    gap = Gap.between(columns[1], columns[2], weights, 2)
    assert list(zip(gap.sources.tolist(), gap.targets.tolist(), strict=True)) == [(9, 2), (5, 7)]
    assert MOST_LINES // 9 >= 64


@pytest.mark.parametrize("size", [(420, 300), (400, 330), (580, 460), (1600, 1000)])
@pytest.mark.parametrize(
    ("layers", "inputs"),
    [([], ("x",)), ([Layer(1)], ("x", "y")), ([Layer(8)] * 6, SEVEN), (LARGEST, SEVEN), ([Layer(64)], ("x", "y"))],
)
def test_every_network_fits_every_size(
    diagram: NetworkDiagram, size: tuple[int, int], layers: list[Layer], inputs: tuple[str, ...]
) -> None:
    diagram.resize(*size)
    diagram.show_snapshot(random_network(layers, inputs))
    diagram.grab()
    columns = layout(diagram).columns
    assert [len(column.ys) for column in columns] == [len(inputs), *(layer.size for layer in layers), 1]
    for column in columns:
        rects = [column.rect(i) for i in range(len(column.ys))]
        assert all(diagram.rect().contains(rect.toRect()) for rect in rects)
        assert all(not a.intersects(b) for a, b in pairwise(rects))
        assert rects[-1].bottom() < layout(diagram).captions_top
    assert all(a.x + a.side / 2 < b.x - b.side / 2 for a, b in pairwise(columns))


def test_the_output_is_larger_than_the_neurons() -> None:
    columns = arrange(QSizeF(580, 460), [2, 8, 1], 20).columns
    assert columns[2].side > columns[1].side
    assert {column.side % 2 for column in columns} == {0.0}


def test_the_network_is_told_to_those_who_cannot_see_it(diagram: NetworkDiagram) -> None:
    assert diagram.accessibleName()
    diagram.show_snapshot(stripe())
    assert diagram.accessibleDescription() == "Inputs x, y; hidden layers of 2 with tanh; 1 output with sigmoid"
    diagram.show_snapshot(random_network([]))
    assert diagram.accessibleDescription() == "Inputs x, y; no hidden layer; 1 output with sigmoid"


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_the_colours_follow_the_theme(diagram: NetworkDiagram, theme: Theme) -> None:
    snapshot = strong_stripe()
    diagram.show_snapshot(snapshot)
    diagram.set_theme(theme)
    assert near(seen(diagram, middle_of_line(diagram, 1, 0, 0)), QColor(theme.positive), within=25)


def strong_stripe() -> Snapshot:
    snapshot = stripe()
    return replace(snapshot, weights=(snapshot.weights[0], np.array([[6.0], [-6.0]])))


def test_an_empty_diagram_can_be_drawn(diagram: NetworkDiagram) -> None:
    diagram.grab()
    point_at(diagram, QPointF(100, 100))
    assert diagram.hover_text == ""
    assert diagram.layout_now is None
