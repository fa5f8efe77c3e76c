"""From values to colours: one table of 256, the same for every view, so that a colour means one value everywhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtGui import QColor

from app.theme import Theme

Array = NDArray[Any]

SCALE_NAMES = ("orange-blue", "viridis", "cividis")

_ENTRIES = 256
_DARKER, _LIGHTER = 0.3, 0.32  # how far the core of a dot is from its ground, towards black or white
_PALE_GREY = "#c8ccd2"  # cividis runs through darker ones
_DARK = 128  # of 255: a colour that cannot well be made darker, or a rim that a lighter core stands out from


@dataclass(frozen=True, slots=True, eq=False)
class ColorScale:
    """A name and its table (256, 4) of uint8: red, green, blue and opacity, from the lowest value to the highest.

    `rim` is drawn around dots, so that one on ground of its own colour can still be seen. `missing` is the colour of
    what is no number.
    """

    name: str
    table: NDArray[np.uint8]
    rim: str
    missing: str

    def rgba(self, values: Array, low: float = 0.0, high: float = 1.0) -> NDArray[np.uint8]:
        """The colours of `values`, shape (..., 4). What lies outside [low, high] gets the colour of that end."""
        palette = np.concatenate([self.table, np.array([QColor(self.missing).getRgb()], dtype=np.uint8)])
        with np.errstate(over="ignore", invalid="ignore"):  # weights from a file may be huge
            steps = (np.asarray(values, dtype=np.float32) - low) * ((_ENTRIES - 1) / (high - low)) + 0.5
        index = np.where(np.isnan(steps), _ENTRIES, np.clip(steps, 0, _ENTRIES - 1)).astype(np.uint16)
        colors: NDArray[np.uint8] = palette.view(np.uint32)[:, 0].take(index)[..., np.newaxis].view(np.uint8)
        return colors

    def core_rgba(self, values: Array) -> NDArray[np.uint8]:
        """The colours of dots: darker than the ground of the same value, or lighter, so that they look filled there."""
        colors = self.rgba(values)
        dark = colors[..., :3].max(axis=-1, keepdims=True) < _DARK
        dark |= QColor(self.rim).lightness() < _DARK
        tint = np.where(dark, 255.0, 0.0)
        share = np.where(dark, _LIGHTER, _DARKER)
        colors[..., :3] = np.rint(colors[..., :3] * (1.0 - share) + tint * share)
        return colors

    def color(self, value: float, low: float = 0.0, high: float = 1.0) -> QColor:
        """The colour of one value."""
        return QColor(*self.rgba(np.array(value), low, high).tolist())


def make_scale(name: str, theme: Theme) -> ColorScale:
    """The scale called `name`, one of SCALE_NAMES; the first of them is made of the theme's colours."""
    if name == SCALE_NAMES[0]:
        missing = QColor(*_blend(theme.quiet, theme.card)[_ENTRIES // 2].tolist()).name()
        return ColorScale(name, _blend(theme.negative, theme.middle, theme.positive), theme.card, missing)
    table = pg.colormap.get(name).getLookupTable(nPts=_ENTRIES, alpha=True)
    return ColorScale(name, np.ascontiguousarray(table), "#ffffff", _PALE_GREY)


def _blend(*stops: str) -> NDArray[np.uint8]:
    """A table that runs evenly through the colours `stops`."""
    channels = np.array([QColor(stop).getRgb() for stop in stops])
    position = np.linspace(0, len(stops) - 1, _ENTRIES)
    columns = [np.interp(position, np.arange(len(stops)), channel) for channel in channels.T]
    return np.ascontiguousarray(np.rint(np.stack(columns, axis=1)).astype(np.uint8))
