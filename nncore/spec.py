"""The recipe of an experiment: frozen values, checked when they are made. Nothing else is edited or saved by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import get_args

from nncore import checks, datasets, engine, features, formulas, own_points
from nncore.activations import ACTIVATIONS
from nncore.datasets import DATASETS, EXAMPLE_FORMULA, EXAMPLE_POINTS
from nncore.errors import SpecError
from nncore.features import FEATURES
from nncore.initializers import INITIALIZERS
from nncore.losses import LOSSES
from nncore.optimizers import Adam, Optimizer
from nncore.schedules import BatchGrowth, Constant, Schedule

MAX_LAYERS = 32
MAX_NEURONS = 4096
MAX_PARAMETERS = 1_000_000
MAX_OBSERVATIONS = 100_000
MAX_INPUTS = 64
MAX_OUTPUTS = 6
MAX_SEED = 2**32 - 1

HIDDEN_ACTIVATIONS = tuple(name for name, entry in ACTIVATIONS.items() if not entry.output_only)


def _set(spec: object, **values: object) -> None:
    """Store checked values in a frozen dataclass that is being made."""
    for name, value in values.items():
        object.__setattr__(spec, name, value)


def check_parameters(sizes: Sequence[int]) -> None:
    """Raise SpecError where layers of `sizes` units, inputs first and outputs last, need too many parameters."""
    if engine.parameter_count(sizes) > MAX_PARAMETERS:
        allowed = f"small enough for {MAX_PARAMETERS} parameters in all"
        raise SpecError("hidden_layers", allowed, list(sizes[1:-1]))


@dataclass(frozen=True, slots=True)
class Layer:
    """A hidden layer: `size` neurons with one activation.

    In training a share `dropout` of the neurons, drawn anew for every observation, answers 0 and the others answer
    1 / (1 − dropout) as much, so that the expectation stays (Srivastava et al., 2014; `torch.nn.Dropout`).
    """

    size: int
    activation: str = "tanh"
    dropout: float = 0.0

    def __post_init__(self) -> None:
        _set(
            self,
            size=checks.integer("size", self.size, 1, MAX_NEURONS),
            activation=checks.choice("activation", self.activation, HIDDEN_ACTIVATIONS),
            dropout=checks.number("dropout", self.dropout, 0.0, 0.9),
        )


@dataclass(frozen=True, slots=True)
class NetworkSpec:
    """The network: input features by name or as formulas, hidden layers from the input's side, outputs, its start.

    With `center_inputs` the plane of the data is moved and scaled to [−1, 1] × [−1, 1] before the features are taken.
    """

    inputs: tuple[str, ...] = ("x", "y")
    hidden_layers: tuple[Layer, ...] = (Layer(8),)
    outputs: int = 1
    output_activation: str = "sigmoid"
    initializer: str = "xavier_uniform"
    center_inputs: bool = True

    def __post_init__(self) -> None:
        inputs = checks.items("inputs", self.inputs, MAX_INPUTS)
        if not inputs:
            raise SpecError("inputs", "at least one feature", list(inputs))
        inputs = tuple(str(features.check(f"inputs[{i}]", name)) for i, name in enumerate(inputs))
        for i, name in enumerate(inputs):
            if name in inputs[:i]:
                raise SpecError(f"inputs[{i}]", "a feature that is not listed before it", name)
        layers = checks.items("hidden_layers", self.hidden_layers, MAX_LAYERS)
        for i, layer in enumerate(layers):
            checks.instance(f"hidden_layers[{i}]", layer, Layer)
        _set(
            self,
            inputs=inputs,
            hidden_layers=layers,
            outputs=checks.integer("outputs", self.outputs, 1, MAX_OUTPUTS),
            output_activation=checks.choice("output_activation", self.output_activation, ACTIVATIONS),
            initializer=checks.choice("initializer", self.initializer, INITIALIZERS),
            center_inputs=checks.flag("center_inputs", self.center_inputs),
        )
        if ACTIVATIONS[self.output_activation].output_only and self.outputs == 1:
            raise SpecError("outputs", f"at least 2 with the output activation {self.output_activation}", self.outputs)
        check_parameters(self.sizes)

    @property
    def sizes(self) -> tuple[int, ...]:
        """Units per layer, inputs first, outputs last."""
        return (len(self.inputs), *(layer.size for layer in self.hidden_layers), self.outputs)

    @property
    def activations(self) -> tuple[str, ...]:
        """The activation of each layer of weights: the hidden ones, then the output's."""
        return (*(layer.activation for layer in self.hidden_layers), self.output_activation)

    @property
    def parameters(self) -> int:
        """The number of weights and biases."""
        return engine.parameter_count(self.sizes)


@dataclass(frozen=True, slots=True)
class DataSpec:
    """The data: how many observations of which set, how noisy (0 to 1), which share is kept for testing, which seed.

    `formula`, in x and y, gives the targets of the set "formula", and `points`, rows (x, y, target), are the set
    "custom"; for these two `classes` says how targets read: 0 for values, 2 to 6 for the numbers of so many classes. A
    truth table has its own four observations, all for training. What a set does not use is kept for the next one.
    """

    dataset: str = "xor"
    observations: int = 500
    noise: float = 0.0
    test_fraction: float = 0.5
    seed: int = 1
    formula: str = EXAMPLE_FORMULA
    points: tuple[own_points.Point, ...] = EXAMPLE_POINTS
    classes: int = 2

    def __post_init__(self) -> None:
        _set(
            self,
            dataset=checks.choice("dataset", self.dataset, DATASETS),
            observations=checks.integer("observations", self.observations, 4, MAX_OBSERVATIONS),
            noise=checks.number("noise", self.noise, 0.0, 1.0),
            test_fraction=checks.number("test_fraction", self.test_fraction, 0.0, 0.9),
            seed=checks.integer("seed", self.seed, 0, MAX_SEED),
            formula=formulas.parse("formula", self.formula).text,
            classes=checks.integer("classes", self.classes, 0, MAX_OUTPUTS),
            points=own_points.checked(self.points, MAX_OBSERVATIONS),
        )
        datasets.check(self)


@dataclass(frozen=True, slots=True)
class TrainingSpec:
    """The training: loss, optimizer, observations per update, penalties on the weights, when to stop (None: never).

    The gradient of an update is that of loss + l1·Σ|w| + ½·l2·Σw², over the weights and not the biases, shortened to
    the norm `clip_norm` where it is longer. With `shuffle` the order of the observations is drawn anew for every epoch.
    `batch_schedule` makes batches grow from `batch_size`.

    It stops after `epochs`; or at the end of an epoch where the loss is at most `target_loss`, the accuracy (0 to 1) at
    least `target_accuracy`, or the loss has not become better by a ten-thousandth of itself for `patience` epochs: all
    three measured, without penalty, on the test data, or on the training data where there are none.
    """

    loss: str = "bce"
    optimizer: Optimizer = field(default_factory=lambda: Adam(learning_rate=0.03))
    batch_size: int = 32
    epochs: int | None = None
    schedule: Schedule = field(default_factory=Constant)
    l1: float = 0.0
    l2: float = 0.0
    shuffle: bool = True
    clip_norm: float | None = None
    batch_schedule: BatchGrowth | None = None
    target_loss: float | None = None
    target_accuracy: float | None = None
    patience: int | None = None

    def __post_init__(self) -> None:
        _set(
            self,
            loss=checks.choice("loss", self.loss, LOSSES),
            optimizer=checks.instance("optimizer", self.optimizer, *get_args(Optimizer)),
            batch_size=checks.integer("batch_size", self.batch_size, 1, MAX_OBSERVATIONS),
            epochs=checks.optional(checks.integer, "epochs", self.epochs, 1, 10**9),
            schedule=checks.instance("schedule", self.schedule, *get_args(Schedule)),
            l1=checks.number("l1", self.l1, 0.0, 10.0),
            l2=checks.number("l2", self.l2, 0.0, 10.0),
            shuffle=checks.flag("shuffle", self.shuffle),
            clip_norm=checks.optional(checks.number, "clip_norm", self.clip_norm, 1e-6, 1e6),
            batch_schedule=checks.optional(checks.instance, "batch_schedule", self.batch_schedule, BatchGrowth),
            target_loss=checks.optional(checks.number, "target_loss", self.target_loss, 0.0, 1e6),
            target_accuracy=checks.optional(checks.number, "target_accuracy", self.target_accuracy, 0.0, 1.0),
            patience=checks.optional(checks.integer, "patience", self.patience, 1, 10**6),
        )


@dataclass(frozen=True, slots=True)
class Experiment:
    """All that decides a training: the same experiment gives the same numbers. `seed` draws weights and order."""

    network: NetworkSpec = field(default_factory=NetworkSpec)
    data: DataSpec = field(default_factory=DataSpec)
    training: TrainingSpec = field(default_factory=TrainingSpec)
    seed: int = 0

    def __post_init__(self) -> None:
        checks.instance("network", self.network, NetworkSpec)
        checks.instance("data", self.data, DataSpec)
        checks.instance("training", self.training, TrainingSpec)
        _set(self, seed=checks.integer("seed", self.seed, 0, MAX_SEED))
        _check_outputs(self.network.outputs, self.data)
        _check_output_activation(self.network.output_activation, self.data, self.training.loss)
        _check_inputs(self.network, self.data)
        if not self.classes and self.training.target_accuracy is not None:
            allowed = f"null for the data set {self.data.dataset}, whose targets are values, not classes"
            raise SpecError("training.target_accuracy", allowed, self.training.target_accuracy)

    @property
    def classes(self) -> int:
        """How many classes the data have; 0 where the targets are values."""
        return datasets.classes(self.data)


def _check_inputs(network: NetworkSpec, data: DataSpec) -> None:
    """A formula must have a value wherever there is an observation; the named features always have one."""
    if all(name in FEATURES for name in network.inputs):
        return
    observations = datasets.make(data)
    for points in (observations.train_points, observations.test_points):
        values = features.compute(network.inputs, points, datasets.domain(data), center=network.center_inputs)
        try:
            features.check_values(network.inputs, values, points)
        except SpecError as error:
            raise error.below("network") from None


def _check_outputs(outputs: int, data: DataSpec) -> None:
    """One output for values; one or two for two classes; else one per class."""
    classes = datasets.classes(data)
    allowed = {0: (1,), 2: (1, 2)}.get(classes, (classes,))
    if outputs not in allowed:
        numbers = " or ".join(str(number) for number in allowed)
        raise SpecError("network.outputs", f"{numbers} for the data set {data.dataset}", outputs)


def _check_output_activation(activation: str, data: DataSpec, loss: str) -> None:
    entry, values = LOSSES[loss], not datasets.classes(data)
    if entry.for_classes and values:
        allowed = f"a loss for values, since the data set {data.dataset} has no classes"
        raise SpecError("training.loss", allowed, loss)
    if entry.outputs and activation not in entry.outputs:
        allowed = f"{' or '.join(entry.outputs)} with the loss {loss} ({entry.reason})"
        raise SpecError("network.output_activation", allowed, activation)
    if ACTIVATIONS[activation].output_only and values:
        allowed = f"one for values, since the data set {data.dataset} has no classes"
        raise SpecError("network.output_activation", allowed, activation)


def is_live_change(old: Experiment, new: Experiment) -> bool:
    """Whether a training of `old` can go on as `new`: dropout and all of `training` but the loss may change on the way.

    Network, data, seed and loss may not.
    """
    return _fixed(old) == _fixed(new)


def _fixed(experiment: Experiment) -> tuple[object, ...]:
    """What a training begins with and keeps."""
    network = experiment.network
    layers = tuple(replace(layer, dropout=0.0) for layer in network.hidden_layers)
    return (replace(network, hidden_layers=layers), experiment.data, experiment.seed, experiment.training.loss)
