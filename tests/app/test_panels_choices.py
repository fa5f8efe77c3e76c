"""Choices that bring others along: data sets, outputs and losses in their panels, one edit each, with a notice."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

import nncore as nn
from app.model.document import Document
from app.panels.choice_field import ChoiceField
from app.panels.data import DataPanel
from app.panels.network import NetworkPanel
from app.panels.thumbnails import Thumbnail
from app.panels.training import TrainingPanel
from app.theme import DARK, LIGHT
from nncore import datasets
from tests.app.panel_kit import choice, choose, enter, number, sentences, shown

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def document(qapp: object) -> Document:
    return Document(nn.PRESETS["first-run"].experiment)


@pytest.fixture
def data(document: Document, qtbot: QtBot) -> DataPanel:
    panel = DataPanel(document)
    shown(qtbot, panel)
    return panel


@pytest.fixture
def network(document: Document, qtbot: QtBot) -> NetworkPanel:
    panel = NetworkPanel(document)
    shown(qtbot, panel)
    return panel


@pytest.fixture
def training(document: Document, qtbot: QtBot) -> TrainingPanel:
    panel = TrainingPanel(document)
    shown(qtbot, panel)
    return panel


def outputs(panel: QWidget) -> str:
    [label] = [label for label in panel.findChildren(QLabel) if label.accessibleName() == "Outputs"]
    return label.text()


def on_offer(field: ChoiceField) -> list[str]:
    model = field.model()
    return [
        field.itemData(i) for i in range(field.count()) if model.flags(model.index(i, 0)) & Qt.ItemFlag.ItemIsEnabled
    ]


@pytest.mark.parametrize("name", nn.DATASETS)
def test_every_data_set_is_chosen_by_one_click_and_can_be_trained(
    data: DataPanel, document: Document, qtbot: QtBot, name: str
) -> None:
    buttons = data.thumbnails.buttons
    for former in ("xor", "plane", "three_blobs"):
        qtbot.mouseClick(buttons[former], LEFT)
        qtbot.mouseClick(buttons[name], LEFT)
        assert document.experiment.data.dataset == name
        assert document.experiment.data.observations == 500
        assert [other for other, button in buttons.items() if button.isChecked()] == [name]
        trainer = nn.Trainer(document.experiment)
        trainer.advance(batches=3)
        assert trainer.updates == 3
    assert sentences(data) == []


def test_a_data_set_its_output_and_its_loss_are_one_step_of_undo(
    data: DataPanel, document: Document, qtbot: QtBot
) -> None:
    before = document.experiment
    with qtbot.waitSignal(data.notice) as notice:
        qtbot.mouseClick(data.thumbnails.buttons["three_blobs"], LEFT)
    assert notice.args == [
        "The network now has 3 outputs with softmax and the loss is “Cross-entropy”: the data have 3 classes."
    ]
    assert document.undo_stack.count() == 1
    document.undo_stack.undo()
    assert document.experiment == before
    assert data.thumbnails.buttons["xor"].isChecked()


def test_a_data_set_that_fits_says_nothing(data: DataPanel, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(data.notice):
        qtbot.mouseClick(data.thumbnails.buttons["circle"], LEFT)


def test_the_heading_names_the_data_set(data: DataPanel, document: Document, qtbot: QtBot) -> None:
    assert data.name.text() == "XOR"
    qtbot.mouseClick(data.thumbnails.buttons["playground_xor"], LEFT)
    assert data.name.text() == data.name.toolTip() == "XOR, as in TensorFlow Playground"


def test_own_points_have_their_own_number_and_no_noise(data: DataPanel, document: Document) -> None:
    document.edit({"data.dataset": "custom", "data.noise": 0.4}, "Data set")
    count = str(len(document.experiment.data.points))
    assert [number(data, f"data.{name}").text() for name in ("observations", "noise")] == [count, "–"]
    for name, why in (("observations", "as many as there are"), ("noise", "chance moves none of them")):
        assert not number(data, f"data.{name}").isEnabled()
        assert why in number(data, f"data.{name}").toolTip()
    for name in ("test_fraction", "seed"):
        assert number(data, f"data.{name}").isEnabled()
    assert data.new_data.isEnabled()
    document.undo_stack.undo()
    assert number(data, "data.observations").isEnabled()
    assert number(data, "data.observations").text() == "500"


def test_an_input_that_has_no_value_at_the_new_data_is_named_and_nothing_changes(
    data: DataPanel, document: Document, qtbot: QtBot
) -> None:
    document.edit({"network.inputs": ("x", "1/x"), "network.center_inputs": False}, "Inputs")
    work = document.work
    with qtbot.waitSignal(data.notice):
        qtbot.mouseClick(data.thumbnails.buttons["xor_table"], LEFT)
    [said] = sentences(data)
    assert said.startswith("The input 1/x must be finite and at most 1e50 at every observation (at the point (0, ")
    assert document.work is work
    assert data.thumbnails.buttons["xor"].isChecked()
    assert not data.thumbnails.buttons["xor_table"].isChecked()


def test_new_data_where_an_input_has_no_value_is_refused_in_a_sentence(
    data: DataPanel, document: Document, qtbot: QtBot
) -> None:
    leftmost = [_leftmost(seed) for seed in range(10)]
    seed = next(seed for seed in range(9) if leftmost[seed] > leftmost[seed + 1])
    root = f"sqrt(x-{leftmost[seed] - 1e-6:.9f})"
    document.edit({"data.seed": seed, "network.inputs": ("x", root), "network.center_inputs": False}, "Inputs")
    work = document.work
    with qtbot.waitSignal(data.notice) as notice:
        qtbot.mouseClick(data.new_data, LEFT)
    assert notice.args is not None
    assert notice.args[0].startswith(f"The input {root} must be finite and at most 1e50 at every observation")
    assert document.work is work


def _leftmost(seed: int) -> float:
    made = datasets.make(nn.DataSpec(seed=seed))
    return float(min(made.train_points[:, 0].min(), made.test_points[:, 0].min()))


def test_values_are_pictured_as_a_field_and_classes_as_dots(data: DataPanel) -> None:
    for theme in (LIGHT, DARK):
        data.set_theme(theme)
        for name in ("plane", "multi_gauss"):
            image = data.thumbnails.buttons[name].grab().toImage()
            middle = image.pixelColor(image.width() // 2, image.height() // 2)
            assert abs(middle.lightness() - QColor(theme.middle).lightness()) < 40, name
        blobs = data.thumbnails.buttons["three_blobs"].grab().toImage()
        colours = {blobs.pixelColor(x, y).name() for x in range(blobs.width()) for y in range(blobs.height())}
        assert {theme.negative, theme.positive} <= colours


def test_all_pictures_stand_in_two_rows_of_the_column(data: DataPanel) -> None:
    data.resize(264, 600)  # the column less its scroll bar
    assert {picture.y() for picture in data.findChildren(Thumbnail)} == {0, 30}


def test_the_panel_shows_how_many_outputs_there_are(network: NetworkPanel, document: Document) -> None:
    assert outputs(network) == "1"
    document.edit(
        {
            "data.dataset": "three_blobs",
            "network.outputs": 3,
            "network.output_activation": "softmax",
            "training.loss": "cross_entropy",
        },
        "Data set",
    )
    assert outputs(network) == "3"
    assert network.output.currentText() == "softmax"
    document.undo_stack.undo()
    assert outputs(network) == "1"


def test_hidden_layers_offer_everything_but_softmax(network: NetworkPanel) -> None:
    names = [network.layers[0].activation.itemData(i) for i in range(network.layers[0].activation.count())]
    assert names == [name for name in nn.ACTIVATIONS if name != "softmax"]


@pytest.mark.parametrize("name", [name for name in nn.ACTIVATIONS if name != "softmax"])
def test_every_activation_can_be_chosen_for_a_layer(
    network: NetworkPanel, document: Document, qtbot: QtBot, name: str
) -> None:
    choose(qtbot, network.layers[0].activation, name)
    assert document.experiment.network.hidden_layers[0].activation == name
    nn.Trainer(document.experiment).advance(batches=2)


@pytest.mark.parametrize("name", nn.ACTIVATIONS)
def test_every_activation_can_be_chosen_for_the_output(
    network: NetworkPanel, document: Document, qtbot: QtBot, name: str
) -> None:
    choose(qtbot, network.output, name)
    assert document.experiment.network.output_activation == name
    nn.Trainer(document.experiment).advance(batches=2)


def test_softmax_brings_a_second_output_in_the_same_step(
    network: NetworkPanel, document: Document, qtbot: QtBot
) -> None:
    document.edit({"network.output_activation": "linear", "training.loss": "mse"}, "Output")
    document.undo_stack.clear()
    network.output.setFocus(Qt.FocusReason.TabFocusReason)
    with qtbot.waitSignal(network.notice) as notice:
        qtbot.keyClick(network.output, Qt.Key.Key_Down)
    assert notice.args == ["The network now has 2 outputs with softmax."]
    assert outputs(network) == "2"
    assert document.undo_stack.count() == 1


def test_for_values_softmax_is_not_on_offer_and_its_tool_tip_says_why(
    network: NetworkPanel, document: Document, qtbot: QtBot
) -> None:
    assert on_offer(network.output) == list(nn.ACTIVATIONS)
    document.edit({"data.dataset": "plane", "network.output_activation": "linear", "training.loss": "mse"}, "Data set")
    assert on_offer(network.output) == [name for name in nn.ACTIVATIONS if name != "softmax"]
    last = network.output.count() - 1
    assert "targets of the present data are values" in network.output.itemData(last, Qt.ItemDataRole.ToolTipRole)
    network.output.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(network.output, Qt.Key.Key_Down)
    assert network.output.currentData() == "linear"


@pytest.mark.parametrize("name", nn.LOSSES)
def test_every_loss_can_be_chosen_for_classes(
    training: TrainingPanel, document: Document, qtbot: QtBot, name: str
) -> None:
    choose(qtbot, choice(training, "training.loss"), name)
    assert document.experiment.training.loss == name
    nn.Trainer(document.experiment).advance(batches=2)


def test_for_values_only_losses_for_values_are_on_offer(training: TrainingPanel, document: Document) -> None:
    losses = choice(training, "training.loss")
    assert on_offer(losses) == list(nn.LOSSES)
    document.edit({"data.dataset": "plane", "network.output_activation": "linear", "training.loss": "mse"}, "Data set")
    assert on_offer(losses) == ["mse", "half_mse", "mae", "huber"]
    document.undo_stack.undo()
    assert on_offer(losses) == list(nn.LOSSES)


@pytest.mark.parametrize("name", nn.OPTIMIZERS)
def test_every_optimizer_can_be_chosen_and_keeps_the_rate(
    training: TrainingPanel, document: Document, qtbot: QtBot, name: str
) -> None:
    enter(qtbot, number(training, "training.optimizer.learning_rate"), "0.01")
    choose(qtbot, choice(training, "training.optimizer"), name)
    assert document.experiment.training.optimizer.name == name
    assert document.experiment.training.optimizer.learning_rate == 0.01
    nn.Trainer(document.experiment).advance(batches=2)


@pytest.mark.parametrize("name", nn.INITIALIZERS)
def test_every_start_can_be_chosen(network: NetworkPanel, document: Document, qtbot: QtBot, name: str) -> None:
    choose(qtbot, choice(network, "network.initializer"), name)
    assert document.experiment.network.initializer == name
    nn.Trainer(document.experiment).advance(batches=2)
