"""The data panel: which points there are, how many, how noisy, and which of them are kept for testing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from app import icons, numbers
from app.model import fitting, limits
from app.model.document import Document
from app.panels.error_label import ErrorLabel
from app.panels.fields import Binding
from app.panels.hideable import Part
from app.panels.notation import PERCENT, multiples_of, sentence, within
from app.panels.number_field import NumberField
from app.panels.own_targets import OwnTargets
from app.panels.panel import Panel, next_seed
from app.panels.parts import small_button
from app.panels.thumbnails import Thumbnails
from app.panels.tips import tip
from app.theme import Theme
from nncore import DATASETS, SpecError, checks
from nncore.datasets import CUSTOM, make
from nncore.spec import MAX_SEED

MIN_OBSERVATIONS = 4
NEW_DATA = "Draw other points and other noise: go on to the next seed."


class DataPanel(Panel):
    """Edits `experiment.data`. `own_data` leads to where people make their own."""

    def __init__(self, document: Document, own_data: QAction | None = None, parent: QWidget | None = None) -> None:
        super().__init__(document, "Data", parent)
        self.name = self.add_hint()
        self.own_data = self.add_link("Own data…", own_data.toolTip()) if own_data is not None else None
        if own_data is not None and self.own_data is not None:
            self.own_data.clicked.connect(own_data.trigger)
        self.new_data = small_button("New data", NEW_DATA)
        self.thumbnails = Thumbnails(DATASETS.values())
        self.thumbnails.setObjectName("data.dataset")
        self.body.addWidget(self.thumbnails)
        self.body.addSpacing(2)
        error = ErrorLabel(self.thumbnails)
        self._dataset = Binding(
            document, self.thumbnails, error, "Data set", "data.dataset", changes=self._dataset_changes
        )
        self.own_targets = OwnTargets(document)
        self.body.addWidget(self.own_targets)
        self._add_fields()
        self._connect()
        self.set_theme(self.theme)
        self.re_read()

    def _add_fields(self) -> None:
        self.observations = self.add_field(
            "Observations",
            NumberField(within(multiples_of(50), MIN_OBSERVATIONS, limits.MAX_OBSERVATIONS)),
            "data.observations",
            "How many points there are, those for training and those for testing together.",
            changes=_counted,
        )
        self.noise = self.add_field(
            "Noise",
            NumberField(within(multiples_of(0.05), 0, 1), PERCENT),
            "data.noise",
            "How much chance there is in the points: the tool tip of the data set says what the noise n, from 0 % to "
            "100 %, does there.",
        )
        self.add_field(
            "Test share",
            NumberField(within(multiples_of(0.1), 0, 0.9), PERCENT),
            "data.test_fraction",
            "The share of the points that the network never learns from. Its answers to them tell whether it has "
            "understood or only memorised.",
        )
        seed = self.add_field(
            "Data seed",
            NumberField(within(multiples_of(1), 0, MAX_SEED)),
            "data.seed",
            "The number the random points are drawn from: the same seed gives the same points.",
        )
        seed.add_beside(self.new_data)

    def _connect(self) -> None:
        super()._connect()
        self.new_data.clicked.connect(self.on_new_data)
        self._dataset.applied.connect(self.on_dataset_applied)
        self._dataset.refused.connect(self.notice)
        self.own_targets.notice.connect(self.notice)

    def re_read(self) -> None:
        super().re_read()
        self._dataset.re_read()
        self.own_targets.re_read()
        data = self.document.experiment.data
        dataset = DATASETS[data.dataset]
        self.name.say((data.dataset == CUSTOM and self.document.work.source) or dataset.title)
        why = f"“{dataset.title}” has its own observations, all for training: nothing here is drawn by chance."
        for field in self.fields:
            field.set_idle(why if dataset.fixed else "", numbers.UNKNOWN)
        if data.dataset == CUSTOM:
            self.observations.set_idle(f"“{dataset.title}” are as many as there are.", numbers.UNKNOWN)
            self.noise.set_idle(f"“{dataset.title}” stay where they are: chance moves none of them.", numbers.UNKNOWN)
        if dataset.fixed or data.dataset == CUSTOM:
            made = make(data)
            self.observations.set_shown(str(len(made.train_points) + len(made.test_points)))
        self.new_data.setEnabled(not dataset.fixed)
        self.new_data.setToolTip(tip(why if dataset.fixed else NEW_DATA))

    @property
    def parts(self) -> tuple[Part, ...]:
        made = (Part("data.own", "Own data", (self.own_data,)),) if self.own_data is not None else ()
        return (Part("data.dataset", "Data sets", (self.thumbnails,)), *made, *super().parts)

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self.thumbnails.set_theme(theme)
        self.new_data.setIcon(icons.icon("dice", theme.quiet))

    @Slot()
    def on_new_data(self) -> None:
        seed = next_seed(self.document.experiment.data.seed)
        try:
            self.document.edit({"data.seed": seed}, "New data")
        except SpecError as error:  # a formula may have no value at the new points
            self.notice.emit(sentence("The data seed", error))

    @Slot(object)
    def on_dataset_applied(self, changes: Mapping[str, object]) -> None:
        said = fitting.consequences(changes, fitting.DATA, self.document.experiment)
        if said:
            self.notice.emit(said)

    def _dataset_changes(self, name: str) -> Mapping[str, object]:
        experiment = self.document.experiment
        return fitting.for_data(experiment, replace(experiment.data, dataset=name))


def _counted(count: object) -> Mapping[str, object]:
    # The window allows fewer than nncore does, and its range is the one to read in the sentence.
    least, most = MIN_OBSERVATIONS, limits.MAX_OBSERVATIONS
    return {"data.observations": checks.integer("observations", count, least, most)}
