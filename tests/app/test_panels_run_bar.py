"""The run bar on a real document, with the program's own actions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

import nncore as nn
from app.model.document import Document
from app.model.work import FULL_SPEED
from app.panels.run_bar import RunBar
from app.panels.speed import FULL, position_of, speed_at
from tests.app.panel_kit import BarWindow, shown

LEFT = Qt.MouseButton.LeftButton
THIN = "\u202f"


@pytest.fixture
def document(qapp: object) -> Document:
    return Document(nn.PRESETS["first-run"].experiment)


@pytest.fixture
def window(document: Document, qtbot: QtBot) -> BarWindow:
    window = BarWindow(document)
    shown(qtbot, window)
    return window


@pytest.fixture
def bar(window: BarWindow) -> RunBar:
    return window.bar


def test_buttons_trigger_their_actions(window: BarWindow, qtbot: QtBot) -> None:
    for button in (window.bar.reset, window.bar.play):
        qtbot.mouseClick(button, LEFT)
    assert window.triggered == ["reset", "play"]


def test_a_button_says_what_its_action_says(window: BarWindow) -> None:
    play = window.named["play"]
    assert window.bar.play.text() == "Play"
    assert "Space" in window.bar.play.toolTip()
    play.setText("Pause")
    play.setEnabled(False)
    assert window.bar.play.text() == "Pause"
    assert not window.bar.play.isEnabled()


def test_play_and_pause_take_the_same_room(window: BarWindow) -> None:
    places = set()
    for text in ("Play", "Pause"):
        window.named["play"].setText(text)
        places.add((window.bar.play.width(), window.bar.step.x()))
    assert len(places) == 1


def test_step_goes_one_batch_at_first(window: BarWindow, qtbot: QtBot) -> None:
    assert window.bar.grain.text() == "batch"
    qtbot.mouseClick(window.bar.step, LEFT)
    assert window.triggered == ["step", "step_batch"]


@pytest.mark.parametrize(
    ("name", "word"), [("step_observation", "observation"), ("step_epoch", "epoch"), ("step_moment", "moment")]
)
def test_a_grain_that_is_chosen_stays(window: BarWindow, qtbot: QtBot, name: str, word: str) -> None:
    menu = window.bar.grain.menu()
    assert menu is not None
    names = ("step_observation", "step_batch", "step_epoch", "step_moment")
    assert menu.actions() == [window.named[n] for n in names]
    menu.triggered.emit(window.named[name])
    assert window.bar.grain.text() == word
    qtbot.mouseClick(window.bar.step, LEFT)
    assert window.triggered == ["step", name]


def test_slow_motion_is_a_key_that_stays_pressed(window: BarWindow, qtbot: QtBot) -> None:
    for on in (True, False):
        qtbot.keyClick(window, Qt.Key.Key_M)
        assert window.named["slow_motion"].isChecked() is on
    assert window.triggered == ["slow_motion", "slow_motion"]


def test_the_space_key_presses_the_button_with_the_focus_and_plays_elsewhere(window: BarWindow, qtbot: QtBot) -> None:
    window.bar.reset.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(window.bar.reset, Qt.Key.Key_Space)
    assert window.triggered == ["reset"]
    window.bar.reset.clearFocus()
    qtbot.keyClick(window, Qt.Key.Key_Space)
    assert window.triggered == ["reset", "play"]


def test_a_click_leaves_the_space_key_to_play(window: BarWindow, qtbot: QtBot) -> None:
    window.bar.reset.clearFocus()
    qtbot.mouseClick(window.bar.reset, LEFT)
    assert not window.bar.reset.hasFocus()


# Speed.


def test_the_slider_runs_from_one_a_second_to_full_speed() -> None:
    assert speed_at(0) == 1.0
    assert speed_at(FULL - 1) == 1_000_000.0
    assert speed_at(FULL) == FULL_SPEED
    assert [speed_at(p) for p in (20, 40, 60)] == [10.0, 100.0, 1000.0]


@given(st.integers(0, FULL))
def test_a_position_is_found_again(position: int) -> None:
    assert position_of(speed_at(position)) == position


def test_speeds_between_positions_and_beyond_the_last_are_shown_nearby() -> None:
    assert speed_at(position_of(1280.0)) == 1300.0
    assert position_of(5e6) == FULL - 1


def test_it_shows_the_speed_of_the_document(bar: RunBar, document: Document) -> None:
    assert bar.speed_text.text() == f"1{THIN}280 obs/s"
    document.set_speed(FULL_SPEED)
    assert bar.speed_text.text() == "full speed"
    assert bar.speed.value() == FULL
    document.undo_stack.undo()
    assert bar.speed_text.text() == f"1{THIN}280 obs/s"


def test_showing_a_speed_edits_nothing(bar: RunBar, document: Document) -> None:
    document.set_speed(77.7)
    assert document.work.speed == 77.7
    assert document.undo_stack.count() == 1


def test_in_slow_motion_it_says_so_and_the_speed_waits(window: BarWindow, document: Document, qtbot: QtBot) -> None:
    bar = window.bar
    qtbot.keyClick(window, Qt.Key.Key_M)
    assert bar.speed_text.text() == "slow motion"
    assert not bar.speed.isEnabled()
    assert "four moments" in bar.speed_text.toolTip()
    assert "four moments" in bar.speed.toolTip()
    document.set_speed(FULL_SPEED)
    assert bar.speed_text.text() == "slow motion"
    qtbot.keyClick(window, Qt.Key.Key_M)
    assert bar.speed_text.text() == "full speed"
    assert bar.speed.isEnabled()
    assert "four moments" not in bar.speed.toolTip()


def test_a_click_beside_the_handle_brings_it_there(bar: RunBar, document: Document, qtbot: QtBot) -> None:
    end = QPoint(bar.speed.width() - 1, bar.speed.height() // 2)
    qtbot.mouseClick(bar.speed, LEFT, pos=end)
    assert document.work.speed == FULL_SPEED
    qtbot.mouseClick(bar.speed, LEFT, pos=QPoint(0, end.y()))
    assert document.work.speed == 1.0


def test_a_drag_is_one_step_of_undo(bar: RunBar, document: Document, qtbot: QtBot) -> None:
    y = bar.speed.height() // 2
    qtbot.mousePress(bar.speed, LEFT, pos=QPoint(20, y))
    for x in range(25, 100, 5):
        qtbot.mouseMove(bar.speed, QPoint(x, y))
    qtbot.mouseRelease(bar.speed, LEFT, pos=QPoint(100, y))
    assert document.work.speed > 1000
    assert document.undo_stack.count() == 1
    document.undo_stack.undo()
    assert document.work.speed == 1280.0


def test_every_arrow_key_changes_the_speed(bar: RunBar, document: Document, qtbot: QtBot) -> None:
    document.set_speed(1.0)
    bar.speed.setFocus()
    seen = {document.work.speed}
    for _ in range(FULL):
        qtbot.keyClick(bar.speed, Qt.Key.Key_Right)
        seen.add(document.work.speed)
    assert len(seen) == FULL + 1
    assert document.work.speed == FULL_SPEED


def test_another_grain_moves_nothing(window: BarWindow, qtbot: QtBot) -> None:
    menu = window.bar.grain.menu()
    assert menu is not None
    places = set()
    for action in menu.actions():
        menu.triggered.emit(action)
        qtbot.wait(1)
        places.add((window.bar.grain.width(), window.bar.speed.x(), window.bar.speed.width()))
    assert len(places) == 1


@pytest.mark.parametrize(("width", "roomy"), [(1280, True), (1000, False)])
def test_a_narrow_bar_leaves_out_what_can_be_read_elsewhere(
    window: BarWindow, qtbot: QtBot, width: int, roomy: bool
) -> None:
    window.resize(width, 60)
    qtbot.waitUntil(lambda: window.bar.counters.rate.isVisible() is roomy)
    assert window.bar.counters.accuracy.isVisible()


def test_a_bar_that_was_narrow_becomes_whole_again(window: BarWindow, qtbot: QtBot) -> None:
    window.resize(1000, 60)
    qtbot.waitUntil(lambda: not window.bar.counters.rate.isVisible())
    window.resize(1280, 60)
    qtbot.waitUntil(window.bar.counters.rate.isVisible)
