"""Validation of single values, one sentence each: every spec class uses these and nothing else."""

from __future__ import annotations

import math
import operator
from collections.abc import Collection, Iterable
from typing import Any

from nncore.errors import SpecError


def integer(field: str, value: Any, low: int, high: int) -> int:
    """`value` as an int between `low` and `high`, both included."""
    allowed = f"a whole number between {low} and {high}"
    if isinstance(value, bool):
        raise SpecError(field, allowed, value)
    try:
        number = operator.index(value)
    except TypeError:
        raise SpecError(field, allowed, value) from None
    if not low <= number <= high:
        raise SpecError(field, f"between {low} and {high}", value)
    return number


def number(
    field: str, value: Any, low: float, high: float, *, above_low: bool = False, below_high: bool = False
) -> float:
    """`value` as a finite float between `low` and `high`; `above_low` and `below_high` shut that end out."""
    if above_low:
        allowed = f"greater than {low:g} and {'less than' if below_high else 'at most'} {high:g}"
    else:
        allowed = f"at least {low:g} and less than {high:g}" if below_high else f"between {low:g} and {high:g}"
    try:
        result = math.nan if isinstance(value, bool | str | bytes) else float(value)
    except (TypeError, ValueError, OverflowError):
        result = math.nan
    inside = low <= result <= high and not (above_low and result == low) and not (below_high and result == high)
    if not inside:  # NaN is never inside
        raise SpecError(field, allowed, value)
    return result


def flag(field: str, value: Any) -> bool:
    """`value` if it is True or False."""
    if not isinstance(value, bool):
        raise SpecError(field, "true or false", value)
    return value


def choice(field: str, value: Any, names: Collection[str]) -> str:
    """`value` if it is one of `names`."""
    if not isinstance(value, str) or value not in names:
        raise SpecError(field, f"one of {', '.join(sorted(names))}", value)
    return value


def instance(field: str, value: Any, *classes: type) -> Any:
    """`value` if it is an object of one of `classes`."""
    if not isinstance(value, classes):
        raise SpecError(field, f"a {' or '.join(c.__name__ for c in classes)}", value)
    return value


def items(field: str, values: Any, most: int = 2**31) -> tuple[Any, ...]:
    """The items of the list `values`, or of what else can be gone through, if there are no more than `most`."""
    if isinstance(values, str | bytes | dict) or not isinstance(values, Iterable):
        raise SpecError(field, "a list", values)
    result = tuple(values)
    if len(result) > most:
        raise SpecError(field, f"a list of at most {most}", f"{len(result)} items")
    return result
