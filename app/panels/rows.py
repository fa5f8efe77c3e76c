"""A column of rows that edit the document: what a panel is, and each section of one."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.model.document import Document
from app.panels.fields import Changes, FieldEditor, FieldRow, Read

SPACING = 4


class Rows(QWidget):
    """Rows below each other in `body`."""

    notice = Signal(str)  # what an edit did besides what was asked for, or why it was refused

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.document = document
        self.fields: list[FieldRow] = []
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(SPACING)

    def re_read(self) -> None:
        """Show what the document has."""
        for field in self.fields:
            field.binding.re_read()

    def add_field(
        self,
        label: str,
        editor: FieldEditor,
        path: str,
        about: str,
        *,
        name: str = "",
        read: Read | None = None,
        changes: Changes | None = None,
    ) -> FieldRow:
        """One more row: see FieldRow."""
        row = FieldRow(self.document, label, editor, path, about, name=name, read=read, changes=changes)
        row.binding.refused.connect(self.notice)
        self.fields.append(row)
        self.body.addWidget(row)
        return row
