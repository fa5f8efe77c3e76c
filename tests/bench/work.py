"""The work that is measured: a network, data and a rule, for our trainer and for its peers alike."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

import nncore
from nncore.arrays import Array

FEATURES = ("x", "y", "xy", "x2", "y2", "sin_x", "sin_y")
OBSERVATIONS = 20_000
RATE = 0.01


class Start(NamedTuple):
    """What all candidates begin with: parameters as `Network.parameters` orders them, inputs, targets as outputs."""

    parameters: Array  # (p,)
    inputs: Array  # (n, inputs)
    targets: Array  # (n, 1)


@dataclass(frozen=True)
class Work:
    """A training: `sizes` counts units per layer, inputs first. The order of the observations is fixed."""

    sizes: tuple[int, ...]
    hidden: str
    batch: int
    optimizer: str = "sgd"
    output: str = "sigmoid"
    loss: str = "bce"

    @property
    def experiment(self) -> nncore.Experiment:
        """The recipe for our trainer."""
        return nncore.Experiment(
            network=nncore.NetworkSpec(
                inputs=FEATURES[: self.sizes[0]],
                hidden_layers=tuple(nncore.Layer(size, self.hidden) for size in self.sizes[1:-1]),
                output_activation=self.output,
            ),
            data=nncore.DataSpec(dataset="xor", observations=OBSERVATIONS, test_fraction=0.0),
            training=nncore.TrainingSpec(
                loss=self.loss,
                optimizer=nncore.OPTIMIZERS[self.optimizer](learning_rate=RATE),
                batch_size=self.batch,
                shuffle=False,
            ),
        )

    @property
    def activations(self) -> tuple[str, ...]:
        """One per layer of weights."""
        return (*(self.hidden for _ in self.sizes[1:-1]), self.output)

    @property
    def title(self) -> str:
        """Such as `3-2-1 sigmoid, SGD, batch 10`."""
        rule = {"sgd": "SGD", "adam": "Adam"}[self.optimizer]
        return f"{'-'.join(map(str, self.sizes))} {self.hidden}, {rule}, batch {self.batch}"


def start_of(trainer: nncore.Trainer) -> Start:
    """What `trainer` begins with; classes are told to the network as 0 and 1, to a tanh output as −1 and 1."""
    points, targets = trainer.observations.train_points, trainer.observations.train_targets
    signed = trainer.experiment.network.output_activation == "tanh"
    return Start(trainer.network.parameters, trainer.network.features(points), 2 * targets - 1 if signed else targets)


def batches_of(work: Work, start: Start, most: int = 200) -> list[tuple[Array, Array]]:
    """Inputs and targets of the first batches, all of them full: few enough to stay in the cache."""
    ends = range(work.batch, min(len(start.inputs), most * work.batch) + 1, work.batch)
    return [(start.inputs[end - work.batch : end].copy(), start.targets[end - work.batch : end].copy()) for end in ends]


def layers_of(sizes: tuple[int, ...], flat: Any) -> list[Any]:
    """Views of a flat vector: per layer the weights (inputs, outputs), with the biases as one row more."""
    views, begin = [], 0
    for n_in, n_out in pairwise(sizes):
        end = begin + (n_in + 1) * n_out
        views.append(flat[begin:end].reshape(n_in + 1, n_out))
        begin = end
    return views
