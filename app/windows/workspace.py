"""The body of the window: panels, network over loss, surface over map. Each border can be dragged."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QByteArray, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QScrollArea, QScrollBar, QSplitter, QVBoxLayout, QWidget

from app.windows.card import Card

PANEL_WIDTH = 272
GAP = 8
MIDDLE, RIGHT = (492, 168), (330, 330)  # heights in the middle and right columns, in proportion


class Workspace(QSplitter):
    """Left to right, as the data go: what goes in, the network, what comes out."""

    fill_changed = Signal(str)  # the name of the card that fills the window, "" for all of them

    def __init__(self, panels: Sequence[QWidget], network: Card, loss: Card, surface: Card, output_map: Card) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._cards = {card.name: card for card in (network, loss, surface, output_map)}
        self._filling = ""
        self._panels = _scrolled(panels)
        self._middle = _stack(network, loss, MIDDLE)
        self._right = _stack(surface, output_map, RIGHT)
        self.setHandleWidth(GAP)
        self.setChildrenCollapsible(False)
        for part, stretch in ((self._panels, 0), (self._middle, 3), (self._right, 2)):
            self.addWidget(part)
            self.setStretchFactor(self.indexOf(part), stretch)
        self.reset_layout()
        self._middle.setContentsMargins(0, GAP, 0, GAP)
        self._right.setContentsMargins(0, GAP, GAP, GAP)
        for card in self._cards.values():
            card.fill_requested.connect(self.toggle_fill)

    def reset_layout(self) -> None:
        """Put all borders where they are at a first start."""
        self.setSizes([PANEL_WIDTH, 584, 400])
        self._middle.setSizes(list(MIDDLE))
        self._right.setSizes(list(RIGHT))

    @property
    def filling(self) -> str:
        return self._filling

    def toggle_fill(self, name: str) -> None:
        """Let the card called `name` fill the window, or show everything again."""
        self.fill("" if name == self._filling else name)

    def fill(self, name: str) -> None:
        """Show the card called `name` alone, or all with ""."""
        self._filling = name
        for key, card in self._cards.items():
            card.setVisible(name in ("", key))
        self._panels.setVisible(not name)
        self._middle.setVisible(name in ("", "network", "loss"))
        self._right.setVisible(name in ("", "surface", "map"))
        self._middle.setContentsMargins(GAP if name else 0, GAP, GAP if name else 0, GAP)
        self._right.setContentsMargins(GAP if name else 0, GAP, GAP, GAP)
        self.fill_changed.emit(name)

    def layout_state(self) -> dict[str, QByteArray]:
        """Where the borders are, to be remembered."""
        return {name: splitter.saveState() for name, splitter in self._splitters()}

    def restore_layout(self, states: dict[str, QByteArray]) -> None:
        for name, splitter in self._splitters():
            if not states.get(name, QByteArray()).isEmpty():
                splitter.restoreState(states[name])

    def _splitters(self) -> tuple[tuple[str, QSplitter], ...]:
        return (("columns", self), ("middle", self._middle), ("right", self._right))


def _stack(upper: Card, lower: Card, sizes: tuple[int, int]) -> QSplitter:
    splitter = QSplitter(Qt.Orientation.Vertical)
    splitter.setHandleWidth(GAP)
    splitter.setChildrenCollapsible(False)
    for card, size in zip((upper, lower), sizes, strict=True):
        splitter.addWidget(card)
        splitter.setStretchFactor(splitter.indexOf(card), size)
    return splitter


def _scrolled(panels: Sequence[QWidget]) -> QScrollArea:
    column = QWidget()
    column.setObjectName("column")
    layout = QVBoxLayout(column)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    for panel in panels:
        layout.addWidget(panel)
    layout.addStretch(1)
    area = QScrollArea()
    area.setObjectName("panels")
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Tab goes from field to field
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setVerticalScrollBar(_QuietBar())
    area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
    area.setMinimumWidth(PANEL_WIDTH)
    area.setWidget(column)
    return area


class _QuietBar(QScrollBar):
    """Always has its room, so that no field changes its width when one row more makes the column too long.

    Where there is nothing to scroll it is disabled, which the style sheet shows as nothing.
    """

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Vertical)
        self.rangeChanged.connect(self._on_range_changed)

    @Slot(int, int)
    def _on_range_changed(self, low: int, high: int) -> None:
        self.setEnabled(high > low)
