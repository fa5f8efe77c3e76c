"""A row of the network panel: one hidden layer, its number of neurons, its activation, and a button that takes it away.

Its name opens the curve of the activation and the layer's dropout.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import Signal, Slot

from app import icons
from app.model import limits
from app.model.document import Document
from app.panels.choice_field import ChoiceField
from app.panels.entry_curves import of_activation
from app.panels.error_label import ErrorLabel
from app.panels.fields import Binding, Changes, FieldRow, Read
from app.panels.layer_parts import LayerParts
from app.panels.notation import PERCENT, multiples_of, within
from app.panels.number_field import NumberField
from app.panels.parts import small_button
from app.panels.tips import tip
from app.theme import Theme
from nncore import ACTIVATIONS, Experiment, Layer, checks
from nncore.spec import HIDDEN_ACTIVATIONS

MORE_ABOUT = "What the activation of this layer looks like, and its dropout."
ACTIVATION_ABOUT = "The activation: what a neuron answers to the weighted sum z of its inputs."
DROPOUT_ABOUT = (
    "In training this share d of the layer's neurons, drawn anew for every observation, answers 0, and the others "
    "answer a / (1 − d) in place of a. None can rely on another, which helps against over-fitting."
)


class LayerRow(LayerParts):
    """Hidden layer number `index`, counted from 0."""

    remove_requested = Signal(int)
    refused = Signal(str)

    def __init__(self, document: Document, index: int) -> None:
        self._document = document
        self._index = index
        self.neurons = NumberField(within(multiples_of(1), 1, limits.MAX_NEURONS))
        choices = ChoiceField((ACTIVATIONS[name] for name in HIDDEN_ACTIVATIONS), of_activation)
        super().__init__(f"Hidden {index + 1}", self.neurons, choices, MORE_ABOUT)
        self.remove = small_button(f"Remove hidden layer {index + 1}", "Take this layer out of the network.")
        self.add_button(self.remove)
        self.error = ErrorLabel(self.line)
        self._bindings = (
            self._bind(self.neurons, "Neurons", "size", self._size, self._sized),
            self._bind(self.activation, "Activation", "activation", self._activation_name, self._activated),
        )
        self.neurons.set_about(tip(f"How many neurons this layer has: 1 to {limits.MAX_NEURONS}."))
        self.activation.set_about(tip(ACTIVATION_ABOUT))
        self.dropout = self._add_dropout()
        self._connect()

    def _add_dropout(self) -> FieldRow:
        row = FieldRow(
            self._document,
            "Dropout",
            NumberField(within(multiples_of(0.05), 0, 0.9), PERCENT),
            f"network.hidden_layers[{self._index}].dropout",
            DROPOUT_ABOUT,
            name=f"Dropout of hidden layer {self._index + 1}",
            read=self._dropped,
            changes=self._drop,
        )
        self.column.addWidget(row)
        return row

    def _connect(self) -> None:
        self.remove.clicked.connect(self._on_remove_clicked)
        for binding in (*self._bindings, self.dropout.binding):
            binding.refused.connect(self.refused)

    def _bind(self, editor: NumberField | ChoiceField, noun: str, field: str, read: Read, changes: Changes) -> Binding:
        name = f"{noun} of hidden layer {self._index + 1}"
        path = f"network.hidden_layers[{self._index}].{field}"
        editor.setObjectName(path)
        editor.setAccessibleName(name)
        return Binding(self._document, editor, self.error, name, path, read=read, changes=changes)

    def re_read(self) -> None:
        for binding in (*self._bindings, self.dropout.binding):
            binding.re_read()
        self.show_curve()

    def show_curve(self) -> None:
        super().show_curve()
        at_work = self._dropped(self._document.experiment) > 0
        self.dropout.setVisible(self.head.isChecked() or at_work)

    def set_theme(self, theme: Theme) -> None:
        self.remove.setIcon(icons.icon("remove", theme.quiet))

    @Slot()
    def _on_remove_clicked(self) -> None:
        self.remove_requested.emit(self._index)

    def _layer(self, experiment: Experiment) -> Layer:
        return experiment.network.hidden_layers[self._index]

    def _size(self, experiment: Experiment) -> int:
        return self._layer(experiment).size

    def _activation_name(self, experiment: Experiment) -> str:
        return self._layer(experiment).activation

    def _dropped(self, experiment: Experiment) -> float:
        return self._layer(experiment).dropout

    def _sized(self, size: object) -> Mapping[str, object]:
        # The window allows fewer neurons than nncore does, and its range is the one to read in the sentence.
        return self._replaced(size=checks.integer("size", size, 1, limits.MAX_NEURONS))

    def _activated(self, name: object) -> Mapping[str, object]:
        return self._replaced(activation=name)

    def _drop(self, share: object) -> Mapping[str, object]:
        return self._replaced(dropout=share)

    def _replaced(self, **values: object) -> Mapping[str, object]:
        layers: list[Layer] = list(self._document.experiment.network.hidden_layers)
        layers[self._index] = replace(layers[self._index], **values)  # type: ignore[arg-type]
        return {"network.hidden_layers": tuple(layers)}
