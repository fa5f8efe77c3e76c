"""Classroom: what a teacher hides, what the file keeps of it, and how learners get it back."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QPushButton, QTreeWidgetItem, QWidget
from pytestqt.qtbot import QtBot

from app.context import Context
from app.panels.inputs import InputsPanel
from app.panels.training import TrainingPanel
from app.windows.classroom import HIDDEN, LIFTED
from app.windows.classroom_window import ClassroomWindow
from nncore import Layer, storage
from nncore.axes import PLAIN, AxisScale
from nncore.lesson import Lesson
from tests.app.panel_kit import choice, number

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
Check = Qt.CheckState


@pytest.fixture
def parts(idle: Context) -> Context:
    return idle


def hide(parts: Context, *names: str) -> None:
    parts.document.set_lesson(Lesson(names), "Hide")


def dialog(parts: Context, qtbot: QtBot) -> ClassroomWindow:
    qtbot.keyClick(parts.window, Qt.Key.Key_H, CONTROL | SHIFT)
    found = parts.window.findChild(ClassroomWindow)
    assert found is not None
    qtbot.waitUntil(found.isActiveWindow)
    return found


def item(window: ClassroomWindow, title: str) -> QTreeWidgetItem:
    flags = Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive
    [found] = window.tree.findItems(title, flags)
    return found


def press_space(window: ClassroomWindow, title: str, qtbot: QtBot) -> None:
    """Tick or untick with the keyboard."""
    window.tree.setCurrentItem(item(window, title))
    qtbot.keyClick(window.tree, Qt.Key.Key_Space)


def words(parts: Context) -> str:
    """What the status line says about hidden controls, "" if nothing."""
    link = parts.window.features.classroom.link
    return link.text() if link.isVisible() else ""


def test_unticking_a_control_hides_it_at_once_and_the_file_remembers(
    parts: Context, qtbot: QtBot, tmp_path: Path
) -> None:
    window = dialog(parts, qtbot)
    noise = number(parts.window, "data.noise")
    assert noise.isVisible()
    press_space(window, "Noise", qtbot)
    assert not noise.isVisible()
    assert number(parts.window, "data.seed").isVisible()
    assert parts.document.unsaved
    storage.write(tmp_path / "a.json", storage.dump(parts.document.experiment, None, parts.document.work.lesson))
    assert json.loads((tmp_path / "a.json").read_text("utf-8"))["lesson"] == {"hidden": ["data.noise"]}
    press_space(window, "Noise", qtbot)
    assert noise.isVisible()
    assert parts.document.work.lesson == Lesson()


def test_each_tick_is_a_step_of_undo_that_the_dialog_follows(parts: Context, qtbot: QtBot) -> None:
    window = dialog(parts, qtbot)
    press_space(window, "Optimizer", qtbot)
    press_space(window, "Map", qtbot)
    assert parts.document.undo_stack.undoText() == "Hide “Map”"
    parts.window.named_actions["undo"].trigger()
    assert parts.window.gallery.map.isVisible()
    assert not choice(parts.window, "training.optimizer").isVisible()
    assert item(window, "Map").checkState(0) == Check.Checked
    assert item(window, "Optimizer").checkState(0) == Check.Unchecked


def test_a_hidden_panel_takes_its_rows_along(parts: Context, qtbot: QtBot) -> None:
    window = dialog(parts, qtbot)
    press_space(window, "Training", qtbot)
    assert not parts.window.panels[3].isVisible()
    assert item(window, "Batch size").isDisabled()
    assert item(window, "Noise").checkState(0) == Check.Checked
    press_space(window, "Training", qtbot)
    assert choice(parts.window, "training.optimizer").isVisible()
    assert not item(window, "Batch size").isDisabled()


def test_one_button_shows_everything_again(parts: Context, qtbot: QtBot) -> None:
    hide(parts, "panel.inputs", "run.step", "microscope.lens")
    window = dialog(parts, qtbot)
    [button] = [button for button in window.findChildren(QPushButton) if button.text() == "Show everything"]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert parts.document.work.lesson == Lesson()
    assert parts.window.panels[1].isVisible()
    assert parts.window.run_bar.step.isVisible()
    assert not button.isEnabled()


def test_showing_everything_leaves_the_axes_of_own_data_alone(parts: Context, qtbot: QtBot) -> None:
    axes = replace(PLAIN, x=AxisScale("height", 150.0, 2.5))
    parts.document.set_lesson(Lesson(("panel.inputs",), axes), "Import")
    parts.window.features.classroom.choose()
    window = parts.window.findChild(ClassroomWindow)
    assert window is not None
    window.everything.click()
    assert parts.document.work.lesson == Lesson((), axes)


def test_anybody_can_look_at_what_is_hidden_without_changing_the_file(parts: Context, qtbot: QtBot) -> None:
    assert words(parts) == ""
    hide(parts, "panel.network")
    assert words(parts) == HIDDEN
    qtbot.mouseClick(parts.window.features.classroom.link, Qt.MouseButton.LeftButton)
    assert parts.window.panels[2].isVisible()
    assert words(parts) == LIFTED
    assert parts.document.work.lesson == Lesson(("panel.network",))
    qtbot.mouseClick(parts.window.features.classroom.link, Qt.MouseButton.LeftButton)
    assert not parts.window.panels[2].isVisible()


def test_opening_a_file_hides_what_it_says_whatever_was_shown_before(
    parts: Context, qtbot: QtBot, tmp_path: Path
) -> None:
    hide(parts, "panel.network")
    qtbot.mouseClick(parts.window.features.classroom.link, Qt.MouseButton.LeftButton)
    lesson = Lesson(("card.loss", "panel.data", "microscope.lens"))
    storage.write(tmp_path / "a.json", storage.dump(parts.document.experiment, lesson=lesson))
    assert parts.window.files.load(tmp_path / "a.json")
    assert [panel.isVisible() for panel in parts.window.panels] == [False, True, True, True]
    assert not parts.window.gallery.loss.isVisible()
    assert parts.window.files.save_to(tmp_path / "b.json")
    assert storage.read(tmp_path / "b.json").lesson == lesson
    parts.window.files.new("first-run")
    assert words(parts) == ""


def test_a_hidden_view_cannot_fill_the_window_and_leaves_its_room_to_others(parts: Context, qtbot: QtBot) -> None:
    qtbot.keyClick(parts.window, Qt.Key.Key_F8)
    assert parts.window.workspace.filling == "map"
    hide(parts, "card.map", "card.surface")
    assert parts.window.workspace.filling == ""
    qtbot.waitUntil(lambda: parts.window.gallery.network_card.width() > 900)
    qtbot.keyClick(parts.window, Qt.Key.Key_F8)
    assert parts.window.workspace.filling == ""
    hide(parts)
    assert parts.window.gallery.map.isVisible()
    assert parts.window.named_actions["fill_map"].isEnabled()


def test_without_panels_the_views_have_their_column(parts: Context, qtbot: QtBot) -> None:
    def left() -> int:
        return parts.window.gallery.network_card.mapTo(parts.window, QPoint(0, 0)).x()

    hide(parts, "panel.data", "panel.inputs", "panel.network")
    assert left() > 270
    hide(parts, "panel.data", "panel.inputs", "panel.network", "panel.training")
    qtbot.waitUntil(lambda: left() == 8)


def test_parts_of_the_run_bar_can_be_hidden_in_windows_of_any_width(parts: Context) -> None:
    bar = parts.window.run_bar
    widgets: dict[str, QWidget] = {
        "run.reset": bar.reset, "run.play": bar.play, "run.step": bar.grain,
        "run.speed": bar.speed, "run.numbers": bar.counters,
    }  # fmt: skip
    for name in widgets:
        hide(parts, name)
        parts.window.resize(1100, 700)
        parts.window.resize(1400, 800)
        assert [key for key, widget in widgets.items() if not widget.isVisible()] == [name]
        captions = [words.text() for words in bar.findChildren(QLabel, "quiet") if words.isVisible()]
        assert ("Speed" in captions) == (name != "run.speed")


def test_hidden_layers_stay_hidden_when_one_is_added(parts: Context) -> None:
    hide(parts, "network.hidden_layers")
    parts.document.edit({"network.hidden_layers": (Layer(4), Layer(3))}, "Add layer")
    assert not number(parts.window, "network.hidden_layers[1].size").isVisible()
    hide(parts)
    assert number(parts.window, "network.hidden_layers[1].size").isVisible()


def test_what_is_behind_more_can_be_hidden_before_it_is_built(parts: Context, qtbot: QtBot) -> None:
    panel = parts.window.panels[3]
    assert isinstance(panel, TrainingPanel)
    hide(parts, "training.schedule", "training.stop")
    qtbot.mouseClick(panel.more, Qt.MouseButton.LeftButton)
    assert number(panel, "training.l1").isVisible()
    assert not choice(panel, "training.schedule").isVisible()
    assert not number(panel, "training.patience").isVisible()
    hide(parts, "training.more")
    assert not number(panel, "training.l1").isVisible()
    assert not panel.more.isVisible()


def test_the_words_about_what_is_at_work_do_not_lead_around_the_lesson(parts: Context) -> None:
    panel = parts.window.panels[3]
    assert isinstance(panel, TrainingPanel)
    parts.document.edit({"training.l2": 0.01}, "L2 penalty")
    assert panel.at_work.isVisible()
    hide(parts, "training.more")
    assert not panel.at_work.isVisible()


def test_hiding_the_formula_link_closes_its_editor(parts: Context, qtbot: QtBot) -> None:
    panel = parts.window.panels[1]
    assert isinstance(panel, InputsPanel)
    qtbot.mouseClick(panel.formula, Qt.MouseButton.LeftButton)
    assert panel.editor.isVisible()
    hide(parts, "network.inputs.formula")
    assert not panel.editor.isVisible()


def test_a_file_that_hides_as_much_as_is_allowed_hides_no_more(parts: Context, qtbot: QtBot) -> None:
    hide(parts, *(f"future.{number}" for number in range(100)))
    window = dialog(parts, qtbot)
    press_space(window, "Noise", qtbot)
    assert parts.window.status.notice == "Noise was not hidden: the file hides 100 already."
    assert item(window, "Noise").checkState(0) == Check.Checked


def test_every_name_in_the_dialog_hides_something(parts: Context) -> None:
    """Only those of sections that are built later have no widgets yet."""
    stage = parts.window.features.classroom.stage
    for group, below in stage.groups():
        for part in (group, *below):
            hide(parts, part.name)
            assert all(not widget.isVisible() for widget in part.widgets), part.name
            hide(parts)
            assert all(not widget.isHidden() for widget in part.widgets), part.name
