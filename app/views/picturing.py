"""Whether a view is painted for its screen or for a picture: finer, or in lines and words."""

from __future__ import annotations

from PySide6.QtGui import QPaintEngine, QPainter
from PySide6.QtWidgets import QWidget

_IN_DRAWING = 2.0  # pixels per unit of what can only be an image within a drawing


def for_picture(painter: QPainter, view: QWidget) -> bool:
    """Whether `painter`, begun on `view`, needs more than the pixels that the view keeps for its screen."""
    return draws_lines(painter) or pixel_ratio(painter) != view.devicePixelRatioF()


def pixel_ratio(painter: QPainter) -> float:
    """How many pixels in a unit of the widget an image that `painter` is to draw should have."""
    return _IN_DRAWING if draws_lines(painter) else painter.paintEngine().paintDevice().devicePixelRatioF()


def draws_lines(painter: QPainter) -> bool:
    """Whether `painter` makes a drawing, in which lines stay lines, however large it is shown."""
    return painter.paintEngine().type() == QPaintEngine.Type.SVG
