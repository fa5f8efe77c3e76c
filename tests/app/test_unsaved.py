"""What becomes of work that is not in a file: when it is asked about, and in which words."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

import nncore as nn
from app.context import Context
from app.training.snapshot import Phase

Buttons = QMessageBox.StandardButton
FIRST = nn.PRESETS["first-run"].experiment


class Answers(list[str]):
    """The questions that were asked, each answered with `answer`."""

    answer = Buttons.Cancel

    def __call__(self, _parent: object, _title: str, question: str, *_buttons: object) -> Buttons:
        self.append(question)
        return self.answer


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Answers:
    asked = Answers()
    monkeypatch.setattr(QMessageBox, "question", asked)
    return asked


def train(parts: Context, qtbot: QtBot) -> None:
    qtbot.keyClick(parts.window, "3", Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: parts.controller.latest is not None and parts.controller.latest.phase is Phase.PAUSED)


def drop(parts: Context, url: QUrl) -> None:
    data = QMimeData()
    data.setUrls([url])
    how = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(parts.window, QDragEnterEvent(QPoint(5, 5), *how))
    QApplication.sendEvent(parts.window, QDropEvent(QPointF(5, 5), *how))


def test_whatever_comes_next_is_named_in_the_question(
    idle: Context, qtbot: QtBot, tmp_path: Path, asked: Answers
) -> None:
    window, link = idle.window, "https://playground.tensorflow.org/#dataset=spiral"
    window.asks_before_closing = True
    idle.document.edit({"data.noise": 0.5}, "Noise")
    work = idle.document.work
    window.features.presets.chosen.emit("spiral")
    window.named_actions["new"].trigger()
    for name in ("recent.json", "dropped.json"):
        nn.save(tmp_path / name, nn.Trainer(FIRST))
    window.menus.recent_chosen.emit(str(tmp_path / "recent.json"))
    drop(idle, QUrl.fromLocalFile(str(tmp_path / "dropped.json")))
    qtbot.waitUntil(lambda: len(asked) == 4)
    drop(idle, QUrl(link))
    qtbot.waitUntil(lambda: len(asked) == 5)
    assert not window.close()
    comes = (
        *("the preset “Spiral” opens", f"the preset “{nn.PRESETS['first-run'].title}” opens", "recent.json opens"),
        *("dropped.json opens", "the TensorFlow Playground link opens", "the window closes"),
    )
    assert asked == [f"“XOR in seconds” has changes that are not saved. Save them before {what}?" for what in comes]
    assert idle.document.work is work


def test_the_work_is_called_as_in_the_title(idle: Context, asked: Answers) -> None:
    idle.window.files.new("article")
    idle.document.edit({"data.noise": 0.5}, "Noise")
    idle.window.files.new("spiral")
    assert asked[0].startswith("“The article's network” has changes")


@pytest.mark.parametrize(("answer", "closes"), [(Buttons.Cancel, False), (Buttons.Discard, True)])
def test_closing_goes_on_only_if_the_work_may_go(idle: Context, asked: Answers, answer: Buttons, closes: bool) -> None:
    idle.window.asks_before_closing = True
    idle.document.edit({"data.noise": 0.5}, "Noise")
    asked.answer = answer
    assert idle.window.close() is closes
    assert idle.window.isVisible() is not closes


def test_a_preset_that_was_only_played_is_not_asked_about(parts: Context, qtbot: QtBot, asked: Answers) -> None:
    train(parts, qtbot)
    assert parts.document.unsaved
    parts.window.features.presets.chosen.emit("spiral")
    assert parts.document.name == "Spiral"
    parts.window.asks_before_closing = True
    assert parts.window.close()
    assert asked == []


def test_a_link_that_was_only_played_is_not_asked_about(parts: Context, qtbot: QtBot, asked: Answers) -> None:
    drop(parts, QUrl("https://playground.tensorflow.org/#dataset=gauss"))
    qtbot.waitUntil(lambda: parts.document.name == "TensorFlow Playground link")
    assert parts.window.menus.title.text() == "TensorFlow Playground link"
    train(parts, qtbot)
    parts.window.files.new("spiral")
    assert asked == []


def test_a_file_that_was_trained_on_is_asked_about(
    parts: Context, qtbot: QtBot, tmp_path: Path, asked: Answers
) -> None:
    parts.window.files.save_to(tmp_path / "lesson.json")
    parts.window.files.new("first-run")
    parts.window.files.open_path(tmp_path / "lesson.json")
    assert asked == []
    train(parts, qtbot)
    parts.window.files.new("spiral")
    assert asked == ["“lesson.json” has changes that are not saved. Save them before the preset “Spiral” opens?"]


def test_training_that_was_steered_is_asked_about_even_when_the_settings_are_back(
    parts: Context, qtbot: QtBot, asked: Answers
) -> None:
    train(parts, qtbot)
    parts.document.edit({"training.l2": 0.01}, "L2")
    train(parts, qtbot)
    parts.document.undo_stack.undo()
    assert parts.document.experiment == FIRST, "and yet no preset leads to these weights"
    parts.window.features.presets.chosen.emit("spiral")
    assert len(asked) == 1


def test_settings_tried_before_the_training_are_not_asked_about(idle: Context, asked: Answers) -> None:
    idle.document.edit({"training.l2": 0.01}, "L2")
    idle.document.undo_stack.undo()
    idle.window.features.presets.chosen.emit("spiral")
    assert asked == []


def test_a_file_that_cannot_be_opened_is_said_before_anything_is_asked(
    idle: Context, tmp_path: Path, asked: Answers
) -> None:
    idle.document.edit({"data.noise": 0.5}, "Noise")
    (tmp_path / "broken.json").write_text("{")
    idle.window.files.open_path(tmp_path / "broken.json")
    assert asked == []
    assert idle.window.status.notice.startswith("broken.json was not opened")


def test_a_file_changed_by_others_is_not_replaced_without_a_question(
    idle: Context, tmp_path: Path, asked: Answers
) -> None:
    path = tmp_path / "shared.json"
    nn.save(path, nn.Trainer(FIRST))
    assert idle.window.files.load(path)
    path.write_text("the work of another")
    assert not idle.window.files.save()
    assert [question.split(",")[0] for question in asked] == ["shared.json was changed by another program"]
    assert path.read_text() == "the work of another"


def test_ones_own_file_is_saved_again_and_again_without_a_question(
    idle: Context, tmp_path: Path, asked: Answers
) -> None:
    path = tmp_path / "own.json"
    assert idle.window.files.save_to(path)
    idle.document.edit({"data.noise": 0.5}, "Noise")
    assert idle.window.files.save()
    path.unlink()
    assert idle.window.files.save(), "what is gone is written anew"
    assert asked == []
    assert nn.load(path).experiment.data.noise == 0.5
