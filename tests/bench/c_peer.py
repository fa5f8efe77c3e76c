"""The limit in C: `loops.c`, compiled where gcc is installed."""

from __future__ import annotations

import ctypes
import shutil
import subprocess
import tempfile
from pathlib import Path

import numpy as np

from nncore.arrays import Array
from tests.bench.work import RATE, Start, Work

SOURCE = Path(__file__).with_name("loops.c")


def compiled() -> ctypes.CDLL | None:
    """The loops, ready to call; None where there is no gcc."""
    compiler = shutil.which("gcc")
    if compiler is None:
        return None
    # The library stays in memory when its file is gone; Windows keeps the file.
    with tempfile.TemporaryDirectory(prefix="perceptron-lab-bench-", ignore_cleanup_errors=True) as folder:
        library = Path(folder) / "loops.so"
        options = ("-O3", "-march=native", "-shared", "-fPIC", "-o", str(library))
        subprocess.run([compiler, *options, str(SOURCE), "-lm"], check=True)
        return ctypes.CDLL(str(library))


class CNetwork:
    """Sigmoid layers and half the squared error, one observation at a time."""

    def __init__(self, library: ctypes.CDLL, work: Work, start: Start) -> None:
        self.parameters = start.parameters.copy()
        self._inputs, self._targets = np.ascontiguousarray(start.inputs), np.ascontiguousarray(start.targets)
        self._sizes = np.array(work.sizes, dtype=np.intc)
        self._a, self._d = np.zeros(sum(work.sizes)), np.zeros(sum(work.sizes))
        self._train = library.train
        self._train.restype = None

    def train(self, observations: int) -> None:
        """Train by so many observations, from the first one on."""
        self._train(
            ctypes.c_int(len(self._sizes) - 1),
            *(_pointer(array) for array in (self._sizes, self.parameters, self._inputs, self._targets)),
            ctypes.c_long(observations),
            ctypes.c_double(RATE),
            *(_pointer(array) for array in (self._a, self._d)),
        )


def _pointer(array: Array) -> ctypes.c_void_p:
    return ctypes.c_void_p(array.ctypes.data)
