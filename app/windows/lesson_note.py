"""What to look at in an experiment that is meant to fail: a note below the run bar, with the cure as a button."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy

from app import icons
from app.model.cures import Cure, cure_of
from app.numbers import localised
from app.panels.keys import reach_by_keyboard
from app.panels.parts import label, small_button
from app.panels.tips import explain, tip
from app.theme import Theme
from nncore import Preset


class LessonNote(QFrame):
    """Hidden until there is something to say; it goes when it is closed, or when the cure is applied."""

    cure_chosen = Signal(object)  # Cure
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("note")
        self._cure: Cure | None = None
        self._words = label("", "lesson")
        self._words.setWordWrap(True)
        self._words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._button = QPushButton()
        self._button.setAutoDefault(False)
        reach_by_keyboard(self._button)
        self._close = small_button("Close the note", "Close this note. Opening the preset again brings it back.")
        self._build()
        self._connect()
        self.hide()

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 8, 8)
        row.setSpacing(12)
        row.addWidget(self._words, 1)
        for part in (self._button, self._close):
            row.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)

    def _connect(self) -> None:
        self._button.clicked.connect(self._on_cure)
        self._close.clicked.connect(self.closed)

    @property
    def cure(self) -> Cure | None:
        """What the button does, while the note can be seen."""
        return self._cure if not self.isHidden() else None

    @property
    def text(self) -> str:
        """What it says."""
        return self._words.text()

    def set_theme(self, theme: Theme) -> None:
        self._close.setIcon(icons.icon("remove", theme.quiet))

    def show_lesson(self, preset: Preset | None) -> None:
        """Say what to look at in `preset`; with None, nothing."""
        self._cure = cure_of(preset) if preset is not None else None
        self.setVisible(self._cure is not None)
        if preset is not None and self._cure is not None:
            look_at, title = localised(preset.look_at), localised(self._cure.title)
            self._words.setText(f"<b>What to look at:</b> {escape(look_at)}")
            self.setAccessibleName(f"{preset.title}: what to look at")
            self.setAccessibleDescription(look_at)
            self._button.setText(title)
            explain(self._button, title, tip("Apply the cure and begin again. Undo takes it back."))

    @Slot()
    def _on_cure(self) -> None:
        if self._cure is not None:
            self.cure_chosen.emit(self._cure)
