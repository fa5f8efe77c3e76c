"""What to look at in an experiment that is meant to fail: a note below the run bar, with the cure as a button."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QPushButton

from app.model.cures import Cure, cure_of
from app.numbers import localised
from app.panels.parts import label
from app.panels.tips import explain, tip
from app.windows.strip import Strip
from nncore import Preset


class LessonNote(Strip):
    """Hidden until there is something to say; it goes when it is closed, or when the cure is applied."""

    cure_chosen = Signal(object)  # Cure
    closed = Signal()

    def __init__(self) -> None:
        super().__init__("Close the note", "Close this note. Opening the preset again brings it back.")
        self._cure: Cure | None = None
        self._words = label("", "lesson")
        self._button = QPushButton()
        self.arrange((self._words,), (self._button,))
        self._button.clicked.connect(self._on_cure)
        self.dismiss.clicked.connect(self.closed)

    @property
    def cure(self) -> Cure | None:
        """What the button does, while the note can be seen."""
        return self._cure if not self.isHidden() else None

    @property
    def text(self) -> str:
        """What it says."""
        return self._words.text()

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
