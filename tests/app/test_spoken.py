"""What those are told who hear the screen: what each view shows, and what is under the keys."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.context import Context
from app.training.snapshot import Phase

CONTROL = Qt.KeyboardModifier.ControlModifier


def test_the_map_is_read_with_the_arrow_keys(parts: Context, qtbot: QtBot) -> None:
    view = parts.window.gallery.map
    qtbot.waitUntil(lambda: "250 observations for training" in view.accessibleDescription())
    view.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert view.hover_text.startswith("x 0.50")
    assert view.accessibleDescription().startswith("x 0.50")
    for _ in range(60):
        qtbot.keyClick(view, Qt.Key.Key_Right)
    assert view.hover_text.startswith("x 1.00")
    qtbot.keyClick(view, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    assert view.hover_text.startswith("x 1.00")
    qtbot.keyClick(view, Qt.Key.Key_Tab)
    assert view.hover_text == ""


def description(parts: Context, view: str) -> str:
    gallery = parts.window.gallery
    shown = {"chart": gallery.loss.chart, "surface": gallery.surface, "map": gallery.map, "diagram": gallery.diagram}
    return shown[view].accessibleDescription()


def test_views_tell_what_they_show(parts: Context, qtbot: QtBot) -> None:
    assert description(parts, "chart").startswith("After 0 epochs: training loss 0.6975, test loss 0.7100. Arrow keys")
    assert description(parts, "surface").startswith("The output, from 0.")
    assert "over x and y" in description(parts, "surface")
    assert "250 observations for training, 250 for testing. 47.6\u202f% of the test" in description(parts, "map")
    qtbot.waitUntil(lambda: bool(description(parts, "diagram")))  # which is drawn a moment later
    qtbot.keyClick(parts.window, "3", CONTROL)
    qtbot.waitUntil(lambda: description(parts, "chart").startswith("After 1 epochs"))


def test_a_training_under_way_is_not_told_picture_by_picture(parts: Context, qtbot: QtBot) -> None:
    told: list[str] = []
    parts.window.named_actions["full_speed"].trigger()
    parts.window.named_actions["play"].trigger()
    for _ in range(5):
        with qtbot.waitSignal(parts.controller.snapshot_ready):
            pass
        told.append(description(parts, "chart"))
    assert len(set(told[1:])) == 1
    parts.window.named_actions["play"].trigger()
    qtbot.waitUntil(lambda: parts.controller.latest is not None and parts.controller.latest.phase is Phase.PAUSED)
    assert description(parts, "chart") not in told


def test_values_and_neurons_and_classes_are_told_as_such(parts: Context, qtbot: QtBot) -> None:
    parts.window.files.new("plane")
    qtbot.waitUntil(lambda: "R² is" in description(parts, "map"))
    parts.controller.show_unit((0, 0))
    qtbot.waitUntil(lambda: description(parts, "surface").startswith("What x answers, from"))
    parts.controller.show_unit(None)
    parts.window.files.new("three-blobs")
    qtbot.waitUntil(lambda: description(parts, "surface").startswith("Which of 3 classes is answered over x and y."))
