"""The run bar: reset, play, step and speed at the left, the numbers of the training at the right."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType

from PySide6.QtCore import QSize, QTimer, Slot
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QToolButton, QWidget

from app import icons, numbers
from app.model.document import Document
from app.panels.action_button import ActionButton
from app.panels.counters import Counters
from app.panels.hideable import Part, hide
from app.panels.keys import reach_by_keyboard
from app.panels.parts import label
from app.panels.speed import SpeedSlider
from app.panels.tips import explain, tip
from app.theme import Theme
from app.training.snapshot import Snapshot
from app.type_size import follow_type, scaled
from nncore import Constant

HEIGHT = 60
GAP = 8
GAP_BETWEEN = 12  # between the counters
PLAY, GRAIN, SPEED_TEXT = 88, 112, 104  # wide enough for Pause, observation, 1 000 000 obs/s
NARROWEST = 960
SPEED = "run.speed"
GRAINS = MappingProxyType(
    {"step_observation": "observation", "step_batch": "batch", "step_epoch": "epoch", "step_moment": "moment"}
)
GRAIN_ABOUT = (
    "How far a step goes: one observation, one batch, or one epoch; or one of the four moments of an update, forward, "
    "error, backward and update."
)
SPEED_ABOUT = (
    "How many observations a second the network is shown, from 1 to 1 000 000 on a logarithmic scale, and at the right "
    "end as many as the machine can do. It can be changed while training."
)
SLOW_ABOUT = (
    "Slow motion: each update is played in four moments, forward, error, backward and update, whatever the speed. "
    "Slow motion in the Train menu (M) ends it."
)


class RunBar(QFrame):
    """Drives the training through `actions`, and shows how far it is."""

    def __init__(self, document: Document, actions: Mapping[str, QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._actions = actions
        self._grain = "step_batch"
        self._hidden: frozenset[str] = frozenset()
        self._row = QHBoxLayout(self)
        self.reset = ActionButton(actions["reset"], "reset")
        self.play = ActionButton(actions["play"], "accent")
        self.step = ActionButton(actions["step"], "step")
        self.grain = self._make_grain()
        self.speed = SpeedSlider()
        self._speed_label = label("Speed", "quiet")
        self.speed_text = label("", "quiet")
        self.counters = Counters()
        self._build()
        self._connect()
        self.re_read()

    def _make_grain(self) -> QToolButton:
        button = QToolButton()
        button.setObjectName("grain")
        button.setText(GRAINS[self._grain])
        menu = QMenu(button)
        menu.setToolTipsVisible(True)
        menu.addActions([self._actions[name] for name in GRAINS])
        button.setMenu(menu)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        explain(button, "How far a step goes", tip(GRAIN_ABOUT))
        reach_by_keyboard(button)
        return button

    def _build(self) -> None:
        follow_type(self, self.setFixedHeight, HEIGHT)
        for part, width in ((self.play, PLAY), (self.grain, GRAIN), (self.speed_text, SPEED_TEXT)):
            follow_type(part, part.setFixedWidth, width)
        row = self._row
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(GAP)
        row.addWidget(self.reset)
        row.addWidget(self.play)
        pair = QHBoxLayout()
        pair.setSpacing(0)
        pair.addWidget(self.step)
        pair.addWidget(self.grain)
        row.addLayout(pair)
        row.addSpacing(GAP)
        row.addWidget(self._speed_label)
        row.addWidget(self.speed)
        row.addWidget(self.speed_text)
        row.addStretch(1)
        row.addWidget(self.counters)

    def _connect(self) -> None:
        self._document.changed.connect(self.on_changed)
        self.speed.edited.connect(self._document.set_speed)
        self._actions["step"].triggered.connect(self.on_step)
        self._actions["slow_motion"].toggled.connect(self.on_slow_motion)
        self.grain.menu().triggered.connect(self.on_grain_chosen)

    def minimumSizeHint(self) -> QSize:  # noqa: N802  Qt's name
        return QSize(NARROWEST, scaled(HEIGHT))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        super().resizeEvent(event)
        self._fit()

    def re_read(self) -> None:
        """Show what the document has, and whether it is played in slow motion."""
        speed, slow = self._document.work.speed, self._actions["slow_motion"].isChecked()
        self.speed.show_value(speed)
        self.speed.setEnabled(not slow)
        self.speed_text.setText("slow motion" if slow else numbers.speed(speed))
        about = tip(SLOW_ABOUT if slow else SPEED_ABOUT)
        explain(self.speed, "Speed", about)
        self.speed_text.setToolTip(about)
        self._fit()

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show how far the training is."""
        before = self.counters.tested, self.counters.accuracy.caption
        self.counters.show_snapshot(snapshot)
        if (self.counters.tested, self.counters.accuracy.caption) != before:
            self._fit()

    @property
    def parts(self) -> tuple[Part, ...]:
        """What of it can be hidden."""
        return (
            Part("run.reset", "Reset", (self.reset,)),
            Part("run.play", "Play", (self.play,)),
            Part("run.step", "Step", (self.step, self.grain)),
            Part(SPEED, "Speed", (self.speed,)),  # its words follow
            Part("run.numbers", "Numbers of the training", (self.counters,)),
        )

    def hide_parts(self, names: Collection[str]) -> None:
        """Hide the parts called `names` and no others."""
        self._hidden = frozenset(names)
        hide(self.parts, names)
        self._fit()

    def set_theme(self, theme: Theme) -> None:
        self._actions["reset"].setIcon(icons.icon("reset", theme.text))
        QTimer.singleShot(0, self, self._fit)  # the type may be another too, which is measured by then

    @Slot()
    def on_changed(self) -> None:
        self.re_read()

    @Slot()
    def on_slow_motion(self) -> None:
        self.re_read()

    @Slot()
    def on_step(self) -> None:
        self._actions[self._grain].trigger()

    @Slot(QAction)
    def on_grain_chosen(self, action: QAction) -> None:
        self._grain = next(name for name in GRAINS if self._actions[name] is action)
        self.grain.setText(GRAINS[self._grain])

    @Slot()
    def _fit(self) -> None:
        """Leave out what says nothing now, and in a narrow window what can be read elsewhere, the last first."""
        counters, training = self.counters, self._document.experiment.training
        wanted = {
            counters.test_loss: True,
            counters.train_loss: True,
            counters.observations: True,
            self.speed_text: SPEED not in self._hidden,
            counters.learning_rate: not isinstance(training.schedule, Constant),
            counters.rate: True,
            counters.train_accuracy: counters.tested,
            self._speed_label: SPEED not in self._hidden,
        }
        for widget in wanted:
            widget.hide()
        counters.updateGeometry()  # else what was hidden inside still counts
        room = self.width() - self._row.totalMinimumSize().width()
        for widget, is_wanted in wanted.items():
            gap = GAP if widget.parent() is self else GAP_BETWEEN
            needed = max(widget.minimumSizeHint().width(), widget.minimumWidth()) + gap
            if is_wanted and needed <= room:
                widget.show()
                room -= needed
