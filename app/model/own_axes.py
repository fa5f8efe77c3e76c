"""What the axes of the document's own data stand for, in step with its undo and redo, and kept in its file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QObject, Signal, Slot

from app.model.axes import Axes
from app.model.document import Document
from app.model.work import Work


class OwnAxes(QObject):
    """Follows the document: other axes come with other data, in one step of undo, and go with it."""

    changed = Signal(object)  # Axes

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self._document = document
        document.changed.connect(self._on_changed)

    @property
    def current(self) -> Axes:
        return self._document.work.lesson.axes

    def replace_data(self, changes: Mapping[str, object], axes: Axes, text: str, source: str = "") -> None:
        """Make `changes` to the experiment, whose own data, read from `source`, then stand for `axes`.

        Raises SpecError, and changes nothing, where a value is not allowed.
        """
        self._document.edit(changes, text, lesson=replace(self._document.work.lesson, axes=axes), source=source)

    @Slot(object, object)
    def _on_changed(self, old: Work, new: Work) -> None:
        if old.lesson.axes != new.lesson.axes:
            self.changed.emit(new.lesson.axes)
