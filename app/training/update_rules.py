"""The optimizers' rules for a single parameter, with every number that comes up on the way: for reading, not for speed.

`nncore` carries them out for all parameters at once; here they stand a second time, as people do them by hand.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from nncore import SGD, Adagrad, Adam, AdamW, Optimizer, RMSProp

Numbers = tuple[tuple[str, float], ...]  # names, as the formulas have them, and values


def step(
    optimizer: Optimizer, rate: float, t: int, w: float, g: float, averages: Sequence[float]
) -> tuple[Numbers, Numbers, float]:
    """One step, the `t`-th, of the parameter `w` with the gradient `g`: what was remembered, what is found, the new w.

    `averages` are the optimizer's buffers for this parameter.
    """
    match optimizer:
        case SGD(momentum=0.0):
            return (), (), w - rate * g
        case SGD():
            b = optimizer.momentum * averages[0] + g
            ahead = g + optimizer.momentum * b if optimizer.nesterov else b
            return (("b", averages[0]),), (("b", b),), w - rate * ahead
        case RMSProp():
            v = optimizer.alpha * averages[0] + (1 - optimizer.alpha) * g * g
            return (("v", averages[0]),), (("v", v),), w - rate * g / (math.sqrt(v) + optimizer.epsilon)
        case Adagrad():
            total = averages[0] + g * g
            return (("G", averages[0]),), (("G", total),), w - rate * g / (math.sqrt(total) + optimizer.epsilon)
        case Adam() | AdamW():
            return _adam(optimizer, rate, t, w, g, averages)


def _adam(
    optimizer: Adam | AdamW, rate: float, t: int, w: float, g: float, averages: Sequence[float]
) -> tuple[Numbers, Numbers, float]:
    m = optimizer.beta1 * averages[0] + (1 - optimizer.beta1) * g
    v = optimizer.beta2 * averages[1] + (1 - optimizer.beta2) * g * g
    m_hat, v_hat = m / (1 - optimizer.beta1**t), v / (1 - optimizer.beta2**t)
    shrunk = w * (1 - rate * optimizer.decay) if isinstance(optimizer, AdamW) else w
    after = shrunk - rate * m_hat / (math.sqrt(v_hat) + optimizer.epsilon)
    return (("m", averages[0]), ("v", averages[1])), (("m", m), ("v", v), ("m̂", m_hat), ("v̂", v_hat)), after
