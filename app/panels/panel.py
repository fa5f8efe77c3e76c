"""What all panels share: a heading with quiet links, rows below, re-reading when the document changes."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from app.model.document import Document
from app.model.work import Work
from app.panels.elided import ElidedLabel
from app.panels.hideable import Part, hide
from app.panels.parts import label, link
from app.panels.rows import Rows
from app.theme import LIGHT, Theme
from app.training.snapshot import Snapshot
from nncore.spec import MAX_SEED

MARGIN = 12


class Panel(Rows):
    """One section of the column at the left."""

    def __init__(self, document: Document, title: str, parent: QWidget | None = None) -> None:
        super().__init__(document, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(title)
        self.theme = LIGHT
        self.hidden_parts: frozenset[str] = frozenset()
        self._heading = QHBoxLayout()
        self._heading.setSpacing(4)
        self._heading.addWidget(label(title, "heading"))
        self._heading.addStretch(1)
        self.body.setContentsMargins(MARGIN, 10, MARGIN, MARGIN)
        self.body.addLayout(self._heading)
        self.body.addSpacing(2)

    def _connect(self) -> None:
        self.document.changed.connect(self.on_changed)

    def set_theme(self, theme: Theme) -> None:
        """For what is drawn, which the style sheet does not reach."""
        self.theme = theme

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """For what shows how far the training is."""

    @property
    def parts(self) -> tuple[Part, ...]:
        """What of it can be hidden: every row, by the path of its field."""
        return tuple(Part(row.editor.objectName(), row.label.text(), (row,)) for row in self.fields)

    def hide_parts(self, names: Collection[str]) -> None:
        """Hide the parts called `names` and no others, those too that are not built yet."""
        self.hidden_parts = frozenset(names)
        hide(self.parts, names)

    @Slot(object, object)
    def on_changed(self, _old: Work, _new: Work) -> None:
        self.re_read()

    def add_hint(self) -> ElidedLabel:
        """Quiet words beside the heading."""
        hint = ElidedLabel("hint")
        self._heading.insertWidget(1, hint)
        return hint

    def add_hint_link(self) -> QToolButton:
        """Quiet words beside the heading, to press."""
        hint = link("", "")
        self._heading.insertWidget(1, hint)
        return hint

    def add_link(self, text: str, about: str) -> QToolButton:
        """Quiet words at the right of the heading, to press."""
        added = link(text, about)
        self._heading.addWidget(added)
        return added


def next_seed(seed: int) -> int:
    """The seed after `seed`; the first one after the last."""
    return (seed + 1) % (MAX_SEED + 1)
