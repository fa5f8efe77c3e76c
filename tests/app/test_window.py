"""The whole window, driven the way a person does: keys, clicks, menus, closing at any moment."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QMessageBox
from pytestqt.qtbot import QtBot

import nncore as nn
from app import context
from app.context import Context
from app.model.work import FULL_SPEED
from app.panels.number_field import NumberField
from app.theme import DARK, LIGHT
from app.training.snapshot import Phase, Snapshot

Buttons = QMessageBox.StandardButton
CONTROL = Qt.KeyboardModifier.ControlModifier


def latest(parts: Context) -> Snapshot:
    assert parts.controller.latest is not None
    return parts.controller.latest


def wait_for(parts: Context, qtbot: QtBot, phase: Phase) -> Snapshot:
    def is_there() -> bool:
        shown = parts.controller.latest
        return shown is not None and shown.phase is phase and not shown.stepping

    qtbot.waitUntil(is_there, timeout=20_000)
    return latest(parts)


def test_the_space_key_plays_and_pauses(parts: Context, qtbot: QtBot) -> None:
    play = parts.window.named_actions["play"]
    assert play.text() == "Play"
    qtbot.keyClick(parts.window, Qt.Key.Key_Space)
    assert play.text() == "Pause"
    wait_for(parts, qtbot, Phase.TRAINING)
    qtbot.keyClick(parts.window, Qt.Key.Key_Space)
    assert play.text() == "Play"
    assert wait_for(parts, qtbot, Phase.PAUSED).state.observations_seen > 0


def test_the_space_key_presses_the_button_that_has_the_focus(parts: Context, qtbot: QtBot) -> None:
    chip = parts.window.panels[1].findChildren(QAbstractButton, "chip")[2]
    chip.setFocus()
    qtbot.keyClick(chip, Qt.Key.Key_Space)
    assert not parts.controller.playing
    assert parts.document.experiment.network.inputs == ("x", "y", "xy")


@pytest.mark.parametrize(("key", "observations"), [("1", 1), ("2", 32), ("3", 250)])
def test_keys_step_by_observation_batch_and_epoch(parts: Context, qtbot: QtBot, key: str, observations: int) -> None:
    qtbot.keyClick(parts.window, key, CONTROL)
    assert wait_for(parts, qtbot, Phase.PAUSED).state.observations_seen == observations


def test_full_speed_learns_and_the_numbers_say_so(parts: Context, qtbot: QtBot) -> None:
    parts.window.named_actions["full_speed"].trigger()
    assert parts.document.work.speed == FULL_SPEED
    parts.window.named_actions["play"].trigger()
    qtbot.waitUntil(lambda: latest(parts).metrics.test_accuracy >= 0.95, timeout=30_000)


def test_speed_keys_walk_and_stop_at_both_ends(parts: Context) -> None:
    actions, document = parts.window.named_actions, parts.document
    for _ in range(10):
        actions["faster"].trigger()
    assert document.work.speed == FULL_SPEED
    for _ in range(30):
        actions["slower"].trigger()
    assert document.work.speed == 1.0


def test_undo_and_redo_of_a_reset(parts: Context, qtbot: QtBot) -> None:
    qtbot.keyClick(parts.window, "3", CONTROL)
    trained = wait_for(parts, qtbot, Phase.PAUSED)
    parts.window.named_actions["reset"].trigger()
    wait_for(parts, qtbot, Phase.READY)
    qtbot.keyClick(parts.window, "Z", CONTROL)
    assert np.array_equal(wait_for(parts, qtbot, Phase.PAUSED).state.parameters, trained.state.parameters)
    qtbot.keyClick(parts.window, "Y", CONTROL)
    assert wait_for(parts, qtbot, Phase.READY).state.observations_seen == 0


def test_undo_says_what_it_undid_and_the_next_edit_clears_it(parts: Context) -> None:
    parts.document.edit({"data.noise": 0.5}, "Noise")
    parts.window.named_actions["undo"].trigger()
    assert parts.window.status.notice == "Undone: Noise"
    assert not parts.window.named_actions["undo"].isEnabled()
    parts.window.named_actions["redo"].trigger()
    assert parts.window.status.notice == "Done again: Noise"
    parts.document.edit({"data.noise": 0.25}, "Noise")
    assert parts.window.status.notice == ""


@pytest.mark.parametrize(
    ("path", "typed", "sentence"),
    [
        ("data.observations", "0", "Observations must be between 4 and 10"),
        ("network.hidden_layers[0].size", "65", "Neurons of hidden layer 1 must be between 1 and 64, not 65."),
        ("training.optimizer.learning_rate", "nan", "Learning rate must be greater than 0"),
    ],
)
def test_a_bad_value_left_with_tab_is_told_in_the_status_line(
    parts: Context, qtbot: QtBot, path: str, typed: str, sentence: str
) -> None:
    field = parts.window.findChild(NumberField, path)
    assert field is not None
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, typed)
    qtbot.keyClick(field, Qt.Key.Key_Tab)
    assert parts.window.status.notice.startswith(sentence)
    assert parts.document.experiment == nn.PRESETS["first-run"].experiment


def test_digits_typed_beside_a_field_do_nothing(parts: Context, qtbot: QtBot) -> None:
    for key in "100":
        qtbot.keyClick(parts.window, key)
    qtbot.wait(50)
    assert latest(parts).state.observations_seen == 0


def test_a_preset_starts_at_the_same_speed_every_time(parts: Context) -> None:
    first = parts.document.work.speed
    parts.document.set_speed(1.0)
    parts.document.undo_stack.undo()
    parts.document.set_speed(FULL_SPEED)
    parts.window.files.new("article")
    assert parts.document.work.speed == first


def test_the_layout_can_be_reset(parts: Context) -> None:
    first = parts.window.workspace.sizes()
    parts.window.workspace.setSizes([400, 300, 500])
    parts.window.named_actions["reset_layout"].trigger()
    assert parts.window.workspace.sizes() == first


def test_the_title_shows_name_and_state(parts: Context, qtbot: QtBot, tmp_path: Path) -> None:
    title = parts.window.menus.title
    assert title.text() == "XOR in seconds"
    qtbot.keyClick(parts.window, "3", CONTROL)
    qtbot.waitUntil(lambda: title.text() == "XOR in seconds — edited")
    parts.window.files.save_to(tmp_path / "lesson.json")
    assert title.text() == "lesson.json"
    assert parts.window.windowTitle() == "lesson.json[*] — Perceptron Lab"
    assert not parts.window.isWindowModified()
    qtbot.wait(50)
    assert title.text() == "lesson.json"


def test_save_load_and_go_on(parts: Context, qtbot: QtBot, tmp_path: Path) -> None:
    qtbot.keyClick(parts.window, "3", CONTROL)
    wait_for(parts, qtbot, Phase.PAUSED)
    parts.window.files.save_to(tmp_path / "a.json")
    parts.window.files.new("article")
    qtbot.waitUntil(lambda: parts.controller.latest is not None and latest(parts).state.observations_seen == 0)
    parts.window.files.open_path(tmp_path / "a.json")
    assert wait_for(parts, qtbot, Phase.PAUSED).state.epoch == 1
    assert not parts.document.unsaved
    qtbot.keyClick(parts.window, "3", CONTROL)
    qtbot.waitUntil(lambda: latest(parts).state.epoch == 2)
    straight = nn.Trainer(nn.PRESETS["first-run"].experiment)
    straight.advance(epochs=2)
    assert np.array_equal(latest(parts).state.parameters, straight.network.parameters)


def test_a_file_dropped_on_the_window_is_opened(parts: Context, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "dropped.json"
    nn.save(path, nn.Trainer(nn.PRESETS["article"].experiment))
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    drop = QDropEvent(
        QPointF(5, 5), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    assert parts.window.features.dropping.eventFilter(parts.window, drop)
    qtbot.waitUntil(lambda: parts.document.path == path)
    assert parts.document.experiment == nn.PRESETS["article"].experiment


def test_a_bad_file_is_told_in_the_status_line(parts: Context, tmp_path: Path) -> None:
    (tmp_path / "bad.json").write_text("{", encoding="utf-8")
    parts.window.files.open_path(tmp_path / "bad.json")
    assert parts.window.status.notice.startswith("bad.json was not opened: ")
    assert parts.document.path is None


def test_a_diverged_training_is_told_in_the_status_line(parts: Context, qtbot: QtBot) -> None:
    parts.document.edit(
        {
            "network.output_activation": "linear",
            "network.hidden_layers": (nn.Layer(8, "relu"),),
            "training.loss": "mse",
            "training.optimizer": nn.SGD(100.0),
        },
        "Wild",
    )
    parts.document.set_speed(FULL_SPEED)
    parts.window.named_actions["play"].trigger()
    snapshot = wait_for(parts, qtbot, Phase.DIVERGED)
    assert "diverged" in snapshot.message
    assert parts.window.named_actions["play"].text() == "Play"


def test_the_title_names_the_preset(parts: Context) -> None:
    parts.window.features.presets.chosen.emit("article")
    assert parts.window.menus.title.text() == "The article's network"
    assert parts.window.windowTitle() == "The article's network[*] — Perceptron Lab"


def test_closing_while_training(parts: Context, qtbot: QtBot) -> None:
    parts.window.named_actions["full_speed"].trigger()
    parts.window.named_actions["play"].trigger()
    wait_for(parts, qtbot, Phase.TRAINING)
    assert parts.window.close()


@pytest.mark.parametrize("name", ["network", "loss", "surface", "map"])
def test_each_view_can_fill_the_window_and_give_it_back(parts: Context, qtbot: QtBot, name: str) -> None:
    action = parts.window.named_actions[f"fill_{name}"]
    workspace = parts.window.workspace
    action.trigger()
    assert action.isChecked()
    card = getattr(parts.window.gallery, f"{name}_card")
    qtbot.waitUntil(lambda: card.width() > 0.9 * parts.window.width())
    qtbot.keyClick(parts.window, Qt.Key.Key_Escape)
    assert not action.isChecked()
    assert workspace.filling == ""
    assert all(view.isVisible() for view in (parts.window.gallery.loss, parts.window.gallery.map))


def test_light_and_dark(parts: Context) -> None:
    parts.appearance.choose("dark")
    assert parts.appearance.theme == DARK
    assert QApplication.palette().window().color().name() == DARK.ground
    parts.appearance.choose("light")
    assert parts.appearance.theme == LIGHT
    assert QApplication.palette().window().color().name() == LIGHT.ground


def test_the_layout_is_remembered(parts: Context, qapp: QApplication, qtbot: QtBot) -> None:
    parts.window.workspace.setSizes([300, 400, 500])
    sizes = parts.window.workspace.sizes()
    parts.window.close()
    again = context.build(qapp)
    qtbot.addWidget(again.window)
    again.window.show()
    assert again.window.workspace.sizes() == sizes
    again.window.close()


def test_every_action_has_a_tool_tip_and_no_two_share_a_key(parts: Context) -> None:
    actions = parts.window.named_actions.values()
    assert all(action.toolTip() for action in actions)
    keys = [action.shortcut().toString() for action in actions if not action.shortcut().isEmpty()]
    assert len(keys) == len(set(keys))


def test_nothing_is_printed_while_all_this_happens(
    parts: Context, qtbot: QtBot, capfd: pytest.CaptureFixture[str]
) -> None:
    parts.window.named_actions["play"].trigger()
    wait_for(parts, qtbot, Phase.TRAINING)
    qtbot.wait(300)
    parts.appearance.choose("dark")
    parts.window.resize(1024, 700)
    qtbot.wait(200)
    captured = capfd.readouterr()
    assert captured.err == ""
    assert captured.out == ""
