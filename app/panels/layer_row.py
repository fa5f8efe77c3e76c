"""A row of the network panel: one layer, its number of neurons, its activation, and a button that takes it away."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from app import icons
from app.model import limits
from app.model.document import Document
from app.panels.choice_field import ChoiceField
from app.panels.error_label import ErrorLabel
from app.panels.fields import Binding, Changes, Read
from app.panels.notation import multiples_of, within
from app.panels.number_field import NumberField
from app.panels.parts import row_label, small_button
from app.panels.tips import tip
from app.theme import Theme
from nncore import ACTIVATIONS, Experiment, Layer, checks
from nncore.spec import HIDDEN_ACTIVATIONS

NEURONS_WIDTH = 40
ACTIVATION_ABOUT = "The activation: what a neuron answers to the weighted sum z of its inputs."


class LayerRow(QWidget):
    """Hidden layer number `index`, counted from 0."""

    remove_requested = Signal(int)
    refused = Signal(str)

    def __init__(self, document: Document, index: int) -> None:
        super().__init__()
        self._document = document
        self._index = index
        self.neurons = NumberField(within(multiples_of(1), 1, limits.MAX_NEURONS))
        self.activation = ChoiceField(ACTIVATIONS[name] for name in HIDDEN_ACTIVATIONS)
        self.remove = small_button(f"Remove hidden layer {index + 1}", "Take this layer out of the network.")
        self.error = ErrorLabel(self)
        self._bindings = (
            self._bind(self.neurons, "Neurons", "size", self._size, self._sized),
            self._bind(self.activation, "Activation", "activation", self._activation_name, self._activated),
        )
        self.neurons.set_about(tip(f"How many neurons this layer has: 1 to {limits.MAX_NEURONS}."))
        self.activation.set_about(tip(ACTIVATION_ABOUT))
        arrange_layer(self, f"Hidden {index + 1}", self.neurons, self.activation, self.remove)
        self._connect()

    def _connect(self) -> None:
        self.remove.clicked.connect(self._on_remove_clicked)
        for binding in self._bindings:
            binding.refused.connect(self.refused)

    def _bind(self, editor: NumberField | ChoiceField, noun: str, field: str, read: Read, changes: Changes) -> Binding:
        name = f"{noun} of hidden layer {self._index + 1}"
        path = f"network.hidden_layers[{self._index}].{field}"
        editor.setObjectName(path)
        editor.setAccessibleName(name)
        return Binding(self._document, editor, self.error, name, path, read=read, changes=changes)

    def re_read(self) -> None:
        for binding in self._bindings:
            binding.re_read()

    def set_theme(self, theme: Theme) -> None:
        self.remove.setIcon(icons.icon("remove", theme.quiet))

    @Slot()
    def _on_remove_clicked(self) -> None:
        self.remove_requested.emit(self._index)

    def _size(self, experiment: Experiment) -> int:
        return experiment.network.hidden_layers[self._index].size

    def _activation_name(self, experiment: Experiment) -> str:
        return experiment.network.hidden_layers[self._index].activation

    def _sized(self, size: object) -> Mapping[str, object]:
        # The window allows fewer neurons than nncore does, and its range is the one to read in the sentence.
        return self._replaced(size=checks.integer("size", size, 1, limits.MAX_NEURONS))

    def _activated(self, name: object) -> Mapping[str, object]:
        return self._replaced(activation=name)

    def _replaced(self, **values: object) -> Mapping[str, object]:
        layers: list[Layer] = list(self._document.experiment.network.hidden_layers)
        layers[self._index] = replace(layers[self._index], **values)  # type: ignore[arg-type]
        return {"network.hidden_layers": tuple(layers)}


def arrange_layer(
    row: QWidget,
    label: str,
    neurons: QWidget,
    activation: ChoiceField,
    remove: QToolButton | None = None,
) -> None:
    """Lay out a layer's parts in `row`, in the columns that all layers share."""
    neurons.setFixedWidth(NEURONS_WIDTH)
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(0)
    line.addWidget(row_label(label))
    line.addWidget(neurons)
    line.addSpacing(2)
    line.addWidget(activation, 1)
    if remove is not None:
        line.addSpacing(2)
        line.addWidget(remove)
