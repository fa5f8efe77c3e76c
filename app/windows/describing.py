"""Tells those who hear the screen what the views show: after changes and pauses, not for every new picture."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from app.training.controller import Controller
from app.training.snapshot import Phase, Snapshot
from app.views import spoken
from app.windows.gallery import Gallery


class Describing(QObject):
    """The diagram describes itself, by what the arrow keys have come to."""

    def __init__(self, controller: Controller, gallery: Gallery) -> None:
        super().__init__(gallery)
        self._gallery = gallery
        self._last: Snapshot | None = None
        views: tuple[QWidget, ...] = (gallery.surface, gallery.map, gallery.loss.chart)
        self._hints = {view: view.accessibleDescription() for view in views}  # what keys do, which goes on being said
        controller.snapshot_ready.connect(self._on_snapshot)

    @Slot(object)
    def _on_snapshot(self, snapshot: Snapshot) -> None:
        if snapshot.phase is Phase.TRAINING and self._last is not None and not _differs(snapshot, self._last):
            return
        self._last = snapshot
        gallery = self._gallery
        self._say(gallery.surface, spoken.of_surface(snapshot, gallery.surface.axes))
        self._say(gallery.map, spoken.of_map(snapshot, gallery.map.axes))
        self._say(gallery.loss.chart, spoken.of_losses(snapshot))

    def _say(self, view: QWidget, text: str) -> None:
        view.setAccessibleDescription(f"{text} {self._hints[view]}".strip())


def _differs(new: Snapshot, old: Snapshot) -> bool:
    return (new.run, new.experiment, new.shown_unit) != (old.run, old.experiment, old.shown_unit)
