"""Help in the window: what is found is said, lessons say what to look at, and a click applies the cure."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel
from pytestqt.qtbot import QtBot

import nncore as nn
from app.context import Context
from app.model.cures import Cure
from app.model.remedies import Remedy
from app.theme import DARK
from app.training.findings import Finding, Kind, Severity
from app.training.snapshot import Phase
from app.windows.lesson_note import LessonNote
from tests.app.panel_kit import click

FIRST = nn.PRESETS["first-run"].experiment
FLAT = nn.PRESETS["no-hidden-layer"]
CONTROL = Qt.KeyboardModifier.ControlModifier

SLOW = Finding(Kind.SLOW, Severity.WARNING, "It crawls.", "The rate is tiny.", Remedy.LARGER_RATE)


# The note.


@pytest.fixture
def note(qtbot: QtBot) -> LessonNote:
    note = LessonNote()
    qtbot.addWidget(note)
    return note


def test_a_lesson_says_what_to_look_at(note: LessonNote, qtbot: QtBot) -> None:
    note.show_lesson(FLAT)
    assert not note.isHidden()
    assert note.text.endswith("nothing to bend.")
    assert note.accessibleName() == "XOR without a hidden layer: what to look at"
    pressed: list[Cure] = []
    note.cure_chosen.connect(pressed.append)
    click(qtbot, note, "Add a hidden layer of 8 neurons")
    assert [dict(cure.changes) for cure in pressed] == [{"network.hidden_layers": (nn.Layer(8),)}]


@pytest.mark.parametrize("preset", [None, nn.PRESETS["first-run"]])
def test_without_a_lesson_there_is_no_note(note: LessonNote, preset: nn.Preset | None) -> None:
    note.show_lesson(FLAT)
    note.show_lesson(preset)
    assert note.isHidden()
    assert note.cure is None


# Both in the window.


def open_preset(parts: Context, qtbot: QtBot, name: str) -> None:
    parts.window.features.presets.chosen.emit(name)
    qtbot.waitUntil(lambda: parts.controller.latest is not None)


def find(parts: Context, qtbot: QtBot, kind: Kind) -> None:
    """Train at full speed until `kind` is found."""

    def found() -> bool:
        latest = parts.controller.latest
        return latest is not None and kind in [finding.kind for finding in latest.findings]

    parts.document.set_speed(100_000.0)
    parts.controller.play()
    qtbot.waitUntil(found, timeout=20_000)


def test_opening_a_lesson_shows_the_note_and_its_cure_mends_it(parts: Context, qtbot: QtBot) -> None:
    window = parts.window
    open_preset(parts, qtbot, "no-hidden-layer")
    assert not window.note.isHidden()
    click(qtbot, window.note, "Add a hidden layer of 8 neurons")
    assert parts.document.experiment == FIRST
    assert window.note.isHidden()
    assert window.status.notice == (
        "Add a hidden layer of 8 neurons: done. Press Play to see what it does; Undo takes it back."
    )
    qtbot.keyClick(window, "Z", CONTROL)
    assert parts.document.experiment == FLAT.experiment
    assert not window.note.isHidden()


def test_a_note_that_was_closed_comes_back_with_its_preset(parts: Context, qtbot: QtBot) -> None:
    window = parts.window
    open_preset(parts, qtbot, "no-hidden-layer")
    close = next(b for b in window.note.findChildren(QAbstractButton) if b.accessibleName() == "Close the note")
    qtbot.mouseClick(close, Qt.MouseButton.LeftButton)
    assert window.note.isHidden()
    window.named_actions["reset"].trigger()
    assert window.note.isHidden()
    open_preset(parts, qtbot, "no-hidden-layer")
    assert not window.note.isHidden()


def test_an_edit_of_a_lesson_ends_it(parts: Context, qtbot: QtBot) -> None:
    open_preset(parts, qtbot, "no-hidden-layer")
    parts.document.edit({"seed": 3}, "Seed")
    assert parts.window.note.isHidden()


def test_what_is_found_is_told_in_the_status_line_and_the_key_tries_the_cure(parts: Context, qtbot: QtBot) -> None:
    window, health = parts.window, parts.window.status.health
    assert not window.named_actions["cure"].isEnabled()
    parts.document.edit({"network.hidden_layers": ()}, "Layers")
    find(parts, qtbot, Kind.TOO_SMALL)
    assert health.isVisible()
    assert health.sentence.startswith("Without a hidden layer the border stays straight, and ")
    assert window.named_actions["cure"].isEnabled()
    qtbot.keyClick(window, "K", CONTROL)
    assert parts.document.experiment.network.hidden_layers == (nn.Layer(8),)
    assert "The training begins again" in window.status.notice
    qtbot.waitUntil(health.isHidden)
    assert not window.named_actions["cure"].isEnabled()


def test_while_a_lesson_offers_its_cure_the_line_only_says_what_is_found(parts: Context, qtbot: QtBot) -> None:
    health = parts.window.status.health
    open_preset(parts, qtbot, "no-hidden-layer")
    find(parts, qtbot, Kind.TOO_SMALL)
    assert health.isVisible()
    assert health.cure is None
    parts.window.note.closed.emit()
    assert health.cure is not None


def test_a_penalty_against_over_fitting_lets_the_training_go_on(parts: Context, qtbot: QtBot) -> None:
    open_preset(parts, qtbot, "over-fitting")
    parts.document.edit({"seed": 8}, "Seed")
    find(parts, qtbot, Kind.OVER_FIT)
    run = parts.document.work.run
    click(qtbot, parts.window.status.health, "Add an L2 penalty of 0.003")
    assert parts.document.work.run == run
    assert parts.controller.playing
    assert parts.window.status.notice == "Add an L2 penalty of 0.003: done. The training goes on; Undo takes it back."


def test_a_training_that_has_stopped_says_why_and_how_to_go_on(parts: Context, qtbot: QtBot) -> None:
    window = parts.window
    open_preset(parts, qtbot, "rate-too-high")
    window.note.closed.emit()
    find(parts, qtbot, Kind.DIVERGED)
    assert window.status.phase == "Stopped"
    assert window.status.health.sentence.startswith("Training diverged at update ")
    click(qtbot, window.status.health, "Use a smaller learning rate: 1.1 → 0.1")
    assert window.status.notice.endswith("done. Press Play to see what it does; Undo takes it back.")

    def is_ready() -> bool:
        return parts.controller.latest is not None and parts.controller.latest.phase is Phase.READY

    qtbot.waitUntil(is_ready)
    qtbot.waitUntil(window.status.health.isHidden)


def test_a_training_that_a_rule_has_stopped_goes_on_without_it(parts: Context, qtbot: QtBot) -> None:
    window, document, health = parts.window, parts.document, parts.window.status.health
    document.edit({"training.target_accuracy": 0.8}, "Stop at accuracy")
    parts.document.set_speed(100_000.0)
    parts.controller.play()
    qtbot.waitUntil(health.isVisible, timeout=20_000)
    assert window.status.phase == "Finished: the test accuracy is at least 80 %."
    assert not parts.controller.playing
    qtbot.keyClick(window, Qt.Key.Key_Space)
    assert window.status.notice == "Finished: the test accuracy is at least 80 %. Remove the rule to go on."
    stopped_at = seen_so_far(parts)
    click(qtbot, health, "Remove the rule to go on")
    assert document.experiment.training.target_accuracy is None
    qtbot.waitUntil(health.isHidden)
    parts.controller.play()
    qtbot.waitUntil(lambda: seen_so_far(parts) > stopped_at)
    document.undo_stack.undo()
    assert document.experiment.training.target_accuracy == 0.8


def seen_so_far(parts: Context) -> int:
    assert parts.controller.latest is not None
    return parts.controller.latest.state.observations_seen


def test_findings_and_notice_share_the_room_and_the_rest_keeps_its_place(parts: Context, qtbot: QtBot) -> None:
    status = parts.window.status
    parts.window.resize(1024, 700)
    place = parts.window.workspace.geometry()
    status.health.show_findings((replace(SLOW, sentence="It crawls and crawls and crawls and crawls. " * 3),), FIRST)
    status.notify("Something has happened, which takes some words to tell. " * 2)
    QApplication.processEvents()
    assert parts.window.workspace.geometry() == place
    assert status.health.width() > 300
    assert status.health.geometry().right() < status.width()


def test_the_sign_is_drawn_in_the_colour_of_the_theme(parts: Context) -> None:
    health = parts.window.status.health
    health.show_findings((replace(SLOW, severity=Severity.WARNING),), FIRST)
    parts.appearance.choose("dark")
    picture = health.findChildren(QLabel)[0].pixmap().toImage()
    colours = {picture.pixelColor(x, y).name() for x in range(picture.width()) for y in range(picture.height())}
    assert DARK.negative in colours
