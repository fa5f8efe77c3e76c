"""Having the style sheet looked at again: its selectors read names and properties only once."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget


def rename(widget: QWidget, name: str) -> None:
    """Let `widget` look as the style sheet says of what is called `name`."""
    if widget.objectName() != name:
        widget.setObjectName(name)
        _restyle(widget)


def mark(widget: QWidget, key: str, value: object) -> None:
    """Let `widget` look as the style sheet says of what has this `value` of the property `key`."""
    if widget.property(key) != value:
        widget.setProperty(key, value)
        _restyle(widget)


def _restyle(widget: QWidget) -> None:
    widget.style().unpolish(widget)
    widget.style().polish(widget)
