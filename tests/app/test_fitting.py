"""Data, output and loss that go together: whatever is chosen, one edit makes an experiment that can be trained."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

import nncore as nn
from app.model import fitting
from app.model.document import replaced
from nncore.spec import Experiment

FIRST = nn.PRESETS["first-run"].experiment
FITTED = tuple(nn.DATASETS)
OUTPUTS = tuple(nn.ACTIVATIONS)
LOSSES = tuple(nn.LOSSES)


def on(experiment: Experiment, dataset: str) -> Experiment:
    fitted: Experiment = replaced(experiment, fitting.for_data(experiment, replace(experiment.data, dataset=dataset)))
    return fitted


def with_output(experiment: Experiment, activation: str) -> Experiment:
    fitted: Experiment = replaced(experiment, fitting.for_output(experiment, activation))
    return fitted


def with_loss(experiment: Experiment, loss: str) -> Experiment:
    fitted: Experiment = replaced(experiment, fitting.for_loss(experiment, loss))
    return fitted


def three(experiment: Experiment) -> tuple[int, str, str]:
    return experiment.network.outputs, experiment.network.output_activation, experiment.training.loss


@pytest.mark.parametrize(
    ("way", "expected"),
    [
        (["circle"], (1, "sigmoid", "bce")),
        (["plane"], (1, "linear", "mse")),
        (["three_blobs"], (3, "softmax", "cross_entropy")),
        (["plane", "circle"], (1, "sigmoid", "bce")),
        (["three_blobs", "circle"], (1, "sigmoid", "bce")),
        (["three_blobs", "multi_gauss"], (1, "linear", "mse")),
        (["plane", "three_blobs"], (3, "softmax", "cross_entropy")),
        (["xor_table", "spiral", "custom", "formula"], (1, "sigmoid", "bce")),
    ],
)
def test_each_data_set_brings_an_output_and_a_loss_that_fit(way: list[str], expected: tuple[int, str, str]) -> None:
    experiment = FIRST
    for dataset in way:
        experiment = on(experiment, dataset)
    assert three(experiment) == expected


def test_what_fits_stays() -> None:
    playground = with_loss(with_output(FIRST, "tanh"), "half_mse")
    for dataset in ("circle", "plane", "multi_gauss", "moons"):
        assert three(on(playground, dataset)) == (1, "tanh", "half_mse")
    huber = with_loss(on(FIRST, "plane"), "huber")
    assert three(on(huber, "multi_gauss")) == (1, "linear", "huber")
    linear = with_output(FIRST, "linear")
    assert three(on(linear, "circle")) == (1, "linear", "mse")


def test_an_output_that_cannot_reach_the_values_does_not_stay() -> None:
    for activation in ("sigmoid", "relu", "softplus"):
        unfit = with_loss(with_output(FIRST, activation), "mae")
        assert three(on(unfit, "plane")) == (1, "linear", "mae")


def test_nothing_else_of_the_experiment_changes() -> None:
    crowd = replaced(FIRST, {"data.observations": 777, "data.noise": 0.3})
    blobs = on(crowd, "three_blobs")
    assert (blobs.data.observations, blobs.data.noise) == (777, 0.3)
    assert blobs.network.hidden_layers == FIRST.network.hidden_layers
    assert on(blobs, "xor") == crowd


def test_softmax_brings_a_second_output_and_takes_it_away_again() -> None:
    both = with_output(FIRST, "softmax")
    assert three(both) == (2, "softmax", "cross_entropy")
    assert three(on(both, "circle")) == (2, "softmax", "cross_entropy")
    assert three(with_output(both, "sigmoid")) == (1, "sigmoid", "bce")
    assert three(with_output(both, "tanh")) == (1, "tanh", "mse")
    assert three(with_loss(both, "bce")) == (1, "sigmoid", "bce")
    assert three(with_loss(both, "mse")) == (2, "softmax", "mse")
    assert three(with_loss(FIRST, "cross_entropy")) == (2, "softmax", "cross_entropy")


def test_several_classes_keep_an_output_each() -> None:
    blobs = on(FIRST, "three_blobs")
    assert three(with_output(blobs, "sigmoid")) == (3, "sigmoid", "bce")
    assert three(with_output(blobs, "relu")) == (3, "relu", "mse")
    assert three(with_loss(with_output(blobs, "relu"), "cross_entropy")) == (3, "softmax", "cross_entropy")


def test_an_aim_for_the_accuracy_goes_with_the_classes() -> None:
    aiming = replaced(FIRST, {"training.target_accuracy": 0.9})
    changes = fitting.for_data(aiming, replace(aiming.data, dataset="plane"))
    plane = replaced(aiming, changes)
    assert plane.training.target_accuracy is None
    assert fitting.consequences(changes, fitting.DATA, plane) == (
        "The output is now linear and the loss is “Mean squared error” and no accuracy is aimed at: "
        "the data have values, not classes."
    )


STEPS = st.one_of(
    st.tuples(st.just(on), st.sampled_from(FITTED)),
    st.tuples(st.just(with_output), st.sampled_from(OUTPUTS)),
    st.tuples(st.just(with_loss), st.sampled_from(LOSSES)),
)


@given(st.lists(STEPS, max_size=8))
def test_whatever_was_chosen_before_every_choice_on_offer_is_one_edit(steps: list[tuple[object, str]]) -> None:
    experiment = FIRST
    for choose, name in steps:
        if name in fitting.impossible_outputs(experiment) or name in fitting.impossible_losses(experiment):
            continue
        experiment = choose(experiment, name)  # type: ignore[operator]
    chosen = [
        *(with_output(experiment, name) for name in OUTPUTS if name not in fitting.impossible_outputs(experiment))
    ]
    chosen += [with_loss(experiment, name) for name in LOSSES if name not in fitting.impossible_losses(experiment)]
    chosen += [on(experiment, name) for name in FITTED]
    assert [made.network.output_activation for made in chosen[: len(OUTPUTS) - 1]] == list(OUTPUTS[:-1])
    assert all(made.network.outputs == max(made.classes, 1) or made.classes == 2 for made in chosen)


def test_values_forbid_what_is_for_classes_and_say_why() -> None:
    plane = on(FIRST, "plane")
    assert set(fitting.impossible_outputs(plane)) == {"softmax"}
    assert set(fitting.impossible_losses(plane)) == {"bce", "cross_entropy"}
    assert all("values" in why for why in fitting.impossible_losses(plane).values())
    assert fitting.impossible_outputs(FIRST) == fitting.impossible_losses(FIRST) == {}


@pytest.mark.parametrize(
    ("dataset", "said"),
    [
        ("circle", ""),
        (
            "three_blobs",
            "The network now has 3 outputs with softmax and the loss is “Cross-entropy”: the data have 3 classes.",
        ),
        ("plane", "The output is now linear and the loss is “Mean squared error”: the data have values, not classes."),
    ],
)
def test_a_data_set_says_what_it_brought(dataset: str, said: str) -> None:
    changes = fitting.for_data(FIRST, replace(FIRST.data, dataset=dataset))
    assert fitting.consequences(changes, fitting.DATA, replaced(FIRST, changes)) == said


@pytest.mark.parametrize(
    ("activation", "said"),
    [
        ("sigmoid", ""),
        ("tanh", "The loss is now “Mean squared error”, which goes with every output."),
        (
            "softmax",
            "The network now has 2 outputs with softmax and the loss is “Cross-entropy”, which goes with softmax.",
        ),
    ],
)
def test_an_output_says_what_it_brought(activation: str, said: str) -> None:
    changes = fitting.for_output(FIRST, activation)
    assert fitting.consequences(changes, fitting.OUTPUT, replaced(FIRST, changes)) == said


@pytest.mark.parametrize(
    ("loss", "said"),
    [
        ("mae", ""),
        ("cross_entropy", "The network now has 2 outputs with softmax: the loss “Cross-entropy” needs it."),
    ],
)
def test_a_loss_says_what_it_brought(loss: str, said: str) -> None:
    changes = fitting.for_loss(FIRST, loss)
    assert fitting.consequences(changes, fitting.LOSS, replaced(FIRST, changes)) == said
