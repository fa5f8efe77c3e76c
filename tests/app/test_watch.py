"""The whole program under watch: its log from start to end, and a crash that the next start speaks of."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.trouble.watch import Watch
from tests.app import loggers

# Writes what it runs on at once, and ends.
HASTY = """
import sys
from app import bootstrap
bootstrap.before_application()
from app import launch
launch.FACTS_MS = 0
sys.exit(launch.run(["--seconds", "0.5"]))
"""
CRASHING = """
import ctypes, sys
from app import bootstrap
bootstrap.before_application()
from app import launch
from PySide6.QtCore import QTimer
begin = launch.Guide.begin
def beginning(guide):
    begin(guide)
    QTimer.singleShot(0, lambda: ctypes.string_at(0))
launch.Guide.begin = beginning
sys.exit(launch.run([]))
"""
# Writes what the panel says as soon as it is there, and ends.
LISTENING = """
import sys
from app import bootstrap
bootstrap.before_application()
from app import launch
from PySide6.QtCore import QTimer
begin = launch.Guide.begin
def beginning(guide):
    begin(guide)
    panel = guide._context.window.error_panel
    def say():
        if panel.isVisible():
            print(panel.text, flush=True)
            guide._end(0)
    guide.timer = QTimer(interval=20)
    guide.timer.timeout.connect(say)
    guide.timer.start()
launch.Guide.begin = beginning
sys.exit(launch.run([]))
"""


def run(state: Path, *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *command],
        env=os.environ | {"XDG_STATE_HOME": str(state)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def log_of(state: Path) -> str:
    return (state / "perceptron-lab" / "perceptron-lab.log").read_text(encoding="utf-8")


@pytest.mark.gl
def test_start_and_end_are_written_and_what_it_ran_on(tmp_path: Path) -> None:
    done = run(tmp_path, "-c", HASTY)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    first, facts, last = log_of(tmp_path).splitlines()
    assert first.endswith(" INFO app.trouble.watch: started")
    assert "Perceptron Lab " in facts
    assert "; OpenGL: " in facts
    assert last.endswith(" INFO app.trouble.watch: ended")
    assert not list(tmp_path.rglob("crash-*"))


@pytest.mark.gl
@pytest.mark.skipif(sys.platform == "win32", reason="a program dies in another way there")
def test_a_crash_is_told_at_the_next_start_and_only_then(tmp_path: Path) -> None:
    crashed = run(tmp_path, "-c", CRASHING)
    assert crashed.returncode < 0
    assert "Traceback" not in crashed.stderr
    [left] = (tmp_path / "perceptron-lab").glob("crash-*.log")
    assert left.read_text(encoding="utf-8").startswith("Fatal Python error: Segmentation fault")
    second = run(tmp_path, "-c", LISTENING)
    assert second.returncode == 0
    assert second.stdout.startswith("The program ended unexpectedly last time (segmentation fault). It was on 2")
    assert not list(tmp_path.rglob("crash-*"))
    assert "CRITICAL app.trouble.crash_log: the program crashed at " in log_of(tmp_path)


def test_where_nothing_can_be_written_it_watches_all_the_same(qapp: QApplication, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    hook = sys.excepthook
    with loggers.restored(), Watch(tmp_path / "file" / "state") as watch:
        watch.on_screen()
        watch.tell_of_crashes()
        sys.excepthook(KeyError, KeyError("colour"), None)
    assert [fault.line for fault in watch.errors.read()] == ["KeyError: 'colour'"]
    assert sys.excepthook is hook
