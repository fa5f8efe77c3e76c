"""Curves of the tables' entries: an activation with its derivative, a loss over the error or the answer."""

from __future__ import annotations

import numpy as np

from app.panels.curve import Curves, Line
from nncore import Activation, Loss

REACH = 4.0  # sums z from −4 to 4
ERROR = 2.0  # errors from −2 to 2
SURE = 0.01  # how near to 0 and 1 a probability is drawn: at the ends a cross-entropy is infinite
SAMPLES = 97


def of_activation(entry: Activation) -> Curves:
    """f and f′ over z. A function of several sums is shown for the first of two, where the other is 0."""
    z = np.linspace(-REACH, REACH, SAMPLES)
    if entry.output_only:
        pairs = np.stack([z, np.zeros_like(z)], axis=-1)
        answers = entry.function(pairs)
        f, slope = answers[:, 0], entry.derivative(pairs, answers)[:, 0, 0]
    else:
        f = entry.function(z)
        slope = entry.derivative(z, f)
    about = f"{entry.title} and its derivative for z from −4 to 4"
    return Curves((Line("f(z)", z, f), Line("f′(z)", z, slope)), ("z = −4", "4"), about)


def of_loss(entry: Loss) -> Curves:
    """L over the error o − t, or, for classes, over the probability o given to the right one."""
    if not entry.for_classes:
        error = np.linspace(-ERROR, ERROR, SAMPLES)
        value = entry.value(error, error, np.zeros_like(error))
        return Curves((Line("", error, value),), ("o − t = −2", "2"), f"{entry.title} for errors from −2 to 2")
    p = np.linspace(SURE, 1 - SURE, SAMPLES)
    z, t = np.log(p / (1 - p)), np.ones_like(p)
    if entry.per_observation:  # two classes, of which the first is right
        z, p, t = (np.stack(pair, axis=-1) for pair in ((z, 0 * z), (p, 1 - p), (t, 0 * t)))
        return _of_probability(entry, p[:, 0], entry.value(z, p, t).sum(axis=-1))
    return _of_probability(entry, p, entry.value(z, p, t))


def _of_probability(entry: Loss, p: np.ndarray, value: np.ndarray) -> Curves:
    about = f"{entry.title} for answers from 0 to 1, where 1 is right"
    return Curves((Line("where t = 1", p, value),), ("o = 0", "1"), about)
