"""The body of the window: panels, network over loss, surface over map. Each border can be dragged."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QByteArray, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QFrame, QScrollArea, QScrollBar, QSplitter, QVBoxLayout, QWidget

from app.type_size import follow_type, zoom
from app.windows.card import Card

PANEL_WIDTH = 272
PANEL_WIDTH_LARGE = 335  # in large type: somewhat tighter, so that the views have room in a window of 1024 pixels
GAP = 8
MIDDLE, RIGHT = (492, 168), (330, 330)  # heights in the middle and right columns, in proportion


class Workspace(QSplitter):
    """Left to right, as the data go: what goes in, the network, what comes out."""

    fill_changed = Signal(str)  # the name of the card that fills the window, "" for all of them

    def __init__(self, panels: Sequence[QWidget], network: Card, loss: Card, surface: Card, output_map: Card) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._cards = {card.name: card for card in (network, loss, surface, output_map)}
        self._filling = ""
        self._hidden: frozenset[str] = frozenset()
        self._contents = tuple(panels)
        self._panels = _scrolled(panels)
        self._middle = _stack(network, loss, MIDDLE)
        self._right = _stack(surface, output_map, RIGHT)
        self.setHandleWidth(GAP)
        self.setChildrenCollapsible(False)
        for part, stretch in ((self._panels, 0), (self._middle, 3), (self._right, 2)):
            self.addWidget(part)
            self.setStretchFactor(self.indexOf(part), stretch)
        self._zoom = zoom()
        self._usual: dict[str, QByteArray] = {}  # the borders as they are in usual type, while that is not in use
        self.reset_layout()
        follow_type(self._panels, self._measure)
        self._middle.setContentsMargins(0, GAP, 0, GAP)
        self._right.setContentsMargins(0, GAP, GAP, GAP)
        for card in self._cards.values():
            card.fill_requested.connect(self.toggle_fill)
        for _name, splitter in self._splitters():
            splitter.splitterMoved.connect(self._on_dragged)

    def reset_layout(self) -> None:
        """Put all borders where they are at a first start."""
        self.setSizes([_panel_width(), 584, 400])
        self._middle.setSizes(list(MIDDLE))
        self._right.setSizes(list(RIGHT))
        self._usual = {} if zoom() == 1.0 else self._borders()

    @property
    def cards(self) -> tuple[Card, ...]:
        """All of them: network, loss, surface, map."""
        return tuple(self._cards.values())

    @property
    def filling(self) -> str:
        return self._filling

    def toggle_fill(self, name: str) -> None:
        """Let the card called `name` fill the window, or show everything again."""
        if name not in self._hidden:
            self.fill("" if name == self._filling else name)

    def hide_cards(self, names: Collection[str]) -> None:
        """Hide the cards called `names` and no others; and the column of panels where none of these is shown."""
        self._hidden = frozenset(names)
        self.fill("" if self._filling in names else self._filling)

    def fill(self, name: str) -> None:
        """Show the card called `name` alone, or all with ""."""
        self._filling = name
        focus = self.window().focusWidget()
        shown = {key for key in self._cards if name in ("", key)} - self._hidden
        for key, card in self._cards.items():
            card.setVisible(key in shown)
        self._panels.setVisible(not name and not all(panel.isHidden() for panel in self._contents))
        self._middle.setVisible(bool(shown & {"network", "loss"}))
        self._right.setVisible(bool(shown & {"surface", "map"}))
        left = GAP if self._panels.isHidden() else 0
        self._middle.setContentsMargins(left, GAP, GAP if name else 0, GAP)
        self._right.setContentsMargins(GAP if name else 0, GAP, GAP, GAP)
        self._take_focus(focus)
        self.fill_changed.emit(name)

    def _take_focus(self, before: QWidget | None) -> None:
        """Let the view that fills the window have the keys of what can be seen no more."""
        card = self._cards.get(self._filling)
        if card is not None and before is not None and self.isAncestorOf(before) and not before.isVisible():
            stops = (card.view, *card.view.findChildren(QWidget))
            view = next((stop for stop in stops if stop.focusPolicy() and stop.isVisible()), card)
            view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _measure(self) -> None:
        """With other type the panels need another width, and the views other room than before."""
        self._panels.setMinimumWidth(_panel_width())
        if zoom() == self._zoom:
            return
        self._zoom = zoom()
        usual = self._usual or self._borders()
        if not self._filling:
            self.setSizes([_panel_width(), *self.sizes()[1:]])
        if zoom() > 1.0:
            self._usual = usual
        else:
            QTimer.singleShot(0, self, self._go_back)  # by then everything has been measured

    @Slot()
    def _go_back(self) -> None:
        """Large type may have pushed the borders: without it they are where they were, unless they were dragged."""
        usual = self._usual
        if zoom() == 1.0:
            self._usual = {}
            self.restore_layout(usual)

    @Slot()
    def _on_dragged(self) -> None:
        self._usual = {}

    def layout_state(self) -> dict[str, QByteArray]:
        """Where the borders are, to be remembered: in usual type, wherever large type has pushed them."""
        return self._usual or self._borders()

    def _borders(self) -> dict[str, QByteArray]:
        return {name: splitter.saveState() for name, splitter in self._splitters()}

    def restore_layout(self, states: dict[str, QByteArray]) -> None:
        for name, splitter in self._splitters():
            if not states.get(name, QByteArray()).isEmpty():
                splitter.restoreState(states[name])
        if zoom() > 1.0:
            self._usual = dict(states)

    def _splitters(self) -> tuple[tuple[str, QSplitter], ...]:
        return (("columns", self), ("middle", self._middle), ("right", self._right))


def _panel_width() -> int:
    return PANEL_WIDTH if zoom() == 1.0 else PANEL_WIDTH_LARGE


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
