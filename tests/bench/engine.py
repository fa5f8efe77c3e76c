"""Figures without a window: how fast the engine is, and what the window is compared with."""

from __future__ import annotations

import statistics
import time

import numpy as np

import nncore
from tests.bench import c_peer, prediction, starts, training
from tests.bench.candidates import one_by_one
from tests.bench.measure import nanoseconds
from tests.bench.peers import BatchNetwork
from tests.bench.table import Comparison

PER_OBSERVATION = "NumPy, an observation at a time"


def tables() -> dict[str, list[Comparison]]:
    """All figures of the engine, by title."""
    library = c_peer.compiled()
    return {
        "Training, an observation": training.rows(library),
        "Prediction of 100×100": prediction.rows(),
        "Beside training": starts.rows(library),
    }


def numpy_nanoseconds() -> float:
    """The article's network, the article's way."""
    return nanoseconds({"NumPy": one_by_one()})["NumPy"]


def numpy_milliseconds_to_learn() -> float:
    """Plain NumPy on the first-run experiment without a window: until 95 % of the test data are right."""
    data = nncore.Trainer(nncore.PRESETS["first-run"].experiment).observations
    x, t = 2 * data.train_points - 1, data.train_targets
    x_test, t_test = 2 * data.test_points - 1, data.test_targets
    taken = []
    for seed in range(5):
        rng, net = np.random.default_rng(seed), BatchNetwork()
        begin = time.perf_counter()
        while ((net.predict(x_test) > 0.5) == t_test).mean() < 0.95:
            order = rng.permutation(len(x))
            for start in range(0, len(x), 32):
                net.train(x[order[start : start + 32]], t[order[start : start + 32]])
        taken.append(time.perf_counter() - begin)
    return 1000 * statistics.median(taken)
