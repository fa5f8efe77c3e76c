"""At which starts of the program the tour is shown by itself."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import nncore as nn
from tests.app.keeping_kit import leave, moment

SCRIPT = """
import sys
from app import bootstrap
bootstrap.before_application()
from app import launch
from PySide6.QtCore import QTimer
shown = launch.Guide._on_shown
def telling(guide):
    shown(guide)
    window = guide._context.window
    print("tour" if window.features.tour.guide else "no tour", flush=True)
    if not guide._options.seconds:
        guide._end(0)
launch.Guide._on_shown = telling
sys.exit(launch.run(sys.argv[1:]))
"""


def start(*arguments: str) -> str:
    """What a start shows, which is ended at once."""
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, *arguments], capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


@pytest.mark.gl
def test_the_first_start_shows_it_and_the_second_does_not() -> None:
    assert start() == "tour\n"
    assert start() == "no tour\n"


@pytest.mark.gl
def test_a_start_with_a_file_or_for_some_seconds_does_not_show_it_but_the_one_after_it_does(tmp_path: Path) -> None:
    nn.save(tmp_path / "a.json", nn.Trainer(nn.PRESETS["first-run"].experiment))
    assert start(str(tmp_path / "a.json")) == "no tour\n"
    assert start("--seconds", "0.5") == "no tour\n"
    assert start() == "tour\n"


@pytest.mark.gl
@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the folder is not known")
def test_work_that_is_offered_comes_first() -> None:
    file = leave(Path(os.environ["XDG_STATE_HOME"]) / "perceptron-lab" / "autosaves", moment())
    assert start() == "no tour\n"
    file.unlink()
    assert start() == "tour\n"
