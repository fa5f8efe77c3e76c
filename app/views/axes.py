"""Round numbers for the axes of a chart: limits that seldom change, and ticks between them."""

from __future__ import annotations

from math import ceil, floor, log10

_LIMITS = (1.0, 1.25, 1.6, 2.0, 2.5, 3.2, 4.0, 5.0, 6.4, 8.0, 10.0)
_STEPS = (1.0, 2.0, 5.0, 10.0)


def upper_limit(value: float) -> float:
    """The least round number that is not below `value` > 0: at most a quarter more, so that it changes seldom."""
    return _rounded_up(value, _LIMITS)


def ticks(high: float, most: int) -> list[float]:
    """Round numbers from 0 to `high`, at most `most` of them after 0."""
    step = _rounded_up(high / max(most, 1), _STEPS)
    return [i * step for i in range(floor(high / step * (1 + 1e-9)) + 1)]


def ticks_between(low: float, high: float, most: int) -> list[float]:
    """Multiples of a round number from `low` to `high`: at most `most` steps of it."""
    step = _rounded_up((high - low) / max(most, 1), _STEPS)
    return [i * step for i in range(ceil(low / step), floor(high / step) + 1)]


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
