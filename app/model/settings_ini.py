"""Version 0 of the settings: an INI file of Qt's. What people chose in it is taken over, window layouts are not."""

from __future__ import annotations

import configparser
from pathlib import Path
from typing import Any

NAME = "perceptron-lab.ini"
MAX_BYTES = 1 << 16
_TAKEN = ("appearance/theme", "appearance/decimal_sign", "files/folder", "pictures/kind")  # as they are


def read(folder: Path) -> dict[str, Any]:
    """The values of the INI file in `folder` under their names of today; none where there is no such file.

    Raises OSError where it cannot be read. What Qt has escaped is left behind.
    """
    path = folder / NAME
    if not path.is_file():
        return {}
    with path.open("rb") as stream:
        text = stream.read(MAX_BYTES).decode("utf-8", "replace")
    parser = configparser.RawConfigParser(strict=False, delimiters=("=",))
    try:
        parser.read_string(text)
    except configparser.Error:
        return {}
    old = {f"{section}/{name}": value for section in parser.sections() for name, value in parser.items(section)}
    values: dict[str, Any] = {name: _unquoted(old[name]) for name in _TAKEN if _is_plain(old.get(name))}
    if "appearance/type" in old:
        values["appearance/large_type"] = old["appearance/type"] == "large"
    recent = old.get("files/recent")
    if recent is not None and _is_plain(recent):
        values["files/recent"] = recent.split(", ")
    return values


def _is_plain(value: str | None) -> bool:
    return value is not None and "\\" not in value and not value.startswith("@")


def _unquoted(value: str) -> str:
    """Qt puts what holds a comma or a semicolon between quotes."""
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] == '"' else value
