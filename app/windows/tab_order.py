"""The order in which Tab goes through the window: as the eye does, from what goes in to what comes out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def order_tabs(window: QWidget, parts: Sequence[QWidget]) -> None:
    """Let Tab go through `parts` of `window` one after the other, and through each as it has done so far."""
    chain = list(_chain(window))
    stops = [stop for part in parts for stop in chain if stop is part or part.isAncestorOf(stop)]
    for before, after in pairwise(dict.fromkeys(stops)):
        QWidget.setTabOrder(before, after)


def _chain(window: QWidget) -> Iterator[QWidget]:
    """All widgets that Tab would come to if they could be seen, in its order."""
    widget = window.nextInFocusChain()
    while widget is not None and widget is not window:
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None:
            yield widget
        widget = widget.nextInFocusChain()
