"""The output over the plane as a flat map, with the observations on it."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from app import numbers
from app.theme import LIGHT, Theme
from app.training.snapshot import Snapshot, share
from app.views.colors import SCALE_NAMES, ColorScale, make_scale
from app.views.hover import HoverCard, Rows
from app.views.plane import Plane
from app.views.points import test_points, training_points
from app.views.text import fixed, inside, plain, small_font

Array = NDArray[Any]

_NEAR = 7.0  # pixels from the pointer to the observation it means
_LABEL = QRectF(0, 0, 44, 16)


class MapView(QWidget):
    """Colour is the prediction, filled dots are for training, rings for testing. The pointer reads the numbers."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._scale = make_scale(SCALE_NAMES[0], LIGHT)
        self._snapshot: Snapshot | None = None
        self._test_visible = True
        self._dots = QPixmap()
        self._dots_show: tuple[Any, ...] = ()
        self._pointer: QPointF | None = None
        self._card = HoverCard(self)
        self.setMouseTracking(True)
        self.setMinimumSize(180, 160)
        self.setAccessibleName("Map of the output, with the observations")

    def show_snapshot(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._refresh()

    def set_scale(self, scale: ColorScale) -> None:
        self._scale = scale
        self._refresh()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._card.set_theme(theme)
        self._refresh()

    def set_test_visible(self, visible: bool) -> None:
        """Show or hide the observations kept for testing."""
        self._test_visible = visible
        self._refresh()

    @property
    def hover_text(self) -> str:
        """What is said about the place under the pointer, "" if nothing."""
        return self._card.text

    @property
    def plane(self) -> Plane:
        """Where on the widget the plane of the data lies."""
        return Plane.within(QRectF(self.rect()), self._snapshot.domain if self._snapshot else (0.0, 1.0))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802  Qt's names, here and below
        self._pointer = event.position()
        self._read_numbers()

    def leaveEvent(self, event: QEvent) -> None:  # noqa: ARG002, N802
        self._pointer = None
        self._read_numbers()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802
        painter = QPainter(self)
        painter.setFont(small_font(self))
        plane = self.plane
        self._draw_axes(painter, plane)
        if self._snapshot is not None:
            self._draw_field(painter, plane.square, self._snapshot)
            painter.drawPixmap(0, 0, self._dots_on(plane, self._snapshot))

    def _refresh(self) -> None:
        self._read_numbers()
        self.update()

    def _draw_field(self, painter: QPainter, square: QRectF, snapshot: Snapshot) -> None:
        field = share(snapshot.surface, snapshot.scale)
        n = len(field)
        colors = np.ascontiguousarray(self._scale.rgba(field[::-1]))
        image = QImage(colors.data, n, n, 4 * n, QImage.Format.Format_RGBX8888)
        # Between the colours of two classes that of a third may lie.
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, not snapshot.classes_shown)
        # The outermost points of the grid lie on the border of the plane: half of their pixels lies beyond it.
        painter.drawImage(square, image, QRectF(0.5, 0.5, n - 1, n - 1))

    def _draw_axes(self, painter: QPainter, plane: Plane) -> None:
        painter.setPen(QColor(self._theme.quiet))
        for text, below in plane.labels_below():
            self._draw_label(painter, text, QPointF(below.x(), below.y() + 12), Qt.AlignmentFlag.AlignHCenter)
        for text, beside in plane.labels_beside():
            middle = QPointF(beside.x() - 7 - _LABEL.width() / 2, beside.y())
            self._draw_label(painter, text, middle, Qt.AlignmentFlag.AlignRight)
        # The names stand at the ends of the axes, away from the rows of numbers: they are none of them.
        painter.setPen(QColor(self._theme.text))
        right, top = plane.square.bottomRight(), plane.square.topLeft()
        self._draw_label(painter, "x", QPointF(right.x() + 9, right.y() - 5), Qt.AlignmentFlag.AlignHCenter)
        self._draw_label(painter, "y", QPointF(top.x(), top.y() - 9), Qt.AlignmentFlag.AlignHCenter)

    def _draw_label(self, painter: QPainter, text: str, middle: QPointF, align: Qt.AlignmentFlag) -> None:
        box = QRectF(_LABEL)
        box.moveCenter(middle)
        box = inside(painter.boundingRect(box, align | Qt.AlignmentFlag.AlignVCenter, text), QRectF(self.rect()))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    def _dots_on(self, plane: Plane, snapshot: Snapshot) -> QPixmap:
        """The picture of all dots: the same until one of these changes, so that a frame costs one copy of it."""
        show = (
            snapshot.observations,
            snapshot.scale,
            plane,
            self.size(),
            self.devicePixelRatioF(),
            self._scale,
            self._test_visible,
        )
        if show != self._dots_show:
            self._dots_show = show
            self._dots = QPixmap(self.size() * self.devicePixelRatioF())
            self._dots.setDevicePixelRatio(self.devicePixelRatioF())
            self._dots.fill(Qt.GlobalColor.transparent)
            painter = QPainter(self._dots)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if self._test_visible:
                self._draw_rings(painter, plane, snapshot)
            self._draw_discs(painter, plane, snapshot)
            painter.end()
        return self._dots

    def _draw_discs(self, painter: QPainter, plane: Plane, snapshot: Snapshot) -> None:
        points, targets = training_points(snapshot.observations, snapshot.domain)
        colors = self._scale.core_rgba(share(targets, snapshot.scale))
        radius = plane.dot_radius
        painter.setPen(QPen(QColor(self._scale.rim), 0.36 * radius))
        for place, color in zip(plane.places(points), colors.tolist(), strict=True):
            painter.setBrush(QColor(*color))
            painter.drawEllipse(place, radius, radius)

    def _draw_rings(self, painter: QPainter, plane: Plane, snapshot: Snapshot) -> None:
        points, targets = test_points(snapshot.observations, snapshot.domain)
        colors = self._scale.rgba(share(targets, snapshot.scale))
        radius = 0.75 * plane.dot_radius
        # A rim on the outside alone: on ground of its own colour a ring is one thin circle, not two.
        rim = QPen(QColor(self._scale.rim), 0.3 * radius)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for place, color in zip(plane.places(points), colors.tolist(), strict=True):
            for pen, reach in ((rim, 1.35 * radius), (QPen(QColor(*color), 0.5 * radius), radius)):
                painter.setPen(pen)
                painter.drawEllipse(place, reach, reach)

    def _read_numbers(self) -> None:
        if self._snapshot is None or self._pointer is None or not self.plane.square.contains(self._pointer):
            self._card.hide()
        else:
            self._card.show_at(self._pointer, self._rows(self._snapshot, self._pointer))

    def _rows(self, snapshot: Snapshot, pointer: QPointF) -> Rows:
        plane = self.plane
        x, y = plane.point_at(pointer)
        digits = 3 if plane.high - plane.low <= 2 else 2
        rows = [("x", fixed(x, digits)), ("y", fixed(y, digits)), ("prediction", _prediction(plane, snapshot, x, y))]
        kinds = [("training", training_points(snapshot.observations, snapshot.domain))]
        if self._test_visible:
            kinds.append(("test", test_points(snapshot.observations, snapshot.domain)))
        near = [(*plane.nearest(points, pointer), kind, targets) for kind, (points, targets) in kinds if len(points)]
        if near:
            distance, index, kind, targets = min(near, key=lambda found: found[0])
            if distance <= _NEAR:
                rows.append((f"target ({kind})", _named(float(targets[index]), snapshot)))
        return rows


def _prediction(plane: Plane, snapshot: Snapshot, x: float, y: float) -> str:
    if snapshot.classes_shown:
        return _named(plane.nearest_value(snapshot.surface, x, y), snapshot)
    return fixed(plane.value_at(snapshot.surface, x, y), 3)


def _named(answer: float, snapshot: Snapshot) -> str:
    """An answer that is exact: a target, or the number of a class."""
    if not math.isfinite(answer):
        return numbers.UNKNOWN
    return f"class {answer:.0f}" if snapshot.classes_shown else plain(answer)
