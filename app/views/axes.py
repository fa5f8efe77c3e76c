"""Round numbers for the axes of a chart: limits that seldom change, and ticks between them."""

from __future__ import annotations

from math import ceil, floor, log10

_LIMITS = (1.0, 1.25, 1.6, 2.0, 2.5, 3.2, 4.0, 5.0, 6.4, 8.0, 10.0)
_STEPS = (1.0, 2.0, 5.0, 10.0)
_COUNTED = (1.0, 2.0, 2.5, 3.0, 5.0, 6.0)


def upper_limit(value: float) -> float:
    """The least round number that is not below `value` > 0: at most a quarter more, so that it changes seldom."""
    return _rounded_up(value, _LIMITS)


def round_above(value: float) -> float:
    """The least of 1, 2 and 5 times a power of ten that is not below `value` > 0."""
    return _rounded_up(value, _STEPS)


def ticks(high: float, most: int) -> list[float]:
    """Round numbers from 0 to `high`, at most `most` of them after 0."""
    step = _rounded_up(high / max(most, 1), _STEPS)
    return [i * step for i in range(floor(high / step * (1 + 1e-9)) + 1)]


def ticks_between(low: float, high: float, most: int) -> list[float]:
    """Multiples of a round number from `low` to `high`: at most `most` steps of it."""
    step = _rounded_up((high - low) / max(most, 1), _STEPS)
    return [i * step for i in range(ceil(low / step - 1e-9), floor(high / step + 1e-9) + 1)]


def is_round(low: float, step: float) -> bool:
    """Whether the steps from `low` on are round numbers: multiples of one that people count by."""
    power = float(10.0 ** floor(log10(step)))
    counts = any(abs(step / power - mantissa) < 1e-9 for mantissa in _COUNTED)
    return counts and abs(low / step - round(low / step)) < 1e-6


def limits_around(low: float, high: float) -> tuple[float, float]:
    """Round numbers that hold `low` to `high` closely: from 0, unless all of it is far from there."""
    if low <= 0.5 * high:
        return 0.0, upper_limit(high)
    step = _rounded_up(max(high - low, 1e-3 * high) / 4, _STEPS)
    first, last = floor(low / step * (1 + 1e-9)), ceil(high / step * (1 - 1e-9))
    return (first * step, last * step) if first < last else ((first - 1) * step, (last + 1) * step)


def decade_below(value: float) -> float:
    """The greatest power of ten that is not above `value` > 0."""
    return float(10.0 ** floor(log10(value) + 1e-9))


def log_ticks(low: float, high: float, most: int) -> list[float]:
    """Round numbers from `low`, a power of ten, to `high`: all powers of ten, or less, or more, as `most` allows."""
    first, last = round(log10(low)), floor(log10(high) + 1e-9)
    step = max(1, ceil((last - first + 1) / max(most, 1)))
    mantissas = (1.0, 2.0, 5.0) if 3 * (last - first + 1) <= most else (1.0,)
    ticks = (m * 10.0**k for k in range(first, last + 1, step) for m in mantissas)
    return [tick for tick in ticks if tick <= high * (1 + 1e-9)]


def _rounded_up(value: float, mantissas: tuple[float, ...]) -> float:
    power = float(10.0 ** floor(log10(value)))
    return next(m * power for m in mantissas if m * power >= value * (1 - 1e-9))
