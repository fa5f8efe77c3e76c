"""Classroom: a teacher hides controls from learners, which the file keeps; whoever wants to can look at them again."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.model.document import Document
from app.model.work import Work
from app.panels.hideable import Part
from app.panels.panel import Panel
from app.panels.parts import link
from app.panels.run_bar import RunBar
from app.panels.tips import explain, tip
from app.windows.status_line import StatusLine
from app.windows.workspace import Workspace
from nncore import SpecError
from nncore.lesson import MAX_HIDDEN

if TYPE_CHECKING:
    from app.windows.classroom_window import ClassroomWindow

PANELS = ("panel.data", "panel.inputs", "panel.network", "panel.training")
RUN_BAR = "run"
CARD = "card."

HIDDEN, HIDDEN_TIP = (
    "some controls are hidden · show",
    "The file hides some controls. Show them, until it is opened again.",
)
LIFTED, LIFTED_TIP = "all controls are shown · hide again", "Hide again what the file hides."


@dataclass(frozen=True, slots=True)
class Stage:
    """What can be hidden."""

    run_bar: RunBar
    panels: Sequence[Panel]
    workspace: Workspace
    status: StatusLine

    def groups(self) -> tuple[tuple[Part, tuple[Part, ...]], ...]:
        """Everything, each with the parts it has."""
        cards = (Part(f"{CARD}{card.name}", card.accessibleName(), ()) for card in self.workspace.cards)
        panels = zip(PANELS, self.panels, strict=True)
        return (
            (Part(RUN_BAR, "Run bar", (self.run_bar,)), self.run_bar.parts),
            *((Part(name, panel.accessibleName(), (panel,)), panel.parts) for name, panel in panels),
            *((card, ()) for card in cards),
        )

    def hide(self, names: Collection[str]) -> None:
        """Hide what is called `names` and nothing else. Names that are not known here do nothing."""
        self.run_bar.setVisible(RUN_BAR not in names)
        self.run_bar.hide_parts(names)
        for name, panel in zip(PANELS, self.panels, strict=True):
            panel.setVisible(name not in names)
            panel.hide_parts(names)
        cards = [card.name for card in self.workspace.cards]
        self.workspace.hide_cards([name for name in cards if f"{CARD}{name}" in names])


class Classroom(QObject):
    """Hides what the document says, and follows its undo and redo."""

    notice = Signal(str)
    failed = Signal(str)

    def __init__(self, document: Document, stage: Stage, window: QWidget, actions: Mapping[str, QAction]) -> None:
        super().__init__(window)
        self._document = document
        self.stage = stage
        self._window = window
        self._actions = actions
        self._lifted = False  # whether all is shown for this time
        self._dialog: ClassroomWindow | None = None
        self.link = link(HIDDEN, HIDDEN_TIP)
        self.link.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)  # the line keeps its height
        stage.status.add(self.link)
        self._connect()
        self.apply()

    def _connect(self) -> None:
        self._document.changed.connect(self._on_changed)
        self._actions["classroom"].triggered.connect(self.choose)
        self.link.clicked.connect(self._on_link)

    @Slot()
    def choose(self) -> None:
        """Let a teacher choose, beside the window, where it can be seen what becomes of it."""
        from app.windows.classroom_window import ClassroomWindow  # most starts do without

        self._lifted = False
        self.apply()
        if self._dialog is None:
            self._dialog = ClassroomWindow(self.stage.groups(), self._document.work.lesson, self._window)
            self._dialog.hidden_changed.connect(self._on_hidden_changed)
            self._dialog.everything_wanted.connect(self._on_everything_wanted)
            self._dialog.finished.connect(self._on_closed)
        self._dialog.show()
        self._dialog.raise_()
        self._dialog.activateWindow()

    @Slot(str, str, bool)
    def _on_hidden_changed(self, name: str, title: str, hidden: bool) -> None:
        try:
            lesson = self._document.work.lesson.hiding(name, on=hidden)
        except SpecError:
            self.failed.emit(f"{title} was not hidden: the file hides {MAX_HIDDEN} already.")
            self._show_in_dialog()
        else:
            self._document.set_lesson(lesson, f"{'Hide' if hidden else 'Show'} “{title}”")

    @Slot()
    def _on_everything_wanted(self) -> None:
        self._document.set_lesson(replace(self._document.work.lesson, hidden=()), "Show everything")

    @Slot()
    def _on_closed(self) -> None:
        self._dialog = None

    @Slot()
    def _on_link(self) -> None:
        self._lifted = not self._lifted
        self.apply()

    @Slot(object, object)
    def _on_changed(self, old: Work, new: Work) -> None:
        if old.lesson.hidden != new.lesson.hidden:
            self._lifted = False
            self.apply()

    @Slot()
    def apply(self) -> None:
        """Hide what is to be hidden, and show the rest."""
        hidden = self._document.work.lesson.hidden
        in_force = () if self._lifted else hidden
        self.stage.hide(in_force)
        for card in self.stage.workspace.cards:
            self._actions[f"fill_{card.name}"].setEnabled(f"{CARD}{card.name}" not in in_force)
        self.link.setVisible(bool(hidden))
        self.link.setText(LIFTED if self._lifted else HIDDEN)
        explain(self.link, self.link.text(), tip(LIFTED_TIP if self._lifted else HIDDEN_TIP))
        self._show_in_dialog()

    def _show_in_dialog(self) -> None:
        if self._dialog is not None:
            self._dialog.show_lesson(self._document.work.lesson)
