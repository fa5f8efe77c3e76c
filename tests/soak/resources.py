"""What a process holds: memory, threads, file handles, timers, widgets. Part of `python -m tests.soak PART`."""

from __future__ import annotations

import ctypes
import gc
import os
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

PATIENCE = 3.0  # seconds for a thread of the system that nothing runs in any more


def resident_mb(process: int | str = "self") -> float:
    """The memory that a process holds at the moment, in MB of a million bytes. Linux only, as all here."""
    pages = int(Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def threads() -> Counter[str]:
    """The names of this process's threads, those of libraries included."""
    return Counter(_words(task / "comm") for task in Path("/proc/self/task").iterdir())


def handles() -> Counter[str]:
    """What the open file handles of this process lead to; those without a name by their kind."""
    found: Counter[str] = Counter()
    for handle in Path("/proc/self/fd").iterdir():
        try:
            found[str(handle.readlink()).partition(":[")[0]] += 1
        except OSError:  # the one by which the folder itself was read
            continue
    return found


def _words(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").strip()
    except OSError:  # ended in between
        return ""


@dataclass(frozen=True)
class Holding:
    """All that may only grow for a reason."""

    threads: Counter[str]
    handles: Counter[str]
    timers: Counter[str]  # that are running, by what they belong to
    windows: Counter[str]  # by their class

    def more_than(self, other: Holding) -> list[str]:
        """A phrase for everything of which there is more here than in `other`."""
        grown = []
        for kind in ("threads", "handles", "timers", "windows"):
            more = getattr(self, kind) - getattr(other, kind)
            grown += [f"{kind}: {count} more “{name}”" for name, count in more.items()]
        return grown


def holding() -> Holding:
    """What this process holds once its garbage is gone."""
    collect()
    return Holding(threads(), handles(), _running_timers(), Counter(_windows()))


def growth_since(before: Holding) -> list[str]:
    """A phrase for everything of which there is more than `before`, once what is just ending has ended."""
    end = time.monotonic() + PATIENCE
    while (more := holding().more_than(before)) and time.monotonic() < end:
        time.sleep(0.05)
    return more


def collect() -> None:
    """Let go of everything that nobody needs any more."""
    for _ in range(2):  # what was deleted lets go of more
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()
    with suppress(AttributeError):  # what glibc keeps for the next use, of each thread apart, comes and goes by 50 MB
        ctypes.CDLL(None).malloc_trim(0)


def _windows() -> Iterator[str]:
    """Without the lists of combo boxes, each of which is made when it is first opened and stays."""
    for widget in QApplication.topLevelWidgets():
        if widget.windowType() is not Qt.WindowType.Popup:
            yield type(widget).__name__


def _running_timers() -> Counter[str]:
    application = QApplication.instance()
    roots: list[QObject] = [*QApplication.topLevelWidgets(), *([application] if application is not None else [])]
    timers = {timer for root in roots for timer in root.findChildren(QTimer)}
    running = (timer for timer in timers if timer.isActive() and not timer.isSingleShot())
    return Counter(type(timer.parent()).__name__ for timer in running)
