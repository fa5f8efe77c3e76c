"""What the windows of own data are made of: a chooser, and a line that says what is so or what is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QWheelEvent
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton

from app.panels.restyle import rename
from app.panels.tips import explain, tip


class Chooser(QComboBox):
    """One of a few things, each shown by a text."""

    chosen = Signal(object)  # what a person chose

    def __init__(self, name: str, about: str) -> None:
        super().__init__()
        explain(self, name, tip(about))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        self.activated.connect(self._on_activated)

    def offer(self, entries: Iterable[tuple[str, object]], current: object) -> None:
        """Show these texts, each for its thing, of which `current` is the present one."""
        with QSignalBlocker(self):
            self.clear()
            for text, value in entries:
                self.addItem(text, value)
            self.setCurrentIndex(self._place(current))

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802  Qt's name
        event.ignore()  # the wheel is scrolling what is around it

    def _place(self, value: object) -> int:
        return next((i for i in range(self.count()) if self.itemData(i) == value), -1)

    @Slot(int)
    def _on_activated(self, index: int) -> None:
        self.chosen.emit(self.itemData(index))


class Remark(QLabel):
    """Words that wrap: quiet ones, or in red what is wrong."""

    def __init__(self) -> None:
        super().__init__()
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._show("", "hint")

    def say(self, text: str) -> None:
        self._show(text, "hint")

    def complain(self, text: str) -> None:
        self._show(text, "problem")

    def _show(self, text: str, style: str) -> None:
        self.setText(text)
        rename(self, style)


@contextmanager
def busy() -> Iterator[None]:
    """Shows by the pointer that something takes a moment."""
    QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        yield
    finally:
        QGuiApplication.restoreOverrideCursor()


def button(text: str, about: str) -> QPushButton:
    """A button that Enter does not press from elsewhere."""
    made = QPushButton(text)
    made.setAutoDefault(False)
    explain(made, text.replace("&", "").rstrip("…"), tip(about))
    return made
