"""How fast the engine answers over a grid: points in, values out. The peers get the network's inputs ready-made.

NumPy in place does less than is asked for, and stands there as the limit: its memory is laid out beforehand, its inputs
never change, and each answer overwrites the last.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import Any

import numpy as np

import nncore
from tests.bench.candidates import OURS, installed
from tests.bench.measure import nanoseconds, repeated
from tests.bench.numpy_peer import InPlaceGrid, textbook
from tests.bench.table import Aim, Comparison
from tests.bench.work import Work, layers_of

POINTS = 100
TEXTBOOK, IN_PLACE, TORCH = "NumPy, textbook", "NumPy, in place", "PyTorch"
PEERS = (TEXTBOOK, IN_PLACE, TORCH)

SIZES = ((3, 2, 1), (2, 8, 8, 1), (2, 32, 32, 1))


def grid(dtype: Any) -> Any:
    """The points of a surface of 100×100, (10 000, 2)."""
    line = np.linspace(0, 1, POINTS)
    return np.stack(np.meshgrid(line, line), axis=-1).reshape(-1, 2).astype(dtype)


def answers(sizes: tuple[int, ...], activation: str, dtype: Any) -> dict[str, Callable[[], Any]]:
    """The same prediction by everybody who is installed."""
    network = nncore.Trainer(Work(sizes, activation, 32, output=activation, loss="half_mse").experiment).network
    points = grid(dtype)
    inputs = np.ascontiguousarray(network.features(points))
    weights = layers_of(sizes, network.parameters.astype(dtype))
    everybody: dict[str, Callable[[], Any]] = {
        OURS: lambda: network.predict(points),
        TEXTBOOK: lambda: textbook(weights, inputs, activation),
        IN_PLACE: InPlaceGrid(weights, inputs, activation).predict,
    }
    if installed("torch"):
        from tests.bench.torch_peer import SequentialGrid  # an extra of the benchmark

        everybody[TORCH] = SequentialGrid(weights, inputs, activation).predict
    return everybody


def rows() -> list[Comparison]:
    """Every size with sigmoid and with tanh, in both precisions."""
    works = list(product(SIZES, ("sigmoid", "tanh"), (np.float64, np.float32)))
    present = {(work, name): repeated(answer) for work in works for name, answer in answers(*work).items()}
    milliseconds = {key: taken / 1e6 for key, taken in nanoseconds(present).items()}
    found = []
    for work in works:
        sizes, activation, dtype = work
        ours, times = milliseconds[work, OURS], {peer: milliseconds.get((work, peer)) for peer in PEERS}
        aim = Aim("as fast as NumPy, textbook", ours <= milliseconds[work, TEXTBOOK])
        what = f"{'-'.join(map(str, sizes))} {activation}, {np.dtype(dtype).name}"
        found.append(Comparison(what, "ms", ours, times, (aim,)))
    return found
