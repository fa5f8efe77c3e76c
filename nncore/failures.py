"""Failures to learn from: presets that do not learn, each for one reason, each with the change that mends it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from nncore.optimizers import SGD, Adam
from nncore.own_points import Point
from nncore.preset import Mended, Preset, solving
from nncore.spec import Experiment, Layer


def _with(experiment: Experiment, *, data: Any = None, network: Any = None, training: Any = None) -> Experiment:
    """`experiment` with other values for some fields of its parts, given by name."""
    return replace(
        experiment,
        data=replace(experiment.data, **data or {}),
        network=replace(experiment.network, **network or {}),
        training=replace(experiment.training, **training or {}),
    )


def _layers(count: int, activation: str, size: int = 8) -> tuple[Layer, ...]:
    return (Layer(size, activation),) * count


def _raw_measurements() -> tuple[Point, ...]:
    """Points as they come from instruments, all between 60 and 90: class 1 where x and y add up to more than 150."""
    values = range(61, 90, 4)
    return tuple((float(x), float(y), float(x + y > 150)) for x in values for y in values)


_XOR = solving("xor", _layers(1, "tanh"), 0.03)
_FLAT = _with(_XOR, network={"hidden_layers": ()})
_ALIKE = _with(_XOR, network={"initializer": "zeros"})
_RESTLESS = _with(_XOR, training={"optimizer": Adam(3.0)})

_PLANE = solving("plane", (), 0.03, loss="mse", output="linear")
_EXPLODING = _with(_PLANE, training={"optimizer": SGD(1.1)})

_CIRCLE = solving("circle", _layers(3, "relu"), 0.03)
_DYING = _with(_CIRCLE, network={"initializer": "he_uniform"}, training={"optimizer": SGD(3.0)})

_FAR = _with(
    solving("custom", _layers(1, "sigmoid"), 0.03),
    data={"points": _raw_measurements(), "test_fraction": 0.25},
    network={"center_inputs": False},
    training={"batch_size": 16},
)

_DEEP = _with(solving("playground_xor", _layers(5, "sigmoid"), 0.03), training={"optimizer": SGD(1.0)})

_LEARNED_BY_HEART = _with(
    solving("gauss", _layers(2, "tanh", size=16), 0.01, inputs=("x", "y", "x2", "y2", "xy", "sin_x", "sin_y")),
    data={"observations": 400, "noise": 0.2, "test_fraction": 0.9},
    training={"batch_size": 8},
)

FAILURES = (
    Preset(
        name="no-hidden-layer",
        title="XOR without a hidden layer",
        caption="One neuron draws one straight border, and no straight border parts XOR: about half stays wrong.",
        hint="It is why the perceptron fell out of favour in 1969, and why there are hidden layers.",
        experiment=_FLAT,
        updates=500,
        look_at="The surface stays a plain slope, whichever way it turns, and the accuracy stays near one half, a "
        "little higher on the training data. The loss cannot get below 0.69, which is what guessing costs. More "
        "training does not help: the network has nothing to bend.",
        cure=Mended("Add a hidden layer of 8 neurons", _XOR),
    ),
    Preset(
        name="all-zero",
        title="All weights start at zero",
        caption="Neurons that start alike get the same gradient and stay alike: eight of them are worth one.",
        hint="Chance is what makes them differ; that is all the random start is for.",
        experiment=_ALIKE,
        updates=500,
        look_at="The eight pictures in the hidden layer are all the same and stay so. Only the bias of the output "
        "moves, because every weight gets a gradient of exactly 0.",
        cure=Mended("Start from random weights (Xavier)", _XOR),
    ),
    Preset(
        name="rate-too-high",
        title="A rate that is too high",
        caption="Each step overshoots the valley and lands higher on the other side, again and again.",
        hint="Linear regression has the plainest of all loss surfaces, a bowl, and a rate above 1 is thrown out of it.",
        experiment=_EXPLODING,
        updates=300,
        look_at="The surface jumps from below the data to above them and back, further every time. The loss grows by "
        "about the same factor at every update: a straight line on the logarithmic scale (L). At full speed (Ctrl+F) "
        "you see where it ends: at a number that is too large for the computer.",
        cure=Mended("Use a smaller learning rate: 1.1 → 0.1", _with(_EXPLODING, training={"optimizer": SGD(0.1)})),
    ),
    Preset(
        name="rate-restless",
        title="A rate that never settles",
        caption="Adam keeps its steps in bounds, so nothing explodes; the weights jump about and never arrive.",
        hint="The same network as in the first experiment, with a rate a hundred times as high.",
        experiment=_RESTLESS,
        updates=500,
        look_at="The loss falls and jumps up again, ten times over, and never settles. The map changes wholesale from "
        "one moment to the next, and the lines of the weights grow thick.",
        cure=Mended("Use a smaller learning rate: 3 → 0.03", _XOR),
    ),
    Preset(
        name="dead-relu",
        title="ReLU neurons that die",
        caption="A few large steps push every sum below 0. There ReLU answers 0 and has no slope to come back on.",
        hint="A network of dead neurons gives one answer everywhere.",
        experiment=_DYING,
        updates=200,
        look_at="One picture after the other in the hidden layers turns into a plain 0 for the whole plane. Once all "
        "of a layer are dead, no gradient gets past it. Only the last bias still moves: the surface is level for good, "
        "and the loss trembles near 0.69, that of guessing.",
        cure=Mended("Use a smaller learning rate: 3 → 0.3", _with(_DYING, training={"optimizer": SGD(0.3)})),
    ),
    Preset(
        name="saturated",
        title="Sigmoids pushed to their ends",
        caption="Inputs between 60 and 90, as instruments give them, drive every sigmoid to 0 or 1, where it is flat.",
        hint="Where it is flat there is no slope, and without a slope nothing is learned.",
        experiment=_FAR,
        updates=200,
        look_at="The pictures in the hidden layer are plain 0 or plain 1 over all the data. The task is easy, a "
        "straight border, yet the loss hardly moves.",
        cure=Mended("Centre the inputs", _with(_FAR, network={"center_inputs": True})),
    ),
    Preset(
        name="vanishing",
        title="A gradient that fades away",
        caption="Five layers of sigmoids: each passes on less than a quarter of the gradient, and the first layers get "
        "next to nothing.",
        hint="For twenty years this kept networks shallow.",
        experiment=_DEEP,
        updates=400,
        look_at="From the third hidden layer on each picture has one colour: the neuron answers about the same "
        "everywhere. Only in the last layers do these colours change as it learns; the first ones stay as they "
        "started, and the accuracy stays near one half.",
        cure=Mended("Use tanh in all hidden layers", _with(_DEEP, network={"hidden_layers": _layers(5, "tanh")})),
    ),
    Preset(
        name="over-fitting",
        title="Learned by heart",
        caption="40 noisy observations, 417 parameters: the network gets every one of them right and the rule wrong.",
        hint="The rule is a straight border. A penalty on large weights keeps the border smooth.",
        experiment=_LEARNED_BY_HEART,
        updates=1000,
        look_at="The training loss falls towards 0 while the test loss turns and climbs. On the map the border takes a "
        "bend that only a few noisy points ask for.",
        cure=Mended("Add an L2 penalty of 0.01", _with(_LEARNED_BY_HEART, training={"l2": 0.01})),
    ),
)
