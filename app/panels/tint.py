"""The colour of a value in small pictures."""

from __future__ import annotations

from PySide6.QtGui import QColor


def between(stops: tuple[QColor, QColor, QColor], level: float) -> QColor:
    """The colour at `level`, 0 to 1, on the way through three."""
    first, second = stops[:2] if level < 0.5 else stops[1:]
    share = min(max(2 * level - (level >= 0.5), 0.0), 1.0)
    channels = (first.red(), second.red()), (first.green(), second.green()), (first.blue(), second.blue())
    return QColor(*(round(a + share * (b - a)) for a, b in channels))
