"""Where a card may lie over a picture: near what it is about, and off what is to be seen meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QRect, QSize

_STEP = 8  # pixels from one place that is tried to the next
_MARGIN = 4  # pixels to the border, and around what is not covered
_OWN, _OTHER = 2000.0, 150.0  # pixels that a card goes farther so as not to cover one of them


def free_place(room: QRect, size: QSize, about: Sequence[QRect], others: Sequence[QRect] = ()) -> QPoint:
    """The top left corner, inside `room`, of a card of that `size`.

    It is about the first of `about`, and covers none of these if it can, and few of the `others`.
    """
    lefts = _places(room.left(), room.right() + 1 - size.width())
    tops = _places(room.top(), room.bottom() + 1 - size.height())
    x, y = (grid.ravel()[:, None] for grid in np.meshgrid(lefts, tops))
    own, other = _sides(about), _sides(others)
    apart = np.hypot(*_distances(x, y, size, own[:1])).ravel()
    cost = apart + _OWN * _covered(x, y, size, own) + _OTHER * _hidden(x, y, size, other)
    best = int(cost.argmin())
    return QPoint(int(x[best, 0]), int(y[best, 0]))


def _places(first: int, end: int) -> NDArray[Any]:
    last = max(end - _MARGIN, first + _MARGIN)
    return np.append(np.arange(first + _MARGIN, last, _STEP), last)


def _sides(rects: Sequence[QRect]) -> NDArray[Any]:
    """Left, top, right and bottom of each, (n, 4)."""
    sides = [(rect.left(), rect.top(), rect.right() + 1, rect.bottom() + 1) for rect in rects]
    return np.array(sides, dtype=float).reshape(-1, 4)


def _distances(x: NDArray[Any], y: NDArray[Any], size: QSize, sides: NDArray[Any]) -> tuple[NDArray[Any], ...]:
    """How far each card is from each of the rectangles, (cards, rectangles), across and down; 0 where they overlap."""
    left, top, right, bottom = sides.T
    across = np.maximum(np.maximum(left - x - size.width(), x - right), 0.0)
    down = np.maximum(np.maximum(top - y - size.height(), y - bottom), 0.0)
    return across, down


def _covered(x: NDArray[Any], y: NDArray[Any], size: QSize, sides: NDArray[Any]) -> NDArray[Any]:
    """How many of the rectangles each card covers in part, or nearly touches."""
    across, down = _distances(x, y, size, sides)
    count: NDArray[Any] = ((across < _MARGIN) & (down < _MARGIN)).sum(axis=1)
    return count


def _hidden(x: NDArray[Any], y: NDArray[Any], size: QSize, sides: NDArray[Any]) -> NDArray[Any]:
    """How much of the rectangles each card covers: 1 for each that is not to be seen at all."""
    left, top, right, bottom = sides.T
    across = np.minimum(x + size.width(), right) - np.maximum(x, left)
    down = np.minimum(y + size.height(), bottom) - np.maximum(y, top)
    shares = np.maximum(across, 0.0) * np.maximum(down, 0.0) / ((right - left) * (bottom - top))
    total: NDArray[Any] = shares.sum(axis=1)
    return total
