"""Cures: what can be changed where a training goes wrong, with a title that says so and the edit that does it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from app.model import limits
from app.model.document import Document, replaced
from app.model.fitting import for_output
from app.model.remedies import Remedy
from app.numbers import decimal
from nncore import INITIALIZERS, OPTIMIZERS, SGD, Experiment, Layer, Preset, SpecError
from nncore.datasets import CUSTOM
from nncore.spec import MAX_SEED

ENOUGH_NEURONS = 8
GENTLE_RATE, GENTLE_ADAPTIVE_RATE = 0.1, 0.03  # what mostly works for plain gradient descent, and for the others
PENALTY = 0.1  # over the number of observations to learn from: the more these are, the less the penalty has to say

Changes = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Cure:
    """One step of undo: `title` says it as an order, `changes` are the edit; `restart` where the weights are spoilt."""

    title: str
    changes: Changes
    restart: bool = False


def cure(remedy: Remedy, experiment: Experiment) -> Cure | None:
    """What `remedy` means for `experiment`; None where it cannot be done, or has been."""
    found = _CURES[remedy](experiment)
    if found is None:
        return None
    try:
        cured: Experiment = replaced(experiment, found.changes)
        limits.check(cured)
    except SpecError:
        return None
    return found if cured != experiment else None


def without_rule(experiment: Experiment, stopped_by: str | None, epoch: int) -> Cure | None:
    """What lets a training that has finished go on: it forgets the rules that hold it up after so many epochs.

    `stopped_by` is the field of the rule that has ended it, as in the training's state; None where none of these did.
    """
    training = experiment.training
    rules = [stopped_by] if stopped_by is not None and getattr(training, stopped_by) is not None else []
    if training.epochs is not None and epoch >= training.epochs:
        rules.append("epochs")
    return Cure("Remove the rule to go on", {f"training.{rule}": None for rule in rules}) if rules else None


def cure_of(preset: Preset) -> Cure | None:
    """The cure of a preset that is meant to fail: it begins from the start again, so that one can compare."""
    if preset.cure is None:
        return None
    return Cure(preset.cure.title, differences(preset.experiment, preset.cure.experiment), restart=True)


def differences(old: object, new: object) -> dict[str, object]:
    """The fields, by their paths, in which the frozen values `old` and `new` differ, as they are in `new`."""
    found: dict[str, object] = {}
    for field in dataclasses.fields(old):  # type: ignore[arg-type]
        before, after = getattr(old, field.name), getattr(new, field.name)
        if before == after:
            continue
        if dataclasses.is_dataclass(before) and type(before) is type(after):
            found |= {f"{field.name}.{path}": value for path, value in differences(before, after).items()}
        else:
            found[field.name] = after
    return found


def apply(document: Document, cure: Cure) -> None:
    """Make the changes of `cure`, one step of undo. Raises SpecError where they are not allowed (any more)."""
    limits.check(replaced(document.experiment, cure.changes))  # before there is a step that would be left empty
    stack, run = document.undo_stack, document.work.run
    stack.beginMacro(cure.title)
    document.edit(cure.changes, cure.title)
    if cure.restart and document.work.run == run:
        document.restart()
    stack.endMacro()


def _rate(experiment: Experiment, factor: float) -> Cure:
    optimizer = experiment.training.optimizer
    old = optimizer.learning_rate
    new = float(f"{old * factor:.2g}")
    size = "smaller" if factor < 1 else "larger"
    return Cure(
        f"Use a {size} learning rate: {decimal(old)} → {decimal(new)}",
        {"training.optimizer.learning_rate": new},
        restart=factor < 1,
    )


def _smaller_rate(experiment: Experiment) -> Cure:
    """A tenth; from far above what mostly works, to there at once."""
    optimizer = experiment.training.optimizer
    gentle = GENTLE_RATE if isinstance(optimizer, SGD) else GENTLE_ADAPTIVE_RATE
    return _rate(experiment, min(0.1, gentle / optimizer.learning_rate))


def _larger_rate(experiment: Experiment) -> Cure:
    return _rate(experiment, 10.0)


def _adam(_experiment: Experiment) -> Cure:
    adam = OPTIMIZERS["adam"](learning_rate=GENTLE_ADAPTIVE_RATE)
    return Cure("Use Adam instead of plain gradient descent", {"training.optimizer": adam})


def _leaky(experiment: Experiment) -> Cure | None:
    layers = experiment.network.hidden_layers
    leaky = tuple(replace(layer, activation="leaky_relu") if layer.activation == "relu" else layer for layer in layers)
    return Cure("Use leaky ReLU instead of ReLU", {"network.hidden_layers": leaky}) if leaky != layers else None


def _tanh(experiment: Experiment) -> Cure:
    layers = tuple(replace(layer, activation="tanh") for layer in experiment.network.hidden_layers)
    return Cure("Use tanh in all hidden layers", {"network.hidden_layers": layers})


def _centre(_experiment: Experiment) -> Cure:
    return Cure("Centre the inputs", {"network.center_inputs": True})


def _random_start(experiment: Experiment) -> Cure:
    straight = any("relu" in layer.activation for layer in experiment.network.hidden_layers)
    name = "he_uniform" if straight else "xavier_uniform"
    family = INITIALIZERS[name].title.partition(",")[0]
    return Cure(f"Start from random weights ({family})", {"network.initializer": name})


def _another_start(experiment: Experiment) -> Cure:
    return Cure("Try another random start", {"seed": (experiment.seed + 1) % (MAX_SEED + 1)})


def _hidden_layer(experiment: Experiment) -> Cure:
    layers = experiment.network.hidden_layers
    if not layers:
        title = f"Add a hidden layer of {ENOUGH_NEURONS} neurons"
        return Cure(title, {"network.hidden_layers": (Layer(ENOUGH_NEURONS, "tanh"),)})
    return _tanh(experiment)  # linear ones are as good as none


def _wider(experiment: Experiment) -> Cure:
    layers = tuple(replace(layer, size=max(layer.size, ENOUGH_NEURONS)) for layer in experiment.network.hidden_layers)
    return Cure(f"Give each hidden layer {ENOUGH_NEURONS} neurons or more", {"network.hidden_layers": layers})


def _penalty(experiment: Experiment) -> Cure:
    old, data = experiment.training.l2, experiment.data
    points = len(data.points) if data.dataset == CUSTOM else data.observations
    gentle = float(f"{PENALTY / max(points * (1.0 - data.test_fraction), 1.0):.1g}")
    new = gentle if old < gentle else float(f"{3 * old:.1g}")
    how = (
        f"Add an L2 penalty of {decimal(new)}" if not old else f"Raise the L2 penalty: {decimal(old)} → {decimal(new)}"
    )
    return Cure(how, {"training.l2": new})


def _linear_output(experiment: Experiment) -> Cure:
    return Cure("Use a linear output", for_output(experiment, "linear"))


_CURES: Mapping[Remedy, Callable[[Experiment], Cure | None]] = MappingProxyType(
    {
        Remedy.SMALLER_RATE: _smaller_rate,
        Remedy.LARGER_RATE: _larger_rate,
        Remedy.ADAM: _adam,
        Remedy.LEAKY: _leaky,
        Remedy.TANH: _tanh,
        Remedy.CENTRE: _centre,
        Remedy.RANDOM_START: _random_start,
        Remedy.ANOTHER_START: _another_start,
        Remedy.HIDDEN_LAYER: _hidden_layer,
        Remedy.WIDER: _wider,
        Remedy.PENALTY: _penalty,
        Remedy.LINEAR_OUTPUT: _linear_output,
    }
)
