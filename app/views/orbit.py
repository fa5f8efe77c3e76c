"""What both 3D views share: what they show, the hand that turns it, and the labels around it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QVector3D,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from app.model.axes import PLAIN, Axes
from app.theme import LIGHT, Theme
from app.training.snapshot import Snapshot
from app.type_size import scaled
from app.views.camera import Camera
from app.views.colors import SCALE_NAMES, ColorScale, make_scale
from app.views.keyboard_focus import is_by_key
from app.views.points import PlottedData, in_use
from app.views.surface_shapes import ALL, Shape, heights_of, shapes, standing
from app.views.text import inside, short, small_font
from nncore.coding import coding_for

Array = NDArray[Any]

_DEGREES_PER_PIXEL = 0.4
_DEGREES_PER_KEY = 5.0
_LABEL_GAP = 13.0  # pixels from the box to the middle of a label
_NUMBER_GAP = 7.0  # pixels from the box to a number beside it, at least
_HALO = 7.0  # pixels: the radius of the ring around an observation in use
_KEYS: Mapping[int, tuple[int, int]] = MappingProxyType(
    {
        Qt.Key.Key_Left: (-1, 0),
        Qt.Key.Key_Right: (1, 0),
        Qt.Key.Key_Up: (0, 1),
        Qt.Key.Key_Down: (0, -1),
    }
)
_ZOOM_KEYS: Mapping[int, float] = MappingProxyType(
    {Qt.Key.Key_Plus: 1.1, Qt.Key.Key_Equal: 1.1, Qt.Key.Key_Minus: 1 / 1.1}
)


class OrbitView(QWidget):
    """A box that is turned by dragging or with the arrow keys, and zoomed with the wheel or + and −."""

    KEYS = (  # for the list of shortcuts
        ("Drag or arrows", "Turn the surface"),
        ("Wheel or + and −", "Zoom"),
        ("Home", "Look from the first angle again"),
    )

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.camera = Camera()
        self.drawn_with = ""  # which OpenGL, or why there is none
        self.snapshot: Snapshot | None = None
        self.scale = make_scale(SCALE_NAMES[0], LIGHT)
        self.theme = LIGHT
        self.points_visible = True
        self.test_visible = True
        self.axes = PLAIN
        self._discrete = False
        self._chosen = ALL
        self._grip = QPointF()
        self._by_keys = False  # whether the focus came by a key, now or last
        self._focus_shown = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(160, 120)
        self.setAccessibleName("Surface of the output")
        self.setToolTip("Drag to turn the surface, use the wheel to zoom. With the keyboard: arrows, + and −, Home.")

    def redraw(self) -> None:
        """Show `snapshot` in the colours of `scale` and `theme`."""
        raise NotImplementedError

    def show_snapshot(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self.redraw()

    def set_scale(self, scale: ColorScale) -> None:
        self.scale = scale
        self.redraw()

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.redraw()
        self.update()

    def set_axes(self, axes: Axes) -> None:
        """Say what the numbers of the plane and the targets stand for."""
        self.axes = axes
        self.update()

    def set_discrete(self, on: bool) -> None:
        """Let the colours say only which class is answered, or which side of the middle."""
        self._discrete = on
        self.redraw()

    def choose_class(self, number: int) -> None:
        """Where there are classes, show only the surface of this one, or of ALL."""
        self._chosen = number
        self.redraw()

    @property
    def class_shown(self) -> int:
        """The class whose surface is the only one to be seen, or ALL."""
        classes = self.snapshot.classes_shown if self.snapshot is not None else 0
        return self._chosen if self._chosen < classes else ALL

    @property
    def points_shown(self) -> bool:
        """Whether there are observations in the picture: their targets say nothing about the answer of a neuron."""
        return self.points_visible and self.snapshot is not None and self.snapshot.shown_unit is None

    def shapes(self, snapshot: Snapshot) -> list[Shape]:
        """The sheets to be drawn."""
        return shapes(snapshot, self.scale, discrete=self._discrete, chosen=self.class_shown)

    def set_test_visible(self, visible: bool) -> None:
        """Show or hide those of the observations that are for testing."""
        self.test_visible = visible
        self.redraw()

    def set_points_visible(self, visible: bool) -> None:
        """Show or hide the observations."""
        self.points_visible = visible
        self.redraw()

    def reset_view(self) -> None:
        """Look at the box as in the beginning."""
        self.camera.reset()
        self.on_moved()

    def on_moved(self) -> None:
        """What is seen has changed."""
        self.update()

    def on_screen(self, floor: tuple[float, float], value: float) -> QPointF:
        """The pixel at which the point of the box over `floor` at the height `value` is seen."""
        return self.camera.project(QVector3D(*floor, value), self.width(), self.picture_height())

    def seen(self, points: Array) -> tuple[Array, Array]:
        """Pixels (n, 2) and distances from the eye (n,) of points (n, 3) of the box."""
        room = np.array([self.width(), self.picture_height()])
        matrix = self.camera.projection(*room.tolist()) * self.camera.view()
        clip = np.column_stack([points, np.ones(len(points))]) @ np.array(matrix.data()).reshape(4, 4)
        flat = clip[:, :2] / clip[:, 3:]
        return (flat * (1, -1) + 1) * room / 2, clip[:, 3]

    def picture_height(self) -> int:
        """How much of the widget, from the top, is there for the box."""
        return self.height()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802  Qt's names, here and below
        self._grip = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if event.buttons() & Qt.MouseButton.LeftButton:
            moved = event.position() - self._grip
            self._grip = event.position()
            self.camera.orbit(-moved.x() * _DEGREES_PER_PIXEL, moved.y() * _DEGREES_PER_PIXEL)
            self.on_moved()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        self.camera.zoom_by(1.001 ** event.angleDelta().y())
        self.on_moved()
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        key = event.key()
        if key in _KEYS:
            right, up = _KEYS[key]
            self.camera.orbit(right * _DEGREES_PER_KEY, up * _DEGREES_PER_KEY)
        elif key in _ZOOM_KEYS:
            self.camera.zoom_by(_ZOOM_KEYS[key])
        elif key == Qt.Key.Key_Home:
            self.camera.reset()
        else:
            super().keyPressEvent(event)
            return
        self.on_moved()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        self._by_keys = self._focus_shown = is_by_key(event.reason(), self._by_keys)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: ARG002, N802
        self._focus_shown = False
        self.update()

    def draw_labels(self, painter: QPainter) -> None:
        """x and y along the sides of the floor that face the eye, the ends of the scale at the leftmost edge.

        And rings around the observations that the training is at: these are seen through the surface.
        """
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.points_shown and self.snapshot is not None and len(self.snapshot.batch):
            self._draw_halos(painter, self.snapshot)
        painter.setFont(small_font(self))
        left = self._left_corner()
        painter.setPen(QColor(self.theme.line))
        painter.drawLine(self.on_screen(left, 0.0), self.on_screen(left, 1.0))
        painter.setPen(QColor(self.theme.quiet))
        for text, place in self._names():
            self._draw_label(painter, text, place)
        for value, text in zip((0.0, 1.0), self._ends(), strict=True):
            half = painter.fontMetrics().horizontalAdvance(text) / 2
            gap = max(scaled(_LABEL_GAP), half + _NUMBER_GAP)
            self._draw_label(painter, text, self.on_screen(left, value) - QPointF(gap, 0.0))
        if self._focus_shown:
            painter.setPen(QColor(self.theme.accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5), 5, 5)

    def _draw_halos(self, painter: QPainter, snapshot: Snapshot) -> None:
        points, targets = in_use(snapshot)
        heights = heights_of(PlottedData.of(snapshot), targets, self.class_shown)
        places, _distances = self.seen(standing(points, heights, snapshot.domain))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for color, width in ((self.theme.card, 5.0), (self.theme.accent, 2.4)):
            painter.setPen(QPen(QColor(color), width))
            for x, y in places.tolist():
                painter.drawEllipse(QPointF(x, y), _HALO, _HALO)

    def _draw_label(self, painter: QPainter, text: str, middle: QPointF) -> None:
        box = QRectF(painter.fontMetrics().boundingRect(text)).adjusted(-1, -1, 1, 1)
        box.moveCenter(middle)
        painter.drawText(inside(box, QRectF(self.rect())), Qt.AlignmentFlag.AlignCenter, text)

    def _ends(self) -> tuple[str, str]:
        """The values at the bottom and the top of the box."""
        if self.snapshot is None:
            return "0", "1"
        if self.snapshot.classes_shown:
            coding = coding_for(self.snapshot.experiment)
            return short(coding.low), short(coding.high)
        low, high = self.snapshot.scale
        if self.snapshot.shown_unit is None and not self.snapshot.experiment.classes:
            low, high = self.axes.target.real(low), self.axes.target.real(high)
        return short(low), short(high)

    def _left_corner(self) -> tuple[float, float]:
        corners = [(x, y) for x in (0.0, 1.0) for y in (0.0, 1.0)]
        return min(corners, key=lambda corner: self.on_screen(corner, 0.0).x())

    def _names(self) -> list[tuple[str, QPointF]]:
        near_x, near_y = self.camera.near_sides
        middle = self.on_screen((0.5, 0.5), 0.0)
        return [
            (self.axes.x.name, _pushed(self.on_screen((0.5, near_y), 0.0), middle)),
            (self.axes.y.name, _pushed(self.on_screen((near_x, 0.5), 0.0), middle)),
        ]


def _pushed(place: QPointF, away_from: QPointF) -> QPointF:
    """`place`, moved by the gap of a label."""
    way = place - away_from
    length = max(QPointF.dotProduct(way, way) ** 0.5, 1e-6)
    return QPointF(place + way * (scaled(_LABEL_GAP) / length))
