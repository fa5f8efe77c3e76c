"""OpenGL without a window: a context, and the reason where there is none.

Drawing into a picture of its own keeps OpenGL out of the window, which then need not be put together by OpenGL for each
frame: that costs more than the surface itself where there is no graphics card.
"""

from __future__ import annotations

import os
from dataclasses import dataclass

from PySide6.QtGui import QOffscreenSurface, QOpenGLContext

SAFE_MODE = "PERCEPTRON_LAB_NO_GL"  # an environment variable

_OLDEST = (2, 1)  # what pyqtgraph's shaders need
_WORDS = (0x1F00, 0x1F01, 0x1F02)  # OpenGL's numbers for the names of its vendor, its renderer and its version


class NoOpenGLError(RuntimeError):
    """OpenGL cannot be used; the message is a sentence that says why."""


@dataclass(frozen=True, slots=True, eq=False)
class Offscreen:
    """A context and what it needs in place of a window."""

    context: QOpenGLContext
    surface: QOffscreenSurface

    def make_current(self) -> bool:
        """Let OpenGL calls go here. False if that does not work any more."""
        return bool(self.context.makeCurrent(self.surface))

    def description(self) -> str:
        """Who draws: vendor, renderer and version."""
        if not self.make_current():
            return "OpenGL that does not answer"
        functions = self.context.functions()
        return ", ".join(str(functions.glGetString(word)) for word in _WORDS)


def open_offscreen() -> Offscreen:
    """A context in which the surface can be drawn. Raises NoOpenGLError if there is none."""
    if os.environ.get(SAFE_MODE, "") not in ("", "0"):
        raise NoOpenGLError(f"OpenGL is switched off by {SAFE_MODE}.")
    result = Offscreen(QOpenGLContext(), QOffscreenSurface())
    # pyqtgraph compiles its shaders once for the whole program.
    result.context.setShareContext(QOpenGLContext.globalShareContext())
    result.surface.create()
    if not (result.context.create() and result.surface.isValid() and result.make_current()):
        raise NoOpenGLError("There is no usable OpenGL on this screen.")
    version = tuple(result.context.format().version())
    if version < _OLDEST and not result.context.isOpenGLES():
        raise NoOpenGLError(f"OpenGL {version[0]}.{version[1]} is too old: {_OLDEST[0]}.{_OLDEST[1]} is needed.")
    return result


def find_library() -> None:
    """Have PyOpenGL load its library, and find in it the context that is current.

    Raises NoOpenGLError for another context, and whatever PyOpenGL will, there are many, where it cannot be loaded.
    """
    from OpenGL.platform import PLATFORM  # not before it is known that there is an OpenGL

    PLATFORM.GL  # noqa: B018  loaded when first read
    if not PLATFORM.GetCurrentContext():  # on an X server without GLX, for which Qt takes EGL
        raise NoOpenGLError("The OpenGL of this screen is of a kind that cannot be used.")
