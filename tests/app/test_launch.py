"""The command line."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage

import nncore as nn
from app.launch import parse


def test_nothing_is_asked_for() -> None:
    options = parse([])
    assert options.file is None
    assert not options.play
    assert options.seconds is None


def test_everything_is_asked_for() -> None:
    options = parse(
        [
            "a.json",
            "--play",
            "--seconds",
            "2.5",
            "--screenshot",
            "a.png",
            "--save",
            "b.json",
            "--size",
            "1024x700",
            "--theme",
            "dark",
        ]
    )
    assert options.file == Path("a.json")
    assert options.play
    assert options.seconds == 2.5
    assert options.screenshot == Path("a.png")
    assert options.save == Path("b.json")
    assert options.size == QSize(1024, 700)
    assert options.theme == "dark"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ("--size big", "size must be WIDTHxHEIGHT, up to 9999 each, such as 1280x800, got big"),
        ("--seconds 0", "seconds must be greater than 0"),
        ("--seconds nan", "seconds must be greater than 0"),
        ("--seconds soon", "seconds must be greater than 0 and at most 86400, got soon"),
        ("--size 99999x99999", "size must be"),
        ("--screenshot a.png", "need --seconds"),
        ("--theme pink", "invalid choice"),
        ("--unknown", "unrecognized arguments"),
        ("--sec 3", "unrecognized arguments"),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_sentence(
    arguments: str, sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stop:
        parse(arguments.split())
    assert stop.value.code == 2
    assert sentence in capsys.readouterr().err


def run_program(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "app", *arguments], capture_output=True, text=True, timeout=60, check=False
    )


@pytest.mark.gl
def test_the_program_shows_trains_and_leaves_a_picture_and_a_file(tmp_path: Path) -> None:
    picture, file = tmp_path / "a.png", tmp_path / "a.json"
    done = run_program(
        "--play", "--seconds", "5", "--size", "1024x700", "--screenshot", str(picture), "--save", str(file)
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    image = QImage(str(picture))
    assert (image.width(), image.height()) == (1024, 700)
    assert nn.load(file).observations_seen > 0


@pytest.mark.gl
def test_a_file_that_cannot_be_opened_ends_an_unattended_start_with_a_sentence(tmp_path: Path) -> None:
    done = run_program(str(tmp_path / "missing.json"), "--seconds", "1")
    assert done.returncode == 2
    assert done.stderr == "perceptron-lab: missing.json was not opened: there is no such file or folder\n"


@pytest.mark.gl
def test_what_cannot_be_written_is_said(tmp_path: Path) -> None:
    done = run_program("--seconds", "1", "--save", str(tmp_path / "nowhere" / "a.json"))
    assert done.returncode == 1
    assert done.stderr.startswith("perceptron-lab: a.json was not saved: there is no such file or folder")


@pytest.mark.gl
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_the_program_though_a_question_is_open(tmp_path: Path, number: signal.Signals) -> None:
    script = (
        "import sys; from app import bootstrap; bootstrap.before_application(); from app import launch; "
        "from PySide6.QtCore import QTimer; begin = launch.Guide.begin\n"
        "def asking(guide):\n"
        "    begin(guide); parts = guide._context\n"
        "    parts.document.edit({'data.noise': 0.5}, 'Noise')\n"
        "    QTimer.singleShot(500, lambda: print('asking', flush=True)); QTimer.singleShot(300, parts.window.close)\n"
        "launch.Guide.begin = asking; sys.exit(launch.run([]))"
    )
    program = subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert program.stdout is not None
    assert program.stdout.readline() == "asking\n"
    program.send_signal(number)
    _, errors = program.communicate(timeout=30)
    assert (program.returncode, errors) == (0, "")
