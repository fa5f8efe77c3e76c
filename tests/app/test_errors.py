"""Unexpected exceptions become sentences, from whatever thread."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from app.errors import ErrorReporter


@pytest.fixture
def reporter(qapp: object) -> Iterator[ErrorReporter]:
    before = sys.excepthook, threading.excepthook
    reporter = ErrorReporter()
    reporter.install()
    yield reporter
    sys.excepthook, threading.excepthook = before


def test_an_exception_is_told_as_a_sentence_and_not_printed(
    reporter: ErrorReporter, qtbot: QtBot, capfd: pytest.CaptureFixture[str]
) -> None:
    with qtbot.waitSignal(reporter.reported) as told:
        sys.excepthook(KeyError, KeyError("colour"), None)
    assert told.args == ["Unexpected error: KeyError: 'colour'"]
    assert capfd.readouterr().err == ""


def test_an_exception_in_another_thread_arrives_in_this_one(reporter: ErrorReporter, qtbot: QtBot) -> None:
    def fail() -> None:
        raise ValueError("far away")

    with qtbot.waitSignal(reporter.reported) as told:
        thread = threading.Thread(target=fail)
        thread.start()
        thread.join()
    assert told.args == ["Unexpected error: ValueError: far away"]
