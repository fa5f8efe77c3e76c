"""The inputs panel: what the network is told about a point."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from app.model.document import Document
from app.panels.error_label import ErrorLabel
from app.panels.fields import Binding
from app.panels.flow import FlowLayout
from app.panels.formula_editor import FormulaEditor
from app.panels.hideable import Part
from app.panels.notation import sentence
from app.panels.panel import Panel
from app.panels.parts import chip, label
from app.panels.switch import Switch
from app.panels.tips import explain, tip
from app.theme import Theme
from app.type_size import scaled
from nncore import FEATURES, SpecError

FORMULA = "network.inputs.formula"
ANOTHER = "Switch another one on first."
CENTRE = "Centre inputs to [−1, 1]"
CENTRE_ABOUT = (
    "Move and scale the data's square to run from −1 to 1 along each axis before the features are taken, so that the "
    "neurons' dividing lines start in the middle of the data. The article's network learns quickly only with it."
)
FORMULA_ABOUT = "Write an input of your own, as a formula in x and y."
WIDEST = 196  # pixels of a formula on its chip; the tool tip has all of it


class InputsPanel(Panel):
    """Edits which features of a point the network gets, and whether they are centred.

    A formula that the experiment has is a chip, too, until it is switched off.
    """

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(document, "Inputs", parent)
        self.formula = self.add_link("Formula…", FORMULA_ABOUT)
        self.formula.setCheckable(True)
        self.chips = {
            name: chip(feature.title, f"Input {feature.title}", f"Tell the network {feature.formula} of every point.")
            for name, feature in FEATURES.items()
        }
        self.formulas: dict[str, QToolButton] = {}
        self._chosen = QWidget()
        self._flow = FlowLayout(spacing=6)
        self._chosen.setLayout(self._flow)
        for button in self.chips.values():
            self._flow.addWidget(button)
        self.body.addWidget(self._chosen)
        self.error = ErrorLabel(self._chosen)
        self.editor = FormulaEditor(document)
        self.editor.hide()
        self.body.addWidget(self.editor)
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
        self._centre_row = QWidget()
        row = QHBoxLayout(self._centre_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(words, 1)
        row.addWidget(self.centre)
        self.body.addWidget(self._centre_row)

    def _connect(self) -> None:
        super()._connect()
        self._centring.refused.connect(self.notice)
        self.formula.toggled.connect(self.on_formula_toggled)
        self.editor.closed.connect(self.formula.click)
        for button in self.chips.values():
            button.clicked.connect(self.on_chip_clicked)

    @property
    def parts(self) -> tuple[Part, ...]:
        return (
            Part("network.inputs", "Inputs to choose", (self._chosen,)),
            Part(FORMULA, "Formula", (self.formula,)),
            Part("network.center_inputs", "Centre inputs", (self._centre_row,)),
        )

    def hide_parts(self, names: Collection[str]) -> None:
        super().hide_parts(names)
        if FORMULA in names:
            self.formula.setChecked(False)  # which closes the editor

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self.editor.set_theme(theme)

    def re_read(self) -> None:
        self.error.withdraw()
        self._centring.re_read()
        self.editor.re_read()
        inputs = self.document.experiment.network.inputs
        self._match_formulas([name for name in inputs if name not in self.chips])
        for name, button in (self.chips | self.formulas).items():
            button.setChecked(name in inputs)

    def _match_formulas(self, formulas: list[str]) -> None:
        for name in [name for name in self.formulas if name not in formulas]:
            button = self.formulas.pop(name)
            self._flow.removeWidget(button)
            button.hide()
            button.deleteLater()
        before = [*self.chips.values(), *self.formulas.values()][-1]
        for name in formulas:
            if name not in self.formulas:
                self.formulas[name] = button = self._formula_chip(name)
                QWidget.setTabOrder(before, button)
                before = button

    def _formula_chip(self, name: str) -> QToolButton:
        about = f"The network is told {name} of every point. Switched off, this formula goes; undo brings it back."
        button = chip("", f"Input {name}", about)
        button.setText(QFontMetrics(button.font()).elidedText(name, Qt.TextElideMode.ElideRight, scaled(WIDEST)))
        button.clicked.connect(self.on_chip_clicked)
        self._flow.addWidget(button)
        return button

    @Slot(bool)
    def on_formula_toggled(self, on: bool) -> None:
        self.editor.setVisible(on)
        if on:
            self.editor.setFocus()

    @Slot()
    def on_chip_clicked(self) -> None:
        chips = self.chips | self.formulas
        inputs = tuple(name for name, button in chips.items() if button.isChecked())
        try:
            self.document.edit({"network.inputs": inputs}, "Inputs")
        except SpecError as error:
            self.re_read()
            said = sentence("The inputs", error) if inputs else f"The inputs must be {error.allowed}. {ANOTHER}"
            self.error.say(said, self._chosen)
