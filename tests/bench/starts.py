"""What using the engine costs besides training: loading its compiled loops, keeping a state, whole epochs."""

from __future__ import annotations

import ctypes
import os
import statistics
import subprocess
import sys
import tempfile

import numpy as np

import nncore
from tests.bench.candidates import ONE_BY_ONE, C, c_program, one_by_one
from tests.bench.measure import Candidate, nanoseconds, repeated
from tests.bench.table import Aim, Comparison

FIRST_USES, LATER_STARTS = 3, 3  # the later ones after each of the first

# Prints the seconds for loading the compiled loops, and those for a batch and an answer after it: where something was
# left to be compiled, it shows there.
# SciPy, which comes with scikit-learn here, is hidden: Numba would load it, and the program is shipped without.
CHILD = """
import sys, time
sys.modules["scipy"] = None
import nncore
begin = time.perf_counter()
nncore.warm_up()
warm = time.perf_counter()
trainer = nncore.Trainer(nncore.PRESETS["first-run"].experiment)
trainer.advance(batches=1)
trainer.network.predict([[0.5, 0.5]])
print(warm - begin, time.perf_counter() - warm)
"""


def seconds_to_begin(cache: str) -> tuple[float, float]:
    """What the warm-up takes in a new process, and what the first training takes after it; `cache` keeps the loops."""
    env = {**os.environ, "NUMBA_CACHE_DIR": cache}
    done = subprocess.run([sys.executable, "-c", CHILD], env=env, stdout=subprocess.PIPE, check=True, timeout=300)
    warm_up, training = map(float, done.stdout.split())
    return warm_up, training


def start_rows() -> list[Comparison]:
    """The first use on a machine and the ones after it."""
    first, later = [], []
    for _ in range(FIRST_USES):
        with tempfile.TemporaryDirectory(prefix="perceptron-lab-bench-") as cache:
            first.append(seconds_to_begin(cache))
            later += [seconds_to_begin(cache) for _ in range(LATER_STARTS)]
    medians = [[statistics.median(taken) for taken in zip(*starts, strict=True)] for starts in (first, later)]
    return [
        _at_most(4.0, "warm-up on first use (compiles)", "s", medians[0][0]),
        _at_most(0.4, "warm-up later (reads the cache)", "s", medians[1][0]),
        _at_most(0.1, "first training after it, on first use", "s", medians[0][1]),
    ]


def state_row() -> Comparison:
    """A state of the article's network after a hundred epochs."""
    trainer = nncore.Trainer(nncore.PRESETS["article"].experiment)
    trainer.advance(epochs=100)
    taken = nanoseconds({"ours": repeated(trainer.state)})["ours"]
    return _at_most(20, "state() of the article's network", "µs", taken / 1000)


def _at_most(limit: float, what: str, unit: str, ours: float) -> Comparison:
    return Comparison(what, unit, ours, {}, (Aim(f"at most {limit:g} {unit}", ours <= limit),))


def article_rows(library: ctypes.CDLL | None) -> list[Comparison]:
    """The article's network as people use it: shuffled, with the history of its losses; and its class on many rows."""
    trainer = nncore.Trainer(nncore.PRESETS["article"].experiment)
    trainer.advance(epochs=2000)  # in the first hundreds the history takes the losses of every epoch
    net = nncore.NeuralNetwork(inputs=3, hidden_layers=[2], outputs=1, learning_rate=0.03, seed=0)
    x = np.random.default_rng(1).random((20_000, 3))
    t = x[:, :1].round()
    preset, its_class = "article's preset, whole epochs, an observation", "article's class, train(), an observation"
    taken = nanoseconds(
        {
            preset: Candidate(lambda count: trainer.advance(observations=count)),
            its_class: Candidate(lambda count: net.train(x[:count], t[:count]), most=len(x)),
            ONE_BY_ONE: one_by_one(),
            **({C: c_program(library)} if library else {}),
        }
    )
    peers = {name: taken.get(name) for name in (C, ONE_BY_ONE)}
    aim = Aim("at most 333 ns", taken[preset] <= 333)
    return [
        Comparison(preset, "ns", taken[preset], peers, (aim,)),
        Comparison(its_class, "ns", taken[its_class], peers),
    ]


def rows(library: ctypes.CDLL | None) -> list[Comparison]:
    return [*article_rows(library), state_row(), *start_rows()]
