"""The run bar: reset, play, step and speed at the left, the numbers of the training at the right."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from PySide6.QtCore import QSize, Slot
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QToolButton, QWidget

from app import icons, numbers
from app.model.document import Document
from app.panels.action_button import ActionButton
from app.panels.counters import Counters
from app.panels.keys import reach_by_keyboard
from app.panels.parts import label
from app.panels.speed import SpeedSlider
from app.panels.tips import explain, tip
from app.theme import Theme
from app.training.snapshot import Snapshot

HEIGHT = 60
GAP = 8
NARROWEST = 960
GRAINS = MappingProxyType({"step_observation": "observation", "step_batch": "batch", "step_epoch": "epoch"})
SPEED_ABOUT = (
    "How many observations a second the network is shown, from 1 to 1 000 000 on a logarithmic scale, and at the right "
    "end as many as the machine can do. It can be changed while training."
)


class RunBar(QFrame):
    """Drives the training through `actions`, and shows how far it is."""

    def __init__(self, document: Document, actions: Mapping[str, QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._actions = actions
        self._grain = "step_batch"
        self._row = QHBoxLayout(self)
        self._full_width = 0
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
        explain(button, "How far a step goes", tip("How far a step goes: one observation, one batch, or one epoch."))
        reach_by_keyboard(button)
        return button

    def _build(self) -> None:
        self.setFixedHeight(HEIGHT)
        explain(self.speed, "Speed", tip(SPEED_ABOUT))
        self.speed_text.setToolTip(tip(SPEED_ABOUT))
        self.play.setFixedWidth(88)  # Play and Pause
        self.grain.setFixedWidth(112)  # observation
        self.speed_text.setFixedWidth(104)  # 1 000 000 obs/s
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
        self.grain.menu().triggered.connect(self.on_grain_chosen)

    def minimumSizeHint(self) -> QSize:  # noqa: N802  Qt's name
        return QSize(NARROWEST, HEIGHT)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        super().resizeEvent(event)
        self._fit()

    def re_read(self) -> None:
        """Show the speed that the document has."""
        speed = self._document.work.speed
        self.speed.show_value(speed)
        self.speed_text.setText(numbers.speed(speed))

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show how far the training is."""
        self.counters.show_snapshot(snapshot)

    def set_theme(self, theme: Theme) -> None:
        self._actions["reset"].setIcon(icons.icon("reset", theme.text))

    @Slot()
    def on_changed(self) -> None:
        self.re_read()

    @Slot()
    def on_step(self) -> None:
        self._actions[self._grain].trigger()

    @Slot(QAction)
    def on_grain_chosen(self, action: QAction) -> None:
        self._grain = next(name for name in GRAINS if self._actions[name] is action)
        self.grain.setText(GRAINS[self._grain])

    def _fit(self) -> None:
        """In a narrow window leave out what can be read elsewhere."""
        optional = (self._speed_label, self.counters.rate)
        if not self._speed_label.isHidden():
            self._full_width = self._row.totalMinimumSize().width()
        for widget in optional:
            widget.setHidden(self.width() < self._full_width)
