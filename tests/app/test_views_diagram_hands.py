"""A hand on the network diagram: clicks, drags, signs and menus, and what each of them asks for."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.views.diagram.parts import Kind, Sign, Space, Unit, Weight
from app.views.diagram.view import NetworkDiagram
from nncore import Layer, surgery
from tests.app import diagram_kit as kit
from tests.app.diagram_kit import Wishes, choose, click, drag, made, menu, place, scene, texts
from tests.app.snapshots import random_network, stripe
from tests.app.test_views_map import leave, point_at


@pytest.fixture
def diagram(qtbot: QtBot) -> NetworkDiagram:
    return made(qtbot, stripe())


@pytest.fixture
def wishes(diagram: NetworkDiagram) -> Wishes:
    return Wishes(diagram)


def test_a_click_on_a_neuron_asks_to_see_it_and_one_more_to_go_back(diagram: NetworkDiagram, wishes: Wishes) -> None:
    click(diagram, Unit(1, 1))
    assert wishes.last == ("unit_chosen", (1, 1))
    diagram.show_snapshot(replace(stripe(), shown_unit=(1, 1)))
    click(diagram, Unit(1, 0))
    assert wishes.last == ("unit_chosen", (1, 0))
    click(diagram, Unit(1, 1))
    assert wishes.all[-1] == ("unit_chosen", None)


def test_a_click_on_the_only_output_goes_back(diagram: NetworkDiagram, wishes: Wishes) -> None:
    click(diagram, Unit(2, 0))
    assert wishes.all == [("unit_chosen", None)]


def test_escape_goes_back_and_is_left_to_the_window_where_there_is_nothing_to_go_back_from(
    diagram: NetworkDiagram, wishes: Wishes, qtbot: QtBot
) -> None:
    diagram.setFocus()
    qtbot.keyClick(diagram, Qt.Key.Key_Escape)
    assert wishes.all == []
    diagram.show_snapshot(replace(stripe(), shown_unit=(1, 1)))
    qtbot.keyClick(diagram, Qt.Key.Key_Escape)
    assert wishes.all == [("unit_chosen", None)]


@pytest.mark.parametrize("weight", [Weight(0, 1, 1), Weight(1, 0, 0), Weight(0, None, 1), Weight(1, None, 0)])
def test_a_click_on_a_line_or_a_bias_asks_to_edit_it(diagram: NetworkDiagram, wishes: Wishes, weight: Weight) -> None:
    click(diagram, weight)
    assert wishes.all == [("parameter_chosen", weight)]


def test_a_press_that_slips_off_asks_for_nothing(diagram: NetworkDiagram, wishes: Wishes) -> None:
    QTest.mousePress(diagram, kit.LEFT, kit.NONE, place(diagram, Unit(1, 0)))
    QTest.mouseRelease(diagram, kit.LEFT, kit.NONE, place(diagram, Unit(1, 1)))
    QTest.mouseClick(diagram, Qt.MouseButton.MiddleButton, kit.NONE, place(diagram, Unit(1, 1)))
    assert wishes.all == []


def test_dragging_a_line_up_and_down_changes_its_weight(diagram: NetworkDiagram, wishes: Wishes) -> None:
    drag(diagram, Weight(1, 1, 0), 2, 10, -25)
    assert wishes.all == [
        ("parameter_edited", 1, 1, 0, -3.8, 1),
        ("parameter_edited", 1, 1, 0, -4.5, 1),
    ]


def test_each_drag_has_a_number_of_its_own_and_shift_makes_it_finer(diagram: NetworkDiagram, wishes: Wishes) -> None:
    drag(diagram, Weight(0, None, 0), 10)
    drag(diagram, Weight(0, None, 0), 10, keys=Qt.KeyboardModifier.ShiftModifier)
    assert wishes.all == [
        ("parameter_edited", 0, None, 0, 4.2, 1),
        ("parameter_edited", 0, None, 0, 4.02, 2),
    ]


def test_a_hand_that_trembles_still_clicks(diagram: NetworkDiagram, wishes: Wishes) -> None:
    drag(diagram, Weight(1, 1, 0), 2, 3)
    assert wishes.all == [("parameter_chosen", Weight(1, 1, 0))]


def test_while_a_line_is_dragged_its_number_is_said_wherever_the_pointer_is(diagram: NetworkDiagram) -> None:
    start = place(diagram, Weight(1, 1, 0))
    QTest.mousePress(diagram, kit.LEFT, kit.NONE, start)
    kit.move(diagram, start - QPoint(0, 150), kit.NONE)
    assert diagram.hover_text.startswith("weight w −4.000000\nfrom neuron 2")
    assert diagram.cursor().shape() is Qt.CursorShape.SizeVerCursor
    QTest.mouseRelease(diagram, kit.LEFT, kit.NONE, start - QPoint(0, 150))
    kit.move(diagram, QPoint(4, 4), kit.NONE)
    assert diagram.hover_text == ""
    assert diagram.cursor().shape() is Qt.CursorShape.ArrowCursor


@pytest.mark.parametrize(
    ("sign", "wish"),
    [
        (Sign(Kind.MORE, 1), ("neuron_added", 1)),
        (Sign(Kind.FEWER, 1), ("neuron_removed", 1, 1)),
        (Sign(Kind.REMOVE, 1), ("layer_removed", 1)),
        (Sign(Kind.INSERT, 1), ("layer_added", 1)),
        (Sign(Kind.INSERT, 2), ("layer_added", 2)),
    ],
)
def test_signs_ask_for_what_they_say(
    diagram: NetworkDiagram, wishes: Wishes, sign: Sign, wish: tuple[object, ...]
) -> None:
    click(diagram, sign)
    assert wishes.all == [wish]


@pytest.mark.parametrize(
    ("layers", "sign"),
    [
        ([Layer(64)], Sign(Kind.MORE, 1)),
        ([Layer(1)], Sign(Kind.FEWER, 1)),
        ([Layer(2)] * 8, Sign(Kind.INSERT, 3)),
    ],
)
def test_signs_keep_to_the_limits(layers: list[Layer], sign: Sign, qtbot: QtBot) -> None:
    diagram = made(qtbot, random_network(layers), (900, 460))
    wishes = Wishes(diagram)
    click(diagram, sign)
    assert wishes.all == []


def test_signs_for_layers_show_themselves_only_near_the_pointer(diagram: NetworkDiagram) -> None:
    rect = scene(diagram).shy_signs[Sign(Kind.INSERT, 1)].toRect()
    away = diagram.grab(rect).toImage()
    point_at(diagram, QPointF(rect.center() - QPoint(0, 200)))
    assert diagram.grab(rect).toImage() != away
    point_at(diagram, QPointF(place(diagram, Unit(1, 0))))
    assert diagram.grab(rect).toImage() == away
    leave(diagram)
    assert diagram.grab(rect).toImage() == away


def test_the_menu_of_a_neuron(diagram: NetworkDiagram, wishes: Wishes) -> None:
    assert texts(menu(diagram, Unit(1, 1))) == [
        "Show on surface and map",
        "Edit bias…",
        "Switch off",
        "Remove neuron",
        "Add a neuron to hidden layer 1",
        "Remove the last neuron of hidden layer 1",
        "Add a layer after hidden layer 1",
        "Remove hidden layer 1",
    ]
    for text, wish in (
        ("Show on surface and map", ("unit_chosen", (1, 1))),
        ("Edit bias…", ("parameter_chosen", Weight(0, None, 1))),
        ("Switch off", ("switch_requested", 1, 1, False)),
        ("Remove neuron", ("neuron_removed", 1, 1)),
    ):
        choose(menu(diagram, Unit(1, 1)), text)
        assert wishes.last == wish


def test_the_menu_of_a_neuron_that_is_off_and_shown(diagram: NetworkDiagram, wishes: Wishes) -> None:
    start = stripe()
    off = surgery.switched(start.state, start.experiment, 1, 0, False)
    diagram.show_snapshot(replace(start, state=off, shown_unit=(1, 0)))
    for text, wish in (
        ("Show the network's answer again", ("unit_chosen", None)),
        ("Switch on", ("switch_requested", 1, 0, True)),
    ):
        choose(menu(diagram, Unit(1, 0)), text)
        assert wishes.last == wish


def test_the_menus_of_inputs_and_output_have_nothing_to_remove(diagram: NetworkDiagram) -> None:
    assert texts(menu(diagram, Unit(0, 0))) == ["Show on surface and map", "Add a layer after the inputs"]
    assert texts(menu(diagram, Unit(2, 0))) == [
        "Show on surface and map",
        "Edit bias…",
        "Add a layer before the output",
    ]


def test_the_menu_of_a_weight(diagram: NetworkDiagram, wishes: Wishes) -> None:
    assert texts(menu(diagram, Weight(0, 1, 1))) == ["Edit…", "Freeze", "Set to 0"]
    for text, wish in (
        ("Edit…", ("parameter_chosen", Weight(0, 1, 1))),
        ("Freeze", ("freeze_requested", 0, 1, 1, True)),
        ("Set to 0", ("parameter_edited", 0, 1, 1, 0.0, 0)),
    ):
        choose(menu(diagram, Weight(0, 1, 1)), text)
        assert wishes.last == wish


def test_a_frozen_weight_can_be_unfrozen(diagram: NetworkDiagram, wishes: Wishes) -> None:
    start = stripe()
    index = surgery.index_of(start.experiment.network, 0, 1, 1)
    diagram.show_snapshot(replace(start, state=surgery.with_frozen(start.state, index, True)))
    choose(menu(diagram, Weight(0, 1, 1)), "Unfreeze")
    assert wishes.last == ("freeze_requested", 0, 1, 1, False)


def test_the_menu_of_a_column_below_its_caption(diagram: NetworkDiagram, wishes: Wishes) -> None:
    for text, wish in (
        ("Add a neuron to hidden layer 1", ("neuron_added", 1)),
        ("Remove the last neuron of hidden layer 1", ("neuron_removed", 1, 1)),
        ("Add a layer after hidden layer 1", ("layer_added", 2)),
        ("Remove hidden layer 1", ("layer_removed", 1)),
    ):
        choose(menu(diagram, Space(1)), text)
        assert wishes.last == wish


def test_menus_offer_nothing_beyond_the_limits(qtbot: QtBot) -> None:
    diagram = made(qtbot, random_network([Layer(64), *[Layer(1)] * 7]), (900, 460))
    lines = texts(menu(diagram, Unit(1, 3)))
    assert "(Add a neuron to hidden layer 1)" in lines
    assert "(Add a layer after hidden layer 1)" in lines
    lines = texts(menu(diagram, Unit(2, 0)))
    assert "(Remove neuron)" in lines
    assert "(Remove the last neuron of hidden layer 2)" in lines


def test_what_is_being_edited_is_marked_and_nothing_else_is_said(diagram: NetworkDiagram) -> None:
    leave(diagram)
    before = diagram.grab().toImage()
    diagram.mark(Weight(0, 0, 1))
    assert diagram.grab().toImage() != before
    point_at(diagram, QPointF(place(diagram, Unit(1, 0))))
    assert diagram.hover_text == ""
    diagram.mark(None)
    assert diagram.hover_text.startswith("neuron 1")
    leave(diagram)
    assert diagram.grab().toImage() == before


def test_an_empty_diagram_takes_clicks_and_keys(qtbot: QtBot) -> None:
    diagram = NetworkDiagram()
    qtbot.addWidget(diagram)
    wishes = Wishes(diagram)
    diagram.show()
    QTest.mouseClick(diagram, kit.LEFT, kit.NONE, QPoint(50, 50))
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Return, Qt.Key.Key_Escape):
        qtbot.keyClick(diagram, key)
    assert [wish for wish in wishes.all if wish[0] != "parameter_chosen"] == []
