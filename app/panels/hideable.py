"""Parts of a panel that can be hidden from learners."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget


@dataclass(frozen=True, slots=True)
class Part:
    """What files call it, what people call it, and the widgets it is made of: none where these are not built yet."""

    name: str
    title: str
    widgets: tuple[QWidget, ...]


def hide(parts: Iterable[Part], names: Collection[str]) -> None:
    """Show all `parts` but those called `names`."""
    for part in parts:
        for widget in part.widgets:
            widget.setVisible(part.name not in names)
