"""Tables of comma-separated values: read into a sheet of cells, whatever they look like, and written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from app.model import csv_text
from app.model.csv_numbers import decimal_sign, is_number
from app.model.csv_text import Cut, Dialect, TableError

MAX_BYTES = 50 * 10**6
MAX_ROWS = 200_000  # so many are read in a second, while somebody looks on

_SAMPLE = 1000  # rows that the decimal sign and the header are found by


@dataclass(frozen=True, slots=True)
class Problem:
    """A row that cannot be used: the line of the file it begins in, and what is wrong, with the column if it is one."""

    line: int
    text: str

    @property
    def sentence(self) -> str:
        return f"line {self.line}{self.text}"


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """A table as it was read: rows with one cell for each name, and the lines they are in. `odd` are the others."""

    dialect: Dialect
    names: tuple[str, ...]
    rows: list[list[str]]
    lines: list[int]
    odd: tuple[Problem, ...]

    def column(self, index: int) -> list[str]:
        """The cells of one column."""
        return [row[index] for row in self.rows]


def unnamed(column: int) -> str:
    """What a column without a name is called."""
    return f"column {column + 1}"


def read_bytes(path: Path) -> bytes:
    """What the file at `path` holds. Raises TableError where that is too much, OSError where it cannot be read."""
    if path.exists() and not path.is_file():
        raise TableError("This is a folder or a device, not a file.")
    with path.open("rb") as stream:
        data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise TableError(f"The file is larger than {MAX_BYTES // 10**6} MB. Take a part of it.")
    return data


def read(data: bytes, wanted: Dialect = Dialect()) -> Sheet:  # noqa: B008  frozen
    """The table in `data`, written as `wanted` says and, where it says nothing, as it looks. Raises TableError."""
    text, encoding = csv_text.decode(data, wanted.encoding)
    if max(text.count("\n"), text.count("\r")) > MAX_ROWS:
        raise TableError(f"There are more than {MAX_ROWS:,} rows. Take a part of them.".replace(",", "\u202f"))
    if not text.strip():
        raise TableError("There is nothing in it.")
    delimiter = wanted.delimiter or csv_text.find_delimiter(text)
    table, odd = _regular(csv_text.cut(text, delimiter))
    if not table.rows:
        raise TableError("There are no rows in it.")
    decimal = wanted.decimal or decimal_sign(cell for row in islice(table.rows, _SAMPLE) for cell in row)
    header = _has_header(table.rows, decimal) if wanted.header is None else wanted.header
    names = table.rows[0] if header else _names_above(text, delimiter)
    rows, lines = table.rows[header:], table.lines[header:]
    if not rows:
        raise TableError("There are no rows below the names of the columns.")
    return Sheet(Dialect(encoding, delimiter, decimal, header), _names(names, len(rows[0])), rows, lines, tuple(odd))


def _regular(table: Cut) -> tuple[Cut, list[Problem]]:
    """The rows with as many cells as most have, missing ones at the end filled in; and those that do not fit in."""
    width = _width(table.rows)
    regular, odd = Cut([], []), []
    for row, line in zip(table.rows, table.lines, strict=True):
        if any(row[width:]):
            odd.append(_misfit(line, len(row), width))
        elif not regular.rows and len([*filter(None, row)]) < min(width, 2):  # a title above the table
            odd.append(_misfit(line, 1, width))
        else:
            regular.rows.append(row[:width] + [""] * (width - len(row)))
            regular.lines.append(line)
    return regular, odd


def _width(rows: Sequence[Sequence[str]]) -> int:
    """How many cells most rows have, without those at the end that are empty in all of them."""
    if not rows:
        return 0
    width = Counter(map(len, rows)).most_common(1)[0][0]
    while width > 1 and not any(row[width - 1] for row in rows if len(row) >= width):
        width -= 1
    return width


def _misfit(line: int, cells: int, width: int) -> Problem:
    counted = "1 cell" if cells == 1 else f"{cells} cells"
    return Problem(line, f" has {counted}, not {width}")


def _has_header(rows: Sequence[Sequence[str]], decimal: str) -> bool:
    """Whether the first row has names: no numbers, and below some of them there are numbers."""
    first, below = rows[0], rows[1:_SAMPLE]
    if any(is_number(cell, decimal) for cell in first):
        return False
    return any(is_number(row[i], decimal) for row in below for i in range(len(first)))


def _names_above(text: str, delimiter: str) -> Sequence[str]:
    rows = csv_text.cut(csv_text.comment_above(text), delimiter).rows  # none where the comment is a comment itself
    return rows[0] if rows else ()


def _names(found: Sequence[str], width: int) -> tuple[str, ...]:
    """A name for each column, all different: what is in the first row, or its number."""
    names: list[str] = []
    for i in range(width):
        name = " ".join(found[i].split()) if len(found) == width else ""
        name = name or unnamed(i)
        names.append(name if name not in names else f"{name} ({i + 1})")
    return tuple(names)
