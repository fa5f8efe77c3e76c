"""The list of the help's pages: in groups, or what was found, the best first."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from app.panels.tips import explain, tip
from app.windows.help.pages import GROUPS

NAME = Qt.ItemDataRole.UserRole


class HelpList(QListWidget):
    """Says which page was chosen. Letters that are typed in it are for the search."""

    chosen = Signal(str)
    typed = Signal(str)

    def __init__(self, title: Callable[[str], str]) -> None:
        """`title` gives that of a page by its name."""
        super().__init__()
        self._title = title
        self.setObjectName("pages")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        explain(self, "Pages", tip("The pages of the help. The arrow keys go from one to the next."))
        self.show_all()
        self.currentItemChanged.connect(self._on_current_changed)

    @property
    def names(self) -> list[str]:
        """The pages that are listed, from top to bottom."""
        return [item.data(NAME) for item in self._items() if item.data(NAME)]

    def show_all(self) -> None:
        """List every page, under the heading of its group."""
        with QSignalBlocker(self):
            self.clear()
            for group, names in GROUPS:
                self._add_heading(group)
                self._add(names)

    def show_found(self, names: Sequence[str]) -> None:
        """List these alone."""
        with QSignalBlocker(self):
            self.clear()
            self._add(names)

    def look_at(self, name: str) -> None:
        """Have the page called `name` chosen, where it is listed, without saying so."""
        with QSignalBlocker(self):
            rows = (row for row, item in enumerate(self._items()) if item.data(NAME) == name)
            self.setCurrentRow(next(rows, -1))

    def keyboardSearch(self, text: str) -> None:  # noqa: N802  Qt's name
        self.typed.emit(text)

    def _items(self) -> list[QListWidgetItem]:
        return [self.item(row) for row in range(self.count())]

    def _add(self, names: Sequence[str]) -> None:
        for name in names:
            QListWidgetItem(self._title(name), self).setData(NAME, name)

    def _add_heading(self, words: str) -> None:
        heading = QListWidgetItem(words, self)
        heading.setFlags(Qt.ItemFlag.NoItemFlags)
        bold = self.font()
        bold.setWeight(bold.Weight.DemiBold)
        heading.setFont(bold)

    @Slot(QListWidgetItem)
    def _on_current_changed(self, item: QListWidgetItem | None) -> None:
        if item is not None and item.data(NAME):
            self.chosen.emit(item.data(NAME))
