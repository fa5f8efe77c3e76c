"""A push button that is an action: its words, icon, tool tip and whether it can be pressed."""

from __future__ import annotations

from PySide6.QtCore import QSize, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QPushButton

from app.panels.keys import reach_by_keyboard
from app.type_size import follow_type


class ActionButton(QPushButton):
    """Like QToolButton.setDefaultAction, with icon and words in the middle of the button."""

    def __init__(self, action: QAction, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._action = action
        follow_type(self, self.setIconSize, QSize(16, 16))
        self.setAutoDefault(False)
        reach_by_keyboard(self)
        self._connect()
        self.on_action_changed()

    def _connect(self) -> None:
        self.clicked.connect(self._action.trigger)
        self._action.changed.connect(self.on_action_changed)

    @Slot()
    def on_action_changed(self) -> None:
        self.setText(self._action.text())
        self.setIcon(self._action.icon())
        self.setToolTip(self._action.toolTip())
        self.setEnabled(self._action.isEnabled())
