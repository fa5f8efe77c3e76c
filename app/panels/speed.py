"""The speed slider: logarithmic, and at the right end as fast as the machine can."""

from __future__ import annotations

import math

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal, Slot
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QSlider, QStyle, QStyleOptionSlider

from app.model.limits import MIN_SPEED
from app.model.work import FASTEST_PACED, FULL_SPEED
from app.type_size import follow_type, scaled

STEPS_PER_DECADE = 20
DECADES = round(math.log10(FASTEST_PACED / MIN_SPEED))
FULL = STEPS_PER_DECADE * DECADES + 1
LENGTH = 120
SHORTEST = 40


def speed_at(position: int) -> float:
    """Observations per second, in two figures."""
    if position >= FULL:
        return FULL_SPEED
    return float(f"{10 ** (position / STEPS_PER_DECADE):.1e}")


def position_of(speed: float) -> int:
    """The position nearest to `speed`."""
    if math.isinf(speed):
        return FULL
    return min(round(STEPS_PER_DECADE * math.log10(speed)), FULL - 1)


class SpeedSlider(QSlider):
    """Chooses observations per second on a logarithmic scale."""

    edited = Signal(object)  # float

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setRange(0, FULL)
        self.setPageStep(STEPS_PER_DECADE)
        follow_type(self, self.setMinimumWidth, SHORTEST)
        follow_type(self, self.setMaximumWidth, LENGTH)
        self.valueChanged.connect(self._on_value_changed)

    def show_value(self, speed: float) -> None:
        with QSignalBlocker(self):
            self.setValue(position_of(speed))

    def sizeHint(self) -> QSize:  # noqa: N802  Qt's name
        return QSize(scaled(LENGTH), super().sizeHint().height())

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802  Qt's name
        # A click beside the handle brings it there, ready to be dragged on.
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        control, part = QStyle.ComplexControl.CC_Slider, QStyle.SubControl.SC_SliderHandle
        handle = self.style().subControlRect(control, option, part, self)
        x = event.position().toPoint().x()
        if event.button() == Qt.MouseButton.LeftButton and not handle.left() <= x <= handle.right():
            span = self.width() - handle.width()
            self.setValue(QStyle.sliderValueFromPosition(0, FULL, x - handle.width() // 2, span))
        super().mousePressEvent(event)

    @Slot(int)
    def _on_value_changed(self, position: int) -> None:
        self.edited.emit(speed_at(position))
