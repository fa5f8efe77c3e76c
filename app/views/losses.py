"""The numbers behind a chart over the epochs: two curves, and the frame that maps them to pixels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isnan, log10
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF

from app.training.snapshot import Snapshot
from app.views import axes
from app.views.chart_lines import Points
from app.views.quantities import LEAST, LOSS, Limits, Quantity, greatest, log_limits, log_texts
from app.views.text import lone_tick

Array = NDArray[Any]

_ROOM = 2.0**16  # so much smaller, even the sum of the greatest numbers is one
_FAR = 1e4  # pixels outside the frame, where a line may as well end


@dataclass(frozen=True, slots=True, eq=False)
class Curves:
    """Recorded points: epochs, not whole ones only, and the two values there; NaN where there is nothing to test on."""

    epochs: Array
    train: Array
    test: Array

    @classmethod
    def empty(cls) -> Curves:
        return cls(np.empty(0), np.empty(0), np.empty(0))

    @classmethod
    def of(cls, snapshot: Snapshot) -> Curves:
        """The losses of the run so far and, at their end, where the run is now."""
        state, metrics = snapshot.state, snapshot.metrics
        history, now = state.history, state.observations_seen / len(state.order)
        return cls(
            np.append(history.epochs, now),
            np.append(history.train_loss, metrics.train_loss),
            np.append(history.test_loss, metrics.test_loss),
        )

    @property
    def last(self) -> tuple[float, float | None]:
        """The latest values; None for the second where there is nothing to test on."""
        return self.at(len(self.epochs) - 1)[1:] if len(self.epochs) else (float("nan"), None)

    @property
    def whole(self) -> float:
        """A round number of epochs that holds all of them, and seldom changes while they grow."""
        last = float(self.epochs.max(initial=0.0))
        return axes.upper_limit(last) if last > 0 else 1.0

    def at(self, index: int) -> tuple[float, float, float | None]:
        """Epoch, value in training and in test of one recorded point."""
        test = float(self.test[index])
        return float(self.epochs[index]), float(self.train[index]), None if isnan(test) else test

    def nearest(self, epoch: float) -> int | None:
        """The number of the recorded point nearest to `epoch`, None if there is none."""
        return int(np.abs(self.epochs - epoch).argmin()) if len(self.epochs) else None

    def values(self, window: Limits | None = None, *, log: bool = False) -> Array:
        """All values that can be drawn, or those of the epochs in `window`, with those of the lines at its ends.

        These lines are straight on a linear axis, or on a logarithmic one.
        """
        columns = [self.train, self.test]
        if window is not None and len(self.epochs):
            inside = (self.epochs >= window[0]) & (self.epochs <= window[1])
            with np.errstate(all="ignore"):  # of zero and infinity
                heights = [np.log(column) if log else column for column in columns]
                ends = [np.interp(window, self.epochs, height, np.nan, np.nan) for height in heights]
                ends = [np.exp(end) if log else end for end in ends]
            columns = [*(column[inside] for column in columns), *ends]
        both = np.concatenate(columns)
        drawable: Array = both[np.abs(both) <= greatest(log=log)]
        return drawable

    def smoothed(self, points: int, *, log: bool = False) -> Curves:
        """Each value replaced by the mean of about so many `points` around it: nearer to an end of fewer."""
        if points <= 1:
            return self
        most = greatest(log=log)
        return Curves(self.epochs, _moving_mean(self.train, points, most), _moving_mean(self.test, points, most))


def _moving_mean(values: Array, points: int, most: float) -> Array:
    """Over what can be drawn, `most` and what is less; what cannot stays as it is."""
    half, finite = min(points // 2, (len(values) - 1) // 2), np.abs(values) <= most
    if half < 1:
        return values
    sums, counts = (_sums(column, half) for column in (np.where(finite, values, 0.0) / _ROOM, finite.astype(float)))
    return np.where(finite, sums / np.maximum(counts, 1.0) * _ROOM, values)


def _sums(values: Array, half: int) -> Array:
    """Of the values up to `half` places to each side of each; nearer to an end, of as many as there are on both."""
    first, last = (np.cumsum(column)[: 2 * half : 2] for column in (values, values[::-1]))
    return np.concatenate([first, np.convolve(values, np.ones(2 * half + 1), "valid"), last[::-1]])


@dataclass(frozen=True, slots=True)
class Frame:
    """`area` in pixels holds the epochs from `first_epoch` to `last_epoch` and the values from `low` to `high`."""

    area: QRectF
    last_epoch: float
    low: float
    high: float
    log: bool
    first_epoch: float = 0.0

    @classmethod
    def around(
        cls,
        curves: Curves,
        area: QRectF,
        *,
        log: bool,
        quantity: Quantity = LOSS,
        window: Limits | None = None,
        also: Sequence[Curves] = (),
    ) -> Frame:
        """Limits that hold all of `curves` and `also`, or what lies in `window`, and seldom change as these grow."""
        first, last = window or (0.0, curves.whole)
        values = np.concatenate([shown.values(window, log=log) for shown in (curves, *also)])
        low, high = log_limits(values) if log else quantity.limits(values, window is not None)
        return cls(area, last, low, high, log, first)

    def epoch_ticks(self, most: int) -> list[float]:
        return axes.ticks_between(self.first_epoch, self.last_epoch, most)

    def value_ticks(self, most: int) -> list[float]:
        return axes.log_ticks(self.low, self.high, most) if self.log else axes.ticks_between(self.low, self.high, most)

    def value_texts(self, quantity: Quantity, most: int) -> list[tuple[str, float]]:
        """What stands at the vertical axis, and at which values."""
        values = self.value_ticks(most)
        texts = log_texts(values) if self.log else quantity.tick_texts(values)
        return list(zip(texts, values, strict=True))

    def x(self, epoch: float) -> float:
        """The pixel column of an epoch."""
        return float(self._xs(np.float64(epoch)))

    def y(self, value: float) -> float:
        """The pixel row of a value that can be drawn."""
        return float(self._ys(np.float64(value)))

    def epoch_at(self, x: float) -> float:
        """The epoch at a pixel column."""
        return float(self.epochs_at(np.float64(x)))

    def epochs_at(self, xs: Any) -> Any:
        """The same for many."""
        return self.first_epoch + (xs - self.area.left()) * (self._span / self.area.width())

    def place(self, epoch: float, value: float) -> QPointF | None:
        """The pixel of a point of a curve; None where it cannot be drawn."""
        place = QPointF(self.x(epoch), self.y(value)) if self._drawable(np.float64(value)) else None
        return place if place is not None and self.area.adjusted(-1, -1, 1, 1).contains(place) else None

    def line(self, epochs: Array, values: Array) -> Points:
        """A curve, with gaps where it cannot be drawn. It ends at the sides of the frame, not below or above it.

        Where it goes beyond all numbers that can be drawn, it goes to the upper side.
        """
        rows = self._ys(np.where(self._drawable(values), values, np.nan))
        xs, ys = self._xs(epochs), np.where(self._leaving(values), self.area.top(), rows)
        left, right = self.area.left(), self.area.right()
        if len(xs) and not left <= xs[0] <= xs[-1] <= right:
            ends, inside = np.array([left, right]), (xs > left) & (xs < right)
            end_ys = np.interp(ends, xs, ys, np.nan, np.nan)
            xs = np.concatenate([ends[:1], xs[inside], ends[1:]])
            ys = np.concatenate([end_ys[:1], ys[inside], end_ys[1:]])
        return _thinned(xs, np.clip(ys, self.area.top() - _FAR, self.area.bottom() + _FAR), self.area.width())

    def exits(self, epochs: Array, values: Array) -> list[QPointF]:
        """The pixels of the upper side where a curve leaves the frame for good, or comes back."""
        xs = self._xs(epochs[self._leaving(values)])
        return [QPointF(x, self.area.top()) for x in xs.tolist() if self.area.left() <= x <= self.area.right()]

    def cut(self, values: Array) -> str:
        """Why a curve that leaves the frame is not seen further, in a few words; "" where it does not leave it."""
        beyond = values[self._leaving(values)]
        if not len(beyond):
            return ""
        if float(beyond.min()) > greatest(log=True):
            return "too large for the computer"
        return f"beyond {lone_tick(greatest(log=False))}: see the log scale"

    def crossings(self, curves: Curves, box: QRectF) -> int:
        """In how many of some columns of pixels that cross `box` a curve passes through it."""
        if not len(curves.epochs):
            return 0
        epochs = self.epochs_at(np.linspace(box.left(), box.right(), 40))
        found = 0
        for values in (curves.train, curves.test):
            drawable = np.where(self._drawable(values), values, np.nan)
            rows = self._ys(np.interp(epochs, curves.epochs, drawable, right=np.nan))
            found += int(((rows >= box.top()) & (rows <= box.bottom())).sum())
        return found

    def _drawable(self, values: Any) -> Any:
        most = greatest(log=self.log)
        return (values >= (LEAST if self.log else -most)) & (values <= most)

    def _leaving(self, values: Array) -> Array:
        """Which values are too great to be drawn, and beside one that can be."""
        drawable = self._drawable(values)
        beside = np.zeros_like(drawable)
        beside[1:] |= drawable[:-1]
        beside[:-1] |= drawable[1:]
        leaving: Array = (values > greatest(log=self.log)) & beside
        return leaving

    @property
    def _span(self) -> float:
        return self.last_epoch - self.first_epoch

    def _xs(self, epochs: Any) -> Any:
        return self.area.left() + (epochs - self.first_epoch) * (self.area.width() / self._span)

    def _ys(self, values: Any) -> Any:
        if self.log:
            share = (np.log10(values) - log10(self.low)) / (log10(self.high) - log10(self.low))
        else:
            share = (values - self.low) / (self.high - self.low)
        return self.area.bottom() - share * self.area.height()


def _thinned(xs: Array, ys: Array, width: float) -> Points:
    """Of more points than can be told apart on `width` pixels, the lowest and the highest in each column of them."""
    if len(xs) <= 2 * width:
        return xs, ys
    columns = np.floor(xs)
    starts = np.concatenate([[0], np.flatnonzero(np.diff(columns)) + 1])
    extremes = np.fmin.reduceat(ys, starts), np.fmax.reduceat(ys, starts)
    return np.repeat(xs[starts], 2), np.stack(extremes, axis=1).ravel()
