"""Open and save through the window's own way: what fails is said, and leaves the work as it was."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

import nncore as nn
from app.model.settings import Settings
from app.training.session import Grain
from app.training.snapshot import Phase
from tests.app.files_kit import Desk

FIRST = nn.PRESETS["first-run"].experiment
Buttons = QMessageBox.StandardButton


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    desk = Desk(qtbot)
    qtbot.addWidget(desk.window)
    yield desk
    desk.controller.close()


def test_saved_opened_and_trained_on_equals_never_interrupted(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    desk.train()
    assert desk.files.save_to(path)
    assert not desk.document.unsaved
    desk.files.new("article")
    desk.files.open_path(path)
    desk.qtbot.waitUntil(desk.paused)
    desk.controller.step(Grain.EPOCH)
    desk.qtbot.waitUntil(lambda: desk.controller.latest is not None and desk.controller.latest.state.epoch == 2)
    straight = nn.Trainer(FIRST)
    straight.advance(epochs=2)
    assert desk.controller.latest is not None
    assert np.array_equal(desk.controller.latest.state.parameters, straight.network.parameters)
    assert desk.failures == []


def test_an_edit_just_before_saving_is_in_the_file_with_its_state(desk: Desk, tmp_path: Path) -> None:
    desk.train()
    desk.controller.play()
    desk.document.edit({"training.optimizer": nn.SGD(0.5)}, "Optimizer")
    assert desk.files.save_to(tmp_path / "a.json")
    assert desk.failures == []
    trainer = nn.load(tmp_path / "a.json")
    assert trainer.experiment.training.optimizer == nn.SGD(0.5)
    assert trainer.observations_seen >= 250


def test_a_saved_file_is_one_the_library_reads(desk: Desk, tmp_path: Path) -> None:
    desk.train()
    desk.files.save_to(tmp_path / "a.json")
    trainer = nn.load(tmp_path / "a.json")
    assert trainer.experiment == FIRST
    assert trainer.observations_seen == 250


def damaged(change: str) -> str:
    document = json.loads(nn.storage.dump(FIRST, None))
    match change:
        case "foreign":
            return json.dumps({"hello": "world"})
        case "newer":
            document["version"] = 99
        case "rate":
            document["experiment"]["training"]["optimizer"]["learning_rate"] = -1
        case "wide":
            document["experiment"]["network"]["hidden_layers"] = [{"size": 65, "activation": "tanh", "dropout": 0.0}]
        case "unknown":
            document["experiment"]["network"]["colour"] = "red"
        case "cut":
            return json.dumps(document)[:200]
        case "text":
            return "dear diary"
    return json.dumps(document)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ("foreign", "format"),
        ("newer", "99"),
        ("rate", "experiment.training.optimizer.learning_rate"),
        ("wide", "network.hidden_layers[0] must be between 1 and 64, got 65"),
        ("unknown", "experiment.network.colour"),
        ("cut", "not opened"),
        ("text", "not opened"),
    ],
)
def test_a_bad_file_is_refused_by_name_and_nothing_is_lost(
    desk: Desk, tmp_path: Path, change: str, sentence: str
) -> None:
    desk.train()
    latest, work = desk.controller.latest, desk.document.work
    path = tmp_path / "bad.json"
    path.write_text(damaged(change), encoding="utf-8")
    assert not desk.files.load(path)
    assert len(desk.failures) == 1
    assert desk.failures[0].startswith("bad.json was not opened: ")
    assert sentence in desk.failures[0]
    assert desk.document.work is work
    assert desk.controller.latest is latest
    assert desk.document.unsaved


def test_binary_junk_and_a_directory_and_nothing_at_all_are_refused(desk: Desk, tmp_path: Path) -> None:
    junk = tmp_path / "junk.json"
    junk.write_bytes(bytes(range(256)) * 40)
    for path in (junk, tmp_path, tmp_path / "missing.json"):
        assert not desk.files.load(path)
    assert len(desk.failures) == 3
    assert desk.document.experiment == FIRST


def test_a_file_that_is_gone_leaves_the_recent_list(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "gone.json"
    settings = Settings()
    settings.add_recent(path)
    desk.files.load(path)
    assert path.resolve() not in Settings().recent_files


@pytest.mark.parametrize(
    ("answer", "goes_on"), [(Buttons.Discard, True), (Buttons.Cancel, False), (Buttons.Save, True)]
)
def test_unsaved_work_is_asked_about(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: Buttons, goes_on: bool
) -> None:
    path = tmp_path / "a.json"
    desk.files.save_to(path)
    desk.document.edit({"data.noise": 0.5}, "Noise")
    monkeypatch.setattr(QMessageBox, "question", lambda *args: answer)
    assert desk.files.may_discard("the window closes") is goes_on
    assert (nn.load(path).experiment.data.noise == 0.5) is (answer == Buttons.Save)


def test_saved_work_is_not_asked_about(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QMessageBox, "question", lambda *args: pytest.fail("asked without need"))
    assert desk.files.may_discard("the window closes")


def test_what_a_preset_says_keeps_its_numbers_together(desk: Desk) -> None:
    said: list[str] = []
    desk.files.notice.connect(said.append)
    desk.files.new("article")
    assert said[0].endswith("after 50\u202f000 observations, about three in four after 200\u202f000.")


def answer_dialog(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """As if `name` was typed into the next file dialog, and Return pressed."""

    def typed(dialog: QFileDialog) -> int:
        dialog.selectFile(name)
        return bool(name)

    monkeypatch.setattr(QFileDialog, "exec", typed)


def test_save_asks_for_a_name_once(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answer_dialog(monkeypatch, str(tmp_path / "lesson"))
    assert desk.files.save()
    assert desk.document.path == tmp_path / "lesson.json"
    answer_dialog(monkeypatch, "")
    assert desk.files.save()
    assert not desk.files.save_as()


def test_the_dialog_itself_adds_the_ending_and_so_asks_before_it_replaces_a_file(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[QFileDialog] = []

    def cancelled(dialog: QFileDialog) -> int:
        seen.append(dialog)
        return 0

    monkeypatch.setattr(QFileDialog, "exec", cancelled)
    desk.files.save_as()
    assert seen[0].defaultSuffix() == "json"
    assert seen[0].acceptMode() == QFileDialog.AcceptMode.AcceptSave
    assert not seen[0].testOption(QFileDialog.Option.DontConfirmOverwrite)


def test_the_ending_the_desktop_knows_can_be_chosen(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names: list[str] = []

    def choose(dialog: QFileDialog) -> bool:
        dialog.setDirectory(str(tmp_path))
        for kind in (dialog.nameFilters()[1], dialog.nameFilters()[0], dialog.nameFilters()[1]):
            dialog.selectNameFilter(kind)
            dialog.filterSelected.emit(kind)
            names.append(Path(dialog.selectedFiles()[0]).name)
        dialog.selectFile(str(tmp_path / "lesson"))
        return True

    monkeypatch.setattr(QFileDialog, "exec", choose)
    assert desk.files.save()
    assert names == ["experiment.perceptron.json", "experiment.json", "experiment.perceptron.json"]
    assert desk.document.path == tmp_path / "lesson.perceptron.json"
    assert desk.files.load(tmp_path / "lesson.perceptron.json")


def test_a_file_with_the_ending_the_desktop_knows_keeps_it(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert desk.files.save_to(tmp_path / "a.perceptron.json")
    answer_dialog(monkeypatch, str(tmp_path / "b"))
    assert desk.files.save_as()
    assert desk.document.path == tmp_path / "b.perceptron.json"


@pytest.mark.parametrize("name", ["a.json", "a.perceptron.json"])
def test_opening_finds_both_endings(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    found: list[bool] = []

    def cancel(_parent: object, _title: str, _folder: str, filters: str) -> tuple[str, str]:
        patterns = filters.split(";;", maxsplit=1)[0].partition("(")[2].rstrip(")").split()
        found.append(any(Path(name).match(pattern) for pattern in patterns))
        return "", ""

    monkeypatch.setattr(QFileDialog, "getOpenFileName", cancel)
    desk.files.open()
    assert found == [True]


def test_a_training_that_is_too_busy_is_not_saved_half(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.training.controller.SETTLE_SECONDS", 0.05)
    busy = threading.Event()

    def wait(session: object) -> None:
        busy.wait(20)

    desk.controller._send(wait)
    assert not desk.files.save_to(tmp_path / "a.json")
    busy.set()
    assert desk.failures == ["a.json was not saved: the training is still busy. Try again in a moment."]
    assert not (tmp_path / "a.json").exists()
    assert desk.files.save_to(tmp_path / "a.json")


def test_save_just_after_undo_holds_the_training_that_came_back(desk: Desk, tmp_path: Path) -> None:
    desk.train()
    desk.document.restart()
    desk.document.undo_stack.undo()
    assert desk.document.unsaved
    assert desk.files.save_to(tmp_path / "a.json")
    assert nn.load(tmp_path / "a.json").observations_seen == 250


def test_only_a_file_that_is_gone_leaves_the_recent_list(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "folder.json"
    folder.mkdir()
    Settings().add_recent(folder)
    desk.files.load(folder)
    assert folder in Settings().recent_files


def test_opening_while_training_pauses_first(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    desk.files.save_to(path)
    desk.controller.play()
    assert desk.files.load(path)
    assert not desk.controller.playing
    desk.qtbot.waitUntil(
        lambda: desk.controller.latest is not None and desk.controller.latest.phase in (Phase.READY, Phase.PAUSED)
    )
    assert desk.controller.latest is not None
    assert desk.controller.latest.state.observations_seen == 0
