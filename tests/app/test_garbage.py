"""Garbage is collected, and only in the window's thread."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from app.garbage import GarbageCollector


class Knot:
    """An object that only the collector can free, and that notes in which thread it was freed."""

    def __init__(self, freed_in: list[threading.Thread]) -> None:
        self.me = self
        weakref.finalize(self, lambda: freed_in.append(threading.current_thread()))


@pytest.fixture
def collector(qapp: QObject) -> Iterator[GarbageCollector]:
    was_enabled = gc.isenabled()
    collector = GarbageCollector(qapp)
    collector.start()
    yield collector
    collector.stop()
    if not was_enabled:
        gc.disable()


def test_another_thread_frees_nothing_and_the_window_s_thread_does(collector: GarbageCollector, qtbot: QtBot) -> None:
    freed_in: list[threading.Thread] = []
    Knot(freed_in)

    def allocate() -> None:
        kept = [[i] for i in range(100_000)]  # far more than what makes Python collect by itself
        assert len(kept) == 100_000

    thread = threading.Thread(target=allocate)
    thread.start()
    thread.join()
    assert freed_in == []
    qtbot.waitUntil(lambda: freed_in == [threading.main_thread()], timeout=5000)


def test_stopping_gives_the_work_back(collector: GarbageCollector) -> None:
    assert not gc.isenabled()
    collector.stop()
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0
