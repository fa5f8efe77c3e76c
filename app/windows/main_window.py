"""The main window: builds the parts and wires them. It owns widgets only; the rest is handed in."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QSize, Qt, Slot
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QMainWindow, QVBoxLayout, QWidget

from app import actions
from app.bootstrap import APPLICATION
from app.model.document import Document
from app.model.settings import Settings
from app.panels.data import DataPanel
from app.panels.inputs import InputsPanel
from app.panels.network import NetworkPanel
from app.panels.run_bar import RunBar
from app.panels.training import TrainingPanel
from app.theme import Theme
from app.training.controller import Controller
from app.training.snapshot import Snapshot
from app.trouble.errors import ErrorReporter
from app.windows import placing
from app.windows.appearance import Appearance
from app.windows.error_panel import ErrorPanel
from app.windows.features import Features
from app.windows.files import Files
from app.windows.gallery import Gallery
from app.windows.lesson_note import LessonNote
from app.windows.menus import Menus
from app.windows.recovery.strip import RecoveryStrip
from app.windows.status_line import StatusLine
from app.windows.tab_order import order_tabs
from app.windows.workspace import Workspace


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
        self.asks_before_closing = True
        self.named_actions = actions.build(self)
        self.files = Files(document, controller, settings, self)
        self._build()
        self.features = Features(self, document, controller, settings, appearance, errors)
        self._connect()
        order_tabs(self, self._in_reading_order())
        self._on_theme_changed(appearance.theme)
        self._on_title_changed()
        appearance.dress()
        self._restore_layout()

    def _build(self) -> None:
        self.menus = Menus(self.menuBar(), self.named_actions, self._settings)
        self.run_bar = RunBar(self._document, self.named_actions)
        self.gallery = Gallery(self.named_actions, self)
        data = DataPanel(self._document, self.named_actions["own_data"])
        self.panels = (data, *(kind(self._document) for kind in (InputsPanel, NetworkPanel, TrainingPanel)))
        cards = self.gallery
        self.workspace = Workspace(self.panels, cards.network_card, cards.loss_card, cards.surface_card, cards.map_card)
        self.status = StatusLine()
        self.error_panel = ErrorPanel()
        self.recovery_strip = RecoveryStrip()
        self.note = LessonNote()
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.run_bar)
        column.addWidget(self.error_panel)
        column.addWidget(self.recovery_strip)
        column.addWidget(self.note)
        column.addWidget(self.workspace, 1)
        column.addWidget(self.status)
        self.setCentralWidget(body)
        self.menus.surface.addMenu(self.gallery.resolution_menu)
        self.menus.loss.addMenu(self.gallery.loss_card.smoothing_menu)
        self.menus.view.addMenu(self.gallery.scale_menu)
        # A click beside the fields ends typing; and at first no button has the focus, so that Space plays.
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setFocus()
        self.setMinimumSize(960, 640)
        self.resize(placing.USUAL)
        self._full_screen = placing.FullScreen(self)

    def _in_reading_order(self) -> list[QWidget]:
        """Left to right, top to bottom."""
        strip = self.gallery.map_panel.strip
        tools = {self.gallery.map_card: (strip,) if strip is not None else ()}
        cards = (part for card in self.workspace.cards for part in (card.heading, *tools.get(card, ()), card.view))
        return [self.run_bar, self.error_panel, self.recovery_strip, self.note, *self.panels, *cards, self.status]

    def _connect(self) -> None:
        self._connect_actions()
        self._document.changing.connect(self.status.clear_notice)
        self._document.file_changed.connect(self._on_title_changed)
        self._controller.snapshot_ready.connect(self._on_snapshot)
        self._appearance.theme_changed.connect(self._on_theme_changed)
        self.workspace.fill_changed.connect(self._on_fill_changed)
        for chosen in (self.menus.preset_chosen, self.features.presets.chosen):
            chosen.connect(self.files.new)
            chosen.connect(self.features.helping.recall)
        self.menus.recent_chosen.connect(self._on_recent_chosen)
        for source in (self._controller.notice, self.files.notice, *(panel.notice for panel in self.panels)):
            source.connect(self.status.notify)
        self.files.failed.connect(self.status.complain)

    def _connect_actions(self) -> None:
        for name, slot in (
            ("new", self._on_new),
            ("open", self.files.open),
            ("save", self.files.save),
            ("save_as", self.files.save_as),
            ("quit", self.close),
            ("full_screen", self._full_screen.set),
            ("reset_layout", self.workspace.reset_layout),
            ("show_output", partial(self._controller.show_unit, None)),
        ):
            self.named_actions[name].triggered.connect(slot)
        for card in self.workspace.cards:
            action = self.named_actions[f"fill_{card.name}"]
            action.triggered.connect(partial(self._fill, card.name))
            card.set_fill_action(action)
        self.addActions(list(self.named_actions.values()))

    def place(self, size: QSize | None = None) -> None:
        """Before it is shown: take `size`, or be as it was last, or at the first start such that it fits the screen."""
        if size is not None:
            placing.give_size(self, size)
        elif not placing.restore(self, self._settings.layout("window")):
            placing.fit(self)

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
        if self.asks_before_closing and not self.files.may_discard("the window closes"):
            event.ignore()
            return
        place = self._full_screen.geometry()  # before the views are back, which may end the full screen
        self.workspace.fill("")
        self._settings.set_layouts({"window": place, **self.workspace.layout_state()})
        self.hide()  # while the engine is getting ready, ending the training takes a moment
        self.features.end()
        self._controller.close()
        event.accept()

    @Slot()
    def _on_new(self) -> None:
        self.files.new("first-run")

    @Slot(str)
    def _on_recent_chosen(self, name: str) -> None:
        self.files.open_path(Path(name))

    def _fill(self, name: str) -> None:
        self.workspace.toggle_fill(name)

    # What happens.

    @Slot(object)
    def _on_snapshot(self, snapshot: Snapshot) -> None:
        self.gallery.show_snapshot(snapshot)
        self.run_bar.show_snapshot(snapshot)
        self.status.show_snapshot(snapshot)
        for panel in self.panels:
            panel.show_snapshot(snapshot)

    @Slot()
    def _on_title_changed(self) -> None:
        name = self.files.title()
        self.menus.set_title(f"{name} — edited" if self._document.unsaved else name)
        self.setWindowTitle(f"{name}[*] — {APPLICATION}")
        self.setWindowModified(self._document.unsaved)

    @Slot(object)
    def _on_theme_changed(self, theme: Theme) -> None:
        self.gallery.set_theme(theme)
        self.run_bar.set_theme(theme)
        for part in (*self.panels, *self.workspace.cards):
            part.set_theme(theme)

    @Slot(str)
    def _on_fill_changed(self, name: str) -> None:
        for other in ("network", "loss", "surface", "map"):
            self.named_actions[f"fill_{other}"].setChecked(other == name)
        self.gallery.catch_up()

    def _restore_layout(self) -> None:
        self.workspace.restore_layout({name: self._settings.layout(name) for name in ("columns", "middle", "right")})
