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


def gradient_by_matrices(layers: Layers, names: tuple[str, ...], x: Any, t: Any, loss: str) -> Any:
    """All observations at once, with the functions that the tables show to people."""
    steps = layers.sums_and_outputs(x)
    inputs = [x, *(a for _, a in steps[:-1])]
    z, o = steps[-1]
    delta = (o - t) / t.size
    if loss != "bce":
        delta = delta * nn.ACTIVATIONS[names[-1]].derivative(z, o) * (2 if loss == "mse" else 1)
    parts: list[Any] = []
    for layer in reversed(range(len(names))):
        parts = [(inputs[layer].T @ delta).ravel(), delta.sum(axis=0), *parts]
        if layer:
            z, a = steps[layer - 1]
            delta = delta @ layers.weights[layer].T * nn.ACTIVATIONS[names[layer - 1]].derivative(z, a)
    return np.concatenate(parts)


@given(
    sizes=st.lists(st.integers(1, 9), min_size=2, max_size=5),
    observations=st.integers(1, 8),
    loss=st.sampled_from(sorted(nn.LOSSES)),
    seed=st.integers(0, 2**32 - 1),
)
def test_the_gradient_is_that_of_matrices(sizes: list[int], observations: int, loss: str, seed: int) -> None:
    rng = np.random.default_rng(seed)
    names = tuple(rng.choice(sorted(nn.ACTIVATIONS), size=len(sizes) - 1))
    names = (*names[:-1], "sigmoid") if loss == "bce" else names
    layers = Layers(sizes, names)
    layers.initialize("article", rng)
    x, t = rng.normal(size=(observations, sizes[0])), rng.random((observations, sizes[-1]))
    value, gradient = layers.gradient(x, t, loss)
    z, o = layers.sums_and_outputs(x)[-1]
    np.testing.assert_allclose(value, nn.LOSSES[loss].value(z, o, t).mean(), rtol=1e-12)
    np.testing.assert_allclose(gradient, gradient_by_matrices(layers, names, x, t, loss), rtol=1e-9, atol=1e-13)


def test_the_layer_table_says_where_everything_lies() -> None:
    # sizes of the two sides, first weight, first input among all units, activation
    np.testing.assert_array_equal(layer_table((3, 4, 2), (1, 0)), [[3, 4, 0, 0, 1], [4, 2, 16, 3, 0]])
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
