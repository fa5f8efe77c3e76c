"""Whatever a training is made of: cut short, put back or read from a file, it goes on to the last bit."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import nncore as nn
from tests.nncore.examples import assert_same_moment, experiment

POINTS = tuple((float(x), float(y), float((x * y) % 3)) for x in range(6) for y in range(4))  # 24, of three classes


def network(**changes: Any) -> nn.Experiment:
    """The example with another network, and a loss that suits every output."""
    example = experiment(loss="mse")
    return replace(example, network=replace(example.network, **changes))


def classes(outputs: int, activation: str, loss: str, data: nn.DataSpec, **training: Any) -> nn.Experiment:
    """The example on other data with classes."""
    example = experiment()
    return replace(
        example,
        network=replace(example.network, outputs=outputs, output_activation=activation),
        data=replace(data, observations=24, test_fraction=0.25),
        training=replace(example.training, loss=loss, **training),
    )


def values(loss: str, **data: Any) -> nn.Experiment:
    """The example on other data with values."""
    example = network(output_activation="linear")
    data_spec = nn.DataSpec(observations=24, test_fraction=0.25, **data)
    return replace(example, data=data_spec, training=replace(example.training, loss=loss))


EXPERIMENTS = {
    "plain": experiment(optimizer=nn.SGD(0.1)),
    "one at a time": experiment(optimizer=nn.SGD(0.1), batch_size=1),
    "momentum": experiment(optimizer=nn.SGD(0.1, momentum=0.9)),
    "nesterov": experiment(optimizer=nn.SGD(0.1, momentum=0.9, nesterov=True)),
    "adam": experiment(optimizer=nn.Adam(0.02, beta1=0.8, beta2=0.95, epsilon=1e-4)),
    "adam, one at a time": experiment(optimizer=nn.Adam(0.02), batch_size=1),
    "rmsprop": experiment(optimizer=nn.RMSProp(0.02, alpha=0.9)),
    "adagrad": experiment(optimizer=nn.Adagrad(0.1, epsilon=1e-6)),
    "adamw": experiment(optimizer=nn.AdamW(0.02, decay=0.1)),
    "steps": experiment(schedule=nn.StepDecay(every=2, factor=0.5)),
    "exponential": experiment(schedule=nn.Exponential(0.9)),
    "cosine": experiment(schedule=nn.Cosine(epochs=7, lowest=0.001)),
    "warm-up": experiment(schedule=nn.Warmup(epochs=9)),
    "one cycle": experiment(schedule=nn.OneCycle(epochs=15)),
    "plateau": experiment(schedule=nn.Plateau(factor=0.5, patience=0, threshold=0.3, cooldown=1)),
    "l1": experiment(l1=0.01),
    "l2": experiment(l2=0.01),
    "clipped": experiment(clip_norm=0.05),
    "in order": experiment(shuffle=False),
    "all at once": experiment(batch_size=1000),
    "growing batches": experiment(batch_schedule=nn.BatchGrowth(every=2, factor=1.5, most=11)),
    "target loss": classes(1, "sigmoid", "bce", nn.DataSpec("gauss", seed=2), target_loss=0.4, optimizer=nn.SGD(0.05)),
    "target accuracy": experiment(target_accuracy=0.5),
    "patience": experiment(patience=12),
    "epochs": experiment(epochs=9),
    "dropout": network(hidden_layers=(nn.Layer(9, "relu", 0.5), nn.Layer(5, "tanh", 0.2))),
    "dropout, one at a time": replace(
        network(hidden_layers=(nn.Layer(9, dropout=0.5),)),
        training=nn.TrainingSpec(optimizer=nn.SGD(0.1), batch_size=1),
    ),
    "no hidden layer": network(hidden_layers=()),
    "wide": network(hidden_layers=(nn.Layer(70, "relu"), nn.Layer(33, "gelu"))),
    "all activations": network(
        hidden_layers=tuple(nn.Layer(3, name) for name, entry in nn.ACTIVATIONS.items() if not entry.output_only)
    ),
    "targets -1 and 1": network(output_activation="tanh"),
    "formulas as inputs": network(inputs=("x", "sin(3*y)", "exp(-x**2)"), center_inputs=False),
    "mae": values("mae", dataset="plane"),
    "huber": values("huber", dataset="multi_gauss", noise=0.3),
    "half_mse": values("half_mse", dataset="formula", formula="x * y", classes=0),
    "own values": values("mse", dataset="custom", points=POINTS, classes=0),
    "softmax": classes(3, "softmax", "cross_entropy", nn.DataSpec("three_blobs", seed=5)),
    "own classes": classes(3, "softmax", "cross_entropy", nn.DataSpec("custom", points=POINTS, classes=3)),
    "classes by formula": classes(4, "sigmoid", "bce", nn.DataSpec("formula", formula="2*(x>0) + (y>0)", classes=4)),
    "two outputs": classes(2, "sigmoid", "bce", nn.DataSpec("circle", noise=0.2)),
    "no test data": replace(experiment(), data=nn.DataSpec("xor_table")),
    "everything": replace(
        network(hidden_layers=(nn.Layer(8, "elu", 0.3),)),
        training=nn.TrainingSpec(
            *("mse", nn.AdamW(0.05), 3, 40, nn.Plateau(patience=1), 0.001, 0.001),
            clip_norm=1.0,
            batch_schedule=nn.BatchGrowth(every=3, most=9),
            target_loss=1e-9,
            target_accuracy=1.0,
            patience=30,
        ),
    ),
}
CASES = pytest.mark.parametrize("recipe", EXPERIMENTS.values(), ids=EXPERIMENTS)


@CASES
def test_it_goes_on_to_the_last_bit(recipe: nn.Experiment, tmp_path: Path) -> None:
    whole, cut, restored = (nn.Trainer(recipe) for _ in range(3))
    before, after = 18 * 5 + 6, 437
    whole.advance(observations=before + after)
    cut.advance(observations=before)
    moment = cut.state()
    nn.save(tmp_path / "net.json", cut)
    loaded = nn.load(tmp_path / "net.json")
    restored.restore(moment)
    assert loaded.experiment == recipe
    assert_same_moment(loaded.state(), moment)
    assert_same_moment(restored.state(), moment)
    for trainer in (cut, loaded, restored):
        trainer.advance(observations=after)
        assert_same_moment(trainer.state(), whole.state())


@CASES
def test_it_can_be_put_back_and_takes_the_same_way_again(recipe: nn.Experiment) -> None:
    trainer = nn.Trainer(recipe)
    moments = [trainer.state()]
    for _ in range(5):
        trainer.advance(observations=7)
        moments.append(trainer.state())
    for i in (3, 0, 4, 1):
        trainer.restore(moments[i])
        trainer.advance(observations=7)
        assert_same_moment(trainer.state(), moments[i + 1])


def test_the_moment_of_saving_lies_within_an_epoch_and_a_batch() -> None:
    trainer = nn.Trainer(EXPERIMENTS["plain"])
    trainer.advance(observations=18 * 5 + 6)
    assert (trainer.state().position, trainer.state().pending) == (6, 2)


@pytest.mark.parametrize("rule", ["target loss", "target accuracy", "patience", "epochs"])
def test_the_rules_that_stop_a_training_do_so_after_the_moment_of_saving(rule: str) -> None:
    trainer = nn.Trainer(EXPERIMENTS[rule])
    trainer.advance(observations=18 * 5 + 6)
    assert not trainer.finished
    trainer.advance(observations=437)
    assert trainer.finished
    assert trainer.observations_seen < 18 * 5 + 6 + 437


def test_what_plateaus_and_patience_have_seen_is_part_of_the_moment() -> None:
    for name in ("plateau", "patience", "everything"):
        trainer = nn.Trainer(EXPERIMENTS[name])
        trainer.advance(observations=18 * 5 + 6)
        assert trainer.state().progress != nn.Progress()
    rates = []
    for amount in (1, 95, 400):
        trainer = nn.Trainer(EXPERIMENTS["plateau"])
        trainer.advance(observations=amount)
        rates.append(trainer.learning_rate)
    assert rates[0] > rates[1] > rates[2]
    assert np.isfinite(rates).all()
