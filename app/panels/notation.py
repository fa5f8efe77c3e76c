"""How a number is written in a field, read back, and stepped with the arrows and the wheel."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from app.numbers import THIN_SPACE, decimal, has_comma, spaced
from nncore import SpecError

Step = Callable[[float, int], float]  # (value, steps up or down) -> value
FIRST_PENALTY = 0.001  # the smallest rung above zero
_AMBIGUOUS = re.compile(r"[-+]?[1-9]\d{0,2}[.,]\d{3}")  # 1,500 is 1.5 to some and 1500 to others


@dataclass(frozen=True, slots=True)
class Notation:
    """`write` gives the text of a value, `read` the value of a text, or the text itself where it is not a number.

    Where there need not be a number, None is written as an empty text, in whose place the field reads `off`.
    """

    write: Callable[[Any], str]
    read: Callable[[str], object]
    off: str = ""


def _number(text: str) -> object:
    """An int where the text is a whole number, however it is spelt (500, 5e2); a float, or the text itself."""
    plain = re.sub(r"\s", "", text).replace("−", "-")
    if _AMBIGUOUS.fullmatch(plain) and ("." if has_comma() else ",") in plain:  # not the sign that is usual here
        return text.strip()
    plain = plain.replace(",", ".")
    try:
        value = float(plain)
    except ValueError:
        return text.strip()
    if not math.isfinite(value):  # inf, nan, 1e999: words that people do not mean by a number
        return text.strip()
    return int(value) if value.is_integer() else value


def _share(text: str) -> object:
    value = _number(text.replace("%", ""))
    # 7 / 100 is 0.07, but 7.1 / 100 is 0.07099999999999999.
    return round(value / 100, 12) if isinstance(value, int | float) else value


def _write(value: object) -> str:
    return decimal(value) if isinstance(value, int | float) else f"“{value}”"


def _write_percent(value: object) -> str:
    return f"{decimal(round(100 * value, 10))} %" if isinstance(value, int | float) else f"“{value}”"


NUMBER = Notation(_write, _number)
PERCENT = Notation(_write_percent, _share)


def counted(one: str, many: str) -> Notation:
    """Numbers of things: 1 epoch, 20 epochs."""

    def write(value: object) -> str:
        return f"{_write(value)} {one if value == 1 else many}" if isinstance(value, int | float) else _write(value)

    def read(text: str) -> object:
        return _number(re.sub(rf"({many}|{one}|\s)*$", "", text))

    return Notation(write, read)


def divided(whole: str) -> Notation:
    """A number that something is divided by: rate / 25."""

    def write(value: object) -> str:
        return f"{whole} / {_write(value)}" if isinstance(value, int | float) else _write(value)

    def read(text: str) -> object:
        return _number(text.rpartition("/")[2])

    return Notation(write, read)


def optional(notation: Notation, off: str) -> Notation:
    """`notation` for a number that need not be there: without one the field is empty, and reads `off`."""

    def write(value: object) -> str:
        return "" if value is None else notation.write(value)

    def read(text: str) -> object:
        return None if text.strip().lower() in ("", off) else notation.read(text)

    return Notation(write, read, off)


EPOCHS = counted("epoch", "epochs")


def sentence(name: str, error: SpecError, notation: Notation = NUMBER) -> str:
    """What people read beside a field: its name, what is allowed, and the value that is not."""
    if error.field.startswith("network.inputs["):  # whatever was edited, it is this input that does not go with it
        return f"The input {error.value} must be {error.allowed}."
    # The range in an error is in the experiment's own terms, 0 to 0.9; the field speaks of 0 % to 90 %.
    allowed = re.sub(r"\d+(\.\d+)?", lambda m: _spoken(float(m[0]), notation), error.allowed)
    got = "" if error.value == "" else f", not {_spoken(error.value, notation)}"
    return f"{name} must be {allowed}{got}."


def _spoken(value: object, notation: Notation) -> str:
    """Easy to read, and kept in one line; what is no number is left as it was typed."""
    text = notation.write(value)
    return spaced(text.replace(" ", THIN_SPACE)) if isinstance(value, int | float) else text


def within(step: Step, low: float, high: float) -> Step:
    """The steps of `step` as far as `low` and `high`. A value beyond an end is not led back by going on."""

    def bounded(value: float, steps: int) -> float:
        return max(min(low, value), min(step(value, steps), max(high, value)))

    return bounded


def multiples_of(size: float) -> Step:
    """Steps to the next multiple of `size`."""

    def step(value: float, steps: int) -> float:
        rung = math.floor(value / size + 1e-9) if steps > 0 else math.ceil(value / size - 1e-9)
        stepped = (rung + steps) * size
        return stepped if isinstance(size, int) else round(stepped, 10)

    return step


def doubling(value: float, steps: int) -> float:
    """Steps along 1, 2, 4, 8, 16 …"""
    rung = math.log2(max(value, 1))
    rung = math.floor(rung) if steps > 0 else math.ceil(rung)
    return int(2 ** max(rung + steps, 0))


def one_three_ten(value: float, steps: int) -> float:
    """Steps along 0.01, 0.03, 0.1, 0.3, 1 …"""
    exponent = math.floor(math.log10(value) + 1e-9)
    mantissa = value / 10**exponent
    # Twice the exponent counts the rungs 1, 10, 100; the 3s lie between them.
    rung = 2 * exponent + (mantissa >= 3 - 1e-9)
    on_rung = math.isclose(mantissa, 1) or math.isclose(mantissa, 3)
    rung += steps if steps > 0 or on_rung else steps + 1
    return float(f"{3 if rung % 2 else 1}e{rung // 2}")


def toward_one(value: float, steps: int) -> float:
    """Steps along 0, 0.7, 0.9, 0.97, 0.99, 0.997 …"""
    return round(1 - one_three_ten(1 - value, -steps), 12)


def from_off(step: Step, first: float) -> Callable[[Any, int], Any]:
    """The same for a number that may be None: the first step up switches it on, at `first`."""

    def stepped(value: Any, steps: int) -> Any:
        if value is None:
            return first if steps > 0 else None
        return step(value, steps)

    return stepped


def penalty(value: float, steps: int) -> float:
    """The same rungs for a value that may be 0, from 0.001 on."""
    if value < FIRST_PENALTY:
        return one_three_ten(FIRST_PENALTY, steps - 1) if steps > 0 else 0.0
    stepped = one_three_ten(value, steps)
    return stepped if stepped >= FIRST_PENALTY * (1 - 1e-9) else 0.0
