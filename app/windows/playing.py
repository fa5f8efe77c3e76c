"""Play, step, reset and speed: the actions that drive the training."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction

from app import icons
from app.model.document import Document
from app.model.limits import MIN_SPEED
from app.model.work import FASTEST_PACED, FULL_SPEED
from app.training.controller import Controller
from app.training.session import Grain

SPEED_FACTOR = 3.0  # per press of "faster"


class Playing(QObject):
    """Connects the actions of the Train menu, and lets "play" say what it will do next."""

    notice = Signal(str)
    failed = Signal(str)

    def __init__(
        self, document: Document, controller: Controller, actions: Mapping[str, QAction], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._controller = controller
        self._play = actions["play"]
        for name, slot in (
            ("reset", controller.reset),
            ("play", controller.toggle),
            *((f"step_{grain.value}", partial(self._step, grain)) for grain in Grain),
            ("slow_motion", controller.set_slow_motion),
            ("slower", partial(self._change_speed, 1 / SPEED_FACTOR)),
            ("faster", partial(self._change_speed, SPEED_FACTOR)),
            ("full_speed", partial(self._change_speed, FULL_SPEED)),
        ):
            actions[name].triggered.connect(slot)
        controller.playing_changed.connect(self._on_playing_changed)
        self._on_playing_changed(controller.playing)

    def _step(self, grain: Grain) -> None:
        self._controller.step(grain)

    def _change_speed(self, factor: float) -> None:
        old = self._document.work.speed
        speed = FASTEST_PACED if old == FULL_SPEED and factor < 1 else max(MIN_SPEED, old * factor)
        self._document.set_speed(speed if speed <= FASTEST_PACED else FULL_SPEED)

    @Slot(bool)
    def _on_playing_changed(self, playing: bool) -> None:
        self._play.setText("Pause" if playing else "Play")
        self._play.setIcon(icons.icon("pause" if playing else "play", "#ffffff"))
