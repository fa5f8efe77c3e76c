"""The inputs panel: what the network is told about a point."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.model.document import Document
from app.panels.error_label import ErrorLabel
from app.panels.fields import Binding
from app.panels.flow import FlowLayout
from app.panels.panel import Panel
from app.panels.parts import chip, label
from app.panels.switch import Switch
from app.panels.tips import explain, tip
from nncore import FEATURES, SpecError

CENTRE = "Centre inputs to [−1, 1]"
CENTRE_ABOUT = (
    "Move and scale the data's square to run from −1 to 1 along each axis before the features are taken, so that the "
    "neurons' dividing lines start in the middle of the data. The article's network learns quickly only with it."
)


class InputsPanel(Panel):
    """Edits which features of a point the network gets, and whether they are centred."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(document, "Inputs", parent)
        self.chips = {
            name: chip(feature.title, f"Input {feature.title}", f"Tell the network {feature.formula} of every point.")
            for name, feature in FEATURES.items()
        }
        self._chosen = QWidget()
        flow = FlowLayout(spacing=6)
        self._chosen.setLayout(flow)
        for button in self.chips.values():
            flow.addWidget(button)
        self.body.addWidget(self._chosen)
        self.error = ErrorLabel(self._chosen)
        self.body.addSpacing(2)
        self.centre = Switch()
        self._add_centre()
        error = ErrorLabel(self.centre)
        self._centring = Binding(document, self.centre, error, "Centre inputs", "network.center_inputs")
        self._connect()
        self.re_read()

    def _add_centre(self) -> None:
        words = label(CENTRE, "label")
        words.setToolTip(tip(CENTRE_ABOUT))
        explain(self.centre, CENTRE, tip(CENTRE_ABOUT))
        self.centre.setObjectName("network.center_inputs")
        row = QHBoxLayout()
        row.addWidget(words, 1)
        row.addWidget(self.centre)
        self.body.addLayout(row)

    def _connect(self) -> None:
        super()._connect()
        for button in self.chips.values():
            button.clicked.connect(self.on_chip_clicked)

    def re_read(self) -> None:
        self.error.withdraw()
        self._centring.re_read()
        inputs = self.document.experiment.network.inputs
        for name, button in self.chips.items():
            button.setChecked(name in inputs)

    @Slot()
    def on_chip_clicked(self) -> None:
        inputs = tuple(name for name, button in self.chips.items() if button.isChecked())
        try:
            self.document.edit({"network.inputs": inputs}, "Inputs")
        except SpecError as error:
            self.re_read()
            self.error.say(f"The inputs must be {error.allowed}. Switch another one on first.", self._chosen)
