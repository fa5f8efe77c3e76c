"""Presets: the gallery, which is built when it is first asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from app.theme import Theme
from app.windows.appearance import Appearance

if TYPE_CHECKING:
    from app.windows.presets.gallery import PresetsGallery


class Presets(QObject):
    """Opens the gallery; what is chosen there is `chosen`."""

    chosen = Signal(str)  # the preset's name

    def __init__(self, appearance: Appearance, window: QWidget, action: QAction) -> None:
        super().__init__(window)
        self._appearance = appearance
        self._window = window
        self._gallery: PresetsGallery | None = None
        action.triggered.connect(self.show_gallery)
        appearance.theme_changed.connect(self._on_theme_changed)

    @property
    def gallery(self) -> PresetsGallery | None:
        """None before it is first asked for."""
        return self._gallery

    @Slot()
    def show_gallery(self) -> None:
        """Show all presets, and the one that was chosen last."""
        from app.windows.presets.gallery import PresetsGallery  # most starts do without

        if self._gallery is None:
            self._gallery = PresetsGallery(self._appearance.theme, self._window)
            self._gallery.chosen.connect(self.chosen)
        self._gallery.present()

    @Slot(object)
    def _on_theme_changed(self, theme: Theme) -> None:
        if self._gallery is not None:
            self._gallery.set_theme(theme)
