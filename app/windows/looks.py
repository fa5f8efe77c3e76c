"""Looks: what the View menu says about theme, type and numbers, and what is written anew when they change."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from app.training.controller import Controller
from app.windows.appearance import CHOICES, SIGNS, Appearance
from app.windows.classroom import Stage
from app.windows.menus import Choice

SIGN_NAMES = ("As the system", "0.5", "0,5")


class Looks(QObject):
    """Connects the menus to `appearance`, and has the numbers on the stage written anew."""

    def __init__(self, appearance: Appearance, controller: Controller, stage: Stage, parent: QObject) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._controller = controller
        self._stage = stage
        appearance.numbers_changed.connect(self._on_numbers_changed)

    def fill(self, menu: QMenu, large: QAction) -> None:
        """Put the choices into `menu`, and let `large` switch the large type."""
        themes = Choice(
            menu.addMenu("&Theme"), [(name.capitalize(), name) for name in CHOICES], self._appearance.choice
        )
        themes.chosen.connect(self._appearance.choose)
        self._appearance.choice_changed.connect(themes.show_choice)
        signs = Choice(menu.addMenu("&Numbers"), list(zip(SIGN_NAMES, SIGNS, strict=True)), self._appearance.sign)
        signs.chosen.connect(self._appearance.set_sign)
        self._appearance.sign_changed.connect(signs.show_choice)
        large.setChecked(self._appearance.large)
        large.toggled.connect(self._appearance.set_large)
        self._appearance.large_changed.connect(large.setChecked)

    @Slot()
    def _on_numbers_changed(self) -> None:
        stage, latest = self._stage, self._controller.latest
        stage.run_bar.re_read()
        for panel in stage.panels:
            panel.re_read()
        if latest is not None:
            for shown in (stage.run_bar, stage.status):
                shown.show_snapshot(latest)
