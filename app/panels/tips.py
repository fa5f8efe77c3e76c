"""What controls say about themselves: names for those who hear the screen, tool tips with the tables' formulas."""

from __future__ import annotations

from html import escape
from typing import Any

from PySide6.QtWidgets import QWidget

from app.numbers import localised


def tip(*paragraphs: str) -> str:
    """A tool tip that Qt wraps; empty paragraphs are left out."""
    return "".join(f"<p>{escape(text, quote=False)}</p>" for text in paragraphs if text)


def entry_tip(entry: Any) -> str:
    """What one of nncore's tables says of one of its entries."""
    span = getattr(entry, "range", "")
    return tip(
        f"{entry.title}: {entry.formula}",
        getattr(entry, "derivative_formula", ""),
        f"Values from {span}." if span else "",
        localised(getattr(entry, "about", "")),  # a formula has points whatever the locale: f(0, 2.5)
    )


def explain(widget: QWidget, name: str, tool_tip: str) -> None:
    """What `widget` is called, and what it does."""
    widget.setAccessibleName(name)
    widget.setToolTip(tool_tip)
