"""A hand on a panel: finds editors by the path of their value, types, and reads the sentences that are shown."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.panels.choice_field import ChoiceField
from app.panels.error_label import ErrorLabel
from app.panels.number_field import NumberField


def shown(qtbot: QtBot, widget: QWidget) -> None:
    """Show `widget` alone, with the keyboard."""
    qtbot.addWidget(widget)
    widget.show()
    widget.activateWindow()
    qtbot.waitUntil(widget.isActiveWindow)


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


def choose(qtbot: QtBot, field: ChoiceField, name: str) -> None:
    """Go through the list with the arrow keys until `name` is chosen."""
    field.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(field, Qt.Key.Key_Home)
    for _ in range(field.findData(name)):
        qtbot.keyClick(field, Qt.Key.Key_Down)
    assert field.currentData() == name


def sentences(panel: QWidget) -> list[str]:
    """What is said to be wrong, from top to bottom."""
    return [label.text() for label in panel.findChildren(ErrorLabel) if not label.isHidden()]
