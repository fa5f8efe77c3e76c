"""The tour: five steps through the window, at the first start and whenever the Help menu is asked for them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMainWindow

from app.model.settings import Settings
from app.training.controller import Controller
from app.windows.appearance import Appearance
from app.windows.classroom import Stage

if TYPE_CHECKING:
    from app.windows.tour.guide import TourGuide


class Tour(QObject):
    """Begins the tour, of which there is one at a time. Nothing of it is built before."""

    def __init__(
        self,
        window: QMainWindow,
        stage: Stage,
        controller: Controller,
        settings: Settings,
        appearance: Appearance,
        actions: Mapping[str, QAction],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._stage = stage
        self._controller = controller
        self._settings = settings
        self._appearance = appearance
        self._actions = actions
        self._guide: TourGuide | None = None
        actions["tour"].triggered.connect(self.begin)

    @property
    def guide(self) -> TourGuide | None:
        """The tour while it is shown."""
        return self._guide

    def begin_at_first(self) -> None:
        """Show it if it was never shown before."""
        if not self._settings.tour_seen:
            self.begin()

    @Slot()
    def begin(self) -> None:
        """Show it from its first step on, in the whole window."""
        from app.windows.tour.guide import TourGuide  # most starts do without

        self._settings.tour_seen = True
        if self._guide is not None:
            self._guide.end()
        if self._actions["present"].isChecked():
            self._actions["present"].trigger()
        self._stage.workspace.fill("")
        self._guide = TourGuide(self._window, self._stage, self._controller, self._appearance, self._actions)
        self._guide.ended.connect(self._on_ended)
        self._guide.begin()

    @Slot()
    def _on_ended(self) -> None:
        self._guide = None
