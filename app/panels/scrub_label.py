"""A label that changes the number beside it when it is dragged sideways."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QLabel

STEP_PIXELS = 8
HOW = "Drag the name sideways to change the number."


class ScrubLabel(QLabel):
    """Every few pixels are a step of the number. A click that is no drag goes to the field."""

    begun = Signal()
    scrubbed = Signal(int)  # steps since the last time, up or down
    ended = Signal()
    clicked = Signal()

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._from = 0.0
        self._steps = 0
        self._dragged = False
        self.setCursor(Qt.CursorShape.SizeHorCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802  Qt's name
        if event.button() == Qt.MouseButton.LeftButton:
            self._from, self._steps, self._dragged = event.globalPosition().x(), 0, False
            self.begun.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802  Qt's name
        if not event.buttons() & Qt.MouseButton.LeftButton:
            return
        steps = int((event.globalPosition().x() - self._from) / STEP_PIXELS)
        if steps != self._steps:
            self._dragged = True
            more, self._steps = steps - self._steps, steps
            self.scrubbed.emit(more)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802  Qt's name
        if event.button() == Qt.MouseButton.LeftButton:
            self.ended.emit()
            if not self._dragged:
                self.clicked.emit()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        if event.type() == QEvent.Type.EnabledChange:
            shape = Qt.CursorShape.SizeHorCursor if self.isEnabled() else Qt.CursorShape.ArrowCursor
            self.setCursor(shape)
        super().changeEvent(event)
