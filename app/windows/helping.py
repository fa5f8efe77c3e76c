"""Help where a training goes wrong: what is found, what a lesson asks to look at, and the cures for both."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction

from app.model import cures
from app.model.cures import Cure
from app.model.document import Document
from app.numbers import localised
from app.theme import Theme
from app.training.controller import Controller
from app.training.snapshot import Phase, Snapshot
from app.windows.appearance import Appearance
from app.windows.health_line import HealthLine
from app.windows.lesson_note import LessonNote
from nncore import PRESETS, Experiment, Preset, SpecError


class Helping(QObject):
    """Fills the health line from the snapshots and the note from the experiment; one step of undo for each cure."""

    notice = Signal(str)
    failed = Signal(str)

    def __init__(
        self,
        document: Document,
        controller: Controller,
        appearance: Appearance,
        line: HealthLine,
        note: LessonNote,
        action: QAction,
    ) -> None:
        super().__init__(line)
        self._document = document
        self._controller = controller
        self._line = line
        self._note = note
        self._action = action
        self._lesson: Preset | None = None
        self._finished = ""  # why, where the training has
        self._connect(appearance)
        self._on_theme_changed(appearance.theme)
        self._on_work_changed()

    def _connect(self, appearance: Appearance) -> None:
        appearance.theme_changed.connect(self._on_theme_changed)
        self._controller.snapshot_ready.connect(self._on_snapshot)
        self._controller.playing_changed.connect(self._on_playing_changed)
        self._document.changed.connect(self._on_work_changed)
        self._line.cure_chosen.connect(self.apply)
        self._line.cure_changed.connect(self._on_cure_changed)
        self._note.cure_chosen.connect(self.apply)
        self._note.closed.connect(self._on_closed)
        self._action.triggered.connect(self._on_action)

    @Slot(object)
    def apply(self, cure: Cure) -> None:
        """Make the changes of `cure`, and say how to go on."""
        run = self._document.work.run
        try:
            cures.apply(self._document, cure)
        except SpecError as error:
            self.failed.emit(f"This cannot be tried here: {error}.")
            return
        again = "The training begins again" if self._document.work.run != run else "The training goes on"
        how = again if self._controller.playing else "Press Play to see what it does"
        self.notice.emit(f"{cure.title}: done. {how}; Undo takes it back.")

    @Slot()
    def recall(self) -> None:
        """Show the note again, where there is one: the preset was opened anew."""
        self._lesson = None
        self._on_work_changed()

    def _offered(self) -> Cure | None:
        """The cure that a key applies: that of the note, which is the larger of the two."""
        return self._note.cure or self._line.cure

    @Slot(object)
    def _on_snapshot(self, snapshot: Snapshot) -> None:
        self._finished = snapshot.message if snapshot.phase is Phase.FINISHED else ""
        stopped_by, epoch = snapshot.state.progress.stopped_by, snapshot.state.epoch
        way_on = cures.without_rule(snapshot.experiment, stopped_by, epoch) if self._finished else None
        self._line.show_way_on(way_on)
        self._line.show_findings(snapshot.findings, snapshot.experiment)

    @Slot(bool)
    def _on_playing_changed(self, playing: bool) -> None:
        if playing and self._finished:
            self.notice.emit(f"{localised(self._finished)}. Remove the rule to go on.")

    @Slot()
    def _on_work_changed(self) -> None:
        lesson = _lesson(self._document.experiment)
        if lesson is not self._lesson:
            self._lesson = lesson
            self._note.show_lesson(lesson)
            self._on_cure_changed()

    @Slot()
    def _on_closed(self) -> None:
        self._note.show_lesson(None)
        self._on_cure_changed()

    @Slot()
    def _on_cure_changed(self) -> None:
        self._line.set_offering(self._note.cure is None)
        self._action.setEnabled(self._offered() is not None)

    @Slot()
    def _on_action(self) -> None:
        offered = self._offered()
        if offered is not None:
            self.apply(offered)

    @Slot(object)
    def _on_theme_changed(self, theme: Theme) -> None:
        self._line.set_theme(theme)
        self._note.set_theme(theme)


def _lesson(experiment: Experiment) -> Preset | None:
    """The preset that is meant to fail and that `experiment` is, as long as nothing of it is changed."""
    return next((preset for preset in PRESETS.values() if preset.fails and preset.experiment == experiment), None)
