"""The program that `python -m tests.soak closing` starts: it comes into a state, and is closed there.

python -m tests.soak.closer STATE

STATE is one of STATES, or the name of an action: then what that opens is open. Exit status: the program's own, or 3
where a thread outlives it.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Mapping

from app import bootstrap

bootstrap.before_application()

from PySide6.QtCore import QObject, QPoint, Qt, QTimer, Slot  # noqa: E402  the bootstrap comes before Qt and NumPy
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import QApplication, QMessageBox  # noqa: E402

import nncore as nn  # noqa: E402
from app import launch  # noqa: E402
from app.context import Context  # noqa: E402
from app.model.work import FULL_SPEED  # noqa: E402
from app.training.snapshot import Phase  # noqa: E402
from app.views.map_brush import MapBrush  # noqa: E402
from tests.soak.resources import threads  # noqa: E402

LOOK_MS = 20
OPEN_MS = 400  # after which whatever an action opens is open
OURS = ("training", "autosave")
THREAD_LEFT = 3


def _nothing(_parts: Context) -> None:
    """The state that the window is in anyway."""


def _play(parts: Context) -> None:
    parts.document.set_speed(FULL_SPEED)
    parts.controller.play()


def _play_slowly(parts: Context) -> None:
    parts.window.named_actions["slow_motion"].trigger()
    parts.controller.play()


def _finish(parts: Context) -> None:
    parts.document.edit({"training.epochs": 1}, "Epochs")
    _play(parts)


def _diverge(parts: Context) -> None:
    changes = {"training.optimizer": nn.SGD(1000.0), "training.loss": "mse", "network.output_activation": "linear"}
    parts.document.edit({**changes, "network.hidden_layers": (nn.Layer(8, "linear"),)}, "Rate")
    _play(parts)


def _paint(parts: Context) -> None:
    """The button is held down over the map, while it trains."""
    parts.window.named_actions["paint"].trigger()
    _play(parts)
    brush = parts.window.gallery.map.findChild(MapBrush)
    assert brush is not None
    QTest.mousePress(brush, Qt.MouseButton.LeftButton, pos=brush.rect().center())
    QTest.mouseMove(brush, brush.rect().center() + QPoint(9, 9))


def _edit(parts: Context) -> None:
    parts.document.edit({"data.noise": 0.5}, "Noise")
    parts.window.asks_before_closing = True


def _act(*names: str) -> Callable[[Context], None]:
    def act(parts: Context) -> None:
        for name in names:
            parts.window.named_actions[name].trigger()

    return act


def _phase(phase: Phase) -> Callable[[Context], bool]:
    return lambda parts: parts.controller.latest is not None and parts.controller.latest.phase is phase


def _ready(parts: Context) -> bool:
    return parts.controller.latest is not None and not parts.controller.latest.message


def _at_once(_parts: Context) -> bool:
    return True


Prepare = Callable[[Context], None]
Reached = Callable[[Context], bool]
# What to do once the first condition holds; closed once the second one holds.
STATES: Mapping[str, tuple[Reached, Prepare, Reached]] = {
    "at once": (_at_once, _nothing, _at_once),
    "warming up": (lambda parts: parts.controller.latest is not None, _nothing, _at_once),
    "playing before it is ready": (_at_once, _play, _at_once),
    "ready": (_ready, _nothing, _at_once),
    "playing": (_ready, _play, _phase(Phase.TRAINING)),
    "slow motion": (_ready, _play_slowly, _phase(Phase.TRAINING)),
    "finished": (_ready, _finish, _phase(Phase.FINISHED)),
    "diverged": (_ready, _diverge, _phase(Phase.DIVERGED)),
    "painting": (_ready, _paint, _phase(Phase.TRAINING)),
    "one card": (_ready, _act("fill_surface"), _at_once),
    "presenting": (_ready, _act("present"), _at_once),
    "full screen": (_ready, _act("full_screen"), _at_once),
    "not saved": (_ready, _edit, _at_once),
}


class Closer(QObject):
    """Waits for the state, and closes the window: as a hand does, or, where something is open, as the system does."""

    def __init__(self, parts: Context, state: str) -> None:
        super().__init__()
        self._parts = parts
        parts.window.asks_before_closing = False
        self._is_action = state not in STATES
        self._begin, self._prepare, self._reached = STATES.get(state, (_ready, _act(state), _at_once))
        self._prepared = False
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self._on_look)
        self._timer.start()

    @Slot()
    def _on_look(self) -> None:
        if not self._prepared and self._begin(self._parts):
            self._prepared = True
            if self._is_action:
                self._timer.stop()
                QTimer.singleShot(OPEN_MS, self, self._on_open)  # the action may not return before that
                self._prepare(self._parts)
                return
            self._prepare(self._parts)
        if self._prepared and self._reached(self._parts):
            self._timer.stop()
            QTimer.singleShot(200, self, self._on_question)
            self._parts.window.close()

    @Slot()
    def _on_open(self) -> None:
        """No hand reaches the window while a dialog is open before it. The end of the session does."""
        if QApplication.activeModalWidget() is None:
            self._parts.window.close()
        else:
            os.kill(os.getpid(), signal.SIGTERM)

    @Slot()
    def _on_question(self) -> None:
        """Whether the changes are to be saved."""
        box = QApplication.activeModalWidget()
        if isinstance(box, QMessageBox):
            QTest.mouseClick(box.button(QMessageBox.StandardButton.Discard), Qt.MouseButton.LeftButton)


def main(state: str) -> int:
    """Start the program as usual, with somebody in it who closes it."""
    closers = []
    begin = launch.Guide.begin

    def begun(guide: launch.Guide) -> None:
        begin(guide)
        closers.append(Closer(guide._context, state))

    launch.Guide.begin = begun  # type: ignore[method-assign,assignment]
    status = launch.run([])
    alive = [thread.name for thread in threading.enumerate() if thread is not threading.main_thread()]
    left = [*alive, *(name for name in OURS if threads()[name])]
    if left:
        print(f"alive: {left}")
    return THREAD_LEFT if left else status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
