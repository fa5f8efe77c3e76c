"""Edits that follow each other before the window has seen what the first one did: none is lost."""

from __future__ import annotations

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

import nncore as nn
from app.model.document import Document
from app.training.controller import Controller
from app.training.session import Grain
from app.training.snapshot import Snapshot

FIRST = nn.PRESETS["first-run"].experiment


def now(controller: Controller) -> Snapshot:
    assert controller.settle()
    assert controller.latest is not None
    return controller.latest


def trained(controller: Controller, qtbot: QtBot, epochs: int) -> Snapshot:
    """So many epochs further."""
    for _ in range(epochs):
        goal = now(controller).state.epoch + 1
        controller.step(Grain.EPOCH)
        qtbot.waitUntil(lambda goal=goal: now(controller).state.epoch == goal, timeout=20_000)  # type: ignore[misc]
    return now(controller)


def test_an_edit_right_after_undo_starts_from_what_came_back(
    controller: Controller, document: Document, qtbot: QtBot
) -> None:
    before = trained(controller, qtbot, 3)
    controller.by_hand.set_parameter(0, 0, 0, 3.0)
    now(controller)
    document.undo_stack.undo()
    controller.by_hand.set_parameter(0, 1, 1, 2.0)
    after = now(controller)
    assert after.state.observations_seen == 750
    assert (after.state.parameters != before.state.parameters).sum() == 1


def test_several_edits_at_once_are_all_kept(controller: Controller, qtbot: QtBot) -> None:
    trained(controller, qtbot, 1)
    controller.by_hand.set_parameter(0, 0, 0, 3.0)
    controller.by_hand.set_parameter(0, 1, 1, 2.0)
    controller.by_hand.add_neuron(1)
    controller.by_hand.add_neuron(1)
    controller.by_hand.switch_unit(1, 2, False)
    controller.by_hand.freeze(0, 0, 0, True)
    after = now(controller)
    assert after.weights[0][[0, 1], [0, 1]].tolist() == [3.0, 2.0]
    assert after.experiment.network.sizes == (2, 10, 1)
    assert after.state.frozen[0]
    assert [off.unit for off in after.state.switched_off] == [2]


def test_another_optimizer_and_an_edit_at_once_go_together(
    controller: Controller, document: Document, qtbot: QtBot
) -> None:
    trained(controller, qtbot, 2)
    document.edit({"training.optimizer": nn.SGD(0.1)}, "Optimizer")
    controller.by_hand.set_parameter(0, 0, 0, 3.0)
    after = now(controller)
    assert after.run == document.work.run
    assert after.experiment.training.optimizer == nn.SGD(0.1)
    assert after.state.observations_seen == 500
    assert after.weights[0][0, 0] == 3.0


def test_an_optimizer_between_two_edits_keeps_both(controller: Controller, document: Document, qtbot: QtBot) -> None:
    trained(controller, qtbot, 2)
    controller.by_hand.set_parameter(0, 0, 0, 3.0)
    now(controller)
    document.edit({"training.optimizer": nn.SGD(0.1)}, "Optimizer")
    controller.by_hand.set_parameter(0, 1, 1, 2.0)
    after = now(controller)
    assert after.state.observations_seen == 500
    assert after.weights[0][[0, 1], [0, 1]].tolist() == [3.0, 2.0]


def test_taking_another_optimizer_back_keeps_what_was_trained_after_an_edit(
    controller: Controller, document: Document, qtbot: QtBot
) -> None:
    trained(controller, qtbot, 1)
    controller.by_hand.set_parameter(0, 0, 0, 3.0)
    before = trained(controller, qtbot, 2)
    document.edit({"training.optimizer": nn.SGD(0.1)}, "Optimizer")
    now(controller)
    document.undo_stack.undo()
    after = now(controller)
    assert after.state.observations_seen == before.state.observations_seen == 750
    assert np.array_equal(after.state.parameters, before.state.parameters)


def test_taking_another_optimizer_back_keeps_what_was_trained_after_opening(
    controller: Controller, document: Document, qtbot: QtBot
) -> None:
    state = trained(controller, qtbot, 1).state
    controller.forget()
    document.start_over(FIRST, state)
    before = trained(controller, qtbot, 2)
    document.edit({"training.optimizer": nn.SGD(0.1)}, "Optimizer")
    now(controller)
    document.undo_stack.undo()
    assert np.array_equal(now(controller).state.parameters, before.state.parameters)


def test_reset_after_an_edit_and_another_optimizer_is_taken_back(controller: Controller, document: Document) -> None:
    controller.by_hand.set_parameter(0, 0, 0, 5.0)
    now(controller)
    document.edit({"training.optimizer": nn.SGD(0.1)}, "Optimizer")
    now(controller)
    controller.reset()
    now(controller)
    document.undo_stack.undo()
    assert now(controller).weights[0][0, 0] == 5.0


def test_a_snapshot_from_before_the_last_stop_of_a_drag_is_not_built_upon(controller: Controller, qtbot: QtBot) -> None:
    controller.play()
    for drag in range(1, 31):
        controller.by_hand.set_parameter(0, 0, 0, 1.0, drag=drag)
        qtbot.wait(5)  # the training goes on with it and posts what it sees
        controller.by_hand.set_parameter(0, 0, 0, 7.0, drag=drag)
        controller.by_hand.freeze(0, 0, 0, True)
        assert controller.state is not None
        assert controller.state.parameters[0] == 7.0
        controller.by_hand.freeze(0, 0, 0, False)


def test_what_changes_nothing_is_no_step(controller: Controller, document: Document) -> None:
    controller.by_hand.freeze(0, 0, 0, False)
    controller.by_hand.switch_unit(1, 1, True)
    controller.by_hand.set_parameter(0, 0, 0, float(now(controller).weights[0][0, 0]))
    assert document.undo_stack.count() == 0
    assert not document.unsaved


def test_many_trained_edits_are_all_taken_back_exactly(
    controller: Controller, document: Document, qtbot: QtBot
) -> None:
    states = []
    for value in range(40):
        states.append(trained(controller, qtbot, 1).state)
        controller.by_hand.set_parameter(0, 0, 0, float(value))
    for state in reversed(states):
        document.undo_stack.undo()
        assert np.array_equal(now(controller).state.parameters, state.parameters)


def test_the_unit_that_is_shown_stays_the_same_neuron(controller: Controller) -> None:
    controller.show_unit((1, 5))
    now(controller)
    controller.by_hand.remove_neuron(1, 2)
    assert now(controller).shown_unit == (1, 4)
    controller.by_hand.add_layer(1)
    assert now(controller).shown_unit == (2, 4)
    controller.by_hand.remove_layer(1)
    assert now(controller).shown_unit == (1, 4)
    controller.by_hand.remove_neuron(1, 4)
    assert now(controller).shown_unit is None


def test_what_undo_brings_back_stands_still_whether_it_was_trained_or_not(
    controller: Controller, document: Document, qtbot: QtBot
) -> None:
    controller.by_hand.add_layer(1)
    now(controller)
    controller.play()
    qtbot.waitUntil(lambda: now(controller).state.observations_seen > 0, timeout=20_000)
    document.undo_stack.undo()
    assert now(controller).state.observations_seen == 0
    qtbot.waitUntil(lambda: not controller.playing)


def test_a_layer_in_a_place_that_an_undo_took_away_is_refused(controller: Controller) -> None:
    with pytest.raises(nn.SpecError, match="column must be between 1 and 2, got 5"):
        controller.by_hand.add_layer(5)
