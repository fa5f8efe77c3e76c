"""The brush over the map: where a hand with mouse or keys wants points to be, and where it wants them gone."""

from __future__ import annotations

from math import floor, log10
from types import MappingProxyType

import numpy as np
from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QCursor, QFocusEvent, QHideEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app.theme import LIGHT, Theme
from app.views.map import ARROWS, FINE_STEP, STEP, MapView

SIZES = (4.0, 8.0, 14.0, 22.0, 32.0)  # pixels: radii of the circle
FIRST_SIZE = 1

_CLOSEST = 8.0  # pixels between the points of a stroke, at least,
_SPREAD = 0.5  # and this many radii
_SEED = 5  # of the scatter inside the circle
_CROSS = 9.0  # pixels: half the cross hair
_MARGIN = 12  # pixels around the circle that are painted again with it
_CLASSES = tuple(Qt.Key(Qt.Key.Key_1 + i) for i in range(6))
_PAINT = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ERASE = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
_SIZE_STEPS = MappingProxyType({Qt.Key.Key_BracketLeft: -1, Qt.Key.Key_BracketRight: 1})
_OTHERS = (Qt.Key.Key_E, Qt.Key.Key_Escape)


class MapBrush(QWidget):
    """Lies over the map while points are painted. The left button paints, the right one, or Shift, erases.

    Places are in coordinates of the data, inside the plane; each stroke is what lies between its begin and its end.
    """

    KEYS = (  # for the list of shortcuts
        ("Arrows", "While painting: move the brush; with Shift finely"),
        ("Return", "While painting: paint where the brush is"),
        ("Delete", "While painting: erase where the brush is"),
        ("E", "While painting: take the eraser, or the brush again"),
        ("1 to 6", "While painting: choose the class"),
        ("Right button", "While painting: erase; so does Shift with the left one"),
        ("Esc", "Stop painting"),
    )

    stroke_begun = Signal()
    painted = Signal(object)  # places, ((x, y), …)
    erased = Signal(float, float, float)  # x, y and how far around them
    stroke_ended = Signal()
    class_asked = Signal(int)
    eraser_asked = Signal()
    size_asked = Signal(int)  # steps up or down
    leave_asked = Signal()

    def __init__(self, map_view: MapView) -> None:
        super().__init__(map_view)
        self._map = map_view
        self._theme = LIGHT
        self._color = QColor(LIGHT.text)
        self._radius = SIZES[FIRST_SIZE]
        self._erasing = False  # as chosen; a stroke may differ
        self._stroke_erases: bool | None = None  # None while there is no stroke
        self._last = QPointF()  # where the stroke dropped its last point
        self._place: QPointF | None = None
        self._by_keys = False
        self._rng = np.random.default_rng(_SEED)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Brush on the map")
        self.setAccessibleDescription(
            "Arrow keys move the cross hair, Enter puts a point there, Delete takes points away. "
            "1 to 6 choose the class, E the eraser, [ and ] the size. Escape ends painting."
        )
        map_view.installEventFilter(self)
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def set_tool(self, color: QColor, radius: float, *, erasing: bool) -> None:
        """Paint points of that colour in a circle of that radius, or erase them in it."""
        self._color, self._radius, self._erasing = color, radius, erasing
        self.update()

    @property
    def busy(self) -> bool:
        """Whether a stroke is under way."""
        return self._stroke_erases is not None

    def begin(self) -> None:
        """Lie down over the map and take its keys."""
        self._map.forget_pointer()
        self.setGeometry(self._map.rect())
        self.show()
        self.raise_()
        self._map.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # it lies below, and its keys are the brush's
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def end(self) -> None:
        """Give the map its keys back: the next control in turn might be one that undoes all this."""
        self._map.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        by_mouse = self._place is not None and not self._by_keys
        if self.hasFocus() and by_mouse:
            self.clearFocus()
        elif self.hasFocus():
            self._map.setFocus(Qt.FocusReason.OtherFocusReason)
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's names, here and below
        if watched is self._map and event.type() == QEvent.Type.Resize:
            self.setGeometry(self._map.rect())
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        kinds = {Qt.MouseButton.LeftButton: self._erasing or _is_shifted(event), Qt.MouseButton.RightButton: True}
        if self.busy or event.button() not in kinds or not self._map.plane.square.contains(event.position()):
            return
        self._move_to(event.position(), by_keys=False)
        self._begin_stroke(erases=kinds[event.button()])
        self._touch(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        self._move_to(event.position(), by_keys=False)
        if self.busy:
            self._drag_to(self._clamped(event.position()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if not event.buttons() & (Qt.MouseButton.LeftButton | Qt.MouseButton.RightButton):
            self.end_stroke()

    def leaveEvent(self, event: QEvent) -> None:  # noqa: ARG002, N802
        if not self._by_keys:
            self._move_to(None, by_keys=False)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: ARG002, N802
        self.end_stroke()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: ARG002, N802
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: ARG002, N802
        self.update()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and _is_mine(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        key = Qt.Key(event.key())
        if not _is_mine(event):
            super().keyPressEvent(event)
        elif key in ARROWS:
            step = FINE_STEP if _is_shifted(event) else STEP
            start = self._place or self._map.plane.square.center()
            self._move_to(self._clamped(start + ARROWS[key] * step), by_keys=True)
        elif key in (*_PAINT, *_ERASE):
            self._press_key(erases=key in _ERASE or self._erasing)
        elif key in _CLASSES:
            self.class_asked.emit(_CLASSES.index(key))
        elif key in _SIZE_STEPS:
            self.size_asked.emit(_SIZE_STEPS[key])
        else:
            (self.eraser_asked if key == Qt.Key.Key_E else self.leave_asked).emit()

    def _press_key(self, *, erases: bool) -> None:
        """A stroke of one touch at the cross hair."""
        if self.busy:
            return
        if self._place is None:
            self._move_to(self._map.plane.square.center(), by_keys=True)
        self._begin_stroke(erases=erases)
        self._touch(self._clamped(self._place or QPointF()))
        self.end_stroke()

    # A stroke.

    def _begin_stroke(self, *, erases: bool) -> None:
        self._stroke_erases = erases
        self.stroke_begun.emit()

    def end_stroke(self) -> None:
        """The hand is lifted."""
        if self.busy:
            self._stroke_erases = None
            self.stroke_ended.emit()

    def _touch(self, place: QPointF) -> None:
        """Put one point exactly there, or take those around it away."""
        self._last = place
        if self._stroke_erases:
            self._erase_at(place)
        else:
            self.painted.emit((self._point_at(place),))

    def _drag_to(self, place: QPointF) -> None:
        spacing = max(_CLOSEST, _SPREAD * self._radius)
        way = place - self._last
        length = QPointF.dotProduct(way, way) ** 0.5
        stops = [self._last + way * (spacing * i / length) for i in range(1, floor(length / spacing) + 1)]
        if not stops:
            return
        self._last = stops[-1]
        if self._stroke_erases:
            for stop in stops:
                self._erase_at(stop)
        else:
            self.painted.emit(tuple(self._point_at(self._clamped(self._scattered(stop))) for stop in stops))

    def _erase_at(self, place: QPointF) -> None:
        plane = self._map.plane
        reach = self._radius * (plane.high - plane.low) / plane.square.width()
        self.erased.emit(*plane.point_at(place), reach)

    def _scattered(self, place: QPointF) -> QPointF:
        """Somewhere in the circle, if that is wider than a line of points."""
        if self._radius <= SIZES[0]:
            return place
        angle, share = self._rng.uniform(0.0, 2 * np.pi), self._rng.uniform() ** 0.5
        return QPointF(place + QPointF(np.cos(angle), np.sin(angle)) * (share * self._radius))

    def _point_at(self, place: QPointF) -> tuple[float, float]:
        """The point of the data, in numbers as long as a pixel needs."""
        plane = self._map.plane
        decimals = 3 - floor(log10(plane.high - plane.low))
        x, y = (min(max(round(value, decimals), plane.low), plane.high) for value in plane.point_at(place))
        return x, y

    def _clamped(self, place: QPointF) -> QPointF:
        square = self._map.plane.square
        x = min(max(place.x(), square.left()), square.right())
        return QPointF(x, min(max(place.y(), square.top()), square.bottom()))

    # The circle.

    def _move_to(self, place: QPointF | None, *, by_keys: bool) -> None:
        self._update_circle()
        inside = place is not None and self._map.plane.square.contains(place)
        self._place, self._by_keys = (place if inside else None), by_keys
        self.setCursor(QCursor(Qt.CursorShape.BlankCursor if inside else Qt.CursorShape.ArrowCursor))
        self._update_circle()

    def _update_circle(self) -> None:
        if self._place is not None:
            reach = max(self._radius, _CROSS) + _MARGIN
            box = QRectF(-reach, -reach, 2 * reach, 2 * reach).translated(self._place)
            self.update(box.toAlignedRect())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._by_keys and self.hasFocus():
            painter.setPen(QPen(QColor(self._theme.accent), 1.5))
            painter.drawRect(self._map.plane.square.adjusted(-1, -1, 1, 1))
        if self._place is not None:
            self._draw_circle(painter, self._place)

    def _draw_circle(self, painter: QPainter, place: QPointF) -> None:
        erases = self._erasing if self._stroke_erases is None else self._stroke_erases
        for color, width in ((self._theme.card, 3.0), (self._theme.text, 1.4)):  # seen on any ground
            style = Qt.PenStyle.DotLine if erases and width < 2 else Qt.PenStyle.SolidLine
            painter.setPen(QPen(QColor(color), width, style))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(place, self._radius, self._radius)
            if self._by_keys:
                painter.drawLine(place - QPointF(_CROSS, 0), place + QPointF(_CROSS, 0))
                painter.drawLine(place - QPointF(0, _CROSS), place + QPointF(0, _CROSS))
        if not erases:
            painter.setPen(QPen(QColor(self._theme.card), 1))
            painter.setBrush(self._color)
            painter.drawEllipse(place, 3, 3)


def _is_shifted(event: QMouseEvent | QKeyEvent) -> bool:
    return bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)


def _is_mine(event: QKeyEvent) -> bool:
    """Whether the brush has a use for this key, which may be a shortcut of the window elsewhere."""
    if event.key() in _SIZE_STEPS:  # some keyboards have brackets only together with other keys
        return True
    commanding = (
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
    )
    if event.modifiers() & commanding:
        return False
    return event.key() in (*ARROWS, *_PAINT, *_ERASE, *_CLASSES, *_OTHERS)
