"""A card beside an open list: what the entry under the mouse is, its formula, and its curve where it has one."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from app.panels.curve import Curve, Curves
from app.type_size import scaled

WIDTH = 288
GAP = 6


class Preview(QFrame):
    """Belongs to the window while it is shown, else to `owner`, and ends with it."""

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner)
        self._owner = owner
        self.setObjectName("preview")
        self.curve = Curve()
        self.words = QLabel()
        self.words.setWordWrap(True)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 12)
        column.setSpacing(2)
        column.addWidget(self.curve)
        column.addWidget(self.words)
        self.hide()

    def show_entry(self, words: str, curves: Curves | None, beside: QWidget) -> None:
        """Show `words`, rich text, and `curves`, at the right of `beside`, which may be a window of its own."""
        window = self._owner.window()
        self.setParent(window)
        self.words.setText(words)
        self.curve.setVisible(curves is not None)
        if curves is not None:
            self.curve.show_curves(curves)
        self.ensurePolished()
        width = scaled(WIDTH)
        self.setFixedSize(width, self._column.totalHeightForWidth(width))
        corner = window.mapFromGlobal(beside.mapToGlobal(QPoint(beside.width() + GAP, 0)))
        room_x, room_y = window.width() - width - GAP, window.height() - self.height() - GAP
        self.move(max(0, min(corner.x(), room_x)), max(0, min(corner.y(), room_y)))
        self.raise_()
        self.show()

    def withdraw(self) -> None:
        self.hide()
        self.setParent(self._owner)
