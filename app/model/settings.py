"""What is remembered between starts. What is damaged or unknown means the default, and no word of it in the window."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QByteArray, QObject, Signal

from app import folders
from app.model.settings_file import SettingsFile
from app.model.settings_keys import KEYS, LAYOUTS, MAX_RECENT, RECENT, TOUR_SEEN, Key

T = TypeVar("T")
log = logging.getLogger(__name__)


class Settings(QObject):
    """The keys of `settings_keys` with their values, kept in a file in the user's configuration folder."""

    changed = Signal(object)  # Key: it has another value now
    recent_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._file = SettingsFile(folders.config_folder())
        self._complain()

    def get(self, key: Key[T]) -> T:
        """The value of `key`: the default where the file has none, or one that is not allowed."""
        stored = self._file.values.get(key.name)
        if stored is None:
            return key.default
        try:
            return key.parse(stored)
        except ValueError:
            return key.default

    def set(self, key: Key[T], value: T) -> None:
        """Remember `value`, from now on and at the next start. Raises ValueError where it is not allowed."""
        plain = key.plain(value)
        key.parse(plain)
        before = self.get(key)
        self._file.reload()  # another window of the program may have chosen something else
        if value != self.get(key):
            self._file.write({key.name: plain})
        if value != before:
            self.changed.emit(key)

    @property
    def tour_seen(self) -> bool:
        """Whether the tour of a first start has been shown."""
        return self.get(TOUR_SEEN)

    @tour_seen.setter
    def tour_seen(self, seen: bool) -> None:
        self.set(TOUR_SEEN, seen)

    @property
    def recent_files(self) -> list[Path]:
        """The files used last, newest first."""
        recent = self.get(RECENT)
        return list(recent)

    def add_recent(self, path: Path) -> None:
        resolved = _absolute(path)
        self._edit_recent(lambda paths: (resolved, *(other for other in paths if other != resolved)))

    def remove_recent(self, path: Path) -> None:
        """Forget a file that cannot be opened any more."""
        resolved = _absolute(path)
        self._edit_recent(lambda paths: (other for other in paths if other != resolved))

    def clear_recent(self) -> None:
        self._edit_recent(lambda _paths: ())

    def layout(self, name: str) -> QByteArray:
        """A window's or splitter's saved state, empty where there is none."""
        return self.get(LAYOUTS[name])

    def set_layouts(self, states: Mapping[str, QByteArray]) -> None:
        """Remember several at once."""
        self._file.write({LAYOUTS[name].name: LAYOUTS[name].plain(state) for name, state in states.items()})

    def _edit_recent(self, edit: Callable[[tuple[Path, ...]], Iterable[Path]]) -> None:
        self._file.reload()  # another window of the program may have added some
        self.set(RECENT, tuple(edit(self.get(RECENT)))[:MAX_RECENT])
        self.recent_changed.emit()

    def _complain(self) -> None:
        """Tell the log, at the start, which values are not used."""
        values = self._file.values
        for key in KEYS:
            try:
                if key.name in values:
                    key.parse(values[key.name])
            except ValueError as error:
                log.warning("the setting %s is not %s: the default is used", key.name, error)


def _absolute(path: Path) -> Path:
    # Path.resolve() gives up on links that lead in a circle.
    return Path(os.path.realpath(path))
