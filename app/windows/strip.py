"""What the strips below the run bar have in common: words at the left, buttons at the right, hidden until needed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app import icons
from app.panels.keys import reach_by_keyboard
from app.panels.parts import small_button
from app.theme import Theme


class Strip(QFrame):
    """The work goes on beside it. `dismiss` is its last button; what that does is for whoever listens to it."""

    def __init__(self, dismissing: str, about: str) -> None:
        super().__init__()
        self.setObjectName("note")
        self.dismiss = small_button(dismissing, about)
        self.hide()

    def arrange(self, words: Sequence[QLabel], buttons: Sequence[QPushButton], sign: QWidget | None = None) -> None:
        """Put `sign`, the lines of `words` and the `buttons` in a row."""
        lines = QVBoxLayout()
        lines.setSpacing(2)
        for line in words:
            line.setWordWrap(True)
            line.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            lines.addWidget(line)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 8, 8)
        row.setSpacing(12)
        if sign is not None:
            row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(lines, 1)
        for button in buttons:
            button.setAutoDefault(False)
            reach_by_keyboard(button)
        for part in (*buttons, self.dismiss):
            row.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)

    def set_theme(self, theme: Theme) -> None:
        self.dismiss.setIcon(icons.icon("remove", theme.quiet))
