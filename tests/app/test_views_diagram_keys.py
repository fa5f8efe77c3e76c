"""The network diagram by keyboard alone: arrows walk over all of its parts, and what they come to is said."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from app.views.diagram.parts import Unit, Weight
from app.views.diagram.view import NetworkDiagram
from nncore import Layer
from tests.app import diagram_kit as kit
from tests.app.diagram_kit import Wishes, choose, click, made, menu, tab_in
from tests.app.snapshots import random_network, stripe
from tests.app.test_views_map import leave

RIGHT, LEFT, UP, DOWN = Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Down


@pytest.fixture
def diagram(qtbot: QtBot) -> NetworkDiagram:
    return made(qtbot, stripe())


@pytest.fixture
def wishes(diagram: NetworkDiagram) -> Wishes:
    return Wishes(diagram)


def walk(diagram: NetworkDiagram, qtbot: QtBot, *keys: Qt.Key) -> str:
    """Press keys, and hear what the diagram says of itself afterwards."""
    for key in keys:
        qtbot.keyClick(diagram, key)
    return diagram.accessibleDescription().partition(". ")[0]


def test_arrows_walk_over_everything_and_say_where_they_are(diagram: NetworkDiagram, qtbot: QtBot) -> None:
    tab_in(diagram)
    assert diagram.accessibleDescription().startswith("x. a = x′. x′ = 2·x − 1. answers over the plane")
    assert walk(diagram, qtbot, DOWN) == "y"
    assert walk(diagram, qtbot, DOWN) == "y", "there is nothing below"
    assert walk(diagram, qtbot, UP, RIGHT) == "weight w 4.000000"
    assert "to neuron 1 of hidden layer 1" in diagram.accessibleDescription()
    assert walk(diagram, qtbot, DOWN, RIGHT) == "neuron 2 of hidden layer 1 tanh"
    assert walk(diagram, qtbot, DOWN) == "bias b of neuron 2 of hidden layer 1 −4.000000"
    assert walk(diagram, qtbot, UP, UP) == "bias b of neuron 1 of hidden layer 1 4.000000"
    assert walk(diagram, qtbot, RIGHT) == "weight w 4.000000"
    assert walk(diagram, qtbot, RIGHT, RIGHT) == "the output sigmoid"
    assert walk(diagram, qtbot, LEFT, LEFT, LEFT, LEFT) == "x"


def test_the_ring_can_be_seen_and_the_numbers_are_beside_it(diagram: NetworkDiagram, qtbot: QtBot) -> None:
    before = diagram.grab().toImage()
    tab_in(diagram)
    walk(diagram, qtbot, RIGHT, RIGHT)
    assert diagram.hover_text.startswith("neuron 1 of hidden layer 1 tanh")
    assert diagram.grab().toImage() != before
    diagram.clearFocus()
    assert diagram.hover_text == ""
    assert diagram.grab().toImage() == before
    assert diagram.accessibleDescription().startswith("Inputs x, y; ")


def test_enter_edits_a_weight_and_opens_the_menu_of_a_neuron(
    diagram: NetworkDiagram, wishes: Wishes, qtbot: QtBot
) -> None:
    tab_in(diagram)
    walk(diagram, qtbot, RIGHT, Qt.Key.Key_Return)
    assert wishes.all == [("parameter_chosen", Weight(0, 0, 0))]
    walk(diagram, qtbot, RIGHT)
    choose(menu(diagram), "Switch off")
    assert wishes.last == ("switch_requested", 1, 0, False)
    walk(diagram, qtbot, Qt.Key.Key_Enter)
    opened = diagram.findChild(QMenu)
    assert isinstance(opened, QMenu)
    choose(opened, "Remove neuron")
    assert wishes.last == ("neuron_removed", 1, 0)


def test_the_mouse_says_where_the_arrows_begin(diagram: NetworkDiagram, wishes: Wishes, qtbot: QtBot) -> None:
    click(diagram, Unit(1, 1))
    diagram.setFocus()
    leave(diagram)
    assert diagram.hover_text == ""
    assert walk(diagram, qtbot, DOWN) == "neuron 2 of hidden layer 1 tanh", "the first arrow shows where one is"
    assert walk(diagram, qtbot, DOWN) == "bias b of neuron 2 of hidden layer 1 −4.000000"


def test_a_part_that_is_gone_is_left(diagram: NetworkDiagram, qtbot: QtBot) -> None:
    tab_in(diagram)
    walk(diagram, qtbot, RIGHT, RIGHT, DOWN, DOWN)
    diagram.show_snapshot(random_network([Layer(1)]))
    assert diagram.accessibleDescription().startswith("x. ")
    diagram.show_snapshot(random_network([]))
    assert walk(diagram, qtbot, RIGHT, RIGHT) == "the output sigmoid"


def test_other_keys_are_left_to_the_window(diagram: NetworkDiagram, wishes: Wishes, qtbot: QtBot) -> None:
    tab_in(diagram)
    for key in (Qt.Key.Key_Space, Qt.Key.Key_S, Qt.Key.Key_T):
        event = kit.key_press(key)
        diagram.keyPressEvent(event)
        assert not event.isAccepted()
    assert wishes.all == []
