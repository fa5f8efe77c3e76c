"""When work is kept: after an edit, while it trains, and only where something would be lost."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

import nncore as nn
from app import folders
from app.model import kept
from app.model.autosave import Autosave
from app.model.document import Document
from app.model.settings import Settings
from app.model.work import FULL_SPEED
from app.theme import LIGHT
from app.training.controller import Controller
from app.training.session import Grain
from app.windows.appearance import Appearance
from app.windows.recovery import autosaving, small_picture
from app.windows.recovery.autosaving import AFTER_EDIT_MS, WHILE_TRAINING_MS, Autosaving
from nncore import storage
from tests.app import snapshots
from tests.app.keeping_kit import FIRST, seen_in

if TYPE_CHECKING:
    from app.context import Context


class Keeping:
    """A document in training, and what is kept of it."""

    def __init__(self, qtbot: QtBot, qapp: QApplication, document: Document, controller: Controller) -> None:
        self.qtbot = qtbot
        self.document = document
        self.controller = controller
        self.autosave = Autosave(folders.state_folder() / "autosaves")
        self.autosaving = Autosaving(self.autosave, document, controller, Appearance(qapp, Settings(), "light"))

    @property
    def due(self) -> int | None:
        """In how many milliseconds the work is to be kept; None for not at all."""
        timer = self.autosaving._timer
        return timer.interval() if timer.isActive() else None

    def now(self) -> None:
        """As if the time had come."""
        assert self.due is not None
        self.autosaving._timer.stop()
        self.autosaving._on_timeout()
        self.qtbot.waitUntil(lambda: not self.autosave.busy)

    def step(self) -> None:
        """Train an epoch of 250 observations."""
        assert self.controller.latest is not None
        epochs = self.controller.latest.state.epoch + 1
        self.controller.step(Grain.EPOCH)
        self.qtbot.waitUntil(lambda: self.controller.settle() and self.epoch == epochs)

    @property
    def epoch(self) -> int:
        return self.controller.latest.state.epoch if self.controller.latest is not None else -1

    @property
    def files(self) -> list[Path]:
        return list(self.autosave.folder.rglob("experiment.json"))

    def content(self) -> kept.Moment:
        (file,) = self.files
        return kept.read(file)


@pytest.fixture
def keeping(qtbot: QtBot, qapp: QApplication, document: Document, controller: Controller) -> Iterator[Keeping]:
    keeping = Keeping(qtbot, qapp, document, controller)
    yield keeping
    keeping.autosaving.end()


def test_nothing_is_kept_of_what_nobody_has_touched(keeping: Keeping) -> None:
    keeping.controller.snapshot_ready.emit(keeping.controller.latest)
    assert keeping.due is None


def test_an_edit_is_kept_after_a_few_seconds(keeping: Keeping) -> None:
    keeping.document.edit({"data.noise": 0.5}, "Noise")
    assert keeping.due == AFTER_EDIT_MS
    assert keeping.controller.settle()
    keeping.now()
    assert keeping.content().experiment.data.noise == 0.5


def test_more_edits_do_not_put_it_off(keeping: Keeping) -> None:
    keeping.document.edit({"data.noise": 0.5}, "Noise")
    keeping.autosaving._timer.start(1_000)
    keeping.document.edit({"data.noise": 0.4}, "Noise")
    assert keeping.due == 1_000


def test_training_is_kept_less_often(keeping: Keeping) -> None:
    keeping.step()
    assert keeping.due == WHILE_TRAINING_MS
    keeping.document.edit({"training.l2": 0.1}, "L2")
    assert keeping.due == AFTER_EDIT_MS


def test_all_of_it_is_kept(keeping: Keeping, tmp_path: Path) -> None:
    keeping.document.start_over(FIRST, path=tmp_path / "a.json")
    assert keeping.controller.settle()
    keeping.step()
    keeping.document.set_lesson(keeping.document.work.lesson.hiding("panel.data", on=True), "Hide")
    keeping.document.set_speed(FULL_SPEED)
    keeping.now()
    content, latest = keeping.content(), keeping.controller.latest
    assert (content.path, content.name, content.speed) == (tmp_path / "a.json", "a.json", FULL_SPEED)
    assert content.lesson.hidden == ("panel.data",)
    assert content.state is not None
    assert latest is not None
    assert content.state.observations_seen == 250
    assert content.state.parameters.tolist() == latest.state.parameters.tolist()
    assert content.state.random == latest.state.random
    assert QImage.fromData(content.picture()).width() == 320


def test_what_has_not_changed_is_not_written_again(keeping: Keeping) -> None:
    keeping.step()
    keeping.now()
    before = keeping.autosave.last_kept
    keeping.controller.snapshot_ready.emit(keeping.controller.latest)
    keeping.now()
    assert keeping.autosave.last_kept == before
    keeping.step()
    keeping.now()
    assert keeping.content().state is not None
    assert keeping.files
    assert seen_in(keeping.files[0]) == 500


def test_what_could_not_be_kept_is_tried_again_though_nothing_changes(
    keeping: Keeping, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeping.document.edit({"data.noise": 0.5}, "Noise")
    assert keeping.controller.settle()
    keeping.now()
    with monkeypatch.context() as patch:
        patch.setattr(storage, "write", full)
        keeping.document.edit({"data.noise": 0.4}, "Noise")
        assert keeping.controller.settle()
        keeping.now()
        assert keeping.content().experiment.data.noise == 0.5
    assert keeping.due == WHILE_TRAINING_MS
    keeping.now()
    assert keeping.content().experiment.data.noise == 0.4
    assert keeping.due is None


def full(*_arguments: object) -> None:
    raise OSError(errno.ENOSPC, "no space left on device")


def test_a_picture_that_cannot_be_drawn_costs_no_work(keeping: Keeping, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(small_picture, "as_png", lambda *_: 1 / 0)
    keeping.document.edit({"data.noise": 0.5}, "Noise")
    assert keeping.controller.settle()
    keeping.now()
    assert keeping.content().experiment.data.noise == 0.5


def test_without_a_state_that_belongs_to_the_edit_it_waits(keeping: Keeping, monkeypatch: pytest.MonkeyPatch) -> None:
    keeping.step()
    keeping.document.edit({"data.noise": 0.5}, "Noise")
    assert keeping.controller.latest is None
    keeping.now()
    assert keeping.files == []
    assert keeping.due == autosaving.AGAIN_MS
    assert keeping.controller.settle()
    keeping.now()
    assert keeping.content().experiment.data.noise == 0.5


def test_an_edit_that_training_has_not_heard_of_yet_is_kept_when_it_has(keeping: Keeping) -> None:
    keeping.step()
    keeping.document.edit({"training.l2": 0.1}, "L2")
    assert keeping.controller.latest is not None
    assert keeping.controller.latest.experiment.training.l2 == 0.0
    keeping.now()
    assert keeping.due == autosaving.AGAIN_MS
    assert keeping.controller.settle()
    keeping.now()
    assert keeping.content().experiment.training.l2 == 0.1


@pytest.mark.parametrize("way", ["saved", "undone", "replaced"])
def test_where_nothing_is_unsaved_any_more_nothing_stays(keeping: Keeping, way: str, tmp_path: Path) -> None:
    keeping.document.edit({"data.noise": 0.5}, "Noise")
    assert keeping.controller.settle()
    keeping.now()
    assert len(keeping.files) == 1
    match way:
        case "saved":
            keeping.document.mark_saved(tmp_path / "a.json")
        case "undone":
            keeping.document.undo_stack.undo()
        case "replaced":
            keeping.document.start_over(nn.PRESETS["article"].experiment)
    assert keeping.files == []
    assert keeping.due is None


def test_the_same_edit_after_saving_elsewhere_is_kept_again(keeping: Keeping, tmp_path: Path) -> None:
    for _ in range(2):
        keeping.step()
        keeping.now()
        assert len(keeping.files) == 1
        keeping.document.mark_saved(tmp_path / "a.json")


def test_a_clean_end_deletes(keeping: Keeping) -> None:
    keeping.step()
    keeping.now()
    keeping.autosaving.end()
    assert list(keeping.autosave.folder.iterdir()) == []
    keeping.document.edit({"data.noise": 0.5}, "Noise")
    assert keeping.due is None


def test_an_end_by_the_system_keeps_the_very_last_moment(keeping: Keeping) -> None:
    keeping.step()
    keeping.now()
    keeping.step()
    keeping.document.edit({"data.noise": 0.5}, "Noise")
    keeping.autosaving.keeps_at_end = True
    keeping.autosaving.end()
    assert keeping.content().experiment.data.noise == 0.5


def test_an_end_by_the_system_keeps_nothing_of_what_is_saved(keeping: Keeping) -> None:
    keeping.autosaving.keeps_at_end = True
    keeping.autosaving.end()
    assert keeping.files == []


def test_the_picture_shows_the_answers_and_the_data() -> None:
    image = QImage.fromData(small_picture.as_png(snapshots.halves(), LIGHT))
    assert (image.width(), image.height()) == (320, 320)
    colors = [QColor(image.pixel(x, y)).name() for y in range(0, 320, 4) for x in range(0, 320, 4)]
    assert colors.count(LIGHT.negative) > 1000
    assert colors.count(LIGHT.positive) > 1000
    assert QColor(image.pixel(2, 2)).name() == LIGHT.negative
    assert QColor(image.pixel(317, 2)).name() == LIGHT.positive
    assert len(set(colors)) > 4  # dots


def test_the_picture_stands_upright() -> None:
    image = QImage.fromData(small_picture.as_png(snapshots.corner(), LIGHT))
    assert QColor(image.pixel(317, 317)).name() == LIGHT.positive
    assert QColor(image.pixel(317, 2)).name() == LIGHT.negative


def test_what_does_not_work_is_told_in_the_status_line(parts: Context, qtbot: QtBot) -> None:
    folder = folders.state_folder()
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.write_text("no folder")
    features = parts.window.features
    parts.document.edit({"data.noise": 0.5}, "Noise")
    assert parts.controller.settle()
    features.autosaving._on_timeout()
    qtbot.waitUntil(lambda: not features.autosave.busy)
    assert parts.window.status.notice == "Autosave does not work: there is no such folder."


def test_closing_the_window_deletes_what_was_kept(parts: Context, qtbot: QtBot) -> None:
    parts.document.edit({"data.noise": 0.5}, "Noise")
    assert parts.controller.settle()
    parts.window.features.autosaving._on_timeout()
    qtbot.waitUntil(lambda: parts.window.features.autosave.last_kept is not None)
    parts.window.close()
    assert list((folders.state_folder() / "autosaves").iterdir()) == []
