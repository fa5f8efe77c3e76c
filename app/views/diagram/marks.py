"""The marks on the network diagram: chosen, switched off, frozen, pointed at, and numbers on lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from app.theme import Theme
from app.training.snapshot import Snapshot
from app.views.diagram.parts import Kind, Unit, Weight
from app.views.diagram.weights import Gap
from app.views.text import brief
from nncore import places

Array = NDArray[Any]

_MOST_LOCKS = 80  # more could not be told apart
_MOST_NUMBERS = 24  # on the lines of one gap
_LEAST_PITCH = 90.0  # pixels between columns that leave room for numbers
_HALO = 7.0  # pixels wide, behind a line
_SPREAD = (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.82, 0.18)  # of the way: where the number of a line may stand


@dataclass(frozen=True, slots=True, eq=False)
class Status:
    """Which neurons are switched off, which parameters are frozen for another reason, which lines are dotted."""

    off: frozenset[Unit]
    frozen: tuple[Weight, ...]
    frozen_count: int
    dotted: tuple[Array | None, ...]  # per gap true for (inputs, outputs), None where no line is

    @classmethod
    def of(cls, snapshot: Snapshot) -> Status:
        sizes, state = snapshot.experiment.network.sizes, snapshot.state
        off = frozenset(Unit(record.layer + 1, record.unit) for record in state.switched_off)
        if not state.frozen.any():
            return cls(off, (), 0, (None,) * (len(sizes) - 1))
        frozen: list[Weight] = []
        for layer, matrix in enumerate(places.matrices(state.frozen, sizes)):
            for row, target in np.argwhere(matrix).tolist():
                source = row if row < sizes[layer] else None
                if not off & {Unit(layer, row), Unit(layer + 1, target)}:
                    frozen.append(Weight(layer, source, target))
        dotted = tuple(_dotted(sizes[layer : layer + 2], layer, off) for layer in range(len(sizes) - 1))
        return cls(off, tuple(frozen), int(state.frozen.sum()), dotted)


def _dotted(sizes: Sequence[int], layer: int, off: frozenset[Unit]) -> Array | None:
    lines = np.zeros(tuple(sizes), dtype=bool)
    for unit in off:
        if unit.layer == layer:
            lines[unit.unit, :] = True
        elif unit.layer == layer + 1:
            lines[:, unit.unit] = True
    return lines if lines.any() else None


def cross(painter: QPainter, rect: QRectF, theme: Theme) -> None:
    """A neuron that is switched off."""
    painter.setPen(QPen(QColor(theme.text), 1.0))
    painter.drawLine(QLineF(rect.topLeft(), rect.bottomRight()))
    painter.drawLine(QLineF(rect.topRight(), rect.bottomLeft()))


def chosen(painter: QPainter, rect: QRectF, theme: Theme) -> None:
    """The neuron that surface and map show."""
    pen = QPen(QColor(theme.accent), 2.0)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(rect.adjusted(-1, -1, 1, 1))


def locks(painter: QPainter, where: Sequence[QPointF], theme: Theme) -> None:
    """A padlock at each of the places."""
    for place in where[:_MOST_LOCKS]:
        body = QRectF(place.x() - 3.5, place.y() - 1.0, 7.0, 5.0)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.card))
        painter.drawEllipse(place, 7.0, 7.0)
        painter.setBrush(QColor(theme.text))
        painter.drawRect(body)
        painter.setPen(QPen(QColor(theme.text), 1.2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawArc(QRectF(place.x() - 2.2, place.y() - 4.2, 4.4, 6.4), 0, 180 * 16)


def halo(painter: QPainter, line: QPainterPath, theme: Theme) -> None:
    """Around the line that is meant."""
    color = QColor(theme.accent)
    color.setAlphaF(0.35)
    painter.setPen(QPen(color, _HALO, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(line)


def pointed(painter: QPainter, rect: QRectF, theme: Theme) -> None:
    """Around the unit that is under the pointer, or the bias that is being edited."""
    color = QColor(theme.accent)
    color.setAlphaF(0.6)
    painter.setPen(QPen(color, 1.5))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(rect.adjusted(-1, -1, 1, 1))


def sign(painter: QPainter, rect: QRectF, kind: Kind, theme: Theme, *, strong: bool) -> None:
    """A sign that the pointer is near, or, in strong colour, on."""
    painter.setPen(QColor(theme.accent if strong else theme.line))
    painter.setBrush(QColor(theme.card))
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    painter.setPen(QColor(theme.accent if strong else theme.quiet))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, kind.value[0])


def ring(painter: QPainter, rect: QRectF, theme: Theme) -> None:
    """Around what the arrow keys have come to."""
    painter.setPen(QPen(QColor(theme.accent), 2.0, Qt.PenStyle.DotLine))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(-4, -4, 4, 4), 4, 4)


def numbers_on_lines(painter: QPainter, gap: Gap, theme: Theme, others: Sequence[QRectF] = ()) -> None:
    """The number of each line, somewhere on it where no other number stands, nor one of the `others`."""
    begin, end = gap.ends
    if gap.weights.size > _MOST_NUMBERS or end - begin < _LEAST_PITCH:
        return
    metrics, taken = painter.fontMetrics(), list(others)
    for (source, target), value in np.ndenumerate(gap.weights):
        text = brief(float(value))
        room = QRectF(0, 0, metrics.horizontalAdvance(text) + 4, metrics.height())
        for across in _SPREAD:
            room.moveCenter(gap.place_on(source, target, across))
            if not any(room.intersects(other) for other in taken):
                taken.append(QRectF(room))
                painter.fillRect(room, QColor(theme.card))
                painter.setPen(QColor(theme.text))
                painter.drawText(room, Qt.AlignmentFlag.AlignCenter, text)
                break
