"""Input features: what the network is told about a point (x, y). Some have a name, others are formulas."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from nncore import formulas
from nncore.arrays import Array
from nncore.errors import SpecError


@dataclass(frozen=True, slots=True)
class Feature:
    """One entry of the table: `function` maps arrays x and y of one shape to the feature's values, same shape."""

    name: str
    title: str
    formula: str
    latex: str
    about: str
    function: Callable[[Array, Array], Array]


_TABLE = (
    Feature(
        name="x",
        title="x",
        formula="x",
        latex="x",
        about="How far right the point lies. Alone it allows upright borders; with y, straight ones in any direction.",
        function=lambda x, _y: x,
    ),
    Feature(
        name="y",
        title="y",
        formula="y",
        latex="y",
        about="How far up the point lies. Alone it allows level borders; with x, straight ones in any direction.",
        function=lambda _x, y: y,
    ),
    Feature(
        name="xy",
        title="x·y",
        formula="x · y",
        latex=r"x\,y",
        about="Positive where x and y have the same sign: with centred inputs it alone solves XOR.",
        function=lambda x, y: x * y,
    ),
    Feature(
        name="x2",
        title="x²",
        formula="x²",
        latex="x^2",
        about="The same left and right of the centre. With y² it allows borders that are circles and ellipses.",
        function=lambda x, _y: x * x,
    ),
    Feature(
        name="y2",
        title="y²",
        formula="y²",
        latex="y^2",
        about="The same above and below the centre. With x² it allows borders that are circles and ellipses.",
        function=lambda _x, y: y * y,
    ),
    Feature(
        name="sin_x",
        title="sin x",
        formula="sin(x)",
        latex=r"\sin x",
        about="A wave from left to right, one in 6.28 units: for what comes again, such as stripes and spirals. "
        "Over centred inputs, which are 2 units wide, it is nearly straight and adds little.",
        function=lambda x, _y: np.sin(x),
    ),
    Feature(
        name="sin_y",
        title="sin y",
        formula="sin(y)",
        latex=r"\sin y",
        about="A wave from bottom to top, one in 6.28 units: for what comes again, such as stripes and spirals. "
        "Over centred inputs, which are 2 units high, it is nearly straight and adds little.",
        function=lambda _x, y: np.sin(y),
    ),
)

# A network's first loss on larger inputs might be too large for a number.
LARGEST = 1e50

FEATURES = MappingProxyType({entry.name: entry for entry in _TABLE})


def check(field: str, text: str) -> str:
    """`text`, a feature's name or a formula, without space around it. Raises SpecError, for `field`, if neither."""
    if isinstance(text, str) and text in FEATURES:
        return text
    try:
        return formulas.parse(field, text).text
    except SpecError as error:
        raise SpecError(field, f"one of {', '.join(FEATURES)} or {error.allowed}", text) from None


def title(name: str) -> str:
    """What the feature `name` is called in pictures and sentences: a formula is its own title."""
    return FEATURES[name].title if name in FEATURES else name


def compute(names: Sequence[str], points: Array, domain: tuple[float, float], *, center: bool) -> Array:
    """The inputs of the network, shape (n, len(names)), for `points`, shape (n, 2), in the coordinates of the data.

    Each of `names` is that of a feature or a formula that `check` lets pass. With `center`, the data's square
    `domain` × `domain` is first moved and scaled to [−1, 1] × [−1, 1]; the features are functions of those
    coordinates. The dtype of `points` is kept. Where a formula has no value there is NaN or an infinity.
    """
    low, high = domain
    x, y = points[:, 0], points[:, 1]
    if center:
        x, y = ((axis - (low + high) / 2) * (2 / (high - low)) for axis in (x, y))
    # In memory each feature's values stand together: that is how the pictures are computed quickly.
    columns = np.empty((len(names), len(points)), dtype=points.dtype)
    for column, name in zip(columns, names, strict=True):
        column[:] = _function(name)(x, y)
    return columns.T


def _function(name: str) -> Callable[[Array, Array], Array]:
    return FEATURES[name].function if name in FEATURES else formulas.parse("inputs", name)


def check_values(names: Sequence[str], values: Array, points: Array) -> None:
    """Raise SpecError where `values`, that `compute` gave for the observations at `points`, are not all moderate.

    The field is `inputs[i]`. A network cannot learn from a single NaN or infinity; away from the observations there
    may be some, and its answers there are none either.
    """
    for i, name in enumerate(names):
        wrong = np.flatnonzero(~(np.abs(values[:, i]) <= LARGEST))
        if len(wrong):
            x, y = points[wrong[0]]
            where = f"at the point ({x:g}, {y:g}) it is {values[wrong[0], i]:g}"
            allowed = f"finite and at most 1e50 at every observation ({where})"
            raise SpecError(f"inputs[{i}]", allowed, name)
