"""A small window: reasons why something cannot be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from app.type_size import scaled

WIDTH = 420


def show_reasons(parent: QWidget, title: str, about: str, reasons: Sequence[str]) -> None:
    """What `about` says, and below it why, a reason a line."""
    _show(parent, title, [_words(about), _words(bulleted(reasons), Qt.TextFormat.RichText)])


def bulleted(lines: Iterable[str]) -> str:
    """Plain `lines` as a list in rich text."""
    points = "".join(f"<li>{escape(line)}</li>" for line in lines)
    return f'<ul style="margin: 0 0 0 -24px">{points}</ul>'


def _words(text: str, form: Qt.TextFormat = Qt.TextFormat.PlainText) -> QLabel:
    words = QLabel(text)
    words.setTextFormat(form)
    words.setWordWrap(True)
    words.setMinimumWidth(scaled(WIDTH))
    return words


def _show(parent: QWidget, title: str, content: Sequence[QLabel]) -> None:
    dialog = QDialog(parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle(title)
    layout = QVBoxLayout(dialog)
    layout.setContentsMargins(24, 24, 24, 16)
    layout.setSpacing(8)
    for words in content:
        layout.addWidget(words)
    layout.addSpacing(16)
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    buttons.rejected.connect(dialog.reject)
    layout.addWidget(buttons)
    dialog.open()
