"""Garbage collection in the window's thread alone.

Python collects in whatever thread happens to allocate. Where that is the training thread, and the garbage holds widgets
(a closed dialog, say), Qt destroys them in the wrong thread and the program dies.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer, Slot

INTERVAL_MS = 1000
FULL_EVERY = 30  # intervals from one full collection to the next


class GarbageCollector(QObject):
    """Switches automatic collection off and collects by a timer instead, for as long as it lives."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._intervals = 0
        self._timer = QTimer(self, interval=INTERVAL_MS)
        self._timer.timeout.connect(self._on_timeout)

    def start(self) -> None:
        """From now on. What has been loaded so far stays: looking through it, even once, would be felt."""
        gc.freeze()
        gc.disable()
        self._timer.start()

    def stop(self) -> None:
        """Give the work back to Python."""
        self._timer.stop()
        gc.unfreeze()
        gc.enable()

    @Slot()
    def _on_timeout(self) -> None:
        self._intervals += 1
        gc.collect(2 if self._intervals % FULL_EVERY == 0 else 1)
