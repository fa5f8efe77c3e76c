"""How large the window is, and where: at its first start such that it fits the screen, else as it was closed."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QEvent, QObject, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication, QWindowStateChangeEvent
from PySide6.QtWidgets import QWidget

USUAL = QSize(1280, 800)
# What the desktop adds around a window, at most: borders and the title bar. How much it is, is known afterwards only.
FRAME = QSize(16, 48)
GRIP = QSize(160, 24)  # so much of the upper edge must be on a screen, for the mouse to take hold of the window


class FullScreen(QObject):
    """The full screen of a window, which knows whether it was maximised before: X11 forgets that meanwhile."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._was_maximised = False
        window.installEventFilter(self)

    def set(self, on: bool) -> None:
        """Take the whole screen, or be again as before."""
        if on:
            self._window.setWindowState(self._window.windowState() | Qt.WindowState.WindowFullScreen)
        elif self._window.isFullScreen():
            self._window.setWindowState(self._former)

    def geometry(self) -> QByteArray:
        """What `restore` is given at the next start: without the full screen, as the window was before it."""
        if not (self._window.isFullScreen() and self._was_maximised):
            return self._window.saveGeometry()
        former = QWidget()  # never shown: it stands for the window as it would be
        former.setScreen(self._window.screen())
        former.setGeometry(self._window.normalGeometry())
        former.setWindowState(self._former)
        return former.saveGeometry()

    @property
    def _former(self) -> Qt.WindowState:
        return Qt.WindowState.WindowMaximized if self._was_maximised else Qt.WindowState.WindowNoState

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        if isinstance(event, QWindowStateChangeEvent) and self._window.isFullScreen():
            before = event.oldState()
            if not before & Qt.WindowState.WindowFullScreen:
                self._was_maximised = bool(before & Qt.WindowState.WindowMaximized)
        return super().eventFilter(watched, event)


def fit(window: QWidget) -> None:
    """Give `window` its usual size in the middle of the screen; where that is too small for it, the whole screen."""
    screen = window.screen().availableGeometry()
    size = USUAL.boundedTo(screen.size() - FRAME)
    window.resize(size)
    spare = screen.size() - FRAME - size
    window.move(screen.topLeft() + QPoint(spare.width() // 2, spare.height() // 2))
    if size != USUAL:
        window.setWindowState(Qt.WindowState.WindowMaximized)


def restore(window: QWidget, saved: QByteArray) -> bool:
    """Put `window` where it was when `saveGeometry` made `saved`, maximised where it was so, but never full screen.

    Returns False, with the window in no particular place, where `saved` is damaged or of a screen that is gone.
    """
    restored = window.restoreGeometry(saved)  # Qt moves what is outside all screens, as far as it notices
    window.setWindowState(window.windowState() & Qt.WindowState.WindowMaximized)
    upper_edge = QRect(window.pos(), QSize(window.width(), GRIP.height()))
    if restored and any(_takes(screen.availableGeometry(), upper_edge) for screen in QGuiApplication.screens()):
        return True
    window.setWindowState(Qt.WindowState.WindowNoState)
    return False


def _takes(screen: QRect, upper_edge: QRect) -> bool:
    seen = screen.intersected(upper_edge).size()
    return seen.width() >= GRIP.width() and seen.height() >= GRIP.height()


def give_size(window: QWidget, size: QSize) -> None:
    """Give `window` this size, without its frame, however large it was when it was closed."""
    window.setWindowState(Qt.WindowState.WindowNoState)
    window.resize(size)
