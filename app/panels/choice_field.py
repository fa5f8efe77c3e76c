"""A field for one of the entries of a table, such as the activations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPaintEvent, QStandardItemModel, QWheelEvent
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QStylePainter

from app.panels.keys import reach_by_keyboard
from app.panels.tips import entry_tip, tip

MIN_WIDTH = 72  # a list shows all of its longest entry, the field at least the beginning


class ChoiceField(QComboBox):
    """One of the `entries`, which have a name and a title: shows titles, hands on names."""

    edited = Signal(object)  # str

    def __init__(self, entries: Iterable[Any]) -> None:
        super().__init__()
        self._about = ""
        self._value: Any = None
        self._entries = tuple(entries)
        for entry in self._entries:
            self.addItem(entry.title, entry.name)
        self.forbid({})
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        reach_by_keyboard(self, Qt.Key.Key_Home, Qt.Key.Key_End)
        self.activated.connect(self._on_activated)

    def show_value(self, value: Any) -> None:
        self._value = value
        with QSignalBlocker(self):
            self.setCurrentIndex(self.findData(value))
        self._show_tip()

    def refuse(self) -> None:
        self.show_value(self._value)

    def forbid(self, reasons: Mapping[str, str]) -> None:
        """Offer all entries but the names in `reasons`, whose tool tips say why they cannot be chosen now."""
        model = self.model()
        for i, entry in enumerate(self._entries):
            reason = reasons.get(entry.name, "")
            self.setItemData(i, tip(reason) + entry_tip(entry), Qt.ItemDataRole.ToolTipRole)
            if isinstance(model, QStandardItemModel):
                model.item(i).setEnabled(not reason)

    def set_about(self, tool_tip: str) -> None:
        self._about = tool_tip
        self._show_tip()

    def minimumSizeHint(self) -> QSize:  # noqa: N802  Qt's name
        return QSize(MIN_WIDTH, super().minimumSizeHint().height())

    def showPopup(self) -> None:  # noqa: N802  Qt's name
        view = self.view()
        view.setMinimumWidth(view.sizeHintForColumn(0) + 24)
        super().showPopup()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802  Qt's name
        option, control = QStyleOptionComboBox(), QStyle.ComplexControl.CC_ComboBox
        self.initStyleOption(option)
        room = self.style().subControlRect(control, option, QStyle.SubControl.SC_ComboBoxEditField, self)
        option.currentText = self.fontMetrics().elidedText(
            self.currentText(), Qt.TextElideMode.ElideRight, room.width()
        )
        painter = QStylePainter(self)
        painter.drawComplexControl(control, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

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
