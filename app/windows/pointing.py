"""Which view a key means: the one that the pointer is over, or the one that has the focus."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QApplication, QWidget

from app.windows.card import Card


def pointed_at(cards: Iterable[Card]) -> Card | None:
    """The card under the pointer, if nothing covers it."""
    return _with(QApplication.widgetAt(QCursor.pos()), cards)


def focused(cards: Iterable[Card]) -> Card | None:
    """The card that the keyboard is in."""
    return _with(QApplication.focusWidget(), cards)


def _with(widget: QWidget | None, cards: Iterable[Card]) -> Card | None:
    return next((card for card in cards if widget is card or card.isAncestorOf(widget)), None) if widget else None
