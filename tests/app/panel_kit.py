"""A hand on a panel: finds editors by the path of their value, types, and reads the sentences that are shown."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from app import actions
from app.model.document import Document
from app.panels.choice_field import ChoiceField
from app.panels.error_label import ErrorLabel
from app.panels.number_field import NumberField
from app.panels.run_bar import RunBar


class BarWindow(QMainWindow):
    """A window with the program's actions and nothing but the bar; it writes down which actions were triggered."""

    def __init__(self, document: Document) -> None:
        super().__init__()
        self.named: Mapping[str, QAction] = actions.build(self)
        self.triggered: list[str] = []
        for action in self.named.values():
            action.triggered.connect(self.on_triggered)
        self.addActions(list(self.named.values()))
        self.bar = RunBar(document, self.named)
        self.setCentralWidget(self.bar)
        self.resize(1280, 60)

    def on_triggered(self) -> None:
        sender = self.sender()
        assert sender is not None
        self.triggered.append(sender.objectName())


def shown(qtbot: QtBot, widget: QWidget) -> None:
    """Show `widget` alone, with the keyboard."""
    qtbot.addWidget(widget)
    widget.show()
    widget.activateWindow()
    qtbot.waitUntil(widget.isActiveWindow)


def button(parent: QWidget, text: str) -> QAbstractButton:
    """The button in `parent` that can be seen and has `text`."""
    found = [b for b in parent.findChildren(QAbstractButton) if not b.isHidden() and b.text() == text]
    assert len(found) == 1, text
    return found[0]


def click(qtbot: QtBot, parent: QWidget, text: str) -> None:
    qtbot.mouseClick(button(parent, text), Qt.MouseButton.LeftButton)


def number(panel: QWidget, path: str) -> NumberField:
    found = panel.findChild(NumberField, path)
    assert found is not None, path
    return found


def choice(panel: QWidget, path: str) -> ChoiceField:
    found = panel.findChild(ChoiceField, path)
    assert found is not None, path
    return found


def enter(qtbot: QtBot, field: NumberField, text: str) -> None:
    """Type `text` in place of what is there, and Enter."""
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, Qt.Key.Key_Return)


def choose(qtbot: QtBot, field: ChoiceField, name: str | int) -> None:
    """Go through the list with the arrow keys until `name` is chosen."""
    field.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(field, Qt.Key.Key_Home)
    for _ in range(field.findData(name)):
        qtbot.keyClick(field, Qt.Key.Key_Down)
    assert field.currentData() == name


def drag(label: QLabel, *places: int) -> None:
    """Press the mouse on `label`, go to so many pixels from there, one place after the other, and let go."""
    start = QPoint(20, label.height() // 2)
    QTest.mousePress(label, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    for place in places:
        QTest.mouseMove(label, start + QPoint(place, 0))
    end = start + QPoint(places[-1], 0)
    QTest.mouseRelease(label, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, end)


def sentences(panel: QWidget) -> list[str]:
    """What is said to be wrong, from top to bottom."""
    return [label.text() for label in panel.findChildren(ErrorLabel) if not label.isHidden()]
