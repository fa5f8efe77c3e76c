"""From classes to colours: one for each of them, fading to the middle where the answer is no more than a guess."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor

from app.theme import Theme
from app.views.blending import ENTRIES, blend, cores, picked

Array = NDArray[Any]


@dataclass(frozen=True, slots=True, eq=False)
class ClassColors:
    """`table` (classes, ENTRIES, 4) of uint8: for each class from the middle colour to its own.

    `rim` and `missing` are as in a ColorScale.
    """

    table: NDArray[np.uint8]
    rim: str
    missing: str

    def rgba(self, classes: Array, strengths: Array | float = 1.0) -> NDArray[np.uint8]:
        """The colours of `classes`, shape (..., 4), at `strengths` from 0 to 1. Where one is no number: `missing`."""
        nothing = np.array([QColor(self.missing).getRgb()], dtype=np.uint8)
        palette = np.concatenate([self.table.reshape(-1, 4), nothing])
        steps = np.asarray(strengths, dtype=np.float32) * (ENTRIES - 1) + 0.5
        missing = np.isnan(classes) | np.isnan(steps)
        step = np.clip(np.nan_to_num(steps), 0, ENTRIES - 1).astype(np.uint16)
        number = np.clip(np.nan_to_num(classes), 0, len(self.table) - 1).astype(np.uint16)
        return picked(palette, np.where(missing, len(palette) - 1, number * ENTRIES + step))

    def core_rgba(self, classes: Array) -> NDArray[np.uint8]:
        """The colours of dots, which look filled on ground of the same class."""
        return cores(self.rgba(classes), self.rim)

    def color(self, number: int, strength: float = 1.0) -> QColor:
        """The colour of one class."""
        return QColor(*self.rgba(np.array(number), strength).tolist())


def class_colors(theme: Theme, rim: str, missing: str) -> ClassColors:
    """The colours that `theme` has for classes."""
    return ClassColors(np.stack([blend(theme.middle, color) for color in theme.classes]), rim, missing)
