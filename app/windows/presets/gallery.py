"""The gallery: every preset as a card with a picture, to look through, filter and open."""

from __future__ import annotations

import re

from PySide6.QtCore import QEvent, QModelIndex, QObject, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.panels.parts import label
from app.panels.tips import explain, tip
from app.theme import Theme
from app.type_size import follow_type, scaled, zoom
from app.windows.presets.card import FAILS, HEIGHT, LEAST_WIDTH, NAME, WORKS, PresetCard
from app.windows.presets.pictures import PresetPictures
from nncore import DATASETS, PRESETS, Preset

SPACING = 8
SIZE = QSize(940, 640)
MOST_OF_THE_SCREEN = 0.92


class PresetsGallery(QDialog):
    """Stands beside the window, which goes on meanwhile. What is opened is `chosen`; then the gallery closes."""

    chosen = Signal(str)  # the preset's name

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Presets")
        self.heading = label("", "heading")
        self.filter = QLineEdit()
        self.cards = _Cards(PresetCard(PresetPictures()))
        self.none = label("No preset has these words.", "quiet")
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Open | QDialogButtonBox.StandardButton.Close)
        self._fill()
        self._build()
        self._connect()
        self.set_theme(theme)
        self._on_filter_changed("")

    def present(self) -> None:
        """Show all presets, over the window, ready to be walked through or to be typed over."""
        self.filter.clear()
        self.show()
        self.raise_()
        self.activateWindow()
        self.cards.setFocus()

    def _fill(self) -> None:
        self._all = [_Card(preset, self.cards) for preset in PRESETS.values()]

    def _build(self) -> None:
        explain(self.filter, "Filter", tip("Show the presets that have all these words in title, text or data set."))
        explain(self.cards, "Presets", tip("Enter or a double-click opens a preset."))
        self.filter.setPlaceholderText("Filter: moons, Adam, fails…")
        self.filter.setClearButtonEnabled(True)
        top = QHBoxLayout()
        top.addWidget(self.heading, 1)
        follow_type(self.filter, self.filter.setFixedWidth, 260)
        top.addWidget(self.filter)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addLayout(top)
        column.addWidget(self.cards, 1)
        column.addWidget(self.none, 1, Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self.buttons)
        follow_type(self, self.setMinimumSize, LEAST_WIDTH + 64, 3 * HEIGHT)
        self.resize((SIZE * zoom()).boundedTo(self.screen().availableSize() * MOST_OF_THE_SCREEN))

        self._open_button().setDefault(True)
        self.buttons.button(QDialogButtonBox.StandardButton.Close).setAutoDefault(False)

    def _connect(self) -> None:
        self.filter.textChanged.connect(self._on_filter_changed)
        self.filter.installEventFilter(self)
        QShortcut(QKeySequence.StandardKey.SelectAll, self).activated.connect(self._on_select_all)
        self.cards.activated.connect(self._on_activated)
        self.cards.typed.connect(self._on_typed)
        self.buttons.accepted.connect(self._on_accepted)
        self.buttons.rejected.connect(self.reject)

    def set_theme(self, theme: Theme) -> None:
        self.cards.card.set_theme(theme)
        self.cards.viewport().update()

    def look_at(self, name: str) -> None:
        """Have preset `name` chosen, and in view."""
        for row in range(self.cards.count()):
            if self.cards.item(row).data(NAME) == name:
                self.cards.setCurrentRow(row)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        """From the filter the arrow key down leads to the cards."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Down:
            self.cards.setFocus(Qt.FocusReason.TabFocusReason)
            return True
        return super().eventFilter(watched, event)

    @Slot()
    def _on_select_all(self) -> None:
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter.selectAll()

    @Slot(str)
    def _on_filter_changed(self, text: str) -> None:
        shown = self._sort(text)
        every, some = f"{len(PRESETS)} experiments to start from", f"{shown} of {len(PRESETS)} experiments"
        self.heading.setText(every if shown == len(PRESETS) else some)
        self.cards.setVisible(bool(shown))
        self.none.setVisible(not shown)
        self._open_button().setEnabled(bool(shown))
        if shown:
            self.cards.setCurrentRow(max(self.cards.currentRow(), 0) if shown == len(PRESETS) else 0)
            self.cards.currentItem().setSelected(True)  # hiding an item takes that from it
            self.cards.scrollToItem(self.cards.currentItem())

    def _sort(self, text: str) -> int:
        """Show the presets that have the words of `text`, the best match first; how many there are."""
        ranks = [_rank(PRESETS[card.name], text) for card in self._all]
        for place, (card, rank) in enumerate(zip(self._all, ranks, strict=True)):
            card.setHidden(rank is None)
            card.rank = (rank is None, *(rank or ()), place)
        self.cards.sortItems()
        return len(ranks) - ranks.count(None)

    @Slot(str)
    def _on_typed(self, text: str) -> None:
        """Who types over the cards wants to find some."""
        self.filter.setFocus(Qt.FocusReason.OtherFocusReason)
        self.filter.insert(text)

    def _open_button(self) -> QPushButton:
        return self.buttons.button(QDialogButtonBox.StandardButton.Open)

    def _name(self, row: int) -> str:
        name: str = self.cards.item(row).data(NAME)
        return name

    @Slot(QModelIndex)
    def _on_activated(self, index: QModelIndex) -> None:
        self._open(index.row())

    @Slot()
    def _on_accepted(self) -> None:
        self._open(self.cards.currentRow())

    def _open(self, row: int) -> None:
        name = self._name(row)
        self.accept()
        self.chosen.emit(name)


class _Card(QListWidgetItem):
    """Stands where its rank among the others puts it."""

    def __init__(self, preset: Preset, cards: QListWidget) -> None:
        super().__init__(preset.title, cards)
        self.name = preset.name
        self.rank: tuple[int, ...] = ()
        self.setData(NAME, preset.name)
        self.setData(Qt.ItemDataRole.AccessibleTextRole, f"{preset.title}, {_badge(preset)}")
        self.setData(Qt.ItemDataRole.AccessibleDescriptionRole, preset.paragraph)

    def __lt__(self, other: QListWidgetItem) -> bool:
        return self.rank < other.rank if isinstance(other, _Card) else super().__lt__(other)


class _Cards(QListWidget):
    """As many cards in a row as there is room for, all of one width."""

    typed = Signal(str)  # in place of Qt's search, which knows the titles' first letters only

    def __init__(self, card: PresetCard) -> None:
        super().__init__()
        self.card = card
        self.setObjectName("cards")
        self.setItemDelegate(card)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def keyboardSearch(self, search: str) -> None:  # noqa: N802  Qt's name
        self.typed.emit(search)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        room = self.viewport().width() - 1
        columns = max(1, room // (scaled(LEAST_WIDTH) + SPACING))
        self.card.set_width(room // columns - SPACING)
        self.setGridSize(QSize(room // columns, scaled(HEIGHT) + SPACING))
        super().resizeEvent(event)


def _badge(preset: Preset) -> str:
    return FAILS if preset.fails else WORKS


def _rank(preset: Preset, text: str) -> tuple[int, ...] | None:
    """How well the words of `text` meet what there is to read about `preset`, the least best; None if one is missing.

    The title comes first, as a whole, by its beginning and by its words; words are met at their beginnings first.
    """
    words = text.casefold().split()
    title = preset.title.casefold()
    dataset = DATASETS[preset.experiment.data.dataset].title
    rest = f"{preset.paragraph} {_badge(preset)} {dataset}".casefold()
    if not all(word in title or word in rest for word in words):
        return None
    typed = " ".join(words)
    return title != typed, not title.startswith(typed), sum(_distance(word, title, rest) for word in words)


def _distance(word: str, title: str, rest: str) -> int:
    begins = re.compile(rf"\b{re.escape(word)}")
    if word in title:
        return 0 if begins.search(title) else 1
    return 2 if begins.search(rest) else 3
