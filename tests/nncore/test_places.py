"""Where parameters stand: against the layers' own views of them."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

import nncore as nn
from nncore import places, surgery
from nncore.layers import Layers

SIZES = st.lists(st.integers(1, 6), min_size=2, max_size=5)


def numbered(sizes: list[int]) -> Layers:
    """Layers whose parameters are their own places."""
    layers = Layers(sizes, ["linear"] * (len(sizes) - 1))
    layers.flat[:] = np.arange(len(layers.flat))
    return layers


@given(SIZES)
def test_the_matrices_are_views_of_the_weights_with_the_biases_below(sizes: list[int]) -> None:
    layers = numbered(sizes)
    matrices = places.matrices(layers.flat, sizes)
    for matrix, w, b in zip(matrices, layers.weights, layers.biases, strict=True):
        np.testing.assert_array_equal(matrix, [*w, b])
        assert np.shares_memory(matrix, layers.flat)


@given(st.data(), SIZES.filter(lambda sizes: len(sizes) > 2))
def test_a_neuron_has_a_row_of_weights_that_leave_and_a_column_that_enter(
    data: st.DataObject, sizes: list[int]
) -> None:
    layer = data.draw(st.integers(0, len(sizes) - 3))
    unit = data.draw(st.integers(0, sizes[layer + 1] - 1))
    layers = numbered(sizes)
    leaving, entering = places.of_neuron(sizes, layer, unit)
    np.testing.assert_array_equal(leaving, layers.weights[layer + 1][unit])
    np.testing.assert_array_equal(entering, [*layers.weights[layer][:, unit], layers.biases[layer][unit]])


@given(inputs=st.integers(1, 3), hidden=st.lists(st.integers(1, 5), max_size=4), outputs=st.integers(1, 4))
def test_every_parameter_has_one_index(inputs: int, hidden: list[int], outputs: int) -> None:
    network = nn.NetworkSpec(("x", "y", "xy")[:inputs], tuple(nn.Layer(size) for size in hidden), outputs)
    layers = numbered(list(network.sizes))
    seen = []
    for column, (w, b) in enumerate(zip(layers.weights, layers.biases, strict=True)):
        for target in range(w.shape[1]):
            for source in (None, *range(w.shape[0])):
                index = surgery.index_of(network, column, source, target)
                assert index == (b[target] if source is None else w[source, target])
                seen.append(index)
    assert sorted(seen) == list(range(network.parameters))
