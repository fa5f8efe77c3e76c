"""Schedules: the learning rate, and the batch size, as functions of the epoch e, counted from 0.

The rules are those of `torch.optim.lr_scheduler`; what is called `base` is the optimizer's own rate.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import partial
from types import MappingProxyType
from typing import Any, ClassVar

from nncore import checks
from nncore.optimizers import MAX_RATE

MAX_EPOCHS = 10**9
MAX_BATCH = 100_000
# The largest whole number up to which every program that reads JSON counts exactly.
MAX_COUNT = 2**53
# A plateau does not reduce the rate by less, as in PyTorch, where it is called eps.
SMALLEST_REDUCTION = 1e-8

_epochs = partial(checks.integer, low=1, high=MAX_EPOCHS)
_divisor = partial(checks.number, low=1.0, high=1e12)
# What each field must be, whichever schedule has it.
_ALLOWED: Mapping[str, Callable[[str, Any], Any]] = MappingProxyType(
    {
        "every": _epochs,
        "epochs": _epochs,
        "factor": partial(checks.number, low=0.0, high=1.0, above_low=True),
        "lowest": partial(checks.number, low=0.0, high=MAX_RATE),
        "start": partial(checks.number, low=0.0, high=1.0, above_low=True),
        "rising": partial(checks.number, low=0.0, high=1.0),
        "start_divisor": _divisor,
        "end_divisor": _divisor,
        "patience": partial(checks.integer, low=0, high=MAX_EPOCHS),
        "threshold": partial(checks.number, low=0.0, high=1.0, below_high=True),
        "cooldown": partial(checks.integer, low=0, high=MAX_EPOCHS),
    }
)


@dataclass(frozen=True, slots=True)
class _Rule:
    """What all schedules have: names for people, and checked fields."""

    name: ClassVar[str]
    title: ClassVar[str]
    formula: ClassVar[str]
    latex: ClassVar[str]
    about: ClassVar[str]

    def __post_init__(self) -> None:
        for field in fields(self):
            value = _ALLOWED[field.name](field.name, getattr(self, field.name))
            object.__setattr__(self, field.name, value)


@dataclass(frozen=True, slots=True)
class Constant(_Rule):
    """The same rate in every epoch."""

    name = "constant"
    title = "Constant"
    formula = "rate(e) = rate"
    latex = r"\eta_e = \eta"
    about = "The rate as it is set. Simple, but a rate that is quick at first may be too restless at the end."

    def learning_rate(self, base: float, epoch: int) -> float:  # noqa: ARG002  the epoch is part of every schedule's call
        """The rate for `epoch` when the optimizer's own rate is `base`."""
        return base


@dataclass(frozen=True, slots=True)
class StepDecay(_Rule):
    """The rate times `factor` after each `every` epochs (`StepLR`)."""

    every: int = 10
    factor: float = 0.1

    name = "step"
    title = "Steps"
    formula = "rate(e) = rate · factor^⌊e / every⌋"
    latex = r"\eta_e = \eta\,\gamma^{\lfloor e / k \rfloor}"
    about = "Large steps first, then fine ones. One has to know when: a drop too early leaves the training stuck."

    def learning_rate(self, base: float, epoch: int) -> float:
        """The rate for `epoch` when the optimizer's own rate is `base`."""
        return base * self.factor ** (epoch // self.every)


@dataclass(frozen=True, slots=True)
class Exponential(_Rule):
    """The rate times `factor` after each epoch (`ExponentialLR`)."""

    factor: float = 0.95

    name = "exponential"
    title = "Exponential"
    formula = "rate(e) = rate · factor^e"
    latex = r"\eta_e = \eta\,\gamma^e"
    about = "Falls by the same share in every epoch. In a long training it soon becomes too small to learn with."

    def learning_rate(self, base: float, epoch: int) -> float:
        """The rate for `epoch` when the optimizer's own rate is `base`."""
        return float(base * self.factor**epoch)


@dataclass(frozen=True, slots=True)
class Cosine(_Rule):
    """Half a wave from the rate down to `lowest` in `epochs`, then up again as it came (`CosineAnnealingLR`)."""

    epochs: int = 100
    lowest: float = 0.0

    name = "cosine"
    title = "Cosine"
    formula = "rate(e) = lowest + ½ (rate − lowest) (1 + cos(π e / epochs))"
    latex = r"\eta_e = \eta_{min} + \frac{1}{2}\,(\eta - \eta_{min})\,(1 + \cos\frac{\pi e}{E})"
    about = (
        "Slow at both ends, quick between. After its epochs the rate rises again as it fell, and so on: it repeats. "
        "Let the training stop before, or set more epochs."
    )

    def learning_rate(self, base: float, epoch: int) -> float:
        """The rate for `epoch` when the optimizer's own rate is `base`."""
        return _wave(base, self.lowest, epoch % (2 * self.epochs) / self.epochs)


@dataclass(frozen=True, slots=True)
class Warmup(_Rule):
    """From `start` times the rate up to the rate in a straight line of `epochs` (`LinearLR`)."""

    epochs: int = 5
    start: float = 1 / 3

    name = "warmup"
    title = "Warm-up"
    formula = "rate(e) = rate · (start + (1 − start) · min(e / epochs, 1))"
    latex = r"\eta_e = \eta\,(s + (1 - s)\,\min(e / E, 1))"
    about = "Small first steps, while the optimizer's averages are young. It does not fall at the end."

    def learning_rate(self, base: float, epoch: int) -> float:
        """The rate for `epoch` when the optimizer's own rate is `base`."""
        return base * (self.start + (1.0 - self.start) * min(epoch, self.epochs) / self.epochs)


@dataclass(frozen=True, slots=True)
class OneCycle(_Rule):
    """Up to the rate in the share `rising` of `epochs`, then down to nearly 0, both by half a cosine (`OneCycleLR`).

    It begins at the rate divided by `start_divisor`, and ends at, and stays at, that divided by `end_divisor`. The
    momentum is left alone.
    """

    epochs: int = 100
    rising: float = 0.3
    start_divisor: float = 25.0
    end_divisor: float = 1e4

    name = "one_cycle"
    title = "One cycle"
    formula = "up from start = rate / start divisor to rate, then down to start / end divisor, each by half a cosine"
    latex = r"\frac{\eta}{d} \rightarrow \eta \rightarrow \frac{\eta}{d\,D}"
    about = (
        "Goes through a high rate and back: fast for a training of known length. After its epochs it stays at the "
        "lowest rate, and hardly anything moves."
    )

    def learning_rate(self, base: float, epoch: int) -> float:
        """The rate for `epoch` when the optimizer's own rate, here the highest, is `base`."""
        first = base / self.start_divisor
        top, end = self.rising * self.epochs - 1.0, self.epochs - 1
        e = min(epoch, end)
        if e <= top:
            return _wave(first, base, e / top if top else 1.0)
        return _wave(base, first / self.end_divisor, (e - top) / (end - top))


def _wave(start: float, end: float, share: float) -> float:
    """From `start` to `end`, and for a `share` from 1 to 2 back again, along a cosine."""
    return end + 0.5 * (start - end) * (1.0 + math.cos(math.pi * share))


@dataclass(frozen=True, slots=True)
class PlateauState:
    """What a `Plateau` remembers: the lowest loss so far (None: none yet), bad epochs since, epochs left to wait."""

    best: float | None = None
    bad_epochs: int = 0
    cooldown_left: int = 0
    reductions: int = 0

    def __post_init__(self) -> None:
        largest = sys.float_info.max
        best = None if self.best is None else checks.number("best", self.best, -largest, largest)
        object.__setattr__(self, "best", best)
        for name in ("bad_epochs", "cooldown_left", "reductions"):
            object.__setattr__(self, name, checks.integer(name, getattr(self, name), 0, MAX_COUNT))


@dataclass(frozen=True, slots=True)
class Plateau(_Rule):
    """The rate times `factor`, not below `lowest`, when the loss stops falling (`ReduceLROnPlateau`, min, rel).

    An epoch is bad when its loss is not below the best by the share `threshold`. More than `patience` bad epochs in a
    row reduce the rate; in the `cooldown` epochs after that none counts as bad.
    """

    factor: float = 0.1
    patience: int = 10
    threshold: float = 1e-4
    cooldown: int = 0
    lowest: float = 0.0

    name = "plateau"
    title = "Plateau"
    formula = "rate ← max(lowest, factor · rate) after patience + 1 epochs in a row without a lower loss"
    latex = r"\eta \leftarrow \max(\eta_{min}, \gamma\,\eta)"
    about = (
        "Waits until the loss stops falling, then takes finer steps, as often as that happens. A loss that wavers can "
        "make it act too early."
    )

    def start(self) -> PlateauState:
        """The state before the first epoch."""
        return PlateauState()

    def after(self, state: PlateauState, loss: float) -> PlateauState:
        """The state after an epoch that ended with `loss`; one that is not finite is no better than any."""
        better = math.isfinite(loss) and (state.best is None or loss < state.best * (1.0 - self.threshold))
        cooling = state.cooldown_left > 0
        bad_epochs = 0 if better or cooling else state.bad_epochs + 1
        reduced = bad_epochs > self.patience
        return PlateauState(
            best=loss if better else state.best,
            bad_epochs=0 if reduced else bad_epochs,
            cooldown_left=self.cooldown if reduced else max(0, state.cooldown_left - 1),
            reductions=state.reductions + reduced,
        )

    def rate(self, base: float, state: PlateauState) -> float:
        """The rate in `state` when the optimizer's own rate is `base`."""
        rate = base
        for _ in range(state.reductions):
            reduced = max(rate * self.factor, self.lowest)
            if rate - reduced <= SMALLEST_REDUCTION:
                break  # nor will it be reduced later
            rate = reduced
        return rate

    def learning_rate(self, base: float, epoch: int, losses: Sequence[float] = ()) -> float:
        """The rate for `epoch` when the optimizer's own rate is `base` and the epochs from 0 on ended with `losses`."""
        state = self.start()
        for loss in losses[:epoch]:
            state = self.after(state, loss)
        return self.rate(base, state)


Schedule = Constant | StepDecay | Exponential | Cosine | Warmup | OneCycle | Plateau
SCHEDULES = MappingProxyType(
    {cls.name: cls for cls in (Constant, StepDecay, Exponential, Cosine, Warmup, OneCycle, Plateau)}
)


@dataclass(frozen=True, slots=True)
class BatchGrowth:
    """The batch size times `factor` after each `every` epochs, up to `most` observations."""

    every: int = 10
    factor: float = 2.0
    most: int = 512

    title: ClassVar[str] = "Growing batches"
    formula: ClassVar[str] = "size(e) = min(most, size · factor^⌊e / every⌋), rounded, never below size"
    latex: ClassVar[str] = r"B_e = \min(B_{max},\ B\,\gamma^{\lfloor e / k \rfloor})"
    about: ClassVar[str] = (
        "Small batches explore, large ones settle: like a falling rate, at less cost. Grown too early, they learn "
        "slowly per observation."
    )

    def __post_init__(self) -> None:
        values = {
            "every": checks.integer("every", self.every, 1, MAX_EPOCHS),
            "factor": checks.number("factor", self.factor, 1.0, 1000.0),
            "most": checks.integer("most", self.most, 1, MAX_BATCH),
        }
        for name, value in values.items():
            object.__setattr__(self, name, value)

    def batch_size(self, base: int, epoch: int) -> int:
        """The observations of a batch in `epoch` when the training's own batch size is `base`."""
        times = epoch // self.every
        if times * math.log(self.factor) >= math.log(self.most):  # the power itself might be too large for a number
            return max(base, self.most)
        return max(base, min(self.most, round(base * self.factor**times)))
