"""The file of the settings: JSON that is read whatever became of it, and written whole or not at all.

Not Qt's QSettings: reading its files through Python executes what is pickled in them, and writing them waits for ever
where something else has the name of its lock.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from app.model import settings_ini
from nncore import storage

VERSION = 1  # 0 was the INI file of the first builds
MAX_BYTES = 1 << 20
NAME, DAMAGED = "settings.json", "settings.damaged.json"

log = logging.getLogger(__name__)


class SettingsFile:
    """Plain values by name, in `folder`. What cannot be read or written is told to the log, and to nobody else.

    Names that mean nothing to this version, and the number of a later version, are kept: that one finds them again.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME
        self._stored: dict[str, Any] = {}
        self._unwritten: dict[str, Any] = {}
        self._said: set[str] = set()
        self.reload()

    @property
    def values(self) -> Mapping[str, Any]:
        """All that is stored, and what was changed but could not be."""
        return {**self._stored, **self._unwritten}

    def reload(self) -> None:
        """Read what another window of the program may have written since."""
        try:
            self._stored = self._read()
        except OSError as error:
            self._say("the settings cannot be read", error)

    def write(self, changes: Mapping[str, Any]) -> None:
        """Store `changes` beside what is in the file by now."""
        self._unwritten.update(changes)
        try:
            self._stored = _numbered({**self._read(), **self._unwritten})
            self._path.parent.mkdir(parents=True, exist_ok=True)
            storage.write(self._path, json.dumps(self._stored, indent=1) + "\n")
        except OSError as error:
            self._say("the settings cannot be saved", error)
        else:
            self._unwritten.clear()

    def _read(self) -> dict[str, Any]:
        """What is in the file; where that is damaged, it is put aside, and what was known before stays."""
        if not self._path.exists():
            return settings_ini.read(self._path.parent)
        if not self._path.is_file():  # a folder, a pipe on which reading would wait
            raise OSError(f"{self._path} is no file")
        with self._path.open("rb") as stream:
            content = stream.read(MAX_BYTES + 1)
        try:
            return _parse(content)
        except ValueError as error:
            log.warning("the settings are damaged, and put aside as %s: %s", DAMAGED, error)
            self._path.replace(self._path.with_name(DAMAGED))
            return self._stored

    def _say(self, problem: str, error: OSError) -> None:
        """Once: a full disk stays full."""
        if problem not in self._said:
            self._said.add(problem)
            log.warning("%s: %s", problem, error)


def _numbered(values: dict[str, Any]) -> dict[str, Any]:
    """`values` with the version they are of by now."""
    found = values.get("version")
    later = isinstance(found, int) and found > VERSION
    return {**values, "version": found if later else VERSION}


def _parse(content: bytes) -> dict[str, Any]:
    """The values in `content`. Raises ValueError where it is not a file of ours."""
    if len(content) > MAX_BYTES:
        raise ValueError(f"more than {MAX_BYTES} bytes")
    try:
        values = json.loads(content)
    except RecursionError:
        raise ValueError("brackets within brackets without end") from None
    if not isinstance(values, dict):
        raise ValueError("not an object")  # noqa: TRY004  whatever is wrong is told in one way
    return values
