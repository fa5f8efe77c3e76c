"""What Qt itself has to say: written to the log, and what is grave told like any other error."""

from __future__ import annotations

import logging
import os
import re
import sys
from collections import Counter
from collections.abc import Callable

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

from app.trouble import logs, start_failure
from app.trouble.errors import ErrorReporter, Fault

log = logging.getLogger(__name__)

SENTENCE = "Qt, which draws the window, has a problem."
_NUMBERS = re.compile(r"0x[0-9a-f]+|\d+")

Handler = Callable[[QtMsgType, QMessageLogContext, str], None]


class QtMessages:
    """Takes Qt's messages from all threads; and where there is no screen, it ends the program tidily."""

    def __init__(self, errors: ErrorReporter) -> None:
        self._errors = errors
        self._counts: Counter[str] = Counter()
        self._about_the_screen: list[str] = []
        self._has_screen = False
        self._before: Handler | None = None

    def install(self) -> None:
        """Before there is an application: Qt ends the program itself where it finds no screen."""
        self._before = qInstallMessageHandler(self._on_message)

    def on_screen(self) -> None:
        """There is an application now."""
        self._has_screen = True
        self._about_the_screen.clear()

    def uninstall(self) -> None:
        qInstallMessageHandler(self._before)

    def _on_message(self, kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
        try:
            self._take(kind, context.category or "", text)
        except Exception:  # Qt cannot do anything with it
            log.exception("a message of Qt's was lost")

    def _take(self, kind: QtMsgType, category: str, text: str) -> None:
        if kind == QtMsgType.QtFatalMsg:  # Qt ends the program next
            log.critical("Qt: %s", text)
            if not self._has_screen:
                os._exit(start_failure.no_screen(self._about_the_screen or [text]))
        elif kind == QtMsgType.QtCriticalMsg:
            self._errors.tell(Fault(SENTENCE, text, text))
        elif category.startswith("qt.qpa") and not self._has_screen:
            log.info("Qt: %s: %s", category, text)
            self._about_the_screen.append(text)
        else:
            self._pass_on(kind, category, text)

    def _pass_on(self, kind: QtMsgType, category: str, text: str) -> None:
        """To the terminal, as Qt does; a warning to the log too. Neither is filled by the same again and again."""
        alike = _NUMBERS.sub("#", text)
        self._counts[alike] += 1
        if logs.is_worth_a_line(self._counts[alike]):
            if kind == QtMsgType.QtWarningMsg:
                log.warning("Qt: %s: %s", category, text)
            sys.stderr.write(f"{text}\n" if category in ("", "default") else f"{category}: {text}\n")
