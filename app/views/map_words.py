"""What the map says about the place under the pointer."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF

from app import numbers
from app.model.axes import Axes
from app.training.snapshot import Snapshot
from app.views.diagram.words import unit_name
from app.views.plane import Plane
from app.views.points import PlottedData
from app.views.text import fixed, plain

Row = tuple[str, str]

_NEAR = 7.0  # pixels from the pointer to the observation it means
_DIGITS = 3  # of an answer


def rows_at(plane: Plane, snapshot: Snapshot, data: PlottedData, pointer: QPointF, *, tested: bool) -> list[Row]:
    """Coordinates, answer and, near an observation, its target."""
    x, y = plane.point_at(pointer)
    places = [
        (axis.name, fixed(axis.real(value), plane.digits(axis)))
        for axis, value in ((plane.axes.x, x), (plane.axes.y, y))
    ]
    return [*places, *_answers(plane, snapshot, x, y), *_target(plane, snapshot, data, pointer, tested=tested)]


def class_name(axes: Axes, number: float) -> str:
    """What a class is called: by its label where there are some."""
    if not math.isfinite(number):
        return numbers.UNKNOWN
    return axes.label(number) if axes.labels else f"class {number:.0f}"


def _answers(plane: Plane, snapshot: Snapshot, x: float, y: float) -> list[Row]:
    """The answer, or the class answered and the answer for each class."""
    if snapshot.classes_shown:
        winner = class_name(plane.axes, plane.nearest_value(snapshot.surface, x, y))
        each = enumerate(plane.value_at(answers, x, y) for answers in snapshot.class_surfaces)
        return [("prediction", winner), *((class_name(plane.axes, i), fixed(value, _DIGITS)) for i, value in each)]
    value = plane.value_at(snapshot.surface, x, y)
    if snapshot.shown_unit is not None:
        name = unit_name(snapshot.experiment.network, *snapshot.shown_unit, plane.axes)
        return [(name, fixed(value, _DIGITS))]
    real = value if snapshot.experiment.classes else plane.axes.target.real(value)
    return [("prediction", fixed(real, _DIGITS))]


def _target(plane: Plane, snapshot: Snapshot, data: PlottedData, pointer: QPointF, *, tested: bool) -> list[Row]:
    kinds = [("training", data.training(plane.domain))]
    if tested:
        kinds.append(("test", data.testing(plane.domain)))
    near = [(*plane.nearest(points, pointer), kind, targets) for kind, (points, targets) in kinds if len(points)]
    if not near:
        return []
    distance, index, kind, targets = min(near, key=lambda found: found[0])
    told = _named(float(targets[index]), plane.axes, snapshot, data)
    return [(f"target ({kind})", told)] if distance <= _NEAR else []


def _named(target: float, axes: Axes, snapshot: Snapshot, data: PlottedData) -> str:
    if data.classes:
        return class_name(axes, target)
    if not snapshot.experiment.classes:
        return plain(axes.target.real(target))
    return axes.label(round(float(data.levels(target)))) if axes.labels else plain(target)
