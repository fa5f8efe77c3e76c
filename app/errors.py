"""Unexpected exceptions, from whatever thread: told in the window as one sentence instead of a traceback."""

from __future__ import annotations

import logging
import sys
import threading
from types import TracebackType

from PySide6.QtCore import QObject, Signal

log = logging.getLogger(__name__)


class ErrorReporter(QObject):
    """Takes over `sys.excepthook`. The signal is queued to the window's thread, where alone widgets may be touched."""

    reported = Signal(str)

    def install(self) -> None:
        """Report from now on, from this and from plain Python threads."""
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread_exception

    def _on_exception(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        log.error("unexpected exception", exc_info=(kind, error, trace))
        self.reported.emit(f"Unexpected error: {kind.__name__}: {error}")

    def _on_thread_exception(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self._on_exception(args.exc_type, args.exc_value, args.exc_traceback)
