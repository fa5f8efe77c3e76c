"""How numbers are written for people: views, panels and the status line all use these.

Whether with a decimal point or comma is the affair of Qt's default locale. Files, links and formulas have points.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from PySide6.QtCore import QLocale

from app import figures
from app.figures import RATE_FIGURES, THIN_SPACE, UNKNOWN

__all__ = [
    "RATE_FIGURES", "THIN_SPACE", "UNKNOWN", "counted", "decimal", "grouped", "has_comma", "localised", "loss",
    "r_squared", "rate", "share", "spaced", "speed",
]  # fmt: skip

Arguments = ParamSpec("Arguments")


def has_comma() -> bool:
    """Whether 0,5 is written for a half."""
    return QLocale().decimalPoint() == ","


def localised(text: str) -> str:
    """`text` with commas for decimal points, where people write them so."""
    return re.sub(r"(?<=\d)\.(?=\d)", ",", text) if has_comma() else text


def _for_people(write: Callable[Arguments, str]) -> Callable[Arguments, str]:
    @wraps(write)
    def written(*arguments: Arguments.args, **named: Arguments.kwargs) -> str:
        return localised(write(*arguments, **named))

    return written


grouped = _for_people(figures.grouped)
counted = _for_people(figures.counted)
spaced = _for_people(figures.spaced)
rate = _for_people(figures.rate)
loss = _for_people(figures.loss)
share = _for_people(figures.share)
r_squared = _for_people(figures.r_squared)
speed = _for_people(figures.speed)
decimal = _for_people(figures.decimal)
