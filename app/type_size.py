"""The size of the type: the usual, or one to be read from the back of a room. What holds words grows with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSize
from PySide6.QtGui import QFont, QGuiApplication
from PySide6.QtWidgets import QWidget

PIXELS = 13
LARGE = 1.35  # times as large as usual
_CHANGES = (QEvent.Type.StyleChange, QEvent.Type.FontChange)


def set_large(on: bool) -> None:
    """Use the large type, or the usual one. The style sheet has to follow."""
    font = QFont(QGuiApplication.font())
    font.setPixelSize(round(PIXELS * (LARGE if on else 1.0)))
    QGuiApplication.setFont(font)


def zoom() -> float:
    """How many times as large as usual the type is."""
    return LARGE if QGuiApplication.font().pixelSize() > PIXELS else 1.0


def scaled(pixels: float) -> int:
    """What `pixels` of the usual size have become."""
    return round(pixels * zoom())


def follow_type(widget: QWidget, set_size: Callable[..., Any], *usual: int | QSize) -> None:
    """Call `set_size`, a method of `widget`, with its `usual` sizes scaled: now, and whenever the type changes."""
    _Follower(widget, set_size, usual)


class _Follower(QObject):
    """Belongs to its widget and watches it."""

    def __init__(self, widget: QWidget, set_size: Callable[..., Any], usual: tuple[int | QSize, ...]) -> None:
        super().__init__(widget)
        self._set_size = set_size
        self._usual = usual
        self._zoom = 0.0
        self._follow()
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        if event.type() in _CHANGES:
            self._follow()
        return super().eventFilter(watched, event)

    def _follow(self) -> None:
        if zoom() != self._zoom:
            self._zoom = zoom()
            self._set_size(*(size * self._zoom if isinstance(size, QSize) else scaled(size) for size in self._usual))
