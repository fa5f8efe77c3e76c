"""Programs that are killed, and those that start after them: real processes on the screen."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.model import kept
from nncore import PRESETS, storage
from tests.app.keeping_kit import leave, moment

pytestmark = [
    pytest.mark.gl,
    pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals"),
]

PATIENCE = 40.0  # seconds: the engine may have to be compiled

# Keeps the work at short intervals, and does what the test says over the pipe.
SCRIPT = """
import sys
from app import bootstrap
bootstrap.before_application()
from PySide6.QtCore import QSocketNotifier
from app import launch
from app.windows.recovery import autosaving
autosaving.WHILE_TRAINING_MS = autosaving.AFTER_EDIT_MS = 50
on_shown = launch.Guide._on_shown

def obeying(guide):
    on_shown(guide)
    parts = guide._context
    parts.window.asks_before_closing = False
    def obey():
        print(eval(sys.stdin.readline(), {"parts": parts}), flush=True)
    guide.notifier = QSocketNotifier(0, QSocketNotifier.Type.Read)
    guide.notifier.activated.connect(obey)

launch.Guide._on_shown = obeying
sys.exit(launch.run(sys.argv[1:]))
"""


class Program:
    """The program in a process of its own."""

    def __init__(self, *arguments: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", SCRIPT, "--theme", "light", *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def tell(self, expression: str) -> str:
        """What `expression` is in the program."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(expression + "\n")
        self.process.stdin.flush()
        return self.process.stdout.readline().strip()

    def end(self, number: signal.Signals) -> int:
        """Send a signal, and wait for the end. Returns the exit status."""
        self.process.send_signal(number)
        _, errors = self.process.communicate(timeout=PATIENCE)
        assert errors == ""
        return self.process.returncode

    def wait_for_work(self) -> Path:
        """The autosave, as soon as there is some training in it."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            file = only_one()
            if file is not None and has_trained(file):
                return file
            self.tell("'alive'")
        pytest.fail("nothing was kept")

    @property
    def offer(self) -> str:
        """What the strip says; "" where it is not there."""
        return self.tell("parts.window.recovery_strip.isVisible() and parts.window.recovery_strip.text or ''")


@pytest.fixture
def start() -> Iterator[Callable[..., Program]]:
    programs: list[Program] = []

    def started(*arguments: str) -> Program:
        programs.append(Program(*arguments))
        return programs[-1]

    yield started
    for program in programs:
        program.process.kill()
        program.process.communicate()


def autosaves() -> Path:
    return Path(os.environ["XDG_STATE_HOME"]) / "perceptron-lab" / "autosaves"


def only_one() -> Path | None:
    """The autosave, where there is one."""
    found = list(autosaves().glob("*/experiment.json"))
    assert len(found) < 2
    return found[0] if found else None


def has_trained(file: Path) -> bool:
    state = kept.read(file).state
    return state is not None and state.observations_seen > 500


def test_killed_while_it_trains_it_offers_the_work_and_restores_it_to_the_last_bit(
    start: Callable[..., Program],
) -> None:
    first = start("--play")
    file = first.wait_for_work()
    first.end(signal.SIGKILL)
    left = kept.read(file)
    assert left.state is not None
    second = start()
    assert "was not saved when the program ended" in second.offer
    second.tell("parts.window.recovery_strip.restore.click()")
    second.tell("parts.controller.settle()")
    assert second.tell("parts.controller.state.observations_seen") == str(left.state.observations_seen)
    assert second.tell("parts.controller.state.parameters.tobytes().hex()") == left.state.parameters.tobytes().hex()
    assert second.tell("parts.controller.state.random") == str(left.state.random)
    assert second.tell("parts.document.unsaved") == "True"
    second.end(signal.SIGKILL)
    third = start()
    assert "was not saved when the program ended" in third.offer


def test_an_end_by_the_system_keeps_the_work_and_closing_the_window_does_not(start: Callable[..., Program]) -> None:
    first = start("--play")
    file = first.wait_for_work()
    assert first.end(signal.SIGTERM) == 0
    assert only_one() == file
    second = start()
    assert "was not saved when the program ended" in second.offer
    second.tell("parts.window.recovery_strip.restore.click()")
    second.process.communicate("parts.window.close()\n", timeout=PATIENCE)
    assert list(autosaves().iterdir()) == []


def test_two_programs_do_not_offer_or_delete_what_is_of_the_other(start: Callable[..., Program]) -> None:
    first = start("--play")
    file = first.wait_for_work()
    second = start()
    assert second.offer == ""
    second.process.communicate("parts.window.close()\n", timeout=PATIENCE)
    assert has_trained(file)
    first.end(signal.SIGKILL)
    both = [start(), start()]
    assert sorted(bool(program.offer) for program in both) == [False, True]


def test_an_unattended_start_offers_and_deletes_nothing(start: Callable[..., Program]) -> None:
    file = leave(autosaves(), moment())
    program = start("--seconds", "2")
    assert program.offer == ""
    program.process.communicate(timeout=PATIENCE)
    assert program.process.returncode == 0
    assert kept.read(file).name == "First"


def test_a_file_on_the_command_line_is_opened_beside_the_offer(start: Callable[..., Program], tmp_path: Path) -> None:
    storage.write(tmp_path / "a.json", storage.dump(PRESETS["article"].experiment))
    leave(autosaves(), moment())
    program = start(str(tmp_path / "a.json"))
    assert program.offer.startswith("“First”")
    assert program.tell("parts.document.name") == "a.json"
