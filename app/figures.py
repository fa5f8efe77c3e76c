"""How numbers are written, with a decimal point; `app.numbers` writes them for people, as is usual where they live."""

from __future__ import annotations

import math
import re

THIN_SPACE = "\u202f"  # the narrow one that no line breaks at
UNKNOWN = "–"
RATE_FIGURES = 7

_WORST_R_SQUARED = 100

_MILLION = 10**6
_BILLION = 10**9


def grouped(number: int) -> str:
    """32 000; from a billion on 1.25 bn, so that it stays readable."""
    if abs(number) >= _BILLION:
        return f"{number / _BILLION:.2f}{THIN_SPACE}bn"
    return f"{number:,}".replace(",", THIN_SPACE)


def counted(number: int, figures: int) -> str:
    """The same for a place with room for so many figures: what is longer becomes 1.25 M, 199 M, 1.99 bn."""
    if number < 10**figures:
        return grouped(number)
    unit, name = (_BILLION, "bn") if number >= _BILLION else (_MILLION, "M")
    whole = number / unit
    return f"{whole:.{max(0, 2 - int(math.log10(max(whole, 1))))}f}{THIN_SPACE}{name}"


def spaced(text: str) -> str:
    """`text` with the thousands of its whole numbers set apart: between 4 and 100 000."""
    return re.sub(r"(?<![\d.,])\d{4,}", lambda digits: f"{int(digits[0]):,}".replace(",", THIN_SPACE), text)


def rate(per_second: float) -> str:
    """Three figures of a measured rate, the rest is noise: 3 250 000."""
    if not math.isfinite(per_second):
        return UNKNOWN
    return counted(int(float(f"{per_second:.3g}")), RATE_FIGURES)


def loss(value: float) -> str:
    """Four decimals; tiny and huge ones as 3.2e-5."""
    if math.isnan(value):
        return UNKNOWN
    if math.isinf(value):
        return "∞" if value > 0 else "−∞"
    if value != 0 and not 5e-4 <= abs(value) < 1e4:
        return _shorter_exponent(f"{value:.1e}")
    return f"{value:.4f}"


def share(value: float) -> str:
    """98.8 % for 0.988. Only what is all right is called 100.0 %."""
    if math.isnan(value):
        return UNKNOWN
    percent = 100 * value if value >= 1 else min(100 * value, 99.9)
    return f"{percent:.1f}{THIN_SPACE}%"


def r_squared(value: float) -> str:
    """0.987, −3.250. It is no count of right answers: what is nearly 1 is called 1.000, as any other is rounded."""
    if math.isnan(value):
        return UNKNOWN
    if value <= -_WORST_R_SQUARED:
        return f"< −{_WORST_R_SQUARED - 1}"
    return f"{value:.3f}".replace("-", "−")


def speed(per_second: float) -> str:
    """The speed that is chosen: 1 280 obs/s, or full speed."""
    if math.isinf(per_second):
        return "full speed"
    shown = grouped(round(per_second)) if per_second >= 10 else f"{per_second:.2g}"
    return f"{shown} obs/s"


def decimal(value: float) -> str:
    """The shortest text that reads back as `value`: 0.03, 500, 1e-5."""
    return _shorter_exponent(f"{value:.15g}")


def _shorter_exponent(text: str) -> str:
    """1e-05 as 1e-5, 1.5e+20 as 1.5e20."""
    mantissa, e, exponent = text.partition("e")
    return f"{mantissa}e{int(exponent)}" if e else text
