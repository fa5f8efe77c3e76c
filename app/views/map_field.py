"""The colours of the plane: of a value at every place, or of the class answered, the stronger the surer."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.training.snapshot import Snapshot, share
from app.views.colors import ColorScale
from nncore.coding import coding_for

Array = NDArray[Any]


def field_colors(snapshot: Snapshot, scale: ColorScale, *, discrete: bool, most: float) -> NDArray[np.uint8]:
    """The colour of every place, (n, n, 4), rows along y; n is made as large as `most` allows.

    Values are computed between values, and not colours between colours: else a steep border would be a row of dots.
    """
    if snapshot.classes_shown:
        return class_field_colors(snapshot, scale, discrete=discrete, most=most)
    field = finer(share(snapshot.surface, snapshot.scale), most)
    return scale.of_class(snapshot.class_looked_at).rgba(side_of_middle(field) if discrete else field)


def class_field_colors(snapshot: Snapshot, scale: ColorScale, *, discrete: bool, most: float = 0) -> NDArray[np.uint8]:
    """The colour of the class that wins at every place, (n, n, 4)."""
    winners, certainty = won(np.stack([finer(shares, most) for shares in class_shares(snapshot)]))
    return scale.classes.rgba(winners, np.where(np.isnan(certainty), certainty, 1.0) if discrete else certainty)


def class_shares(snapshot: Snapshot) -> tuple[Array, ...]:
    """For each class the answer of its output: 1 where it says that class as it is taught to, 0 where another."""
    coding = coding_for(snapshot.experiment)
    return tuple(share(answers, (coding.low, coding.high)) for answers in snapshot.class_surfaces)


def won(shares: Array) -> tuple[Array, Array]:
    """For the shares (classes, n, n): which class has the largest, and how sure that is.

    That goes from 0, where it has no more than a guess would give it, to 1. Outputs other than softmax need not add up
    to 1: what they claim together beyond it counts against each of them.
    """
    with np.errstate(invalid="ignore", over="ignore"):
        claims = np.clip(shares, 0.0, 1.0)
        winner = shares.argmax(axis=0)
        strongest = claims.max(axis=0) / np.maximum(claims.sum(axis=0), 1.0)
    guess = 1.0 / len(shares)
    return winner, np.clip((strongest - guess) / (1.0 - guess), 0.0, 1.0)


def side_of_middle(field: Array) -> Array:
    """0 below the middle of the scale and 1 from it on: the class of two that is answered."""
    return np.where(np.isnan(field), field, (field >= 0.5).astype(np.float32))


def finer(field: Array, most: float) -> Array:
    """`field` (n, n) with points between its points, as often as these are no more than `most` along a side.

    The infinite is taken for the greatest number: there is a border between it and what lies on the other side.
    """
    if 2 * len(field) - 1 <= most and np.isinf(field).any():
        field = np.nan_to_num(field, nan=np.nan)
    while 2 * len(field) - 1 <= most:
        wider = np.empty((2 * len(field) - 1, 2 * len(field) - 1), dtype=field.dtype)
        wider[::2, ::2] = field
        wider[1::2, ::2] = field[:-1] / 2 + field[1:] / 2
        wider[:, 1::2] = wider[:, :-2:2] / 2 + wider[:, 2::2] / 2
        field = wider
    return field
