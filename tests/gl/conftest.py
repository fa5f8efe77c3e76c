"""For tests with real pixels: the application as in the program, and silence on stderr, where pyqtgraph complains."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from app import bootstrap


@pytest.fixture(scope="session")
def qapp_cls() -> type[QApplication]:
    """What pytest-qt makes the application of; before that, the steps that must come before it."""
    if QApplication.instance() is None:
        bootstrap.set_attributes()
    return QApplication


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> QApplication:
    """The application, with the fonts and the OpenGL of the program."""
    qapp.setStyle("Fusion")
    bootstrap.after_application()
    return qapp


@pytest.fixture(autouse=True)
def nothing_on_stderr(capfd: pytest.CaptureFixture[str]) -> Iterator[None]:
    yield
    assert capfd.readouterr().err == ""
