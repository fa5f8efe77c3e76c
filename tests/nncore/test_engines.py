"""The two ways through the compiled loops agree, and a batch is the mean of its observations."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

import nncore as nn
from nncore.layers import Layers
from nncore.recipes import is_stream
from tests.nncore.examples import experiment

HIDDEN = ("sigmoid", "tanh", "relu", "gelu", "sine")


def one_at_a_time(hidden: tuple[nn.Layer, ...], loss: str, output: str) -> nn.Experiment:
    several = nn.ACTIVATIONS[output].output_only
    return nn.Experiment(
        nn.NetworkSpec(hidden_layers=hidden, output_activation=output, outputs=2 if several else 1),
        nn.DataSpec(observations=24, noise=0.1, test_fraction=0.25, seed=5),
        nn.TrainingSpec(loss, nn.SGD(0.05), batch_size=1),
        seed=3,
    )


@pytest.mark.parametrize(
    "sizes", [(), (1,), (3,), (8,), (3, 2), (5, 4, 3), (21, 9), (64, 64)], ids=lambda sizes: "-".join(map(str, sizes))
)
@pytest.mark.parametrize(
    ("loss", "output"), [("bce", "sigmoid"), ("mse", "linear"), ("huber", "tanh"), ("cross_entropy", "softmax")]
)
def test_one_at_a_time_the_short_way_leads_where_the_long_way_does(
    sizes: tuple[int, ...], loss: str, output: str
) -> None:
    layers = tuple(nn.Layer(size, HIDDEN[i]) for i, size in enumerate(sizes))
    short = one_at_a_time(layers, loss, output)
    # A penalty of next to nothing is work that the short way does not know.
    long = replace(short, training=replace(short.training, l1=1e-300))
    assert is_stream(short)
    assert not is_stream(long)
    ends = []
    for way in (short, long):
        trainer = nn.Trainer(way)
        trainer.advance(observations=300)
        ends.append(trainer.network.parameters)
    np.testing.assert_allclose(ends[0], ends[1], rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize(
    "training",
    [
        {"batch_size": 2},
        {"optimizer": nn.SGD(0.1, momentum=0.5)},
        {"optimizer": nn.Adam()},
        {"l1": 0.1},
        {"l2": 0.1},
        {"clip_norm": 1.0},
        {"batch_schedule": nn.BatchGrowth()},
    ],
    ids=repr,
)
def test_only_plain_gradient_descent_takes_the_short_way(training: dict[str, object]) -> None:
    assert not is_stream(experiment(**{"batch_size": 1, "optimizer": nn.SGD(0.1), **training}))


def test_dropout_takes_the_long_way() -> None:
    assert not is_stream(one_at_a_time((nn.Layer(3, dropout=0.1),), "bce", "sigmoid"))


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 31, 32, 33, 70])
def test_the_gradient_of_a_batch_is_the_mean_of_its_observations(count: int) -> None:
    rng = np.random.default_rng(count)
    layers = Layers((3, 6, 5, 2), ("tanh", "swish", "linear"))
    layers.initialize("xavier_normal", rng)
    x, t = rng.normal(size=(count, 3)), rng.normal(size=(count, 2))
    value, gradient = layers.gradient(x, t, "huber")
    singles = [layers.gradient(x[n : n + 1], t[n : n + 1], "huber") for n in range(count)]
    assert value == pytest.approx(np.mean([single[0] for single in singles]), rel=1e-13)
    np.testing.assert_allclose(gradient, np.mean([single[1] for single in singles], axis=0), rtol=1e-12, atol=1e-15)


@pytest.mark.parametrize("batch_size", [1, 4, 18, 100])
def test_where_numbers_lie_in_memory_makes_no_difference(batch_size: int) -> None:
    ends = set()
    kept = []
    for n in range(20):
        kept.append(np.zeros(37 * n))  # so that the next ones lie elsewhere
        trainer = nn.Trainer(experiment(batch_size=batch_size, optimizer=nn.SGD(0.1)))
        trainer.advance(epochs=5)
        ends.add((trainer.network.parameters.tobytes(), trainer.history.train_loss.tobytes()))
    assert len(ends) == 1
