"""For tests of the window: the application is set up as the program does it."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from app import bootstrap


@pytest.fixture(scope="session")
def qapp_cls() -> type[QApplication]:
    """What pytest-qt makes the application of; before that, the steps that must come before it."""
    bootstrap.set_attributes()
    return QApplication


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> QApplication:
    """The application, with the fonts and the OpenGL of the program."""
    qapp.setStyle("Fusion")
    bootstrap.after_application()
    return qapp
