"""A field for one of the entries of a table, such as the activations."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPaintEvent, QStandardItemModel, QWheelEvent
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QStylePainter

from app.panels.curve import Curves
from app.panels.keys import reach_by_keyboard
from app.panels.preview import Preview
from app.panels.tips import entry_tip, tip
from app.type_size import scaled

MIN_WIDTH = 72  # a list shows all of its longest entry, the field at least the beginning


class ChoiceField(QComboBox):
    """One of the `entries`, which have a name, a title and a formula: shows titles, hands on names.

    A card beside the open list explains the entry that is pointed at, with its `curves` where it has some.
    """

    edited = Signal(object)  # str

    def __init__(self, entries: Iterable[Any], curves: Callable[[Any], Curves | None] | None = None) -> None:
        super().__init__()
        self._curves = curves
        self.preview: Preview | None = None  # made when the list is first opened
        self._about = ""
        self._value: Any = None
        self._entries = tuple(entries)
        for entry in self._entries:
            self.addItem(entry.title, entry.name)
        self.forbid({})
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        reach_by_keyboard(self, Qt.Key.Key_Home, Qt.Key.Key_End)
        self.activated.connect(self._on_activated)
        self.highlighted.connect(self._on_highlighted)

    def show_value(self, value: Any) -> None:
        self._value = value
        with QSignalBlocker(self):
            self.setCurrentIndex(self.findData(value))
        self._show_tip()

    def refuse(self) -> None:
        self.show_value(self._value)

    def forbid(self, reasons: Mapping[Any, str]) -> None:
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
        return QSize(scaled(MIN_WIDTH), super().minimumSizeHint().height())

    def showPopup(self) -> None:  # noqa: N802  Qt's name
        view = self.view()
        view.setMinimumWidth(view.sizeHintForColumn(0) + scaled(24))
        super().showPopup()
        for part in (view.window(), view.viewport()):  # both made just now, where it is the first time
            part.installEventFilter(self)
        self._on_highlighted(self.currentIndex())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        if event.type() == QEvent.Type.ToolTip:  # of an entry in the list: the card has it all
            return True
        if event.type() == QEvent.Type.Hide and self.preview is not None and watched is self.view().window():
            self.preview.withdraw()
        return super().eventFilter(watched, event)

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

    @Slot(int)
    def _on_highlighted(self, index: int) -> None:
        if not self.view().isVisible():
            return  # arrow keys choose without the list, and nothing would withdraw the card
        words = self.itemData(index, Qt.ItemDataRole.ToolTipRole)
        curves = self._curves(self._entries[index]) if self._curves is not None else None
        if self.preview is None:
            self.preview = Preview(self)
        self.preview.show_entry(words, curves, self.view().window())

    def _show_tip(self) -> None:
        self.setToolTip(self._about + (self.currentData(Qt.ItemDataRole.ToolTipRole) or ""))
