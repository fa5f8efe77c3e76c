"""The network panel on a real document."""

from __future__ import annotations

from html import escape

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

import nncore as nn
from app.model.document import Document
from app.panels.network import NetworkPanel
from tests.app.panel_kit import choice, choose, enter, number, sentences, shown

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def document(qapp: object) -> Document:
    return Document(nn.PRESETS["first-run"].experiment)


@pytest.fixture
def panel(document: Document, qtbot: QtBot) -> NetworkPanel:
    panel = NetworkPanel(document)
    shown(qtbot, panel)
    return panel


def layers(document: Document) -> list[tuple[int, str]]:
    return [(layer.size, layer.activation) for layer in document.experiment.network.hidden_layers]


def rows(panel: NetworkPanel) -> list[tuple[str, str]]:
    return [(row.neurons.text(), row.activation.currentText()) for row in panel.layers]


def test_it_shows_what_the_document_has(panel: NetworkPanel) -> None:
    assert rows(panel) == [("8", "tanh")]
    assert panel.output.currentText() == "sigmoid"
    assert choice(panel, "network.initializer").currentText() == "Xavier, uniform"
    assert number(panel, "seed").text() == "7"


def test_a_new_layer_is_like_the_last_one(panel: NetworkPanel, document: Document, qtbot: QtBot) -> None:
    document.edit({"network.hidden_layers": (nn.Layer(8, "tanh"), nn.Layer(3, "relu"))}, "Layers")
    qtbot.mouseClick(panel.add_layer, LEFT)
    assert layers(document) == [(8, "tanh"), (3, "relu"), (3, "relu")]
    assert rows(panel) == [("8", "tanh"), ("3", "ReLU"), ("3", "ReLU")]


def test_a_first_layer_can_be_added_to_none(panel: NetworkPanel, document: Document, qtbot: QtBot) -> None:
    qtbot.mouseClick(panel.layers[0].remove, LEFT)
    assert layers(document) == []
    assert rows(panel) == []
    qtbot.mouseClick(panel.add_layer, LEFT)
    assert layers(document) == [(8, "tanh")]


def test_eight_layers_and_no_more(panel: NetworkPanel, document: Document, qtbot: QtBot) -> None:
    for _ in range(7):
        qtbot.mouseClick(panel.add_layer, LEFT)
    assert len(layers(document)) == 8
    assert not panel.add_layer.isEnabled()
    assert "at most 8 hidden layers" in panel.add_layer.toolTip()
    qtbot.mouseClick(panel.layers[7].remove, LEFT)
    assert panel.add_layer.isEnabled()
    assert "one more hidden layer" in panel.add_layer.toolTip()


def test_the_layer_whose_cross_is_pressed_goes(panel: NetworkPanel, document: Document, qtbot: QtBot) -> None:
    document.edit({"network.hidden_layers": tuple(nn.Layer(n) for n in (2, 3, 4))}, "Layers")
    qtbot.mouseClick(panel.layers[1].remove, LEFT)
    assert [size for size, _ in layers(document)] == [2, 4]
    assert [text for text, _ in rows(panel)] == ["2", "4"]


def test_neurons_and_activation_of_a_layer_are_its_own(panel: NetworkPanel, document: Document, qtbot: QtBot) -> None:
    qtbot.mouseClick(panel.add_layer, LEFT)
    enter(qtbot, panel.layers[1].neurons, "5")
    choose(qtbot, panel.layers[1].activation, "relu")
    assert layers(document) == [(8, "tanh"), (5, "relu")]


@pytest.mark.parametrize("typed", ["0", "65", "-3", "1e9"])
def test_neurons_out_of_range_are_refused_in_a_sentence(
    panel: NetworkPanel, document: Document, qtbot: QtBot, typed: str
) -> None:
    work = document.work
    enter(qtbot, panel.layers[0].neurons, typed)
    [said] = sentences(panel)
    assert said.startswith("Neurons of hidden layer 1 must be between 1 and 64, not ")
    assert document.work is work


def test_stepping_neurons_stops_at_the_ends(panel: NetworkPanel, document: Document, qtbot: QtBot) -> None:
    neurons = panel.layers[0].neurons
    enter(qtbot, neurons, "64")
    seen = []
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_Down, Qt.Key.Key_PageDown):
        qtbot.keyClick(neurons, key)
        seen.append(neurons.text())
        assert sentences(panel) == []
    assert seen == ["64", "63", "64", "63", "53"]
    enter(qtbot, neurons, "2")
    qtbot.keyClick(neurons, Qt.Key.Key_PageDown)
    assert layers(document) == [(1, "tanh")]


def test_a_sentence_ends_with_its_layer(panel: NetworkPanel, document: Document, qtbot: QtBot) -> None:
    qtbot.mouseClick(panel.add_layer, LEFT)
    enter(qtbot, panel.layers[1].neurons, "65")
    qtbot.waitUntil(lambda: len(sentences(panel)) == 1)
    document.undo_stack.undo()
    assert sentences(panel) == []


def test_the_number_of_outputs_is_there_to_be_read(panel: NetworkPanel) -> None:
    [outputs] = [label for label in panel.findChildren(QLabel) if label.accessibleName() == "Outputs"]
    assert outputs.text() == "1"


def test_undo_and_redo_bring_rows_back(panel: NetworkPanel, document: Document, qtbot: QtBot) -> None:
    qtbot.mouseClick(panel.add_layer, LEFT)
    document.undo_stack.undo()
    assert rows(panel) == [("8", "tanh")]
    document.undo_stack.redo()
    assert rows(panel) == [("8", "tanh"), ("8", "tanh")]


def test_tab_goes_through_the_layers_in_their_order(panel: NetworkPanel, qtbot: QtBot) -> None:
    qtbot.mouseClick(panel.add_layer, LEFT)
    first, second = panel.layers
    qtbot.waitUntil(second.isVisible)
    panel.add_layer.setFocus(Qt.FocusReason.TabFocusReason)
    for expected in (
        first.head,
        first.neurons,
        first.activation,
        first.remove,
        second.head,
        second.neurons,
        second.activation,
        second.remove,
        panel.output_row.head,
        panel.output,
        choice(panel, "network.initializer"),
        number(panel, "seed"),
        panel.new_start,
    ):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is expected


def test_initialiser_and_seed_are_edited(panel: NetworkPanel, document: Document, qtbot: QtBot) -> None:
    choose(qtbot, choice(panel, "network.initializer"), "he_uniform")
    enter(qtbot, number(panel, "seed"), "99")
    assert document.experiment.network.initializer == "he_uniform"
    assert document.experiment.seed == 99


def test_a_new_start_is_the_next_seed(panel: NetworkPanel, document: Document, qtbot: QtBot) -> None:
    qtbot.mouseClick(panel.new_start, LEFT)
    assert document.experiment.seed == 8
    assert number(panel, "seed").text() == "8"


def test_an_output_that_does_not_fit_the_loss_takes_another_along(
    panel: NetworkPanel, document: Document, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(panel.notice) as notice:
        choose(qtbot, panel.output, "tanh")
    assert document.experiment.network.output_activation == "tanh"
    assert document.experiment.training.loss == "mse"
    assert notice.args == ["The loss is now “Mean squared error”, which goes with every output."]


def test_output_and_loss_are_one_step_of_undo(panel: NetworkPanel, document: Document, qtbot: QtBot) -> None:
    choose(qtbot, panel.output, "tanh")
    assert document.undo_stack.count() == 1
    document.undo_stack.undo()
    assert document.experiment.network.output_activation == "sigmoid"
    assert document.experiment.training.loss == "bce"
    assert panel.output.currentText() == "sigmoid"


def test_an_output_that_fits_leaves_the_loss_alone(panel: NetworkPanel, document: Document, qtbot: QtBot) -> None:
    document.edit({"training.loss": "half_mse"}, "Loss")
    with qtbot.assertNotEmitted(panel.notice):
        choose(qtbot, panel.output, "linear")
    assert document.experiment.network.output_activation == "linear"
    assert document.experiment.training.loss == "half_mse"


def test_every_activation_explains_itself(panel: NetworkPanel) -> None:
    for index, entry in enumerate(nn.ACTIVATIONS.values()):
        tool_tip = panel.output.itemData(index, Qt.ItemDataRole.ToolTipRole)
        assert escape(entry.formula, quote=False) in tool_tip
        assert escape(entry.derivative_formula, quote=False) in tool_tip
    assert nn.ACTIVATIONS["sigmoid"].formula in panel.output.toolTip()
