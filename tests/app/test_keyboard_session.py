"""A whole session without a mouse: every key goes to what has the focus, and does something."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.context import Context
from app.panels.error_label import ErrorLabel
from app.panels.weight_card import WeightCard
from app.theme import LIGHT
from app.views.map_brush import MapBrush
from app.windows import presenting
from tests.app.keyboard_kit import CTRL, KEY, SHIFT, Hands
from tests.app.test_views_map import near


@pytest.fixture
def hands(parts: Context, qtbot: QtBot) -> Hands:
    hands = Hands(parts, qtbot)
    hands.until(lambda: hands.gallery.diagram.scene is not None)
    return hands


def is_framed(view: QWidget) -> bool:
    """Whether a line in the accent colour goes around `view`."""
    image = view.grab().toImage()
    return near(image.pixelColor(QPoint(view.width() // 2, 1)), QColor(LIGHT.accent), within=90)


def nothing(_cards: object) -> None:
    """What a pointer beside the window points at."""


def read_again(hands: Hands) -> str:
    """What the diagram says of the neuron that the arrows come back to."""
    hands.press(KEY.Key_Up, KEY.Key_Down)
    return hands.gallery.diagram.accessibleDescription()


def test_data_are_chosen_and_a_wrong_value_is_refused_and_dropped(hands: Hands) -> None:
    hands.tab_to("XOR")
    hands.press(KEY.Key_Down, KEY.Key_Right)
    assert hands.experiment.data.dataset != "xor"
    hands.tab_to("Observations")
    hands.type("300")
    hands.tab_to("Noise")
    assert hands.experiment.data.observations == 300
    hands.type("abc")
    hands.press(KEY.Key_Return)
    said = [label.text() for label in hands.parts.window.findChildren(ErrorLabel) if label.isVisible()]
    assert len(said) == 1
    assert said[0].startswith("Noise must be")
    hands.press(KEY.Key_Escape)
    assert not any(label.isVisible() for label in hands.parts.window.findChildren(ErrorLabel))
    hands.type("20")
    hands.press(KEY.Key_Return)
    assert hands.experiment.data.noise == 0.2


def test_inputs_are_switched_and_a_formula_is_added(hands: Hands) -> None:
    hands.tab_to("Formula…")
    hands.press(KEY.Key_Space)
    hands.type("sin(3*x")
    hands.press(KEY.Key_Return)
    assert hands.experiment.network.inputs == ("x", "y"), "the bracket is open"
    hands.type(")")
    hands.press(KEY.Key_Return)
    assert hands.experiment.network.inputs[-1] == "sin(3*x)"
    hands.press(KEY.Key_Escape)
    hands.tab_to("Input x·y")
    hands.press(KEY.Key_Space)
    assert "xy" in hands.experiment.network.inputs


def test_layers_neurons_activations_and_the_optimizer_are_chosen_and_undone(hands: Hands) -> None:
    before = hands.experiment
    hands.tab_to("+ Layer")
    hands.press(KEY.Key_Space)
    assert len(hands.experiment.network.hidden_layers) == 2
    hands.tab_to("Neurons of hidden layer 1")
    hands.press(KEY.Key_Up)
    assert hands.experiment.network.hidden_layers[0].size == before.network.hidden_layers[0].size + 1
    hands.tab_to("Activation of hidden layer 1")
    hands.press(KEY.Key_Down)
    assert hands.experiment.network.hidden_layers[0].activation != "tanh"
    hands.tab_to("Remove hidden layer 2")
    hands.press(KEY.Key_Space)
    assert len(hands.experiment.network.hidden_layers) == 1
    optimizer = hands.tab_to("training.optimizer")
    assert isinstance(optimizer, QComboBox)
    hands.press(KEY.Key_Up)
    assert hands.experiment.training.optimizer != before.training.optimizer
    for _ in range(5):
        hands.press(KEY.Key_Z, mods=CTRL)
    assert hands.experiment == before
    hands.press(KEY.Key_Y, mods=CTRL)
    assert len(hands.experiment.network.hidden_layers) == 2


def test_the_training_is_stepped_played_and_paused_at_any_speed(hands: Hands) -> None:
    size = hands.experiment.training.batch_size
    hands.press(KEY.Key_1, mods=CTRL)
    hands.until(lambda: hands.shown().state.observations_seen == 1)
    hands.press(KEY.Key_2, mods=CTRL)
    hands.until(lambda: hands.shown().state.observations_seen == size)
    hands.press(KEY.Key_3, mods=CTRL)
    hands.until(lambda: hands.shown().state.epoch == 1)
    speed = hands.parts.document.work.speed
    hands.press(KEY.Key_Minus, mods=CTRL)
    assert hands.parts.document.work.speed != speed
    hands.press(KEY.Key_Space)
    assert hands.parts.controller.playing
    hands.press(KEY.Key_Space)
    assert not hands.parts.controller.playing
    hands.press(KEY.Key_M)
    assert hands.parts.window.named_actions["slow_motion"].isChecked()
    hands.press(KEY.Key_R, mods=CTRL)
    hands.until(lambda: hands.shown().state.observations_seen == 0)


def test_a_neuron_is_found_shown_and_switched_off(hands: Hands) -> None:
    diagram = hands.gallery.diagram
    hands.tab_to_view(diagram)
    hands.press(KEY.Key_Right, KEY.Key_Right)
    neuron = diagram.accessibleDescription()
    assert "of hidden layer 1" in neuron
    hands.press(KEY.Key_Return, KEY.Key_Down, KEY.Key_Return)
    hands.until(lambda: hands.shown().shown_unit is not None)
    assert diagram.accessibleDescription() == neuron, "the keys are where they were before the menu"
    hands.press(KEY.Key_Escape)
    hands.until(lambda: hands.shown().shown_unit is None)
    hands.press(KEY.Key_Return, KEY.Key_Down, KEY.Key_Down, KEY.Key_Down, KEY.Key_Return)
    hands.until(lambda: "switched off" in read_again(hands))


def test_a_weight_is_typed_and_frozen_and_the_keys_go_on_from_there(hands: Hands) -> None:
    diagram = hands.gallery.diagram
    card = diagram.findChild(WeightCard)
    assert isinstance(card, WeightCard)
    hands.tab_to_view(diagram)
    hands.press(KEY.Key_Right)
    weight = diagram.accessibleDescription()
    assert weight.startswith("weight w")
    hands.press(KEY.Key_Return)
    hands.type("1.5")
    hands.press(KEY.Key_Return)
    hands.until(lambda: 1.5 in hands.shown().weights[0])
    hands.tab_to("Freeze")
    hands.press(KEY.Key_Space)
    hands.press(KEY.Key_Escape)
    assert not card.isVisible()
    assert hands.focus is diagram
    hands.until(lambda: diagram.accessibleDescription().startswith("weight w 1.5"))
    hands.press(KEY.Key_Return)
    hands.until(card.freeze.isChecked)


def test_the_surface_is_turned_and_shows_its_focus_again_after_a_dialog(hands: Hands) -> None:
    surface = hands.gallery.surface
    first = surface.camera.azimuth, surface.camera.zoom
    hands.tab_to_view(surface)
    hands.press(KEY.Key_Left, KEY.Key_Plus)
    assert surface.camera.azimuth != first[0]
    assert surface.camera.zoom > first[1]
    hands.press(KEY.Key_Home)
    assert (surface.camera.azimuth, surface.camera.zoom) == first


def test_the_loss_is_read_point_by_point_and_looked_at_closely(hands: Hands) -> None:
    chart = hands.gallery.loss.chart
    for epoch in range(1, 7):
        hands.press(KEY.Key_3, mods=CTRL)
        hands.until(lambda epoch=epoch: hands.shown().state.epoch == epoch)  # type: ignore[misc]
    hands.tab_to_view(chart)
    assert is_framed(chart)
    hands.press(KEY.Key_Left)
    assert chart.hover_text.startswith("epoch 6\n")
    hands.press(KEY.Key_Left)
    assert chart.hover_text.startswith("epoch 5\n")
    assert chart.accessibleDescription().startswith("epoch 5, training")
    hands.press(KEY.Key_Right, mods=SHIFT)
    assert chart.hover_text.startswith("epoch 6\n")
    hands.press(*[KEY.Key_Plus] * 4)
    window = chart.zoom.window
    hands.press(*[KEY.Key_Left] * 6)
    assert chart.hover_text.startswith("epoch 0\n")
    assert chart.zoom.window != window, "it is moved to what is read"
    hands.press(KEY.Key_0)
    assert chart.zoom.window is None
    hands.press(KEY.Key_Tab)
    assert chart.hover_text == ""


def test_the_confusion_matrix_is_read_cell_by_cell(hands: Hands) -> None:
    hands.press(KEY.Key_3, mods=Qt.KeyboardModifier.AltModifier)
    view = hands.gallery.loss.confusion
    hands.until(lambda: len(view.tables) > 0)
    hands.tab_to_view(view)
    assert is_framed(view)
    name = view.tables[0].name
    said = []
    for key in (KEY.Key_Right, KEY.Key_Right, KEY.Key_Down, KEY.Key_Down, KEY.Key_Left):
        hands.press(key)
        said.append(tuple(view.hover_text.split("\n")[:2]))
    cells = [(0, 0), (0, 1), (1, 1), (1, 1), (1, 0)]
    assert said == [(f"{name}: true class {true}", f"answered {answered}") for true, answered in cells]


def test_points_are_painted_and_the_keys_are_the_maps_afterwards(hands: Hands) -> None:
    brush = hands.parts.window.findChild(MapBrush)
    paint = hands.parts.window.named_actions["paint"]
    before = hands.experiment.data.observations
    hands.press(KEY.Key_B)
    assert hands.focus is brush
    hands.press(KEY.Key_Left, KEY.Key_1, KEY.Key_Return, KEY.Key_BracketRight)
    hands.press(KEY.Key_Escape)
    assert not paint.isChecked()
    assert hands.experiment.data.dataset == "custom"
    assert len(hands.experiment.data.points) == before + 1
    assert hands.focus is hands.gallery.map
    hands.press(KEY.Key_B, KEY.Key_E, KEY.Key_Tab)
    assert hands.focus is not hands.gallery.map, "it lies below the brush"
    hands.tab_to("Eraser")
    hands.press(KEY.Key_Escape)
    assert not paint.isChecked(), "Esc ends it from the tools too"


def test_a_view_that_fills_the_window_takes_the_keys_of_a_hidden_field(
    hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(presenting, "pointed_at", nothing)  # wherever the pointer happens to be
    hands.tab_to("Noise")
    hands.press(KEY.Key_F7)
    assert hands.focus is hands.gallery.surface
    hands.press(KEY.Key_Escape)
    assert hands.parts.window.workspace.filling == ""
    hands.tab_to_view(hands.gallery.loss.chart)
    hands.press(KEY.Key_F11, mods=SHIFT)
    hands.until(lambda: hands.parts.window.workspace.filling != "")
    assert hands.parts.window.workspace.filling == "loss", "the one with the keyboard"
    hands.press(KEY.Key_Escape)
    assert hands.parts.window.workspace.filling == ""


def test_own_points_are_typed_and_deleted(hands: Hands) -> None:
    hands.press(KEY.Key_D, mods=CTRL)
    window = hands.dialog()
    hands.tab_to("Own points")
    hands.press(KEY.Key_Home, mods=CTRL)
    hands.press(KEY.Key_Insert)
    hands.until(lambda: isinstance(hands.focus, QLineEdit))
    hands.type("1.25")
    hands.press(KEY.Key_Return)
    hands.until(lambda: not isinstance(hands.focus, QLineEdit))
    count = len(hands.experiment.data.points)
    assert 1.25 in {point[0] for point in hands.experiment.data.points}
    hands.tab_to("Own points")
    hands.press(KEY.Key_Home, mods=CTRL)
    hands.press(KEY.Key_Delete)
    assert len(hands.experiment.data.points) == count - 1
    hands.press(KEY.Key_Escape)
    hands.until(lambda: not window.isVisible())


@pytest.mark.parametrize(
    ("key", "mods"),
    [
        (KEY.Key_P, CTRL),
        (KEY.Key_Comma, CTRL),
        (KEY.Key_D, CTRL),
        (KEY.Key_L, CTRL),
        (KEY.Key_F1, CTRL),
        (KEY.Key_H, CTRL | SHIFT),
        (KEY.Key_F1, CTRL | SHIFT),
    ],
)
def test_a_dialog_has_the_keys_and_gives_them_back(key: Qt.Key, mods: Qt.KeyboardModifier, hands: Hands) -> None:
    chart = hands.gallery.loss.chart
    hands.tab_to_view(chart)
    hands.press(key, mods=mods)
    dialog = hands.dialog()
    hands.until(lambda: dialog.isAncestorOf(hands.focus))
    hands.press(KEY.Key_Escape)
    hands.back_in_the_window()
    hands.until(lambda: hands.focus is chart)
    assert is_framed(chart), "where the keys are is seen again"


def test_every_action_has_a_key(hands: Hands) -> None:
    without = [name for name, action in hands.parts.window.named_actions.items() if action.shortcut().isEmpty()]
    assert without == []
