"""Unexpected errors, from whatever thread and wherever they happen: written down, counted, and told once."""

from __future__ import annotations

import gc
import logging
import sys
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.trouble.errors import MOST_KINDS, QUIET_SECONDS, ErrorReporter, Fault, logged
from tests.app.clock import Clock

EMPTY: dict[str, str] = {}


class Listener(QObject):
    """Counts how often there is something to read."""

    def __init__(self, errors: ErrorReporter) -> None:
        super().__init__()
        self.times = 0
        errors.changed.connect(self.on_changed)

    @Slot()
    def on_changed(self) -> None:
        self.times += 1


class Failing(QObject):
    """Has a slot that fails."""

    @Slot()
    def on_asked(self) -> None:
        EMPTY["colour"]


class Unpaintable(QWidget):
    """Fails with every frame."""

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        raise ZeroDivisionError("no width")


@pytest.fixture
def errors(qapp: QApplication, clock: Clock) -> ErrorReporter:
    return ErrorReporter(clock)


@pytest.fixture
def listener(errors: ErrorReporter) -> Listener:
    return Listener(errors)


@pytest.fixture
def installed(errors: ErrorReporter, listener: Listener) -> Iterator[ErrorReporter]:
    errors.install()
    yield errors
    errors.uninstall()


@pytest.fixture
def written(caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> pytest.LogCaptureFixture:
    monkeypatch.setattr(logging.getLogger("app"), "propagate", True)
    return caplog


def fail(errors: ErrorReporter, words: str = "broken", times: int = 1) -> None:
    for _ in range(times):
        try:
            float(words)
        except ValueError as error:
            errors.report(ValueError(words).with_traceback(error.__traceback__), "Something did not work.")


def told(errors: ErrorReporter) -> list[tuple[str, str, int]]:
    return [(fault.sentence, fault.line, fault.count) for fault in errors.read()]


def test_what_fails_in_a_slot_is_told_with_its_traceback_and_not_printed(
    installed: ErrorReporter, qtbot: QtBot, capfd: pytest.CaptureFixture[str]
) -> None:
    failing = Failing()
    QTimer.singleShot(0, failing, failing.on_asked)
    qtbot.waitUntil(lambda: told(installed) == [("Something unexpected went wrong.", "KeyError: 'colour'", 1)])
    (fault,) = installed.read()
    assert fault.details.startswith("Traceback (most recent call last):\n")
    assert 'in on_asked\n    EMPTY["colour"]' in fault.details
    assert capfd.readouterr().err == ""


def test_what_fails_in_a_painting_is_counted_frame_by_frame(installed: ErrorReporter, qtbot: QtBot) -> None:
    widget = Unpaintable()
    qtbot.addWidget(widget)
    widget.show()
    for _ in range(12):
        widget.update()
        QApplication.processEvents()
    ((sentence, line, count),) = told(installed)
    assert (sentence, line) == ("A part of the window could not be drawn.", "ZeroDivisionError: no width")
    assert count >= 12


def test_what_fails_in_a_plain_thread_arrives_in_this_one(
    installed: ErrorReporter, listener: Listener, qtbot: QtBot
) -> None:
    thread = threading.Thread(target=EMPTY.__getitem__, args=("x",))
    thread.start()
    thread.join()
    assert listener.times == 0  # it waits for this thread's turn
    qtbot.waitUntil(lambda: listener.times == 1)
    assert told(installed) == [("Something unexpected went wrong in the background.", "KeyError: 'x'", 1)]


def test_what_fails_in_the_end_of_an_object_is_told(installed: ErrorReporter) -> None:
    class Ending:
        def __del__(self) -> None:
            raise OSError("still open")

    Ending()
    gc.collect()
    assert told(installed) == [("Something unexpected went wrong while tidying up.", "OSError: still open", 1)]


def test_python_has_its_hooks_back_afterwards(errors: ErrorReporter) -> None:
    before = sys.excepthook, threading.excepthook, sys.unraisablehook
    errors.install()
    assert sys.excepthook != before[0]
    errors.uninstall()
    assert (sys.excepthook, threading.excepthook, sys.unraisablehook) == before


def test_the_same_error_is_counted_and_announced_once_until_it_is_read(
    errors: ErrorReporter, listener: Listener
) -> None:
    fail(errors, times=7)
    assert listener.times == 1
    assert told(errors) == [("Something did not work.", "ValueError: broken", 7)]
    fail(errors)
    assert listener.times == 2


def test_errors_at_other_places_are_other_errors_the_newest_last(errors: ErrorReporter, listener: Listener) -> None:
    fail(errors, times=2)
    errors.report(KeyError("x"), "A key is missing.")
    fail(errors)
    assert [sentence for sentence, _, _ in told(errors)] == ["Something did not work.", "A key is missing."]


def test_what_was_closed_is_told_again_only_after_a_rest(
    errors: ErrorReporter, listener: Listener, clock: Clock
) -> None:
    fail(errors)
    errors.close()
    assert errors.read() == ()
    for _ in range(20):  # it goes on with every frame
        clock.now += QUIET_SECONDS / 2
        fail(errors)
    assert (errors.read(), listener.times) == ((), 1)
    clock.now += QUIET_SECONDS + 1
    fail(errors)
    assert listener.times == 2
    assert told(errors) == [("Something did not work.", "ValueError: broken", 22)]


def test_another_error_is_told_though_one_was_closed(errors: ErrorReporter, listener: Listener) -> None:
    fail(errors)
    errors.close()
    errors.report(KeyError("x"), "A key is missing.")
    assert told(errors) == [("A key is missing.", "KeyError: 'x'", 1)]


def test_the_log_has_the_first_in_full_and_then_only_counts(
    errors: ErrorReporter, listener: Listener, written: pytest.LogCaptureFixture
) -> None:
    fail(errors, times=1234)
    messages = [record.getMessage() for record in written.records]
    assert [message.count("Traceback") for message in messages] == [1, 1, 1, 0, 0, 0]
    assert messages[3:] == [
        f"Something did not work. ValueError: broken: {count} times by now" for count in (10, 100, 1000)
    ]


def test_only_so_many_kinds_are_remembered(errors: ErrorReporter, listener: Listener) -> None:
    for number in range(MOST_KINDS + 5):
        errors.tell(Fault("Trouble.", f"number {number}", ""))
    assert [fault.line for fault in errors.read()][:: MOST_KINDS - 1] == ["number 5", f"number {MOST_KINDS + 4}"]


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (ValueError(), "ValueError"),
        (ValueError("two\n   lines"), "ValueError: two lines"),
        (ValueError("x" * 500), f"ValueError: {'x' * 188}…"),
        (ValueError("Error calling Python override of QWidget::paintEvent(): a"), "ValueError: a"),
    ],
)
def test_the_line_of_an_error_is_short(errors: ErrorReporter, error: Exception, line: str) -> None:
    errors.report(error, "Trouble.")
    assert [fault.line for fault in errors.read()] == [line]


def test_an_error_that_cannot_even_say_what_it_is_makes_no_further_one(errors: ErrorReporter) -> None:
    class MuteError(Exception):
        def __str__(self) -> str:
            raise RuntimeError

    errors.report(MuteError(), "Trouble.")
    assert [fault.line for fault in errors.read()] == ["MuteError"]


def test_nothing_that_is_told_is_kept_alive(installed: ErrorReporter, qtbot: QtBot) -> None:
    """A painter in a function that failed would paint on, and its widget could not be painted any more."""
    ends: list[str] = []

    class Held:
        def __del__(self) -> None:
            ends.append("gone")

    class Holding(QObject):
        @Slot()
        def on_asked(self) -> None:
            held = Held()
            raise ValueError(str(held))

    holding = Holding()
    QTimer.singleShot(0, holding, holding.on_asked)
    qtbot.waitUntil(lambda: len(told(installed)) == 1)
    assert ends == ["gone"]


def test_before_there_is_a_window_the_terminal_hears_of_it_once(
    errors: ErrorReporter, capfd: pytest.CaptureFixture[str]
) -> None:
    fail(errors, times=3)
    assert capfd.readouterr().err == "perceptron-lab: Something did not work. ValueError: broken\n"


def test_many_threads_may_fail_at_once(errors: ErrorReporter, qtbot: QtBot) -> None:
    errors.changed.connect(lambda: None, Qt.ConnectionType.QueuedConnection)
    threads = [threading.Thread(target=fail, args=(errors, "broken", 50)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert told(errors) == [("Something did not work.", "ValueError: broken", 400)]


def test_without_a_window_an_error_is_written_to_the_log(written: pytest.LogCaptureFixture) -> None:
    logged(ValueError("broken"), "Something did not work.")
    assert "Something did not work.\nValueError: broken" in written.text
