"""Losses: one number for how wrong the answers o are, given the targets t. The mean over observations and outputs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from nncore.arrays import Array

# The compiled loops choose by these numbers.
MSE, HALF_MSE, BCE, MAE, HUBER, CROSS_ENTROPY = range(6)


@dataclass(frozen=True, slots=True)
class Loss:
    """One entry of the table.

    `value` maps arrays (z, o, t) of one shape, (…, outputs), to the loss of each output; o = f(z) is the answer, t the
    target. The loss of an observation is their mean, or with `per_observation` their sum, as in PyTorch.

    `outputs` names the output activations the loss makes sense with; empty means all, and otherwise `reason` says why
    no others. A loss `for_classes` needs targets that are classes, coded 0 and 1, not values.
    """

    name: str
    code: int
    title: str
    formula: str
    latex: str
    derivative_formula: str
    derivative_latex: str
    about: str
    value: Callable[[Array, Array, Array], Array]
    outputs: tuple[str, ...] = ()
    reason: str = ""
    for_classes: bool = False
    per_observation: bool = False


def _huber(_z: Array, o: Array, t: Array) -> Array:
    # ½e² up to 1, |e| − ½ beyond, without a square that overflows.
    error = np.abs(o - t)
    within = np.minimum(error, 1.0)
    return np.asarray(within * (error - 0.5 * within))


def _bce(z: Array, _o: Array, t: Array) -> Array:
    # From the sum z before the sigmoid: ln o is −∞ where o has been rounded to 0.
    return np.asarray(np.maximum(z, 0) - z * t + np.log1p(np.exp(-np.abs(z))))


def _cross_entropy(z: Array, _o: Array, t: Array) -> Array:
    # From the sums z before the softmax, for the same reason: −ln o = ln Σ e^z − z, the largest z taken out.
    shifted = z - z.max(axis=-1, keepdims=True)
    return np.asarray(t * (np.log(np.exp(shifted).sum(axis=-1, keepdims=True)) - shifted))


_TABLE = (
    Loss(
        name="mse",
        code=MSE,
        title="Mean squared error",
        formula="L = (o − t)²",
        latex=r"L = (o - t)^2",
        derivative_formula="dL/do = 2 (o − t)",
        derivative_latex=r"\frac{dL}{do} = 2\,(o - t)",
        about="The square of the error: the usual choice for values. A few points far off pull hard on the answer.",
        value=lambda _z, o, t: (o - t) ** 2,
    ),
    Loss(
        name="half_mse",
        code=HALF_MSE,
        title="Half squared error",
        formula="L = ½ (o − t)²",
        latex=r"L = \frac{1}{2}\,(o - t)^2",
        derivative_formula="dL/do = o − t",
        derivative_latex=r"\frac{dL}{do} = o - t",
        about="Half the squared error, as in the article and TensorFlow Playground. The ½ makes the derivative simple; "
        "it learns like the squared error at half the rate.",
        value=lambda _z, o, t: 0.5 * (o - t) ** 2,
    ),
    Loss(
        name="mae",
        code=MAE,
        title="Mean absolute error",
        formula="L = |o − t|",
        latex=r"L = |o - t|",
        derivative_formula="dL/do = 1 if o > t, −1 if o < t, else 0",
        derivative_latex=r"\frac{dL}{do} = \mathrm{sign}(o - t)",
        about="The size of the error: points far off count no more than their share. Its slope never shrinks, so it "
        "trembles around the goal.",
        value=lambda _z, o, t: np.abs(o - t),
    ),
    Loss(
        name="huber",
        code=HUBER,
        title="Huber",
        formula="L = ½ (o − t)² if |o − t| ≤ 1, else |o − t| − ½",
        latex=r"L = \frac{1}{2}\,(o - t)^2 \;\mathrm{if}\; |o - t| \leq 1, \;\mathrm{else}\; |o - t| - \frac{1}{2}",
        derivative_formula="dL/do = o − t, kept between −1 and 1",
        derivative_latex=r"\frac{dL}{do} = \max(-1, \min(1, o - t))",
        about="Squared near the goal, absolute far away: calm at the end, fair to points far off. For errors under 1 "
        "it is only half the squared error.",
        value=_huber,
    ),
    Loss(
        name="bce",
        code=BCE,
        title="Binary cross-entropy",
        formula="L = −t ln o − (1 − t) ln(1 − o)",
        latex=r"L = -t \ln o - (1 - t) \ln(1 - o)",
        derivative_formula="dL/dz = o − t (with the sigmoid before it)",
        derivative_latex=r"\frac{dL}{dz} = o - t",
        about="For two classes and a sigmoid output. A confident wrong answer costs much, so it does not get stuck; a "
        "wrongly labelled point costs as much.",
        value=_bce,
        outputs=("sigmoid",),
        reason="it needs for each output a probability of its own between 0 and 1, which only the sigmoid gives",
        for_classes=True,
    ),
    Loss(
        name="cross_entropy",
        code=CROSS_ENTROPY,
        title="Cross-entropy",
        formula="L = −Σⱼ tⱼ ln oⱼ",
        latex=r"L = -\sum_j t_j \ln o_j",
        derivative_formula="dL/dzⱼ = oⱼ − tⱼ (with the softmax before it, and Σⱼ tⱼ = 1)",
        derivative_latex=r"\frac{dL}{dz_j} = o_j - t_j",
        about="For several classes and a softmax output: only the probability given to the right class counts. A "
        "wrongly labelled point costs much.",
        value=_cross_entropy,
        outputs=("softmax",),
        reason="it needs one probability per class that add up to 1, which only the softmax gives",
        for_classes=True,
        per_observation=True,
    ),
)

LOSSES = MappingProxyType({entry.name: entry for entry in _TABLE})
