"""What all panels share: a heading with quiet links, rows below, re-reading when the document changes."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from app.model.document import Document
from app.model.work import Work
from app.panels.choice_field import ChoiceField
from app.panels.elided import ElidedLabel
from app.panels.fields import Changes, FieldRow, Read
from app.panels.number_field import NumberField
from app.panels.parts import label, link
from app.panels.switch import Switch
from app.theme import LIGHT, Theme
from nncore.spec import MAX_SEED

MARGIN = 12
SPACING = 4


class Panel(QWidget):
    """One section of the column at the left."""

    notice = Signal(str)  # what an edit did besides what was asked for, or why it was refused

    def __init__(self, document: Document, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(title)
        self.document = document
        self.theme = LIGHT
        self.fields: list[FieldRow] = []
        self._heading = QHBoxLayout()
        self._heading.setSpacing(4)
        self._heading.addWidget(label(title, "heading"))
        self._heading.addStretch(1)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(MARGIN, 10, MARGIN, MARGIN)
        self.body.setSpacing(SPACING)
        self.body.addLayout(self._heading)
        self.body.addSpacing(2)

    def _connect(self) -> None:
        self.document.changed.connect(self.on_changed)

    def re_read(self) -> None:
        """Show what the document has."""
        for field in self.fields:
            field.binding.re_read()

    def set_theme(self, theme: Theme) -> None:
        """For what is drawn, which the style sheet does not reach."""
        self.theme = theme

    @Slot(object, object)
    def on_changed(self, _old: Work, _new: Work) -> None:
        self.re_read()

    def add_hint(self) -> ElidedLabel:
        """Quiet words beside the heading."""
        hint = ElidedLabel("hint")
        self._heading.insertWidget(1, hint)
        return hint

    def add_link(self, text: str, about: str) -> QToolButton:
        """Quiet words at the right of the heading, to press."""
        added = link(text, about)
        self._heading.addWidget(added)
        return added

    def add_field(
        self,
        name: str,
        editor: NumberField | ChoiceField | Switch,
        path: str,
        about: str,
        *,
        read: Read | None = None,
        changes: Changes | None = None,
    ) -> FieldRow:
        """One more row, labelled `name`: see FieldRow."""
        row = FieldRow(self.document, name, editor, path, about, read=read, changes=changes)
        row.binding.refused.connect(self.notice)
        self.fields.append(row)
        self.body.addWidget(row)
        return row


def next_seed(seed: int) -> int:
    """The seed after `seed`; the first one after the last."""
    return (seed + 1) % (MAX_SEED + 1)
