"""The surface view: with OpenGL where that can be used, else in a simpler way that says why."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.views.offscreen import NoOpenGLError, find_library, open_offscreen
from app.views.orbit import OrbitView
from app.views.surface_gl import SurfaceView
from app.views.surface_painted import PaintedSurface

_CONSOLATION = "The surface is drawn in a simpler way; everything else works as usual."


def make_surface(parent: QWidget | None = None) -> OrbitView:
    """The view of the output over the plane in 3D."""
    try:
        offscreen = open_offscreen()
        find_library()
        return SurfaceView(offscreen, parent)
    except NoOpenGLError as error:
        reason = str(error)
    except (ImportError, AttributeError, OSError):
        reason = "The OpenGL library of this computer cannot be loaded."
    return PaintedSurface(f"{reason} {_CONSOLATION}", parent)
