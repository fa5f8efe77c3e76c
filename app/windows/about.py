"""The window that says what this program is, what it is made of, and under which licences that is shipped."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QObject, QSize, Qt, QUrl, Signal, Slot
from PySide6.QtGui import QAction, QDesktopServices, QGuiApplication, QPixmap
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.bootstrap import APPLICATION
from app.panels.parts import label
from app.panels.tips import explain, tip
from app.trouble import diagnostics
from app.type_size import scaled
from app.windows.reporting import Reporting

WIDTH = 520  # pixels in the usual type
PICTURE = QSize(64, 64)
SENTENCE = "Design a small neural network, give it data, and watch it learn."
FREE = "It is free software under the MIT licence, and holds these parts:"

LICENCES = (
    ("Python", "Python Software Foundation licence"),
    ("Qt", "GNU LGPL, version 3"),
    ("PySide6", "GNU LGPL, version 3"),
    ("NumPy", "BSD licence; with OpenBLAS, BSD licence"),
    ("Numba", "BSD licence"),
    ("llvmlite", "BSD licence; with LLVM, Apache licence"),
    ("pyqtgraph", "MIT licence"),
    ("PyOpenGL", "BSD licence"),
    ("Inter, the typeface", "SIL Open Font License"),
)


class About(QObject):
    """Opens it from its action, one at a time."""

    notice = Signal(str)
    failed = Signal(str)

    def __init__(self, window: QWidget, reporting: Reporting, actions: Mapping[str, QAction]) -> None:
        super().__init__(window)
        self._window = window
        self._reporting = reporting
        self._copying = actions["copy_diagnostics"]
        actions["about"].triggered.connect(self.show)

    @Slot()
    def show(self) -> None:
        """Show what is in force now."""
        dialog = AboutWindow(dict(self._reporting.facts()), licence_folder(), self._window)
        dialog.copy.clicked.connect(self._copying.trigger)
        dialog.licences.clicked.connect(self._on_licences)
        dialog.open()

    @Slot()
    def _on_licences(self) -> None:
        folder = licence_folder()
        if folder is not None and not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
            self.failed.emit(f"The folder could not be opened. It is {diagnostics.without_home(str(folder))}")


class AboutWindow(QDialog):
    """Name, version, parts with their licences, and what the picture is drawn with."""

    def __init__(self, facts: Mapping[str, str], licences: Path | None, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"About {APPLICATION}")
        self._box = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.copy, self.licences = QPushButton("Copy diagnostics"), QPushButton("Licences…")
        explain(self.copy, "Copy diagnostics", tip("Put all of this on the clipboard, for a report of a problem."))
        explain(self.licences, "Licences", tip("Open the folder with the whole text of each licence."))
        self.licences.setVisible(licences is not None)
        self.copy.clicked.connect(self._on_copied)
        self.setMinimumWidth(scaled(WIDTH))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(16)
        column.addLayout(_head())
        column.addWidget(_line(FREE, "hint"))
        column.addWidget(_table([(name, facts.get(name, ""), licence) for name, licence in LICENCES]))
        column.addLayout(_grid([(name, facts[name]) for name in ("OpenGL", "System") if facts.get(name)]))
        column.addLayout(self._buttons())
        self._box.button(QDialogButtonBox.StandardButton.Close).setFocus()

    def _buttons(self) -> QHBoxLayout:
        self._box.rejected.connect(self.reject)
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in (self.copy, self.licences):
            button.setAutoDefault(False)
            row.addWidget(button)
        row.addStretch()
        row.addWidget(self._box)
        return row

    @Slot()
    def _on_copied(self) -> None:
        self.copy.setText("Copied")


def licence_folder() -> Path | None:
    """Where the packaged program has the texts of all licences."""
    folder = Path(getattr(sys, "_MEIPASS", "")) / "licenses"
    return folder if getattr(sys, "frozen", False) and folder.is_dir() else None


def _head() -> QHBoxLayout:
    picture = QLabel()
    size = QSize(scaled(PICTURE.width()), scaled(PICTURE.height()))
    picture.setPixmap(_icon(size, picture.devicePixelRatioF()))
    words = QVBoxLayout()
    words.setSpacing(4)
    for part in (
        label(APPLICATION, "counter"),
        label(f"Version {diagnostics.program_version()}", "quiet"),
        _line(SENTENCE, "plain"),
    ):
        words.addWidget(part)
    row = QHBoxLayout()
    row.setSpacing(16)
    row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
    row.addLayout(words, 1)
    return row


def _icon(size: QSize, ratio: float) -> QPixmap:
    return QGuiApplication.windowIcon().pixmap(size, ratio)


def _table(rows: list[tuple[str, ...]]) -> QFrame:
    card = QFrame()
    card.setObjectName("card")
    grid = _grid(rows)
    grid.setContentsMargins(16, 12, 16, 12)
    card.setLayout(grid)
    return card


def _grid(rows: list[tuple[str, ...]]) -> QGridLayout:
    """Names at the left, and what belongs to them beside."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(4)
    for number, (name, *others) in enumerate(rows):
        grid.addWidget(label(name, "hint"), number, 0, Qt.AlignmentFlag.AlignTop)
        for column, words in enumerate(others, start=1):
            made = _line(words, "lesson") if column == len(others) else label(words, "lesson")
            grid.addWidget(made, number, column, Qt.AlignmentFlag.AlignTop)
    grid.setColumnStretch(len(rows[0]) - 1, 1)
    return grid


def _line(words: str, style: str) -> QLabel:
    made = label(words, style)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(True)
    return made
