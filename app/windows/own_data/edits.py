"""What can be done to own data, by hand or as a whole: each is one step of undo."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from app.model import fitting
from app.model.axes import PLAIN, Axes, AxisScale
from app.model.document import Document
from app.model.own_axes import OwnAxes
from app.model.own_data import OwnData, joined
from app.windows.point_edits import points_of
from nncore import DATASETS, DataSpec, SpecError, checks, datasets
from nncore.datasets import CUSTOM
from nncore.own_points import MAX_VALUE, Point

Array = NDArray[Any]

TARGET = 2  # the column; x and y are 0 and 1


class SetPoints(Protocol):
    """Makes these the data, and lets the network learn on. Raises SpecError where they are not allowed."""

    def __call__(self, points: tuple[Point, ...], classes: int, text: str) -> None: ...


class Edits:
    """Own points as people read and write them: in the numbers that the axes stand for. Raises SpecError throughout."""

    def __init__(self, document: Document, axes: OwnAxes, set_points: SetPoints) -> None:
        self._document = document
        self._axes = axes
        self._set_points = set_points

    @property
    def points(self) -> tuple[Point, ...]:
        return self._data.points

    @property
    def classes(self) -> int:
        """How many classes own points have; 0 where their targets are values."""
        return self._data.classes

    @property
    def in_use(self) -> bool:
        """Whether they are what is being learned."""
        return self._data.dataset == CUSTOM

    @property
    def axes(self) -> Axes:
        return self._axes.current

    def real(self, row: int, column: int) -> float:
        """What a cell stands for; for a class its number."""
        value = self.points[row][column]
        return value if self._is_class(column) else self._scale(column).real(value)

    def set_cell(self, row: int, column: int, value: object) -> None:
        """Write a number into a cell; for a class, its number or its name."""
        name = self._scale(column).name
        number = self._class_number(value) if self._is_class(column) else self._placed(column, value)
        point = [*self.points[row]]
        if point[column] == number:
            return
        point[column] = number
        self._apply((*self.points[:row], (point[0], point[1], point[2]), *self.points[row + 1 :]), f"Edit {name}")

    def add_row(self) -> None:
        """One more point, in the middle of the plane, like the last one."""
        middle = sum(datasets.domain(replace(self._data, dataset=CUSTOM))) / 2
        self._apply((*self.points, (middle, middle, self.points[-1][TARGET])), "Add a row")

    def delete_rows(self, rows: Iterable[int]) -> None:
        gone = frozenset(rows)
        kept = tuple(point for i, point in enumerate(self.points) if i not in gone)
        if not kept:
            raise SpecError("points", "at least 1", 0)
        self._apply(kept, "Delete a row" if len(gone) == 1 else f"Delete {len(gone)} rows")

    def use(self) -> None:
        """Let the network learn them."""
        self._apply(self.points, "Use own data")

    def set_classes(self, classes: int) -> str:
        """Read targets as the numbers of so many classes, or as values for 0. Returns what `take` does.

        What is no number of a class becomes one: values are cut into equal parts of their range, and classes that are
        gone are the last that is left.
        """
        targets = np.array([point[TARGET] for point in self.points])
        if classes and not np.isin(targets, np.arange(classes)).all():
            targets = np.minimum(targets, classes - 1) if self.classes else _cut(targets, classes)
        points = tuple((x, y, t) for (x, y, _t), t in zip(self.points, targets.tolist(), strict=True))
        axes = replace(self.axes, target=AxisScale(self.axes.target.name))
        return self.take(OwnData(points, classes, axes), "Classes" if classes else "Values")

    def start_from(self, dataset: str) -> str:
        """Take a truth table, all of it to learn from. Returns what `take` does."""
        spec = DataSpec(dataset=dataset)
        own = OwnData(points_of(spec), DATASETS[dataset].classes, PLAIN)
        return self.take(own, DATASETS[dataset].title, test_fraction=0.0)

    def copy_present(self) -> str:
        """Take the observations that are being learned. Returns what `take` does."""
        own = OwnData(points_of(self._data), datasets.classes(self._data), PLAIN)
        return self.take(own, f"Copy of {DATASETS[self._data.dataset].title}")

    def take(self, own: OwnData, text: str, *, test_fraction: float | None = None, source: str = "") -> str:
        """Make these, read from `source`, the data, in place of all that was there: the training starts again.

        Returns what changed besides the data, as a sentence, or "".
        """
        share = self._data.test_fraction if test_fraction is None else test_fraction
        data = replace(self._data, dataset=CUSTOM, points=own.points, classes=own.classes, test_fraction=share)
        changes = fitting.for_data(self._document.experiment, data)
        self._axes.replace_data(changes, own.axes, text, source)
        return fitting.consequences(changes, fitting.DATA, self._document.experiment)

    def add(self, more: OwnData) -> str:
        """Put `more` among the points, in the scales of these: the training goes on, unless there are classes more.

        Returns what `take` does.
        """
        both = joined(OwnData(self.points, self.classes, self.axes), more)
        if (both.classes, both.axes) != (self.classes, self.axes):
            return self.take(both, "Add points")
        self._apply(both.points, "Add points")
        return ""

    @property
    def _data(self) -> DataSpec:
        return self._document.experiment.data

    def _apply(self, points: tuple[Point, ...], text: str) -> None:
        self._set_points(points, self.classes, text)

    def _is_class(self, column: int) -> bool:
        return column == TARGET and self.classes > 0

    def _scale(self, column: int) -> AxisScale:
        axes = self.axes
        return (axes.x, axes.y, axes.target)[column]

    def _placed(self, column: int, value: object) -> float:
        scale = self._scale(column)
        if not isinstance(value, int | float):
            raise SpecError(scale.name, "a number", value)
        return scale.plane(checks.number(scale.name, value, scale.real(-MAX_VALUE), scale.real(MAX_VALUE)))

    def _class_number(self, value: object) -> float:
        names = [self.axes.label(number) for number in range(self.classes)]
        if str(value) in names:
            return float(names.index(str(value)))
        named = any(self.axes.labels)
        allowed = f"one of {', '.join(names)}" if named else f"a whole number between 0 and {self.classes - 1}"
        raise SpecError(self._scale(TARGET).name, allowed, value)


def _cut(values: Array, classes: int) -> Array:
    """Which of so many equal parts of their range `values` lie in."""
    low, extent = values.min(), np.ptp(values)
    shares = (values - low) / extent if extent > 0 else np.zeros_like(values)
    parts: Array = np.minimum(np.floor(shares * classes), classes - 1)
    return parts
