"""What goes together: an edit of the data, the output or the loss, completed by what else has to change for it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from app.ranges import bounds
from nncore import ACTIVATIONS, LOSSES, DataSpec, Experiment, datasets

Changes = Mapping[str, object]

DATA, OUTPUTS, OUTPUT, LOSS = "data", "network.outputs", "network.output_activation", "training.loss"
GOAL = "training.target_accuracy"

VALUES, TWO = 0, 2  # numbers of classes: none where targets are values; from three on there is one output for each

# The loss for classes where the present one does not go with an output; any other output gets the squared error.
_LOSS_OF = MappingProxyType({"sigmoid": "bce", "softmax": "cross_entropy"})
_ANY_LOSS = "mse"


def for_data(experiment: Experiment, data: DataSpec) -> Changes:
    """The changes by which `experiment` learns from `data`: what fits these stays as it is."""
    classes, present = datasets.classes(data), experiment.network.output_activation
    activation = _activation(experiment, data)
    loss = _LOSS_OF.get(activation, _ANY_LOSS) if classes and activation != present else experiment.training.loss
    changes = {DATA: data, **_differing(experiment, activation, loss, classes)}
    if not classes and experiment.training.target_accuracy is not None:
        changes[GOAL] = None
    return changes


def for_output(experiment: Experiment, activation: str) -> Changes:
    """The changes by which the output gets `activation`."""
    return {
        OUTPUT: activation,
        **_differing(experiment, activation, experiment.training.loss, experiment.classes),
    }


def for_loss(experiment: Experiment, loss: str) -> Changes:
    """The changes by which the network learns by `loss`."""
    activation, needed = experiment.network.output_activation, LOSSES[loss].outputs
    if needed and activation not in needed:
        activation = needed[0]
    return {LOSS: loss, **_differing(experiment, activation, loss, experiment.classes)}


def impossible_outputs(experiment: Experiment) -> Mapping[str, str]:
    """The activations that the output cannot have with the present data, and why."""
    why = "It gives a probability for each class, and the targets of the present data are values."
    return {} if experiment.classes else {name: why for name, entry in ACTIVATIONS.items() if entry.output_only}


def impossible_losses(experiment: Experiment) -> Mapping[str, str]:
    """The losses that cannot be learned by with the present data, and why."""
    why = "It is for classes, and the targets of the present data are values."
    return {} if experiment.classes else {name: why for name, entry in LOSSES.items() if entry.for_classes}


def consequences(changes: Changes, asked: str, experiment: Experiment) -> str:
    """What `changes` did to `experiment` besides what was `asked`, and why, as a sentence; "" where it was nothing."""
    said = []
    activation = ACTIVATIONS[experiment.network.output_activation].title
    if OUTPUTS in changes:
        outputs = experiment.network.outputs
        counted = "1 output" if outputs == 1 else f"{outputs} outputs"
        said.append(f"the network now has {counted} with {activation}")
    elif OUTPUT in changes and asked != OUTPUT:
        said.append(f"the output is now {activation}")
    if LOSS in changes and asked != LOSS:
        said.append(f"the loss is {'' if said else 'now '}“{LOSSES[experiment.training.loss].title}”")
    if GOAL in changes:
        said.append("no accuracy is aimed at")
    words = " and ".join(said)
    return f"{words[0].upper()}{words[1:]}{_reason(changes, asked, experiment)}." if words else ""


def _reason(changes: Changes, asked: str, experiment: Experiment) -> str:
    if asked == DATA:
        classes = experiment.classes
        return f": the data have {classes} classes" if classes else ": the data have values, not classes"
    loss = experiment.training.loss
    if asked == LOSS:
        return f": the loss “{LOSSES[loss].title}” needs it"
    if LOSS in changes and loss == _ANY_LOSS:
        return ", which goes with every output"
    title = ACTIVATIONS[experiment.network.output_activation].title
    return f", which goes with {title}" if LOSS in changes else ""


def _activation(experiment: Experiment, data: DataSpec) -> str:
    """The output activation for `data`: the present one, if it can answer what they ask."""
    present, before, classes = experiment.network.output_activation, experiment.classes, datasets.classes(data)
    if classes == VALUES:
        (least, greatest), (low, high) = bounds(present), datasets.target_range(data)
        fits = not ACTIVATIONS[present].output_only and least <= low and high <= greatest
        return present if fits else "linear"
    if classes > TWO:
        return present if before > TWO else "softmax"
    came_for_other_data = (present == "linear" and before == VALUES) or (
        ACTIVATIONS[present].output_only and before != TWO
    )
    return "sigmoid" if came_for_other_data else present


def _differing(experiment: Experiment, activation: str, loss: str, classes: int) -> dict[str, object]:
    """What has to change for `activation`, and for `loss` or, where that does not go with it, one that does."""
    network, training = experiment.network, experiment.training
    wanted = {
        OUTPUTS: (_outputs(network.outputs, network.output_activation, activation, classes), network.outputs),
        OUTPUT: (activation, network.output_activation),
        LOSS: (_loss(loss, activation, classes), training.loss),
    }
    return {path: new for path, (new, old) in wanted.items() if new != old}


def _outputs(present: int, before: str, activation: str, classes: int) -> int:
    """How many outputs there are: softmax is what brings a second one for two classes, and takes it away again."""
    if classes != TWO:
        return max(1, classes)
    if ACTIVATIONS[activation].output_only:
        return TWO
    return present if present <= TWO and not ACTIVATIONS[before].output_only else 1


def _loss(loss: str, activation: str, classes: int) -> str:
    entry = LOSSES[loss]
    if (classes or not entry.for_classes) and (not entry.outputs or activation in entry.outputs):
        return loss
    return _LOSS_OF.get(activation, _ANY_LOSS) if classes else _ANY_LOSS
