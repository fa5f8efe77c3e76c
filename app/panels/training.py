"""The training panel: how the network learns from its errors."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from itertools import pairwise

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QScrollArea, QWidget

from app.model import fitting
from app.model.document import Document
from app.panels.at_work import at_work
from app.panels.choice_field import ChoiceField
from app.panels.entry_curves import of_loss
from app.panels.hideable import Part
from app.panels.notation import doubling, one_three_ten, within
from app.panels.number_field import NumberField
from app.panels.panel import Panel
from app.panels.tips import explain, tip
from app.panels.training_more import SECTIONS, TrainingMore
from app.training.snapshot import Snapshot
from app.type_size import scaled
from nncore import LOSSES, OPTIMIZERS, Experiment
from nncore.optimizers import MAX_RATE
from nncore.spec import MAX_OBSERVATIONS

SLOWEST = 1e-8  # the smallest rate that the arrows lead to
WIDEST = 124  # pixels of what is at work beside the heading; the tool tip has all of it
MORE = "training.more"
MORE_ABOUT = (
    "The optimizer's numbers, the learning rate and the batch size over time, penalties that keep the weights small, "
    "and when to stop."
)


class TrainingPanel(Panel):
    """Edits `experiment.training`."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(document, "Training", parent)
        self.at_work = self.add_hint_link()
        self.more = self.add_link("More…", MORE_ABOUT)
        self.more.setCheckable(True)
        self.rest: TrainingMore | None = None  # built when it is first asked for: most people never do
        self._latest: Snapshot | None = None
        self._add_rate_and_optimizer()
        self._add_loss_and_batch()
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
        self.losses = ChoiceField(LOSSES.values(), of_loss)
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

    def _connect(self) -> None:
        super()._connect()
        self.more.toggled.connect(self.on_more_toggled)
        self.at_work.clicked.connect(self.more.toggle)
        self.loss.binding.applied.connect(self.on_loss_applied)

    def re_read(self) -> None:
        self.losses.forbid(fitting.impossible_losses(self.document.experiment))
        super().re_read()
        self._say_what_is_at_work()
        if self.rest is not None:
            self.rest.re_read()

    @property
    def parts(self) -> tuple[Part, ...]:
        sections = self.rest.sections if self.rest is not None else ()
        built = tuple((section,) for section in sections) or ((),) * len(SECTIONS)
        more = (Part(name, title, widgets) for (name, title), widgets in zip(SECTIONS.items(), built, strict=True))
        return (*super().parts, Part(MORE, "More", (self.more,)), *more)

    def hide_parts(self, names: Collection[str]) -> None:
        super().hide_parts(names)
        if MORE in names:
            self.more.setChecked(False)
        self._say_what_is_at_work()

    def show_snapshot(self, snapshot: Snapshot) -> None:
        self._latest = snapshot
        if self.rest is not None and self.rest.isVisible():
            self.rest.show_snapshot(snapshot)

    @Slot(bool)
    def on_more_toggled(self, more: bool) -> None:
        if self.rest is None:
            self.rest = TrainingMore(self.document)
            self.rest.notice.connect(self.notice)
            self.body.addWidget(self.rest)
            self.hide_parts(self.hidden_parts)
            self._order_tabs(self.rest)
        self.more.setText("Less" if more else "More…")
        self.rest.setVisible(more)
        self._say_what_is_at_work()
        if more:
            if self._latest is not None:
                self.rest.show_snapshot(self._latest)
            QTimer.singleShot(0, self, self._bring_into_sight)

    def _order_tabs(self, rest: TrainingMore) -> None:
        """Tab comes to the rest after the rows above it."""
        rows = [self.fields[-1], *(row for section in rest.sections for row in section.fields)]
        for before, after in pairwise(rows):
            QWidget.setTabOrder(before.editor, after.editor)

    @Slot(object)
    def on_loss_applied(self, changes: Mapping[str, object]) -> None:
        said = fitting.consequences(changes, fitting.LOSS, self.document.experiment)
        if said:
            self.notice.emit(said)

    def _say_what_is_at_work(self) -> None:
        """What is not seen and yet does something, in a few words that lead to it."""
        words = at_work(self.document.experiment.training)
        metrics = QFontMetrics(self.at_work.font())
        self.at_work.setText(metrics.elidedText(words, Qt.TextElideMode.ElideRight, scaled(WIDEST)))
        explain(self.at_work, f"Also at work: {words}", tip(f"Also at work: {words}.", "Click to see and change it."))
        self.at_work.setVisible(bool(words) and not self.more.isChecked() and MORE not in self.hidden_parts)

    @Slot()
    def _bring_into_sight(self) -> None:
        """Scroll the column so that what was opened is seen: the panel is the last one."""
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if isinstance(above, QScrollArea):
            bar = above.verticalScrollBar()
            bar.setValue(max(bar.value(), bar.value() + self.mapTo(above, self.rect().topLeft()).y()))

    def _optimizer_changes(self, name: str) -> Mapping[str, object]:
        rate = self.document.experiment.training.optimizer.learning_rate
        return {"training.optimizer": OPTIMIZERS[name](learning_rate=rate)}

    def _loss_changes(self, name: str) -> Mapping[str, object]:
        return fitting.for_loss(self.document.experiment, name)


def _optimizer_name(experiment: Experiment) -> str:
    return experiment.training.optimizer.name
