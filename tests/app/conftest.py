"""What many tests of the program begin with: the whole window, or its training without one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

import nncore as nn
from app.model.document import Document
from app.model.work import Work
from app.training.controller import Controller
from app.training.session import Session
from tests.app.clock import Clock

if TYPE_CHECKING:
    from app.context import Context

FIRST = nn.PRESETS["first-run"].experiment
ENGINE_MS = 20_000  # the first time it is compiled


@pytest.fixture
def idle(qapp: QApplication, qtbot: QtBot) -> Iterator[Context]:
    """The whole window, as at a first start, light and active; its training thread is not running."""
    from app import context  # only where a test wants the window: it brings all views with it

    parts = context.build(qapp, "light")
    parts.window.asks_before_closing = False
    parts.window.show()
    with qtbot.waitActive(parts.window):
        parts.window.activateWindow()
    yield parts
    parts.window.asks_before_closing = False
    parts.window.close()
    parts.window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    parts.appearance.use("system")
    qapp.setStyleSheet("")  # as it is when a window is built: with one that takes three times as long


@pytest.fixture
def parts(idle: Context, qtbot: QtBot) -> Context:
    """The same with the engine ready to train."""
    with qtbot.waitSignal(idle.controller.snapshot_ready, timeout=ENGINE_MS):
        idle.controller.start()
    return idle


@pytest.fixture
def document(qapp: QApplication) -> Document:
    return Document(FIRST)


@pytest.fixture
def controller(document: Document, qtbot: QtBot) -> Iterator[Controller]:
    """Ready to train, in a thread."""
    controller = Controller(document)
    with qtbot.waitSignal(controller.snapshot_ready, timeout=ENGINE_MS):
        controller.start()
    yield controller
    controller.close()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def session(clock: Clock) -> Session:
    """Training without a thread, at the pace of `clock`."""
    return Session(Work(FIRST, 1), clock)
