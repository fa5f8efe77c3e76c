"""Labels and buttons with the names by which the style sheet knows them, and the application they are in."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtWidgets import QLabel, QToolButton

from app.panels.keys import reach_by_keyboard
from app.panels.tips import explain, tip
from app.type_size import follow_type

LABEL_WIDTH = 78


def label(text: str, style: str) -> QLabel:
    """Words in the `style` heading, section, quiet, label, caption or counter."""
    made = QLabel(text)
    made.setObjectName(style)
    return made


def row_label(made: QLabel) -> QLabel:
    """`made`, the label at the left of a row."""
    made.setObjectName("label")
    follow_type(made, made.setFixedWidth, LABEL_WIDTH)
    return made


def link(text: str, about: str) -> QToolButton:
    """Quiet words to press."""
    made = _button("link", text, about)
    made.setText(text)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    return made


def chip(text: str, name: str, about: str) -> QToolButton:
    """A word in a rounded frame, on or off."""
    made = _button("chip", name, about)
    made.setText(text)
    made.setCheckable(True)
    return made


def small_button(name: str, about: str) -> QToolButton:
    """A button that is only a drawing."""
    made = _button("small", name, about)
    follow_type(made, made.setIconSize, QSize(14, 14))
    follow_type(made, made.setFixedSize, 18, 24)
    return made


def application() -> QCoreApplication:
    """The application, in which all events of all widgets can be seen."""
    found = QCoreApplication.instance()
    if found is None:
        raise RuntimeError("a widget without an application")
    return found


def _button(style: str, name: str, about: str) -> QToolButton:
    made = QToolButton()
    made.setObjectName(style)
    explain(made, name, tip(about))
    reach_by_keyboard(made)
    return made
