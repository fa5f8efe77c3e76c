"""Numbers as tables write them: 1.5, 1,5, 1 234,5 or 2e-3. What could be read in two ways is not read at all."""

from __future__ import annotations

import re
from collections.abc import Iterable

LARGEST = 1e15
TOO_LARGE = "too large: at most 1e15, above or below 0, can be read"

_PLAIN = re.compile(r"[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d{1,3})?", re.ASCII)
_COMMA = re.compile(r"[-+]?\d+(,\d+)?", re.ASCII)  # most numbers with a decimal comma, and quickly found
_SIGN = "[-+]?"
# 1,234 is 1234 to some and 1.234 to others; 0,234 and 12,34 are clear.
_AMBIGUOUS = re.compile(_SIGN + r"[1-9]\d{0,2},\d{3}", re.ASCII)
_PERHAPS_POINT = re.compile(_SIGN + r"[1-9]\d{0,2}\.\d{3}", re.ASCII)  # 1.234 is 1234 only among decimal commas
_DECIMAL_COMMA = re.compile(_SIGN + r"(\d*|[1-9]\d{0,2}([.\s'’]\d{3})+),\d+([eE][-+]?\d{1,3})?", re.ASCII)
_DECIMAL_POINT = re.compile(_SIGN + r"(\d*|[1-9]\d{0,2}([,\s'’]\d{3})+)\.\d+([eE][-+]?\d{1,3})?", re.ASCII)
# Thousands set apart by the same sign throughout: ".", "," (whichever is not the decimal sign), a space, or ' in Swiss.
_GROUPED = re.compile(_SIGN + r"[1-9]\d{0,2}([.,\s'’])\d{3}(\1\d{3})*(?!\d)")
_NOTHING = frozenset(("", "na", "n/a", "nan", "null", "none", "-", "?"))


class NotANumberError(ValueError):
    """What is wrong with a cell, as the end of a sentence: “abc” is not a number."""


class TooLargeError(NotANumberError):
    """There is a number, but one that cannot be read."""


def is_missing(cell: str) -> bool:
    """Whether `cell` is empty, or one of the words that programs write for nothing."""
    return cell.strip().lower() in _NOTHING


def number(cell: str, decimal: str) -> float:
    """The number in `cell`, with the `decimal` sign "." or ","; or "" where that is not known: then 1,234 is refused.

    Raises NotANumberError.
    """
    clear = (_COMMA if decimal == "," else _PLAIN).fullmatch(cell)
    value = float(cell.replace(",", ".") if clear else _plain(cell, decimal))
    if abs(value) > LARGEST:
        raise TooLargeError(f"{quoted(cell)} is {TOO_LARGE}")
    return value


def _plain(cell: str, decimal: str) -> str:
    """`cell` as Python writes numbers."""
    text = cell.strip().replace("−", "-")
    if text.lower() in _NOTHING:
        raise NotANumberError(f"{quoted(cell)} stands for nothing" if text else "there is nothing")
    if not decimal and _AMBIGUOUS.fullmatch(text):
        thousands = text.replace(",", "")
        raise NotANumberError(f"{quoted(cell)} may be {thousands} or {text.replace(',', '.')}: choose the decimal sign")
    point, group = (",", ".") if decimal == "," else (".", ",")
    grouped = _GROUPED.match(text)
    if grouped and grouped[1] != point:
        head = grouped[0].replace(grouped[1], "")
        text = head + text[grouped.end() :]
    plain = text if group in text else text.replace(point, ".")
    if group in text or not _PLAIN.fullmatch(plain):
        raise NotANumberError(f"{quoted(cell)} is not a number")
    return plain


def is_number(cell: str, decimal: str = "") -> bool:
    """Whether `cell` is a number, with this decimal sign or, where it is "", with either."""
    text = cell.strip()
    if not decimal:
        return is_number(text, ".") or is_number(text, ",")
    try:
        number(text, decimal)
    except NotANumberError:
        return False
    return True


def is_too_large(cell: str, decimal: str) -> bool:
    """Whether `cell` is a number beyond what can be read."""
    try:
        number(cell, decimal)
    except TooLargeError:
        return True
    except NotANumberError:
        return False
    return False


def decimal_sign(cells: Iterable[str]) -> str:
    """The decimal sign that `cells` are written with; "" where nothing but numbers like 1,234 speaks for either."""
    texts = [cell.strip() for cell in cells]
    doubtful = [text for text in texts if _AMBIGUOUS.fullmatch(text)]
    perhaps = [text for text in texts if _PERHAPS_POINT.fullmatch(text)]
    commas = sum(_DECIMAL_COMMA.fullmatch(text) is not None for text in texts) - len(doubtful)
    points = sum(_DECIMAL_POINT.fullmatch(text) is not None for text in texts) - len(perhaps)
    if commas > points:
        return ","
    return "" if doubtful and not (points or perhaps) else "."


def quoted(cell: str) -> str:
    """`cell` in a sentence: on one line, of at most 24 characters."""
    text = " ".join(cell.split())
    return f"“{text}”" if len(text) <= 24 else f"“{text[:23]}…”"
