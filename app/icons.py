"""Icons: small drawings in one colour, which they take from the theme."""

from __future__ import annotations

from importlib.resources import files
from itertools import product

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from app.type_size import LARGE

SIZES = (16, round(16 * LARGE))  # in the usual and in large type
_SCALES = (1, 2, 3)  # drawn once for each density of screen, so that none is blurred
_FADED = 0.4  # opacity while disabled


def icon(name: str, colour: str) -> QIcon:
    """The drawing `name` in `colour` (#rrggbb), paler where what it stands for cannot be done."""
    drawing = (files("app.resources") / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    renderer = QSvgRenderer(QByteArray(drawing.replace("currentColor", colour).encode()))
    result = QIcon()
    for size, scale in product(SIZES, _SCALES):
        result.addPixmap(_pixmap(renderer, size, scale, 1.0), QIcon.Mode.Normal)
        result.addPixmap(_pixmap(renderer, size, scale, _FADED), QIcon.Mode.Disabled)
    return result


def _pixmap(renderer: QSvgRenderer, size: int, scale: int, opacity: float) -> QPixmap:
    pixmap = QPixmap(size * scale, size * scale)
    pixmap.fill(Qt.GlobalColor.transparent)
    with QPainter(pixmap) as painter:
        painter.setOpacity(opacity)
        renderer.render(painter)
    pixmap.setDevicePixelRatio(scale)
    return pixmap
