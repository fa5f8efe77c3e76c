"""The network as it is now, and a hand on it: what is seen can be chosen and changed where it is seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import count

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from app.training.snapshot import Snapshot
from app.views.diagram import words
from app.views.diagram.menu import Menus, PartMenu
from app.views.diagram.parts import Kind, Part, Sign, Space, Unit, Weight
from app.views.diagram.picture import DiagramPicture
from app.views.diagram.walk import ARROWS, walk
from app.views.keyboard_focus import is_by_key

_DRAG_BEGINS = 4.0  # pixels
_PER_PIXEL, _FINELY = 0.02, 0.002  # of a weight, per pixel up; the second with Shift
_OPENING = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


@dataclass(frozen=True, slots=True)
class Press:
    """The left button is down on `part`, since `place`. From the moment when it has moved there is a `drag` number."""

    part: Part
    place: QPointF
    value: float
    drag: int = 0


class NetworkDiagram(DiagramPicture):
    """Asks by signals for every change, and changes nothing itself. Layers are counted from the inputs, 0.

    A weight is told by the layer it starts from, its source there and its target in the next; a bias has no source.
    """

    KEYS = (  # for the list of shortcuts
        ("Arrows", "Go from neuron to neuron, and to the weights between them"),
        ("Return", "Edit the weight or bias, or open the menu of the neuron"),
        ("Click", "On a neuron: surface and map show it. On a weight or bias: edit it"),
        ("Drag", "On a weight or bias: up for more, down for less; with Shift finely"),
        ("Right-click", "What can be done with a neuron, weight or layer"),
        ("Esc", "Surface and map show the whole network again"),
    )

    unit_chosen = Signal(object)  # (layer, unit) that surface and map are to show, or None: the network
    parameter_chosen = Signal(object)  # Weight: to be edited in a card
    parameter_edited = Signal(int, object, int, float, int)  # layer, source or None, target, value, number of the drag
    freeze_requested = Signal(int, object, int, bool)  # layer, source or None, target, on
    switch_requested = Signal(int, int, bool)  # layer, unit, on
    neuron_added = Signal(int)  # layer
    neuron_removed = Signal(int, int)  # layer, unit
    layer_added = Signal(int)  # what its number will be
    layer_removed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._press: Press | None = None
        self._drags = count(1)
        self._keyboard = False  # whether the last hand was on the keyboard
        self._by_keys = False  # whether it was when the focus was last here
        self._walker: Unit | Weight = Unit(0, 0)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def next_drag(self) -> int:
        """A number for a drag, unlike all before: changes with the same one are one step to undo."""
        return next(self._drags)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        changed = self._snapshot is None or snapshot.experiment.network != self._snapshot.experiment.network
        super().show_snapshot(snapshot)
        if changed:
            self._describe()

    # The mouse.

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802  Qt's names, here and below
        part = self.part_at(event.position())
        self._by_keys = False
        self._set_keyboard(False)
        if event.button() is Qt.MouseButton.LeftButton and part is not None:
            self._press = Press(part, event.position(), self._value(part))
            if isinstance(part, Unit | Weight):
                self._walker = part

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        self._pointer = event.position()
        if self._press is not None and isinstance(self._press.part, Weight):
            self._drag(self._press, self._press.part, event)
        self._read_numbers()
        self._show_cursor()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        press, self._press, self._held = self._press, None, False
        if press is not None and not press.drag and self.part_at(event.position()) == press.part:
            self._click(press.part)
        self._read_numbers()

    def leaveEvent(self, event: QEvent) -> None:  # noqa: ARG002, N802
        self._pointer = None
        self._read_numbers()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            self._open_menu(self._walker)
        else:
            part = self.part_at(QPointF(event.pos()))
            if part is not None and not isinstance(part, Sign):
                self._open_menu(part, event.globalPos())

    def _click(self, part: Part) -> None:
        if isinstance(part, Unit):
            self.unit_chosen.emit(self._choice(part))
        elif isinstance(part, Weight):
            self.parameter_chosen.emit(part)
        elif isinstance(part, Sign):
            self._press_sign(part)

    def _press_sign(self, sign: Sign) -> None:
        if self.scene is None or not words.is_allowed(self.scene.spec, sign):
            return
        if sign.kind is Kind.FEWER:
            self.neuron_removed.emit(sign.column, self.scene.spec.sizes[sign.column] - 1)
        else:
            signals = {Kind.MORE: self.neuron_added, Kind.INSERT: self.layer_added, Kind.REMOVE: self.layer_removed}
            signals[sign.kind].emit(sign.column)

    def _drag(self, press: Press, part: Weight, event: QMouseEvent) -> None:
        """Up is more, down is less."""
        up = press.place.y() - event.position().y()
        if not press.drag:
            if abs(up) < _DRAG_BEGINS:
                return
            press = self._press = replace(press, drag=self.next_drag())
            self._hovered, self._held = part, True
        fine = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        value = round(press.value + up * (_FINELY if fine else _PER_PIXEL), 6)
        self.parameter_edited.emit(part.layer, part.source, part.target, value, press.drag)

    # The keyboard.

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        key = Qt.Key(event.key())
        if key in ARROWS and self.layout_now is not None:
            if self._keyboard:  # the first arrow only shows where one is
                self._walker = walk(self._walker, key, self.layout_now.columns)
            self._set_keyboard(True)
        elif key in _OPENING and isinstance(self._walker, Weight):
            self.parameter_chosen.emit(self._walker)
        elif key in _OPENING:
            self._open_menu(self._walker)
        elif key is Qt.Key.Key_Escape and self._snapshot is not None and self._snapshot.shown_unit is not None:
            self.unit_chosen.emit(None)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        self._by_keys = is_by_key(event.reason(), self._by_keys)
        self._set_keyboard(self._by_keys)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        self._by_keys = self._by_keys or self._keyboard
        self._set_keyboard(False)
        super().focusOutEvent(event)

    def _set_keyboard(self, keyboard: bool) -> None:
        """Show where the arrow keys are, or that they are not in use."""
        self._keyboard = keyboard
        self._focused = self._walker if keyboard else None
        self._pointer = None if keyboard else self._pointer
        self._read_numbers()
        self._describe()

    def _describe(self) -> None:
        """To those who cannot see it: what the keys have come to, else the whole network."""
        if self._snapshot is not None:
            said = ". ".join(" ".join(row).strip() for row in self._rows(self._focused))
            self.setAccessibleDescription(said or words.summary(self._snapshot.experiment.network, self._axes))

    def _leave_what_is_gone(self, sizes: Sequence[int]) -> None:
        super()._leave_what_is_gone(sizes)
        if (
            self._press is not None
            and isinstance(self._press.part, Unit | Weight)
            and not self._press.part.is_in(sizes)
        ):
            self._press = None
        if not self._walker.is_in(sizes):
            self._walker = Unit(0, 0)
            self._focused = self._walker if self._keyboard else None

    # Both.

    def _open_menu(self, part: Unit | Weight | Space, place: QPoint | None = None) -> None:
        if self._painting is None:
            return
        painting = self._painting
        self._pointer = None  # the menu covers what would be said
        self._read_numbers()
        menus = Menus(painting.scene.spec, painting.status, painting.snapshot.shown_unit, self)
        beside = self.mapToGlobal(painting.scene.place_of(part).toPoint())
        PartMenu(menus.entries(part), self).popup(place if place is not None else beside)

    def _choice(self, part: Unit) -> tuple[int, int] | None:
        """What a click on a unit asks for: to see it, or, if it is the answer or seen already, the network again."""
        place = (part.layer, part.unit)
        if self._snapshot is None or self._snapshot.shown_unit == place:
            return None
        outputs = self._snapshot.experiment.network.outputs
        return None if part.layer == len(self._snapshot.weights) and outputs == 1 else place

    def _value(self, part: Part) -> float:
        if self._snapshot is None or not isinstance(part, Weight):
            return 0.0
        return part.pick(self._snapshot.weights, self._snapshot.biases)

    def _show_cursor(self) -> None:
        if self._press is not None and self._press.drag:
            self.setCursor(Qt.CursorShape.SizeVerCursor)
        elif isinstance(self._hovered, Unit | Weight | Sign):
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        else:
            self.unsetCursor()
