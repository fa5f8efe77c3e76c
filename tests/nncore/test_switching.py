"""Changes by hand to single parameters, and neurons that are switched off and on again."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from typing import Any

import numpy as np
import pytest

import nncore as nn
from nncore import places, storage, surgery
from nncore.surgery import switched, with_frozen, with_parameter, without_neuron
from tests.nncore.examples import OPTIMIZERS, assert_same_moment, experiment

SIZES = (2, 3, 2, 1)


def moment(recipe: nn.Experiment) -> nn.TrainerState:
    """A state with averages, within a batch, in which a few parameters are frozen."""
    trainer = nn.Trainer(recipe)
    trainer.advance(observations=18 + 6)
    frozen = np.isin(np.arange(20), [1, 6, 9, 12])  # weights into and out of all hidden neurons, and a bias
    return replace(trainer.state(), frozen=frozen)


def restored(recipe: nn.Experiment, state: nn.TrainerState) -> nn.Trainer:
    trainer = nn.Trainer(recipe)
    trainer.restore(state)
    return trainer


def off(state: nn.TrainerState, *neurons: tuple[int, int], on: bool = False) -> nn.TrainerState:
    for column, unit in neurons:
        state = switched(state, experiment(), column, unit, on)
    return state


@pytest.mark.parametrize("optimizer", OPTIMIZERS, ids=repr)
def test_a_parameter_takes_its_value_and_loses_its_averages(optimizer: nn.Optimizer) -> None:
    before = moment(experiment(optimizer=optimizer))
    after = with_parameter(before, 7, -2.5)
    assert after.parameters[7] == -2.5
    assert all(buffer[7] == 0.0 for buffer in after.buffers)
    others = np.arange(20) != 7
    np.testing.assert_array_equal(after.parameters[others], before.parameters[others])
    np.testing.assert_array_equal(np.array(after.buffers)[:, others], np.array(before.buffers)[:, others])
    assert_same_moment(replace(after, parameters=before.parameters, buffers=before.buffers), before)
    restored(experiment(optimizer=optimizer), after).advance(epochs=3)


@pytest.mark.parametrize(
    ("index", "value", "message"),
    [
        (20, 0.0, "index must be between 0 and 19, got 20"),
        (-1, 0.0, "index must be between 0 and 19, got -1"),
        (1.5, 0.0, "index must be a whole number between 0 and 19, got 1.5"),
        (0, 1.000001e6, "value must be between -1e+06 and 1e+06, got 1000001.0"),
        (0, float("nan"), "value must be between -1e+06 and 1e+06, got nan"),
        (0, "1", "value must be between -1e+06 and 1e+06, got '1'"),
    ],
)
def test_what_a_parameter_cannot_be_is_refused(index: Any, value: Any, message: str) -> None:
    state = moment(experiment())
    with pytest.raises(nn.SpecError) as refusal:
        with_parameter(state, index, value)
    assert str(refusal.value) == message
    if value == 0.0:
        with pytest.raises(nn.SpecError):
            with_frozen(state, index, on=True)


@pytest.mark.parametrize(
    ("place", "message"),
    [
        ((3, 0, 0), "layer must be between 0 and 2, got 3"),
        ((0, 2, 0), "source must be between 0 and 1, got 2"),
        ((0, None, 3), "target must be between 0 and 2, got 3"),
        ((2, None, -1), "target must be between 0 and 0, got -1"),
    ],
)
def test_a_place_that_does_not_exist_is_refused(place: Any, message: str) -> None:
    with pytest.raises(nn.SpecError) as refusal:
        surgery.index_of(experiment().network, *place)
    assert str(refusal.value) == message


def test_a_parameter_is_frozen_and_freed() -> None:
    before = moment(experiment())
    frozen = with_frozen(before, 3, on=True)
    np.testing.assert_array_equal(np.flatnonzero(frozen.frozen), [1, 3, 6, 9, 12])
    assert_same_moment(with_frozen(frozen, 3, on=False), before)


def test_a_neuron_that_is_off_counts_nowhere() -> None:
    state = moment(experiment())
    points = np.random.default_rng(0).uniform(-1, 1, (50, 2))
    for column, unit in ((1, 0), (1, 2), (2, 1)):
        silent = restored(experiment(), off(state, (column, unit)))
        smaller = restored(*without_neuron(state, experiment(), column, unit))
        np.testing.assert_allclose(
            silent.network.predict(points), smaller.network.predict(points), rtol=1e-14, atol=1e-15
        )
        assert (silent.network.predict(points) != restored(experiment(), state).network.predict(points)).any()


@pytest.mark.parametrize("optimizer", [*OPTIMIZERS, nn.AdamW(0.1, decay=1.0)], ids=repr)
def test_a_neuron_that_is_off_learns_nothing_and_the_others_go_on(optimizer: nn.Optimizer) -> None:
    recipe = experiment(optimizer=optimizer, l2=0.1)
    trainer = restored(recipe, switched(moment(recipe), recipe, 1, 2, on=False))
    before = trainer.network.parameters
    own = np.concatenate(places.of_neuron(SIZES, 0, 2))
    trainer.advance(epochs=5)
    np.testing.assert_array_equal(trainer.network.parameters[own], before[own])
    assert (trainer.network.parameters != before).any()


def test_a_neuron_switched_on_again_is_as_it_was() -> None:
    state = moment(experiment())
    silent = off(state, (1, 2))
    assert silent.switched_off == (nn.SwitchedOff(0, 2, tuple(state.parameters[13:15]), (False,) * 5),)
    np.testing.assert_array_equal(silent.parameters[13:15], [0.0, 0.0])
    assert_same_moment(off(silent, (1, 2), on=True), state)


def test_neighbours_may_be_switched_off_and_on_in_any_order() -> None:
    state = moment(experiment())
    neurons = ((1, 0), (1, 1), (2, 0), (2, 1))
    for first in permutations(neurons):
        silent = off(state, *first)
        restored(experiment(), silent)
        assert not silent.parameters[[9, 10, 11, 12, 17, 18]].any()
        for then in permutations(neurons, 3):
            some = off(silent, *then, on=True)
            restored(experiment(), some)
            assert_same_moment(off(some, *set(neurons) - set(then), on=True), state)


def test_switching_what_is_so_already_changes_nothing() -> None:
    state = moment(experiment())
    assert off(state, (1, 1), on=True) is state
    silent = off(state, (1, 1))
    assert off(silent, (1, 1)) is silent


@pytest.mark.parametrize(
    ("column", "unit", "message"),
    [
        (0, 0, "column must be between 1 and 2, got 0"),
        (3, 0, "column must be between 1 and 2, got 3"),
        (2, 2, "unit must be between 0 and 1, got 2"),
    ],
)
def test_only_hidden_neurons_can_be_switched(column: int, unit: int, message: str) -> None:
    with pytest.raises(nn.SpecError) as refusal:
        off(moment(experiment()), (column, unit))
    assert str(refusal.value) == message


def test_whether_a_weight_belongs_to_a_neuron_that_is_off_can_be_asked() -> None:
    state = off(moment(experiment()), (1, 2))
    for layer, source, target in ((0, 0, 2), (0, None, 2), (1, 2, 1)):
        with pytest.raises(nn.SpecError, match="on, got 'one of neuron 3 of hidden layer 1'"):
            surgery.check_on(state, layer, source, target)
    for layer, source, target in ((0, 0, 1), (0, None, 1), (1, 1, 1), (1, None, 0), (2, 0, 0)):
        surgery.check_on(state, layer, source, target)


def test_the_file_keeps_what_is_frozen_and_switched_off() -> None:
    state = off(moment(experiment()), (2, 0), (1, 0))
    _, again, _lesson = storage.parse(storage.dump(experiment(), state))
    assert again is not None
    assert_same_moment(again, state)
    assert_same_moment(off(again, (1, 0), (2, 0), on=True), moment(experiment()))


OFF = nn.SwitchedOff(0, 2, (0.5, 0.25), (False,) * 5)


@pytest.mark.parametrize(
    ("records", "message"),
    [
        ((replace(OFF, layer=2),), "state.switched_off[0].layer must be between 0 and 1, got 2"),
        ((replace(OFF, unit=3),), "state.switched_off[0].unit must be between 0 and 2, got 3"),
        ((OFF, OFF), "state.switched_off[1] must be a neuron that is not listed before it, got "),
        ((replace(OFF, weights=(0.5,)),), "state.switched_off[0].weights must be a list of 2 numbers, got '1 numbers'"),
        ((replace(OFF, weights=(0.5, np.inf)),), "state.switched_off[0].weights[1] must be a finite number, got inf"),
        ((replace(OFF, frozen=()),), "state.switched_off[0].frozen must be a list of 5 values, true or false, got "),
        ((OFF, replace(OFF, unit=1)), "state.frozen[11] must be true, as neuron 2 of hidden layer 1 is off, got False"),
    ],
)
def test_a_record_that_does_not_fit_is_refused(records: tuple[nn.SwitchedOff, ...], message: str) -> None:
    with pytest.raises(nn.SpecError) as refusal:
        restored(experiment(), replace(off(moment(experiment()), (1, 2)), switched_off=records))
    assert str(refusal.value).startswith(message)


def test_a_weight_that_leaves_a_neuron_that_is_off_must_be_0() -> None:
    state = off(moment(experiment()), (1, 2))
    for index in (13, 14):
        with pytest.raises(
            nn.SpecError, match=rf"parameters\[{index}\] must be 0, as neuron 3 of hidden layer 1 is off"
        ):
            restored(experiment(), with_parameter(state, index, 0.5))


def test_without_hidden_layers_no_neuron_can_be_off() -> None:
    recipe = replace(experiment(), network=nn.NetworkSpec(hidden_layers=()))
    state = nn.Trainer(recipe).state()
    with pytest.raises(nn.SpecError, match=r"switched_off\[0\] must be left out, as there are no hidden layers"):
        restored(recipe, replace(state, switched_off=(OFF,)))
    with pytest.raises(nn.SpecError, match="column must be that of a hidden layer, and there is none, got 1"):
        switched(state, recipe, 1, 0, on=False)
