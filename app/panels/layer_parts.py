"""What the rows of all layers share: name, size and activation in a line, and below it what the name opens."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from app.panels.choice_field import ChoiceField
from app.panels.curve import Curve
from app.panels.entry_curves import of_activation
from app.panels.expander import Expander
from app.panels.rows import SPACING
from app.panels.tips import entry_tip
from app.type_size import follow_type
from nncore import ACTIVATIONS

SIZE_WIDTH = 40


class LayerParts(QWidget):
    """The curve of the activation is below the line, as long as the name is pressed."""

    def __init__(self, name: str, size: QWidget, activation: ChoiceField, about: str) -> None:
        super().__init__()
        self.head = Expander(name, about)
        self.curve = Curve()
        self.line = QWidget()
        self.activation = activation
        follow_type(size, size.setFixedWidth, SIZE_WIDTH)
        self._row = QHBoxLayout(self.line)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._row.addWidget(self.head)
        self._row.addWidget(size)
        self._row.addSpacing(2)
        self._row.addWidget(activation, 1)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(SPACING)
        self.column.addWidget(self.line)
        self.column.addWidget(self.curve)
        self.curve.hide()
        self.head.toggled.connect(self.on_toggled)

    def add_button(self, button: QToolButton) -> None:
        """Put `button` at the end of the line."""
        self._row.addSpacing(2)
        self._row.addWidget(button)

    def show_curve(self) -> None:
        """Draw the activation that is chosen, where the curve is open."""
        self.curve.setVisible(self.head.isChecked())
        if self.head.isChecked():
            entry = ACTIVATIONS[self.activation.currentData()]
            self.curve.show_curves(of_activation(entry))
            self.curve.setToolTip(entry_tip(entry))

    @Slot()
    def on_toggled(self) -> None:
        self.show_curve()
