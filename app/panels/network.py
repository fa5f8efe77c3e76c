"""The network panel: hidden layers, the output, and the numbers that the weights start from."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app import icons
from app.model import fitting, limits
from app.model.document import Document
from app.panels.choice_field import ChoiceField
from app.panels.entry_curves import of_activation
from app.panels.error_label import ErrorLabel
from app.panels.fields import Binding
from app.panels.hideable import Part
from app.panels.layer_parts import LayerParts
from app.panels.layer_row import ACTIVATION_ABOUT, LayerRow
from app.panels.notation import multiples_of, within
from app.panels.number_field import NumberField
from app.panels.panel import Panel, next_seed
from app.panels.parts import label, small_button
from app.panels.tips import explain, tip
from app.theme import Theme
from nncore import ACTIVATIONS, INITIALIZERS, Layer
from nncore.spec import MAX_SEED

OUTPUTS_ABOUT = (
    "How many outputs the network has: the answer to a point, or, for several classes, one answer for each class."
)
OUTPUT_MORE = "What the activation of the output looks like."
ADD_LAYER = "Put one more hidden layer before the output, like the last one."
ENOUGH_LAYERS = f"A network has at most {limits.MAX_LAYERS} hidden layers here, and this one has as many."
LAYERS = "network.hidden_layers"
NUMBER_INDENT = 7  # where the numbers of the fields above end


class NetworkPanel(Panel):
    """Edits `experiment.network` and `experiment.seed`."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(document, "Network", parent)
        self.add_layer = self.add_link("+ Layer", ADD_LAYER)
        self.layers: list[LayerRow] = []
        self._layers_column = QVBoxLayout()
        self._layers_column.setSpacing(self.body.spacing())
        self.body.addLayout(self._layers_column)
        self._outputs = label("", "quiet")
        self.output = ChoiceField(ACTIVATIONS.values(), of_activation)
        self.output_row = LayerParts("Output", self._outputs, self.output, OUTPUT_MORE)
        self._output = self._add_output()
        self.add_field(
            "Start weights",
            ChoiceField(INITIALIZERS.values()),
            "network.initializer",
            "What the weights and biases are before the first update.",
        )
        self.new_start = small_button("New start", "Draw other first weights: go on to the next seed.")
        self._add_seed()
        self._connect()
        self.set_theme(self.theme)
        self.re_read()

    def _add_output(self) -> Binding:
        size = self._outputs
        size.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        size.setContentsMargins(0, 0, NUMBER_INDENT, 0)
        explain(size, "Outputs", tip(OUTPUTS_ABOUT))
        self.output.setObjectName("network.output_activation")
        self.output.setAccessibleName("Activation of the output")
        self.output.set_about(tip(ACTIVATION_ABOUT))
        self.body.addWidget(self.output_row)
        return Binding(
            self.document,
            self.output,
            ErrorLabel(self.output_row.line),
            "Output activation",
            "network.output_activation",
            changes=self._output_changes,
        )

    def _add_seed(self) -> None:
        seed = self.add_field(
            "Start seed",
            NumberField(within(multiples_of(1), 0, MAX_SEED)),
            "seed",
            "The number the first weights and the order of the observations are drawn from: the same seed gives the "
            "same training.",
        )
        seed.add_beside(self.new_start)

    def _connect(self) -> None:
        super()._connect()
        self.add_layer.clicked.connect(self.on_add_layer)
        self.new_start.clicked.connect(self.on_new_start)
        self._output.applied.connect(self.on_output_applied)

    def re_read(self) -> None:
        count = len(self.document.experiment.network.hidden_layers)
        self._match_rows(count)
        self.add_layer.setEnabled(count < limits.MAX_LAYERS)
        self.add_layer.setToolTip(tip(ADD_LAYER if count < limits.MAX_LAYERS else ENOUGH_LAYERS))
        for row in self.layers:
            row.re_read()
        self._outputs.setText(str(self.document.experiment.network.outputs))
        self.output.forbid(fitting.impossible_outputs(self.document.experiment))
        self._output.re_read()
        self.output_row.show_curve()
        super().re_read()

    @property
    def parts(self) -> tuple[Part, ...]:
        return (
            Part("network.add_layer", "Add a layer", (self.add_layer,)),
            Part(LAYERS, "Hidden layers", tuple(self.layers)),
            Part("network.output_activation", "Output", (self.output_row,)),
            *super().parts,
        )

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self.new_start.setIcon(icons.icon("dice", theme.quiet))
        for row in self.layers:
            row.set_theme(theme)

    @Slot()
    def on_add_layer(self) -> None:
        layers = self.document.experiment.network.hidden_layers
        added = layers[-1] if layers else Layer(8)
        self._set_layers((*layers, added), "Add layer")

    @Slot(int)
    def on_remove_requested(self, index: int) -> None:
        layers = self.document.experiment.network.hidden_layers
        self._set_layers(layers[:index] + layers[index + 1 :], "Remove layer")

    @Slot()
    def on_new_start(self) -> None:
        self.document.edit({"seed": next_seed(self.document.experiment.seed)}, "New start")

    @Slot(object)
    def on_output_applied(self, changes: Mapping[str, object]) -> None:
        said = fitting.consequences(changes, fitting.OUTPUT, self.document.experiment)
        if said:
            self.notice.emit(said)

    def _set_layers(self, layers: tuple[Layer, ...], text: str) -> None:
        self.document.edit({"network.hidden_layers": layers}, text)

    def _output_changes(self, activation: str) -> Mapping[str, object]:
        return fitting.for_output(self.document.experiment, activation)

    def _match_rows(self, count: int) -> None:
        """As many rows as there are hidden layers; those that stay keep their focus."""
        while len(self.layers) > count:
            row = self.layers.pop()
            self._layers_column.removeWidget(row)
            row.hide()
            row.deleteLater()
        while len(self.layers) < count:
            self._append_row()

    def _append_row(self) -> None:
        row = LayerRow(self.document, len(self.layers))
        row.set_theme(self.theme)
        row.remove_requested.connect(self.on_remove_requested)
        row.refused.connect(self.notice)
        before: QWidget = self.layers[-1].dropout.editor if self.layers else self.add_layer
        row.setHidden(LAYERS in self.hidden_parts)
        self.layers.append(row)
        self._layers_column.addWidget(row)
        for widget in (row.head, row.neurons, row.activation, row.remove, row.dropout.editor):
            QWidget.setTabOrder(before, widget)
            before = widget
