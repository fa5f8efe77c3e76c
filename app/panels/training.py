"""The training panel: how the network learns from its errors."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from app.model import fitting
from app.model.document import Document
from app.panels.choice_field import ChoiceField
from app.panels.notation import doubling, multiples_of, one_three_ten, penalty, within
from app.panels.number_field import NumberField
from app.panels.panel import Panel
from nncore import LOSSES, OPTIMIZERS, SGD, Experiment
from nncore.optimizers import MAX_RATE
from nncore.spec import MAX_OBSERVATIONS

SLOWEST = 1e-8  # the smallest rate that the arrows lead to
MAX_PENALTY = 10.0


class TrainingPanel(Panel):
    """Edits `experiment.training`."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(document, "Training", parent)
        self.more = self.add_link("More…", "Momentum, and penalties that keep the weights small.")
        self.more.setCheckable(True)
        self._add_rate_and_optimizer()
        self._add_loss_and_batch()
        self._add_extras()
        self._connect()
        self.re_read()

    def _add_rate_and_optimizer(self) -> None:
        self.add_field(
            "Learning rate",
            NumberField(within(one_three_ten, SLOWEST, MAX_RATE)),
            "training.optimizer.learning_rate",
            "How far an update goes along the gradient g: w ← w − rate · g. Too small is slow, too large is unsettled.",
        )
        self.add_field(
            "Optimizer",
            ChoiceField(OPTIMIZERS.values()),
            "training.optimizer",
            "How the gradient g becomes a change of the weights w. The learning rate stays when another is chosen.",
            read=_optimizer_name,
            changes=self._optimizer_changes,
        )

    def _add_loss_and_batch(self) -> None:
        self.losses = ChoiceField(LOSSES.values())
        self.loss = self.add_field(
            "Loss",
            self.losses,
            "training.loss",
            "One number for how wrong an answer o is, given the target t. Training makes its mean smaller.",
            changes=self._loss_changes,
        )
        self.add_field(
            "Batch size",
            NumberField(within(doubling, 1, MAX_OBSERVATIONS)),
            "training.batch_size",
            "How many observations go into one update of the weights: the gradient is the mean of theirs.",
        )

    def _add_extras(self) -> None:
        self.momentum = self.add_field(
            "Momentum",
            NumberField(within(multiples_of(0.05), 0, 0.95)),
            "training.optimizer.momentum",
            "How much of the last update μ goes on into the next: b ← μ · b + g, w ← w − rate · b.",
            read=_momentum,
        )
        self.penalties = (
            self.add_field(
                "L1 penalty",
                NumberField(within(penalty, 0, MAX_PENALTY)),
                "training.l1",
                "Adds l1 · Σ|w| to what is made smaller: weights that do little become 0.",
            ),
            self.add_field(
                "L2 penalty",
                NumberField(within(penalty, 0, MAX_PENALTY)),
                "training.l2",
                "Adds ½ · l2 · Σw² to what is made smaller: no weight becomes large.",
            ),
        )

    def _connect(self) -> None:
        super()._connect()
        self.more.toggled.connect(self.on_more_toggled)
        self.loss.binding.applied.connect(self.on_loss_applied)

    def re_read(self) -> None:
        self.losses.forbid(fitting.impossible_losses(self.document.experiment))
        super().re_read()
        training = self.document.experiment.training
        if _momentum(self.document.experiment) or training.l1 or training.l2:
            self.more.setChecked(True)  # what is at work is in sight
        self._show_extras()

    @Slot()
    def on_more_toggled(self) -> None:
        self._show_extras()

    @Slot(object)
    def on_loss_applied(self, changes: Mapping[str, object]) -> None:
        said = fitting.consequences(changes, fitting.LOSS, self.document.experiment)
        if said:
            self.notice.emit(said)

    def _show_extras(self) -> None:
        more = self.more.isChecked()
        self.more.setText("Less" if more else "More…")
        self.momentum.setVisible(more and isinstance(self.document.experiment.training.optimizer, SGD))
        for row in self.penalties:
            row.setVisible(more)

    def _optimizer_changes(self, name: str) -> Mapping[str, object]:
        rate = self.document.experiment.training.optimizer.learning_rate
        return {"training.optimizer": OPTIMIZERS[name](learning_rate=rate)}

    def _loss_changes(self, name: str) -> Mapping[str, object]:
        return fitting.for_loss(self.document.experiment, name)


def _optimizer_name(experiment: Experiment) -> str:
    return experiment.training.optimizer.name


def _momentum(experiment: Experiment) -> float:
    optimizer = experiment.training.optimizer
    return optimizer.momentum if isinstance(optimizer, SGD) else 0.0
