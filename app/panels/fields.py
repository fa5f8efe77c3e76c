"""The one way in which a widget edits the document: a binding, and the row of label and editor around it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from operator import attrgetter
from typing import Any, Protocol

from PySide6.QtCore import QObject, Signal, SignalInstance, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QWidget

from app.model.document import Document
from app.panels.choice_field import ChoiceField
from app.panels.error_label import Described, ErrorLabel
from app.panels.notation import NUMBER, sentence
from app.panels.number_field import NumberField
from app.panels.parts import row_label
from app.panels.scrub_label import HOW, ScrubLabel
from app.panels.switch import Switch
from app.panels.tips import tip
from nncore import Experiment, SpecError

Read = Callable[[Experiment], Any]
Changes = Callable[[Any], Mapping[str, object]]
FieldEditor = NumberField | ChoiceField | Switch


class Editor(Described, Protocol):
    """A widget that edits one value. `edited` says what a person did, never what `show_value` did."""

    @property
    def edited(self) -> SignalInstance: ...

    def show_value(self, value: Any) -> None: ...

    def refuse(self) -> None:
        """The value of the last `edited` is not allowed."""

    def set_about(self, tool_tip: str) -> None:
        """What is edited here."""


class Binding(QObject):
    """Keeps an editor and the value at `path` of the experiment the same.

    Where one is not simply the other, `read` finds the value and `changes` says what has to change for a new one.
    """

    applied = Signal(object)  # the changes that were made
    refused = Signal(str)  # the sentence, which beside the field goes as soon as the field is left

    def __init__(
        self,
        document: Document,
        editor: Editor,
        error: ErrorLabel,
        name: str,
        path: str,
        *,
        read: Read | None = None,
        changes: Changes | None = None,
    ) -> None:
        super().__init__(error)
        self._document = document
        self._editor = editor
        self._error = error
        self._name = name
        self._path = path
        self._read = read or attrgetter(path)
        self._changes = changes or self._plain_changes
        self._notation = editor.notation if isinstance(editor, NumberField) else NUMBER
        self._drags = 0
        self._drag = 0  # the number of the drag under way
        self._connect()
        self.re_read()

    def _connect(self) -> None:
        self._editor.edited.connect(self.on_edited)
        if isinstance(self._editor, NumberField):
            self._editor.settled.connect(self._error.withdraw)

    def re_read(self) -> None:
        """Show the value that the experiment has."""
        self._error.withdraw()
        self._editor.show_value(self._read(self._document.experiment))

    @Slot()
    def begin_drag(self) -> None:
        """All edits until `end_drag` are one step of undo."""
        self._drags += 1
        self._drag = self._drags

    @Slot()
    def end_drag(self) -> None:
        self._drag = 0

    @Slot(object)
    def on_edited(self, value: object) -> None:
        try:
            changes = self._changes(value)
            self._document.edit(changes, self._name, merge=True, drag=self._drag)
        except SpecError as error:
            self._editor.refuse()
            said = sentence(self._name, error, self._notation)
            self._error.say(said, self._editor)
            self.refused.emit(said)
            return
        self.re_read()  # also where nothing changed: 3e-2 becomes 0.03
        self.applied.emit(changes)

    def _plain_changes(self, value: object) -> Mapping[str, object]:
        return {self._path: value}


class FieldRow(QWidget):
    """Label and editor, and over what is below them the sentence when there is one. `about` becomes the tool tip.

    `name` is what it is called where its neighbours do not explain it, as in a sentence: else that is the label.
    """

    def __init__(
        self,
        document: Document,
        label: str,
        editor: FieldEditor,
        path: str,
        about: str,
        *,
        name: str = "",
        read: Read | None = None,
        changes: Changes | None = None,
    ) -> None:
        super().__init__()
        self.editor = editor
        self._beside = QHBoxLayout()
        self.error = ErrorLabel(self)
        self.binding = Binding(document, editor, self.error, name or label, path, read=read, changes=changes)
        self.label = row_label(ScrubLabel(label) if isinstance(editor, NumberField) else QLabel(label))
        self._about = about
        self._formula = ""
        editor.setObjectName(path)
        editor.setAccessibleName(name or label)
        self.label.setBuddy(editor)  # by which a screen reader names a list, whose own name is the entry it shows
        self._explain(about)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(0)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self.label, 0, 0)
        grid.addWidget(editor, 0, 1)
        grid.addLayout(self._beside, 0, 2)
        self._connect()

    def _connect(self) -> None:
        if isinstance(self.label, ScrubLabel) and isinstance(self.editor, NumberField):
            self.label.begun.connect(self.binding.begin_drag)
            self.label.scrubbed.connect(self.editor.stepBy)
            self.label.ended.connect(self.binding.end_drag)
            self.label.clicked.connect(self.editor.take_up)

    def add_beside(self, widget: QWidget) -> None:
        """Put `widget` at the right of the editor."""
        self._beside.addWidget(widget)

    def set_formula(self, formula: str) -> None:
        """The tool tip shows `formula`, in which the value has its part."""
        self._formula = formula
        self._explain(self._about)

    def set_idle(self, why: str, shown: str) -> None:
        """Nothing can be edited here now: the tool tip says `why`, and a number reads `shown`. "" to edit again."""
        self.setEnabled(not why)
        self._explain(why or self._about)
        if why:
            self.set_shown(shown)

    def set_shown(self, text: str) -> None:
        """Let a number that cannot be edited now read `text`."""
        if isinstance(self.editor, NumberField):
            self.editor.show_instead(text)

    def _explain(self, text: str) -> None:
        self.editor.set_about(tip(text, self._formula))
        can_drag = isinstance(self.editor, NumberField) and self.isEnabled()
        self.label.setToolTip(tip(text, self._formula, HOW if can_drag else ""))
