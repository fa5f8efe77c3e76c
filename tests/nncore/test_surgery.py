"""Neurons and layers that come and go: all that is not touched stays, and training goes on."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import nncore as nn
from nncore import places, storage
from nncore.surgery import switched, with_layer, with_neuron, without_layer, without_neuron
from tests.nncore.examples import OPTIMIZERS, assert_same_moment, experiment

POINTS = np.random.default_rng(0).uniform(-1, 1, (40, 2))


def moment(recipe: nn.Experiment | None = None) -> nn.TrainerState:
    """A state of 2-3-2-1 with averages, within a batch, in which every second parameter is frozen."""
    trainer = nn.Trainer(recipe or experiment())
    trainer.advance(observations=18 + 6)
    return replace(trainer.state(), frozen=np.arange(len(trainer.network.flat)) % 2 == 0)


def restored(recipe: nn.Experiment, state: nn.TrainerState) -> nn.Trainer:
    trainer = nn.Trainer(recipe)
    trainer.restore(state)
    return trainer


def vectors(state: nn.TrainerState) -> list[Any]:
    """All that there is of each parameter."""
    return [state.parameters, *state.buffers, state.frozen]


def assert_kept(
    before: list[Any], after: list[Any], sizes: Any, new_sizes: Any, layer: int, old: Any, new: Any
) -> None:
    """What stood in the matrix of `layer` at `old` stands in the new one at `new`."""
    for one, other in zip(before, after, strict=True):
        np.testing.assert_array_equal(
            places.matrices(other, new_sizes)[layer][new], places.matrices(one, sizes)[layer][old]
        )


def answers(recipe: nn.Experiment, state: nn.TrainerState) -> tuple[Any, ...]:
    network = restored(recipe, state).network
    return network.layer_outputs(network.features(POINTS))


@pytest.mark.parametrize("optimizer", OPTIMIZERS, ids=repr)
def test_a_new_neuron_leaves_all_else_as_it_was(optimizer: nn.Optimizer) -> None:
    recipe = experiment(optimizer=optimizer)
    state = moment(recipe)
    grown, after = with_neuron(state, recipe, 1)
    assert grown.network.sizes == (2, 4, 2, 1)
    before, now = vectors(state), vectors(after)
    sizes = (2, 3, 2, 1), (2, 4, 2, 1)
    assert_kept(before, now, *sizes, 0, np.s_[:, :], np.s_[:, :3])
    assert_kept(before, now, *sizes, 1, np.s_[[0, 1, 2, 3], :], np.s_[[0, 1, 2, 4], :])
    assert_kept(before, now, *sizes, 2, np.s_[:, :], np.s_[:, :])
    leaving, entering = places.of_neuron((2, 4, 2, 1), 0, 3)
    assert (after.parameters[[*leaving, *entering[:-1]]] != 0.0).all()
    assert after.parameters[entering[-1]] == 0.0  # the bias, by the initialiser
    for vector in now[1:]:
        assert not vector[[*leaving, *entering]].any()


def test_the_other_neurons_answer_as_before_and_the_next_layer_hears_the_new_one() -> None:
    state = moment()
    grown, after = with_neuron(state, experiment(), 1)
    before, now = answers(experiment(), state), answers(grown, after)
    np.testing.assert_array_equal(now[1][:, :3], before[1])
    new = places.matrices(after.parameters, grown.network.sizes)[1][3]
    old = places.matrices(state.parameters, (2, 3, 2, 1))[1]
    sums = before[1] @ old[:-1] + old[-1] + now[1][:, 3:] * new
    np.testing.assert_allclose(now[2], np.maximum(sums, 0.0), rtol=1e-12, atol=1e-15)


def test_new_weights_are_as_wide_as_those_of_a_new_network_and_the_generator_moves_on() -> None:
    recipe = experiment()
    wide = replace(recipe, network=replace(recipe.network, hidden_layers=(nn.Layer(400), nn.Layer(1))))
    grown, after = with_neuron(nn.Trainer(wide).state(), wide, 2)
    new = places.matrices(after.parameters, grown.network.sizes)[1][:-1, 1]
    bound = np.sqrt(6 / 402)  # Xavier's, of 400 inputs and 2 outputs
    assert 0.9 * bound < np.abs(new).max() <= bound
    again = with_neuron(nn.Trainer(wide).state(), wide, 2)[1]
    np.testing.assert_array_equal(again.parameters, after.parameters)
    other = with_neuron(replace(nn.Trainer(wide).state(), random=after.random), wide, 2)[1]
    assert (places.matrices(other.parameters, grown.network.sizes)[1][:-1, 1] != new).all()


def test_a_neuron_that_came_and_went_has_left_no_trace_but_in_the_generator() -> None:
    state = moment()
    for column in (1, 2):
        grown, after = with_neuron(state, experiment(), column)
        recipe, again = without_neuron(after, grown, column, grown.network.sizes[column] - 1)
        assert recipe == experiment()
        assert again.random != state.random
        assert_same_moment(replace(again, random=state.random), state)


def test_a_neuron_taken_out_takes_its_own_weights_alone() -> None:
    state = moment()
    recipe, after = without_neuron(state, experiment(), 1, 1)
    assert recipe.network.hidden_layers == (nn.Layer(2, "tanh"), nn.Layer(2, "relu"))
    before, now = vectors(state), vectors(after)
    sizes = (2, 3, 2, 1), (2, 2, 2, 1)
    assert_kept(before, now, *sizes, 0, np.s_[:, [0, 2]], np.s_[:, :])
    assert_kept(before, now, *sizes, 1, np.s_[[0, 2, 3], :], np.s_[:, :])
    assert_kept(before, now, *sizes, 2, np.s_[:, :], np.s_[:, :])


@pytest.mark.parametrize(("column", "joined"), [(1, 0), (2, 1), (3, 2)])
def test_a_new_layer_parts_two_columns_and_leaves_the_others(column: int, joined: int) -> None:
    state = moment()
    recipe, after = with_layer(state, experiment(), column, nn.Layer(4, "sine"))
    assert recipe.network.hidden_layers[column - 1] == nn.Layer(4, "sine")
    before, now = (
        places.matrices(state.parameters, (2, 3, 2, 1)),
        places.matrices(after.parameters, recipe.network.sizes),
    )
    del before[joined : joined + 1]
    np.testing.assert_array_equal(
        now[joined + 1][-1], places.matrices(state.parameters, (2, 3, 2, 1))[joined][-1]
    )  # the biases of what follows
    del now[joined : joined + 2]
    for one, other in zip(before, now, strict=True):
        np.testing.assert_array_equal(other, one)
    restored(recipe, after).advance(epochs=3)


def test_a_layer_taken_out_joins_its_neighbours_anew() -> None:
    state = moment()
    recipe, after = without_layer(state, experiment(), 1)
    assert recipe.network.sizes == (2, 2, 1)
    before, now = vectors(state), vectors(after)
    for one, other in zip(before, now, strict=True):
        old, new = places.matrices(one, (2, 3, 2, 1)), places.matrices(other, (2, 2, 1))
        np.testing.assert_array_equal(new[1], old[2])
        np.testing.assert_array_equal(new[0][-1], old[1][-1])
    assert (places.matrices(after.parameters, (2, 2, 1))[0][:-1] != 0.0).all()
    for vector in now[1:]:
        assert not vector[:4].any()
    recipe, after = without_layer(after, recipe, 1)
    assert recipe.network.sizes == (2, 1)
    np.testing.assert_array_equal(after.parameters[-1], state.parameters[-1])
    restored(recipe, after).advance(epochs=3)


def test_neurons_that_are_off_stay_so_and_come_back_as_they_were() -> None:
    state = moment()
    silent = switched(switched(state, experiment(), 1, 1, on=False), experiment(), 2, 0, on=False)
    for operate in (
        lambda state, recipe: with_neuron(state, recipe, 1),
        lambda state, recipe: with_neuron(state, recipe, 2),
        lambda state, recipe: without_neuron(state, recipe, 1, 2),
        lambda state, recipe: without_neuron(state, recipe, 2, 1),
        lambda state, recipe: with_layer(state, recipe, 2, nn.Layer(3)),
        lambda state, recipe: with_layer(state, recipe, 3, nn.Layer(1)),
    ):
        recipe, after = operate(silent, experiment())
        assert after.switched_off[0].layer == 0
        assert len(after.switched_off) == 2
        restored(recipe, after)
        for off in after.switched_off:
            after = switched(after, recipe, off.layer + 1, off.unit, on=True)
        assert_same_moment(after, operate(state, experiment())[1])


def test_what_is_taken_out_is_no_longer_switched_off() -> None:
    silent = switched(moment(), experiment(), 1, 1, on=False)
    assert without_neuron(silent, experiment(), 1, 1)[1].switched_off == ()
    assert without_layer(silent, experiment(), 1)[1].switched_off == ()
    assert without_neuron(silent, experiment(), 1, 0)[1].switched_off[0].unit == 0
    assert without_layer(silent, experiment(), 2)[1].switched_off[0].weights != ()


def large() -> nn.Experiment:
    recipe = experiment()
    layers = (nn.Layer(1000), nn.Layer(995), nn.Layer(1))
    return replace(recipe, network=replace(recipe.network, hidden_layers=layers))


def deep() -> nn.Experiment:
    recipe = experiment()
    return replace(recipe, network=replace(recipe.network, hidden_layers=(nn.Layer(1),) * 32))


@pytest.mark.parametrize(
    ("operate", "recipe", "message"),
    [
        (lambda s, e: with_neuron(s, e, 0), experiment(), "column must be between 1 and 2, got 0"),
        (lambda s, e: with_neuron(s, e, 3), experiment(), "column must be between 1 and 2, got 3"),
        (lambda s, e: without_neuron(s, e, 1, 3), experiment(), "unit must be between 0 and 2, got 3"),
        (lambda s, e: without_neuron(s, e, 1, 0), deep(), "network.hidden_layers[0].size must be between 1 and 4096, "),
        (lambda s, e: with_layer(s, e, 0, nn.Layer(1)), experiment(), "column must be between 1 and 3, got 0"),
        (lambda s, e: with_layer(s, e, 4, nn.Layer(1)), experiment(), "column must be between 1 and 3, got 4"),
        (lambda s, e: with_layer(s, e, 1, cast("Any", 4)), experiment(), "layer must be a Layer, got 4"),
        (lambda s, e: with_layer(s, e, 1, nn.Layer(1)), deep(), "network.hidden_layers must be a list of at most 32"),
        (lambda s, e: without_layer(s, e, 3), experiment(), "column must be between 1 and 2, got 3"),
        (lambda s, e: with_neuron(s, e, 2), large(), "network.hidden_layers must be small enough for 1000000 param"),
    ],
)
def test_what_cannot_be_is_refused(operate: Any, recipe: nn.Experiment, message: str) -> None:
    with pytest.raises(nn.SpecError) as refusal:
        operate(nn.Trainer(recipe).state(), recipe)
    assert str(refusal.value).startswith(message)


@given(data=st.data())
def test_whatever_is_done_the_state_fits_and_training_goes_on(data: st.DataObject) -> None:
    recipe = experiment(optimizer=data.draw(st.sampled_from(OPTIMIZERS)))
    state = moment(recipe)
    for _ in range(data.draw(st.integers(1, 6))):
        layers = recipe.network.hidden_layers
        column = data.draw(st.integers(1, len(layers) + 1))
        match data.draw(st.sampled_from(["neuron", "no neuron", "layer", "no layer", "switch", "train"])):
            case "neuron" if column <= len(layers):
                recipe, state = with_neuron(state, recipe, column)
            case "no neuron" if column <= len(layers) and layers[column - 1].size > 1:
                unit = data.draw(st.integers(0, layers[column - 1].size - 1))
                recipe, state = without_neuron(state, recipe, column, unit)
            case "layer":
                recipe, state = with_layer(state, recipe, column, nn.Layer(data.draw(st.integers(1, 3)), "relu"))
            case "no layer" if column <= len(layers):
                recipe, state = without_layer(state, recipe, column)
            case "switch" if column <= len(layers):
                unit = data.draw(st.integers(0, layers[column - 1].size - 1))
                state = switched(state, recipe, column, unit, on=data.draw(st.booleans()))
            case "train":
                trainer = restored(recipe, state)
                trainer.advance(observations=5)
                state = trainer.state()
    again = storage.parse(storage.dump(recipe, state))
    assert again[0] == recipe
    assert again[1] is not None
    assert_same_moment(again[1], state)
    restored(recipe, state).advance(epochs=1)


@given(state=st.just(moment()), column=st.integers(1, 2), data=st.data())
def test_without_a_neuron_is_as_with_that_neuron_off(state: nn.TrainerState, column: int, data: st.DataObject) -> None:
    unit = data.draw(st.integers(0, experiment().network.sizes[column] - 1))
    silent = switched(state, experiment(), column, unit, on=False)
    smaller = without_neuron(state, experiment(), column, unit)
    np.testing.assert_allclose(answers(experiment(), silent)[-1], answers(*smaller)[-1], rtol=1e-13, atol=1e-15)
