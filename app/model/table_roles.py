"""Roles: which columns of a table are the inputs and which the target, as its names and cells speak for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from app.model.csv_files import Sheet, unnamed
from app.model.csv_numbers import TOO_LARGE, NotANumberError, is_missing, is_number, is_too_large, number, quoted
from app.model.csv_text import TableError
from nncore.own_points import MAX_CLASSES

SPLIT = "split"  # the column that tells training from test data in files of our own

_SAMPLE = 1000  # rows by which a column is judged
_FEW_GAPS = 0.05  # of them: a column with more is taken only where there is none with fewer
_TARGET_NAMES = frozenset(
    ("target", "label", "class", "t", "z", "species", "category", "group", "output", "result", "outcome", "type")
)
_INDEX_NAMES = frozenset(("id", "index", "no", "no.", "nr", "nr.", "number", "row", "#", "unnamed: 0"))
_INPUT_NAMES = (("x1", "x2"), ("x_1", "x_2"), ("x", "y"))


@dataclass(frozen=True, slots=True)
class Roles:
    """Which columns are the inputs x and y and which the target, and whether targets are classes or values."""

    x: int
    y: int
    target: int
    as_classes: bool


def number_columns(sheet: Sheet) -> tuple[int, ...]:
    """The columns that hold numbers, apart from a few cells perhaps."""
    return tuple(i for i in range(len(sheet.names)) if _holds_numbers(sheet, i))


def _sample(sheet: Sheet, column: int) -> list[str]:
    cells = (row[column] for row in islice(sheet.rows, _SAMPLE))
    return [cell for cell in cells if not is_missing(cell)]


def _holds_numbers(sheet: Sheet, column: int) -> bool:
    cells = _sample(sheet, column)
    return 2 * sum(is_number(cell, sheet.dialect.decimal or ".") for cell in cells) > len(cells)


def propose(sheet: Sheet) -> Roles:
    """The roles that names and cells speak for. Raises TableError where there are too few columns of numbers."""
    numeric = number_columns(sheet)
    names = [name.lower() for name in sheet.names]
    useful = [i for i in range(len(names)) if not _is_by_the_way(sheet, i)]
    target = _target(sheet, useful, numeric)
    inputs = [i for i in numeric if i != target]
    complete = _complete(sheet, inputs)
    # Gaps, and even more a counter of rows, only where there is nothing better.
    inputs.sort(key=lambda i: (i not in useful, i not in complete))
    if len(inputs) < 2:
        raise TableError(_too_few(sheet, numeric))
    x, y = inputs[:2]
    for pair in _INPUT_NAMES:
        if all(name in names and names.index(name) in inputs for name in pair):
            x, y = (names.index(name) for name in pair)
            break
    return Roles(x, y, target, are_classes(sheet, target))


def _too_few(sheet: Sheet, numeric: Sequence[int]) -> str:
    """Why there are no more columns of numbers than these."""
    found = ", ".join(quoted(sheet.names[i]) for i in numeric) or "none"
    said = f"Two columns of numbers and one for the target are needed. Columns of numbers here: {found}."
    large = [quoted(name) for i, name in enumerate(sheet.names) if i not in numeric and _holds_too_large(sheet, i)]
    return f"{said} The numbers in {', '.join(large)} are {TOO_LARGE}." if large else said


def _holds_too_large(sheet: Sheet, column: int) -> bool:
    """Whether there are numbers in a column that cannot be read."""
    return any(is_too_large(cell, sheet.dialect.decimal or ".") for cell in _sample(sheet, column))


def _target(sheet: Sheet, useful: Sequence[int], numeric: Sequence[int]) -> int:
    """The column that is called like a target; or the last with a few words; or the last. None with many gaps."""
    columns = _complete(sheet, useful if len(useful) > 2 else range(len(sheet.names)))
    for i in columns:
        if sheet.names[i].lower() in _TARGET_NAMES:
            return i
    words = [i for i in columns if i not in numeric and _are_few(sheet, i)]
    spare = [i for i in columns if i in numeric] if len(numeric) > 2 else []
    return (words or spare or columns)[-1]


def _complete(sheet: Sheet, columns: Sequence[int]) -> list[int]:
    """Those of `columns` that do not lose many more rows than the best of them."""
    losses = {i: _gaps(sheet, i) for i in columns}
    most = min(losses.values(), default=0) + max(1, _FEW_GAPS * min(len(sheet.rows), _SAMPLE))
    return [i for i in columns if losses[i] <= most]


def _gaps(sheet: Sheet, column: int) -> int:
    """In how many rows there is nothing in a column, or no number where it holds numbers."""
    found = _sample(sheet, column)
    if _holds_numbers(sheet, column):
        found = [cell for cell in found if is_number(cell, sheet.dialect.decimal or ".")]
    return min(len(sheet.rows), _SAMPLE) - len(found)


def _is_by_the_way(sheet: Sheet, column: int) -> bool:
    """Whether the column counts rows, or says which of them are for testing."""
    name = sheet.names[column].lower()
    if name == SPLIT:
        return {cell.lower() for cell in _sample(sheet, column)} <= {"train", "test"}
    cells = _sample(sheet, column)
    counts = cells in ([str(i) for i in range(start, start + len(cells))] for start in (0, 1))
    unnamed_first = column == 0 and bool(sheet.dialect.header) and name == unnamed(0)  # as pandas writes it
    return name in _INDEX_NAMES or unnamed_first or (counts and len(cells) > MAX_CLASSES and name not in ("x", "x1"))


def are_classes(sheet: Sheet, column: int) -> bool:
    """Whether the cells of a column are to be read as classes: words, or a few whole numbers."""
    return not _holds_numbers(sheet, column) or _are_few(sheet, column)


def _are_few(sheet: Sheet, column: int) -> bool:
    """Whether the different cells can be classes by their number, and are not such as 1.5."""
    different = {cell.strip() for cell in _sample(sheet, column)}
    return len(different) <= MAX_CLASSES and all(_is_whole(cell, sheet.dialect.decimal) for cell in different)


def _is_whole(cell: str, decimal: str) -> bool:
    try:
        return number(cell, decimal).is_integer()
    except NotANumberError:
        return True  # a word
