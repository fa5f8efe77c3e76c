"""What Qt has to say: to the terminal and the log as far as it is news, and what is grave into the window."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QMessageLogContext, QtMsgType, qCritical, qInstallMessageHandler, qWarning
from PySide6.QtWidgets import QApplication

from app.trouble.errors import ErrorReporter
from app.trouble.qt_messages import QtMessages


@pytest.fixture
def errors(qapp: QApplication) -> ErrorReporter:
    return ErrorReporter()


@pytest.fixture
def messages(errors: ErrorReporter) -> Iterator[QtMessages]:
    """They take what Qt says while the test runs."""
    messages = QtMessages(errors)
    messages.install()
    messages.on_screen()
    yield messages
    messages.uninstall()


@pytest.fixture
def written(caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> pytest.LogCaptureFixture:
    monkeypatch.setattr(logging.getLogger("app"), "propagate", True)
    return caplog


def test_a_warning_goes_to_the_terminal_and_into_the_log(
    messages: QtMessages, errors: ErrorReporter, written: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    qWarning("a timer has no thread")
    assert capsys.readouterr().err == "a timer has no thread\n"
    assert "a timer has no thread" in written.text
    assert errors.read() == ()


def test_the_same_again_and_again_fills_neither(
    messages: QtMessages, written: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in range(500):
        qWarning(f"painter {number} at 0x{number:x}ab is not active")
    assert len(capsys.readouterr().err.splitlines()) == 5  # the first three, the 10th and the 100th
    assert len(written.records) == 5


def test_what_is_grave_is_told_in_the_window(
    messages: QtMessages, errors: ErrorReporter, capsys: pytest.CaptureFixture[str]
) -> None:
    qCritical("out of handles")
    qCritical("out of handles")
    [fault] = errors.read()
    assert fault.sentence == "Qt, which draws the window, has a problem."
    assert (fault.line, fault.count) == ("out of handles", 2)


def test_who_listened_before_listens_again_afterwards(errors: ErrorReporter) -> None:
    heard: list[str] = []

    def listen(_kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
        heard.append(text)

    before = qInstallMessageHandler(listen)
    messages = QtMessages(errors)
    messages.install()
    messages.uninstall()
    qWarning("again")
    qInstallMessageHandler(before)
    assert heard == ["again"]


def test_an_error_in_here_makes_no_further_one(
    messages: QtMessages, errors: ErrorReporter, monkeypatch: pytest.MonkeyPatch, written: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(errors, "tell", None)
    qCritical("out of handles")
    assert "a message of Qt's was lost" in written.text
