"""When typing is over: a click elsewhere in the window ends it, though buttons do not take the focus from a click."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from app.panels.parts import application


class _Leaving(QObject):
    """Watches the whole application while the field has the focus."""

    def __init__(self, field: QWidget) -> None:
        super().__init__(field)
        self._field = field
        field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        kind = event.type()
        if watched is self._field and kind == QEvent.Type.FocusIn:
            application().installEventFilter(self)
        elif watched is self._field and kind == QEvent.Type.FocusOut:
            application().removeEventFilter(self)
        elif kind == QEvent.Type.MouseButtonPress and isinstance(watched, QWidget) and self._is_elsewhere(watched):
            self._field.clearFocus()
        return super().eventFilter(watched, event)

    def _is_elsewhere(self, widget: QWidget) -> bool:
        field = self._field
        inside = widget is field or field.isAncestorOf(widget)
        return not inside and widget.window() is field.window()


def leave_on_click(field: QWidget) -> None:
    """Take the focus from `field` when something else in its window is clicked."""
    _Leaving(field)
