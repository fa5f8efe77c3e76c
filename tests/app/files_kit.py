"""A document with its training and its way to the disk, without the rest of the window."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

import nncore as nn
from app.model.document import Document
from app.model.settings import Settings
from app.training.controller import Controller
from app.training.session import Grain
from app.training.snapshot import Phase
from app.windows.files import Files

FIRST = nn.PRESETS["first-run"].experiment


class Desk:
    """A document with its training thread and its way to the disk; the sentences it was told."""

    def __init__(self, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        self.window = QWidget()
        self.document = Document(FIRST)
        self.controller = Controller(self.document)
        self.files = Files(self.document, self.controller, Settings(), self.window)
        self.failures: list[str] = []
        self.files.failed.connect(self.failures.append)
        with qtbot.waitSignal(self.controller.snapshot_ready, timeout=20_000):
            self.controller.start()

    def train(self) -> None:
        self.controller.step(Grain.EPOCH)
        self.qtbot.waitUntil(self.paused)

    def paused(self) -> bool:
        """At the end of an epoch: on a slow machine there are pictures of the way there."""
        latest = self.controller.latest
        return latest is not None and latest.phase is Phase.PAUSED and latest.state.position == 0
