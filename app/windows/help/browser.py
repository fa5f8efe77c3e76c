"""The page of the help that is read: its look, its pictures, and the places that were searched for."""

from __future__ import annotations

from collections.abc import Sequence
from string import Template
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QColor, QPixmap, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextBrowser, QTextEdit

from app.panels import rate_curve
from app.panels.curve import HEIGHT, Curve, Curves
from app.panels.entry_curves import of_activation, of_loss
from app.panels.tips import explain, tip
from app.theme import LIGHT, Theme
from app.type_size import scaled
from app.windows.help.pages import NAMES, Book
from nncore import ACTIVATIONS, LOSSES, SCHEDULES, TrainingSpec

SCHEME = "help"
CURVE_WIDTH = 280
MARGIN = 20
_FAINT = 90  # of 255: the ground behind what was found
_SHEET = Template("""
h2 { font-weight: 600; margin-top: 0; margin-bottom: ${gap}px; }
h3 { font-weight: 600; margin-top: ${wide}px; margin-bottom: ${narrow}px; }
h4 { font-weight: 600; margin-top: ${wide}px; margin-bottom: ${narrow}px; }
p, li { margin-top: 0; margin-bottom: ${narrow}px; line-height: 135%; }
table { margin-top: ${narrow}px; margin-bottom: ${gap}px; }
table.formula { background-color: $field; }
table.formula td { padding: ${narrow}px ${gap}px ${thin}px ${gap}px; }
p.formula { margin-bottom: 0; line-height: 145%; }
a { color: $accent; text-decoration: none; }
th { text-align: left; color: $quiet; font-weight: 400; }
.key { background-color: $line; }
""")


class HelpBrowser(QTextBrowser):
    """Shows the pages of `book` by their addresses, help:NAME, so that Qt keeps the way back. Links are asked for."""

    def __init__(self, book: Book) -> None:
        super().__init__()
        self._book = book
        self._found: list[QTextCursor] = []
        self._at = 0
        self._theme = LIGHT
        self.setObjectName("card")
        self.setOpenLinks(False)
        explain(self, "Page", tip("Tab goes from link to link, Return follows it."))
        self.set_theme(LIGHT)

    @property
    def name(self) -> str:
        """The page that is shown."""
        return self.source().path()

    def open_page(self, name: str, anchor: str = "") -> None:
        """Show a page, from its heading `anchor` on."""
        url = QUrl(f"{SCHEME}:{name}")
        url.setFragment(anchor)
        if url != self.source():
            self.setSource(url)
        elif anchor:
            self.scrollToAnchor(anchor)

    def reload(self) -> None:
        """Make the page anew, and stay where it was."""
        bar = self.verticalScrollBar()
        place = bar.value()
        self.document().clear()  # else Qt keeps the pictures
        super().reload()
        bar.setValue(place)

    def set_theme(self, theme: Theme) -> None:
        """Use its colours, and the type as large as it is now."""
        self._theme = theme
        sizes = {"wide": 20, "gap": 12, "narrow": 7, "thin": 2}
        colours = {"field": theme.field, "accent": theme.accent, "quiet": theme.quiet, "line": theme.line}
        self.document().setDefaultStyleSheet(_SHEET.substitute(colours, **{k: scaled(v) for k, v in sizes.items()}))
        self.document().setDocumentMargin(scaled(MARGIN))
        if self.name:
            self.reload()

    def loadResource(self, kind: int, url: QUrl | str) -> Any:  # noqa: N802  Qt's name
        """The HTML of a page, or a picture in one."""
        url = QUrl(url)
        if url.scheme() == SCHEME and url.path() in NAMES:
            return self._book.page(url.path()).body
        if url.scheme() == "curve":
            return self._picture(url.path())
        return super().loadResource(kind, url)

    def _picture(self, path: str) -> QPixmap:
        curve = Curve()
        curve.setFixedSize(scaled(CURVE_WIDTH), scaled(HEIGHT))
        curve.show_curves(_curves(*path.split("/")))
        curve.setStyleSheet(f"background: {self._theme.card};")
        return curve.grab()

    # What was searched for.

    def mark(self, words: Sequence[str]) -> None:
        """Mark all places that have one of `words`, and go to the first that matters: where all of them stand."""
        self._found = sorted((place for word in words for place in self._places(word)), key=QTextCursor.position)
        look = QTextCharFormat()
        ground = QColor(self._theme.negative)
        ground.setAlpha(_FAINT)
        look.setBackground(ground)
        marks = []
        for place in self._found:
            mark = QTextEdit.ExtraSelection()
            mark.cursor, mark.format = place, look
            marks.append(mark)
        self.setExtraSelections(marks)
        if self._found:
            self._at = self._best(words)
            self._go()
        elif self.textCursor().hasSelection():  # the word that was found last
            place = self.textCursor()
            place.clearSelection()
            self.setTextCursor(place)

    @property
    def found(self) -> tuple[int, int]:
        """Which of the marked places one is at, from 1 on, and how many there are."""
        return (self._at + 1 if self._found else 0), len(self._found)

    def go_on(self, steps: int) -> None:
        """Go to the next marked place, or the one before; after the last comes the first."""
        if self._found:
            self._at = (self._at + steps) % len(self._found)
            self._go()

    def _places(self, word: str) -> list[QTextCursor]:
        places, place = [], self.document().find(word)
        while not place.isNull():
            places.append(place)
            place = self.document().find(word, place)
        return places

    def _best(self, words: Sequence[str]) -> int:
        """The first place in a heading that has all words, else in a paragraph that has them, else the first."""
        whole = [
            (not place.blockFormat().headingLevel(), i)
            for i, place in enumerate(self._found)
            if all(word in place.block().text().casefold() for word in words)
        ]
        return min(whole)[1] if whole else 0

    def _go(self) -> None:
        place = QTextCursor(self._found[self._at])
        self.setTextCursor(place)
        rect = self.cursorRect(place)
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + rect.top() - self.viewport().height() // 3)


def _curves(table: str, name: str) -> Curves:
    if table == "activations":
        return of_activation(ACTIVATIONS[name])
    return of_loss(LOSSES[name]) if table == "losses" else rate_curve.of_kind(SCHEDULES[name], TrainingSpec())
