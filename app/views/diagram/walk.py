"""Where the arrow keys lead in the network diagram: up and down within a column, left and right along the lines."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt

from app.views.diagram.layout import Column
from app.views.diagram.parts import Unit, Weight

ARROWS = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right})


def walk(part: Unit | Weight, key: Qt.Key, columns: Sequence[Column]) -> Unit | Weight:
    """The part that the arrow `key` leads to from `part`; `part` itself at an end."""
    if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
        stops = _stops(part, columns)
        at = stops.index(part) + (1 if key is Qt.Key.Key_Down else -1)
        return stops[min(max(at, 0), len(stops) - 1)]
    across = 1 if key is Qt.Key.Key_Right else -1
    if isinstance(part, Weight) and part.source is not None:
        return Unit(part.layer + 1, part.target) if across > 0 else Unit(part.layer, part.source)
    unit = part if isinstance(part, Unit) else Unit(part.layer + 1, part.target)
    other = unit.layer + across
    if not 0 <= other < len(columns):
        return part
    height = columns[unit.layer].ys[unit.unit]
    nearest = min(range(len(columns[other].ys)), key=lambda i: abs(columns[other].ys[i] - height))
    return Weight(unit.layer, unit.unit, nearest) if across > 0 else Weight(other, nearest, unit.unit)


def _stops(part: Unit | Weight, columns: Sequence[Column]) -> list[Unit | Weight]:
    """All parts above and below `part`: the lines of its gap, or the units of its column with their biases."""
    if isinstance(part, Weight) and part.source is not None:
        sources, targets = (range(len(column.ys)) for column in columns[part.layer : part.layer + 2])
        return [Weight(part.layer, source, target) for source in sources for target in targets]
    layer = part.layer if isinstance(part, Unit) else part.layer + 1
    stops: list[Unit | Weight] = []
    for unit in range(len(columns[layer].ys)):
        stops.append(Unit(layer, unit))
        if layer:
            stops.append(Weight(layer - 1, None, unit))
    return stops
