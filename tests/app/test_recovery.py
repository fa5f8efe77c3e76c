"""Work that was not saved when the program ended: offered at the next start, and restored as it was."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

import nncore as nn
from app.model import claims, kept
from app.model.document import Document
from app.training.controller import Controller
from app.training.session import Grain
from app.windows.recovery import small_picture
from tests.app import snapshots
from tests.app.keeping_kit import FIRST, TIME, leave, moment, seen_in
from tests.app.recovery_kit import Desk, folder

if TYPE_CHECKING:
    from app.context import Context

Buttons = QMessageBox.StandardButton
LEFT = Qt.MouseButton.LeftButton
EARLIER = TIME - timedelta(days=1)


@pytest.fixture
def desk(qtbot: QtBot, qapp: QApplication, document: Document, controller: Controller) -> Iterator[Desk]:
    desk = Desk(qtbot, qapp, document, controller)
    yield desk
    desk.end()


def press(qtbot: QtBot, button: QWidget) -> None:
    qtbot.mouseClick(button, LEFT)


def answer(monkeypatch: pytest.MonkeyPatch, button: Buttons) -> list[str]:
    """Answer every question with `button`; the questions."""
    asked: list[str] = []

    def question(_parent: QWidget, _title: str, text: str, *_: Buttons) -> Buttons:
        asked.append(text)
        return button

    monkeypatch.setattr(QMessageBox, "question", question)
    return asked


def test_without_anything_left_nothing_is_offered(desk: Desk) -> None:
    assert not desk.offer().isVisible()


def test_what_was_left_is_offered_with_name_time_and_training(desk: Desk) -> None:
    now = datetime.now(UTC).astimezone()
    leave(folder(), moment(300, name="XOR, the first run", time=now))
    strip = desk.offer()
    assert strip.isVisible()
    assert strip.text == (
        f"“XOR, the first run”, from today {now:%H:%M}, was not saved when the program ended: 300 observations trained."
    )


def test_of_a_file_only_the_changes_were_not_saved(desk: Desk, tmp_path: Path) -> None:
    leave(folder(), moment(300, path=tmp_path / "lesson.json"))
    assert "“lesson.json”, from " in desk.offer().text
    assert "had changes that were not saved when the program ended" in desk.strip.text


def test_the_picture_is_shown_where_there_is_one(desk: Desk, qtbot: QtBot) -> None:
    theme = desk.appearance.theme
    leave(folder(), moment(picture=lambda: small_picture.as_png(snapshots.halves(), theme)))
    strip = desk.offer()
    picture = strip._picture
    assert picture.isVisible()
    image = picture.grab().toImage()
    middle = image.height() // 2
    assert image.pixelColor(2, middle).name() == theme.negative
    assert image.pixelColor(image.width() - 3, middle).name() == theme.positive


def test_without_a_picture_there_is_no_gap(desk: Desk) -> None:
    leave(folder(), moment(picture=lambda: b"no picture"))
    assert not desk.offer()._picture.isVisible()


def test_restored_it_goes_on_to_the_last_bit(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    leave(folder(), moment(300, speed=640.0, path=tmp_path / "lesson.json"))
    strip = desk.offer()
    press(qtbot, strip.restore)
    assert not strip.isVisible()
    document = desk.document
    assert (document.path, document.name, document.work.speed) == (tmp_path / "lesson.json", "lesson.json", 640.0)
    assert document.unsaved
    assert document.precious
    desk.controller.step(Grain.EPOCH)  # to the end of the second one
    qtbot.waitUntil(lambda: desk.controller.settle() and desk.state.observations_seen == 500)
    straight = nn.Trainer(FIRST)
    straight.advance(observations=500)
    assert np.array_equal(desk.state.parameters, straight.network.parameters)


def test_saving_what_was_restored_writes_to_its_own_file(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    leave(folder(), moment(300, path=tmp_path / "lesson.json"))
    press(qtbot, desk.offer().restore)
    assert desk.files.save()
    assert nn.load(tmp_path / "lesson.json").observations_seen == 300
    assert not desk.document.unsaved
    assert list(folder().rglob("experiment.json")) == []


@pytest.mark.parametrize(("later", "asks"), [(-1, False), (1, True)])
def test_a_file_that_was_saved_since_is_asked_about_before_it_is_replaced(
    later: int, asks: bool, desk: Desk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "lesson.json"
    nn.storage.write(path, nn.storage.dump(replace(FIRST, seed=4242)))
    os.utime(path, (TIME.timestamp() + later,) * 2)
    leave(folder(), moment(300, path=path))
    asked: list[str] = []

    def question(_window: QWidget, title: str, *_more: object) -> QMessageBox.StandardButton:
        asked.append(title)
        return Buttons.Cancel

    monkeypatch.setattr(QMessageBox, "question", question)
    press(qtbot, desk.offer().restore)
    assert desk.files.save() != asks
    assert asked == ["Replace the file?"] * asks
    assert (nn.load(path).experiment.seed == 4242) == asks


def test_what_was_restored_stays_on_the_disk_until_it_is_saved(desk: Desk, qtbot: QtBot) -> None:
    left = leave(folder(), moment(300))
    press(qtbot, desk.offer().restore)
    assert seen_in(left) == 300
    assert desk.autosave.last_kept == TIME
    assert list(claims.left(folder())) == []


def test_restored_it_cannot_be_undone_away(desk: Desk, qtbot: QtBot) -> None:
    leave(folder(), moment(300))
    press(qtbot, desk.offer().restore)
    desk.document.edit({"data.noise": 0.5}, "Noise")
    desk.document.undo_stack.undo()
    assert not desk.document.undo_stack.canUndo()
    assert desk.document.unsaved


def test_what_is_there_is_asked_about_if_it_is_precious(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    leave(folder(), moment(300, name="Before"))
    strip = desk.offer()
    desk.document.edit({"data.noise": 0.5}, "Noise")
    asked = answer(monkeypatch, Buttons.Cancel)
    press(qtbot, strip.restore)
    assert asked == ["“Untitled experiment” has changes that are not saved. Save them before “Before” is restored?"]
    assert strip.isVisible()
    assert desk.document.experiment.data.noise == 0.5
    answer(monkeypatch, Buttons.Discard)
    press(qtbot, strip.restore)
    assert desk.document.experiment == FIRST


def test_a_preset_that_was_only_played_makes_room_without_a_question(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    leave(folder(), moment(300))
    strip = desk.offer()
    desk.controller.step(Grain.EPOCH)
    qtbot.waitUntil(lambda: desk.document.unsaved)
    asked = answer(monkeypatch, Buttons.Cancel)
    press(qtbot, strip.restore)
    assert asked == []
    assert desk.document.name == "First"


@pytest.mark.parametrize(("button", "deleted"), [(Buttons.Discard, True), (Buttons.Cancel, False)])
def test_it_is_deleted_if_that_is_meant(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, button: Buttons, deleted: bool
) -> None:
    left = leave(folder(), moment())
    strip = desk.offer()
    asked = answer(monkeypatch, button)
    press(qtbot, strip.delete)
    assert asked == ["What was kept of “First” would be gone for good. Delete it?"]
    assert left.parent.exists() is not deleted
    assert strip.isVisible() is not deleted


def test_put_off_it_is_offered_at_the_next_start(desk: Desk, qtbot: QtBot) -> None:
    left = leave(folder(), moment(300))
    strip = desk.offer()
    press(qtbot, strip.dismiss)
    assert not strip.isVisible()
    assert seen_in(left) == 300
    assert desk.offer().isVisible()


def test_when_something_else_is_opened_it_makes_room_until_the_next_start(desk: Desk) -> None:
    left = [leave(folder(), moment(300)), leave(folder(), moment(200, time=EARLIER))]
    strip = desk.offer()
    assert strip.isVisible()
    desk.document.start_over(nn.PRESETS["playground"].experiment, name="another")
    assert not strip.isVisible()
    assert [seen_in(each) for each in left] == [300, 200]
    assert desk.offer().isVisible()


def test_closing_the_window_decides_nothing(desk: Desk) -> None:
    left = leave(folder(), moment(300))
    desk.offer()
    desk.end()
    (claim,) = claims.left(folder())
    assert claim.file == left
    claim.release()


def test_while_one_program_offers_it_another_does_not(desk: Desk) -> None:
    leave(folder(), moment())
    assert desk.offer().isVisible()
    assert list(claims.left(folder())) == []


def test_several_are_offered_one_after_the_other_the_newest_first(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(monkeypatch, Buttons.Discard)
    for name, time in (("old", EARLIER), ("new", TIME), ("oldest", EARLIER - timedelta(days=400))):
        leave(folder(), moment(name=name, time=time))
    strip = desk.offer()
    assert strip.text.startswith("“new”")
    assert strip.text.endswith(" 2 more will be offered after it.")
    press(qtbot, strip.dismiss)
    assert strip.text.startswith("“old”")
    press(qtbot, strip.restore)
    assert desk.document.name == "old"
    assert strip.text.startswith("“oldest”")
    press(qtbot, strip.restore)
    assert desk.document.name == "oldest"
    assert not strip.isVisible()
    names = [kept.read(file).name for file in folder().rglob("experiment.json")]
    assert sorted(names) == ["new", "oldest"]  # put off, and restored last; the other was discarded for it


def test_all_can_be_done_by_keyboard(parts: Context, qtbot: QtBot) -> None:
    leave(folder(), moment())
    parts.window.features.recovery.begin()
    strip = parts.window.recovery_strip
    strip.restore.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(strip.restore, Qt.Key.Key_Tab)
    assert strip.delete.hasFocus()
    qtbot.keyClick(strip.delete, Qt.Key.Key_Tab)
    assert strip.dismiss.hasFocus()
    qtbot.keyClick(strip.dismiss, Qt.Key.Key_Space)
    assert not strip.isVisible()
    assert not parts.controller.playing


def test_a_name_is_no_markup(desk: Desk) -> None:
    leave(folder(), moment(name="<h1>a & b</h1>"))
    strip = desk.offer()
    assert "“<h1>a & b</h1>”" in strip.text
    assert "&lt;h1&gt;a &amp; b" in strip._words.text()


def test_in_the_window_it_stands_below_the_run_bar_until_it_is_decided(parts: Context) -> None:
    left = leave(folder(), moment(300))
    window = parts.window
    window.features.recovery.begin()
    strip = window.recovery_strip
    assert strip.isVisible()
    assert strip.geometry().top() == window.run_bar.geometry().bottom() + 1
    window.close()
    (claim,) = claims.left(folder())
    assert claim.file == left
    claim.release()
