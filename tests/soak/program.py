"""The whole program in this process, without its event loop: `python -m tests.soak window` drives it.

What it says on stderr is caught: Qt's warnings, errors in painting and tracebacks all end there.
"""

from __future__ import annotations

import logging
import os
import sys
import tempfile
from pathlib import Path
from types import TracebackType
from typing import Self

from PySide6.QtCore import QMimeData, QObject, QPointF, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

from app import bootstrap, launch
from app.context import Context
from app.folders import state_folder
from app.trouble.watch import Watch
from tests.bench.clock import run_for, run_until

STREAM = 2  # the number of stderr


class Hushed:
    """Keeps what anybody in this process says on stderr, be it Python, Qt or a library in C."""

    def __enter__(self) -> Self:
        self._file = tempfile.TemporaryFile()
        self._stderr = os.dup(STREAM)
        os.dup2(self._file.fileno(), STREAM)
        self._heard = 0
        return self

    def news(self) -> str:
        """What has been said since this was asked last."""
        sys.stderr.flush()
        said = os.pread(self._file.fileno(), 1 << 20, self._heard)
        self._heard += len(said)
        return said.decode(errors="replace").strip()

    def __exit__(
        self, _kind: type[BaseException] | None, error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        os.dup2(self._stderr, STREAM)
        os.close(self._stderr)
        sys.stderr.write(self.news())
        self._file.close()


class _Complaints(logging.Handler):
    """Says on stderr what the log is told: exceptions in slots and in other threads end there."""

    def emit(self, record: logging.LogRecord) -> None:
        sys.stderr.write(f"{record.levelname}: {logging.Formatter().format(record)}\n")


class Nowhere(QObject):
    """Takes the addresses that a button wants a browser to open."""

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        """Nothing is opened."""


class Program:
    """As started by a double-click, shown, its engine ready. Those who drive it let the event loop run by `rest`."""

    def __init__(self, *arguments: str) -> None:
        self._watch = Watch(state_folder())
        self._watch.__enter__()
        logging.getLogger("app").addHandler(_Complaints(logging.WARNING))
        self.application = QApplication(["perceptron-lab"])
        self._watch.on_screen()
        self.application.setStyle("Fusion")
        bootstrap.after_application()
        self._nowhere = Nowhere()
        for scheme in ("http", "https", "file"):
            QDesktopServices.setUrlHandler(scheme, self._nowhere, "take")  # type: ignore[arg-type]  # it takes no bytes
        self._guide = launch.Guide(launch.parse(arguments), self.application, self._watch.errors)
        self._guide.begin()
        run_until(self._ready)

    @property
    def parts(self) -> Context:
        return self._guide._context

    def _ready(self) -> bool:
        latest = self.parts.controller.latest
        return latest is not None and not latest.message

    def rest(self, seconds: float) -> None:
        """Let the event loop run."""
        run_for(seconds)

    def drop(self, path: Path) -> None:
        """Let a file fall onto the window."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path))])
        window = self.parts.window
        place = QPointF(window.rect().center())
        buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        QApplication.sendEvent(window, QDropEvent(place, Qt.DropAction.CopyAction, data, buttons, keys))

    def extra_windows(self) -> list[QWidget]:
        """Everything that is shown beside the main window."""
        return [one for one in QApplication.topLevelWidgets() if one.isVisible() and one is not self.parts.window]

    def close(self) -> None:
        """As after the last window was closed."""
        self.parts.window.asks_before_closing = False
        self.parts.window.close()
        self._guide.stop()
        self._watch.__exit__(None, None, None)


def warm_up(program: Program) -> None:
    """Let it make what it makes once and keeps: the folder of autosaves has a lock for as long as the program runs."""
    parts = program.parts
    parts.document.edit({"data.noise": 0.5}, "Noise")
    parts.controller.play()
    run_until(lambda: parts.window.features.autosave.last_kept is not None)
    parts.controller.pause()
    parts.controller.settle()
