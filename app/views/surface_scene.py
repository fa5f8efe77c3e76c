"""What OpenGL draws in the 3D view. Importing pyqtgraph and PyOpenGL takes as long as building the whole window."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QColor

from app.views.camera import Camera
from app.views.canvas import Canvas
from app.views.offscreen import Offscreen
from app.views.surface_items import Data, Floor, Sheets
from app.views.surface_shapes import Shape


class Scene:
    """Floor, sheets and data on a canvas."""

    def __init__(self, offscreen: Offscreen, camera: Camera, parent: QObject) -> None:
        self.canvas = Canvas(offscreen, camera, parent)
        self._floor = Floor(self.canvas)
        self._sheets = Sheets(self.canvas)
        self._data = Data(self.canvas)
        self._drawn_data: tuple[Any, ...] = ()
        self._drawn_room: tuple[Any, ...] = ()

    def show(self, shapes: list[Shape], *, train: bool, test: bool) -> None:
        """Have these sheets in the next picture, and the observations for training and for testing or not."""
        self._sheets.show(shapes)
        self._data.set_visible(train=train, test=test)

    # Frame after frame what these are told is the same; only something else is worth the work.

    def paint_room(self, *room: Any) -> None:
        """Take the colours of a theme, with lines as thick as they must be for a ratio of pixels."""
        if room == self._drawn_room:
            return
        self._drawn_room = room
        theme, ratio = room
        lines = QColor("black" if theme.is_dark else "white")
        lines.setAlphaF(0.35)
        self.canvas.setBackgroundColor(QColor(theme.card))
        self._floor.set_color(QColor(theme.line), ratio)
        self._sheets.set_line_color(lines, ratio)

    def draw_data(self, *data: Any) -> None:
        """Put dots where the observations belong: see `Data.show`."""
        if data != self._drawn_data:
            self._drawn_data = data
            self._data.show(*data)
