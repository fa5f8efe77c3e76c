"""What works beside the views and panels of the main window: built here, and given its place in the status line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app import folders
from app.model.autosave import Autosave
from app.model.document import Document
from app.model.settings import Settings
from app.training.controller import Controller
from app.trouble.errors import ErrorReporter
from app.windows.about import About
from app.windows.appearance import Appearance
from app.windows.chart_export import ChartExport
from app.windows.classroom import Classroom, Stage
from app.windows.describing import Describing
from app.windows.diagram_edits import DiagramEdits
from app.windows.dropping import Dropping
from app.windows.feature import Feature
from app.windows.help.feature import HelpDesk
from app.windows.helping import Helping
from app.windows.links import Links
from app.windows.looks import Looks
from app.windows.own_data.feature import OwnData
from app.windows.painting import Painting
from app.windows.pictures import Pictures
from app.windows.playing import Playing
from app.windows.preferences import Preferences
from app.windows.presenting import Presenting
from app.windows.presets.feature import Presets
from app.windows.recovery.autosaving import Autosaving
from app.windows.recovery.feature import Recovery
from app.windows.remembered import Remembered
from app.windows.reporting import Reporting
from app.windows.shortcuts_window import Shortcuts
from app.windows.tour.feature import Tour
from app.windows.undoing import Undoing

if TYPE_CHECKING:
    from app.windows.main_window import MainWindow


class Features:
    """Each connects its own actions, and has something to say. Those that others need have a name here."""

    def __init__(
        self,
        window: MainWindow,
        document: Document,
        controller: Controller,
        settings: Settings,
        appearance: Appearance,
        errors: ErrorReporter,
    ) -> None:
        self._window = window
        actions, gallery, workspace = window.named_actions, window.gallery, window.workspace
        self.own_data = OwnData(document, controller, settings, appearance, window, actions)
        self.own_data.axes.changed.connect(gallery.set_axes)
        self.dropping = Dropping(window, {"": window.files.open_path, **self.own_data.openers})
        shortcuts = Shortcuts(window, actions, workspace.cards)
        self.help_desk = HelpDesk(document, controller, appearance, window, actions, shortcuts.groups)
        frame = (window.menuBar(), window.run_bar, window.recovery_strip, window.note, window.status)
        presenting = Presenting(window, workspace, frame, actions["present"], urgent=[window.error_panel])
        self.helping = Helping(document, controller, appearance, window.status.health, window.note, actions["cure"])
        self.presets = Presets(appearance, window, actions["presets"])
        stage = Stage(window.run_bar, window.panels, workspace, window.status)
        Describing(controller, gallery)
        Remembered(document, controller, gallery, settings, window)
        Preferences(settings, appearance, gallery, window, actions["preferences"])
        looks = Looks(appearance, controller, stage, window)
        looks.fill(window.menus.view, actions["large_type"])
        self.classroom = Classroom(document, stage, window, actions)
        presenting.ended.connect(self.classroom.apply)  # which has parts of the frame hidden, since then perhaps
        self.tour = Tour(window, stage, controller, settings, appearance, actions)
        self.autosave = Autosave(folders.state_folder() / "autosaves", window)
        self.autosaving = Autosaving(self.autosave, document, controller, appearance, window)
        self.recovery = Recovery(window.recovery_strip, self.autosave, document, controller, window.files, appearance)
        self.reporting = Reporting(errors, window, document, controller, appearance, self.autosave, actions)
        self._let_speak(
            # features
            About(window, self.reporting, actions),
            self.reporting,
            self.autosaving,
            self.recovery,
            self.classroom,
            Playing(document, controller, actions, window),
            Undoing(document.undo_stack, actions, window),
            DiagramEdits(gallery.diagram, controller, window),
            Painting(document, controller, gallery, actions["paint"]),
            ChartExport(document, settings, gallery.loss.chart, window, actions),
            self.own_data,
            self.helping,
            Links(document, controller, window.files, window, actions),
            Pictures(document, settings, appearance, workspace, window, actions),
        )

    def end(self) -> None:
        """The window is closed."""
        self.autosaving.end()
        self.recovery.end()

    def _let_speak(self, *features: Feature) -> None:
        for feature in features:
            feature.notice.connect(self._window.status.notify)
            feature.failed.connect(self._window.status.complain)
