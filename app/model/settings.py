"""What is remembered between starts. A damaged settings file only means that the defaults are back."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QByteArray, QObject, QSettings, Signal

MAX_RECENT = 8


class Settings(QObject):
    """Typed access to an INI file in the user's configuration folder."""

    recent_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = QSettings(
            QSettings.Format.IniFormat, QSettings.Scope.UserScope, "perceptron-lab", "perceptron-lab"
        )

    @property
    def recent_files(self) -> list[Path]:
        """The files used last, newest first."""
        stored = self._store.value("files/recent", [], type=list)
        return [Path(name) for name in stored if isinstance(name, str)] if isinstance(stored, list) else []

    def add_recent(self, path: Path) -> None:
        resolved = _absolute(path)
        self._set_recent([resolved, *(other for other in self.recent_files if other != resolved)])

    def remove_recent(self, path: Path) -> None:
        """Forget a file that cannot be opened any more."""
        self._set_recent([other for other in self.recent_files if other != _absolute(path)])

    def clear_recent(self) -> None:
        self._set_recent([])

    def text(self, key: str, default: str) -> str:
        return str(self._store.value(key, default, type=str))

    def set_text(self, key: str, value: str) -> None:
        self._store.setValue(key, value)

    def layout(self, key: str) -> QByteArray:
        """A window's or splitter's saved state, empty where there is none."""
        stored = self._store.value(f"layout/{key}", QByteArray(), type=QByteArray)
        return stored if isinstance(stored, QByteArray) else QByteArray()

    def set_layout(self, key: str, value: QByteArray) -> None:
        self._store.setValue(f"layout/{key}", value)

    def _set_recent(self, paths: list[Path]) -> None:
        self._store.setValue("files/recent", [str(path) for path in paths[:MAX_RECENT]])
        self.recent_changed.emit()


def _absolute(path: Path) -> Path:
    # Path.resolve() gives up on links that lead in a circle.
    return Path(os.path.realpath(path))
