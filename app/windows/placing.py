"""How large the window is at its first start, and where: with its frame it must fit the screen."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtWidgets import QWidget

USUAL = QSize(1280, 800)
# What the desktop adds around a window, at most: borders and the title bar. How much it is, is known afterwards only.
FRAME = QSize(16, 48)


def fit(window: QWidget) -> None:
    """Give `window` its usual size in the middle of the screen; where that is too small for it, the whole screen."""
    screen = window.screen().availableGeometry()
    size = USUAL.boundedTo(screen.size() - FRAME)
    window.resize(size)
    spare = screen.size() - FRAME - size
    window.move(screen.topLeft() + QPoint(spare.width() // 2, spare.height() // 2))
    if size != USUAL:
        window.setWindowState(Qt.WindowState.WindowMaximized)


def give_size(window: QWidget, size: QSize) -> None:
    """Give `window` this size, without its frame, however large it was when it was closed."""
    window.setWindowState(Qt.WindowState.WindowNoState)
    window.resize(size)
