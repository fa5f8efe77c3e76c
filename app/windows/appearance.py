"""How the window looks: light or dark, in usual or large type, and with which decimal sign. It is remembered."""

from __future__ import annotations

from PySide6.QtCore import QLocale, QObject, Qt, Signal, Slot
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from app import type_size
from app.model.settings import Settings
from app.model.settings_keys import DECIMAL_SIGN, DECIMAL_SIGNS, LARGE_TYPE, THEME, THEMES
from app.theme import DARK, LIGHT, Theme

CHOICES, SIGNS = THEMES, DECIMAL_SIGNS
_SCHEMES = (Qt.ColorScheme.Unknown, Qt.ColorScheme.Light, Qt.ColorScheme.Dark)


class Appearance(QObject):
    """What is in force, and its change. Light or dark follows the system unless told otherwise."""

    theme_changed = Signal(object)  # Theme; with other type or numbers too: what is drawn is to be drawn anew
    choice_changed = Signal(str)
    large_changed = Signal(bool)
    sign_changed = Signal(str)
    numbers_changed = Signal()  # those in fields and labels are to be written anew

    def __init__(self, application: QApplication, settings: Settings, choice: str | None = None) -> None:
        super().__init__()
        self._application = application
        self._settings = settings
        self._choice = choice or settings.get(THEME)
        self._sign = settings.get(DECIMAL_SIGN)
        self._large = settings.get(LARGE_TYPE)
        QLocale.setDefault(_locale(self._sign))
        type_size.set_large(self._large)
        QGuiApplication.styleHints().setColorScheme(_SCHEMES[CHOICES.index(self._choice)])
        self._theme = self._theme_wanted()
        QGuiApplication.setPalette(_palette(self._theme))
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._on_scheme_changed)

    @property
    def theme(self) -> Theme:
        return self._theme

    @property
    def choice(self) -> str:
        return self._choice

    def dress(self) -> None:
        """Put the style sheet on. The window is built without: each part put into another would be styled anew."""
        self._application.setStyleSheet(self._theme.style_sheet(type_size.zoom()))

    def choose(self, choice: str) -> None:
        """Follow the "system", or stay "light" or "dark", from now on and at the next start."""
        self._settings.set(THEME, choice)
        self.use(choice)

    def use(self, choice: str) -> None:
        """The same for this time only."""
        self._choice = choice
        self.choice_changed.emit(choice)
        QGuiApplication.styleHints().setColorScheme(_SCHEMES[CHOICES.index(choice)])
        self._apply()

    @property
    def large(self) -> bool:
        """Whether the type is to be read from the back of a room."""
        return self._large

    @Slot(bool)
    def set_large(self, on: bool) -> None:
        """Use large type, or the usual one, from now on and at the next start."""
        if on == self._large:
            return
        self._large = on
        self._settings.set(LARGE_TYPE, on)
        self.large_changed.emit(on)
        type_size.set_large(on)
        self._apply()

    @property
    def sign(self) -> str:
        """One of SIGNS: how a half is written, 0.5 or 0,5, or as the system has it."""
        return self._sign

    @Slot(object)
    def set_sign(self, sign: str) -> None:
        """Write numbers with one of SIGNS from now on and at the next start."""
        self._sign = sign
        self._settings.set(DECIMAL_SIGN, sign)
        self.sign_changed.emit(sign)
        QLocale.setDefault(_locale(sign))
        self.numbers_changed.emit()
        self.theme_changed.emit(self._theme)

    @Slot()
    def _on_scheme_changed(self) -> None:
        self._apply()

    def _apply(self) -> None:
        self._theme = self._theme_wanted()
        QGuiApplication.setPalette(_palette(self._theme))
        self.dress()
        self.theme_changed.emit(self._theme)

    def _theme_wanted(self) -> Theme:
        system_is_dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
        return DARK if self._choice == "dark" or (self._choice == "system" and system_is_dark) else LIGHT


def _locale(sign: str) -> QLocale:
    """The system's where its sign will do, so that all else, such as dates in file dialogs, is as people know it."""
    system = QLocale.system()
    if sign in ("system", system.decimalPoint()):
        return system
    return QLocale(QLocale.Language.German if sign == "," else QLocale.Language.English)


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
