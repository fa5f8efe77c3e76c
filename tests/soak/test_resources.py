"""What is held too long is noticed: a thread, a file, a timer, a window."""

from __future__ import annotations

import threading
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from tests.soak.resources import growth_since, holding, resident_mb


def test_nothing_is_more_than_itself(qtbot: QtBot) -> None:
    assert holding().more_than(holding()) == []


def test_a_thread_that_goes_on_is_noticed(qtbot: QtBot) -> None:
    before, leave = holding(), threading.Event()
    thread = threading.Thread(target=leave.wait)
    thread.start()
    grown = holding().more_than(before)
    leave.set()
    thread.join()
    assert len(grown) == 1
    assert grown[0].startswith("threads: 1 more")
    assert growth_since(before) == []


def test_an_open_file_is_noticed_by_its_name(qtbot: QtBot, tmp_path: Path) -> None:
    before = holding()
    with (tmp_path / "open").open("w"):
        assert holding().more_than(before) == [f"handles: 1 more “{tmp_path / 'open'}”"]
    assert holding().more_than(before) == []


def test_a_window_that_stays_is_noticed_and_one_that_was_deleted_is_not(qtbot: QtBot) -> None:
    QDialog().deleteLater()  # the first one connects the process with the desktop
    holding()
    before = holding()
    dialog = QDialog()
    assert holding().more_than(before) == ["windows: 1 more “QDialog”"]
    dialog.deleteLater()
    assert holding().more_than(before) == []


def test_a_timer_that_fires_for_ever_is_noticed(qtbot: QtBot) -> None:
    dialog = QDialog()
    qtbot.addWidget(dialog)
    before = holding()
    owner = QObject(dialog)
    timer = QTimer(owner, interval=1000)
    timer.start()
    assert holding().more_than(before) == ["timers: 1 more “QObject”"]
    timer.stop()
    assert holding().more_than(before) == []


def test_memory_that_is_taken_is_seen() -> None:
    before = resident_mb()
    taken = bytearray(b"x") * 50_000_000
    assert 40 < resident_mb() - before < 70
    assert len(taken) == 50_000_000
