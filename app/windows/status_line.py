"""The line at the bottom: what the training is doing, which network it is, and at the right what happened last."""

from __future__ import annotations

import math

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from app.numbers import grouped, rate
from app.panels.elided import ElidedLabel
from app.panels.parts import label
from app.training.snapshot import Phase, Snapshot

NOTICE_MS = 12_000  # long enough to read two sentences


class StatusLine(QFrame):
    """Shows snapshots and notices. An error stays until the next notice or until something is done about it."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("status")
        self._dot = label("●", "dot")
        self._phase = ElidedLabel("phase")
        self._network = label("", "quiet")
        self._notice = ElidedLabel("quiet", Qt.AlignmentFlag.AlignRight)
        # It takes what the rest leaves, and never more.
        self._notice.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._timer = QTimer(self, singleShot=True, interval=NOTICE_MS)
        self._timer.timeout.connect(self.clear_notice)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 12, 4)
        row.setSpacing(8)
        row.addWidget(self._dot)
        row.addWidget(self._phase)
        row.addSpacing(8)
        row.addWidget(self._network)
        row.addWidget(self._notice, 1)
        self.prepare()

    def prepare(self) -> None:
        """Before the first snapshot."""
        self._set_phase("warming", "Getting the engine ready…")

    def show_snapshot(self, snapshot: Snapshot) -> None:
        text = {
            Phase.READY: "Ready: press Play",
            Phase.TRAINING: _training(snapshot.observations_per_second),
            Phase.PAUSED: "Paused",
            Phase.FINISHED: "Finished",
            Phase.DIVERGED: "Stopped",
        }[snapshot.phase]
        if snapshot.message:
            text = snapshot.message[0].upper() + snapshot.message[1:]
        self._set_phase(snapshot.phase.value, text)
        spec = snapshot.experiment.network
        self._network.setText(f"{'-'.join(map(str, spec.sizes))}, {grouped(spec.parameters)} parameters")

    def notify(self, text: str) -> None:
        """Say what happened; it goes away by itself."""
        self._show(text, "quiet")
        self._timer.start()

    def complain(self, text: str) -> None:
        """Say what did not work; it stays."""
        self._show(text, "error")
        self._timer.stop()

    def clear_notice(self) -> None:
        self._show("", "quiet")

    @property
    def phase(self) -> str:
        """What the training is doing."""
        return self._phase.text()

    @property
    def notice(self) -> str:
        return self._notice.text()

    def _show(self, text: str, name: str) -> None:
        self._notice.say(text)
        _rename(self._notice, name)

    def _set_phase(self, phase: str, text: str) -> None:
        self._phase.say(text)
        if self._dot.property("phase") != phase:
            self._dot.setProperty("phase", phase)
            _polish(self._dot)


def _training(per_second: float) -> str:
    if math.isnan(per_second):
        return "Training"
    return f"Training: {rate(per_second)} observation{'s' if per_second >= 1.5 else ''} per second"


def _rename(widget: QWidget, name: str) -> None:
    if widget.objectName() != name:
        widget.setObjectName(name)
        _polish(widget)


def _polish(widget: QWidget) -> None:
    """Have the style sheet looked at again: its selectors read names and properties only once."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
