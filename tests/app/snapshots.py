"""Snapshots for tests of the views: networks whose weights are known, without any training."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.training.answers import answer, shown
from app.training.pictures import of_network
from app.training.snapshot import Metrics, Phase, Snapshot
from nncore import DataSpec, Experiment, History, Layer, NetworkSpec, Trainer, TrainingSpec

Array = NDArray[Any]

MAP_POINTS = 24


def stripe(*, test_fraction: float = 0.5) -> Snapshot:
    """A network of two tanh neurons that answers 1 along one diagonal of the plane and 0 off it: XOR, nearly."""
    experiment = _experiment((Layer(2, "tanh"),), ("x", "y"), test_fraction)
    weights = [np.array([[4.0, 4.0], [4.0, 4.0]]), np.array([[4.0], [-4.0]])]
    biases = [np.array([4.0, -4.0]), np.array([-4.0])]
    return _snapshot(experiment, weights, biases)


def random_network(layers: Sequence[Layer], inputs: Sequence[str] = ("x", "y"), output: str = "sigmoid") -> Snapshot:
    """A network as it is before it has learned anything."""
    return _snapshot(_experiment(tuple(layers), tuple(inputs), 0.5, output))


def halves(low: float = 0.0, high: float = 1.0, points: int = 40) -> Snapshot:
    """An output of `low` where x is in the lower half and `high` in the upper half, whatever y is."""
    return replace(stripe(), surface=np.tile(np.where(np.arange(points) < points // 2, low, high), (points, 1)))


def corner(points: int = 40) -> Snapshot:
    """An output of 1 near x = 1, y = 0 and of 0 elsewhere: it tells rows from columns and up from down."""
    surface = np.zeros((points, points))
    surface[: points // 2, points // 2 :] = 1.0
    return replace(stripe(), surface=surface)


def with_losses(snapshot: Snapshot, train: Sequence[float], test: Sequence[float], position: int = 0) -> Snapshot:
    """`snapshot` with a history of an epoch each, the last values being those of now, `position` observations later."""
    epochs = np.arange(len(train), dtype=float)
    state = replace(
        snapshot.state,
        history=History(epochs, np.array(train, dtype=float), np.array(test, dtype=float)),
        epoch=len(train) - 1,
        position=position,
    )
    return replace(snapshot, state=state, metrics=Metrics(train[-1], test[-1], 1.0, 1.0))


def of_experiment(experiment: Experiment) -> Snapshot:
    """The start of any experiment."""
    return _snapshot(experiment)


def _experiment(
    layers: tuple[Layer, ...], inputs: tuple[str, ...], test_fraction: float, output: str = "sigmoid"
) -> Experiment:
    return Experiment(
        NetworkSpec(inputs=inputs, hidden_layers=layers, output_activation=output),
        DataSpec(observations=40, test_fraction=test_fraction),
        TrainingSpec(loss="mse"),
    )


def _snapshot(experiment: Experiment, weights: Sequence[Array] = (), biases: Sequence[Array] = ()) -> Snapshot:
    trainer = Trainer(experiment)
    network = trainer.network
    for mine, given in zip((*network.weights, *network.biases), (*weights, *biases), strict=False):
        mine[:] = given
    train, test = trainer.evaluate("train"), trainer.evaluate("test")
    pictured = shown(trainer)
    maps = network.layer_outputs(network.features(_grid(MAP_POINTS, trainer.domain)))
    return Snapshot(
        run=1,
        phase=Phase.TRAINING,
        message="",
        experiment=experiment,
        state=trainer.state(),
        metrics=Metrics(train.loss, test.loss, train.accuracy, test.accuracy, train.r_squared, test.r_squared),
        observations_per_second=0.0,
        observations=pictured.observations,
        domain=trainer.domain,
        scale=pictured.scale,
        target_scale=pictured.scale,
        class_surfaces=of_network(trainer, 40, pictured.scale).class_surfaces,
        surface=answer(network.predict(_grid(40, trainer.domain))).reshape(40, 40),
        neuron_maps=tuple(outputs.T.reshape(-1, MAP_POINTS, MAP_POINTS).copy() for outputs in maps),
        weights=tuple(w.copy() for w in network.weights),
        biases=tuple(b.copy() for b in network.biases),
    )


def _grid(points: int, domain: tuple[float, float]) -> Array:
    line = np.linspace(*domain, points, dtype=np.float32)
    x, y = np.meshgrid(line, line)
    return np.stack([x.ravel(), y.ravel()], axis=1)
