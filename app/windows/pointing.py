"""Which view a key means that is pressed while the pointer is over one."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QApplication

from app.windows.card import Card


def pointed_at(cards: Iterable[Card]) -> Card | None:
    """The card under the pointer, if nothing covers it."""
    widget = QApplication.widgetAt(QCursor.pos())
    return next((card for card in cards if widget is card or card.isAncestorOf(widget)), None) if widget else None
