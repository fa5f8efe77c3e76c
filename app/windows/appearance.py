"""Light or dark: follows the system unless told otherwise, and hands the theme to all that draw by themselves."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from app.model.settings import Settings
from app.theme import DARK, LIGHT, Theme

CHOICES = ("system", "light", "dark")
_SCHEMES = (Qt.ColorScheme.Unknown, Qt.ColorScheme.Light, Qt.ColorScheme.Dark)


class Appearance(QObject):
    """The theme in force, and its change."""

    theme_changed = Signal(object)  # Theme
    choice_changed = Signal(str)

    def __init__(self, application: QApplication, settings: Settings, choice: str | None = None) -> None:
        super().__init__()
        self._application = application
        self._settings = settings
        wanted = choice or settings.text("appearance/theme", "system")
        self._choice = wanted if wanted in CHOICES else "system"
        self._theme = LIGHT
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._on_scheme_changed)
        self.use(self._choice)

    @property
    def theme(self) -> Theme:
        return self._theme

    @property
    def choice(self) -> str:
        return self._choice

    def choose(self, choice: str) -> None:
        """Follow the "system", or stay "light" or "dark", from now on and at the next start."""
        self._settings.set_text("appearance/theme", choice)
        self.use(choice)

    def use(self, choice: str) -> None:
        """The same for this time only."""
        self._choice = choice
        self.choice_changed.emit(choice)
        QGuiApplication.styleHints().setColorScheme(_SCHEMES[CHOICES.index(choice)])
        self._apply()

    @Slot()
    def _on_scheme_changed(self) -> None:
        self._apply()

    def _apply(self) -> None:
        dark = self._choice == "dark" or (
            self._choice == "system" and QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
        )
        theme = DARK if dark else LIGHT
        QGuiApplication.setPalette(_palette(theme))
        self._application.setStyleSheet(theme.style_sheet())
        self._theme = theme
        self.theme_changed.emit(theme)


def _palette(theme: Theme) -> QPalette:
    """For what the style sheet does not reach: native dialogs' contents, selections, placeholder text."""
    palette = QPalette()
    role = QPalette.ColorRole
    for roles, colour in (
        ((role.Window,), theme.ground),
        ((role.Base, role.ToolTipBase), theme.card),
        ((role.AlternateBase, role.Button), theme.field),
        ((role.WindowText, role.Text, role.ButtonText, role.ToolTipText), theme.text),
        ((role.PlaceholderText,), theme.quiet),
        ((role.Highlight, role.Link, role.Accent), theme.accent),
        ((role.HighlightedText,), "#ffffff"),
    ):
        for one in roles:
            palette.setColor(one, QColor(colour))
    for one in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, one, QColor(theme.quiet))
    return palette
