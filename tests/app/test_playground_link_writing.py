"""From an experiment to a link to TensorFlow Playground: exactly what it says, and why some have none."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import nncore as nn
from app.model.document import replaced
from app.model.playground import LinkError, read, write
from nncore import SGD, Experiment, Layer

START = read("https://playground.tensorflow.org/").experiment
SETS = "Circle; XOR, as in TensorFlow Playground; Two clouds; Spiral; Plane; Hills and hollows"


def changed(**changes: Any) -> Experiment:
    """The Playground's start with the fields whose paths are written with __ for a point."""
    made: Experiment = replaced(START, {path.replace("__", "."): value for path, value in changes.items()})
    return made


def misfits(**changes: Any) -> list[str]:
    with pytest.raises(LinkError) as caught:
        write(changed(**changes))
    return list(caught.value.reasons)


def test_the_link_says_every_setting() -> None:
    experiment = changed(
        network__inputs=("x", "xy", "sin_y"),
        network__hidden_layers=(Layer(8, "relu"), Layer(3, "relu")),
        data__dataset="spiral",
        data__noise=0.35,
        data__test_fraction=0.2,
        data__seed=9,
        training__optimizer=SGD(0.00001),
        training__batch_size=30,
        training__l2=0.003,
        seed=4,
    )
    assert write(experiment, show_test=True, discretize=True) == (
        "https://playground.tensorflow.org/#regularization=L2&regularizationRate=0.003&batchSize=30"
        "&learningRate=0.00001&seed=4-9&problem=classification&dataset=spiral&noise=35&percTrainData=80"
        "&activation=relu&networkShape=8,3&initZero=false&x=true&y=false&xTimesY=true&xSquared=false&ySquared=false"
        "&sinX=false&sinY=true&showTestData=true&discretize=true"
    )


def test_values_are_the_problem_of_regression() -> None:
    experiment = changed(
        data__dataset="multi_gauss", data__observations=1200, network__output_activation="linear", training__l1=0.1
    )
    link = write(experiment)
    assert "&problem=regression&regDataset=reg-gauss&" in link
    assert "#regularization=L1&regularizationRate=0.1&" in link
    assert "dataset=circle" not in link


def test_the_preset_of_the_playground_has_a_link() -> None:
    preset = nn.PRESETS["playground"].experiment
    assert read(write(preset)).experiment == replace(preset, training=replace(preset.training, shuffle=False))


def test_a_link_that_was_written_has_no_seed_to_complain_of() -> None:
    reading = read(write(START, show_test=True))
    assert reading.not_honoured == ()
    assert reading.show_test
    assert not reading.discretize


classes = st.fixed_dictionaries(
    {
        "data.dataset": st.sampled_from(["circle", "playground_xor", "gauss", "spiral"]),
        "data.observations": st.just(500),
        "network.output_activation": st.just("tanh"),
    }
)
values = st.fixed_dictionaries(
    {
        "data.dataset": st.sampled_from(["plane", "multi_gauss"]),
        "data.observations": st.just(1200),
        "network.output_activation": st.just("linear"),
    }
)
NAMES = ("x", "y", "xy", "x2", "y2", "sin_x", "sin_y")
penalty = st.sampled_from([0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0])
others = st.fixed_dictionaries(
    {
        "data.noise": st.integers(0, 10).map(lambda step: step * 5 / 100),
        "data.test_fraction": st.integers(1, 9).map(lambda tenth: tenth / 10),
        "data.seed": st.integers(0, 2**32 - 1),
        "seed": st.integers(0, 2**32 - 1),
        "network.inputs": st.sets(st.sampled_from(NAMES), min_size=1).map(
            lambda some: tuple(sorted(some, key=NAMES.index))
        ),
        "network.initializer": st.sampled_from(["playground", "zeros"]),
        "network.hidden_layers": st.tuples(
            st.lists(st.integers(1, 8), max_size=6), st.sampled_from(["relu", "tanh", "sigmoid", "linear"])
        ).map(lambda made: tuple(Layer(size, made[1]) for size in made[0])),
        "training.batch_size": st.integers(1, 30),
        "training.optimizer": st.sampled_from([1e-5, 1e-4, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10]).map(SGD),
    }
)
penalties = st.one_of(
    st.just({"training.l1": 0.0}),
    penalty.map(lambda rate: {"training.l1": rate}),
    penalty.map(lambda rate: {"training.l2": rate}),
)


@given(st.tuples(classes | values, others, penalties))
def test_what_is_written_reads_back_as_the_same_experiment(parts: tuple[dict[str, object], ...]) -> None:
    experiment: Experiment = replaced(START, {path: value for part in parts for path, value in part.items()})
    assert read(write(experiment)).experiment == experiment


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            {"data__dataset": "moons"},
            f"Data: Moons here, there {SETS}.",
        ),
        ({"data__observations": 300}, "Observations: 300 here, there 500."),
        ({"data__noise": 0.12}, "Noise: 0.12 here, there 0 to 0.5 in steps of 0.05."),
        ({"data__noise": 0.55}, "Noise: 0.55 here, there 0 to 0.5 in steps of 0.05."),
        ({"data__test_fraction": 0.0}, "Test share: 0 % here, there 10 to 90 % in steps of 10 %."),
        ({"data__test_fraction": 0.25}, "Test share: 25 % here, there 10 to 90 % in steps of 10 %."),
        ({"network__inputs": ("x", "cos(x)", "y^3")}, "Inputs: cos(x), y^3 here, there no formulas."),
        ({"network__center_inputs": True}, "Centred inputs: on here, there never."),
        ({"network__hidden_layers": (Layer(1),) * 7}, "Hidden layers: 7 here, there at most 6."),
        (
            {"network__hidden_layers": (Layer(8), Layer(9))},
            "Neurons of hidden layer 2: 9 here, there at most 8.",
        ),
        (
            {"network__hidden_layers": (Layer(4, "tanh"), Layer(4, "relu"), Layer(4, "tanh"))},
            "Activation: tanh; ReLU here, there one for all hidden layers.",
        ),
        (
            {"network__hidden_layers": (Layer(4, "gelu"),)},
            "Activation: GELU here, there ReLU; tanh; sigmoid; linear.",
        ),
        ({"network__hidden_layers": (Layer(4, dropout=0.2),)}, "Dropout: 0.2 here, there none."),
        ({"network__outputs": 2}, "Outputs: 2 here, there 1."),
        ({"network__output_activation": "sigmoid"}, "Output: sigmoid here, there tanh."),
        (
            {"network__initializer": "he_normal"},
            "First weights: He, normal here, there Playground's; Zeros.",
        ),
        ({"training__loss": "mae"}, "Loss: Mean absolute error here, there Half squared error."),
        ({"training__optimizer": nn.Adam(0.03)}, "Optimizer: Adam here, there Gradient descent."),
        ({"training__optimizer": SGD(0.03, momentum=0.9)}, "Momentum: 0.9 here, there 0."),
        (
            {"training__optimizer": SGD(0.02)},
            "Learning rate: 0.02 here, there 0.00001, 0.0001, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10.",
        ),
        ({"training__batch_size": 31}, "Batch size: 31 here, there 1 to 30."),
        ({"training__l1": 0.1, "training__l2": 0.1}, "Regularisation: both here, there L1 or L2."),
        (
            {"training__l1": 0.02},
            "L1 rate: 0.02 here, there 0, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10.",
        ),
        ({"training__schedule": nn.Cosine()}, "Schedule of the rate: on here, there never."),
        ({"training__batch_schedule": nn.BatchGrowth()}, "Growing batches: on here, there never."),
        ({"training__clip_norm": 1.0}, "Clipped gradients: on here, there never."),
        ({"training__epochs": 100}, "A rule for stopping: on here, there never."),
        ({"training__target_accuracy": 0.9}, "A rule for stopping: on here, there never."),
    ],
)
def test_what_does_not_fit_is_named_with_what_would(changes: dict[str, Any], sentence: str) -> None:
    assert misfits(**changes) == [sentence]


def test_everything_that_does_not_fit_is_named() -> None:
    experiment = nn.PRESETS["first-run"].experiment
    with pytest.raises(LinkError) as caught:
        write(experiment)
    assert [reason.partition(":")[0] for reason in caught.value.reasons] == [
        "Data", "Centred inputs", "Output", "First weights", "Loss", "Optimizer", "Batch size",
    ]  # fmt: skip


def test_without_hidden_layers_any_activation_will_do() -> None:
    assert "&activation=tanh&networkShape=&" in write(changed(network__hidden_layers=()))
