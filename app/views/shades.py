"""Colours between two of the theme's, and the colour of words on them."""

from __future__ import annotations

from PySide6.QtGui import QColor

from app.theme import Theme


def mixed(ground: str, color: str, share: float) -> QColor:
    """`ground` with a `share` from 0 to 1 of `color`."""
    a, b = QColor(ground), QColor(color)
    pairs = ((a.red(), b.red()), (a.green(), b.green()), (a.blue(), b.blue()))
    return QColor(*(round(start + share * (end - start)) for start, end in pairs))


def readable(ground: QColor, theme: Theme) -> QColor:
    """Of the two colours for words, the one that stands out more from `ground`."""
    colors = (QColor(theme.text), QColor(theme.ground))
    return max(colors, key=lambda color: abs(color.lightnessF() - ground.lightnessF()))
