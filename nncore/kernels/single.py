"""A single step of an optimizer, compiled when it is first asked for: trainings have theirs within their pass."""

from __future__ import annotations

from numba import float64, njit, uint64

from nncore.arrays import Array
from nncore.kernels import updates
from nncore.kernels.compiling import address


@njit(cache=True)
def step(
    optimizer: int, settings: Array, parameters: Array, gradient: Array, buffers: Array, rate: float, t: int
) -> None:
    """The `t`-th step, counted from 1: `parameters` and `buffers` change in place."""
    updates.step(
        optimizer,
        address(settings),
        address(parameters),
        address(gradient),
        address(buffers[0]),
        address(buffers[-1]),
        uint64(len(parameters)),
        rate,
        float64(t),
    )
