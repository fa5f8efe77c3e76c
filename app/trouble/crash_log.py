"""Hard crashes, such as a segmentation fault: Python writes them to a file while it dies, the next start reads it."""

from __future__ import annotations

import contextlib
import faulthandler
import logging
import os
import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

from PySide6.QtCore import QLockFile

log = logging.getLogger(__name__)

MAX_LETTERS, MAX_CAUSE = 20_000, 100
_CAUSE = re.compile(r"^(?:Fatal Python error|Windows fatal exception): (.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Crash:
    """How a former run of the program ended."""

    time: datetime
    cause: str
    text: str


class CrashLog:
    """A file for this process alone, locked for as long as it lives. Where none can be written, there is none."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / f"crash-{os.getpid()}-{secrets.token_hex(4)}.log"
        self._lock = _lock(self._path)
        self._file: IO[str] | None = None

    def begin(self) -> None:
        """Have Python write there if this process crashes."""
        with contextlib.suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            if self._lock.tryLock(0):
                self._file = self._path.open("w", encoding="utf-8")
                faulthandler.enable(self._file)

    def end(self) -> None:
        """The program ends as it should: nothing stays behind."""
        if self._file is not None:
            faulthandler.disable()
            self._file.close()
            self._file = None
            with contextlib.suppress(OSError):
                self._path.unlink()
        self._lock.unlock()


def collect(folder: Path) -> list[Crash]:
    """The crashes that nobody has heard of, oldest first; each goes into the log, and its file goes away."""
    crashes = sorted(_collected(folder), key=lambda crash: crash.time)
    for crash in crashes:
        log.critical("the program crashed at %s\n%s", crash.time, crash.text)
    return crashes


def _collected(folder: Path) -> Iterator[Crash]:
    for path in folder.glob("crash-*.log"):
        lock = _lock(path)
        if not lock.tryLock(0):  # it belongs to a program that is running, or nothing can be changed here
            continue
        with contextlib.suppress(OSError):
            text, time = path.read_text(encoding="utf-8", errors="replace"), path.stat().st_mtime
            path.unlink()
            if text.strip():
                yield _crash(text[:MAX_LETTERS], time)
        lock.unlock()


def _crash(text: str, time: float) -> Crash:
    found = _CAUSE.search(text)
    cause = found[1].strip() if found else text.strip().splitlines()[0]
    return Crash(datetime.fromtimestamp(time).astimezone(), cause[:MAX_CAUSE], text)


def _lock(path: Path) -> QLockFile:
    lock = QLockFile(str(path.with_suffix(".lock")))
    lock.setStaleLockTime(0)  # it ends with its process, however long that lives
    return lock
