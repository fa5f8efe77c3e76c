"""The hand on a chart over the epochs: it points, chooses the epochs that are shown, and goes back."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QWheelEvent
from PySide6.QtWidgets import QWidget

from app.theme import Theme
from app.views.keyboard_focus import is_by_key
from app.views.loss_zoom import IN, OUT, Zoom
from app.views.losses import Curves, Frame

_LEAST_DRAG = 4.0  # pixels: less is a click
_NOTCH = 120  # what a wheel says for one step
_MOVE = 0.25  # of the epochs shown, per press of a key
_STEP = 8.0  # pixels that an arrow key goes, where the recorded points are closer
_SHADE = 40  # of 255: the colour over the epochs that are being chosen
_ZOOM_KEYS: Mapping[int, float] = MappingProxyType({Qt.Key.Key_Plus: IN, Qt.Key.Key_Equal: IN, Qt.Key.Key_Minus: OUT})
_MOVE_KEYS: Mapping[int, float] = MappingProxyType({Qt.Key.Key_PageUp: -_MOVE, Qt.Key.Key_PageDown: _MOVE})
_READ_KEYS: Mapping[int, int] = MappingProxyType({Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1})
_COMMANDING = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
_HOW = (
    "Arrow keys read the values from point to point, with Shift finely. "
    "+ and − show fewer epochs or more, Page Up and Page Down earlier or later ones, 0 all, Escape those before. "
    "Or drag to see some epochs only, or turn the wheel."
)


class ChartHand(QWidget):
    """Dragging chooses epochs, the wheel or + and − change how many are shown, arrows read, Esc goes back."""

    KEYS = (  # for the list of shortcuts
        ("Drag", "Show only the epochs that are dragged over"),
        ("Wheel or + and −", "Show fewer epochs, or more"),
        ("← and →", "Read the values from point to point; with Shift finely"),
        ("PgUp and PgDown", "Move on to earlier or later epochs"),
        ("Esc", "Back to the epochs shown before"),
        ("0", "Show all epochs"),
    )

    zoomed = Signal(bool)  # whether not all epochs are shown

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.zoom = Zoom()
        self.pointer: QPointF | None = None
        self._reading = False  # whether the arrow keys have put the pointer where it is
        self._grip: float | None = None  # the pixel column where dragging began
        self._by_keys = False  # whether the focus came by a key, now or last
        self._focus_shown = False
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setAccessibleDescription(_HOW)

    @property
    def frame(self) -> Frame:
        """The limits of the axes and where the curves are drawn."""
        raise NotImplementedError

    @property
    def whole(self) -> float:
        """The last of all the epochs that can be shown."""
        raise NotImplementedError

    @property
    def curves(self) -> Curves:
        """What can be read."""
        raise NotImplementedError

    @property
    def hover_text(self) -> str:
        """What is said about the recorded point nearest to the pointer, "" if nothing."""
        raise NotImplementedError

    def refresh(self) -> None:
        """Show what `zoom`, `pointer` and `selection` say."""
        raise NotImplementedError

    @property
    def selection(self) -> tuple[float, float] | None:
        """The pixel columns between which epochs are being chosen."""
        if self._grip is None or self.pointer is None:
            return None
        ends = sorted((self._grip, self._column(self.pointer)))
        return (ends[0], ends[1]) if ends[1] - ends[0] >= _LEAST_DRAG else None

    def show_all(self) -> None:
        """Show all epochs."""
        self.zoom.leave()
        self._on_zoomed()

    def draw_hand(self, painter: QPainter, floor: float, theme: Theme) -> None:
        """The epochs that are being chosen, and the focus of the keyboard."""
        if self.selection is not None:
            left, right = self.selection
            shade = QColor(theme.accent)
            shade.setAlpha(_SHADE)
            painter.fillRect(QRectF(QPointF(left, self.frame.area.top()), QPointF(right, floor)), shade)
        if self._focus_shown:
            painter.setPen(QColor(theme.accent))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5), 5, 5)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802  Qt's names, here and below
        if event.button() == Qt.MouseButton.LeftButton:
            self._grip = self._column(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        self.pointer, self._reading = event.position(), False
        self.refresh()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self.pointer = event.position()
        chosen, self._grip = self.selection, None
        if chosen is not None:
            first, last = (self.frame.epoch_at(column) for column in chosen)
            self.zoom.choose(first, last, self.whole)
            self._on_zoomed()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: ARG002, N802
        self.show_all()

    def leaveEvent(self, event: QEvent) -> None:  # noqa: ARG002, N802
        self.pointer = None
        self.refresh()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        around = self.frame.epoch_at(self._column(event.position()))
        self.zoom.scale(IN ** (event.angleDelta().y() / _NOTCH), around, self.whole)
        self._on_zoomed()
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        way = 0 if event.modifiers() & _COMMANDING else _READ_KEYS.get(event.key(), 0)
        if way and len(self.curves.epochs):
            self._read_on(way, finely=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        elif self._obeys(event.key()):
            self._on_zoomed()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        self._by_keys = self._focus_shown = is_by_key(event.reason(), self._by_keys)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: ARG002, N802
        self._focus_shown = False
        if self._reading:
            self.pointer, self._reading = None, False
            self.setAccessibleDescription(_HOW)
            self.refresh()
        self.update()

    def _read_on(self, way: int, *, finely: bool) -> None:
        """Point at a recorded point further on; at the newest one to begin with."""
        epochs, column = self.curves.epochs, self._column(self.pointer) if self.pointer is not None else None
        at = self.curves.nearest(self.frame.last_epoch if column is None else self.frame.epoch_at(column)) or 0
        if column is not None:
            far = None if finely else self.curves.nearest(self.frame.epoch_at(column + way * _STEP))
            at = far if far is not None and far != at else at + way
        epoch = float(epochs[min(max(at, 0), len(epochs) - 1)])
        first, last = self.frame.first_epoch, self.frame.last_epoch
        if not first <= epoch <= last:
            self.zoom.move((epoch - (first + last) / 2) / (last - first), self.whole)
            self.refresh()
        self.pointer, self._reading = QPointF(self.frame.x(epoch), self.frame.area.center().y()), True
        self.refresh()
        self.setAccessibleDescription(self.hover_text.replace("\n", ", "))

    def _obeys(self, key: int) -> bool:
        """Do what `key` asks for; whether it asks for anything here."""
        if key in _ZOOM_KEYS:
            self.zoom.scale(_ZOOM_KEYS[key], (self.frame.first_epoch + self.frame.last_epoch) / 2, self.whole)
        elif key == Qt.Key.Key_Escape and self._grip is not None:
            self._grip = None
        elif self.zoom.window is None:
            return False
        elif key in _MOVE_KEYS:
            self.zoom.move(_MOVE_KEYS[key], self.whole)
        elif key == Qt.Key.Key_Escape:
            self.zoom.back()
        elif key == Qt.Key.Key_0:
            self.zoom.leave()
        else:
            return False
        return True

    def _on_zoomed(self) -> None:
        self.refresh()
        self.zoomed.emit(self.zoom.window is not None)

    def _column(self, place: QPointF) -> float:
        """The pixel column of `place`, in the frame."""
        return min(max(place.x(), self.frame.area.left()), self.frame.area.right())
