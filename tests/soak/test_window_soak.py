"""The quick twin of `python -m tests.soak window`, and whether its model would notice a wrong state."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QDialog, QFileDialog, QMenu, QMessageBox
from pytestqt.qtbot import QtBot

import nncore as nn
from app.context import Context
from app.training.session import Grain
from nncore import storage
from tests.soak.doorman import Doorman
from tests.soak.hands import ACTS, Hands
from tests.soak.model import Model, saved_wrongly


@pytest.mark.gl
def test_a_short_soak_finds_nothing() -> None:
    words = [sys.executable, "-m", "tests.soak", "window", "--minutes", "0.05", "--seed", "5"]
    done = subprocess.run(words, capture_output=True, text=True, timeout=110, check=False)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    assert "acts" in done.stdout
    assert done.stderr == ""


def test_every_act_has_its_method() -> None:
    assert all(callable(getattr(Hands, name)) and count > 0 for name, count in ACTS.items())


# The model.


@pytest.fixture
def model(parts: Context) -> Model:
    return Model(parts)


def problems(model: Model, act: Any, *, travels: bool = False) -> list[str]:
    """What the model says about `act`, done while the training stands still."""
    model.note(settled=True)
    act()
    return [*model.after_act(travels=travels), *model.after_rest(settled=True)]


def test_edits_undo_redo_and_training_are_right(parts: Context, model: Model, qtbot: QtBot) -> None:
    document, controller = parts.document, parts.controller
    assert problems(model, lambda: controller.step(Grain.EPOCH)) == []
    assert problems(model, lambda: document.edit({"data.noise": 0.5}, "Noise")) == []
    assert problems(model, lambda: controller.by_hand.set_parameter(0, 0, 0, 3.0)) == []
    for _ in range(2):
        assert problems(model, document.undo_stack.undo, travels=True) == []
    assert problems(model, document.undo_stack.redo, travels=True) == []
    assert problems(model, lambda: document.start_over(nn.PRESETS["article"].experiment)) == []


def test_an_undo_that_brings_something_else_is_noticed(parts: Context, model: Model) -> None:
    problems(model, lambda: parts.document.edit({"data.noise": 0.5}, "Noise"))

    def wrong() -> None:
        parts.document.undo_stack.undo()
        training = replace(parts.document.experiment.training, l2=0.25)
        other = replace(parts.document.experiment, training=training)
        parts.document._exchange(replace(parts.document.work, experiment=other))

    found = problems(model, wrong, travels=True)
    assert found[0] == "undo or redo to step 0 brought something else: experiment: training: l2: 0.25, not 0.0"


def test_a_training_that_does_not_come_back_is_noticed(
    parts: Context, model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    problems(model, lambda: parts.controller.step(Grain.EPOCH))
    problems(model, lambda: parts.document.edit({"data.noise": 0.5}, "Noise"))
    monkeypatch.setattr("app.training.parking.Parking.fetch", lambda _self, _run: None)
    found = problems(model, parts.document.undo_stack.undo, travels=True)
    assert "epoch is 0, not 1 as before" in found
    assert "parameters are not what they were" in found


def test_a_wrong_title_and_a_wrong_button_are_noticed(parts: Context, model: Model) -> None:
    assert "the window is called “Mine”" in problems(model, lambda: parts.window.setWindowTitle("Mine"))[0]
    play = parts.window.named_actions["play"]
    assert "the action says “Pause”" in problems(model, lambda: play.setText("Pause"))[1]
    undo = parts.window.named_actions["undo"]
    assert "the action undo is wrongly enabled" in problems(model, lambda: undo.setEnabled(True))[2]


def test_a_training_of_something_else_is_noticed(parts: Context, model: Model) -> None:
    def wrong() -> None:
        parts.document.blockSignals(True)
        parts.document.edit({"data.noise": 0.5}, "Noise")
        parts.document.blockSignals(False)

    assert any(found.startswith("the training is not that of the document") for found in problems(model, wrong))


def test_a_saved_file_is_compared_with_the_state(parts: Context, tmp_path: Path) -> None:
    path = tmp_path / "saved.json"
    parts.controller.step(Grain.EPOCH)
    assert parts.window.files.save_to(path)
    assert list(saved_wrongly(parts)) == []
    trainer = nn.Trainer(parts.document.experiment)
    trainer.advance(epochs=2)
    nn.save(path, trainer)
    assert "epoch is 2, not 1 as before" in list(saved_wrongly(parts))
    path.write_text(storage.dump(nn.PRESETS["article"].experiment), encoding="utf-8")
    assert list(saved_wrongly(parts)) == ["the file saved.json holds another experiment"]


# The doorman.


@pytest.fixture
def doorman(qtbot: QtBot, tmp_path: Path) -> Any:
    doorman = Doorman(Random(1), tmp_path)
    yield doorman
    doorman.stop()


def test_dialogs_and_menus_that_wait_are_answered(doorman: Doorman, qtbot: QtBot) -> None:
    for dialog in (QDialog(), QMessageBox(), QFileDialog()):
        qtbot.addWidget(dialog)
        dialog.exec()
    menu = QMenu()
    qtbot.addWidget(menu)
    menu.addAction("Nothing")
    menu.exec()
    assert doorman.waiting is None
    assert doorman.stuck == []


def test_a_dialog_that_does_not_close_is_told_of(
    doorman: Doorman, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Stubborn(QDialog):
        def reject(self) -> None:
            """Escape does nothing."""

    monkeypatch.setattr("tests.soak.doorman.PATIENCE", 3)
    dialog = Stubborn()
    qtbot.addWidget(dialog)
    dialog.setWindowTitle("Mine")
    dialog.setWindowModality(Qt.WindowModality.ApplicationModal)
    dialog.show()
    qtbot.waitUntil(lambda: bool(doorman.stuck))
    assert doorman.stuck[0] == "Stubborn “Mine” does not close"
    dialog.hide()
    QTimer.singleShot(0, dialog, dialog.deleteLater)
