"""What the network diagram marks: chosen, off, frozen; its legend, its signs, its moments, and cells for pictures."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QColor, QFontMetrics, QImage
from pytestqt.qtbot import QtBot

from app.theme import DARK, LIGHT
from app.training.moments import MomentName
from app.training.snapshot import Snapshot
from app.views.diagram.key import Key
from app.views.diagram.marks import Status
from app.views.diagram.parts import Kind, Sign, Unit, Weight
from app.views.diagram.view import NetworkDiagram
from app.views.diagram.weights import Gap
from app.views.text import small_font
from nncore import Layer, surgery
from tests.app.diagram_kit import at_moment, hover, made, noted, scene
from tests.app.snapshots import random_network, stripe
from tests.app.test_views_map import near, seen
from tests.pixels import as_pixels, share_near

ACCENT = (0x1F, 0x6F, 0xEB)


def part(diagram: NetworkDiagram, room: QRectF) -> QImage:
    return diagram.grab(room.toRect()).toImage()


def off(snapshot: Snapshot, unit: int) -> Snapshot:
    """The same with a neuron of the first hidden layer switched off."""
    return replace(snapshot, state=surgery.switched(snapshot.state, snapshot.experiment, 1, unit, False))


def frozen(snapshot: Snapshot, *weights: Weight) -> Snapshot:
    state, network = snapshot.state, snapshot.experiment.network
    for weight in weights:
        index = surgery.index_of(network, weight.layer, weight.source, weight.target)
        state = surgery.with_frozen(state, index, True)
    return replace(snapshot, state=state)


def test_the_chosen_neuron_has_a_frame_in_the_accent_colour(qtbot: QtBot) -> None:
    diagram = made(qtbot, stripe())
    around = scene(diagram).rect_of(Unit(1, 1)).adjusted(-3, -3, 3, 3)
    assert share_near(as_pixels(part(diagram, around)), ACCENT) == 0.0
    diagram.show_snapshot(replace(stripe(), shown_unit=(1, 1), scale=(-1.0, 1.0)))
    assert share_near(as_pixels(part(diagram, around)), ACCENT) > 0.1


def test_the_output_keeps_its_colours_while_a_neuron_is_shown(qtbot: QtBot) -> None:
    diagram = made(qtbot, stripe())
    output = scene(diagram).rect_of(Unit(2, 0))
    before = part(diagram, output)
    diagram.show_snapshot(replace(stripe(), shown_unit=(1, 1), scale=(-1.0, 1.0)))
    assert part(diagram, output) == before


def test_a_neuron_that_is_off_is_pale_and_crossed(qtbot: QtBot) -> None:
    diagram = made(qtbot, stripe())
    rect = scene(diagram).rect_of(Unit(1, 0))
    beside = rect.center() + QPointF(0, 0.3 * rect.height())
    strong = seen(diagram, beside)
    diagram.show_snapshot(off(stripe(), 0))
    assert seen(diagram, beside).saturation() < strong.saturation()
    assert seen(diagram, rect.center()).lightness() < 130
    assert not near(seen(diagram, scene(diagram).rect_of(Unit(1, 1)).center()), seen(diagram, rect.center()), within=60)


def test_the_lines_of_a_neuron_that_is_off_are_dotted() -> None:
    status = Status.of(off(stripe(), 1))
    assert status.off == {Unit(1, 1)}
    first, second = status.dotted
    assert first is not None
    assert first.tolist() == [[False, True], [False, True]]
    assert second is not None
    assert second.tolist() == [[False], [True]]
    assert Status.of(stripe()).dotted == (None, None)


def gaps_along(diagram: NetworkDiagram, weight: Weight) -> int:
    """How many of a hundred places on the line of a weight have the colour of the ground."""
    assert weight.source is not None
    left, right = scene(diagram).layout.columns[weight.layer : weight.layer + 2]
    line = Gap.between(left, right, np.ones((len(left.ys), len(right.ys))), 100)
    image = diagram.grab().toImage()
    places = (line.place_on(weight.source, weight.target, across) for across in np.linspace(0.1, 0.9, 100))
    return sum(image.pixelColor(place.toPoint()).saturation() < 30 for place in places)


def test_dotted_lines_are_seen_as_dots(qtbot: QtBot) -> None:
    diagram = made(qtbot, stripe())
    assert gaps_along(diagram, Weight(0, 0, 0)) < 10
    diagram.show_snapshot(off(stripe(), 0))
    assert 20 < gaps_along(diagram, Weight(0, 0, 0)) < 90
    assert gaps_along(diagram, Weight(0, 1, 1)) < 10


@pytest.mark.parametrize("weight", [Weight(0, 0, 0), Weight(0, None, 1), Weight(1, None, 0)])
def test_what_is_frozen_has_a_lock(weight: Weight, qtbot: QtBot) -> None:
    diagram = made(qtbot, stripe())
    place = scene(diagram).lock_place(weight)
    ink = QRectF(place, place).adjusted(-3, 0, 3, 4)
    assert share_near(as_pixels(part(diagram, ink)), (0x1D, 0x27, 0x33)) == 0.0
    diagram.show_snapshot(frozen(stripe(), weight))
    assert share_near(as_pixels(part(diagram, ink)), (0x1D, 0x27, 0x33)) > 0.4


def test_only_what_is_frozen_by_hand_is_marked() -> None:
    both = Status.of(frozen(off(stripe(), 0), Weight(0, 1, 1), Weight(1, None, 0)))
    assert both.frozen == (Weight(0, 1, 1), Weight(1, None, 0))
    assert both.frozen_count == 6, "two inputs, a bias and an output of the neuron that is off, and two more"


def metrics(qtbot: QtBot) -> QFontMetrics:
    widget = NetworkDiagram()
    qtbot.addWidget(widget)
    return QFontMetrics(small_font(widget))


def test_the_legend_has_as_many_words_as_there_is_room_for(qtbot: QtBot) -> None:
    font = metrics(qtbot)
    keys = [Key.fitting("weight", 6.0, font, room) for room in (900, 230, 150, 100, 20)]
    assert [(key.negative, key.positive, key.widest) for key in keys] == [
        ("negative weight", "positive", "widest: 6"),
        ("negative", "positive", "widest: 6"),
        ("−", "+", "widest: 6"),
        ("−", "+", "6"),
        ("", "", ""),
    ]
    assert Key.fitting("gradient", 0.25, font, 900).widest == "widest: 0.25"
    assert Key.fitting("weight", 31.4159, font, 900).widest == "widest: 31"


def test_the_legend_shows_both_colours(qtbot: QtBot) -> None:
    diagram = made(qtbot, random_network([Layer(8)]))
    lowest = scene(diagram).layout.captions_top + scene(diagram).layout.text_line
    room = QRectF(10, lowest, 200, 14)
    assert share_near(as_pixels(part(diagram, room)), (0x2A, 0x78, 0xB8)) > 0.005
    assert share_near(as_pixels(part(diagram, room)), (0xE0, 0x81, 0x2A)) > 0.005


@pytest.mark.parametrize("layers", [0, 1, 2, 8])
def test_every_network_has_a_legend(layers: int, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    written = noted(monkeypatch)
    for size in ((586, 462), (436, 386), (420, 300), (1260, 640)):
        diagram = made(qtbot, random_network([Layer(8)] * layers), size)
        written.clear()
        diagram.grab()
        texts = [text for text, _room in written]
        assert [text for text in texts if text.startswith("widest: 3")] == texts[-1:]


def test_lines_show_the_gradient_while_it_goes_backward(qtbot: QtBot) -> None:
    start = at_moment(MomentName.BACKWARD)
    diagram = made(qtbot, start)
    width = diagram.width()
    assert near(
        seen(diagram, scene(diagram).place_of(Weight(0, 1, 1)) + QPointF(60, 0)), QColor(LIGHT.positive), within=40
    )
    diagram.show_snapshot(replace(start, moment=None))
    assert diagram.width() == width
    assert hover(diagram, Weight(0, 1, 1)).startswith("weight w 4.000000")


@pytest.mark.parametrize("size", [(586, 462), (436, 386), (300, 180)])
def test_nothing_moves_when_slow_motion_begins(size: tuple[int, int], qtbot: QtBot) -> None:
    diagram = made(qtbot, stripe(), size)
    before = scene(diagram)
    for name in MomentName:
        diagram.show_snapshot(at_moment(name))
        assert scene(diagram) is before
    title = before.layout.text_line + 2
    assert all(column.rect(0).top() >= title for column in before.layout.columns)


def test_tiny_pictures_give_way_to_cells_that_are_wider_than_high(qtbot: QtBot) -> None:
    diagram = made(qtbot, random_network([Layer(64, "tanh")] * 8), (586, 462))
    first = scene(diagram).layout.columns[1]
    assert first.is_cells
    assert first.rect(0).width() > first.rect(0).height()
    assert not scene(diagram).layout.columns[0].is_cells
    assert not made(qtbot, random_network([Layer(16)]))._painting.scene.layout.columns[1].is_cells  # type: ignore[union-attr]


def test_a_cell_has_the_colours_of_the_four_quarters(qtbot: QtBot) -> None:
    snapshot = random_network([Layer(64, "tanh")])
    maps = np.full((64, 24, 24), -1.0, dtype=np.float32)
    maps[:, 12:, 12:] = 1.0  # above, right
    diagram = made(qtbot, replace(snapshot, neuron_maps=(snapshot.neuron_maps[0], maps, snapshot.neuron_maps[2])))
    column = scene(diagram).layout.columns[1]
    for unit in (0, 31, 63):
        rect = column.rect(unit)
        corners = [
            seen(diagram, QPointF(x, y))
            for y in (rect.top(), rect.bottom() - 1)
            for x in (rect.left() + 1, rect.right() - 2)
        ]
        expected = [LIGHT.negative, LIGHT.positive, LIGHT.negative, LIGHT.negative]
        assert all(near(color, QColor(name), within=2) for color, name in zip(corners, expected, strict=True))


def test_a_cell_that_is_off_is_pale(qtbot: QtBot) -> None:
    snapshot = random_network([Layer(64, "tanh")])
    maps = np.ones((64, 24, 24), dtype=np.float32)
    same = replace(snapshot, neuron_maps=(snapshot.neuron_maps[0], maps, snapshot.neuron_maps[2]))
    diagram = made(qtbot, off(same, 3))
    column = scene(diagram).layout.columns[1]
    pale, strong = (seen(diagram, column.rect(unit).topLeft() + QPointF(4, 0)) for unit in (3, 4))
    assert pale.saturation() < strong.saturation()


def test_signs_that_can_do_nothing_are_paler(qtbot: QtBot) -> None:
    diagram = made(qtbot, random_network([Layer(1)]))
    signs = scene(diagram).signs
    fewer, more = (as_pixels(part(diagram, signs[Sign(kind, 1)])) for kind in (Kind.FEWER, Kind.MORE))
    assert fewer.min() > more.min() + 60


def test_marks_follow_the_theme(qtbot: QtBot) -> None:
    diagram = made(qtbot, frozen(off(stripe(), 0), Weight(0, 1, 1)))
    whole = QRect(0, 0, diagram.width(), diagram.height())
    light = diagram.grab(whole).toImage()
    diagram.set_theme(DARK)
    assert diagram.grab(whole).toImage() != light
    diagram.set_theme(LIGHT)
    assert diagram.grab(whole).toImage() == light
