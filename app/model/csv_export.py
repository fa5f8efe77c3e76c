"""The data as a table of comma-separated values, to be opened by a spreadsheet or read back."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from app.model.axes import PLAIN, Axes
from app.model.table_roles import SPLIT
from nncore import DataSpec, datasets
from nncore.datasets import CUSTOM

_BOM = "\ufeff"  # without it Excel takes letters beyond ASCII for others


@dataclass(frozen=True, slots=True)
class Style:
    """How numbers and cells are told apart."""

    delimiter: str
    decimal: str


POINT = Style(",", ".")
COMMA = Style(";", ",")  # as spreadsheets want it where 1,5 is a number


def text(data: DataSpec, axes: Axes, style: Style = POINT) -> str:
    """All observations of `data`: x, y, the target, and for which part they are used. Own ones as `axes` says."""
    axes = axes if data.dataset == CUSTOM else PLAIN
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=style.delimiter, lineterminator="\n")
    writer.writerow((axes.x.name, axes.y.name, axes.target.name, SPLIT))
    for x, y, target, split in _rows(data):
        reals = (axes.x.real(x), axes.y.real(y))
        cells = [_written(real, style) for real in reals]
        classes = datasets.classes(data)
        named = axes.label(target) if classes else _written(axes.target.real(target), style)
        writer.writerow((*cells, named, split))
    written = stream.getvalue()
    return written if written.isascii() else _BOM + written


def _written(value: float, style: Style) -> str:
    """The shortest text that reads back as `value`, exactly."""
    return repr(value).removesuffix(".0").replace(".", style.decimal)


def _rows(data: DataSpec) -> Iterator[tuple[float, float, float, str]]:
    """x, y, target, and "train" or "test": own points in their order, the others as they are drawn."""
    if data.dataset == CUSTOM:
        tested = _tested(data)
        for i, point in enumerate(data.points):
            yield (*point, "test" if i in tested else "train")
        return
    made = datasets.make(data)
    for split, places, targets in (
        ("train", made.train_points, made.train_targets),
        ("test", made.test_points, made.test_targets),
    ):
        for x, y, target in np.hstack([places, targets]).tolist():
            yield x, y, target, split


def _tested(data: DataSpec) -> frozenset[int]:
    """Which of the own points are kept for testing."""
    n_test = len(datasets.make(data).test_points)
    return frozenset(datasets.own_order(data)[:n_test].tolist())
