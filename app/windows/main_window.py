"""The main window: builds the parts and wires them. It owns widgets only; the rest is handed in."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QMainWindow, QMenu, QVBoxLayout, QWidget

from app import actions, icons
from app.bootstrap import APPLICATION
from app.errors import ErrorReporter
from app.model.document import Document
from app.model.limits import MIN_SPEED
from app.model.settings import Settings
from app.model.work import FASTEST_PACED, FULL_SPEED
from app.panels.data import DataPanel
from app.panels.inputs import InputsPanel
from app.panels.network import NetworkPanel
from app.panels.run_bar import RunBar
from app.panels.training import TrainingPanel
from app.theme import Theme
from app.training.controller import Controller
from app.training.session import Grain
from app.training.snapshot import Snapshot
from app.windows import dialogs
from app.windows.appearance import CHOICES, Appearance
from app.windows.dropping import Dropping
from app.windows.feature import Feature
from app.windows.files import Files
from app.windows.gallery import Gallery
from app.windows.menus import Choice, Menus
from app.windows.status_line import StatusLine
from app.windows.workspace import Workspace

SPEED_FACTOR = 3.0  # per press of "faster"


class MainWindow(QMainWindow):
    """The one window of the program."""

    def __init__(
        self,
        document: Document,
        controller: Controller,
        settings: Settings,
        appearance: Appearance,
        errors: ErrorReporter,
    ) -> None:
        super().__init__()
        self._document = document
        self._controller = controller
        self._settings = settings
        self._appearance = appearance
        self._errors = errors
        self.asks_before_closing = True
        self.named_actions = actions.build(self)
        self.files = Files(document, controller, settings, self)
        self._build()
        self._add_features()
        self._connect()
        self._on_theme_changed(appearance.theme)
        self._on_title_changed()
        self._restore_layout()

    def _build(self) -> None:
        self.menus = Menus(self.menuBar(), self.named_actions, self._settings)
        self.run_bar = RunBar(self._document, self.named_actions)
        self.gallery = Gallery(self.named_actions, self)
        self.panels = tuple(kind(self._document) for kind in (DataPanel, InputsPanel, NetworkPanel, TrainingPanel))
        cards = self.gallery
        self.workspace = Workspace(self.panels, cards.network_card, cards.loss_card, cards.surface_card, cards.map_card)
        self.status = StatusLine()
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.run_bar)
        column.addWidget(self.workspace, 1)
        column.addWidget(self.status)
        self.setCentralWidget(body)
        self._theme_menu = QMenu("&Theme", self)
        self.menus.view.addSeparator()
        for menu in (self.gallery.resolution_menu, self.gallery.scale_menu, self._theme_menu):
            self.menus.view.addMenu(menu)
        # A click beside the fields ends typing; and at first no button has the focus, so that Space plays.
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setFocus()
        self.setMinimumSize(960, 640)
        self.resize(1280, 800)

    def _add_features(self) -> None:
        """What works beside the views and panels: each connects its own actions, and has something to say."""
        self.dropping = Dropping(self, {"": self.files.open_path})
        features: tuple[Feature, ...] = (
            # features
        )
        for feature in features:
            feature.notice.connect(self.status.notify)
            feature.failed.connect(self.status.complain)

    def _connect(self) -> None:
        self._connect_actions()
        self._connect_undo()
        self._document.changing.connect(self.status.clear_notice)
        self._document.file_changed.connect(self._on_title_changed)
        self._controller.snapshot_ready.connect(self._on_snapshot)
        self._controller.playing_changed.connect(self._on_playing_changed)
        self._appearance.theme_changed.connect(self._on_theme_changed)
        self.workspace.fill_changed.connect(self._on_fill_changed)
        self.gallery.resolution_chosen.connect(self._controller.set_resolution)
        self.menus.preset_chosen.connect(self.files.new)
        self.menus.recent_chosen.connect(self._on_recent_chosen)
        for source in (self._controller.notice, self.files.notice, *(panel.notice for panel in self.panels)):
            source.connect(self.status.notify)
        for source in (self._errors.reported, self.files.failed, self._controller.failed):
            source.connect(self.status.complain)
        themes = Choice(self._theme_menu, [(name.capitalize(), name) for name in CHOICES], self._appearance.choice)
        themes.chosen.connect(self._appearance.choose)
        self._appearance.choice_changed.connect(themes.show_choice)

    def _connect_undo(self) -> None:
        stack = self._document.undo_stack
        for name, can, text_changed, text_slot in (
            ("undo", stack.canUndoChanged, stack.undoTextChanged, self._on_undo_text_changed),
            ("redo", stack.canRedoChanged, stack.redoTextChanged, self._on_redo_text_changed),
        ):
            self.named_actions[name].setEnabled(False)
            can.connect(self.named_actions[name].setEnabled)
            text_changed.connect(text_slot)

    def _connect_actions(self) -> None:
        for name, slot in (
            ("new", self._on_new),
            ("open", self.files.open),
            ("save", self.files.save),
            ("save_as", self.files.save_as),
            ("quit", self.close),
            ("reset", self._controller.reset),
            ("play", self._controller.toggle),
            ("undo", self._on_undo),
            ("redo", self._on_redo),
            ("step_observation", partial(self._step, Grain.OBSERVATION)),
            ("step_batch", partial(self._step, Grain.BATCH)),
            ("step_epoch", partial(self._step, Grain.EPOCH)),
            ("slower", partial(self._change_speed, 1 / SPEED_FACTOR)),
            ("faster", partial(self._change_speed, SPEED_FACTOR)),
            ("full_speed", partial(self._change_speed, FULL_SPEED)),
            ("full_screen", self._on_full_screen),
            ("reset_layout", self.workspace.reset_layout),
            ("shortcuts", self._on_shortcuts),
            ("about", self._on_about),
        ):
            self.named_actions[name].triggered.connect(slot)
        for name in ("network", "loss", "surface", "map"):
            self.named_actions[f"fill_{name}"].triggered.connect(partial(self._fill, name))
        self.addActions(list(self.named_actions.values()))

    # What the user does.

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        if event.key() == Qt.Key.Key_Escape and self.workspace.filling:
            self.workspace.fill("")
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        if event.type() == QEvent.Type.WindowStateChange:
            self.named_actions["full_screen"].setChecked(self.isFullScreen())
        super().changeEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802  Qt's name
        if self.asks_before_closing and not self.files.may_discard():
            event.ignore()
            return
        self.workspace.fill("")
        self._settings.set_layout("window", self.saveGeometry())
        for name, state in self.workspace.layout_state().items():
            self._settings.set_layout(name, state)
        self.hide()  # while the engine is getting ready, ending the training takes a moment
        self._controller.close()
        event.accept()

    @Slot()
    def _on_new(self) -> None:
        self.files.new("first-run")

    @Slot()
    def _on_undo(self) -> None:
        text = self._document.undo_stack.undoText()
        self._document.undo_stack.undo()
        self.status.notify(f"Undone: {text}")

    @Slot()
    def _on_redo(self) -> None:
        text = self._document.undo_stack.redoText()
        self._document.undo_stack.redo()
        self.status.notify(f"Done again: {text}")

    @Slot(str)
    def _on_recent_chosen(self, name: str) -> None:
        self.files.open_path(Path(name))

    @Slot()
    def _on_shortcuts(self) -> None:
        dialogs.show_shortcuts(self, self.named_actions.values())

    @Slot()
    def _on_about(self) -> None:
        dialogs.show_about(self)

    @Slot(bool)
    def _on_full_screen(self, on: bool) -> None:
        state = self.windowState() & ~Qt.WindowState.WindowFullScreen
        self.setWindowState(state | Qt.WindowState.WindowFullScreen if on else state)

    def _step(self, grain: Grain) -> None:
        self._controller.step(grain)

    def _fill(self, name: str) -> None:
        self.workspace.toggle_fill(name)

    def _change_speed(self, factor: float) -> None:
        old = self._document.work.speed
        speed = FASTEST_PACED if old == FULL_SPEED and factor < 1 else max(MIN_SPEED, old * factor)
        self._document.set_speed(speed if speed <= FASTEST_PACED else FULL_SPEED)

    # What happens.

    @Slot(object)
    def _on_snapshot(self, snapshot: Snapshot) -> None:
        self.gallery.show_snapshot(snapshot)
        self.run_bar.show_snapshot(snapshot)
        self.status.show_snapshot(snapshot)

    @Slot()
    def _on_title_changed(self) -> None:
        name = self.files.title()
        self.menus.set_title(f"{name} — edited" if self._document.unsaved else name)
        self.setWindowTitle(f"{name}[*] — {APPLICATION}")
        self.setWindowModified(self._document.unsaved)

    @Slot(bool)
    def _on_playing_changed(self, playing: bool) -> None:
        play = self.named_actions["play"]
        play.setText("Pause" if playing else "Play")
        play.setIcon(icons.icon("pause" if playing else "play", "#ffffff"))

    @Slot(str)
    def _on_undo_text_changed(self, text: str) -> None:
        self.named_actions["undo"].setText(f"&Undo {text}")

    @Slot(str)
    def _on_redo_text_changed(self, text: str) -> None:
        self.named_actions["redo"].setText(f"&Redo {text}")

    @Slot(object)
    def _on_theme_changed(self, theme: Theme) -> None:
        self._on_playing_changed(self._controller.playing)
        self.gallery.set_theme(theme)
        self.run_bar.set_theme(theme)
        for panel in self.panels:
            panel.set_theme(theme)

    @Slot(str)
    def _on_fill_changed(self, name: str) -> None:
        for other in ("network", "loss", "surface", "map"):
            self.named_actions[f"fill_{other}"].setChecked(other == name)
        self.gallery.catch_up()

    def _restore_layout(self) -> None:
        geometry = self._settings.layout("window")
        if not geometry.isEmpty():
            self.restoreGeometry(geometry)
        self.workspace.restore_layout({name: self._settings.layout(name) for name in ("columns", "middle", "right")})
