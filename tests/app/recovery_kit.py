"""A strip that offers what was left, with all that it needs of a window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

import nncore as nn
from app import folders
from app.model.autosave import Autosave
from app.model.document import Document
from app.model.settings import Settings
from app.training.controller import Controller
from app.windows.appearance import Appearance
from app.windows.files import Files
from app.windows.recovery.autosaving import Autosaving
from app.windows.recovery.feature import Recovery
from app.windows.recovery.strip import RecoveryStrip


class Desk:
    """A strip with all that it needs of a window, at the start of a program."""

    def __init__(self, qtbot: QtBot, qapp: QApplication, document: Document, controller: Controller) -> None:
        self.document, self.controller = document, controller
        self.appearance = Appearance(qapp, Settings(), "light")
        self.strip = RecoveryStrip()
        self.files = Files(document, controller, Settings(), self.strip)
        self.autosave = Autosave(folder())
        self.autosaving = Autosaving(self.autosave, document, controller, self.appearance)
        self.recovery = Recovery(self.strip, self.autosave, document, controller, self.files, self.appearance)
        self.failures: list[str] = []
        self.recovery.failed.connect(self.failures.append)
        qtbot.addWidget(self.strip)

    def offer(self) -> RecoveryStrip:
        """What is offered after the start."""
        self.recovery.begin()
        return self.strip

    @property
    def state(self) -> nn.TrainerState:
        assert self.controller.latest is not None
        return self.controller.latest.state

    def end(self) -> None:
        self.autosaving.end()
        self.recovery.end()


def folder() -> Path:
    return folders.state_folder() / "autosaves"
