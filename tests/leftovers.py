"""Finds the threads and timers that a test started and did not end."""

from __future__ import annotations

import sys
import threading
import traceback
from collections.abc import Iterable, Iterator
from typing import Any
from weakref import WeakKeyDictionary

import pytest

PATIENCE = 2.0  # seconds for a thread that was told to end


class Watch:
    """Notes who starts QThreads and QTimers from now on, and which Python threads there are."""

    def __init__(self, patch: pytest.MonkeyPatch, threads: Iterable[threading.Thread]) -> None:
        self._threads = frozenset(threads)
        self._started: WeakKeyDictionary[Any, str] = WeakKeyDictionary()
        if "PySide6.QtCore" in sys.modules:
            self._note_starts(patch)

    def _note_starts(self, patch: pytest.MonkeyPatch) -> None:
        from PySide6.QtCore import QThread, QTimer  # only where a test uses Qt

        for kind in (QThread, QTimer):
            patch.setattr(kind, "start", self._noting(kind.start))

    def _noting(self, start: Any) -> Any:
        def noted(qt_object: Any, *args: Any) -> Any:
            self._started[qt_object] = _caller()
            return start(qt_object, *args)

        return noted

    def leftovers(self) -> list[str]:
        """What is still alive, a phrase each, after what was already ending has ended."""
        return [*self._qt_leftovers(), *self._python_leftovers()]

    def _qt_leftovers(self) -> Iterator[str]:
        if not self._started:
            return
        import shiboken6
        from PySide6.QtCore import QCoreApplication, QEvent, QTimer

        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        for qt_object, place in list(self._started.items()):
            if not shiboken6.isValid(qt_object):
                continue
            if isinstance(qt_object, QTimer):
                if qt_object.isActive():
                    qt_object.stop()
                    yield f"a QTimer started at {place}"
            elif qt_object.isRunning() and not qt_object.wait(int(1000 * PATIENCE)):
                yield f"a QThread started at {place}"

    def _python_leftovers(self) -> Iterator[str]:
        for thread in threading.enumerate():
            # Python keeps a dummy for every foreign thread that ever called it, alive or not.
            if thread in self._threads or isinstance(thread, threading._DummyThread):
                continue
            thread.join(PATIENCE)
            if thread.is_alive():
                yield f"the thread {thread.name}"


def _caller() -> str:
    """File and line of the nearest caller outside this module."""
    frames = (frame for frame in reversed(traceback.extract_stack()) if frame.filename != __file__)
    frame = next(frames)
    return f"{frame.filename}:{frame.lineno}"
