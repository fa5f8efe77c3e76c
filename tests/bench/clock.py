"""Measuring inside a running Qt program."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from itertools import pairwise

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QApplication, QWidget

TICK_MS = 10
GIVE_UP_SECONDS = 60.0


class Ticks(QObject):
    """Notes when a timer of 10 ms really fires: what a hand on the mouse would feel."""

    def __init__(self) -> None:
        super().__init__()
        self._times: list[float] = []
        self._timer = QTimer(self, interval=TICK_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_tick)

    def p95(self, seconds: float) -> float:
        """Milliseconds between ticks that 95 % of them stay within, while the event loop runs for `seconds`."""
        self._times.clear()
        self._timer.start()
        run_for(seconds)
        self._timer.stop()
        gaps = [1000 * (b - a) for a, b in pairwise(self._times)]
        return statistics.quantiles(gaps, n=20)[-1]

    @Slot()
    def _on_tick(self) -> None:
        self._times.append(time.perf_counter())


class Frames(QObject):
    """Counts how often a widget is painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        self.count += event.type() == QEvent.Type.Paint
        return False

    def wait(self) -> float:
        """Let the event loop run until the widget was painted once more; the time then, comparable between programs."""
        before = self.count
        run_until(lambda: self.count > before)
        return time.monotonic()


def run_for(seconds: float) -> None:
    """Let the event loop run."""
    loop = QEventLoop()
    QTimer.singleShot(round(1000 * seconds), loop.quit)
    loop.exec()


def run_until(condition: Callable[[], bool]) -> float:
    """Let the event loop run until `condition` holds; the seconds that took."""
    alarm = QTimer(interval=1)  # wakes the loop where nothing else does
    alarm.start()
    begin = time.perf_counter()
    while not condition():
        if time.perf_counter() - begin > GIVE_UP_SECONDS:
            raise SystemExit("The benchmark waited in vain.")
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    return time.perf_counter() - begin


class TimedApplication(QApplication):
    """Adds up the time for which this thread is busy with events."""

    def __init__(self, arguments: list[str]) -> None:
        super().__init__(arguments)
        self.busy_seconds = 0.0
        self._depth = 0

    def notify(self, receiver: QObject, event: QEvent) -> bool:
        self._depth += 1
        begin = time.perf_counter()
        try:
            return bool(super().notify(receiver, event))
        finally:
            self._depth -= 1
            if not self._depth:  # events within events are in the time of the outer one
                self.busy_seconds += time.perf_counter() - begin


def busy_milliseconds(application: TimedApplication, action: Callable[[int], object], times: int) -> float:
    """The median time for which `action`, and all that it makes the event loop do, keeps this thread busy."""
    taken = []
    for i in range(times):
        run_for(0.05)
        before, begin = application.busy_seconds, time.perf_counter()
        action(i)
        acted = time.perf_counter() - begin
        run_for(0.05)
        taken.append(1000 * (acted + application.busy_seconds - before))
    return statistics.median(taken)


def milliseconds(action: Callable[[int], object], times: int) -> float:
    """The median time of `action`, called with 0, 1, 2 and so on."""
    taken = []
    for i in range(times):
        run_for(0.03)  # Qt puts painting off that is asked for twice within a frame of the screen
        begin = time.perf_counter()
        action(i)
        taken.append(1000 * (time.perf_counter() - begin))
    return statistics.median(taken)
