"""From values to colours: one table of 256, the same for every view, so that a colour means one value everywhere."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor

from app.model.settings_keys import COLOURS
from app.theme import Theme
from app.views.blending import ENTRIES, blend, cores, picked
from app.views.class_colors import ClassColors, class_colors

Array = NDArray[Any]

SCALE_NAMES = COLOURS

_HUGE = 1e30  # if they are larger, or smaller than 1 of this, the colours between two ends are not found in float32

_PALE_GREY = "#c8ccd2"  # cividis runs through darker ones


@dataclass(frozen=True, slots=True, eq=False)
class ColorScale:
    """A name and its table (256, 4) of uint8: red, green, blue and opacity, from the lowest value to the highest.

    `rim` is drawn around dots, so that one on ground of its own colour can still be seen. `missing` is the colour of
    what is no number. `classes` are the colours of three and more classes, which no scale orders.
    """

    name: str
    table: NDArray[np.uint8]
    rim: str
    missing: str
    classes: ClassColors

    def rgba(self, values: Array, low: float = 0.0, high: float = 1.0) -> NDArray[np.uint8]:
        """The colours of `values`, shape (..., 4). What lies outside [low, high] gets the colour of that end."""
        palette = np.concatenate([self.table, np.array([QColor(self.missing).getRgb()], dtype=np.uint8)])
        with np.errstate(over="ignore", invalid="ignore"):  # weights may be huge, and the ends of a scale with them
            size = max(abs(low), abs(high))
            if size and not 1 / _HUGE <= size <= _HUGE:
                values, low, high = np.asarray(values, dtype=np.float64) / size, low / size, high / size
            steps = (np.asarray(values, dtype=np.float32) - low) * ((ENTRIES - 1) / (high - low)) + 0.5
        index = np.where(np.isnan(steps), ENTRIES, np.clip(steps, 0, ENTRIES - 1)).astype(np.uint16)
        return picked(palette, index)

    def core_rgba(self, values: Array) -> NDArray[np.uint8]:
        """The colours of dots: darker than the ground of the same value, or lighter, so that they look filled there."""
        return cores(self.rgba(values), self.rim)

    def of_class(self, number: int | None) -> ColorScale:
        """The scale for the answers of one class alone, from the middle colour to its own; for None, this one."""
        return self if number is None else replace(self, table=self.classes.table[number])

    def color(self, value: float, low: float = 0.0, high: float = 1.0) -> QColor:
        """The colour of one value."""
        return QColor(*self.rgba(np.array(value), low, high).tolist())


def make_scale(name: str, theme: Theme) -> ColorScale:
    """The scale called `name`, one of SCALE_NAMES; the first of them is made of the theme's colours."""
    missing = QColor(*blend(theme.quiet, theme.card)[ENTRIES // 2].tolist()).name()
    classes = class_colors(theme, theme.card, missing)
    if name == SCALE_NAMES[0]:
        return ColorScale(name, blend(theme.negative, theme.middle, theme.positive), theme.card, missing, classes)
    from pyqtgraph import colormap  # not for the scale of most windows: pyqtgraph takes a while to import

    table = colormap.get(name).getLookupTable(nPts=ENTRIES, alpha=True)
    return ColorScale(name, np.ascontiguousarray(table), "#ffffff", _PALE_GREY, classes)
