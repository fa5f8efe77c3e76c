"""The recipe of an experiment: frozen values, checked when they are made. Nothing else is edited or saved by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from nncore import checks, engine
from nncore.activations import ACTIVATIONS
from nncore.datasets import DATASETS
from nncore.errors import SpecError
from nncore.features import FEATURES
from nncore.initializers import INITIALIZERS
from nncore.losses import LOSSES
from nncore.optimizers import SGD, Adam, Optimizer
from nncore.schedules import Constant, Schedule

MAX_LAYERS = 32
MAX_NEURONS = 4096
MAX_PARAMETERS = 1_000_000
MAX_OBSERVATIONS = 100_000
MAX_SEED = 2**32 - 1


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
    """A hidden layer: `size` neurons with one activation."""

    size: int
    activation: str = "tanh"

    def __post_init__(self) -> None:
        _set(
            self,
            size=checks.integer("size", self.size, 1, MAX_NEURONS),
            activation=checks.choice("activation", self.activation, ACTIVATIONS),
        )


@dataclass(frozen=True, slots=True)
class NetworkSpec:
    """The network: names of input features, hidden layers from the input's side, outputs, and how it starts.

    With `center_inputs` the plane of the data is moved and scaled to [−1, 1] × [−1, 1] before the features are taken.
    """

    inputs: tuple[str, ...] = ("x", "y")
    hidden_layers: tuple[Layer, ...] = (Layer(8),)
    outputs: int = 1
    output_activation: str = "sigmoid"
    initializer: str = "xavier_uniform"
    center_inputs: bool = True

    def __post_init__(self) -> None:
        inputs = checks.items("inputs", self.inputs)
        if not inputs:
            raise SpecError("inputs", "at least one feature", list(inputs))
        for i, name in enumerate(inputs):
            checks.choice(f"inputs[{i}]", name, FEATURES)
            if name in inputs[:i]:
                raise SpecError(f"inputs[{i}]", "a feature that is not listed before it", name)
        layers = checks.items("hidden_layers", self.hidden_layers, MAX_LAYERS)
        for i, layer in enumerate(layers):
            checks.instance(f"hidden_layers[{i}]", layer, Layer)
        _set(
            self,
            inputs=inputs,
            hidden_layers=layers,
            outputs=checks.integer("outputs", self.outputs, 1, 6),
            output_activation=checks.choice("output_activation", self.output_activation, ACTIVATIONS),
            initializer=checks.choice("initializer", self.initializer, INITIALIZERS),
            center_inputs=checks.flag("center_inputs", self.center_inputs),
        )
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

    A truth table has its own four observations, all for training: `observations`, `noise` and `test_fraction` do not
    touch it and are kept for the next set that is chosen.
    """

    dataset: str = "xor"
    observations: int = 500
    noise: float = 0.0
    test_fraction: float = 0.5
    seed: int = 1

    def __post_init__(self) -> None:
        _set(
            self,
            dataset=checks.choice("dataset", self.dataset, DATASETS),
            observations=checks.integer("observations", self.observations, 4, MAX_OBSERVATIONS),
            noise=checks.number("noise", self.noise, 0.0, 1.0),
            test_fraction=checks.number("test_fraction", self.test_fraction, 0.0, 0.9),
            seed=checks.integer("seed", self.seed, 0, MAX_SEED),
        )


@dataclass(frozen=True, slots=True)
class TrainingSpec:
    """The training: loss, optimizer, observations per update, when to stop (None: never), penalties on the weights.

    The gradient of an update is that of loss + l1·Σ|w| + ½·l2·Σw², over the weights and not the biases. With `shuffle`
    the order of the observations is drawn anew for every epoch.
    """

    loss: str = "bce"
    optimizer: Optimizer = field(default_factory=lambda: Adam(learning_rate=0.03))
    batch_size: int = 32
    epochs: int | None = None
    schedule: Schedule = field(default_factory=Constant)
    l1: float = 0.0
    l2: float = 0.0
    shuffle: bool = True

    def __post_init__(self) -> None:
        _set(
            self,
            loss=checks.choice("loss", self.loss, LOSSES),
            optimizer=checks.instance("optimizer", self.optimizer, SGD, Adam),
            batch_size=checks.integer("batch_size", self.batch_size, 1, MAX_OBSERVATIONS),
            epochs=None if self.epochs is None else checks.integer("epochs", self.epochs, 1, 10**9),
            schedule=checks.instance("schedule", self.schedule, Constant),
            l1=checks.number("l1", self.l1, 0.0, 10.0),
            l2=checks.number("l2", self.l2, 0.0, 10.0),
            shuffle=checks.flag("shuffle", self.shuffle),
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
        if self.network.outputs != 1:
            raise SpecError("network.outputs", f"1 for the data set {self.data.dataset}", self.network.outputs)
        allowed = LOSSES[self.training.loss].outputs
        if allowed and self.network.output_activation not in allowed:
            raise SpecError(
                "network.output_activation",
                f"{' or '.join(allowed)} with the loss {self.training.loss}",
                self.network.output_activation,
            )


def is_live_change(old: Experiment, new: Experiment) -> bool:
    """Whether a training of `old` can go on as `new`: all but network, data, seed and loss may change on the way."""
    return (old.network, old.data, old.seed, old.training.loss) == (new.network, new.data, new.seed, new.training.loss)
