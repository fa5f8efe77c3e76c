"""Which keys a control has for itself, though the window takes them as shortcuts elsewhere."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget


class _KeptKeys(QObject):
    """Keeps keys for a widget while it has the focus."""

    def __init__(self, widget: QWidget, keys: Iterable[Qt.Key]) -> None:
        super().__init__(widget)
        self._keys = frozenset(keys)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
            if plain and event.key() in self._keys:
                event.accept()
                return True
        return super().eventFilter(watched, event)


def reach_by_keyboard(widget: QWidget, *keys: Qt.Key) -> None:
    """Let Tab come to `widget`, where Space and `keys` are its own. A click does not take the focus."""
    widget.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    _KeptKeys(widget, (Qt.Key.Key_Space, *keys))
