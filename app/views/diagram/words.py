"""The words of the network diagram: captions that fit, and what its parts are called."""

from __future__ import annotations

from types import MappingProxyType

from app import numbers
from app.model.axes import PLAIN, Axes
from app.model.limits import MAX_LAYERS, MAX_NEURONS
from app.views.diagram.parts import Kind, Sign, Weight
from nncore import ACTIVATIONS, NetworkSpec, features

Caption = tuple[str, str]  # two lines

_LONGEST_NAME = 40  # characters
_REFUSALS = MappingProxyType(
    {
        Kind.INSERT: f"There are at most {MAX_LAYERS} hidden layers",
        Kind.MORE: f"A layer has at most {MAX_NEURONS} neurons",
        Kind.FEWER: "A layer has at least one neuron",
    }
)


def input_names(spec: NetworkSpec, axes: Axes = PLAIN) -> list[str]:
    """The inputs x and y as `axes` call them, the others by their formulas."""
    own = {"x": axes.x.name, "y": axes.y.name}
    return [own.get(name) or _input_name(name) for name in spec.inputs]


def _input_name(name: str) -> str:
    """A formula may be as long as it likes; a sentence may not."""
    title = features.title(name)
    return title if len(title) <= _LONGEST_NAME else f"{title[: _LONGEST_NAME - 1]}…"


def output_names(spec: NetworkSpec, axes: Axes = PLAIN) -> list[str]:
    """Of several outputs: their classes. A single one needs no name."""
    return [axes.label(i) for i in range(spec.outputs)] if spec.outputs > 1 else []


def captions(spec: NetworkSpec) -> list[list[Caption]]:
    """One caption for each column, from wordy to curt."""
    return [[_caption(spec, layer, words) for layer in range(len(spec.sizes))] for words in range(4)]


def _caption(spec: NetworkSpec, layer: int, words: int) -> Caption:
    """The caption of a column: `words` from 0, everything, to 3, next to nothing."""
    size = spec.sizes[layer]
    if layer == 0:
        return ("inputs", "") if words < 2 else ("in", "")
    activation = ACTIVATIONS[spec.activations[layer - 1]].title
    if layer == len(spec.sizes) - 1:
        name = "output" if spec.outputs == 1 else f"{spec.outputs} outputs"
        return ((f"{name} · {activation}", ""), (name, activation), ("out", activation), ("out", ""))[words]
    neurons = "1 neuron" if size == 1 else f"{size} neurons"
    return (
        (f"hidden {layer} · {activation}", neurons),
        (f"hidden {layer}", f"{activation} · {size}"),
        (activation, str(size)),
        (str(layer), str(size)),
    )[words]


def unit_name(spec: NetworkSpec, layer: int, unit: int, axes: Axes = PLAIN) -> str:
    """How a unit is called inside a sentence."""
    if layer == 0:
        return input_names(spec, axes)[unit]
    if layer < len(spec.sizes) - 1:
        return f"neuron {unit + 1} of hidden layer {layer}"
    name = axes.label(unit) if axes.labels else f"class {unit}"
    return "the output" if spec.outputs == 1 else f"the output for {name}"


def column_name(spec: NetworkSpec, layer: int) -> str:
    """How a column is called inside a sentence."""
    if layer == 0:
        return "the inputs"
    if layer < len(spec.sizes) - 1:
        return f"hidden layer {layer}"
    return "the output" if spec.outputs == 1 else "the outputs"


def weight_name(spec: NetworkSpec, weight: Weight, axes: Axes = PLAIN) -> str:
    """How a weight or bias is called: weight from x to neuron 3 of hidden layer 1."""
    target = unit_name(spec, weight.layer + 1, weight.target, axes)
    if weight.source is None:
        return f"bias of {target}"
    return f"weight from {unit_name(spec, weight.layer, weight.source, axes)} to {target}"


def sign_words(spec: NetworkSpec, sign: Sign) -> str:
    """What pressing a sign does, or why it does nothing."""
    if not is_allowed(spec, sign):
        return _REFUSALS[sign.kind]
    if sign.kind is Kind.INSERT:
        return f"Add a hidden layer here; it becomes hidden layer {sign.column}"
    name = column_name(spec, sign.column)
    return {
        Kind.MORE: f"Add a neuron to {name}; the other weights stay",
        Kind.FEWER: f"Remove the last neuron of {name}; the other weights stay",
        Kind.REMOVE: f"Remove {name}",
    }[sign.kind]


def is_allowed(spec: NetworkSpec, sign: Sign) -> bool:
    """Whether the network may become what pressing the sign makes of it."""
    if sign.kind is Kind.INSERT:
        return len(spec.hidden_layers) < MAX_LAYERS
    size = spec.sizes[sign.column]
    return sign.kind is Kind.REMOVE or (size < MAX_NEURONS if sign.kind is Kind.MORE else size > 1)


def left_out(drawn: int, weights: int) -> str:
    """What is said where not all weights are drawn."""
    return f"the {numbers.grouped(drawn)} strongest of {numbers.grouped(weights)} weights"


def summary(spec: NetworkSpec, axes: Axes = PLAIN) -> str:
    """The network in a sentence, for those who cannot see the diagram."""
    layers = [f"{layer.size} with {ACTIVATIONS[layer.activation].title}" for layer in spec.hidden_layers]
    hidden = f"hidden layers of {', '.join(layers)}" if layers else "no hidden layer"
    output = ACTIVATIONS[spec.output_activation].title
    outputs = "1 output" if spec.outputs == 1 else f"{spec.outputs} outputs"
    return f"Inputs {', '.join(input_names(spec, axes))}; {hidden}; {outputs} with {output}"
