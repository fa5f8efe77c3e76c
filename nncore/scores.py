"""Scores: how good a network's answers are, in the numbers that people compare."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from nncore.arrays import Array, read_only
from nncore.coding import Coding
from nncore.engine import Survey


@dataclass(frozen=True, slots=True, eq=False)
class Score:
    """How good the answers to some observations are. Without observations every number is NaN.

    `loss` is the mean loss, without penalty: infinite where it is too large for a number. For classes, `accuracy` is
    the share of observations, 0 to 1, that are answered with their class, and `confusion`, (k, k), counts those of
    class row that are answered with class column. For values, `r_squared` is 1 − Σ(o − t)² / Σ(t − mean t)²: 1 for
    answers without error, 0 for the mean as the answer to everything. What does not apply is NaN, or None.
    """

    loss: float
    accuracy: float = math.nan
    r_squared: float = math.nan
    confusion: Array | None = None


def score(survey: Survey, targets: Array, coding: Coding, divisor: int) -> Score:
    """The score of what `survey` found for coded `targets` (n, outputs); the loss is the sum divided by `divisor`."""
    # ∞ − ∞ on the way to an answer is a loss beyond all numbers too.
    loss = math.inf if math.isnan(survey.loss_sum) else survey.loss_sum / divisor
    if not coding.classes:
        return Score(loss, r_squared=_r_squared(survey.squares, targets))
    confusion = survey.confusion.astype(np.int64)
    return Score(loss, accuracy=float(confusion.trace() / len(targets)), confusion=read_only(confusion))


def _r_squared(squares: float, targets: Array) -> float:
    """NaN where all targets are equal: there is no spread to explain."""
    spread = float(((targets - targets.mean()) ** 2).sum())
    return 1.0 - squares / spread if spread > 0.0 else math.nan
