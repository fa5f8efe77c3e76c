"""A field for a number that is typed, or stepped with arrows and wheel. It knows nothing of what is allowed."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import QEnterEvent, QFocusEvent, QKeyEvent, QKeySequence, QWheelEvent
from PySide6.QtWidgets import QAbstractSpinBox

from app.panels.leaving import leave_on_click
from app.panels.notation import NUMBER, Notation, Step
from app.panels.restyle import mark
from app.type_size import scaled

_BOTH_WAYS = QAbstractSpinBox.StepEnabledFlag.StepUpEnabled | QAbstractSpinBox.StepEnabledFlag.StepDownEnabled


class NumberField(QAbstractSpinBox):
    """A number. Whatever is typed is handed on with Enter or when the focus leaves: to judge it is the document's task.

    A refused text stays, with the field outlined, until it is corrected, or dropped by Escape or by leaving the field.
    """

    edited = Signal(object)  # a number, or the text that is not one
    settled = Signal()  # what was refused is no longer there

    def __init__(self, step: Step, notation: Notation = NUMBER) -> None:
        super().__init__()
        self.notation = notation
        self._step = step
        self._value: Any = 0
        self._touched = False
        self._refused = False
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)
        self.setAccelerated(True)
        self.lineEdit().setPlaceholderText(notation.off)
        self.lineEdit().textEdited.connect(self._on_text_edited)
        leave_on_click(self)

    def show_value(self, value: Any) -> None:
        self._value = value
        self._touched = False
        self._set_refused(False)
        self.lineEdit().setText(self.notation.write(value))

    def show_instead(self, text: str) -> None:
        """Words in place of the value, which is of no account while nothing can be edited."""
        self.lineEdit().setText(text)

    def refuse(self) -> None:
        self._set_refused(True)

    def set_about(self, tool_tip: str) -> None:
        self.setToolTip(tool_tip)

    def commit(self) -> None:
        """Hand on what was typed."""
        if self._touched:
            self._touched = False
            self.edited.emit(self.notation.read(self.text()))

    @Slot()
    def take_up(self) -> None:
        """Be ready to be typed over."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.selectAll()

    def stepBy(self, steps: int) -> None:  # noqa: N802  Qt's name
        self.commit()
        self.edited.emit(self._step(self._value, steps))
        if self._refused:
            self.show_value(self._value)

    def stepEnabled(self) -> QAbstractSpinBox.StepEnabledFlag:  # noqa: N802  Qt's name
        return _BOTH_WAYS

    def sizeHint(self) -> QSize:  # noqa: N802  Qt's name
        return QSize(scaled(64), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802  Qt's name
        return QSize(scaled(44), super().minimumSizeHint().height())

    def event(self, event: QEvent) -> bool:
        if not (isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride):
            return super().event(event)
        if not self._is_windows(event) and super().event(event) and event.isAccepted():
            return True
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.key() != Qt.Key.Key_Control
        if control or event.key() == Qt.Key.Key_Space:
            self.commit()  # the window may be about to act, and should do so on what was typed
        event.ignore()
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.commit()
        if event.key() == Qt.Key.Key_Escape and (self._touched or self._refused):
            self.show_value(self._value)
            return
        super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802  Qt's name
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()  # the wheel is scrolling the column

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802  Qt's name
        if self.isEnabled():
            self.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.UpDownArrows)
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        self.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)
        super().leaveEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        if event.type() == QEvent.Type.EnabledChange and not self.isEnabled():
            self.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)
        super().changeEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802  Qt's name
        self.commit()
        super().focusOutEvent(event)
        if self._refused:
            self.show_value(self._value)

    @Slot()
    def _on_text_edited(self) -> None:
        self._touched = True

    def _is_windows(self, event: QKeyEvent) -> bool:
        """Whether the window should have this key as a shortcut, though a line of text would take it."""
        if event.key() == Qt.Key.Key_Space:  # no part of a number
            return True
        keys = QKeySequence.StandardKey
        return not self._touched and (event.matches(keys.Undo) or event.matches(keys.Redo))

    def _set_refused(self, refused: bool) -> None:
        if refused != self._refused:
            self._refused = refused
            mark(self, "refused", refused)
            if not refused:
                self.settled.emit()
