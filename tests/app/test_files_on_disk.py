"""Disks that are full, gone or closed to us: one clear sentence, and the work is still here."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

import nncore as nn
from tests.app.files_kit import Desk


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    desk = Desk(qtbot)
    qtbot.addWidget(desk.window)
    yield desk
    desk.controller.close()


def test_links_that_lead_in_a_circle_are_refused(desk: Desk, tmp_path: Path) -> None:
    loop = tmp_path / "loop.json"
    loop.symlink_to(loop)
    assert not desk.files.load(loop)
    assert desk.failures[0].startswith("loop.json was not opened: ")


def test_a_full_disk_keeps_the_old_file_and_the_work(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.json"
    desk.files.save_to(path)
    before = path.read_bytes()
    desk.train()

    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    assert not desk.files.save_to(path)
    assert desk.failures == ["a.json was not saved: the disk is full. Your work is still here."]
    assert path.read_bytes() == before
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.json"]
    assert desk.document.unsaved


def test_a_folder_that_does_not_exist_is_said(desk: Desk, tmp_path: Path) -> None:
    assert not desk.files.save_to(tmp_path / "nowhere" / "a.json")
    assert desk.failures == [
        "a.json was not saved: there is no such file or folder. Your work is still here.",
    ]


def test_a_drive_that_is_gone_leaves_the_work_here_until_there_is_another(desk: Desk, tmp_path: Path) -> None:
    drive = tmp_path / "drive"
    drive.mkdir()
    assert desk.files.save_to(drive / "a.json")
    desk.train()
    shutil.rmtree(drive)
    assert not desk.files.save()
    assert desk.failures[-1].endswith("Your work is still here.")
    assert desk.document.unsaved
    assert desk.files.save_to(tmp_path / "b.json")
    assert nn.load(tmp_path / "b.json").observations_seen == 250


def test_where_nothing_can_be_written_that_is_said(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.json"
    desk.files.save_to(path)
    desk.train()
    opened = Path.open

    def refused(file: Path, mode: str = "r", **more: Any) -> Any:
        if mode == "xb":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(file))
        return opened(file, mode, **more)

    monkeypatch.setattr(Path, "open", refused)
    assert not desk.files.save_to(path)
    assert desk.failures == ["a.json was not saved: access is not allowed. Your work is still here."]
    assert nn.load(path).observations_seen == 0
    assert desk.document.unsaved


def test_saving_before_the_same_file_is_opened_keeps_what_was_saved(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.json"
    desk.files.save_to(path)
    desk.document.edit({"data.noise": 0.5}, "Noise")
    monkeypatch.setattr(QMessageBox, "question", lambda *_: QMessageBox.StandardButton.Save)
    desk.files.open_path(path)
    assert desk.document.experiment.data.noise == 0.5
    assert nn.load(path).experiment.data.noise == 0.5
