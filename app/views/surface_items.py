"""What stands in the 3D view: sheet, lines, floor and data. Made once; after that only numbers change."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

import numpy as np
import pyqtgraph.opengl as gl
from numpy.typing import NDArray
from OpenGL import GL
from PySide6.QtGui import QColor

from app.training.snapshot import share
from app.views import mesh
from app.views.canvas import Canvas
from app.views.colors import ColorScale
from app.views.dots import DotItem
from app.views.points import test_points, training_points
from nncore import Observations

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
_LIFT = 0.012  # points hover above the sheet that runs through their target


class Sheet:
    """The surface and the lines on it."""

    def __init__(self, canvas: Canvas) -> None:
        self._surface = gl.GLSurfacePlotItem(smooth=True, computeNormals=False, glOptions=_SOLID)
        self._lines = gl.GLLinePlotItem(mode="lines", glOptions="translucent")
        self._lines.setDepthValue(1)
        self._points = 0
        for item in (self._surface, self._lines):
            item.setVisible(False)  # until there is something to show
            canvas.addItem(item)

    def show(self, field: Array, scale: ColorScale) -> None:
        """Take the shape and the colours of `field` (n, n), 0 to 1: rows along y, columns along x."""
        z = mesh.heights(field)
        if len(z) != self._points:
            self._set_points(len(z))
        colors = mesh.shaded(scale.rgba(field.T), z)
        self._surface.setData(z=z, colors=colors.reshape(-1, 4))
        self._line_points[:, 2] = z.ravel()[self._ends]
        self._lines.setData(pos=self._line_points)

    def set_line_color(self, color: QColor, width: float) -> None:
        self._lines.setData(color=color, width=width)

    def _set_points(self, n: int) -> None:
        self._points = n
        for item in (self._surface, self._lines):
            item.setVisible(True)
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

    def show(self, observations: Observations, domain: Ends, ends: Ends, scale: ColorScale, size: float) -> None:
        """Put dots, `size` pixels of the screen wide, where `observations` belong.

        The floor is the plane `domain` × `domain`, and `ends` are the targets at the bottom and the top of the box.
        """
        for item, (points, targets), colored, width, opacity in (
            (self._train, training_points(observations, domain), scale.core_rgba, 1.0, 1.0),
            (self._test, test_points(observations, domain), scale.rgba, _TEST_SHARE, 0.65),
        ):
            levels = share(targets, ends)
            colors = colored(levels) / 255.0
            colors[:, 3] = opacity
            places = _standing(points, levels, domain)
            item.show_points(places, colors, size * width, QColor(scale.rim), size * _RIM_SHARE)

    def set_visible(self, *, train: bool, test: bool) -> None:
        self._train.setVisible(train)
        self._test.setVisible(test)


def _standing(points: Array, levels: Array, domain: Ends) -> NDArray[np.float32]:
    """Points of the data (n, 2) at the heights `levels` (n,), in the box."""
    low, high = domain
    flat = (points - low) / (high - low)
    height = np.clip(levels, mesh.LOWEST, mesh.HIGHEST) + _LIFT
    return np.concatenate([flat, height[:, np.newaxis]], axis=1).astype(np.float32)


def _floor_lines() -> NDArray[np.float32]:
    ticks = np.linspace(0.0, 1.0, _FLOOR_CELLS + 1)
    ends = [(t, e) for t in ticks for e in (0.0, 1.0)]
    flat = np.array([*ends, *((e, t) for t, e in ends)])
    return np.column_stack([flat, np.full(len(flat), _FLOOR_HEIGHT)]).astype(np.float32)
