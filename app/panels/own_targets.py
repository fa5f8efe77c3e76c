"""What only data of one's own have: the formula of the targets, and whether these are values or classes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from app.model import fitting
from app.model.document import Document, replaced
from app.panels.choice_field import ChoiceField
from app.panels.formula_field import FormulaField
from app.panels.parts import row_label
from app.panels.rows import Rows
from app.panels.tips import tip
from nncore import DataSpec, Experiment
from nncore.datasets import CUSTOM, FORMULA
from nncore.spec import MAX_OUTPUTS

FORMULA_ABOUT = "The target t of every point."
CLASSES_ABOUT = "Whether the network learns to answer with a value, or to tell so many classes apart."


@dataclass(frozen=True, slots=True)
class _Reading:
    """How targets are read: an entry of the list, `name` being the number of classes."""

    name: int
    title: str
    formula: str
    about: str


READINGS = (
    _Reading(0, "Values", "t as it is", "A surface to be learned: the network answers with a number."),
    *(
        _Reading(
            n,
            f"{n} classes",
            f"t from 0 to {n - 1}",
            f"A formula's value is rounded down and kept from 0 to {n - 1}; points have one of these numbers.",
        )
        for n in range(2, MAX_OUTPUTS + 1)
    ),
)


class OwnTargets(Rows):
    """Shown while the data set is a formula or own points."""

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self.formula = FormulaField("Formula of the target", FORMULA_ABOUT, self._check)
        self.formula.line.setObjectName("data.formula")
        self.formula_row = QWidget()
        self._add_formula()
        self.readings = ChoiceField(READINGS)
        self.classes = self.add_field(
            "Targets",
            self.readings,
            "data.classes",
            CLASSES_ABOUT,
            name="Kind of targets",
            changes=self._classes_changes,
        )
        self._connect()

    def _add_formula(self) -> None:
        words = row_label(QLabel("Target t ="))
        words.setToolTip(tip(FORMULA_ABOUT))
        row = QHBoxLayout(self.formula_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(words)
        row.addWidget(self.formula, 1)
        self.body.addWidget(self.formula_row)

    def _connect(self) -> None:
        self.formula.entered.connect(self.on_formula_entered)
        self.formula.left.connect(self.on_formula_left)
        self.formula.dropped.connect(self.show_formula)
        self.classes.binding.applied.connect(self.on_applied)

    def re_read(self) -> None:
        data = self.document.experiment.data
        super().re_read()
        self.show_formula()
        self.readings.forbid(_impossible(data))
        self.formula_row.setVisible(data.dataset == FORMULA)
        self.setVisible(data.dataset in (FORMULA, CUSTOM))

    @Slot()
    def show_formula(self) -> None:
        """Show the formula that the document has."""
        self.formula.show_text(self.document.experiment.data.formula)

    @Slot()
    def on_formula_left(self) -> None:
        if self.formula.line.isModified():
            self.formula.on_return_pressed()
        self.show_formula()

    @Slot(str)
    def on_formula_entered(self, formula: str) -> None:
        changes = self._formula_changes(formula)
        self.document.edit(changes, "Target")
        self.on_applied(changes)

    @Slot(object)
    def on_applied(self, changes: Mapping[str, object]) -> None:
        said = fitting.consequences(changes, fitting.DATA, self.document.experiment)
        if said:
            self.notice.emit(said)

    def _check(self, formula: str) -> None:
        replaced(self.document.experiment, self._formula_changes(formula))

    def _formula_changes(self, formula: str) -> Mapping[str, object]:
        experiment = self.document.experiment
        return fitting.for_data(experiment, replace(experiment.data, formula=formula))

    def _classes_changes(self, classes: int) -> Mapping[str, object]:
        experiment: Experiment = self.document.experiment
        return fitting.for_data(experiment, replace(experiment.data, classes=classes))


def _impossible(data: DataSpec) -> Mapping[int, str]:
    """The readings that the targets of own points do not allow, and why."""
    if data.dataset != CUSTOM:
        return {}
    targets = {target for _x, _y, target in data.points}
    return {
        classes: f"There are points with other targets than the whole numbers from 0 to {classes - 1}."
        for classes in range(2, MAX_OUTPUTS + 1)
        if not targets <= set(range(classes))
    }
