"""A field for one of the entries of a table, such as the activations."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal, Slot
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox

from app.panels.keys import reach_by_keyboard
from app.panels.tips import entry_tip

MIN_WIDTH = 72  # a list shows all of its longest entry, the field at least the beginning


class ChoiceField(QComboBox):
    """One of the `entries`, which have a name and a title: shows titles, hands on names."""

    edited = Signal(object)  # str

    def __init__(self, entries: Iterable[Any]) -> None:
        super().__init__()
        self._about = ""
        for i, entry in enumerate(entries):
            self.addItem(entry.title, entry.name)
            self.setItemData(i, entry_tip(entry), Qt.ItemDataRole.ToolTipRole)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        reach_by_keyboard(self, Qt.Key.Key_Home, Qt.Key.Key_End)
        self.activated.connect(self._on_activated)

    def show_value(self, value: Any) -> None:
        with QSignalBlocker(self):
            self.setCurrentIndex(self.findData(value))
        self._show_tip()

    def refuse(self) -> None:
        """A table's entries are allowed one and all."""

    def set_about(self, tool_tip: str) -> None:
        self._about = tool_tip
        self._show_tip()

    def minimumSizeHint(self) -> QSize:  # noqa: N802  Qt's name
        return QSize(MIN_WIDTH, super().minimumSizeHint().height())

    def showPopup(self) -> None:  # noqa: N802  Qt's name
        view = self.view()
        view.setMinimumWidth(view.sizeHintForColumn(0) + 24)
        super().showPopup()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802  Qt's name
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    @Slot(int)
    def _on_activated(self, index: int) -> None:
        self.edited.emit(self.itemData(index))

    def _show_tip(self) -> None:
        self.setToolTip(self._about + (self.currentData(Qt.ItemDataRole.ToolTipRole) or ""))
