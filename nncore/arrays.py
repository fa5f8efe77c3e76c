"""The kinds of arrays that the annotations speak of."""

from __future__ import annotations

from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]

_A = TypeVar("_A", bound=Array)


def read_only(array: _A) -> _A:
    """`array` itself, no longer to be written to."""
    array.setflags(write=False)
    return array
