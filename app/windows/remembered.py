"""What is chosen somewhere in the window and holds at the next start too: points of the surface, colours, speed."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from app.model.document import Document
from app.model.settings import Settings
from app.model.settings_keys import COLOUR_SCALE, RESOLUTION, SPEED, Key
from app.training.controller import Controller
from app.windows.gallery import Gallery


class Remembered(QObject):
    """Brings back what was chosen last, and notes what is chosen from now on."""

    def __init__(
        self, document: Document, controller: Controller, gallery: Gallery, settings: Settings, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._settings = settings
        gallery.resolution_chosen.connect(controller.set_resolution)
        gallery.resolution_chosen.connect(self._on_resolution)
        gallery.scale_chosen.connect(self._on_scale)
        settings.changed.connect(self._on_setting)
        gallery.choose_resolution(settings.get(RESOLUTION))
        gallery.choose_scale(settings.get(COLOUR_SCALE))

    @Slot(int)
    def _on_resolution(self, points: int) -> None:
        self._settings.set(RESOLUTION, points)

    @Slot(str)
    def _on_scale(self, name: str) -> None:
        self._settings.set(COLOUR_SCALE, name)

    @Slot(object)
    def _on_setting(self, key: Key[object]) -> None:
        if key is SPEED:
            self._document.default_speed = self._settings.get(SPEED)
