"""What the main window asks of a part that works beside the views and panels."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import SignalInstance


class Feature(Protocol):
    """Connects its own actions when it is made. What it has to say goes into the status line."""

    @property
    def notice(self) -> SignalInstance: ...

    @property
    def failed(self) -> SignalInstance:
        """A sentence about what did not work."""
