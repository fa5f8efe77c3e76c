"""What both 3D views share: what they show, the hand that turns it, and the labels around it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QVector3D,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from app.theme import LIGHT, Theme
from app.training.snapshot import Snapshot
from app.views.camera import Camera
from app.views.colors import SCALE_NAMES, ColorScale, make_scale
from app.views.text import inside, short, small_font

_DEGREES_PER_PIXEL = 0.4
_DEGREES_PER_KEY = 5.0
_LABEL_GAP = 13.0  # pixels from the box to the middle of a label
_NUMBER_GAP = 7.0  # pixels from the box to a number beside it, at least
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

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.camera = Camera()
        self.snapshot: Snapshot | None = None
        self.scale = make_scale(SCALE_NAMES[0], LIGHT)
        self.theme = LIGHT
        self.points_visible = True
        self.test_visible = True
        self._grip = QPointF()
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

    @property
    def can_show_points(self) -> bool:
        """Whether the observations can be shown at all."""
        return True

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
        self._focus_shown = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: ARG002, N802
        self._focus_shown = False
        self.update()

    def draw_labels(self, painter: QPainter) -> None:
        """x and y along the sides of the floor that face the eye, the ends of the scale at the leftmost edge."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(small_font(self))
        left = self._left_corner()
        painter.setPen(QColor(self.theme.line))
        painter.drawLine(self.on_screen(left, 0.0), self.on_screen(left, 1.0))
        painter.setPen(QColor(self.theme.quiet))
        for text, place in self._names():
            self._draw_label(painter, text, place)
        for value, text in zip((0.0, 1.0), self._ends(), strict=True):
            half = painter.fontMetrics().horizontalAdvance(text) / 2
            gap = max(_LABEL_GAP, half + _NUMBER_GAP)
            self._draw_label(painter, text, self.on_screen(left, value) - QPointF(gap, 0.0))
        if self._focus_shown:
            painter.setPen(QColor(self.theme.accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5), 5, 5)

    def _draw_label(self, painter: QPainter, text: str, middle: QPointF) -> None:
        box = QRectF(painter.fontMetrics().boundingRect(text)).adjusted(-1, -1, 1, 1)
        box.moveCenter(middle)
        painter.drawText(inside(box, QRectF(self.rect())), Qt.AlignmentFlag.AlignCenter, text)

    def _ends(self) -> tuple[str, str]:
        """The values at the bottom and the top of the box."""
        low, high = self.snapshot.scale if self.snapshot is not None else (0.0, 1.0)
        return short(low), short(high)

    def _left_corner(self) -> tuple[float, float]:
        corners = [(x, y) for x in (0.0, 1.0) for y in (0.0, 1.0)]
        return min(corners, key=lambda corner: self.on_screen(corner, 0.0).x())

    def _names(self) -> list[tuple[str, QPointF]]:
        near_x, near_y = self.camera.near_sides
        middle = self.on_screen((0.5, 0.5), 0.0)
        return [
            ("x", _pushed(self.on_screen((0.5, near_y), 0.0), middle)),
            ("y", _pushed(self.on_screen((near_x, 0.5), 0.0), middle)),
        ]


def _pushed(place: QPointF, away_from: QPointF) -> QPointF:
    """`place`, moved by the gap of a label."""
    way = place - away_from
    length = max(QPointF.dotProduct(way, way) ** 0.5, 1e-6)
    return QPointF(place + way * (_LABEL_GAP / length))
