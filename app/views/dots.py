"""Round dots with a rim and smooth edges in the 3D view: pyqtgraph's points are plain discs with ragged ones."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyqtgraph.opengl as gl
from numpy.typing import NDArray
from OpenGL import GL
from OpenGL.GL import shaders
from PySide6.QtGui import QColor, QOpenGLContext

Array = NDArray[Any]

_VERTEX = """
    uniform mat4 u_mvp;
    attribute vec4 a_position;
    attribute vec4 a_color;
    attribute float a_size;
    varying vec4 v_color;
    varying float v_size;
    void main() {
        gl_Position = u_mvp * a_position;
        gl_PointSize = a_size;
        v_color = a_color;
        v_size = a_size;
    }
"""
_FRAGMENT = """
    #ifdef GL_ES
    precision mediump float;
    #endif
    uniform vec4 u_rim;  // red, green, blue, width in pixels
    varying vec4 v_color;
    varying float v_size;
    void main() {
        float to_edge = 0.5 * v_size - length(gl_PointCoord - 0.5) * v_size;
        if (to_edge <= 0.0) discard;
        vec3 color = mix(u_rim.rgb, v_color.rgb, clamp(to_edge - u_rim.a + 0.5, 0.0, 1.0));
        gl_FragColor = vec4(color, v_color.a * min(to_edge, 1.0));
    }
"""


class DotItem(gl.GLScatterPlotItem):
    """Points of the box in colours of their own, `size` pixels wide with their common rim."""

    def __init__(self) -> None:
        self._rim = (1.0, 1.0, 1.0, 1.0)
        self._program: Any = None
        super().__init__(glOptions="translucent")

    def show_points(self, points: Array, colors: Array, size: float, rim: QColor, rim_width: float) -> None:
        """Stand at `points` (n, 3) in `colors` (n, 4), opacity included; sizes in pixels of the screen."""
        self._rim = (rim.redF(), rim.greenF(), rim.blueF(), rim_width)
        self.setData(pos=points, color=np.ascontiguousarray(colors, dtype=np.float32), size=size)

    def getShaderProgram(self) -> Any:  # noqa: N802  pyqtgraph's name
        if self._program is None:
            self._program = _compiled()
        return self._program

    def paint(self) -> None:
        program = self.getShaderProgram()
        with program:
            GL.glUniform4f(GL.glGetUniformLocation(program, "u_rim"), *self._rim)
        super().paint()


def _compiled() -> Any:
    """The program on the graphics card, its attributes numbered as pyqtgraph's points number them."""
    context = QOpenGLContext.currentContext()
    # The shaders are written for OpenGL ES 2, which desktops from 4.1 on understand; older ones know its twin, 1.20.
    es = context.isOpenGLES() or context.hasExtension(b"GL_ARB_ES2_compatibility")
    version = "#version 100\n" if es else "#version 120\n"
    program = shaders.compileProgram(
        shaders.compileShader([version, _VERTEX], GL.GL_VERTEX_SHADER),
        shaders.compileShader([version, _FRAGMENT], GL.GL_FRAGMENT_SHADER),
    )
    for place, name in enumerate(("a_position", "a_color", "a_size")):
        GL.glBindAttribLocation(program, place, name)
    GL.glLinkProgram(program)
    return program
