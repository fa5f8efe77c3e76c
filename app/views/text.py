"""Words and numbers as every view draws them."""

from __future__ import annotations

import math

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QWidget

from app import numbers

SMALL = 11  # pixels: axis labels, captions, legends


def small_font(widget: QWidget) -> QFont:
    """The font for what stands beside a picture: the widget's own, in the small size."""
    font = QFont(widget.font())
    font.setPixelSize(SMALL)
    return font


def inside(box: QRectF, room: QRectF) -> QRectF:
    """`box`, moved into `room` where it sticks out."""
    left = min(max(box.left(), room.left()), room.right() - box.width())
    top = min(max(box.top(), room.top()), room.bottom() - box.height())
    return QRectF(left, top, box.width(), box.height())


def fixed(value: float, digits: int) -> str:
    """`value` with so many digits after the point and a true minus sign; a dash where there is no number.

    Where that would take too much room, it is written as on an axis.
    """
    if not math.isfinite(value):
        return numbers.UNKNOWN
    if abs(value) >= 1e6:
        return plain(value)
    text = f"{value:.{digits}f}"
    if float(text) == 0.0:
        text = text.lstrip("-")
    return text.replace("-", "−")


def plain(value: float) -> str:
    """`value` as it is written on an axis: no more digits than it needs."""
    return numbers.decimal(float(f"{value:.6g}")).replace("-", "−")
