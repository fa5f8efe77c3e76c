"""The watch over threads and timers: each test here leaves something behind for a watch of its own, then cleans up."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, QThread, QTimer
from pytestqt.qtbot import QtBot

from tests import leftovers
from tests.leftovers import Watch


@pytest.fixture
def watch(qapp: object) -> Iterator[Watch]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(leftovers, "PATIENCE", 0.05)
        yield Watch(patch, threading.enumerate())


class Sleeper(QThread):
    def run(self) -> None:
        while not self.isInterruptionRequested():
            self.msleep(1)


def test_nothing_is_left_by_a_test_that_starts_nothing(watch: Watch) -> None:
    assert watch.leftovers() == []


def test_an_active_timer_is_found_with_the_place_it_was_started_at(watch: Watch) -> None:
    timer = QTimer()
    timer.start(1000)
    (found,) = watch.leftovers()
    assert found.startswith("a QTimer started at")
    assert "test_leftovers.py:" in found
    assert not timer.isActive()  # the next test shall not suffer


def test_a_stopped_a_finished_and_a_deleted_timer_are_not_found(watch: Watch, qtbot: QtBot) -> None:
    stopped, finished, owner = QTimer(), QTimer(singleShot=True), QObject()
    deleted = QTimer(owner)
    for timer in (stopped, deleted):
        timer.start(60_000)
    with qtbot.waitSignal(finished.timeout):
        finished.start(0)
    stopped.stop()
    owner.deleteLater()
    assert watch.leftovers() == []


def test_a_running_qthread_is_found_and_an_ended_one_is_not(watch: Watch) -> None:
    thread = Sleeper()
    thread.start()
    (found,) = watch.leftovers()
    assert found.startswith("a QThread started at")
    thread.requestInterruption()
    assert thread.wait(5000)
    assert watch.leftovers() == []


def test_a_qthread_that_is_about_to_end_is_waited_for(watch: Watch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leftovers, "PATIENCE", 5.0)
    thread = Sleeper()
    thread.start()
    thread.requestInterruption()
    assert watch.leftovers() == []


def test_a_running_python_thread_is_found_by_name(watch: Watch) -> None:
    release = threading.Event()
    thread = threading.Thread(target=release.wait, name="forgotten")
    thread.start()
    assert watch.leftovers() == ["the thread forgotten"]
    release.set()
    thread.join()
    assert watch.leftovers() == []
