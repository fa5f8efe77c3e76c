"""Symptoms in the units: neurons that are alike, dead or saturated, and gradients that fade on the way to them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

import numpy as np

import nncore
from app.figures import grouped
from app.model.remedies import Remedy
from app.training.findings import Finding, Kind, Severity
from app.training.vitals import FLAT, NEARLY_FLAT, Array, Vitals
from nncore import ACTIVATIONS, SGD

ONE_SIDED = ("relu", "elu", "selu", "softplus", "swish", "gelu")  # flat far below 0
TWO_SIDED = ("sigmoid", "tanh", "softsign")  # flat at both ends
MOST_TOLD = 1e9  # how many times weaker a gradient is, before that is as good as 0


def alike(vitals: Vitals, _known: bool) -> Finding | None:
    """Neurons of a layer with equal weights, which nothing will make different."""
    network = vitals.trainer.network
    for i, (w, b, out) in enumerate(zip(network.weights[:-1], network.biases[:-1], network.weights[1:], strict=True)):
        rows = np.column_stack([w.T, b, out])
        if len(rows) > 1 and (rows == rows[0]).all():
            return Finding(
                Kind.ALIKE,
                Severity.WARNING,
                f"All {len(rows)} neurons of {vitals.layer_name(i)} have equal weights and stay alike.",
                "Equal neurons get equal gradients: the whole layer is worth one neuron.",
                Remedy.RANDOM_START,
                i + 1,
                tuple(range(len(rows))),
            )
    return None


def dead(vitals: Vitals, known: bool) -> Finding | None:
    """ReLU-like neurons that answer the same, mostly 0, to every observation, and cannot come back."""
    layers = vitals.trainer.experiment.network.hidden_layers
    found = _worst(vitals, ONE_SIDED, [s.max(axis=0) < FLAT for s in vitals.slopes])
    if found is None:
        return None
    i, units = found
    size = layers[i].size
    still = vitals.stuck(known)
    least = 0.25 if still else 0.5
    if len(units) < size * (0.8 * least if known else least):
        return None
    how = "answer 0 for every observation" if layers[i].activation == "relu" else "react to no observation"
    seen = "" if vitals.all_rows else f" of {len(vitals.rows)} looked at"
    return Finding(
        Kind.DEAD,
        Severity.WARNING if still or len(units) == size else Severity.NOTE,
        f"{_count(units, size)} of {vitals.layer_name(i)} {how}{seen}.",
        f"There {ACTIVATIONS[layers[i].activation].title} has no slope, so no step brings them back.",
        _against_death(vitals),
        i + 1,
        units,
    )


def _against_death(vitals: Vitals) -> Remedy:
    """Where large steps have killed them, smaller steps; else a function that does not die."""
    training = vitals.trainer.experiment.training
    large = 0.5 if isinstance(training.optimizer, SGD) else 0.1
    layers = vitals.trainer.experiment.network.hidden_layers
    if vitals.trainer.learning_rate > large:
        return Remedy.SMALLER_RATE
    return Remedy.LEAKY if any(layer.activation == "relu" for layer in layers) else Remedy.ANOTHER_START


def saturated(vitals: Vitals, known: bool) -> Finding | None:
    """Sigmoid-like neurons at an end of their curve for nearly all observations, in a network that does not learn."""
    if not vitals.stuck(known):
        return None
    flat = [(s < NEARLY_FLAT).mean(axis=0) > (0.9 if known else 0.95) for s in vitals.slopes]
    found = _worst(vitals, TWO_SIDED, flat)
    if found is None:
        return None
    i, units = found
    network = vitals.trainer.experiment.network
    size = network.hidden_layers[i].size
    if len(units) < size / 2:
        return None
    return Finding(
        Kind.SATURATED,
        Severity.WARNING,
        f"{_count(units, size)} of {vitals.layer_name(i)} are stuck at the ends of "
        f"{ACTIVATIONS[network.hidden_layers[i].activation].title}.",
        "There the curve is flat, so hardly any gradient gets through and hardly anything is learned.",
        Remedy.SMALLER_RATE if network.center_inputs else Remedy.CENTRE,
        i + 1,
        units,
    )


def vanishing(vitals: Vitals, known: bool) -> Finding | None:
    """A gradient that is weaker by orders of magnitude in the first layer than in the last."""
    layers = vitals.trainer.experiment.network.hidden_layers
    if len(layers) < 2 or not nncore.is_warm() or not vitals.stuck(known):
        return None
    first, largest = vitals.gradients[0], max(vitals.gradients)
    if not 0.0 < largest < math.inf or first > largest * (0.1 if known else 0.003):
        return None
    where = vitals.layer_name(vitals.gradients.index(largest))
    weak = first > largest / MOST_TOLD
    weaker = f"{grouped(int(float(f'{largest / first:.1g}')))} times weaker than in" if weak else ""
    ratio = weaker or "next to 0, unlike that in"
    return Finding(
        Kind.VANISHING,
        Severity.WARNING,
        f"The gradient in hidden layer 1 is {ratio} {where}.",
        "Each layer passes on only a part of it, so the first layers learn next to nothing.",
        Remedy.RANDOM_START if all(layer.activation == "tanh" for layer in layers) else Remedy.TANH,
        1,
    )


def _worst(vitals: Vitals, activations: Iterable[str], marked: Sequence[Array]) -> tuple[int, tuple[int, ...]] | None:
    """The hidden layer with one of the `activations` that has the largest share of marked units, and which they are."""
    layers = vitals.trainer.experiment.network.hidden_layers
    shares = [
        flags.mean() if layer.activation in activations else 0.0 for layer, flags in zip(layers, marked, strict=True)
    ]
    if not shares or max(shares) == 0.0:
        return None
    i = int(np.argmax(shares))
    return i, tuple(np.flatnonzero(marked[i]).tolist())


def _count(units: Sequence[int], size: int) -> str:
    return f"All {size} neurons" if len(units) == size else f"{len(units)} of {size} neurons"
