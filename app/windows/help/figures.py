"""How the worked example writes numbers and sums: to four figures, with true minus signs, and never too many."""

from __future__ import annotations

import math
from collections.abc import Sequence

from app import numbers
from app.views.text import short
from app.windows.help.tables import text

MOST_TERMS = 8  # of a sum that are written out
_KEPT_TERMS = 4  # where there are more
_MOST_FIGURES = 15
_CLOSE_ENOUGH = 0.01  # of a difference between two numbers


def num(value: float) -> str:
    """Four figures: 0.1235, −3.2e-5."""
    if math.isinf(value):
        return "∞" if value > 0 else "−∞"
    return numbers.UNKNOWN if math.isnan(value) else short(float(value))


def beside(value: float, other: float, least: int = 4) -> str:
    """`value` in as many figures as show how far it is from `other`: 0.99998 beside 1."""
    if not math.isfinite(value):
        return num(value)
    apart = abs(value - other)
    for figures in range(least, _MOST_FIGURES):
        rounded = float(f"{value:.{figures}g}")
        if abs(rounded - value) <= _CLOSE_ENOUGH * apart:
            break
    else:
        rounded = float(value)
    return numbers.decimal(rounded).replace("-", "−")


def factor(value: float) -> str:
    """A number inside a product: a negative one in brackets."""
    return bracketed(num(value))


def bracketed(number: str) -> str:
    """A number that is written already, in brackets where it is negative."""
    return f"({number})" if number.startswith("−") else number


def summed(first: float | None, factors: Sequence[float], values: Sequence[float]) -> str:
    """first + factor · value + …, with so many terms as can be read, and how many more there are."""
    terms = [f"{factor(a)} · {factor(b)}" for a, b in zip(factors, values, strict=True)]
    if len(terms) > MOST_TERMS:
        terms = [*terms[:_KEPT_TERMS], f"… {len(terms) - _KEPT_TERMS} more terms"]
    return " + ".join(terms if first is None else [num(first), *terms])


def indexed(symbol: str, index: int | None) -> str:
    """z₃, or z alone where there is only one."""
    return f"<i>{symbol}</i>" if index is None else f"<i>{symbol}</i><sub>{index}</sub>"


def formula(*lines: str) -> str:
    """Lines of mathematics, as HTML, set apart from the words around them."""
    return f'<p class="formula">{"<br>".join(lines)}</p>'


def sentence(words: str) -> str:
    """A paragraph of plain words."""
    return f"<p>{text(words)}</p>"
