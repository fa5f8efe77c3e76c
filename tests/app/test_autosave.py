"""Autosave: the newest moment is on the disk, written by another thread, and gone when nobody needs it."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.model import autosave, claims
from app.model.autosave import Autosave
from app.model.kept import Moment
from nncore import storage
from tests.app.keeping_kit import TIME, leave, moment, seen_in

LATER = TIME + timedelta(minutes=1)


class Keeper:
    """An autosave, what it complains about, and what is on the disk."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self.qtbot = qtbot
        self.folder = folder
        self.autosave = Autosave(folder)
        self.complaints: list[str] = []
        self.autosave.failed.connect(self.complaints.append)

    def keep(self, what: Moment) -> None:
        assert self.autosave.keep(what)
        self.wait()

    def wait(self) -> None:
        self.qtbot.waitUntil(lambda: not self.autosave.busy)

    @property
    def files(self) -> list[Path]:
        return [path for path in self.folder.rglob("*") if path.is_file() and path.name != "lock"]

    @property
    def seen(self) -> int:
        """How far the work that is on the disk is trained."""
        (file,) = self.files
        return seen_in(file)


@pytest.fixture
def keeper(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Keeper]:
    keeper = Keeper(qtbot, tmp_path / "autosaves")
    yield keeper
    keeper.autosave.end(keep=False)


class Gate:
    """A picture that is drawn when the test says so: until then the moment is being written."""

    def __init__(self) -> None:
        self.open = threading.Event()
        self.threads: list[threading.Thread] = []

    def __call__(self) -> bytes:
        self.threads.append(threading.current_thread())
        self.open.wait(20)
        return b""


def test_nothing_is_written_before_there_is_something_to_keep(keeper: Keeper) -> None:
    assert keeper.autosave.last_kept is None
    assert not keeper.folder.exists()


def test_the_newest_moment_is_kept_and_its_time_known(keeper: Keeper) -> None:
    keeper.keep(moment(300))
    assert (keeper.seen, keeper.autosave.last_kept) == (300, TIME)
    keeper.keep(moment(400, time=LATER))
    assert (keeper.seen, keeper.autosave.last_kept) == (400, LATER)
    assert keeper.complaints == []


def test_another_thread_writes_and_one_moment_at_a_time(keeper: Keeper) -> None:
    gate = Gate()
    assert keeper.autosave.keep(moment(picture=gate))
    assert not keeper.autosave.keep(moment(400))
    gate.open.set()
    keeper.wait()
    assert threading.main_thread() not in gate.threads
    assert keeper.seen == 300


def test_it_rests_between_the_pieces(keeper: Keeper, monkeypatch: pytest.MonkeyPatch) -> None:
    rests: list[float | None] = []
    monkeypatch.setattr(autosave, "WORK_SECONDS", -1.0)
    monkeypatch.setattr(keeper.autosave._hurry, "wait", rests.append)
    keeper.keep(moment())
    assert len(rests) > 50
    assert set(rests) == {autosave.REST_SECONDS}


def test_until_a_new_moment_is_whole_the_old_one_stays(keeper: Keeper, monkeypatch: pytest.MonkeyPatch) -> None:
    keeper.keep(moment(300))
    replaced = Path.replace
    seen: list[int] = []

    def looking(source: Path, target: Path) -> Path:
        seen.append(seen_in(target))
        return replaced(source, target)

    monkeypatch.setattr(Path, "replace", looking)
    keeper.keep(moment(400))
    assert (seen, keeper.seen) == ([300], 400)


def test_what_is_dropped_is_deleted(keeper: Keeper) -> None:
    keeper.keep(moment())
    keeper.autosave.drop()
    assert keeper.files == []
    assert keeper.autosave.last_kept is None


def test_what_is_dropped_while_it_is_written_is_deleted_afterwards(keeper: Keeper) -> None:
    gate = Gate()
    keeper.autosave.keep(moment(picture=gate))
    keeper.autosave.drop()
    gate.open.set()
    keeper.wait()
    assert keeper.files == []
    assert keeper.autosave.last_kept is None
    keeper.keep(moment(500))
    assert keeper.seen == 500


def test_an_orderly_end_leaves_nothing(keeper: Keeper) -> None:
    keeper.keep(moment())
    keeper.autosave.end(keep=False)
    assert list(keeper.folder.iterdir()) == []


def test_an_end_in_the_middle_of_writing_waits_and_leaves_nothing(keeper: Keeper) -> None:
    keeper.autosave.keep(moment())
    keeper.autosave.end(keep=False)
    assert list(keeper.folder.iterdir()) == []
    assert not keeper.autosave.busy


def test_an_end_by_the_system_leaves_the_last_moment_to_others(keeper: Keeper) -> None:
    keeper.autosave.keep(moment(300))
    keeper.autosave.keep_now(moment(400))
    assert list(claims.left(keeper.folder)) == []
    keeper.autosave.end(keep=True)
    assert keeper.seen == 400
    (claim,) = claims.left(keeper.folder)
    claim.release()


def test_an_end_by_the_system_leaves_nothing_that_was_saved_while_it_was_written(keeper: Keeper) -> None:
    gate = Gate()
    assert keeper.autosave.keep(moment(300, picture=gate))
    keeper.autosave.drop()
    gate.open.set()
    keeper.autosave.end(keep=True)
    assert keeper.files == []


def test_a_disk_that_does_not_answer_does_not_hold_up_the_end(keeper: Keeper, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(autosave, "PATIENCE", 0.01)
    gate = Gate()
    keeper.autosave.keep(moment(picture=gate))
    keeper.autosave.end(keep=False)
    assert keeper.autosave.busy
    gate.open.set()


def test_two_programs_keep_their_own(keeper: Keeper, qtbot: QtBot) -> None:
    other = Keeper(qtbot, keeper.folder)
    keeper.keep(moment(300))
    other.keep(moment(400))
    assert len(keeper.files) == 2
    other.autosave.end(keep=False)
    assert keeper.seen == 300


def test_a_folder_that_was_left_takes_the_place_of_the_own_one(keeper: Keeper) -> None:
    left = leave(keeper.folder, moment(700, time=LATER))
    keeper.keep(moment(300))
    (claim,) = claims.left(keeper.folder)
    keeper.autosave.adopt(claim, LATER)
    assert keeper.files == [left]
    assert keeper.autosave.last_kept == LATER
    keeper.keep(moment(800))
    assert (keeper.files, keeper.seen) == ([left], 800)


def full(*_: Any) -> None:
    raise OSError(28, os.strerror(28))


def test_a_full_disk_is_told_once_and_keeps_the_moment_before(keeper: Keeper, monkeypatch: pytest.MonkeyPatch) -> None:
    keeper.keep(moment(300))
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        for _ in range(3):
            keeper.keep(moment(400, time=LATER))
    assert keeper.complaints == ["Autosave does not work: the disk is full."]
    assert (keeper.seen, keeper.autosave.last_kept) == (300, TIME)
    keeper.keep(moment(500, time=LATER))
    assert (keeper.seen, keeper.autosave.last_kept) == (500, LATER)


def test_trouble_that_comes_back_is_told_again(keeper: Keeper, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(2):
        with monkeypatch.context() as patch:
            patch.setattr(os, "fsync", full)
            keeper.keep(moment())
        keeper.keep(moment())
    assert len(keeper.complaints) == 2


def test_a_place_where_nothing_can_be_written_is_told(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    keeper = Keeper(qtbot, tmp_path / "file" / "autosaves")
    keeper.keep(moment())
    assert keeper.complaints == ["Autosave does not work: there is no such folder."]
    keeper.autosave.end(keep=False)


def test_a_folder_that_somebody_deletes_is_made_again(keeper: Keeper) -> None:
    keeper.keep(moment(300))
    shutil.rmtree(keeper.folder)
    keeper.keep(moment(400))
    keeper.keep(moment(500))
    assert keeper.seen == 500


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_even_what_is_unexpected_does_not_end_it(keeper: Keeper) -> None:
    def broken() -> bytes:
        raise ZeroDivisionError

    keeper.keep(replace(moment(300), picture=broken))
    assert keeper.complaints == ["Autosave does not work: an unexpected error."]
    keeper.keep(moment(400))
    assert keeper.seen == 400


def test_writing_goes_through_the_one_way_that_is_atomic(keeper: Keeper, monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[Path] = []
    monkeypatch.setattr(storage, "write", lambda path, text: written.append(path))
    keeper.keep(moment())
    assert [path.name for path in written] == ["experiment.json"]
