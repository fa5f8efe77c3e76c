"""The small windows: keys, and what this program is made of."""

from __future__ import annotations

import platform
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version

from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QLabel, QVBoxLayout, QWidget

from app.panels.parts import label

BY_HAND = (
    ("Escape", "Show all views again; put a field's value back"),
    ("Drag", "Turn the surface; with the keyboard: arrows"),
    ("Wheel", "Zoom the surface; with the keyboard: + and −"),
    ("Double-click", "On a heading: let that view fill the window"),
)


def show_shortcuts(parent: QWidget, actions: Iterable[QAction]) -> None:
    """All actions that have a key, in two columns."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(24)
    grid.setVerticalSpacing(6)
    rows = [action for action in actions if not action.shortcut().isEmpty()]
    half = (len(rows) + 1) // 2
    for i, action in enumerate(rows):
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        row, column = i % half, 2 * (i // half)
        grid.addWidget(label(keys, "heading"), row, column, Qt.AlignmentFlag.AlignRight)
        grid.addWidget(QLabel(action.text().replace("&", "").rstrip("…")), row, column + 1)
    below = grid.rowCount()
    for i, (hand, effect) in enumerate(BY_HAND):
        grid.addWidget(label(hand, "heading"), below + i, 0, Qt.AlignmentFlag.AlignRight)
        grid.addWidget(QLabel(effect), below + i, 1, 1, 3)
    _show(parent, "Keyboard shortcuts", grid)


def show_about(parent: QWidget) -> None:
    """Version, parts and licence."""
    parts = ", ".join(f"{name} {_version(name)}" for name in ("NumPy", "Numba", "pyqtgraph", "PySide6-Essentials"))
    text = (
        f"<b>Perceptron Lab {_version('perceptron-lab')}</b><br>"
        "Design a small neural network, give it data, and watch it learn.<br><br>"
        f"Python {platform.python_version()}, Qt {qVersion()}, {parts}.<br><br>"
        "MIT licence. The typeface is Inter, under the SIL Open Font License.<br>"
        "Qt is used under the LGPL version 3."
    )
    words = QLabel(text)
    words.setWordWrap(True)
    words.setMinimumWidth(420)
    column = QGridLayout()
    column.addWidget(words)
    _show(parent, "About Perceptron Lab", column)


def _show(parent: QWidget, title: str, content: QGridLayout) -> None:
    dialog = QDialog(parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle(title)
    layout = QVBoxLayout(dialog)
    layout.setContentsMargins(24, 24, 24, 16)
    layout.setSpacing(24)
    layout.addLayout(content)
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    buttons.rejected.connect(dialog.reject)
    layout.addWidget(buttons)
    dialog.open()


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
