"""The rest of the training panel, in sections: optimizer, rate and batches over time, regularisation, when to stop."""

from __future__ import annotations

from collections.abc import Mapping
from operator import attrgetter
from types import MappingProxyType

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.model.document import Document
from app.panels import rate_curve
from app.panels.choice_field import ChoiceField
from app.panels.curve import Curve, Curves
from app.panels.notation import (
    EPOCHS,
    NUMBER,
    PERCENT,
    from_off,
    multiples_of,
    one_three_ten,
    optional,
    penalty,
    within,
)
from app.panels.number_field import NumberField
from app.panels.section import RuleSection, Section
from app.panels.settings import GROWTH_SETTINGS, OPTIMIZER_SETTINGS, SCHEDULE_SETTINGS
from app.panels.switch import Switch
from app.panels.tips import tip
from app.training.snapshot import Snapshot
from nncore import SCHEDULES, BatchGrowth, Constant, Experiment, Schedule
from nncore.schedules import MAX_EPOCHS

MAX_PENALTY = 10.0
SECTIONS: Mapping[str, str] = MappingProxyType(  # what files call them, and people, where one can be hidden
    {
        "training.optimizer.more": "The optimizer's numbers",
        "training.schedule": "Learning rate over time",
        "training.batch_schedule": "Batches over time",
        "training.regularisation": "Regularisation",
        "training.stop": "Stop when",
    }
)
NO_CLASSES = "The targets of the present data are values: there is no share of right answers to aim at."
MEASURED = "It is measured at the end of an epoch on the test data, or on those for training where there are none."


class OptimizerSection(RuleSection):
    """The numbers of the present optimizer, but for its rate."""

    def __init__(self, document: Document) -> None:
        super().__init__(document, "Optimizer", "training.optimizer", attrgetter("optimizer"))
        self.add_settings(OPTIMIZER_SETTINGS)


class ScheduleSection(RuleSection):
    """The learning rate over time, with its curve and where the training is."""

    def __init__(self, document: Document) -> None:
        super().__init__(document, "Learning rate over time", "training.schedule", attrgetter("schedule"))
        self._epoch = 0
        self.add_field(
            "Schedule",
            ChoiceField(SCHEDULES.values(), self._curves_of),
            "training.schedule",
            "How the learning rate changes from epoch to epoch. A change of it goes on with the training.",
            read=_schedule_name,
            changes=_schedule_changes,
        )
        self.add_settings(SCHEDULE_SETTINGS)
        self.curve = Curve()
        self.body.addWidget(self.curve)

    def re_read(self) -> None:
        super().re_read()
        schedule = self.document.experiment.training.schedule
        self.curve.setVisible(not isinstance(schedule, Constant))
        self.curve.setToolTip(tip(schedule.formula, "The dot is the present epoch and its rate."))
        self._draw()

    def show_snapshot(self, snapshot: Snapshot) -> None:
        if snapshot.state.epoch != self._epoch:
            self._epoch = snapshot.state.epoch
            self._draw()
        self.curve.set_mark((self._epoch, snapshot.learning_rate))

    def _draw(self) -> None:
        training = self.document.experiment.training
        self.curve.show_curves(rate_curve.of_schedule(training, self._epoch))

    def _curves_of(self, kind: type[Schedule]) -> Curves:
        return rate_curve.of_kind(kind, self.document.experiment.training)


class BatchSection(RuleSection):
    """The batch size over time, and in which order observations come."""

    def __init__(self, document: Document) -> None:
        super().__init__(document, "Batches over time", "training.batch_schedule", attrgetter("batch_schedule"))
        self._epoch = 0
        self.add_field(
            "Shuffle",
            Switch(),
            "training.shuffle",
            "Draw the order of the observations anew for every epoch. Without it every epoch has the same batches.",
        )
        grow = self.add_field(
            "Grow",
            Switch(),
            "training.batch_schedule",
            BatchGrowth.about,
            name=BatchGrowth.title,
            read=_grows,
            changes=_growth_changes,
        )
        grow.set_formula(BatchGrowth.formula)
        self.add_settings(GROWTH_SETTINGS)
        self.curve = Curve()
        self.curve.setToolTip(tip(BatchGrowth.formula, "The dot is the present epoch and its batch size."))
        self.body.addWidget(self.curve)

    def re_read(self) -> None:
        super().re_read()
        self.curve.setVisible(self.document.experiment.training.batch_schedule is not None)
        self._draw()

    def show_snapshot(self, snapshot: Snapshot) -> None:
        if snapshot.state.epoch != self._epoch:
            self._epoch = snapshot.state.epoch
            self._draw()

    def _draw(self) -> None:
        training = self.document.experiment.training
        growth = training.batch_schedule
        if growth is not None:
            self.curve.show_curves(rate_curve.of_growth(training, growth, self._epoch))
            self.curve.set_mark((self._epoch, growth.batch_size(training.batch_size, self._epoch)))


class RegularisationSection(Section):
    """What keeps the weights small, and updates short."""

    def __init__(self, document: Document) -> None:
        super().__init__(document, "Regularisation")
        self.add_field(
            "L1 penalty",
            NumberField(within(penalty, 0, MAX_PENALTY)),
            "training.l1",
            "Adds l1 · Σ|w| to what is made smaller: weights that do little become 0.",
        )
        self.add_field(
            "L2 penalty",
            NumberField(within(penalty, 0, MAX_PENALTY)),
            "training.l2",
            "Adds ½ · l2 · Σw² to what is made smaller: no weight becomes large.",
        )
        self.add_field(
            "Clip norm",
            NumberField(from_off(within(one_three_ten, 1e-6, 1e6), 1.0), optional(NUMBER, "off")),
            "training.clip_norm",
            "Shortens a gradient g that is longer than this to this length: g ← g · clip / ‖g‖. It keeps one bad batch "
            "from throwing the weights far off. Empty is off.",
        )


class StopSection(Section):
    """When the training stops by itself: at the first of these."""

    def __init__(self, document: Document) -> None:
        super().__init__(document, "Stop when")
        self._add(
            "Epochs", "epochs", "Stop after epochs", from_off(within(multiples_of(10), 1, MAX_EPOCHS), 100),
            "Stops when every observation for training has been seen this often.",
        )  # fmt: skip
        self._add(
            "No progress", "patience", "Stop without progress for",
            from_off(within(multiples_of(5), 1, 10**6), 20),
            "Stops when the loss has not become better for so many epochs in a row. It becomes better by falling below "
            f"its best by a ten-thousandth of that. {MEASURED}",
        )  # fmt: skip
        self.add_field(
            "Loss falls to",
            NumberField(from_off(within(one_three_ten, 1e-6, 1e6), 0.01), optional(NUMBER, "never")),
            "training.target_loss",
            f"Stops when the loss, without penalties, is at most this. {MEASURED} Empty is never.",
            name="Stop when the loss falls to",
        )
        self.accuracy = self.add_field(
            "Accuracy is",
            NumberField(from_off(within(multiples_of(0.05), 0, 1), 0.95), optional(PERCENT, "never")),
            "training.target_accuracy",
            f"Stops when at least this share of the answers is right. {MEASURED} Empty is never.",
            name="Stop when the accuracy reaches",
        )

    def _add(self, label: str, field: str, name: str, step: object, about: str) -> None:
        editor = NumberField(step, optional(EPOCHS, "never"))  # type: ignore[arg-type]
        self.add_field(label, editor, f"training.{field}", f"{about} Empty is never.", name=name)

    def re_read(self) -> None:
        super().re_read()
        self.accuracy.set_idle("" if self.document.experiment.classes else NO_CLASSES, "")


class TrainingMore(QWidget):
    """All sections, in the order of SECTIONS."""

    notice = Signal(str)

    def __init__(self, document: Document) -> None:
        super().__init__()
        self.schedule = ScheduleSection(document)
        self.batches = BatchSection(document)
        self.optimizer = OptimizerSection(document)
        self.stop = StopSection(document)
        self.sections = (self.optimizer, self.schedule, self.batches, RegularisationSection(document), self.stop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for section in self.sections:
            column.addWidget(section)
            section.notice.connect(self.notice)
        self.re_read()

    def re_read(self) -> None:
        """Show what the document has."""
        for section in self.sections:
            section.re_read()

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show how far the training is."""
        self.schedule.show_snapshot(snapshot)
        self.batches.show_snapshot(snapshot)


def _schedule_name(experiment: Experiment) -> str:
    return experiment.training.schedule.name


def _schedule_changes(name: str) -> Mapping[str, object]:
    return {"training.schedule": SCHEDULES[name]()}


def _grows(experiment: Experiment) -> bool:
    return experiment.training.batch_schedule is not None


def _growth_changes(on: bool) -> Mapping[str, object]:
    return {"training.batch_schedule": BatchGrowth() if on else None}
