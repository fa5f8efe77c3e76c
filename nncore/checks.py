"""Validation of single values, one sentence each: every spec class uses these and nothing else."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Sequence
from numbers import Integral, Real
from typing import Any

import numpy as np

from nncore.errors import SpecError


def integer(field: str, value: Any, low: int, high: int) -> int:
    """`value` as an int between `low` and `high`, both included."""
    if not _is(Integral, value):
        raise SpecError(field, f"a whole number between {low} and {high}", value)
    if not low <= value <= high:
        raise SpecError(field, f"between {low} and {high}", value)
    return int(value)


def number(
    field: str, value: Any, low: float, high: float, *, above_low: bool = False, below_high: bool = False
) -> float:
    """`value` as a finite float between `low` and `high`; `above_low` and `below_high` shut that end out."""
    if above_low:
        allowed = f"greater than {low:g} and {'less than' if below_high else 'at most'} {high:g}"
    else:
        allowed = f"at least {low:g} and less than {high:g}" if below_high else f"between {low:g} and {high:g}"
    try:
        result = float(value) if _is(Real, value) else math.nan
    except OverflowError:
        result = math.inf
    inside = low <= result <= high and not (above_low and result == low) and not (below_high and result == high)
    if not inside:  # NaN is never inside
        raise SpecError(field, allowed, value)
    return result


def _is(kind: type, value: Any) -> bool:
    """Whether `value` is a number of this kind, NumPy's included. Truth values and NumPy's times only pass for some."""
    return isinstance(value, kind) and not isinstance(value, bool | np.timedelta64)


def flag(field: str, value: Any) -> bool:
    """`value` if it is True or False."""
    if not isinstance(value, bool):
        raise SpecError(field, "true or false", value)
    return value


def choice(field: str, value: Any, names: Collection[str]) -> str:
    """`value` if it is one of `names`."""
    if not isinstance(value, str) or value not in names:
        raise SpecError(field, f"one of {', '.join(sorted(names))}", value)
    return str(value)


def instance(field: str, value: Any, *classes: type) -> Any:
    """`value` if it is an object of one of `classes`."""
    if not isinstance(value, classes):
        names = ", ".join(cls.__name__ for cls in classes)
        raise SpecError(field, f"one of {names}" if len(classes) > 1 else f"a {names}", value)
    return value


def optional(check: Callable[..., Any], field: str, value: Any, *arguments: Any) -> Any:
    """None, or what `check` makes of `value`."""
    return None if value is None else check(field, value, *arguments)


def items(field: str, values: Any, most: int = 2**20) -> tuple[Any, ...]:
    """The items of `values`, a list, a tuple, an array or the like, if there are no more than `most`."""
    if isinstance(values, str | bytes | bytearray) or not isinstance(values, Sequence | np.ndarray):
        raise SpecError(field, "a list", values)
    try:
        size = len(values)
    except (TypeError, OverflowError):  # an array without dimensions, an endless range
        raise SpecError(field, "a list", values) from None
    if size > most:
        raise SpecError(field, f"a list of at most {most}", f"{size} items")
    return tuple(values)
