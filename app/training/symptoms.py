"""Symptoms in the losses and answers: a function for each thing that can be wrong, from vital signs to a finding.

Each is told whether it was found before (`known`): it then stays until an easier threshold is met.
"""

from __future__ import annotations

import math

import numpy as np

import nncore
from app.figures import decimal, grouped, loss, r_squared
from app.model.remedies import Remedy
from app.ranges import bounds
from app.training.findings import Finding, Kind, Severity
from app.training.vitals import FEW_LOSSES, Array, Vitals
from nncore import ACTIVATIONS, SGD, divergence

RECENT, SOME_LOSSES = 10, 40  # recorded losses that say something: the last ones, all of them
TINY_RATE, TINY_ADAPTIVE_RATE = 0.003, 0.0005
LONG = 2000  # updates after which a plateau is no mere pause


def diverged(trainer: nncore.Trainer, message: str) -> Finding:
    """The training has stopped because numbers left all bounds; `message` says where and why."""
    vitals = Vitals(trainer)
    large = float(np.abs(vitals.inputs).max()) > divergence.LARGE_INPUT
    centred = trainer.experiment.network.center_inputs
    remedy = Remedy.SMALLER_RATE if not large else None if centred else Remedy.CENTRE
    why = "From a number that is not finite nothing can be learned; the weights are those of just before."
    return Finding(Kind.DIVERGED, Severity.ERROR, f"{message[:1].upper()}{message[1:]}.", why, remedy)


def out_of_reach(vitals: Vitals, _known: bool) -> Finding | None:
    """Targets that the output's activation cannot answer."""
    if vitals.trainer.coding.classes:
        return None  # they are coded by what it can answer
    activation = vitals.trainer.experiment.network.output_activation
    low, high = bounds(activation)
    outside = float(np.mean((vitals.targets < low - 1e-9) | (vitals.targets > high + 1e-9)))
    if outside < 0.05:
        return None
    span = f"between {low:g} and {high:g}" if math.isfinite(high) else f"{low:g} and above"
    return Finding(
        Kind.OUT_OF_REACH,
        Severity.WARNING,
        f"The output can only answer {span}, and {100 * outside:.0f} % of the targets lie outside.".replace("-", "−"),
        f"What {ACTIVATIONS[activation].title} can answer ends there, whatever the weights.",
        Remedy.LINEAR_OUTPUT,
        len(vitals.trainer.network.weights),
    )


def restless(vitals: Vitals, known: bool) -> Finding | None:
    """A loss that grows, or jumps up and down without getting anywhere: each step goes too far."""
    losses = vitals.train_losses
    said = _growth(losses) or _unrest(losses, vitals.fall, known)
    if not said:
        return None
    why = f"Each step goes too far: the learning rate {decimal(vitals.trainer.learning_rate)} is too high."
    return Finding(Kind.RESTLESS, Severity.WARNING, said, why, Remedy.SMALLER_RATE)


def _growth(losses: Array) -> str:
    if len(losses) < 2 or losses[-1] < max(10 * losses[0], losses[-2]):
        return ""
    return f"The loss has grown from {loss(losses[0])} to {loss(losses[-1])}."


def _unrest(losses: Array, fall: float, known: bool) -> str:
    recent = losses[-RECENT:]
    if len(recent) < RECENT:
        return ""
    steps, middle = np.diff(recent), float(np.median(recent))
    if not steps.any() or middle < (0.15 if known else 0.25) * losses[0]:
        return ""
    upwards = float(np.maximum(steps, 0.0).sum() / np.abs(steps).sum())
    size = min(float(np.abs(steps).mean()) / middle, 10.0)
    if upwards < (0.2 if known else 0.35) or size < (0.05 if known else 0.12) or fall > (0.7 if known else 0.15):
        return ""
    return f"The loss jumps up and down by about {float(f'{100 * size:.1g}'):.0f} %, and does not settle."


def too_small(vitals: Vitals, known: bool) -> Finding | None:
    """No layer that could bend anything, on data that need it."""
    network = vitals.trainer.experiment.network
    if any(layer.activation != "linear" for layer in network.hidden_layers) or not vitals.stuck(known):
        return None
    return Finding(
        Kind.TOO_SMALL,
        Severity.WARNING,
        f"{_without_bends(vitals)}, and {_failure(vitals)}.",
        "Neurons in one layer, or linear ones, only add up what they are given. These data need more than that.",
        Remedy.HIDDEN_LAYER,
    )


def _without_bends(vitals: Vitals) -> str:
    network = vitals.trainer.experiment.network
    how = "With linear hidden layers" if network.hidden_layers else "Without a hidden layer"
    if not {"x", "y"}.issuperset(network.inputs):
        return f"{how} the inputs are only added up"
    return f"{how} the {'border stays straight' if vitals.trainer.coding.classes else 'answer stays a plane'}"


def slow(vitals: Vitals, known: bool) -> Finding | None:
    """Steps that are too small to get anywhere."""
    trainer, optimizer = vitals.trainer, vitals.trainer.experiment.training.optimizer
    rate = trainer.learning_rate / (1.0 - getattr(optimizer, "momentum", 0.0))
    tiny = TINY_RATE if isinstance(optimizer, SGD) else TINY_ADAPTIVE_RATE
    if rate > tiny or not vitals.stuck(known, SOME_LOSSES):
        return None
    losses = vitals.train_losses
    return Finding(
        Kind.SLOW,
        Severity.WARNING,
        f"In {_updates(vitals.updates)} the loss has only come from {loss(losses[0])} to {loss(losses[-1])}.",
        f"The learning rate {decimal(trainer.learning_rate)} makes very small steps.",
        Remedy.LARGER_RATE,
    )


def plateau(vitals: Vitals, known: bool) -> Finding | None:
    """A loss that stands still while the answers are bad, for no other reason that is known."""
    if not vitals.stuck(known, SOME_LOSSES):
        return None
    still = vitals.updates / 2
    return Finding(
        Kind.PLATEAU,
        Severity.WARNING if still > LONG else Severity.NOTE,
        f"The loss has hardly moved for {_updates(still)}, and {_failure(vitals)}.",
        "It may go on later by itself: a plateau is flat ground on the way down, or a hollow without a way out.",
        _off_the_plateau(vitals),
    )


def _off_the_plateau(vitals: Vitals) -> Remedy:
    experiment = vitals.trainer.experiment
    optimizer = experiment.training.optimizer
    if not experiment.network.center_inputs:
        return Remedy.CENTRE
    if any(layer.size < 3 for layer in experiment.network.hidden_layers):
        return Remedy.WIDER
    return Remedy.ADAM if isinstance(optimizer, SGD) and not optimizer.momentum else Remedy.ANOTHER_START


def over_fit(vitals: Vitals, known: bool) -> Finding | None:
    """A test loss that has climbed while the training loss fell, and that is worse for it.

    Once that is known the answers may come and go: it stays until the test loss is nearly at its lowest again, or no
    longer far from the training loss.
    """
    train, test = vitals.train_losses, vitals.test_losses
    if len(test) < FEW_LOSSES or not np.isfinite(test).all():
        return None
    lowest, now, learned = float(test.min()), float(np.median(test[-5:])), float(np.median(train[-5:]))
    if vitals.losses_now is not None:  # what was recorded may be of another network than the one that is there now
        learned, now = max(learned, vitals.losses_now[0]), min(now, vitals.losses_now[1])
    if now < lowest * (1.2 if known else 1.5) or now < (2.0 if known else 3.0) * learned:
        return None
    answers_worse = learned < 1.2 * train.min() and vitals.quality - vitals.test_quality > 0.04
    far_apart = now > max(2.0 * lowest, 0.1 * train[0], 100.0 * learned)
    if not known and not answers_worse and not far_apart:
        return None
    return Finding(
        Kind.OVER_FIT,
        Severity.WARNING,
        f"The test loss has risen from {loss(lowest)} to {loss(now)}; the training loss fell to {loss(learned)}.",
        "The network learns its observations by heart instead of the rule behind them.",
        Remedy.PENALTY,
    )


def _failure(vitals: Vitals) -> str:
    """How bad the answers are, as a clause."""
    if vitals.trainer.coding.classes:
        return f"{100 * (1.0 - vitals.quality):.0f} % of the training data are answered wrongly"
    return f"R² is {r_squared(vitals.quality)}"


def _updates(count: float) -> str:
    return f"{grouped(int(float(f'{count:.2g}')))} updates"
