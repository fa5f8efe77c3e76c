"""Autosaves that cannot be read: put aside and said once, unless they may be read at another time."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.model import claims, kept
from app.model.document import Document
from app.training.controller import Controller
from tests.app.keeping_kit import TIME, leave, moment
from tests.app.recovery_kit import Desk, folder

EARLIER = TIME - timedelta(days=1)


@pytest.fixture
def desk(qtbot: QtBot, qapp: QApplication, document: Document, controller: Controller) -> Iterator[Desk]:
    desk = Desk(qtbot, qapp, document, controller)
    yield desk
    desk.end()


def damaged(**changes: Any) -> Path:
    """An autosave that was cut off."""
    file = leave(folder(), moment(**changes))
    file.write_bytes(file.read_bytes()[:-100])
    return file


def test_what_is_damaged_is_passed_over_and_kept_aside(desk: Desk) -> None:
    cut = damaged(name="damaged")
    contents = cut.read_bytes()
    leave(folder(), moment(name="whole", time=EARLIER))
    (folder() / "stray").write_text("?")
    strip = desk.offer()
    assert strip.text.startswith("“whole”")
    assert " more " not in strip.text
    aside = folder() / f"{cut.parent.name}.unreadable"
    assert aside.read_bytes() == contents
    assert not cut.parent.exists()
    assert desk.failures == [f"An autosave cannot be read, and is not offered again. It is kept as {aside}"]


def test_what_cannot_be_read_is_said_at_one_start_only(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    damaged()
    damaged()
    desk.offer()
    assert desk.failures == [
        "2 autosaves cannot be read, and are not offered again. They are kept as *.unreadable in " + str(folder())
    ]
    desk.failures.clear()
    caplog.clear()
    assert not desk.offer().isVisible()
    assert desk.failures == caplog.messages == []
    assert len(list(folder().iterdir())) == 2


def test_only_the_last_few_that_cannot_be_read_are_kept(desk: Desk) -> None:
    for age in range(8):
        (folder() / f"{age}.unreadable").parent.mkdir(parents=True, exist_ok=True)
        (folder() / f"{age}.unreadable").write_text(f"{age}")
        os.utime(folder() / f"{age}.unreadable", (1e9 - age, 1e9 - age))
    os.utime(damaged(name="older than all"), (1e8, 1e8))
    desk.offer()
    texts = sorted(path.read_text()[:1] for path in folder().iterdir())
    assert texts == ["0", "1", "2", "3", "{"]


def change_version(content: dict[str, Any]) -> None:
    content["version"] += 1


def change_version_of_the_file(content: dict[str, Any]) -> None:
    content["file"]["version"] += 1


@pytest.mark.parametrize("change", [change_version, change_version_of_the_file])
def test_what_a_later_version_can_read_is_left_for_that(desk: Desk, change: Callable[[dict[str, Any]], None]) -> None:
    file = leave(folder(), moment())
    content = json.loads(file.read_text())
    change(content)
    file.write_text(json.dumps(content))
    assert not desk.offer().isVisible()
    assert desk.failures == []
    (claim,) = claims.left(folder())
    assert claim.file == file
    claim.release()


def test_what_the_drive_does_not_give_today_may_be_there_tomorrow(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    leave(folder(), moment())
    with monkeypatch.context() as patch:
        patch.setattr(kept, "read", Mock(side_effect=OSError(errno.EIO, os.strerror(errno.EIO))))
        assert not desk.offer().isVisible()
    assert desk.failures == []
    assert desk.offer().isVisible()


def test_where_it_cannot_be_put_aside_it_stays(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    cut = damaged()
    monkeypatch.setattr(Path, "replace", Mock(side_effect=PermissionError(errno.EACCES, os.strerror(errno.EACCES))))
    assert not desk.offer().isVisible()
    assert desk.failures == []
    (claim,) = claims.left(folder())
    assert claim.file == cut
    claim.release()
