"""Unexpected errors, from whatever thread: written to the log, counted, and told in the window."""

from __future__ import annotations

import logging
import re
import sys
import threading
import time
import traceback
from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from functools import partial
from types import TracebackType
from typing import Any

from PySide6.QtCore import QMetaMethod, QObject, Signal

from app.trouble import logs

log = logging.getLogger(__name__)

UNEXPECTED = "Something unexpected went wrong."
DRAWING = "A part of the window could not be drawn."
BACKGROUND = "Something unexpected went wrong in the background."
TIDYING = "Something unexpected went wrong while tidying up."

QUIET_SECONDS = 5.0  # what was closed is shown again when it happens after a rest as long as this
MOST_KINDS = 50  # that are remembered
MOST_LETTERS = 200  # of the error's own words

_PAINTING = ("paintEvent", "paint", "paintGL", "drawBackground", "drawForeground")
_ADDED_BY_QT = re.compile(r"Error calling Python override of [\w:]+\(\): ")

Report = Callable[[BaseException, str], None]  # an error, and in a sentence what it means to people


@dataclass(frozen=True, slots=True)
class Fault:
    """One kind of error: a sentence in plain words, the error's own line, all that is known, and how often it came."""

    sentence: str
    line: str
    details: str
    count: int = 1
    is_past: bool = False  # it ended the program the last time


@dataclass(slots=True)
class _Kind:
    fault: Fault
    last: float  # seconds of the clock
    is_closed: bool = False


def logged(error: BaseException, sentence: str) -> None:
    """A report for those who have no window: to the log alone."""
    log.error("%s", sentence, exc_info=error)


class ErrorReporter(QObject):
    """Where all of them arrive. It may be called from every thread, and raises nothing itself."""

    changed = Signal()  # there is something new to read; once until it is read

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._clock = clock
        self._lock = threading.RLock()  # what fails while it is held may be an object's end, in the same thread
        self._kinds: dict[Hashable, _Kind] = {}  # in the order in which they appeared
        self._announced = False
        self._before: tuple[Any, ...] = ()

    def install(self) -> None:
        """From now on what nobody catches ends here."""
        self._before = sys.excepthook, threading.excepthook, sys.unraisablehook
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread_exception
        sys.unraisablehook = self._on_unraisable

    def uninstall(self) -> None:
        """Give back what was there before."""
        sys.excepthook, threading.excepthook, sys.unraisablehook = self._before

    def report(self, error: BaseException, sentence: str) -> None:
        """Tell of `error`, and by `sentence` what it means."""
        try:
            place = type(error).__name__, sentence, *_place(error.__traceback__)
            self._count(place, partial(_fault, error, sentence))
        except Exception:  # what tells of errors must not make more of them
            log.exception("an error could not be reported")

    def tell(self, fault: Fault) -> None:
        """Tell of what is no exception."""
        self._count((fault.sentence, fault.line), lambda: fault)

    def read(self) -> tuple[Fault, ...]:
        """All that was not closed yet, in the order in which it appeared."""
        with self._lock:
            self._announced = False
            return tuple(kind.fault for kind in self._kinds.values() if not kind.is_closed)

    def close(self) -> None:
        """All that there is was read. What goes on happening is not told again until it has stopped for a while."""
        with self._lock:
            for kind in self._kinds.values():
                kind.is_closed = True

    def _count(self, key: Hashable, make: Callable[[], Fault]) -> None:
        with self._lock:
            now = self._clock()
            kind = self._kinds.get(key)
            if kind is None:
                if len(self._kinds) >= MOST_KINDS:
                    del self._kinds[next(iter(self._kinds))]
                kind = self._kinds[key] = _Kind(make(), now)
            else:
                count = kind.fault.count + 1
                kind.fault = replace(make() if count <= logs.IN_FULL else kind.fault, count=count)
                if kind.is_closed and now - kind.last > QUIET_SECONDS:
                    kind.is_closed = False
                    self._kinds[key] = self._kinds.pop(key)  # the newest
                kind.last = now
            fault = kind.fault
            announcing = not (kind.is_closed or self._announced)
            self._announced = self._announced or announcing
        self._write(fault)
        if announcing:
            self.changed.emit()

    def _write(self, fault: Fault) -> None:
        if fault.count <= logs.IN_FULL:
            log.error("%s\n%s", fault.sentence, fault.details)
        elif logs.is_worth_a_line(fault.count):
            log.error("%s %s: %d times by now", fault.sentence, fault.line, fault.count)
        if fault.count == 1 and not self.isSignalConnected(QMetaMethod.fromSignal(self.changed)):
            sys.stderr.write(f"perceptron-lab: {fault.sentence} {fault.line}\n")  # there is no window yet

    # What Python calls.

    def _on_exception(self, _kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        here = UNEXPECTED if threading.current_thread() is threading.main_thread() else BACKGROUND
        self.report(error, DRAWING if _is_painting(trace) else here)
        _let_go(trace)

    def _on_thread_exception(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self.report(args.exc_value, BACKGROUND)

    def _on_unraisable(self, args: sys.UnraisableHookArgs) -> None:
        if args.exc_value is not None:
            self.report(args.exc_value, TIDYING)


def _fault(error: BaseException, sentence: str) -> Fault:
    details = "".join(traceback.format_exception(error))
    return Fault(sentence, _line(error), _ADDED_BY_QT.sub("", details))


def _line(error: BaseException) -> str:
    """The error's kind and words, in one line that is not too long."""
    try:
        words = " ".join(_ADDED_BY_QT.sub("", str(error)).split())
    except Exception:  # an error may be wrong about itself
        words = ""
    kind = type(error).__name__
    line = f"{kind}: {words}" if words else kind
    return line if len(line) <= MOST_LETTERS else f"{line[:MOST_LETTERS]}…"


def _place(trace: TracebackType | None) -> tuple[str, int]:
    """File and line where it was raised."""
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return (trace.tb_frame.f_code.co_filename, trace.tb_lineno) if trace is not None else ("", 0)


def _is_painting(trace: TracebackType | None) -> bool:
    return any(frame.f_code.co_name in _PAINTING for frame, _line in traceback.walk_tb(trace))


def _let_go(trace: TracebackType | None) -> None:
    """Python keeps the last exception with all that its functions held, a painter for example, which must end now."""
    traceback.clear_frames(trace)
    for name in ("last_type", "last_value", "last_traceback", "last_exc"):
        if hasattr(sys, name):
            delattr(sys, name)
