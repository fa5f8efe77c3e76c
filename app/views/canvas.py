"""The picture that pyqtgraph's 3D items draw, seen through our camera."""

from __future__ import annotations

from time import perf_counter

from OpenGL import GL
from pyqtgraph.opengl.GLViewWidget import GLViewMixin
from PySide6.QtCore import QObject, QSize
from PySide6.QtGui import QImage, QMatrix4x4, QOpenGLContext
from PySide6.QtOpenGL import QOpenGLFramebufferObject, QOpenGLFramebufferObjectFormat

from app.views.camera import Camera
from app.views.offscreen import Offscreen

_SAMPLES = 4  # per pixel, for smooth edges
_AFFORDABLE = 0.008  # seconds for a picture while it moves


class Canvas(GLViewMixin, QObject):
    """Holds pyqtgraph's items in place of its widget."""

    def __init__(self, offscreen: Offscreen, camera: Camera, parent: QObject) -> None:
        self._size = QSize(1, 1)
        super().__init__(parent)
        self._offscreen = offscreen
        self._camera = camera
        self._buffers: dict[int, QOpenGLFramebufferObject] = {}
        self.is_warm = False  # the first picture takes longer than others: it compiles the shaders
        self.smooth_is_slow = False
        offscreen.make_current()
        self.initializeGL()

    def render(self, size: QSize, ratio: float, *, smooth: bool) -> QImage:
        """The scene in a picture for a widget of that `size` with so many pixels in each of its units.

        `smooth_is_slow` says afterwards whether a smooth picture took too long to be one of many.
        """
        if not self._offscreen.make_current():
            return QImage()
        self._size = size
        started = perf_counter()
        image = self._drawn(size * ratio, _SAMPLES if smooth else 0).toImage()
        image.setDevicePixelRatio(ratio)
        if smooth and self.is_warm:
            self.smooth_is_slow = perf_counter() - started > _AFFORDABLE
        self.is_warm = True
        return image

    def begin(self, size: QSize, ratio: float) -> bool:
        """Have the same picture drawn, not smooth, while this thread goes on; `fetch` gets it. False if that fails."""
        if not self._offscreen.make_current():
            return False
        self._size = size
        self._drawn(size * ratio, 0)
        GL.glFlush()
        return True

    def fetch(self, ratio: float) -> QImage:
        """The picture that was begun last; waits where it is not done yet."""
        if not self._offscreen.make_current():
            return QImage()
        image = self._buffers[0].toImage()
        image.setDevicePixelRatio(ratio)
        return image

    def _drawn(self, size: QSize, samples: int) -> QOpenGLFramebufferObject:
        buffer = self._buffer(size, samples)
        buffer.bind()
        GL.glViewport(0, 0, buffer.width(), buffer.height())
        self.paintGL()
        buffer.release()
        return buffer

    def _buffer(self, size: QSize, samples: int) -> QOpenGLFramebufferObject:
        buffer = self._buffers.get(samples)
        if buffer is None or buffer.size() != size:
            form = QOpenGLFramebufferObjectFormat()
            form.setSamples(samples)
            form.setAttachment(QOpenGLFramebufferObject.Attachment.CombinedDepthStencil)
            buffer = self._buffers[samples] = QOpenGLFramebufferObject(size, form)
        return buffer

    # What pyqtgraph asks of its widget.

    def width(self) -> int:
        return self._size.width()

    def height(self) -> int:
        return self._size.height()

    def isValid(self) -> bool:  # noqa: N802
        return True

    def context(self) -> QOpenGLContext:
        return self._offscreen.context

    def update(self) -> None:
        """Items call this when they change. The view knows by itself when it must draw."""

    def viewMatrix(self) -> QMatrix4x4:  # noqa: N802
        return self._camera.view()

    def projectionMatrix(self, *_areas: tuple[int, int, int, int]) -> QMatrix4x4:  # noqa: N802
        return self._camera.projection(self.width(), self.height())
