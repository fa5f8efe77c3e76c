"""What a chart can show over the epochs: how its values are written, and from where to where its axis goes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from numpy.typing import NDArray

from app import numbers
from app.views import axes
from app.views.text import lone_tick, ticks

Array = NDArray[Any]
Limits = tuple[float, float]

LEAST = 1e-30  # what is less has no place on a logarithmic axis
# What is greater has none on a linear one, where it would leave nothing of the rest, or on a logarithmic one.
GREATEST, GREATEST_LOGARITHMIC = 1e30, 1e307

# From which of these a scale goes to 1: it changes seldom, and gives room to what is nearly right.
_SHARES = (0.99, 0.98, 0.95, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1, 0.0)
_ALL_BUT_THE_WORST = (*_SHARES, -1.0)


@dataclass(frozen=True, slots=True)
class Quantity:
    """`limits` is asked for the ends of a linear axis that holds some values, and whether these are a part of all."""

    name: str
    text: Callable[[float], str]
    tick_texts: Callable[[Sequence[float]], list[str]]
    limits: Callable[[Array, bool], Limits]
    can_be_logarithmic: bool = False


def greatest(*, log: bool) -> float:
    """The greatest number that is drawn."""
    return GREATEST_LOGARITHMIC if log else GREATEST


def log_limits(values: Array) -> Limits:
    """The ends of a logarithmic axis that holds the positive ones of `values`."""
    positive = values[values >= LEAST]
    high = axes.upper_limit(float(positive.max())) if len(positive) else 1.0
    return min(axes.decade_below(float(positive.min(initial=high))), axes.decade_below(high / 2)), high


def log_texts(values: Sequence[float]) -> list[str]:
    """Numbers of a logarithmic axis, each with no more decimals than it needs itself."""
    return [lone_tick(value) for value in values]


def _loss_limits(values: Array, part: bool) -> Limits:
    """From 0; a part may be far from there."""
    positive = values[values >= LEAST]
    if not len(positive):
        return 0.0, 1.0
    low, high = float(values.min()), float(positive.max())
    return axes.limits_around(low, high) if part else (0.0, axes.upper_limit(high))


def _share_limits(values: Array, part: bool) -> Limits:  # noqa: ARG001  the same for a part
    return _least_below(values, _SHARES), 1.0


def _r_squared_limits(values: Array, part: bool) -> Limits:  # noqa: ARG001  the same for a part
    return _least_below(values, _ALL_BUT_THE_WORST), 1.0


def _least_below(values: Array, ladder: Sequence[float]) -> float:
    worst = float(values.min(initial=1.0))
    return next((step for step in ladder if step <= worst), ladder[-1])


def _percents(values: Sequence[float]) -> list[str]:
    return [f"{text}{numbers.THIN_SPACE}%" for text in ticks([round(100 * value, 9) for value in values])]


LOSS = Quantity("loss", numbers.loss, ticks, _loss_limits, can_be_logarithmic=True)
ACCURACY = Quantity("accuracy", numbers.share, _percents, _share_limits)
R_SQUARED = Quantity("R²", numbers.r_squared, ticks, _r_squared_limits)
