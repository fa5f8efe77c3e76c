"""Figures without a window: how fast the engine trains beside NumPy that trains the article's way."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

import numpy as np

import nncore
from tests.bench.peers import ArticleNetwork, BatchNetwork
from tests.bench.table import Row

PER_OBSERVATION = "NumPy, an observation at a time"


def nanoseconds(action: Callable[[], object], count: int, times: int = 5) -> float:
    """The median time per item of an action that does `count` of them."""
    taken = []
    for _ in range(times):
        begin = time.perf_counter_ns()
        action()
        taken.append((time.perf_counter_ns() - begin) / count)
    return statistics.median(taken)


def numpy_nanoseconds() -> float:
    """The article's network, the article's way."""
    net = ArticleNetwork()
    x = np.random.default_rng(1).random((2000, 3))
    t = x[:, :1].round()

    def train() -> None:
        for inputs, targets in zip(x, t, strict=True):
            net.train(inputs, targets)

    return nanoseconds(train, len(x))


def trainer_nanoseconds() -> float:
    """The article's network in a Trainer, batches of one, data shuffled every epoch."""
    trainer = nncore.Trainer(nncore.PRESETS["article"].experiment)
    trainer.advance(observations=1000)  # compiles, where that is still to do
    return nanoseconds(lambda: trainer.advance(observations=500_000), 500_000)


def article_class_nanoseconds() -> float:
    """The article's class, called once with many observations."""
    net = nncore.NeuralNetwork(inputs=3, hidden_layers=[2], outputs=1, learning_rate=0.03, seed=0)
    x = np.random.default_rng(1).random((500_000, 3))
    t = x[:, :1].round()
    net.train(x[:10], t[:10])
    return nanoseconds(lambda: net.train(x, t), len(x))


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


def rows(numpy_ns: float) -> list[Row]:
    """The engine alone; `numpy_ns` is what `numpy_nanoseconds` gave in this run."""
    aim = "at most 333 (3 million/s)"
    return [
        Row("article's net, Trainer", "ns/observation", trainer_nanoseconds(), numpy_ns, PER_OBSERVATION, aim),
        Row(
            "article's net, NeuralNetwork.train",
            "ns/observation",
            article_class_nanoseconds(),
            numpy_ns,
            PER_OBSERVATION,
        ),
    ]
