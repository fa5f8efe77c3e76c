"""Writes one more input: a formula with its picture over the plane, and a button that adds it."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.model.document import Document, replaced
from app.panels.feature_picture import FeaturePicture
from app.panels.formula_field import FormulaField
from app.panels.parts import link
from app.panels.tips import explain, tip
from app.theme import Theme
from nncore import datasets

ABOUT = "One more thing that the network is told of every point."
PICTURE = "The formula over the plane of the data: orange is negative, blue is positive."


class FormulaEditor(QWidget):
    """Keeps what is typed until it is added."""

    closed = Signal()  # by Escape

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._document = document
        self.picture = FeaturePicture()
        explain(self.picture, "Picture of the formula", tip(PICTURE))
        self.field = FormulaField("Formula of a new input", ABOUT, self._check)
        self.field.line.setPlaceholderText("such as sin(3*x)")
        self.add = link("Add", "Tell the network this formula of every point.")
        self.field.add_before(self.picture)
        self.field.add_behind(self.add)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.field)
        self.setFocusProxy(self.field)
        self._connect()

    def _connect(self) -> None:
        self.field.typed.connect(self.on_typed)
        self.field.entered.connect(self.on_entered)
        self.field.dropped.connect(self.closed)
        self.add.clicked.connect(self.field.on_return_pressed)

    def set_theme(self, theme: Theme) -> None:
        self.picture.set_theme(theme)

    def re_read(self) -> None:
        """Check again what is typed: the inputs and the data may be others."""
        if self.field.line.text():
            self.field.on_text_edited()

    @Slot(str)
    def on_typed(self, formula: str) -> None:
        experiment = self._document.experiment
        domain = datasets.domain(experiment.data)
        self.picture.show_feature(formula, domain, center=experiment.network.center_inputs)

    @Slot(str)
    def on_entered(self, formula: str) -> None:
        self._document.edit(self._changes(formula), "Add input")
        self.field.show_text("")
        self.on_typed("")

    def _check(self, formula: str) -> None:
        replaced(self._document.experiment, self._changes(formula))

    def _changes(self, formula: str) -> dict[str, object]:
        return {"network.inputs": (*self._document.experiment.network.inputs, formula)}
