"""What watches over the program from its first line to its last: the log, errors, Qt's messages, and crashes."""

from __future__ import annotations

import logging
from pathlib import Path
from types import TracebackType
from typing import Self

from app.trouble import crash_log, logs
from app.trouble.crash_log import Crash, CrashLog
from app.trouble.errors import ErrorReporter, Fault
from app.trouble.qt_messages import QtMessages

log = logging.getLogger(__name__)


class Watch:
    """Watches while it is entered. `folder` is where it writes; where that cannot be, it goes on without."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.errors = ErrorReporter()
        self._messages = QtMessages(self.errors)
        self._crash_log = CrashLog(folder)

    def __enter__(self) -> Self:
        logs.keep(self._folder)
        log.info("started")  # what, with what and on what, is written when the window is there
        self._crash_log.begin()
        self.errors.install()
        self._messages.install()
        return self

    def on_screen(self) -> None:
        """There is an application now: what Qt complains of is not the lack of a screen any more."""
        self._messages.on_screen()

    def tell_of_crashes(self) -> None:
        """Tell in the window how the program ended the last time, if that was not as it should."""
        crashes = crash_log.collect(self._folder)
        if crashes:
            details = "\n".join(crash.text for crash in crashes)
            self.errors.tell(Fault(_sentence(crashes[-1]), _advice(crashes[-1]), details, is_past=True))

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        log.info("ended" if error is None else "given up")
        self._messages.uninstall()
        self.errors.uninstall()
        self._crash_log.end()


def _sentence(crash: Crash) -> str:
    cause = crash.cause[0].lower() + crash.cause[1:]
    return f"The program ended unexpectedly last time ({cause})."


def _advice(crash: Crash) -> str:
    return f"It was on {crash.time:%Y-%m-%d} at {crash.time:%H:%M}. The details help those who can mend it."
