"""The menu bar: lists of action names become menus; presets, recent files and a few choices are filled in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QMenuBar

from app import actions as table
from app.model.settings import Settings
from app.panels.parts import label
from app.windows.presets.words import unbroken
from nncore import PRESETS, Preset

ARTICLE, PLAYGROUND, DATA_SETS, FAILURES = "The &article", "&TensorFlow Playground", "&Data sets", "&Fail on purpose"


class Choice(QObject):
    """A menu of which one entry is checked."""

    chosen = Signal(object)

    def __init__(self, menu: QMenu, entries: Sequence[tuple[str, object]], current: object) -> None:
        super().__init__(menu)
        self._group = group = QActionGroup(self)
        for text, value in entries:
            action = menu.addAction(text)
            action.setData(value)
            action.setCheckable(True)
            action.setChecked(value == current)
            group.addAction(action)
        group.triggered.connect(self._on_triggered)

    def show_choice(self, value: object) -> None:
        """Check the entry for `value`, which was chosen elsewhere."""
        for action in self._group.actions():
            action.setChecked(action.data() == value)

    @Slot(QAction)
    def _on_triggered(self, action: QAction) -> None:
        self.chosen.emit(action.data())


class Menus(QObject):
    """Builds the menus into `bar` and keeps the changing ones up to date."""

    preset_chosen = Signal(str)
    recent_chosen = Signal(str)

    def __init__(self, bar: QMenuBar, actions: Mapping[str, QAction], settings: Settings) -> None:
        super().__init__(bar)
        self._actions = actions
        self._settings = settings
        self._bar = bar
        self.title = label("", "title")
        self._build_file(bar.addMenu("&File"))
        self._fill(bar.addMenu("&Edit"), table.EDIT_MENU)
        self._fill(bar.addMenu("&Train"), table.TRAIN_MENU)
        self.view = bar.addMenu("&View")
        self.surface = QMenu("&Surface", self.view)
        self.loss = QMenu("&Loss and accuracy", self.view)
        self._build_view()
        presets = bar.addMenu("&Presets")
        self._fill(presets, ("presets", table.SEPARATOR))
        self._build_presets(presets)
        self._fill(bar.addMenu("&Help"), table.HELP_MENU)

    def set_title(self, text: str) -> None:
        """Show the document's name at the right end of the bar."""
        self.title.setText(text)
        self._bar.setCornerWidget(self.title)  # only when it is set does the bar ask for its width

    def _fill(self, menu: QMenu, names: Sequence[str]) -> None:
        menu.setToolTipsVisible(True)
        for name in names:
            if name == table.SEPARATOR:
                menu.addSeparator()
            else:
                menu.addAction(self._actions[name])

    def _build_file(self, menu: QMenu) -> None:
        self._fill(menu, ("new",))
        self._build_presets(menu.addMenu("New from &preset"))
        self._fill(menu, ("open", "open_link"))
        self._recent = menu.addMenu("Open &recent")
        self._fill(menu, ("save", "save_as", "copy_link", table.SEPARATOR, "import_csv", "export_csv"))
        self._fill(menu.addMenu("Export pict&ure"), table.PICTURE_MENU)
        self._fill(menu, ("copy_picture", "export_chart_csv", table.SEPARATOR, "quit"))
        self._recent.triggered.connect(self._on_recent)
        self._settings.recent_changed.connect(self._on_recent_changed)
        self._on_recent_changed()

    def _build_view(self) -> None:
        self._fill(self.view, (*table.SHOWN_MENU, table.SEPARATOR))
        self.view.addMenu(self.surface)
        self._fill(self.surface, table.SURFACE_MENU)
        self.view.addMenu(self.loss)
        self._fill(self.loss, table.LOSS_MENU)
        self._fill(self.view.addMenu("&Fill the window"), table.FILL_MENU)
        self._fill(self.view, (table.SEPARATOR, *table.WINDOW_MENU))

    def _build_presets(self, menu: QMenu) -> None:
        """The first one, and the others in groups: in one list they would be higher than a small window."""
        first, *others = PRESETS.values()
        menu.setToolTipsVisible(True)
        _add_preset(menu, first)
        for title in (ARTICLE, PLAYGROUND, DATA_SETS, FAILURES):
            group = menu.addMenu(title)
            group.setToolTipsVisible(True)
            for preset in others:
                if _group(preset) == title:
                    _add_preset(group, preset)
        menu.triggered.connect(self._on_preset)

    @Slot(QAction)
    def _on_preset(self, action: QAction) -> None:
        if action.data():  # that of the gallery has none
            self.preset_chosen.emit(action.data())

    @Slot(QAction)
    def _on_recent(self, action: QAction) -> None:
        if action.data():
            self.recent_chosen.emit(action.data())
        else:
            self._settings.clear_recent()

    @Slot()
    def _on_recent_changed(self) -> None:
        self._recent.clear()
        files = self._settings.recent_files
        self._recent.setEnabled(bool(files))
        self._recent.setToolTipsVisible(True)
        for path in files:
            action = self._recent.addAction(path.name)
            action.setData(str(path))
            action.setToolTip(str(path))
        if files:
            self._recent.addSeparator()
            self._recent.addAction("Clear the list").setData("")


def _add_preset(menu: QMenu, preset: Preset) -> None:
    action = menu.addAction(preset.title)
    action.setData(preset.name)
    action.setToolTip(unbroken(preset.caption))


def _group(preset: Preset) -> str:
    if preset.fails:
        return FAILURES
    origin = preset.name.partition("-")[0]
    return {"article": ARTICLE, "playground": PLAYGROUND}.get(origin, DATA_SETS)
