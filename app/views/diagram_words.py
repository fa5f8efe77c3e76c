"""The words of the network diagram: captions that fit, and the sentences under the pointer."""

from __future__ import annotations

from collections.abc import Callable

from app import numbers
from app.views.hover import Rows
from app.views.text import fixed
from nncore import ACTIVATIONS, NetworkSpec, features

Caption = tuple[str, str]  # two lines

_LONGEST_NAME = 40  # characters


def input_names(spec: NetworkSpec) -> list[str]:
    return [_input_name(name) for name in spec.inputs]


def _input_name(name: str) -> str:
    """A formula may be as long as it likes; a sentence may not."""
    title = features.title(name)
    return title if len(title) <= _LONGEST_NAME else f"{title[: _LONGEST_NAME - 1]}…"


def output_names(spec: NetworkSpec) -> list[str]:
    """Of several outputs: the numbers of their classes. A single one needs no name."""
    return [str(i) for i in range(spec.outputs)] if spec.outputs > 1 else []


def captions(spec: NetworkSpec, fits: Callable[[list[Caption]], bool]) -> list[Caption]:
    """One caption for each column, as wordy as `fits` allows for all of them."""
    choices = [[_caption(spec, layer, words) for layer in range(len(spec.sizes))] for words in range(4)]
    return next((choice for choice in choices if fits(choice)), choices[-1])


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


def unit_name(spec: NetworkSpec, layer: int, unit: int) -> str:
    """How a unit is called inside a sentence."""
    if layer == 0:
        return _input_name(spec.inputs[unit])
    if layer < len(spec.sizes) - 1:
        return f"neuron {unit + 1} of hidden {layer}"
    return "the output" if spec.outputs == 1 else f"the output for class {unit}"


def unit_rows(spec: NetworkSpec, layer: int, unit: int, bias: float | None, answers: tuple[float, float]) -> Rows:
    """What is said about a unit: its bias, which an input has not, and its least and greatest answer."""
    name = unit_name(spec, layer, unit)
    span = f"{fixed(answers[0], 2)} to {fixed(answers[1], 2)}"
    if bias is None:
        return [(f"{name} over the plane", span)]
    return [(f"bias of {name}", fixed(bias, 4)), ("answers over the plane", span)]


def weight_rows(spec: NetworkSpec, layer: int, source: int, target: int, weight: float) -> Rows:
    """What is said about the weight from unit `source` of `layer` to unit `target` of the next."""
    names = unit_name(spec, layer, source), unit_name(spec, layer + 1, target)
    return [(f"weight from {names[0]} to {names[1]}", fixed(weight, 4))]


def left_out(drawn: int, weights: int) -> str:
    """What is said where not all weights are drawn."""
    return f"the {numbers.grouped(drawn)} strongest of {numbers.grouped(weights)} weights"


def summary(spec: NetworkSpec) -> str:
    """The network in a sentence, for those who cannot see the diagram."""
    layers = [f"{layer.size} with {ACTIVATIONS[layer.activation].title}" for layer in spec.hidden_layers]
    hidden = f"hidden layers of {', '.join(layers)}" if layers else "no hidden layer"
    output = ACTIVATIONS[spec.output_activation].title
    outputs = "1 output" if spec.outputs == 1 else f"{spec.outputs} outputs"
    return f"Inputs {', '.join(input_names(spec))}; {hidden}; {outputs} with {output}"
