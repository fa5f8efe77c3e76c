"""The small card over the diagram in which one weight or bias is changed: typed, stepped, dragged, frozen, set to 0."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSignalBlocker, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSlider, QVBoxLayout, QWidget

from app.panels.free_place import free_place
from app.panels.keys import reach_by_keyboard
from app.panels.notation import NUMBER, Notation, multiples_of
from app.panels.number_field import NumberField
from app.panels.parts import label, link
from app.panels.switch import Switch
from app.panels.tips import explain, tip
from app.type_size import follow_type

WIDTH = 284
_FIELD = 156  # pixels, for fifteen figures
_STEP = 0.1  # of the arrows and the wheel
_REACH = 6.0  # to each side of the slider, at least
_NOTCHES = 300  # to each side
_DECIMALS = 6
_FIGURES = 6  # that can be read at a glance
_AWAY = 10  # pixels from the place that is edited
ABOUT = "Its value. Enter applies what is typed; arrows and wheel step by 0.1."


class WeightCard(QFrame):
    """Asks for changes by signals. What is not being edited follows the training."""

    edited = Signal(object, int)  # a number, or the text that is not one; the number of the drag, 0 where it is none
    freeze_requested = Signal(object)  # bool
    closed = Signal()

    def __init__(self, next_drag: Callable[[], int], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        follow_type(self, self.setFixedWidth, WIDTH)
        self.setAttribute(Qt.WidgetAttribute.WA_NoMousePropagation)  # what lies below has a hand on it too
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self._over = parent
        self._next_drag = next_drag
        self._drag = 0
        self._reach = _REACH
        self._value = 0.0
        self._allowed = True  # what was asked for last
        self.title = label("", "heading")
        self.title.setWordWrap(True)
        self.close_link = link("×", "Close (Esc).")
        self.field = _Field()
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.freeze = Switch()
        self.zero = link("set to 0", "Set it to 0: as if it were not there, until training moves it again.")
        self._arrange()
        self._connect()
        self.hide()

    def _arrange(self) -> None:
        explain(self.field, "Value", tip(ABOUT))
        explain(self.slider, "Drag the value", tip("Drag to change it; one drag is one step to undo."))
        explain(self.freeze, "Freeze", tip("Training leaves it as it is, until it is switched off again."))
        explain(self.close_link, "Close", self.close_link.toolTip())
        reach_by_keyboard(self.slider, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)
        self.slider.setRange(-_NOTCHES, _NOTCHES)
        follow_type(self.field, self.field.setFixedWidth, _FIELD)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(8)
        for parts in (
            (self.title, self.close_link),
            (self.field, self.slider),
            (self.freeze, label("frozen", "label"), None, self.zero),
        ):
            row = QHBoxLayout()
            row.setSpacing(8)
            for part in parts:
                if part is None:
                    row.addStretch(1)
                else:
                    row.addWidget(part, 1 if part in (self.title, self.slider) else 0)
            column.addLayout(row)

    def _connect(self) -> None:
        self.field.edited.connect(self._on_field)
        self.field.typed.connect(self._on_typed)
        self.slider.valueChanged.connect(self._on_slider)
        self.slider.sliderPressed.connect(self._on_new_drag)
        self.freeze.edited.connect(self.freeze_requested)
        self.zero.clicked.connect(self._on_zero)
        self.close_link.clicked.connect(self.leave)
        self._over.installEventFilter(self)
        for part in (self.field, self.slider, self.freeze, self.zero, self.close_link):
            part.installEventFilter(self)

    def open(
        self,
        name: str,
        value: float,
        place: QPoint,
        *,
        frozen: bool,
        about: Sequence[QRect] = (),
        others: Sequence[QRect] = (),
    ) -> None:
        """Show the value of what is called `name`, beside `place`, and let it be typed at once.

        It covers nothing of what it is `about`, and little of the `others`, as far as there is room beside them.
        """
        self._on_new_drag()
        self.title.setText(f"{name[0].upper()}{name[1:]}")
        self.setAccessibleName(name)
        self._reach = _REACH
        self.field.drop()
        self._show(value)
        self.freeze.show_value(frozen)
        self.show()
        self.resize(self.width(), self._column.totalHeightForWidth(self.width()))  # which counts only what is shown
        spot = QRect(place, QSize()).adjusted(-_AWAY, -_AWAY, _AWAY, _AWAY)
        self.move(free_place(self._over.rect(), self.size(), (spot, *about), others))
        self.raise_()
        self.field.setFocus()
        self.field.selectAll()

    def follow(self, value: float, *, frozen: bool) -> None:
        """What it is now, in the training."""
        self.freeze.show_value(frozen)
        if not self.slider.isSliderDown() and value != self._value:
            self.field.follow(value)
            self._show_on_slider(value)

    def refuse(self) -> None:
        """The value that was just asked for is not allowed: what was typed stays to be corrected."""
        self._allowed = False
        self.field.refuse()

    @Slot()
    def leave(self) -> None:
        """Close, without what is typed and not applied."""
        if not self.isHidden():
            self.field.drop()
            if self.isAncestorOf(self.window().focusWidget()):
                self._over.setFocus()
            self.hide()
            self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        event.accept()  # Enter would open what lies below

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        if watched is self._over:
            if event.type() in (QEvent.Type.MouseButtonPress, QEvent.Type.Resize):
                self.leave()
        elif _is_escape(event):
            self.leave()
            return True
        return super().eventFilter(watched, event)

    @Slot(object)
    def _on_field(self, value: object) -> None:
        drag, self._drag = self._drag, self._drag or self._next_drag()
        self._ask(value, drag)

    @Slot()
    def _on_typed(self) -> None:
        self._drag = 0  # what is typed is a step of its own

    @Slot(int)
    def _on_slider(self, notch: int) -> None:
        self._on_chosen(round(notch / _NOTCHES * self._reach, _DECIMALS))

    @Slot()
    def _on_zero(self) -> None:
        self._on_new_drag()
        self._on_chosen(0.0)

    @Slot()
    def _on_new_drag(self) -> None:
        self._drag = self._next_drag()

    def _on_chosen(self, value: float) -> None:
        before = self._value
        self._ask(value, self._drag)
        if not self._allowed:
            self._show(before)

    def _ask(self, value: object, drag: int) -> None:
        self._allowed = True
        self.edited.emit(value, drag)
        if self._allowed and isinstance(value, int | float):
            self._show(float(value))

    def _show(self, value: float) -> None:
        self.field.show_value(value)
        self._show_on_slider(value)

    def _show_on_slider(self, value: float) -> None:
        self._value = value
        while abs(value) > self._reach and not self.slider.isSliderDown():
            self._reach *= 2.0
        with QSignalBlocker(self.slider):
            self.slider.setValue(round(value / self._reach * _NOTCHES))


def _is_escape(event: QEvent) -> bool:
    if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
        return False
    return event.key() == Qt.Key.Key_Escape


class _Field(NumberField):
    """Follows a value that changes by itself, except while a hand is on it.

    It shows as many figures as can be read; all of them when the cursor is put between them, and in the tool tip.
    """

    typed = Signal()

    def __init__(self) -> None:
        super().__init__(multiples_of(_STEP), _READABLE)
        self._writing = False
        line = self.lineEdit()
        line.textEdited.connect(self.typed)
        line.selectionChanged.connect(self._on_cursor)
        line.cursorPositionChanged.connect(self._on_cursor)

    def show_value(self, value: Any) -> None:
        self._writing = True
        super().show_value(value)
        self._writing = False

    def follow(self, value: float) -> None:
        """Show `value`; but what is being typed, or refused, stays."""
        selected = self._is_selected
        if self._touched or self._refused or (self.hasFocus() and not selected):
            return
        self.show_value(value)
        if selected and self.hasFocus():
            self.lineEdit().selectAll()

    def drop(self) -> None:
        """Forget what is typed, and what a cursor was put into."""
        self.notation = _READABLE
        self.show_value(self._value)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip:
            self.setToolTip(tip(f"{NUMBER.write(self._value)}.", ABOUT))
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802  Qt's name
        super().focusOutEvent(event)
        self.drop()

    @property
    def _is_selected(self) -> bool:
        return self.lineEdit().selectedText() == self.lineEdit().text()

    @Slot()
    def _on_cursor(self) -> None:
        """Who goes into the figures wants to see all of them."""
        if self._writing or self._touched or self._refused or not self.hasFocus() or self._is_selected:
            return
        if self.notation is _READABLE:
            line = self.lineEdit()
            at = line.cursorPosition() if line.cursorPosition() < len(line.text()) else None
            self.notation = NUMBER
            self.show_value(self._value)
            line.setCursorPosition(len(line.text()) if at is None else at)


def _write(value: Any) -> str:
    return NUMBER.write(float(f"{value:.{_FIGURES}g}") if isinstance(value, float) else value)


_READABLE = Notation(_write, NUMBER.read)
