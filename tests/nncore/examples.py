"""Small experiments that the tests share."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

import nncore as nn

OPTIMIZERS = (
    nn.SGD(0.1),
    nn.SGD(0.1, momentum=0.9),
    nn.SGD(0.1, momentum=0.9, nesterov=True),
    nn.Adam(0.02),
)


def experiment(**training: Any) -> nn.Experiment:
    """2-3-2-1 on 24 observations, 18 of them to train on: batches of 4 leave a last one of 2."""
    return nn.Experiment(
        network=nn.NetworkSpec(inputs=("x", "y"), hidden_layers=(nn.Layer(3, "tanh"), nn.Layer(2, "relu"))),
        data=nn.DataSpec(observations=24, noise=0.1, test_fraction=0.25, seed=5),
        training=nn.TrainingSpec(**{"batch_size": 4, **training}),
        seed=3,
    )


def diverging() -> nn.Experiment:
    """A linear network whose rate is far too high: its weights grow by a factor at every update, beyond all bounds."""
    network = nn.NetworkSpec(hidden_layers=(), output_activation="linear")
    return replace(experiment(loss="mse", optimizer=nn.SGD(100.0)), network=network)


def assert_same_moment(one: nn.TrainerState, other: nn.TrainerState) -> None:
    """Both states are equal to the last bit."""
    for name in ("epoch", "position", "pending", "updates", "optimizer_steps", "random", "progress", "switched_off"):
        assert getattr(one, name) == getattr(other, name), name
    for name in ("parameters", "order", "buffers", "frozen"):
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name), err_msg=name)
    for name in ("epochs", "train_loss", "test_loss"):
        np.testing.assert_array_equal(getattr(one.history, name), getattr(other.history, name), err_msg=name)


def adopted(trainer: nn.Trainer, **training: Any) -> None:
    """Change `training` of the experiment while `trainer` is on its way."""
    trainer.adopt(replace(trainer.experiment, training=replace(trainer.experiment.training, **training)))
