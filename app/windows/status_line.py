"""The line at the bottom: what the training is doing, which network it is, and at the right what happened last."""

from __future__ import annotations

from types import MappingProxyType

from PySide6.QtCore import QEvent, Qt, QTimer, Slot
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from app.numbers import UNKNOWN, grouped, localised, rate
from app.panels.elided import ElidedLabel
from app.panels.parts import label
from app.panels.restyle import mark, rename
from app.training.snapshot import Phase, Snapshot
from app.windows.health_line import HealthLine

SLOW = "Slow motion: one update in four moments"
_GAP = 8  # more than between other parts, before the network
SHORT = MappingProxyType({"Training": "Training", "Slow motion": "Slow motion"})  # where there is little room
NOTICE_MS = 12_000  # long enough to read two sentences


class StatusLine(QFrame):
    """Shows snapshots and notices. An error stays until the next notice or until something is done about it."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("status")
        self._dot = label("●", "dot")
        self._phase = ElidedLabel("phase")
        self._network = label("", "quiet")
        self._network_wanted = True
        self._said, self._in_short = "", ""  # what the training is doing
        self.health = HealthLine()
        self._notice = ElidedLabel("quiet", Qt.AlignmentFlag.AlignRight)
        # It takes what the rest leaves, and never more.
        self._notice.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._timer = QTimer(self, singleShot=True, interval=NOTICE_MS)
        self._timer.timeout.connect(self.clear_notice)
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 12, 4)
        row.setSpacing(8)
        row.addWidget(self._dot)
        row.addWidget(self._phase)
        row.addSpacing(_GAP)
        row.addWidget(self._network)
        row.addWidget(self.health)
        row.addWidget(self._notice)
        self.health.cure_changed.connect(self._share_room)
        self.prepare()

    def add(self, widget: QWidget) -> None:
        """Put `widget` at the right end."""
        self._row.addWidget(widget)

    def prepare(self) -> None:
        """Before the first snapshot."""
        self._set_phase("warming", "Getting the engine ready…")

    def show_snapshot(self, snapshot: Snapshot) -> None:
        text = {
            Phase.READY: "Ready: press Play",
            Phase.TRAINING: SLOW if snapshot.moment is not None else _training(snapshot.observations_per_second),
            Phase.PAUSED: "Paused",
            Phase.FINISHED: "Finished",
            Phase.DIVERGED: "Stopped",
        }[snapshot.phase]
        is_found = snapshot.phase is Phase.DIVERGED and snapshot.findings  # then it is said beside, with the cure
        if snapshot.message and not is_found:
            text = localised(snapshot.message[0].upper() + snapshot.message[1:])
        if snapshot.phase is Phase.FINISHED:
            text = f"{text}."  # more follows: what lets it go on
        self._set_phase(snapshot.phase.value, text, SHORT.get(text.partition(":")[0], ""))
        spec = snapshot.experiment.network
        self._network.setText(f"{'-'.join(map(str, spec.sizes))}, {grouped(spec.parameters)} parameters")
        self._network_wanted = not snapshot.findings and snapshot.phase is not Phase.FINISHED
        self._fit()

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):  # other room, or other words or type
            self._fit()
        return super().event(event)

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
        return self._said

    @property
    def notice(self) -> str:
        return self._notice.text()

    def _show(self, text: str, name: str) -> None:
        self._notice.say(text)
        self._share_room()
        rename(self._notice, name)

    @Slot()
    def _share_room(self) -> None:
        """Findings and notice get room in proportion to their words; more than that, where there is enough."""
        for part in (self.health, self._notice):
            self._row.setStretchFactor(part, max(1, part.sizeHint().width()))
        self._fit()

    def _fit(self) -> None:
        """The network, which the diagram shows as well, gives way to whole sentences, and then how fast it trains."""
        row, around = self._row, self._row.contentsMargins()
        others = [part for part in (self._dot, *self._after_network()) if not part.isHidden()]
        taken = sum(part.sizeHint().width() + row.spacing() for part in others)
        free = self.width() - around.left() - around.right() - taken - _GAP
        needed = QFontMetricsF(self._phase.font()).horizontalAdvance(self._said)
        self._phase.say(self._in_short if self._in_short and needed > free else self._said)
        network = self._network.sizeHint().width() + row.spacing()
        self._network.setVisible(self._network_wanted and needed + network <= free)

    def _after_network(self) -> list[QWidget]:
        widgets = (item.widget() for item in map(self._row.itemAt, range(self._row.count())) if item is not None)
        return [part for part in widgets if part not in (None, self._dot, self._phase, self._network)]

    def _set_phase(self, phase: str, text: str, short: str = "") -> None:
        if text != self._said:
            self._said, self._in_short = text, short
            self._fit()
        mark(self._dot, "phase", phase)


def _training(per_second: float) -> str:
    measured = rate(per_second)
    if measured in (UNKNOWN, "0"):
        return "Training"  # there is nothing to measure by yet
    return f"Training: {measured} observation{'' if measured == '1' else 's'} per second"
