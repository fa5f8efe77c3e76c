"""Undo and redo: the actions, what they say they will do, and what they did."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction, QUndoStack


class Undoing(QObject):
    """Connects the actions to the document's `stack`."""

    notice = Signal(str)
    failed = Signal(str)

    def __init__(self, stack: QUndoStack, actions: Mapping[str, QAction], parent: QObject) -> None:
        super().__init__(parent)
        self._stack = stack
        self._undo, self._redo = actions["undo"], actions["redo"]
        self._undo.setEnabled(False)
        self._redo.setEnabled(False)
        self._undo.triggered.connect(self._on_undo)
        self._redo.triggered.connect(self._on_redo)
        stack.canUndoChanged.connect(self._undo.setEnabled)
        stack.canRedoChanged.connect(self._redo.setEnabled)
        stack.undoTextChanged.connect(self._on_undo_text_changed)
        stack.redoTextChanged.connect(self._on_redo_text_changed)

    @Slot()
    def _on_undo(self) -> None:
        text = self._stack.undoText()
        self._stack.undo()
        self.notice.emit(f"Undone: {text}")

    @Slot()
    def _on_redo(self) -> None:
        text = self._stack.redoText()
        self._stack.redo()
        self.notice.emit(f"Done again: {text}")

    @Slot(str)
    def _on_undo_text_changed(self, text: str) -> None:
        self._undo.setText(f"&Undo {text}")

    @Slot(str)
    def _on_redo_text_changed(self, text: str) -> None:
        self._redo.setText(f"&Redo {text}")
