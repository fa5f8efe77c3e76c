"""When a view shows that the keys are its own: a hand on the mouse knows where it is."""

from __future__ import annotations

from PySide6.QtCore import Qt

_Reason = Qt.FocusReason
_BY_KEY = (_Reason.TabFocusReason, _Reason.BacktabFocusReason, _Reason.ShortcutFocusReason)


def is_by_key(reason: Qt.FocusReason, before: bool) -> bool:
    """Whether the focus came by a key, or came back from a menu or a window to where it was so `before`."""
    return reason in _BY_KEY or (before and reason is not _Reason.MouseFocusReason)
