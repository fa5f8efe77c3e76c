"""Own points, ready to be the data of an experiment."""

from __future__ import annotations

from dataclasses import dataclass, replace

from app.model.axes import Axes
from nncore import SpecError
from nncore.own_points import MAX_CLASSES, Point


@dataclass(frozen=True, slots=True)
class OwnData:
    """Points as the network gets them, how many classes they have (0: values), and what the axes stand for."""

    points: tuple[Point, ...]
    classes: int
    axes: Axes


def joined(there: OwnData, more: OwnData) -> OwnData:
    """`more` among the points that are `there`, in the scales of these; classes of one name are one class.

    Raises SpecError where it would be classes among values, values among classes, or too many classes.
    """
    if bool(there.classes) != bool(more.classes):
        kinds = ("values", "classes") if more.classes else ("classes", "values")
        raise SpecError("targets", f"{kinds[0]}, as those that are there", kinds[1])
    names = _class_names(there, more)
    if len(names) > MAX_CLASSES:
        raise SpecError("classes", f"at most {MAX_CLASSES}", len(names))
    old, new = there.axes, more.axes
    points = tuple(
        (
            old.x.plane(new.x.real(x)),
            old.y.plane(new.y.real(y)),
            float(names.index(new.label(target))) if more.classes else old.target.plane(new.target.real(target)),
        )
        for x, y, target in more.points
    )
    labels = tuple(names) if old.labels or new.labels else ()
    return OwnData((*there.points, *points), len(names), replace(old, labels=labels))


def _class_names(there: OwnData, more: OwnData) -> list[str]:
    """Of all classes by their numbers: those that are `there`, and those that `more` really has."""
    named = there.axes.labels or more.axes.labels
    numbers = sorted({int(target) for _x, _y, target in more.points}) if named else range(more.classes)
    names = [there.axes.label(number) for number in range(there.classes)]
    return list(dict.fromkeys((*names, *(more.axes.label(number) for number in numbers if more.classes))))
