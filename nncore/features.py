"""Input features: what the network is told about a point (x, y)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from nncore.arrays import Array


@dataclass(frozen=True, slots=True)
class Feature:
    """One entry of the table: `function` maps arrays x and y of one shape to the feature's values, same shape."""

    name: str
    title: str
    formula: str
    function: Callable[[Array, Array], Array]


_TABLE = (
    Feature("x", "x", "x", lambda x, _y: x),
    Feature("y", "y", "y", lambda _x, y: y),
    Feature("xy", "x·y", "x · y", lambda x, y: x * y),
    Feature("x2", "x²", "x²", lambda x, _y: x * x),
    Feature("y2", "y²", "y²", lambda _x, y: y * y),
    Feature("sin_x", "sin x", "sin(x)", lambda x, _y: np.sin(x)),
    Feature("sin_y", "sin y", "sin(y)", lambda _x, y: np.sin(y)),
)

FEATURES = MappingProxyType({entry.name: entry for entry in _TABLE})


def compute(names: Sequence[str], points: Array, domain: tuple[float, float], *, center: bool) -> Array:
    """The inputs of the network, shape (n, len(names)), for `points`, shape (n, 2), in the coordinates of the data.

    With `center`, the data's square `domain` × `domain` is first moved and scaled to [−1, 1] × [−1, 1]; the features
    are functions of those coordinates. The dtype of `points` is kept.
    """
    low, high = domain
    scaled = (points - (low + high) / 2) * (2 / (high - low)) if center else points
    x, y = scaled[:, 0], scaled[:, 1]
    return np.ascontiguousarray(np.stack([FEATURES[name].function(x, y) for name in names], axis=1), dtype=points.dtype)
