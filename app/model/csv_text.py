"""From bytes to text, and how a text is cut into cells: each part found out, unless it is given."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from types import MappingProxyType

from app.model.csv_numbers import is_number

DELIMITERS = MappingProxyType({",": "comma", ";": "semicolon", "\t": "tab", "|": "bar", " ": "spaces"})
ENCODINGS = MappingProxyType({"UTF-8": "utf-8-sig", "UTF-16": "utf-16", "Windows-1252": "cp1252", "Latin-1": "latin-1"})
COMMENT = "#"

_SAMPLE = 100  # lines that the delimiter is found by
_DIRECTIVE = "sep="  # a first line by which Excel is told the delimiter
_OTHER_FILES = (
    (
        b"PK\x03\x04",
        "This is a spreadsheet or an archive, not a text. Save the table as CSV in the program it is from.",
    ),
    (b"\xd0\xcf\x11\xe0", "This is an old Excel or Word file, not a text. Save the table as CSV in that program."),
    (b"\x1f\x8b", "This file is compressed. Unpack it first."),
    (b"%PDF", "This is a PDF file, not a text."),
)
_NO_TEXT = "This is no text: it holds bytes that no table has."
_NO_TABLE = "This is no table: a single cell is longer than a hundred pages."
_CONTROLS = frozenset(map(chr, range(32))) - frozenset("\t\n\v\f\r\x1a")


class TableError(ValueError):
    """A sentence: why something cannot be read as a table of data."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a table is written. "" and None stand for what is to be found out; for `decimal`, also for what cannot be."""

    encoding: str = ""  # one of ENCODINGS
    delimiter: str = ""  # one of DELIMITERS
    decimal: str = ""  # "." or ","
    header: bool | None = None  # whether the first row has the names of the columns


@dataclass(frozen=True, slots=True, eq=False)
class Cut:
    """Rows of cells, and the line that each begins in, counted from 1."""

    rows: list[list[str]]
    lines: list[int]


def decode(data: bytes, encoding: str = "") -> tuple[str, str]:
    """The text of `data`, and its encoding. Raises TableError where it is none."""
    for beginning, problem in _OTHER_FILES:
        if data.startswith(beginning):
            raise TableError(problem)
    used = encoding or _encoding(data)
    try:
        text = data.decode(ENCODINGS[used])
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise TableError(f"Line {line} is not written in {used}. Choose another encoding.") from None
    if "\0" in text or sum(map(text[:10_000].count, _CONTROLS)) * 100 > len(text[:10_000]):
        raise TableError(_NO_TEXT)
    return text.removeprefix("\ufeff"), used


def _encoding(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "UTF-16"
    for name in ("UTF-8", "Windows-1252"):
        try:
            data.decode(ENCODINGS[name])
        except UnicodeDecodeError:
            continue
        return name
    return "Latin-1"


def cut(text: str, delimiter: str) -> Cut:
    """The rows of `text`, without empty ones and comments. Raises TableError where a cell is longer than a page."""
    lines = list(_significant(text))
    try:
        return _cut(lines, delimiter, strict=True)
    except csv.Error:  # a quotation mark that no other closes, or letters after the closing one
        pass
    try:
        forgiven = _cut(lines, delimiter)
        if not any("\n" in cell or "\r" in cell for row in forgiven.rows for cell in row):
            return forgiven
        return _cut(lines, delimiter, quotes=False)  # such as 5" for inches
    except csv.Error:
        raise TableError(_NO_TABLE) from None


def _cut(lines: Sequence[tuple[int, str]], delimiter: str, *, strict: bool = False, quotes: bool = True) -> Cut:
    reader = csv.reader(
        (line for _number, line in lines),
        delimiter=delimiter,
        skipinitialspace=True,
        strict=strict,
        quoting=csv.QUOTE_MINIMAL if quotes else csv.QUOTE_NONE,
    )
    rows, numbers, taken = [], [], 0
    for row in reader:
        if any(row):
            rows.append(row)
            numbers.append(lines[taken][0])
        taken = reader.line_num
    return Cut(rows, numbers)


def _significant(text: str) -> Iterator[tuple[int, str]]:
    """The lines that are neither comments nor a directive, with their numbers."""
    for number, line in enumerate(_lines(text), start=1):
        if not (line.startswith(COMMENT) or (number == 1 and line.lower().startswith(_DIRECTIVE))):
            yield number, line


def comment_above(text: str) -> str:
    """The last line of the comment that `text` begins with: NumPy writes the names of columns there."""
    comment = ""
    for line in _lines(text):
        if not line.startswith(COMMENT):
            break
        comment = line.lstrip(COMMENT).strip()
    return comment


def _lines(text: str) -> io.StringIO:
    return io.StringIO(text, newline="")  # all three ways to end a line are known to it, and kept


def find_delimiter(text: str) -> str:
    """The delimiter by which most rows have the same number of cells, and most cells are whole. Raises TableError."""
    first, _, _rest = text.partition("\n")
    if first.lower().startswith(_DIRECTIVE) and first[len(_DIRECTIVE) :][:1] in DELIMITERS:
        return first[len(_DIRECTIVE)]
    sample = "".join(line for _number, line in islice(_significant(text), _SAMPLE))
    if not sample.strip():
        raise TableError("There are only comments in it.")
    scores = {delimiter: _score(cut(sample, delimiter).rows) for delimiter in ("\t", ";", ",", "|", " ")}
    best = max(scores, key=lambda delimiter: scores[delimiter])
    if not scores[best]:
        raise TableError(
            "There is only one column. Three are needed: two inputs and a target, with commas, semicolons, tabs, bars "
            "or spaces between them."
        )
    return best


def _score(rows: Sequence[Sequence[str]]) -> float:
    width, n = Counter(map(len, rows)).most_common(1)[0] if rows else (0, 0)
    if width < 2:
        return 0.0
    cells = [cell for row in rows for cell in row]
    return n / len(rows) * sum(map(_is_whole, cells)) / len(cells)


def _is_whole(cell: str) -> bool:
    """Whether `cell` does not look like several."""
    if is_number(cell):
        return True
    parts = cell.split()
    several_numbers = len(parts) > 1 and all(map(is_number, parts))
    return not (several_numbers or any(delimiter in cell for delimiter in ",;\t|"))
