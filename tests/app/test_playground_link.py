"""Links to TensorFlow Playground: what each setting becomes, and what has no effect."""

from __future__ import annotations

from dataclasses import replace

import pytest

import nncore as nn
from app.model.playground import is_link, read
from nncore import SGD, DataSpec, Experiment, Layer, NetworkSpec, TrainingSpec

SITE = "https://playground.tensorflow.org/"

START = Experiment(
    network=NetworkSpec(
        inputs=("x", "y"),
        hidden_layers=(Layer(4, "tanh"), Layer(2, "tanh")),
        outputs=1,
        output_activation="tanh",
        initializer="playground",
        center_inputs=False,
    ),
    data=DataSpec(dataset="circle", observations=500, noise=0.0, test_fraction=0.5, seed=1),
    training=TrainingSpec(loss="half_mse", optimizer=SGD(0.03), batch_size=10, l1=0.0, l2=0.0, shuffle=False),
    seed=7,
)
VALUES = replace(
    START,
    network=replace(START.network, output_activation="linear"),
    data=replace(START.data, dataset="plane", observations=1200),
)


def opened(settings: str) -> Experiment:
    return read(f"{SITE}#{settings}").experiment


def test_the_bare_address_is_how_the_playground_begins() -> None:
    for address in (SITE, SITE + "#", "playground.tensorflow.org", "http://playground.tensorflow.org"):
        reading = read(address)
        assert reading.experiment == START
        assert reading.not_honoured == ()
        assert not reading.show_test
        assert not reading.discretize


def test_the_preset_of_the_playground_is_the_same_but_shuffles_every_epoch() -> None:
    preset = nn.PRESETS["playground"].experiment
    assert replace(preset, training=replace(preset.training, shuffle=False)) == START


@pytest.mark.parametrize(
    ("settings", "data"),
    [
        ("dataset=circle", DataSpec("circle", 500)),
        ("dataset=xor", DataSpec("playground_xor", 500)),
        ("dataset=gauss", DataSpec("gauss", 500)),
        ("dataset=spiral", DataSpec("spiral", 500)),
        ("dataset=circle&noise=5", DataSpec("circle", 500, 0.05)),
        ("dataset=xor&noise=50", DataSpec("playground_xor", 500, 0.5)),
        ("dataset=gauss&noise=35", DataSpec("gauss", 500, 0.35)),
        ("dataset=spiral&noise=12.5", DataSpec("spiral", 500, 0.125)),
        ("dataset=spiral&percTrainData=10", DataSpec("spiral", 500, 0.0, 0.9)),
        ("dataset=gauss&percTrainData=90&noise=80", DataSpec("gauss", 500, 0.8, 0.1)),
        ("dataset=xor&percTrainData=100", DataSpec("playground_xor", 500, 0.0, 0.0)),
        ("dataset=spiral&regDataset=reg-gauss&problem=classification", DataSpec("spiral", 500)),
    ],
)
def test_classes(settings: str, data: DataSpec) -> None:
    assert opened(settings) == replace(START, data=data)


@pytest.mark.parametrize(
    ("settings", "data"),
    [
        ("", DataSpec("plane", 1200)),
        ("&regDataset=reg-plane", DataSpec("plane", 1200)),
        ("&regDataset=reg-gauss", DataSpec("multi_gauss", 1200)),
        ("&regDataset=reg-gauss&dataset=spiral", DataSpec("multi_gauss", 1200)),
        ("&dataset=xor", DataSpec("plane", 1200)),
        ("&noise=15", DataSpec("plane", 1200, 0.15)),
        ("&noise=25&regDataset=reg-gauss", DataSpec("multi_gauss", 1200, 0.25)),
        ("&percTrainData=70", DataSpec("plane", 1200, 0.0, 0.3)),
        ("&percTrainData=20&regDataset=reg-gauss", DataSpec("multi_gauss", 1200, 0.0, 0.8)),
        ("&percTrainData=60&noise=5", DataSpec("plane", 1200, 0.05, 0.4)),
    ],
)
def test_values(settings: str, data: DataSpec) -> None:
    assert opened(f"problem=regression{settings}") == replace(VALUES, data=data)


@pytest.mark.parametrize(
    ("settings", "inputs"),
    [
        ("x=true&y=true", ("x", "y")),
        ("x=true&y=false", ("x",)),
        ("x=false", ("y",)),
        ("xTimesY=true", ("x", "y", "xy")),
        ("xSquared=true&ySquared=true&x=false&y=false", ("x2", "y2")),
        ("sinX=true", ("x", "y", "sin_x")),
        ("sinY=true&x=false&y=false", ("sin_y",)),
        ("sinY=true&sinX=true&y=false", ("x", "sin_x", "sin_y")),
        ("cosX=true&cosY=true", ("x", "y")),
        ("x=&y=&xTimesY=", ("x", "y")),
        (
            "sinY=true&sinX=true&ySquared=true&xSquared=true&xTimesY=true&y=true&x=true",
            ("x", "y", "xy", "x2", "y2", "sin_x", "sin_y"),
        ),
    ],
)
def test_inputs(settings: str, inputs: tuple[str, ...]) -> None:
    assert opened(settings) == replace(START, network=replace(START.network, inputs=inputs))


@pytest.mark.parametrize(
    ("settings", "layers"),
    [
        ("networkShape=4,2", [(4, "tanh"), (2, "tanh")]),
        ("networkShape=", []),
        ("networkShape", []),
        ("networkShape=1", [(1, "tanh")]),
        ("networkShape=8,8,8,8,8,8", [(8, "tanh")] * 6),
        ("networkShape=3&activation=relu", [(3, "relu")]),
        ("networkShape=5,6&activation=sigmoid", [(5, "sigmoid"), (6, "sigmoid")]),
        ("activation=linear", [(4, "linear"), (2, "linear")]),
        ("activation=tanh&networkShape=7", [(7, "tanh")]),
        ("activation=relu&networkShape=64,1,64", [(64, "relu"), (1, "relu"), (64, "relu")]),
        ("activation=relu&networkShape=&activation=sigmoid", []),
    ],
)
def test_layers(settings: str, layers: list[tuple[int, str]]) -> None:
    hidden = tuple(Layer(size, activation) for size, activation in layers)
    assert opened(settings) == replace(START, network=replace(START.network, hidden_layers=hidden))


@pytest.mark.parametrize(
    ("settings", "changes"),
    [
        ("regularization=none&regularizationRate=0.3", {}),
        ("regularizationRate=0.3", {}),
        ("regularization=L1", {}),
        ("regularization=L1&regularizationRate=0.001", {"l1": 0.001}),
        ("regularization=L2&regularizationRate=0.03", {"l2": 0.03}),
        ("regularizationRate=10&regularization=L2", {"l2": 10.0}),
        ("learningRate=0.00001", {"optimizer": SGD(1e-5)}),
        ("learningRate=3", {"optimizer": SGD(3.0)}),
        ("learningRate=1e-1&batchSize=1", {"optimizer": SGD(0.1), "batch_size": 1}),
        ("batchSize=30", {"batch_size": 30}),
        ("batchSize=10&batchSize=20", {"batch_size": 20}),
    ],
)
def test_training(settings: str, changes: dict[str, float]) -> None:
    assert opened(settings) == replace(START, training=replace(START.training, **changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("settings", "network_seed", "data_seed"),
    [
        ("seed=0.12345", 12345, 12345),
        ("seed=0.00007", 7, 7),
        ("seed=.5", 5, 5),
        ("seed=3-14", 3, 14),
        ("seed=4294967295-0", 4294967295, 0),
        ("seed=hello", 0x3610A686, 0x3610A686),  # the CRC-32 of the word
        ("seed=9999999999-1", 0x485677BC, 0x485677BC),
        ("seed=", 7, 1),
    ],
)
def test_seeds_always_give_the_same_start(settings: str, network_seed: int, data_seed: int) -> None:
    assert opened(settings) == replace(START, seed=network_seed, data=replace(START.data, seed=data_seed))


def test_zero_initialisation() -> None:
    assert opened("initZero=true").network == replace(START.network, initializer="zeros")
    assert opened("initZero=false").network == START.network


def test_what_is_shown_is_told_apart_from_the_experiment() -> None:
    reading = read(f"{SITE}#showTestData=true&discretize=true")
    assert (reading.experiment, reading.show_test, reading.discretize) == (START, True, True)


LONG = (
    "activation=relu&regularization=L2&batchSize=12&dataset=spiral&regDataset=reg-plane&learningRate=0.01"
    "&regularizationRate=0.003&noise=20&networkShape=8,7,6&seed=0.34567&showTestData=true&discretize=false"
    "&percTrainData=80&x=true&y=true&xTimesY=true&xSquared=false&ySquared=false&cosX=false&sinX=true&cosY=false"
    "&sinY=true&collectStats=false&problem=classification&initZero=false&hideText=false"
)
LONG_OPENED = Experiment(
    network=NetworkSpec(
        inputs=("x", "y", "xy", "sin_x", "sin_y"),
        hidden_layers=(Layer(8, "relu"), Layer(7, "relu"), Layer(6, "relu")),
        output_activation="tanh",
        initializer="playground",
        center_inputs=False,
    ),
    data=DataSpec(dataset="spiral", observations=500, noise=0.2, test_fraction=0.2, seed=34567),
    training=TrainingSpec(loss="half_mse", optimizer=SGD(0.01), batch_size=12, l2=0.003, shuffle=False),
    seed=34567,
)


@pytest.mark.parametrize(
    "text",
    [
        f"https://playground.tensorflow.org/#{LONG}",
        f"http://playground.tensorflow.org/#{LONG}",
        f"playground.tensorflow.org/#{LONG}",
        f"https://playground.tensorflow.org/?utm_source=mail#{LONG}",
        f"#{LONG}",
        LONG,
        f'  "https://playground.tensorflow.org/#{LONG}"\n',
        f"<https://playground.tensorflow.org/#{LONG}>.",
        f"“https://playground.tensorflow.org/#{LONG}”",
        f"https://playground.tensorflow.org/#{LONG.replace('&', '&amp;')}",
        f"https://playground.tensorflow.org/#{LONG.replace('&', '&amp;amp;')}",
        f"https://playground.tensorflow.org/#{LONG.replace('&reg', '®')}",
        f"https://playground.tensorflow.org/#{LONG.replace(',', '%2C')}",
        f"https://playground.tensorflow.org/%23{LONG.replace('&', '%26').replace('=', '%3D')}",
        f"https://playground.tensorflow.org/#{LONG[:120]}\r\n  {LONG[120:]}",
        f"http://localhost:8080/#{LONG}",
    ],
)
def test_a_link_is_found_in_whatever_a_page_or_a_mail_made_of_it(text: str) -> None:
    assert is_link(text)
    reading = read(text)
    assert reading.experiment == LONG_OPENED
    assert reading.show_test
    assert [said[:13] for said in reading.not_honoured] == ["seed=0.34567:"]


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        (
            "seed=0.5",
            "seed=0.5: its random numbers cannot be drawn again; it always gives the same start here, but another one.",
        ),
        ("cosX=true", "cosX=true: the Playground itself has no such input."),
        ("cosY=true", "cosY=true: the Playground itself has no such input."),
        ("collectStats=true", "collectStats=true: nothing is reported to anybody here."),
        ("tutorial=dp1", "tutorial=dp1: the Playground's tutorials are not part of this program."),
        ("hideText=true", "hideText=true: there is no article below the network here."),
        ("learningRate_hide=true", "learningRate_hide=true: all controls are shown here."),
        ("optimizer=adam", "optimizer=adam: this setting is not known."),
        ("new=" + "z" * 60, "new=" + "z" * 39 + "…: this setting is not known."),
    ],
)
def test_what_has_no_effect_is_listed_with_the_reason(settings: str, said: str) -> None:
    reading = read(f"{SITE}#{settings}")
    assert len(reading.not_honoured) == 1
    assert reading.not_honoured[0].startswith(said)
    if not settings.startswith("seed"):
        assert reading.experiment == START


def test_what_is_off_is_not_listed() -> None:
    settings = "cosX=false&cosY=&collectStats=false&tutorial=&hideText=false&noise_hide=false&seed=4-5"
    assert read(f"{SITE}#{settings}").not_honoured == ()


def test_several_are_listed_in_the_order_of_the_link() -> None:
    reading = read("#b=1&activation=tanh&cosX=true&a=2")
    assert [said.partition(":")[0] for said in reading.not_honoured] == ["b=1", "cosX=true", "a=2"]
