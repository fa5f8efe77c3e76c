"""The network panel: hidden layers, the output, and the numbers the weights start from."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app import icons
from app.model.document import Document
from app.panels.choice_field import ChoiceField
from app.panels.fields import Binding, ErrorLabel
from app.panels.layer_row import ACTIVATION_ABOUT, LayerRow, arrange_layer
from app.panels.notation import multiples_of, sentence
from app.panels.number_field import NumberField
from app.panels.panel import Panel, next_seed
from app.panels.parts import small_button
from app.panels.tips import tip
from app.theme import Theme
from nncore import ACTIVATIONS, INITIALIZERS, LOSSES, Layer, SpecError

ANY_OUTPUT_LOSS = "mse"  # goes with every output activation


class NetworkPanel(Panel):
    """Edits `experiment.network` and `experiment.seed`."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(document, "Network", parent)
        self.add_layer = self.add_link("+ Layer", "Put one more hidden layer before the output, like the last one.")
        self.layers: list[LayerRow] = []
        self._layers_column = QVBoxLayout()
        self._layers_column.setSpacing(self.body.spacing())
        self.body.addLayout(self._layers_column)
        self.error = self.add_error()
        self.output = ChoiceField(ACTIVATIONS.values())
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
        row, error, size = QWidget(), ErrorLabel(), NumberField(multiples_of(1))
        size.show_value(self.document.experiment.network.outputs)
        size.set_about(tip("One output: the network's answer to a point."))
        size.setAccessibleName("Outputs")
        size.setEnabled(False)
        self.output.setObjectName("network.output_activation")
        self.output.setAccessibleName("Activation of the output")
        self.output.set_about(tip(ACTIVATION_ABOUT))
        arrange_layer(row, "Output", size, self.output, error, None)
        self.body.addWidget(row)
        return Binding(
            self.document,
            self.output,
            error,
            "Output activation",
            "network.output_activation",
            changes=self._output_changes,
        )

    def _add_seed(self) -> None:
        seed = self.add_field(
            "Seed",
            NumberField(multiples_of(1)),
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
        self._match_rows(len(self.document.experiment.network.hidden_layers))
        self.error.withdraw()
        for row in self.layers:
            row.re_read()
        self._output.re_read()
        super().re_read()

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
        if "training.loss" in changes:
            self.notice.emit(f"The loss is now “{LOSSES[ANY_OUTPUT_LOSS].title}”, which goes with every output.")

    def _set_layers(self, layers: tuple[Layer, ...], text: str) -> None:
        try:
            self.document.edit({"network.hidden_layers": layers}, text)
        except SpecError as error:
            self.error.say(sentence("Hidden layers", error))

    def _output_changes(self, activation: object) -> Mapping[str, object]:
        """The output's activation, and another loss where the present one does not go with it."""
        changes = {"network.output_activation": activation}
        allowed = LOSSES[self.document.experiment.training.loss].outputs
        if allowed and activation not in allowed:
            changes["training.loss"] = ANY_OUTPUT_LOSS
        return changes

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
        before: QWidget = self.layers[-1].remove if self.layers else self.add_layer
        self.layers.append(row)
        self._layers_column.addWidget(row)
        for widget in (row.neurons, row.activation, row.remove):
            QWidget.setTabOrder(before, widget)
            before = widget
