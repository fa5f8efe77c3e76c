"""What the lines, squares and small numbers of the network diagram stand for: weights, or the moment in slow motion."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app import numbers
from app.training.moments import Moment, MomentName
from app.training.snapshot import Snapshot
from app.views.diagram.weights import full
from app.views.text import brief, fixed, short
from nncore import ACTIVATIONS, features

Array = NDArray[Any]

_MOST = 8  # units in a column, for numbers that can be read


@dataclass(frozen=True, slots=True, eq=False)
class Meaning:
    """A number for each line, (inputs, outputs), and each bias, (outputs,), per layer; `full` is the widest line's.

    `titles` say the same about the moment, the longest first; `captions` are short texts under the units of each
    column.
    """

    weights: tuple[Array, ...]
    biases: tuple[Array, ...]
    full: float
    noun: str = "weight"
    titles: tuple[str, ...] = ()
    captions: tuple[Sequence[str], ...] = ()
    on_lines: bool = False  # whether each line has its number on it


def meaning(snapshot: Snapshot, answers: Sequence[Array] = ()) -> Meaning:
    """What is shown of `snapshot`; with `answers` of all units, these too where there are few enough."""
    moment, small = snapshot.moment, max(snapshot.experiment.network.sizes) <= _MOST
    if moment is None or moment.name in (MomentName.FORWARD, MomentName.ERROR):
        captions = _captions(moment, answers) if small else ()
        titles = _titles(moment) if moment is not None else ()
        return Meaning(snapshot.weights, snapshot.biases, full(snapshot.weights), titles=titles, captions=captions)
    backward = moment.name is MomentName.BACKWARD
    layers = moment.gradient if backward else moment.change
    weights, biases = tuple(weights for weights, _ in layers), tuple(biases for _, biases in layers)
    largest = max(float(np.abs(part).max()) for part in (*weights, *biases))
    captions = ((), *([brief(bias) for bias in part.tolist()] for part in biases)) if small else ()
    noun = "gradient" if backward else "change"
    return Meaning(weights, biases, largest or 1.0, noun, _titles(moment), captions, on_lines=small)


def plus(value: float) -> str:
    """A change, with its sign: +0.003, −0.003."""
    return f"+{short(value)}" if value > 0 else short(value)


def answers_at(snapshot: Snapshot, place: tuple[float, float]) -> tuple[Array, ...]:
    """What all units answer at a point of the data, inputs first: for reading, so one number after the other."""
    network = snapshot.experiment.network
    inputs = features.compute(network.inputs, np.array([place]), snapshot.domain, center=network.center_inputs)
    answers = [inputs[0]]
    with np.errstate(all="ignore"):  # weights from a file may be huge
        for weights, biases, name in zip(snapshot.weights, snapshot.biases, network.activations, strict=True):
            answers.append(ACTIVATIONS[name].function(answers[-1] @ weights + biases))
    return tuple(answers)


def _captions(moment: Moment | None, answers: Sequence[Array]) -> tuple[Sequence[str], ...]:
    if moment is None or moment.name is MomentName.FORWARD:
        return tuple([fixed(answer, 2) for answer in layer.tolist()] for layer in answers)
    compared = zip(moment.units[-1].tolist(), moment.targets.tolist(), moment.errors.tolist(), strict=True)
    outputs = [numbers.THIN_SPACE.join((fixed(a, 2), "−", short(t), "=", fixed(e, 2))) for a, t, e in compared]
    return (*([] for _ in moment.units[:-1]), outputs)


def _titles(moment: Moment) -> tuple[str, ...]:
    """As many words as there may be room for, and fewer."""
    loss, rate = numbers.loss(moment.loss), short(moment.learning_rate)
    return {
        MomentName.FORWARD: (
            "1  Forward: each neuron adds up its weighted inputs and its bias, and answers.",
            "1  Forward: weighted inputs, added up, give answers.",
            "1  Forward: inputs become answers.",
        ),
        MomentName.ERROR: (
            f"2  Error: answer minus target. The loss of the batch is {loss}.",
            f"2  Error: answer − target. The loss is {loss}.",
            f"2  Error: the loss is {loss}.",
        ),
        MomentName.BACKWARD: (
            "3  Backward: by how much the loss would grow with each weight, its gradient.",
            "3  Backward: how the loss grows with each weight.",
            "3  Backward: each weight’s gradient.",
        ),
        MomentName.UPDATE: (
            f"4  Update: each weight moves against its gradient, at the rate {rate}.",
            f"4  Update: against the gradient, at the rate {rate}.",
            f"4  Update: weights move, rate {rate}.",
        ),
    }[moment.name]
