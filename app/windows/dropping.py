"""What can be dragged onto the window: files, each kind to whom it concerns."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

Open = Callable[[Path], None]


class Dropping(QObject):
    """Hands a file that is dropped on `window` to the opener for its ending, or to that for "" where there is none."""

    def __init__(self, window: QWidget, openers: Mapping[str, Open]) -> None:
        super().__init__(window)
        self._openers = openers
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        if isinstance(event, QDragEnterEvent) and event.type() == QEvent.Type.DragEnter:
            if _file(event.mimeData()) is not None:
                event.acceptProposedAction()
            return True
        if isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop:
            self._drop(event)
            return True
        return super().eventFilter(watched, event)

    def _drop(self, event: QDropEvent) -> None:
        path = _file(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            opener = self._openers.get(path.suffix.lower(), self._openers[""])
            # The program that is dragged from waits until this returns: ask questions afterwards.
            QTimer.singleShot(0, self, partial(opener, path))


def _file(data: QMimeData) -> Path | None:
    urls = data.urls()
    return Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None
