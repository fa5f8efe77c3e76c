"""Preferences: a window in which what holds for every experiment is chosen, at once and for the next start."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from app.model.settings import Settings
from app.model.settings_keys import COLOUR_SCALE, DECIMAL_SIGN, LARGE_TYPE, RESOLUTION, SPEED, THEME
from app.theme import Theme
from app.windows.appearance import Appearance
from app.windows.gallery import Gallery

if TYPE_CHECKING:
    from app.windows.preferences_window import Choices, PreferencesWindow


class Preferences(QObject):
    """Shows the window, does what is chosen there, and lets it follow what is chosen elsewhere."""

    def __init__(
        self, settings: Settings, appearance: Appearance, gallery: Gallery, window: QWidget, action: QAction
    ) -> None:
        super().__init__(window)
        self._settings = settings
        self._appearance = appearance
        self._gallery = gallery
        self._window = window
        self._dialog: PreferencesWindow | None = None
        action.triggered.connect(self.show)
        appearance.theme_changed.connect(self._on_theme_changed)
        for changed in (
            *(appearance.choice_changed, appearance.large_changed, appearance.sign_changed),
            *(gallery.resolution_chosen, gallery.scale_chosen),
            *(settings.changed, settings.recent_changed),
        ):
            changed.connect(self._on_changed)

    @Slot()
    def show(self) -> None:
        """Show the window, beside which the work can go on."""
        from app.windows.preferences_window import PreferencesWindow  # most starts do without

        if self._dialog is None:
            self._dialog = PreferencesWindow(self._choices(), self._appearance.theme, self._window)
            self._connect(self._dialog)
        self._dialog.show()
        self._dialog.raise_()
        self._dialog.activateWindow()

    def _connect(self, dialog: PreferencesWindow) -> None:
        dialog.theme.chosen.connect(self._appearance.choose)
        dialog.large_type.edited.connect(self._appearance.set_large)
        dialog.decimal_sign.chosen.connect(self._appearance.set_sign)
        dialog.colours.chosen.connect(self._gallery.choose_scale)
        dialog.resolution.chosen.connect(self._gallery.choose_resolution)
        dialog.speed.edited.connect(self._on_speed)
        dialog.tour.edited.connect(self._on_tour)
        dialog.clear_recent.clicked.connect(self._settings.clear_recent)
        dialog.defaults.clicked.connect(self.restore_defaults)
        dialog.finished.connect(self._on_closed)

    def _choices(self) -> Choices:
        from app.windows.preferences_window import Choices

        settings, appearance, gallery = self._settings, self._appearance, self._gallery
        return Choices(
            theme=appearance.choice,
            large_type=appearance.large,
            decimal_sign=appearance.sign,
            colours=gallery.scale_name,
            speed=settings.get(SPEED),
            tour=not settings.tour_seen,
            resolution=gallery.resolution,
            has_recent=bool(settings.recent_files),
        )

    @Slot()
    def restore_defaults(self) -> None:
        """Choose everything as it was at a first start. What has happened, the files and the tour, stays so."""
        self._appearance.choose(THEME.default)
        self._appearance.set_large(LARGE_TYPE.default)
        self._appearance.set_sign(DECIMAL_SIGN.default)
        self._gallery.choose_scale(COLOUR_SCALE.default)
        self._gallery.choose_resolution(RESOLUTION.default)
        self._settings.set(SPEED, SPEED.default)

    @Slot(object)
    def _on_speed(self, speed: float) -> None:
        self._settings.set(SPEED, speed)

    @Slot(object)
    def _on_tour(self, wanted: bool) -> None:
        self._settings.tour_seen = not wanted

    @Slot()
    def _on_changed(self) -> None:
        if self._dialog is not None:
            self._dialog.show_choices(self._choices())

    @Slot(object)
    def _on_theme_changed(self, theme: Theme) -> None:
        if self._dialog is not None:
            self._dialog.set_theme(theme)
            self._dialog.show_choices(self._choices())

    @Slot()
    def _on_closed(self) -> None:
        self._dialog = None
