"""The network changed on its diagram in the whole window, training or not, and taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from app.context import Context
from app.panels.weight_card import WeightCard
from app.training.snapshot import Phase, Snapshot
from app.views.diagram.parts import Kind, Sign, Unit, Weight
from app.views.diagram.view import NetworkDiagram
from tests.app import diagram_kit as kit
from tests.app.snapshots import stripe
from tests.app.test_views_map import leave, point_at
from tests.app.test_window import latest, wait_for

RETURN = Qt.Key.Key_Return


class Hand:
    """A hand on the diagram of a window, which waits until the training has done what was asked for."""

    def __init__(self, parts: Context, qtbot: QtBot) -> None:
        self.parts, self.qtbot = parts, qtbot
        self.diagram: NetworkDiagram = parts.window.gallery.diagram
        card = self.diagram.findChild(WeightCard)
        assert isinstance(card, WeightCard)
        self.card = card
        qtbot.waitUntil(lambda: self.diagram.scene is not None, timeout=20_000)

    @property
    def snapshot(self) -> Snapshot:
        return latest(self.parts)

    def until(self, holds: Callable[[Snapshot], bool]) -> None:
        """Wait for a snapshot of which that is true, shown in the diagram."""
        self.qtbot.waitUntil(lambda: self.diagram.snapshot is not None and holds(self.diagram.snapshot), timeout=10_000)

    def enter(self, text: str) -> None:
        self.card.field.selectAll()
        self.qtbot.keyClicks(self.card.field, text)
        self.qtbot.keyClick(self.card.field, RETURN)


@pytest.fixture
def hand(parts: Context, qtbot: QtBot) -> Hand:
    return Hand(parts, qtbot)


def test_a_weight_is_typed_and_taken_back(hand: Hand) -> None:
    before = hand.snapshot.weights[0].copy()
    kit.click(hand.diagram, Weight(0, 0, 2))
    assert hand.card.isVisible()
    assert hand.card.title.text() == "Weight from x to neuron 3 of hidden layer 1"
    assert float(hand.card.field.text()) == pytest.approx(before[0, 2], rel=1e-5)
    hand.enter("2.5")
    hand.until(lambda snapshot: snapshot.weights[0][0, 2] == 2.5)
    after = hand.snapshot.weights[0].copy()
    after[0, 2] = before[0, 2]
    assert np.array_equal(after, before), "the others stay"
    hand.parts.window.named_actions["undo"].trigger()
    hand.until(lambda snapshot: snapshot.weights[0][0, 2] == before[0, 2])
    assert hand.parts.window.status.notice == "Undone: Weight"
    assert float(hand.card.field.text()) == pytest.approx(before[0, 2], rel=1e-5)


@pytest.mark.parametrize("weight", [Weight(0, 0, 0), Weight(0, 1, 5), Weight(1, 3, 0), Weight(0, None, 2)])
def test_the_card_covers_neither_the_line_it_is_about_nor_its_ends(hand: Hand, weight: Weight) -> None:
    kit.click(hand.diagram, weight)
    scene, card = hand.diagram.scene, hand.card.geometry().toRectF()
    assert scene is not None
    parts: list[Unit | Weight] = [weight, Unit(weight.layer + 1, weight.target)]
    if weight.source is not None:
        parts.append(Unit(weight.layer, weight.source))
    assert hand.card.isVisible()
    assert not any(card.intersects(scene.rect_of(part)) for part in parts)


def test_a_bias_is_set_while_it_trains_and_the_training_goes_on(hand: Hand, qtbot: QtBot) -> None:
    hand.parts.controller.play()
    wait_for(hand.parts, qtbot, Phase.TRAINING)
    kit.click(hand.diagram, Weight(1, None, 0))
    hand.enter("50")
    hand.until(lambda snapshot: 40 < snapshot.biases[1][0] < 60)
    seen = hand.snapshot.state.observations_seen
    hand.until(lambda snapshot: snapshot.state.observations_seen > seen and snapshot.biases[1][0] != 50)
    assert hand.parts.controller.playing


def test_a_drag_on_a_line_is_one_step_to_undo(hand: Hand) -> None:
    before = float(hand.snapshot.weights[1][5, 0])
    kit.drag(hand.diagram, Weight(1, 5, 0), 5, 10, 20, 50)
    hand.until(lambda snapshot: abs(snapshot.weights[1][5, 0] - before - 1.0) < 1e-5)
    assert hand.parts.document.undo_stack.count() == 1
    assert hand.card.isHidden()


def test_a_value_that_is_not_allowed_is_said_and_stays_to_be_corrected(hand: Hand) -> None:
    kit.click(hand.diagram, Weight(0, 0, 2))
    hand.enter("1e9")
    assert hand.parts.window.status.notice.startswith("The weight must be ")
    assert hand.card.field.property("refused")
    hand.enter("much")
    assert hand.parts.window.status.notice.startswith("The weight must be ")
    hand.enter("3")
    hand.until(lambda snapshot: snapshot.weights[0][0, 2] == 3.0)
    assert not hand.card.field.property("refused")


def test_a_frozen_weight_is_left_alone_by_the_training(hand: Hand, qtbot: QtBot) -> None:
    kit.click(hand.diagram, Weight(0, 0, 2))
    hand.card.freeze.click()
    hand.until(lambda snapshot: bool(snapshot.state.frozen.any()))
    before = hand.snapshot.weights[0].copy()
    hand.parts.window.named_actions["step_epoch"].trigger()
    hand.until(lambda snapshot: snapshot.state.epoch == 1)
    changed = hand.snapshot.weights[0] != before
    assert not changed[0, 2]
    assert changed.sum() == changed.size - 1
    assert hand.card.freeze.isChecked()


def test_a_neuron_is_shown_on_surface_and_map_and_left_again(hand: Hand, qtbot: QtBot) -> None:
    kit.click(hand.diagram, Unit(1, 3))
    hand.until(lambda snapshot: snapshot.shown_unit == (1, 3))
    qtbot.keyClick(hand.diagram, Qt.Key.Key_Escape)
    hand.until(lambda snapshot: snapshot.shown_unit is None)


def test_a_neuron_is_switched_off_and_on_as_it_was(hand: Hand) -> None:
    before = hand.snapshot.weights[1].copy()
    kit.choose(kit.menu(hand.diagram, Unit(1, 2)), "Switch off")
    hand.until(lambda snapshot: snapshot.weights[1][2, 0] == 0.0)
    assert kit.hover(hand.diagram, Unit(1, 2)).split("\n")[1] == "switched off: it passes nothing on"
    kit.choose(kit.menu(hand.diagram, Unit(1, 2)), "Switch on")
    hand.until(lambda snapshot: np.array_equal(snapshot.weights[1], before))


def test_the_weights_of_a_neuron_that_is_off_are_left_alone(hand: Hand) -> None:
    hand.diagram.switch_requested.emit(1, 2, False)
    hand.until(lambda snapshot: len(snapshot.state.switched_off) == 1)
    for weight in (Weight(0, 1, 2), Weight(0, None, 2), Weight(1, 2, 0)):
        kit.click(hand.diagram, weight)
        kit.choose(kit.menu(hand.diagram, weight), "Set to 0")
        kit.choose(kit.menu(hand.diagram, weight), "Freeze")
        kit.drag(hand.diagram, weight, 30)
        notice = hand.parts.window.status.notice
        assert notice == "Neuron 3 of hidden layer 1 is off. Switch it on to change its weights."
    assert hand.card.isHidden()
    assert hand.parts.document.undo_stack.count() == 1


def test_signs_add_and_remove_neurons_and_layers_and_the_rest_keeps_its_weights(hand: Hand) -> None:
    before = hand.snapshot.weights[0].copy()
    kit.click(hand.diagram, Sign(Kind.MORE, 1))
    hand.until(lambda snapshot: snapshot.experiment.network.sizes == (2, 9, 1))
    assert np.array_equal(hand.snapshot.weights[0][:, :8], before)
    kit.click(hand.diagram, Sign(Kind.FEWER, 1))
    hand.until(lambda snapshot: snapshot.experiment.network.sizes == (2, 8, 1))
    kit.click(hand.diagram, Sign(Kind.INSERT, 2))
    hand.until(lambda snapshot: len(snapshot.experiment.network.sizes) == 4)
    assert np.array_equal(hand.snapshot.weights[0], before)
    kit.click(hand.diagram, Sign(Kind.REMOVE, 2))
    hand.until(lambda snapshot: snapshot.experiment.network.sizes == (2, 8, 1))
    assert np.array_equal(hand.snapshot.weights[0], before)
    assert hand.parts.document.undo_stack.count() == 4


def test_what_the_controller_refuses_is_said(hand: Hand) -> None:
    hand.diagram.neuron_removed.emit(7, 0)
    assert hand.parts.window.status.notice.startswith("The layer must be ")
    assert hand.parts.document.undo_stack.count() == 0


def test_the_card_goes_with_its_weight(hand: Hand) -> None:
    kit.click(hand.diagram, Weight(0, 0, 7))
    hand.enter("0.5")
    hand.until(lambda snapshot: snapshot.weights[0][0, 7] == 0.5)
    hand.parts.controller.by_hand.remove_neuron(1, 7)
    hand.until(lambda snapshot: snapshot.experiment.network.sizes == (2, 7, 1))
    assert hand.card.isHidden()


def test_by_keyboard_alone(hand: Hand, qtbot: QtBot) -> None:
    kit.tab_in(hand.diagram)
    for key in (Qt.Key.Key_Right, RETURN):
        qtbot.keyClick(hand.diagram, key)
    assert hand.card.field.hasFocus()
    hand.enter("1.75")
    hand.until(lambda snapshot: 1.75 in snapshot.weights[0][0])
    qtbot.keyClick(hand.card.field, Qt.Key.Key_Escape)
    assert hand.diagram.hasFocus()
    qtbot.keyClick(hand.diagram, Qt.Key.Key_Space)
    assert hand.parts.controller.playing, "Space is the window's"


def test_under_the_pointer_on_the_map_each_neuron_says_its_answer(hand: Hand, qapp: QApplication) -> None:
    plane = hand.parts.window.gallery.map
    point_at(plane, plane.plane.place(0.75, 0.5))
    painting = hand.diagram.grab().toImage()
    leave(plane)
    assert hand.diagram.grab().toImage() != painting
    point_at(plane, plane.plane.place(0.75, 0.5))
    assert hand.diagram.grab().toImage() == painting
    point_at(plane, QPointF(1, 1))
    assert hand.diagram.grab().toImage() != painting, "beside the plane there is no place"


def test_the_heading_says_what_a_hand_can_do(hand: Hand) -> None:
    hint = "click a neuron to see it at the right, a line to edit its weight"
    assert hand.parts.window.gallery.network_card.hint == hint


def test_a_click_elsewhere_in_the_diagram_closes_the_card(hand: Hand) -> None:
    kit.click(hand.diagram, Weight(0, 0, 2))
    QTest.mouseClick(hand.diagram, kit.LEFT, kit.NONE, kit.place(hand.diagram, Unit(2, 0)))
    assert hand.card.isHidden()
    assert hand.parts.document.undo_stack.count() == 0


def test_the_words_about_what_is_shown_change_only_when_something_else_is_shown(idle: Context) -> None:
    gallery = idle.window.gallery
    [back] = [link for link in gallery.surface_card.findChildren(QToolButton) if link.text() == "← output"]
    changes = ToolTipChanges(back)
    for moment in (stripe(), stripe(), replace(stripe(), shown_unit=(1, 0)), replace(stripe(), shown_unit=(1, 0))):
        gallery.show_snapshot(moment)
    assert changes.seen == [
        "<p>Shown is output. Back to the network's output (Shift+O).</p>",
        "<p>Shown is neuron 1 of hidden layer 1. Back to the network's output (Shift+O).</p>",
    ]


class ToolTipChanges(QObject):
    """The tool tips that `watched` is given."""

    def __init__(self, watched: QWidget) -> None:
        super().__init__(watched)
        self.seen: list[str] = []
        watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        if event.type() == QEvent.Type.ToolTipChange and isinstance(watched, QWidget):
            self.seen.append(watched.toolTip())
        return super().eventFilter(watched, event)
