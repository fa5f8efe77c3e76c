"""Changes by hand through the controller, with a real training thread: one step of undo each, and training goes on."""

from __future__ import annotations

from collections.abc import Callable

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


def trained(controller: Controller, qtbot: QtBot, epochs: int = 1) -> Snapshot:
    controller.step(Grain.EPOCH)
    qtbot.waitUntil(lambda: now(controller).state.epoch == epochs, timeout=20_000)
    return now(controller)


def test_a_weight_is_set_and_undo_brings_the_trained_network_back(
    controller: Controller, document: Document, qtbot: QtBot
) -> None:
    before = trained(controller, qtbot)
    controller.by_hand.set_parameter(0, 1, 3, 2.5)
    after = now(controller)
    assert after.weights[0][1, 3] == 2.5
    assert after.state.observations_seen == 250
    changed = np.flatnonzero(after.state.parameters != before.state.parameters)
    assert len(changed) == 1
    document.undo_stack.undo()
    assert np.array_equal(now(controller).state.parameters, before.state.parameters)
    document.undo_stack.redo()
    assert now(controller).weights[0][1, 3] == 2.5


def test_the_bias_of_the_output_is_set(controller: Controller) -> None:
    controller.by_hand.set_parameter(1, None, 0, -0.75)
    assert now(controller).biases[1].tolist() == [-0.75]


def test_a_drag_of_many_values_is_one_step(controller: Controller, document: Document, qtbot: QtBot) -> None:
    before = trained(controller, qtbot)
    for value in np.linspace(0.0, 1.0, 11).tolist():
        controller.by_hand.set_parameter(1, 2, 0, value, drag=1)
    assert now(controller).weights[1][2, 0] == 1.0
    assert document.undo_stack.count() == 1
    document.undo_stack.undo()
    assert np.array_equal(now(controller).state.parameters, before.state.parameters)


def test_training_goes_on_while_a_weight_is_changed(controller: Controller, qtbot: QtBot) -> None:
    controller.play()
    qtbot.waitUntil(lambda: controller.latest is not None and controller.latest.state.epoch > 0, timeout=20_000)
    controller.by_hand.set_parameter(0, 0, 0, 3.0)
    seen = now(controller).state.observations_seen
    assert controller.playing
    qtbot.waitUntil(lambda: controller.latest is not None and controller.latest.state.observations_seen > seen)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 1e7])
def test_a_value_that_is_not_allowed_changes_nothing(controller: Controller, document: Document, value: float) -> None:
    with pytest.raises(nn.SpecError, match="value"):
        controller.by_hand.set_parameter(0, 0, 0, value)
    assert not document.undo_stack.canUndo()


def test_a_frozen_weight_is_left_alone_by_training(controller: Controller, qtbot: QtBot) -> None:
    controller.by_hand.freeze(0, 1, 2, True)
    before = now(controller)
    after = trained(controller, qtbot)
    assert after.weights[0][1, 2] == before.weights[0][1, 2]
    assert (after.state.parameters != before.state.parameters).sum() == FIRST.network.parameters - 1
    controller.by_hand.freeze(0, 1, 2, False)
    assert trained(controller, qtbot, 2).weights[0][1, 2] != before.weights[0][1, 2]


def test_a_neuron_is_switched_off_and_on_again_as_it_was(
    controller: Controller, document: Document, qtbot: QtBot
) -> None:
    before = trained(controller, qtbot)
    controller.by_hand.switch_unit(1, 4, False)
    off = now(controller)
    assert off.weights[1][4, 0] == 0.0
    assert [(unit.layer, unit.unit) for unit in off.state.switched_off] == [(0, 4)]
    assert document.undo_stack.undoText() == "Switch off"
    controller.by_hand.switch_unit(1, 4, True)
    assert np.array_equal(now(controller).state.parameters, before.state.parameters)


@pytest.mark.parametrize(("layer", "source", "target"), [(1, 4, 0), (0, 1, 4), (0, None, 4)])
def test_the_weights_of_a_neuron_that_is_off_stay_as_they_are(
    controller: Controller, document: Document, layer: int, source: int | None, target: int
) -> None:
    controller.by_hand.switch_unit(1, 4, False)
    now(controller)
    for change in (
        lambda: controller.by_hand.set_parameter(layer, source, target, 1.0),
        lambda: controller.by_hand.freeze(layer, source, target, False),
    ):
        with pytest.raises(nn.SpecError, match="neuron 5 of hidden layer 1"):
            change()
    assert document.undo_stack.count() == 1


def test_neurons_and_layers_come_and_go_and_the_others_keep_their_weights(
    controller: Controller, document: Document, qtbot: QtBot
) -> None:
    before = trained(controller, qtbot)
    controller.by_hand.add_neuron(1)
    wider = now(controller)
    assert document.experiment.network.sizes == (2, 9, 1)
    assert np.array_equal(wider.weights[0][:, :8], before.weights[0])
    controller.by_hand.remove_neuron(1, 8)
    assert np.array_equal(now(controller).state.parameters, before.state.parameters)
    controller.by_hand.add_layer(2)
    deeper = now(controller)
    assert document.experiment.network.sizes == (2, 8, 8, 1)
    assert np.array_equal(deeper.weights[0], before.weights[0])
    controller.by_hand.remove_layer(2)
    assert document.experiment.network == FIRST.network
    assert np.array_equal(now(controller).weights[0], before.weights[0])
    for _ in range(4):
        document.undo_stack.undo()
    assert np.array_equal(now(controller).state.parameters, before.state.parameters)


@pytest.mark.parametrize(
    "change",
    [
        lambda controller: controller.by_hand.add_neuron(0),
        lambda controller: controller.by_hand.remove_neuron(1, 8),
        lambda controller: controller.by_hand.remove_layer(2),
        lambda controller: controller.by_hand.switch_unit(2, 0, False),
    ],
)
def test_what_does_not_exist_is_refused(
    controller: Controller, document: Document, change: Callable[[Controller], None]
) -> None:
    with pytest.raises(nn.SpecError):
        change(controller)
    assert not document.undo_stack.canUndo()


def test_a_layer_is_not_made_larger_than_the_window_can_show(controller: Controller, document: Document) -> None:
    document.edit({"network.hidden_layers": (nn.Layer(64),)}, "Neurons")
    with pytest.raises(nn.SpecError, match="between 1 and 64, got 65"):
        controller.by_hand.add_neuron(1)
    assert document.experiment.network.hidden_layers[0].size == 64


def test_own_points_become_the_data_and_the_network_goes_on(
    controller: Controller, document: Document, qtbot: QtBot
) -> None:
    before = trained(controller, qtbot)
    points = tuple((x, y, float(x > 0)) for x in (-1.0, 1.0) for y in (-0.5, 0.5))
    controller.by_hand.set_points(points, 2, "Paint")
    after = now(controller)
    assert document.experiment.data.dataset == "custom"
    assert document.experiment.data.points == points
    assert np.array_equal(after.state.parameters, before.state.parameters)
    assert after.state.epoch == before.state.epoch
    controller.by_hand.set_points((*points, (0.0, 0.0, 0.0)), 2, "Paint")
    document.undo_stack.undo()
    assert document.experiment.data.points == points


def test_a_stroke_is_one_step(controller: Controller, document: Document) -> None:
    points: tuple[tuple[float, float, float], ...] = tuple((float(i), 0.0, float(i % 2)) for i in range(4))
    for i in range(5):
        points = (*points, (0.1 * i, 1.0, 1.0))
        controller.by_hand.set_points(points, 2, "Paint", drag=3)
    assert document.undo_stack.count() == 1
    assert document.experiment.data.points == points
    assert now(controller).experiment.data.points == points
    document.undo_stack.undo()
    assert document.experiment == FIRST


def test_points_of_more_classes_begin_a_network_with_an_output_for_each(
    controller: Controller, document: Document
) -> None:
    points = tuple((float(i), float(i % 3), float(i % 3)) for i in range(9))
    controller.by_hand.set_points(points, 3, "Paint")
    assert document.experiment.network.outputs == 3
    assert now(controller).classes == 3


def test_the_unit_that_is_shown_is_told(controller: Controller, qtbot: QtBot) -> None:
    with qtbot.waitSignal(controller.unit_shown) as told:
        controller.show_unit((1, 3))
    assert told.args == [(1, 3)]
    with qtbot.waitSignal(controller.unit_shown) as told:
        controller.show_unit(None)
    assert told.args == [None]
