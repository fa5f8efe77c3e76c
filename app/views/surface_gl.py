"""The output over the plane as a 3D surface, drawn with OpenGL."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QColor, QHideEvent, QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from app.training.snapshot import Snapshot
from app.views.offscreen import Offscreen
from app.views.orbit import OrbitView
from app.views.picturing import for_picture, pixel_ratio
from app.views.points import PlottedData

if TYPE_CHECKING:
    from app.views.surface_scene import Scene

_DOT = 7.0  # pixels, in a view of 400 × 300
_DRAWING = 8  # milliseconds that a slow OpenGL is given for a picture before anybody waits for it
_STILL = 200  # milliseconds without a change, after which a smooth picture is worth its time


class SurfaceView(OrbitView):
    """Height and colour are the output, the dots are the observations, standing at their targets."""

    def __init__(self, offscreen: Offscreen, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.drawn_with = offscreen.description()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # else all that lies below is painted each time
        self._offscreen = offscreen
        self._picture: QImage | None = None
        self._still = QTimer(self, singleShot=True, interval=_STILL)
        self._still.timeout.connect(self._on_still)
        self._drawing = QTimer(self, singleShot=True, interval=_DRAWING)
        self._drawing.timeout.connect(self._on_drawn)

    @cached_property
    def _scene(self) -> Scene:
        from app.views.surface_scene import Scene  # with the first snapshot only: until then the window can be shown

        return Scene(self._offscreen, self.camera, self)

    def redraw(self) -> None:
        if self.snapshot is None:
            return
        ratio = self.devicePixelRatioF()
        scene, points = self._scene, self.points_shown
        scene.show(self.shapes(self.snapshot), train=points, test=points and self.test_visible)
        self._prepare(self.snapshot, ratio)
        canvas = scene.canvas
        if canvas.smooth_is_slow and self._picture is not None and canvas.begin(self.size(), ratio):
            self._drawing.start()
        else:
            self.on_moved()

    def _prepare(self, shown: Snapshot, ratio: float) -> None:
        """Make lines and dots as thick as they must be with `ratio` pixels in each unit of the widget."""
        self._scene.paint_room(self.theme, ratio)
        size = ratio * self._dot_size()
        self._scene.draw_data(PlottedData.of(shown), shown.domain, self.class_shown, self.scale, size)

    def on_moved(self) -> None:
        self._picture = None
        super().on_moved()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: ARG002, N802  Qt's names, here and below
        self.redraw()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: ARG002, N802
        self._still.stop()
        self._drawing.stop()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self.redraw()
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802
        painter = QPainter(self)
        picture = QImage()
        if self.snapshot is not None:
            finer = for_picture(painter, self)
            picture = self._picture_of(self.snapshot, pixel_ratio(painter)) if finer else self._picture_now()
        if picture.isNull():
            painter.fillRect(self.rect(), QColor(self.theme.card))
        painter.drawImage(0, 0, picture)
        self.draw_labels(painter)

    def _picture_of(self, shown: Snapshot, ratio: float) -> QImage:
        """One for a file, with `ratio` pixels in each unit of the widget. The next one for the screen is as before."""
        self._prepare(shown, ratio)
        picture = self._scene.canvas.render(self.size(), ratio, smooth=True)
        self._prepare(shown, self.devicePixelRatioF())
        return picture

    def _picture_now(self) -> QImage:
        if self._drawing.isActive():  # somebody else wants the view painted before the picture's time
            self._fetch()
        if self._picture is None:
            canvas = self._scene.canvas
            self._render(smooth=canvas.is_warm and not canvas.smooth_is_slow)  # the first is waited for longest
        return self._picture or QImage()

    def _render(self, *, smooth: bool) -> None:
        self._picture = self._scene.canvas.render(self.size(), self.devicePixelRatioF(), smooth=smooth)
        if not smooth:
            self._still.start()

    def _fetch(self) -> None:
        self._drawing.stop()
        self._picture = self._scene.canvas.fetch(self.devicePixelRatioF())
        self._still.start()

    def _on_drawn(self) -> None:
        self._fetch()
        self.update()

    def _on_still(self) -> None:
        self._render(smooth=True)
        self.update()

    def _dot_size(self) -> float:
        """The width of a dot, in units of the widget: smaller in a small view, where there is less between them."""
        return min(max(_DOT * min(self.width() / 400, self.height() / 300), 0.65 * _DOT), 1.6 * _DOT)
