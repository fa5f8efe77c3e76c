"""Where the program keeps what is its own: its settings, its logs, and work that was never saved."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths


def state_folder() -> Path:
    """The folder for what should outlive the program but is no document. It may not exist yet, or not be writable."""
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.StateLocation))


def config_folder() -> Path:
    """The folder for the settings. It may not exist yet, or not be writable."""
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppConfigLocation))
