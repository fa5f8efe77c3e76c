"""Every setting as data: its name in the file, what it is at first, and which values are allowed."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QByteArray

from app.model.limits import MIN_SPEED
from app.model.work import DEFAULT_SPEED, FASTEST_PACED, FULL_SPEED

T = TypeVar("T")

THEMES = ("system", "light", "dark")
DECIMAL_SIGNS = ("system", ".", ",")
COLOURS = ("orange-blue", "viridis", "cividis")
RESOLUTIONS = (20, 30, 40, 60, 80, 100, 150, 200)  # points per side of the surface

MAX_RECENT = 8
LONGEST_TEXT = 4096  # characters: as long as a path can be
LONGEST_LAYOUT = 4096  # bytes
_FULL = "full"  # in the file: JSON has no infinity


@dataclass(frozen=True, slots=True, eq=False)
class Key(Generic[T]):
    """`parse` makes the value of what stands in the file, or raises ValueError; `plain` is the way back."""

    name: str
    default: T
    parse: Callable[[object], T]
    plain: Callable[[T], object]


def _as_it_is(value: Any) -> Any:
    return value


def _one_of(name: str, allowed: tuple[T, ...], default: T) -> Key[T]:
    def parse(stored: object) -> T:
        for value in allowed:
            if type(stored) is type(value) and stored == value:  # 1 is not True
                return value
        raise ValueError(f"one of {', '.join(map(str, allowed))}")

    return Key(name, default, parse, _as_it_is)


def _switch(name: str, default: bool) -> Key[bool]:
    return _one_of(name, (False, True), default)


def _text(stored: object) -> str:
    if not isinstance(stored, str) or len(stored) > LONGEST_TEXT or "\0" in stored:
        raise ValueError("a text of one line")
    return stored


def _speed(stored: object) -> float:
    if stored == _FULL:
        return FULL_SPEED
    if isinstance(stored, bool) or not isinstance(stored, int | float) or not MIN_SPEED <= stored <= FASTEST_PACED:
        raise ValueError(f"a number from {MIN_SPEED:g} to {FASTEST_PACED:g}, or {_FULL}")
    return float(stored)


def _plain_speed(speed: float) -> object:
    return _FULL if speed == FULL_SPEED else speed


def _paths(stored: object) -> tuple[Path, ...]:
    """Those of the first that are paths at all: one bad entry does not take the others along."""
    if not isinstance(stored, list):
        raise ValueError("a list of paths")  # noqa: TRY004  whatever is wrong is told in one way
    paths: list[Path] = []
    for entry in stored[: 2 * MAX_RECENT]:
        try:
            path = Path(_text(entry))
        except ValueError:
            continue
        if path.is_absolute() and path not in paths:
            paths.append(path)
    return tuple(paths[:MAX_RECENT])


def _plain_paths(paths: tuple[Path, ...]) -> object:
    return [str(path) for path in paths]


def _bytes(stored: object) -> QByteArray:
    if not isinstance(stored, str) or len(stored) > LONGEST_LAYOUT:
        raise ValueError("bytes in base 64")
    try:
        return QByteArray(base64.b64decode(stored, validate=True))
    except binascii.Error:
        raise ValueError("bytes in base 64") from None


def _plain_bytes(state: QByteArray) -> object:
    return base64.b64encode(state.data()).decode("ascii")


def _layout(name: str) -> Key[QByteArray]:
    return Key(f"layout/{name}", QByteArray(), _bytes, _plain_bytes)


THEME = _one_of("appearance/theme", THEMES, "system")
LARGE_TYPE = _switch("appearance/large_type", default=False)
DECIMAL_SIGN = _one_of("appearance/decimal_sign", DECIMAL_SIGNS, "system")
COLOUR_SCALE = _one_of("appearance/colours", COLOURS, COLOURS[0])
RESOLUTION = _one_of("surface/resolution", RESOLUTIONS, 100)
SPEED = Key("training/speed", DEFAULT_SPEED, _speed, _plain_speed)  # observations per second at the start
TOUR_SEEN = _switch("tour/seen", default=False)
RECENT: Key[tuple[Path, ...]] = Key("files/recent", (), _paths, _plain_paths)  # newest first
FOLDER = Key("files/folder", "", _text, _as_it_is)  # where a file was read or written last
PICTURE_KIND = Key("pictures/kind", "", _text, _as_it_is)
LAYOUTS = MappingProxyType({name: _layout(name) for name in ("window", "columns", "middle", "right")})

KEYS: tuple[Key[Any], ...] = (
    *(THEME, LARGE_TYPE, DECIMAL_SIGN, COLOUR_SCALE, RESOLUTION, SPEED),
    *(TOUR_SEEN, RECENT, FOLDER, PICTURE_KIND),
    *LAYOUTS.values(),
)
