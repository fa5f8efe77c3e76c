"""Between which numbers a neuron can answer, where its activation sets a limit."""

from __future__ import annotations

from math import inf
from types import MappingProxyType

_BOUNDS = MappingProxyType(
    {
        "sigmoid": (0.0, 1.0),
        "softmax": (0.0, 1.0),
        "tanh": (-1.0, 1.0),
        "softsign": (-1.0, 1.0),
        "sine": (-1.0, 1.0),
        "relu": (0.0, inf),
        "softplus": (0.0, inf),
        "elu": (-1.0, inf),
    }
)


def bounds(activation: str) -> tuple[float, float]:
    """The least and the greatest answer; an infinity where there is none, or none that people read pictures by."""
    return _BOUNDS.get(activation, (-inf, inf))
