"""The numbers behind the loss chart: the recorded losses, and the frame that maps them to pixels."""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan, log10
from typing import Any

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath

from app.training.snapshot import Snapshot
from app.views import axes

Array = NDArray[Any]

_LEAST, _GREATEST = 1e-30, 1e30  # beyond these a loss has no place on a chart


@dataclass(frozen=True, slots=True, eq=False)
class Curves:
    """Recorded points: epochs, not whole ones only, and the two losses there; NaN where there is nothing to test on."""

    epochs: Array
    train: Array
    test: Array

    @classmethod
    def empty(cls) -> Curves:
        return cls(np.empty(0), np.empty(0), np.empty(0))

    @classmethod
    def of(cls, snapshot: Snapshot) -> Curves:
        """The history of the run and, at its end, where the run is now."""
        state, metrics = snapshot.state, snapshot.metrics
        history, now = state.history, state.observations_seen / len(state.order)
        return cls(
            np.append(history.epochs, now),
            np.append(history.train_loss, metrics.train_loss),
            np.append(history.test_loss, metrics.test_loss),
        )

    @property
    def last(self) -> tuple[float, float | None]:
        """The latest losses; None for the second where there is nothing to test on."""
        return self.at(len(self.epochs) - 1)[1:] if len(self.epochs) else (float("nan"), None)

    def at(self, index: int) -> tuple[float, float, float | None]:
        """Epoch, training loss and test loss of one recorded point."""
        test = float(self.test[index])
        return float(self.epochs[index]), float(self.train[index]), None if isnan(test) else test

    def nearest(self, epoch: float) -> int | None:
        """The number of the recorded point nearest to `epoch`, None if there is none."""
        return int(np.abs(self.epochs - epoch).argmin()) if len(self.epochs) else None

    def losses(self) -> Array:
        """All losses that can be drawn."""
        both = np.concatenate([self.train, self.test])
        drawable: Array = both[both <= _GREATEST]
        return drawable


@dataclass(frozen=True, slots=True)
class Frame:
    """`area` in pixels holds the epochs from 0 to `last_epoch` and the losses from `low` to `high`."""

    area: QRectF
    last_epoch: float
    low: float
    high: float
    log: bool

    @classmethod
    def around(cls, curves: Curves, area: QRectF, *, log: bool) -> Frame:
        """Limits that hold all of `curves` and seldom change while these grow."""
        last = float(curves.epochs.max(initial=0.0))
        losses = curves.losses()
        positive = losses[losses >= _LEAST]
        high = axes.upper_limit(float(positive.max())) if len(positive) else 1.0
        low = 0.0
        if log:
            low = min(axes.decade_below(float(positive.min(initial=high))), axes.decade_below(high / 2))
        return cls(area, axes.upper_limit(last) if last > 0 else 1.0, low, high, log)

    def epoch_ticks(self, most: int) -> list[float]:
        return axes.ticks(self.last_epoch, most)

    def loss_ticks(self, most: int) -> list[float]:
        return axes.log_ticks(self.low, self.high, most) if self.log else axes.ticks(self.high, most)

    def x(self, epoch: float) -> float:
        """The pixel column of an epoch."""
        return float(self._xs(np.float64(epoch)))

    def y(self, loss: float) -> float:
        """The pixel row of a loss that can be drawn."""
        return float(self._ys(np.float64(loss)))

    def epoch_at(self, x: float) -> float:
        """The epoch at a pixel column."""
        return (x - self.area.left()) / self.area.width() * self.last_epoch

    def place(self, epoch: float, loss: float) -> QPointF | None:
        """The pixel of a point of a curve; None where it cannot be drawn."""
        return QPointF(self.x(epoch), self.y(loss)) if self._least <= loss <= _GREATEST else None

    def path(self, epochs: Array, losses: Array) -> QPainterPath:
        """A curve, with gaps where it cannot be drawn."""
        drawable = np.where((losses >= self._least) & (losses <= _GREATEST), losses, np.nan)
        if np.isnan(drawable).all():
            return QPainterPath()
        path: QPainterPath = pg.arrayToQPath(self._xs(epochs), self._ys(drawable), connect="finite")
        return path

    def crossings(self, curves: Curves, box: QRectF) -> int:
        """In how many of some columns of pixels that cross `box` a curve passes through it."""
        if not len(curves.epochs):
            return 0
        epochs = [self.epoch_at(x) for x in np.linspace(box.left(), box.right(), 40)]
        found = 0
        for values in (curves.train, curves.test):
            drawable = np.where((values >= self._least) & (values <= _GREATEST), values, np.nan)
            rows = self._ys(np.interp(epochs, curves.epochs, drawable, right=np.nan))
            found += int(((rows >= box.top()) & (rows <= box.bottom())).sum())
        return found

    @property
    def _least(self) -> float:
        return _LEAST if self.log else 0.0

    def _xs(self, epochs: Any) -> Any:
        return self.area.left() + epochs * (self.area.width() / self.last_epoch)

    def _ys(self, losses: Any) -> Any:
        if self.log:
            share = (np.log10(losses) - log10(self.low)) / (log10(self.high) - log10(self.low))
        else:
            share = losses / self.high
        return self.area.bottom() - share * self.area.height()
