"""On or off, drawn as a switch."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPoint, QRectF, QSignalBlocker, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QCheckBox

from app.panels.keys import reach_by_keyboard
from app.type_size import scaled, zoom

TRACK = QRectF(0, 0, 32, 18)
MARGIN = 3  # for the ring around it that shows the focus


class Switch(QCheckBox):
    """A check box to the program and to those who hear the screen."""

    edited = Signal(object)  # bool

    def __init__(self) -> None:
        super().__init__()
        reach_by_keyboard(self)
        self.clicked.connect(self._on_clicked)

    def show_value(self, value: Any) -> None:
        with QSignalBlocker(self):
            self.setChecked(value)

    def refuse(self) -> None:
        self.show_value(not self.isChecked())

    def set_about(self, tool_tip: str) -> None:
        self.setToolTip(tool_tip)

    def sizeHint(self) -> QSize:  # noqa: N802  Qt's name
        return QSize(scaled(TRACK.width()) + 2 * MARGIN, scaled(TRACK.height()) + 2 * MARGIN)

    def hitButton(self, pos: QPoint) -> bool:  # noqa: N802  Qt's name
        return self.rect().contains(pos)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        accent = self.palette().color(QPalette.ColorRole.Accent)
        off = self.palette().color(QPalette.ColorRole.PlaceholderText)
        knob = TRACK.adjusted(16, 2, -2, -2) if self.isChecked() else TRACK.adjusted(2, 2, -16, -2)
        track, height = TRACK, zoom() * TRACK.height()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.translate(self.width() - zoom() * TRACK.width() - MARGIN, (self.height() - height) / 2)
            painter.scale(zoom(), zoom())
            if self.hasFocus():
                painter.setPen(QPen(accent, 1.5))
                painter.drawRoundedRect(track.adjusted(-2, -2, 2, 2), 11, 11)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(accent if self.isChecked() else off)
            painter.drawRoundedRect(track, 9, 9)
            painter.setBrush(QColor("white"))
            painter.drawEllipse(knob)

    @Slot(bool)
    def _on_clicked(self, on: bool) -> None:
        self.edited.emit(on)
