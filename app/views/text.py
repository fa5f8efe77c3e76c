"""Words and numbers as every view draws them."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QWidget

from app import numbers
from app.type_size import scaled

SMALL = 11  # pixels: axis labels, captions, legends

_MOST_DECIMALS = 5  # on an axis; what needs more, or is smaller or greater than these, is written as 2.5e9
_LEAST_WRITTEN, _GREATEST_WRITTEN = 1e-5, 1e7


def small_font(widget: QWidget, zoom: float = 1.0) -> QFont:
    """The font for what stands beside a picture: the widget's own, in the small size of now or `zoom` times that."""
    font = QFont(widget.font())
    font.setPixelSize(scaled(SMALL * zoom))
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
    return numbers.localised(text.replace("-", "−"))


def ticks(values: Sequence[float]) -> list[str]:
    """Evenly spaced numbers of one axis, all with as many decimals as one of them needs: 0.0, 0.5, 1.0 or 1 000."""
    decimals = max((_decimals(value) for value in values), default=0)
    if decimals > _MOST_DECIMALS or max(map(abs, values), default=0.0) >= _GREATEST_WRITTEN:
        return [_short(value) for value in values]
    return [_grouped(value, decimals) for value in values]


def lone_tick(value: float) -> str:
    """A number of a logarithmic axis: no more decimals than it needs itself."""
    return ticks([value])[0]


def _decimals(value: float) -> int:
    return len(f"{value:.10f}".rstrip("0").partition(".")[2]) if abs(value) >= _LEAST_WRITTEN or not value else 10


def _grouped(value: float, decimals: int) -> str:
    return numbers.localised(f"{value:,.{decimals}f}".replace(",", numbers.THIN_SPACE).replace("-", "−"))


def _short(value: float) -> str:
    """0, 2.5e300, 2e-9."""
    mantissa, _, exponent = f"{value:.2e}".partition("e")
    return numbers.localised(f"{float(mantissa):g}e{int(exponent)}".replace("-", "−")) if value else "0"


def short(value: float) -> str:
    """`value` as an end of a scale: four figures, no more than it needs."""
    return plain(float(f"{value:.4g}"))


def brief(value: float) -> str:
    """`value` where there is room for two figures."""
    return plain(float(f"{value:.2g}"))


def plain(value: float) -> str:
    """`value` as it is written on an axis: no more digits than it needs."""
    return numbers.decimal(float(f"{value:.6g}")).replace("-", "−")
