"""Where captions, signs and parts of the network diagram stand, and which part is found at a place."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFont
from pytestqt.qtbot import QtBot

from app.views.diagram import words
from app.views.diagram.parts import Kind, Sign, Space, Unit, Weight
from app.views.diagram.scene import Scene
from app.views.diagram.walk import ARROWS, walk
from nncore import Layer, NetworkSpec

SPEC = NetworkSpec(inputs=("x", "sin_y"), hidden_layers=(Layer(8, "tanh"), Layer(1, "relu")))
SIZES = [(586, 462), (436, 386), (420, 300), (1260, 640)]


def composed(hidden: list[int], size: tuple[int, int] = (586, 462)) -> Scene:
    spec = NetworkSpec(inputs=("x", "y"), hidden_layers=tuple(Layer(neurons) for neurons in hidden))
    font = QFont()
    font.setPixelSize(11)
    return Scene.composed(spec, QSizeF(*size), font)


def test_captions_go_from_wordy_to_curt() -> None:
    assert words.captions(SPEC) == [
        [("inputs", ""), ("hidden 1 · tanh", "8 neurons"), ("hidden 2 · ReLU", "1 neuron"), ("output · sigmoid", "")],
        [("inputs", ""), ("hidden 1", "tanh · 8"), ("hidden 2", "ReLU · 1"), ("output", "sigmoid")],
        [("in", ""), ("tanh", "8"), ("ReLU", "1"), ("out", "sigmoid")],
        [("in", ""), ("1", "8"), ("2", "1"), ("out", "")],
    ]


def test_several_outputs_are_counted_and_named() -> None:
    three = NetworkSpec(outputs=3, output_activation="softmax")
    assert words.captions(three)[0][-1] == ("3 outputs · softmax", "")
    assert words.output_names(three) == ["0", "1", "2"]
    assert words.unit_name(three, 2, 1) == "the output for class 1"
    assert words.column_name(three, 2) == "the outputs"


@pytest.mark.parametrize(
    ("weight", "name"),
    [
        (Weight(0, 0, 2), "weight from x to neuron 3 of hidden layer 1"),
        (Weight(1, 2, 0), "weight from neuron 3 of hidden layer 1 to neuron 1 of hidden layer 2"),
        (Weight(2, 0, 0), "weight from neuron 1 of hidden layer 2 to the output"),
        (Weight(0, None, 7), "bias of neuron 8 of hidden layer 1"),
        (Weight(2, None, 0), "bias of the output"),
    ],
)
def test_weights_and_biases_have_names(weight: Weight, name: str) -> None:
    assert words.weight_name(SPEC, weight) == name


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("hidden", [[8], [1, 64], [4, 4, 4], [8] * 6])
def test_signs_stand_beside_the_number_of_neurons(hidden: list[int], size: tuple[int, int], qtbot: QtBot) -> None:
    scene = composed(hidden, size)
    for column in range(1, len(hidden) + 1):
        fewer, more = (scene.signs[Sign(kind, column)] for kind in (Kind.FEWER, Kind.MORE))
        assert fewer.center().x() + more.center().x() == pytest.approx(2 * scene.layout.columns[column].x)
        assert fewer.right() < scene.layout.columns[column].x < more.left()
        assert fewer.top() == more.top() == scene.layout.captions_top + scene.layout.text_line
    assert not scene.signs.keys() & {Sign(Kind.MORE, 0), Sign(Kind.MORE, len(hidden) + 1)}


@given(st.lists(st.integers(1, 64), max_size=8), st.sampled_from(SIZES))
def test_no_two_signs_overlap_and_all_are_inside(hidden: list[int], size: tuple[int, int]) -> None:
    scene = composed(hidden, size)
    rects = [*scene.signs.values(), *scene.shy_signs.values()]
    assert all(QRectF(0, 0, *size).contains(rect) for rect in rects)
    rects.sort(key=lambda rect: (rect.top(), rect.left()))
    assert not any(a.adjusted(0.5, 0.5, -0.5, -0.5).intersects(b) for a, b in pairwise(rects))


def test_between_any_two_columns_a_layer_can_be_added_and_each_hidden_one_removed(qtbot: QtBot) -> None:
    assert set(composed([3, 2]).shy_signs) == {
        Sign(Kind.INSERT, 1),
        Sign(Kind.INSERT, 2),
        Sign(Kind.INSERT, 3),
        Sign(Kind.REMOVE, 1),
        Sign(Kind.REMOVE, 2),
    }
    assert set(composed([]).shy_signs) == {Sign(Kind.INSERT, 1)}


def test_signs_are_near_a_pointer_above_them(qtbot: QtBot) -> None:
    scene = composed([3, 2])
    columns = scene.layout.columns
    assert scene.signs_near(columns[1].x) == [Sign(Kind.REMOVE, 1)]
    assert scene.signs_near((columns[1].x + columns[2].x) / 2) == [Sign(Kind.INSERT, 2)]
    assert scene.signs_near(2.0) == []


@given(st.lists(st.integers(1, 20), max_size=4))
def test_every_unit_and_bias_is_found_in_its_middle(hidden: list[int]) -> None:
    scene = composed(hidden)
    for layer, column in enumerate(scene.layout.columns):
        for unit in range(len(column.ys)):
            assert scene.column_part_at(scene.place_of(Unit(layer, unit))) == Unit(layer, unit)
            if layer and not column.bias_rect(unit).isEmpty():
                bias = Weight(layer - 1, None, unit)
                assert scene.column_part_at(scene.place_of(bias)) == bias
                assert scene.column_part_at(scene.place_of(bias) + QPointF(3, 0)) == bias


def test_where_biases_have_no_room_they_stand_for_their_neuron(qtbot: QtBot) -> None:
    scene = composed([64])
    assert scene.place_of(Weight(0, None, 5)) == scene.place_of(Unit(1, 5))


def test_a_column_is_found_beside_its_units_and_at_its_caption(qtbot: QtBot) -> None:
    scene = composed([2])
    column = scene.layout.columns[1]
    assert scene.column_at(QPointF(column.x, 20)) == Space(1)
    assert scene.column_at(QPointF(column.x + 60, scene.layout.captions_top + 5)) == Space(1)
    assert scene.column_at(QPointF(column.x + 60, 20)) is None
    middles = scene.rect_of(Space(1))
    assert middles.contains(scene.rect_of(Unit(1, 0)))
    assert middles.contains(scene.rect_of(Unit(1, 1)))


@pytest.mark.parametrize(("hidden", "below"), [([], True), ([8], True), ([8] * 4, False), ([64] * 8, False)])
def test_the_legend_stands_beside_the_captions_where_these_leave_room(
    hidden: list[int], below: bool, qtbot: QtBot
) -> None:
    assert (composed(hidden).key_room > 0.0) == below


@given(st.lists(st.integers(1, 6), max_size=3), st.lists(st.sampled_from(sorted(ARROWS, key=str)), max_size=60))
def test_arrows_never_leave_the_network(hidden: list[int], keys: list[Qt.Key]) -> None:
    scene = composed(hidden)
    part: Unit | Weight = Unit(0, 0)
    for key in keys:
        part = walk(part, key, scene.layout.columns)
        assert part.is_in(scene.spec.sizes)


def test_arrows_reach_everything(qtbot: QtBot) -> None:
    scene = composed([2, 2])
    reached: set[Unit | Weight] = {Unit(0, 0)}
    fresh: list[Unit | Weight] = [Unit(0, 0)]
    while fresh:
        part = fresh.pop()
        for key in ARROWS:
            other = walk(part, key, scene.layout.columns)
            if other not in reached:
                reached.add(other)
                fresh.append(other)
    assert len(reached) == 2 + 2 + 2 + 1 + 4 + 4 + 2 + 5, "units, lines and biases"
