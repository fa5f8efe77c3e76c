"""A field for a formula in x and y, checked while it is typed: what is wrong is said below it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from app.panels.leaving import leave_on_click
from app.panels.parts import label
from app.panels.restyle import mark
from app.panels.tips import tip
from nncore import SpecError
from nncore.formulas import FUNCTIONS

HOW = (
    f"A formula in x and y, such as x*y, sin(3*x) or hypot(x, y) < 0.5. Signs: + − * / ^ and brackets; questions with "
    f"< <= > >= == != and, or, not give 1 or 0; pi and e are known. Functions: {', '.join(FUNCTIONS)}."
)
Check = Callable[[str], None]  # raises SpecError for a formula that is not allowed


class FormulaLine(QLineEdit):
    """Says when typing is over, and leaves undo to the window until something has been typed."""

    left = Signal()
    dropped = Signal()  # by Escape

    def __init__(self) -> None:
        super().__init__()
        leave_on_click(self)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            keys = QKeySequence.StandardKey
            if not self.isModified() and (event.matches(keys.Undo) or event.matches(keys.Redo)):
                event.ignore()
                return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        if event.key() == Qt.Key.Key_Escape:
            self.dropped.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802  Qt's name
        super().focusOutEvent(event)
        self.left.emit()


class FormulaField(QWidget):
    """Hands on a formula that `check` lets pass, with Enter. `typed` says after each key whether it would pass."""

    entered = Signal(str)
    typed = Signal(str)  # the formula so far, "" where it is none yet
    left = Signal()
    dropped = Signal()

    def __init__(self, name: str, about: str, check: Check) -> None:
        super().__init__()
        self._check = check
        self.line = FormulaLine()
        self.line.setAccessibleName(name)
        self.line.setToolTip(tip(about, HOW))
        self.message: QLabel = label("", "message")
        self.message.setWordWrap(True)
        self.message.hide()
        self._row = QHBoxLayout()
        self._row.setSpacing(4)
        self._row.addWidget(self.line, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(self._row)
        column.addWidget(self.message)
        self.setFocusProxy(self.line)
        self._connect()

    def _connect(self) -> None:
        self.line.textEdited.connect(self.on_text_edited)
        self.line.returnPressed.connect(self.on_return_pressed)
        self.line.left.connect(self.left)
        self.line.dropped.connect(self.dropped)

    def add_before(self, widget: QWidget) -> None:
        """Put `widget` at the left of the line."""
        self._row.insertWidget(0, widget)

    def add_behind(self, widget: QWidget) -> None:
        """Put `widget` at the right of the line."""
        self._row.addWidget(widget)

    def show_text(self, text: str) -> None:
        """Show `text`, of which nothing is wrong."""
        self.line.setText(text)
        self.line.setCursorPosition(0)
        self._say("")
        self._set_refused(False)

    @Slot()
    def on_text_edited(self) -> None:
        text = self.line.text()
        wrong = self._mistake(text) if text.strip() else ""
        self._say(wrong)
        self._set_refused(False)
        self.typed.emit("" if wrong else text.strip())

    @Slot()
    def on_return_pressed(self) -> None:
        wrong = self._mistake(self.line.text())
        self._say(wrong)
        self._set_refused(bool(wrong))
        if not wrong:
            self.line.setModified(False)
            self.entered.emit(self.line.text().strip())

    def _mistake(self, text: str) -> str:
        try:
            self._check(text)
        except SpecError as error:
            return mistake(error)
        return ""

    def _say(self, text: str) -> None:
        self.message.setText(text)
        self.message.setVisible(bool(text))
        self.line.setAccessibleDescription(text)

    def _set_refused(self, refused: bool) -> None:
        for widget in (self.line, self.message):
            mark(widget, "refused", refused)


def mistake(error: SpecError) -> str:
    """What is wrong with a formula, as a sentence; what is allowed where that says it all."""
    _head, bracket, reason = error.allowed.partition(" (")
    said = reason.removesuffix(")") if bracket else f"it must be {error.allowed}"
    said = said.replace("it is nan", "it has no value").replace("it is inf", "it is infinite")
    return f"{said[0].upper()}{said[1:]}."
