"""Where the parts of the network diagram stand: one column a layer, inputs at the left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSizeF

TEXT_LINE = 14.0

_TOP, _BOTTOM = 6.0, 2 * TEXT_LINE + 14.0
_EDGE, _TIGHT_EDGE = 62.0, 34.0  # from the middle of an outer column to the border: half of its caption
_FEW = 5  # columns that leave room for all words in their captions
_NAME_GAP = 8.0  # from an input's name to its picture
_LARGEST, _LARGEST_OUTPUT = 38.0, 60.0
_WIDEST_SLOT = 90.0  # two inputs stand no farther apart than this
_BIAS_ROOM = 12.0  # under a neuron, for its bias and a gap
_TIGHT = 34.0  # a slot below which neurons shrink instead
_SHARE = 0.66  # of a tight slot
_PITCH_SHARE = 0.5  # of the way from column to column, at most, is taken by pictures


@dataclass(frozen=True, slots=True)
class Column:
    """One layer: the middle of the column, the side of each picture and the heights of their middles."""

    x: float
    side: float
    ys: tuple[float, ...]

    def rect(self, unit: int) -> QRectF:
        """The picture of one unit."""
        return QRectF(self.x - self.side / 2, self.ys[unit] - self.side / 2, self.side, self.side)

    def bias_rect(self, unit: int) -> QRectF:
        """The small square under it, empty where there is no room for one."""
        side = 5.0 if self.side >= 20 else 3.0 if self.side >= 12 else 0.0
        return QRectF(self.x - self.side / 2, self.ys[unit] + self.side / 2 + (4.0 if side == 5.0 else 1.5), side, side)

    def unit_at(self, place: QPointF) -> int | None:
        """The unit whose picture or bias is at `place`."""
        if abs(place.x() - self.x) > max(self.side / 2, 3.0):
            return None
        unit = min(range(len(self.ys)), key=lambda i: abs(self.ys[i] - place.y()))
        grown = self.rect(unit).united(self.bias_rect(unit))
        return unit if grown.top() - 1 <= place.y() <= grown.bottom() + 1 else None


@dataclass(frozen=True, slots=True)
class Layout:
    """All columns, and the line under them from which the captions hang."""

    columns: tuple[Column, ...]
    captions_top: float

    @property
    def pitch(self) -> float:
        """From column to column."""
        return self.columns[1].x - self.columns[0].x

    def gap_at(self, x: float) -> int | None:
        """The number of the columns between whose pictures `x` lies, counted by the left one."""
        for i, (left, right) in enumerate(zip(self.columns, self.columns[1:], strict=False)):
            if left.x + left.side / 2 <= x <= right.x - right.side / 2:
                return i
        return None


def arrange(size: QSizeF, units: Sequence[int], names_width: float) -> Layout:
    """Columns of so many `units` in a widget of that `size`; the names of the inputs are that wide."""
    height = max(size.height() - _TOP - _BOTTOM, 20.0)
    edge = _EDGE if len(units) <= _FEW else _TIGHT_EDGE
    left = max(names_width + _NAME_GAP + _LARGEST / 2 + 10.0, edge)
    pitch = max(size.width() - left - edge, 40.0) / (len(units) - 1)
    columns = []
    for i, count in enumerate(units):
        slot = min(height / count, _WIDEST_SLOT)
        side = _side(slot, pitch, _LARGEST_OUTPUT if i == len(units) - 1 else _LARGEST)
        middle = _TOP + height / 2
        ys = tuple(round(middle + slot * (j - (count - 1) / 2) - _shift(side)) for j in range(count))
        columns.append(Column(round(left + i * pitch), side, ys))
    return Layout(tuple(columns), size.height() - 2 * TEXT_LINE - 6.0)


def _side(slot: float, pitch: float, largest: float) -> float:
    free = slot - _BIAS_ROOM if slot >= _TIGHT else slot * _SHARE
    return 2.0 * max(1, int(min(largest, free, pitch * _PITCH_SHARE) / 2))  # even, so that frames lie on whole pixels


def _shift(side: float) -> float:
    """Half of what the bias adds below, so that column and biases are centred together."""
    return 4.0 if side >= 20 else 0.0
