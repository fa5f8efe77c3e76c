"""What stands in the 3D view: sheet, lines, floor and data. Made once; after that only numbers change."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

import numpy as np
import pyqtgraph.opengl as gl
from numpy.typing import NDArray
from OpenGL import GL
from PySide6.QtGui import QColor

from app.views import mesh
from app.views.canvas import Canvas
from app.views.colors import ColorScale
from app.views.dots import DotItem
from app.views.points import PlottedData
from app.views.surface_shapes import Shape, heights_of, standing

Array = NDArray[Any]
Ends = tuple[float, float]  # the lowest and the highest value

_SOLID = MappingProxyType(
    {
        GL.GL_DEPTH_TEST: True,
        GL.GL_BLEND: False,
        GL.GL_CULL_FACE: False,
        # The sheet is drawn a little farther away than it is, so that the lines on it are not swallowed.
        GL.GL_POLYGON_OFFSET_FILL: True,
        "glPolygonOffset": (1.0, 1.0),
        "glDepthFunc": (GL.GL_LEQUAL,),
    }
)
_FLOOR_HEIGHT = -0.012  # just below 0, where an output that has learned its zeros lies
_FLOOR_CELLS = 8
_TEST_SHARE, _RIM_SHARE = 0.78, 0.16  # of the width of a training dot


class Sheets:
    """As many surfaces as there are to be seen at once: one, or one for each class."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._sheets = [Sheet(canvas)]
        self._line_color, self._line_width = QColor(), 1.0

    def show(self, shapes: list[Shape]) -> None:
        while len(self._sheets) < len(shapes):
            self._sheets.append(Sheet(self._canvas))
            self._sheets[-1].set_line_color(self._line_color, self._line_width)
        for sheet, shape in zip(self._sheets, shapes, strict=False):
            sheet.show(shape)
        for sheet in self._sheets[len(shapes) :]:
            sheet.hide()

    def set_line_color(self, color: QColor, width: float) -> None:
        self._line_color, self._line_width = color, width
        for sheet in self._sheets:
            sheet.set_line_color(color, width)


class Sheet:
    """A surface and the lines on it."""

    def __init__(self, canvas: Canvas) -> None:
        self._surface = gl.GLSurfacePlotItem(smooth=True, computeNormals=False, glOptions=_SOLID)
        self._lines = gl.GLLinePlotItem(mode="lines", glOptions="translucent")
        self._lines.setDepthValue(1)
        self._points = 0
        self.hide()  # until there is something to show
        for item in (self._surface, self._lines):
            canvas.addItem(item)

    def show(self, shape: Shape) -> None:
        z = mesh.heights(shape.field)
        if len(z) != self._points:
            self._set_points(len(z))
        colors = mesh.shaded(shape.colors.swapaxes(0, 1), z)
        self._set_visible(True)
        self._surface.setData(z=z, colors=colors.reshape(-1, 4))
        self._line_points[:, 2] = z.ravel()[self._ends]
        self._lines.setData(pos=self._line_points)

    def hide(self) -> None:
        self._set_visible(False)

    def set_line_color(self, color: QColor, width: float) -> None:
        self._lines.setData(color=color, width=width)

    def _set_visible(self, on: bool) -> None:
        for item in (self._surface, self._lines):
            item.setVisible(on)

    def _set_points(self, n: int) -> None:
        self._points = n
        axis = np.linspace(0.0, 1.0, n, dtype=np.float32)
        self._surface.setData(x=axis, y=axis, z=np.zeros((n, n), np.float32), colors=np.zeros((n * n, 4), np.uint8))
        self._ends = mesh.line_ends(n)
        self._line_points = mesh.grid_points(n)[self._ends]


class Floor:
    """The grid under the box and the edge at which the value is read."""

    def __init__(self, canvas: Canvas) -> None:
        self._grid = gl.GLLinePlotItem(mode="lines", glOptions="translucent", pos=_floor_lines())
        self._grid.setDepthValue(-1)
        canvas.addItem(self._grid)

    def set_color(self, color: QColor, width: float) -> None:
        self._grid.setData(color=color, width=width)


class Data:
    """All observations at their targets: training strong, test smaller and paler."""

    def __init__(self, canvas: Canvas) -> None:
        self._train, self._test = DotItem(), DotItem()
        for order, item in enumerate((self._test, self._train)):
            item.setDepthValue(2 + order)
            canvas.addItem(item)

    def show(self, data: PlottedData, domain: Ends, chosen: int, scale: ColorScale, size: float) -> None:
        """Put dots, `size` pixels of the screen wide, where the observations belong that lie in `domain` × `domain`."""
        for item, (points, targets), colored, width, opacity in (
            (self._train, data.training(domain), data.core_rgba, 1.0, 1.0),
            (self._test, data.testing(domain), data.rgba, _TEST_SHARE, 0.65),
        ):
            colors = colored(targets, scale) / 255.0
            colors[:, 3] = opacity
            places = standing(points, heights_of(data, targets, chosen), domain)
            item.show_points(places, colors, size * width, QColor(scale.rim), size * _RIM_SHARE)

    def set_visible(self, *, train: bool, test: bool) -> None:
        self._train.setVisible(train)
        self._test.setVisible(test)


def _floor_lines() -> NDArray[np.float32]:
    ticks = np.linspace(0.0, 1.0, _FLOOR_CELLS + 1)
    ends = [(t, e) for t in ticks for e in (0.0, 1.0)]
    flat = np.array([*ends, *((e, t) for t, e in ends)])
    return np.column_stack([flat, np.full(len(flat), _FLOOR_HEIGHT)]).astype(np.float32)
