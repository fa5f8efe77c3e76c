"""Where the parts of the network diagram stand: one column a layer, inputs at the left."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

from PySide6.QtCore import QPointF, QRectF, QSizeF

from app import type_size

_TEXT_LINE = 14.0
_TOP, _UNDER_LINE, _BOTTOM = 4.0, 2.0, 18.0  # pixels that are kept free, besides the lines of text
_USUAL_WIDTH, _USUAL_HEIGHT = 586.0, 462.0  # where nothing is enlarged
_MOST_ZOOM, _MOST_TEXT_ZOOM = 2.9, 16 / 11
_EDGE, _TIGHT_EDGE = 62.0, 34.0  # from the middle of an outer column to the border: half of its caption
_FEW = 5  # columns that leave room for all words in their captions
_NAME_GAP = 8.0  # from an input's name to its picture
_LARGEST, _LARGEST_OUTPUT = 38.0, 60.0
_CELL, _CELL_WIDTH = 8.0, 12.0  # the highest of cells
_WIDEST_SLOT = 90.0  # two inputs stand no farther apart than this
_BIAS_ROOM = 12.0  # under a neuron, for its bias and a gap
_TIGHT = 34.0  # a slot below which neurons shrink instead
_SHARE = 0.66  # of a tight slot
_PITCH_SHARE = 0.5  # of the way from column to column, at most, is taken by pictures
# Beside the smallest hidden neurons: so many times their side, but not below so many pixels.
_INPUTS_BESIDE, _OUTPUT_BESIDE = (1.6, 18.0), (3.0, 40.0)


@dataclass(frozen=True, slots=True)
class Column:
    """One layer: the middle of the column, the height of each picture and the heights of their middles."""

    x: float
    side: float
    ys: tuple[float, ...]

    @property
    def left(self) -> float:
        return self.x - self.half_width

    @property
    def right(self) -> float:
        return self.x + self.half_width

    @property
    def slot(self) -> float:
        """From the middle of one picture to that of the next; endless where there is only one."""
        return self.ys[1] - self.ys[0] if len(self.ys) > 1 else inf

    @property
    def is_cells(self) -> bool:
        """Whether its pictures are too small to be more than cells."""
        return self.side <= _CELL

    @property
    def half_width(self) -> float:
        """Cells are wider than they are high, since there is more room beside than between them."""
        return _CELL_WIDTH / 2 if self.is_cells else self.side / 2

    def rect(self, unit: int) -> QRectF:
        """The picture of one unit."""
        return QRectF(self.x - self.half_width, self.ys[unit] - self.side / 2, 2 * self.half_width, self.side)

    def bias_rect(self, unit: int) -> QRectF:
        """The small square under it, empty where there is no room for one."""
        side = 7.0 if self.side >= 48 else 5.0 if self.side >= 20 else 3.0 if self.side >= 12 else 0.0
        return QRectF(
            self.x - self.half_width, self.ys[unit] + self.side / 2 + (4.0 if side >= 5.0 else 1.5), side, side
        )

    def unit_at(self, place: QPointF) -> int | None:
        """The unit whose picture or bias is at `place`."""
        if abs(place.x() - self.x) > max(self.half_width, 3.0):
            return None
        # Its bias may be nearer to the middle of the next unit than to its own: what counts is below which top it is.
        unit = bisect_right(self.ys, place.y() + self.side / 2 + 1) - 1
        if unit < 0:
            return None
        return unit if place.y() <= self.rect(unit).united(self.bias_rect(unit)).bottom() + 1 else None


@dataclass(frozen=True, slots=True)
class Layout:
    """All columns, the line under them from which the captions hang, and how much larger than usual everything is."""

    columns: tuple[Column, ...]
    captions_top: float
    zoom: float = 1.0

    @property
    def text_zoom(self) -> float:
        """Words grow less than pictures."""
        return _text_zoom(self.zoom)

    @property
    def text_line(self) -> float:
        """From one line of text to the next."""
        return _TEXT_LINE * self.text_zoom

    @property
    def pitch(self) -> float:
        """From column to column."""
        return self.columns[1].x - self.columns[0].x

    def gap_at(self, x: float) -> int | None:
        """The number of the columns between whose pictures `x` lies, counted by the left one."""
        for i, (left, right) in enumerate(zip(self.columns, self.columns[1:], strict=False)):
            if left.x + left.half_width <= x <= right.x - right.half_width:
                return i
        return None


def arrange(size: QSizeF, units: Sequence[int], names_width: float, output_names_width: float = 0.0) -> Layout:
    """Columns of so many `units` in a widget of that `size`, under a line of text.

    The names of the inputs and of the outputs are so wide in the usual size.
    """
    zoom = _zoom(size)
    text_zoom = _text_zoom(zoom)
    line = _TEXT_LINE * text_zoom
    top = _TOP + line + _UNDER_LINE
    height = max(size.height() - top - _BOTTOM - 2 * line, 20.0)
    edge = max(_EDGE * text_zoom if len(units) <= _FEW else 0.0, _TIGHT_EDGE * zoom)
    left = max(names_width * text_zoom + _NAME_GAP + _LARGEST * zoom / 2 + 10.0, edge)
    right = max(output_names_width * text_zoom + _NAME_GAP + _LARGEST_OUTPUT * zoom / 2, edge)
    pitch = max(size.width() - left - right, 40.0) / (len(units) - 1)
    slots = [min(height / count, _WIDEST_SLOT * zoom) for count in units]
    columns = tuple(
        _column(round(left + i * pitch), count, slot, side, top + height / 2)
        for i, (count, slot, side) in enumerate(zip(units, slots, _sides(slots, pitch, zoom), strict=True))
    )
    return Layout(columns, size.height() - 2 * line - 6.0, zoom)


def _zoom(size: QSizeF) -> float:
    """How much larger than usual things are drawn: as the area grows, but never for one long side alone."""
    across, down = size.width() / _USUAL_WIDTH, size.height() / _USUAL_HEIGHT
    beyond = min(across, down) - 1.0
    return float(max(1.0, min((across * down) ** 0.5, 1.0 + 2.0 * beyond, _MOST_ZOOM)))


def _text_zoom(zoom: float) -> float:
    return min(zoom, _MOST_TEXT_ZOOM) * type_size.zoom()


def _column(x: float, count: int, slot: float, side: float, middle: float) -> Column:
    ys = tuple(round(middle + slot * (j - (count - 1) / 2) - _shift(side)) for j in range(count))
    return Column(x, side, ys)


def _sides(slots: Sequence[float], pitch: float, zoom: float) -> list[float]:
    """The side of the pictures of each column: inputs and output do not dwarf hidden neurons that had to shrink."""
    hidden = [_side(slot, pitch, _LARGEST * zoom) for slot in slots[1:-1]]
    inputs, output = _LARGEST * zoom, _LARGEST_OUTPUT * zoom
    if hidden:
        inputs, output = (
            min(largest, max(share * min(hidden), least))
            for largest, (share, least) in ((inputs, _INPUTS_BESIDE), (output, _OUTPUT_BESIDE))
        )
    return [_side(slots[0], pitch, inputs), *hidden, _side(slots[-1], pitch, output)]


def _side(slot: float, pitch: float, largest: float) -> float:
    free = slot - _BIAS_ROOM if slot >= _TIGHT else slot * _SHARE
    return 2.0 * max(1, int(min(largest, free, pitch * _PITCH_SHARE) / 2))  # even, so that frames lie on whole pixels


def _shift(side: float) -> float:
    """Half of what the bias adds below, so that column and biases are centred together."""
    return 4.0 if side >= 20 else 0.0
