"""The compiled loops against the same mathematics written with matrices, and what they leave to other threads."""

from __future__ import annotations

import threading
from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

import nncore as nn
from nncore.engine import layer_table, parameter_count
from nncore.layers import Layers


def slope_of_the_loss(loss: str, o: Any, t: Any) -> Any:
    """dL/do, for an observation's mean over its outputs, or its sum in the case of cross_entropy."""
    slopes = {
        "mse": lambda: 2 * (o - t) / t.shape[1],
        "half_mse": lambda: (o - t) / t.shape[1],
        "mae": lambda: np.sign(o - t) / t.shape[1],
        "huber": lambda: np.clip(o - t, -1, 1) / t.shape[1],
        "bce": lambda: (o - t) / (o * (1 - o)) / t.shape[1],
        "cross_entropy": lambda: -t / o,
    }
    return slopes[loss]()


def through(name: str, z: Any, a: Any, slope: Any) -> Any:
    """dL/dz from dL/da."""
    derivative = nn.ACTIVATIONS[name].derivative(z, a)
    return np.einsum("ni,nij->nj", slope, derivative) if name == "softmax" else slope * derivative


def gradient_by_matrices(layers: Layers, names: tuple[str, ...], x: Any, t: Any, loss: str) -> Any:
    """All observations at once, with the functions that the tables show to people."""
    steps = layers.sums_and_outputs(x)
    inputs = [x, *(a for _, a in steps[:-1])]
    slope = slope_of_the_loss(loss, steps[-1][1], t) / len(x)
    parts: list[Any] = []
    for layer in reversed(range(len(names))):
        delta = through(names[layer], *steps[layer], slope)
        parts = [(inputs[layer].T @ delta).ravel(), delta.sum(axis=0), *parts]
        slope = delta @ layers.weights[layer].T
    return np.concatenate(parts)


HIDDEN = [name for name, entry in nn.ACTIVATIONS.items() if not entry.output_only]


@given(
    # wide enough for tiles of four by four and what is left of them, and for more than one block of rows
    sizes=st.lists(st.integers(1, 21), min_size=2, max_size=5),
    observations=st.integers(1, 70),
    loss=st.sampled_from(sorted(nn.LOSSES)),
    seed=st.integers(0, 2**32 - 1),
)
def test_the_gradient_is_that_of_matrices(sizes: list[int], observations: int, loss: str, seed: int) -> None:
    rng = np.random.default_rng(seed)
    entry = nn.LOSSES[loss]
    output = str(rng.choice(sorted(entry.outputs or nn.ACTIVATIONS)))
    names = (*(str(name) for name in rng.choice(HIDDEN, size=len(sizes) - 2)), output)
    layers = Layers(sizes, names)
    layers.initialize("xavier_uniform", rng)
    x = rng.normal(size=(observations, sizes[0]))
    t = rng.dirichlet(np.ones(sizes[-1]), size=observations)
    value, gradient = layers.gradient(x, t, loss)
    losses = entry.value(*layers.sums_and_outputs(x)[-1], t)
    np.testing.assert_allclose(value, losses.sum() / (len(t) if entry.per_observation else t.size), rtol=1e-12)
    np.testing.assert_allclose(gradient, gradient_by_matrices(layers, names, x, t, loss), rtol=1e-8, atol=1e-12)


def test_the_layer_table_says_where_everything_lies() -> None:
    # sizes of the two sides, first weight, first bias, 32 times the first unit below and above, activation
    rows = [[3, 4, 0, 12, 0, 96, 1], [4, 2, 16, 24, 96, 224, 0]]
    np.testing.assert_array_equal(layer_table((3, 4, 2), (1, 0)), rows)
    assert parameter_count((3, 4, 2)) == 26


def test_other_threads_go_on_while_it_trains() -> None:
    nn.warm_up()
    x = np.random.default_rng(0).random((1_000_000, 3))
    network = nn.NeuralNetwork(3, [8], 1, 0.03, seed=0)
    training = threading.Thread(target=network.train, args=(x, x[:, :1]))  # one call of the compiled loops
    turns = 0
    training.start()
    while training.is_alive():
        turns += 1
        training.join(0.001)
    assert turns > 20  # were the lock held, this thread would get a turn before and one after


def test_warming_up_twice_does_nothing_more() -> None:
    nn.warm_up()
    nn.warm_up()
