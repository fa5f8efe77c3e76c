"""Tables of data: the observations that the rows of a sheet make, scaled to the plane, and which rows make none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from app.figures import decimal
from app.model.axes import PLAIN, Axes, AxisScale, fit_plane, fit_targets
from app.model.csv_files import Problem, Sheet, unnamed
from app.model.csv_numbers import TOO_LARGE, NotANumberError, is_missing, is_too_large, number, quoted
from app.model.csv_text import TableError
from app.model.limits import MAX_OBSERVATIONS
from app.model.own_data import OwnData
from app.model.table_roles import Roles, number_columns
from nncore.own_points import MAX_CLASSES

Array = NDArray[Any]

SHOWN_PROBLEMS = 10


@dataclass(frozen=True, slots=True, eq=False)
class Taken:
    """What the rows of a sheet make: points (n, 3) in real numbers, where a class is a number that `labels` names.

    `left_out` rows cannot be used; the first of them are in `problems`.
    """

    names: tuple[str, str, str]
    points: Array
    classes: int  # 0: values
    labels: tuple[str, ...]  # () where the classes are called by their numbers
    left_out: int
    problems: tuple[Problem, ...]


def take(sheet: Sheet, roles: Roles) -> Taken:
    """The observations in the rows of `sheet`. Raises TableError where there are none, or too many classes."""
    words = _words(sheet, roles)
    targets = (
        _codes(words, sheet.column(roles.target)) if words else _numbers(sheet, roles.target, whole=roles.as_classes)
    )
    points = np.stack([_numbers(sheet, roles.x), _numbers(sheet, roles.y), targets], axis=1)
    good = ~np.isnan(points).any(axis=1)
    problems = _problems(sheet, roles, np.flatnonzero(~good))
    if not good.any():
        raise TableError(f"No row can be used: {problems[0].sentence}.")
    points, classes = points[good], 0
    labels: tuple[str, ...] = ()
    if roles.as_classes:
        points[:, 2], classes, labels = _classes(sheet.names[roles.target], points[:, 2], words)
    return Taken(_names(sheet, roles), points, classes, labels, len(sheet.odd) + int((~good).sum()), problems)


def own_data(taken: Taken, rng: Generator) -> OwnData:
    """The observations as a network gets them: scaled to the plane, and no more than the window can show.

    From more, `rng` draws as many as that: each with the same chance, in the order of the table.
    """
    points = taken.points
    if len(points) > MAX_OBSERVATIONS:
        points = points[np.sort(rng.choice(len(points), MAX_OBSERVATIONS, replace=False))]
    x, y = fit_plane(taken.names[:2], points[:, :2])
    target = AxisScale(taken.names[2]) if taken.classes else fit_targets(taken.names[2], points[:, 2])
    axes = Axes(x, y, target, taken.labels)
    scales = zip((x, y, target), points.T.tolist(), strict=True)
    columns = ([scale.plane(real) for real in column] for scale, column in scales)
    return OwnData(tuple(zip(*columns, strict=True)), taken.classes, axes)


def _names(sheet: Sheet, roles: Roles) -> tuple[str, str, str]:
    """What the inputs and the target are called: as in the table, where it says so."""
    x, y, target = (
        default if sheet.names[i] == unnamed(i) else sheet.names[i]
        for i, default in ((roles.x, PLAIN.x.name), (roles.y, PLAIN.y.name), (roles.target, PLAIN.target.name))
    )
    return x, y, target


def _numbers(sheet: Sheet, column: int, *, whole: bool = False) -> Array:
    """The numbers in a column, NaN where there is none; with `whole` also where it is not a whole one."""
    decimal_sign = sheet.dialect.decimal
    values = np.full(len(sheet.rows), np.nan)
    for i, row in enumerate(sheet.rows):
        try:
            values[i] = number(row[column], decimal_sign)
        except NotANumberError:
            continue
    return np.where(values % 1 == 0, values, np.nan) if whole else values


def _words(sheet: Sheet, roles: Roles) -> tuple[str, ...]:
    """The different words for classes in the order of their first appearance; () where classes are numbers."""
    if not roles.as_classes or roles.target in number_columns(sheet):
        return ()
    return tuple(dict.fromkeys(_word(row[roles.target]) for row in sheet.rows if not is_missing(row[roles.target])))


def _word(cell: str) -> str:
    return " ".join(cell.split())


def _codes(words: tuple[str, ...], cells: Iterable[str]) -> Array:
    """Which of `words` each cell is, NaN where it is empty."""
    codes = {word: float(i) for i, word in enumerate(words)}
    return np.array([codes.get(_word(cell), np.nan) for cell in cells])


def _classes(name: str, targets: Array, words: tuple[str, ...]) -> tuple[Array, int, tuple[str, ...]]:
    """`targets` as numbers of classes from 0 on, how many these are, and what they are called."""
    different = np.unique(targets)
    if not words and different[0] >= 0 and different[-1] < MAX_CLASSES:
        return targets, max(2, int(different[-1]) + 1), ()
    if len(different) > MAX_CLASSES:
        if any(is_too_large(word, "") for word in words):
            raise TableError(f"The numbers in {quoted(name)} are {TOO_LARGE}.")
        kind = "words" if words else "whole numbers"
        raise TableError(f"{quoted(name)} has {len(different)} different {kind}. At most {MAX_CLASSES} can be classes.")
    labels = tuple(words[int(code)] if words else decimal(code) for code in different)
    return np.searchsorted(different, targets).astype(np.float64), max(2, len(labels)), labels


def _problems(sheet: Sheet, roles: Roles, bad: Array) -> tuple[Problem, ...]:
    """What is wrong with the first of the rows that cannot be used."""
    found = [Problem(sheet.lines[i], _what_is_wrong(sheet, roles, int(i))) for i in bad[:SHOWN_PROBLEMS]]
    return tuple(sorted((*found, *sheet.odd), key=attrgetter("line"))[:SHOWN_PROBLEMS])


def _what_is_wrong(sheet: Sheet, roles: Roles, row: int) -> str:
    cells, sign = sheet.rows[row], sheet.dialect.decimal
    for column in (roles.x, roles.y, roles.target):
        try:
            number(cells[column], sign)
        except NotANumberError as error:
            return f", column {quoted(sheet.names[column])}: {error}"
    return f", column {quoted(sheet.names[roles.target])}: {quoted(cells[roles.target])} is not a whole number"
