"""The commands: what they run, in which environment, and the exit status. Nothing is installed, no program started."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import console
import debian
import dev
import environment
import installers
import pytest
from console import Problem


class Machine:
    """Stands in for the machine: notes what would be run and answers with the exit status that is set for it."""

    def __init__(self) -> None:
        self.has_display = True
        self.installed: list[str] = []
        self.ran: list[list[str]] = []
        self.packed: list[Path] = []
        self.status: dict[str, int] = {}  # by the name of the module that is run

    def usable(self) -> bool:
        return self.has_display

    @contextmanager
    def screen(self, size: str) -> Iterator[dict[str, str]]:
        yield {"DISPLAY": size}

    def install(self, packages: tuple[str, ...]) -> None:
        self.installed += packages

    def call(self, command: tuple[str | Path, ...], **_: Any) -> int:
        words = [str(word) for word in command]
        self.ran.append(words[words.index("-m") + 1 :])
        return self.status.get(self.ran[-1][0], 0)

    def stream(self, command: tuple[str | Path, ...], _shorten: object, **_: Any) -> tuple[int, str]:
        return self.call(command), "all its words\n"


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Machine:
    machine = Machine()
    monkeypatch.chdir(tmp_path)
    for name in ("usable", "screen", "call", "stream"):
        monkeypatch.setattr(dev, name, getattr(machine, name))
    monkeypatch.setattr(debian, "present", lambda: True)
    monkeypatch.setattr(debian, "install", machine.install)
    monkeypatch.setattr(environment, "prepare", lambda _extras: None)
    monkeypatch.setattr(installers, "make", machine.packed.append)
    return machine


def test_run_hands_its_arguments_to_the_program(machine: Machine) -> None:
    assert dev.main(["run", "a.json", "--size", "1024x700"]) == 0
    assert machine.ran == [["app", "a.json", "--size", "1024x700"]]
    assert "xvfb" not in machine.installed


def test_run_without_a_display_trains_and_says_where_the_files_are(
    machine: Machine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    machine.has_display = False
    assert dev.main(["run"]) == 0
    words = "app --play --seconds 8 --size 1280x800 --screenshot perceptron-lab.png --save perceptron-lab.json"
    assert machine.ran == [words.split()]
    assert "xvfb" in machine.installed
    said = capsys.readouterr().out
    assert said.startswith("There is no display")
    assert str(tmp_path / "perceptron-lab.png") in said
    assert str(tmp_path / "perceptron-lab.json") in said


def test_what_is_asked_for_goes_before_what_is_added_without_a_display() -> None:
    added = dev.unattended(["--seconds", "2", "--save=mine.json", "--play"])
    assert added == ["--size", "1280x800", "--screenshot", "perceptron-lab.png"]
    assert dev.unattended(["--help"]) == []


def test_run_gives_the_exit_status_of_the_program(machine: Machine, capsys: pytest.CaptureFixture[str]) -> None:
    machine.has_display = False
    machine.status["app"] = 3
    assert dev.main(["run"]) == 3
    assert "Written" not in capsys.readouterr().out


def test_test_runs_everything_even_where_the_first_fails(machine: Machine, capsys: pytest.CaptureFixture[str]) -> None:
    machine.status["ruff"] = 1
    assert dev.main(["test", "-k", "loss"]) == 1
    assert [words[0] for words in machine.ran] == ["ruff", "ruff", "mypy", "pytest"]
    assert machine.ran[-1] == ["pytest", "-k", "loss"]
    lines = capsys.readouterr().out.splitlines()[-4:]
    assert [line.split()[-3] for line in lines] == ["failed", "failed", "ok", "ok"]


@pytest.mark.parametrize(("tool", "status"), [("mypy", 1), ("pytest", 1), ("pytest", 5), ("nothing", 0)])
def test_the_status_of_test_is_that_of_the_whole(machine: Machine, tool: str, status: int) -> None:
    machine.status[tool] = status
    assert dev.main(["test"]) == (1 if status else 0)


def test_bench_writes_its_files_where_the_user_stands(machine: Machine, tmp_path: Path) -> None:
    assert dev.main(["bench", "--json", "b.json", "--only", "plots", "--output", "p"]) == 0
    paths = ["--json", str(tmp_path / "b.json"), "--only", "plots", "--output", str(tmp_path / "p")]
    assert machine.ran == [["tests.bench", *paths]]


def test_soak_hands_its_arguments_on_and_gives_the_exit_status(machine: Machine) -> None:
    machine.status["tests.soak"] = 1
    assert dev.main(["soak", "window", "--minutes", "1"]) == 1
    assert machine.ran == [["tests.soak", "window", "--minutes", "1"]]


def test_build_tries_out_what_it_built_and_packs_it(machine: Machine) -> None:
    assert dev.main(["build"]) == 0
    assert [words[0] for words in machine.ran] == ["PyInstaller", "tests.bundle.smoke"]
    assert machine.packed == [environment.ROOT / "dist"]


def test_a_program_that_does_not_work_is_not_packed(machine: Machine) -> None:
    machine.status["tests.bundle.smoke"] = 1
    assert dev.main(["build"]) == 1
    assert machine.packed == []


def test_a_build_that_failed_is_not_tried_out(machine: Machine, capsys: pytest.CaptureFixture[str]) -> None:
    machine.status["PyInstaller"] = 1
    assert dev.main(["build"]) == 1
    assert [words[0] for words in machine.ran] == ["PyInstaller"]
    assert "all its words" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("line", "step"),
    [
        ("4321 INFO: Building PYZ because PYZ-00.toc is non existent", "Building PYZ"),
        ("4321 INFO: Building PYZ (ZlibArchive) completed successfully.", None),
        ("99 INFO: Analyzing modules for base_library.zip ...", "Analyzing modules for base_library.zip ..."),
        ("99 INFO: checking Analysis", None),
        ("99 WARNING: Library not found: Building", None),
    ],
)
def test_progress_of_a_build(line: str, step: str | None) -> None:
    assert dev.build_step(line) == step


@pytest.mark.parametrize("words", [["bench", "fast"], ["bench", "--json"], ["bench", "--fast", "1"], ["build", "now"]])
def test_arguments_that_make_no_sense_are_named(
    machine: Machine, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert dev.main(words) == 1
    assert words[1] in capsys.readouterr().err
    assert machine.ran == []


@pytest.mark.parametrize(("words", "status"), [([], 2), (["fly"], 2), (["--help"], 0), (["-h"], 0)])
def test_usage(words: list[str], status: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert dev.main(words) == status
    assert capsys.readouterr().out.startswith("Usage: python3 packaging/dev.py COMMAND")


def test_a_problem_is_one_line_on_stderr(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(_extras: object) -> None:
        raise Problem("The disk is full.")

    monkeypatch.setattr(environment, "prepare", fail)
    assert dev.main(["run"]) == 1
    assert capsys.readouterr().err == "The disk is full.\n"


def test_ctrl_c_leaves_quietly(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupt(_extras: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(environment, "prepare", interrupt)
    assert dev.main(["run"]) == 130
    assert capsys.readouterr().err == "\nStopped.\n"


# Starting programs.


def python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def test_the_status_of_a_program_is_told_as_shells_do() -> None:
    assert console.call(python("import sys; sys.exit(7)")) == 7


@pytest.mark.skipif(sys.platform == "win32", reason="there are no signals on Windows")
def test_a_program_that_a_signal_ended_has_128_more() -> None:
    assert console.call(python("import os; os.kill(os.getpid(), 15)")) == 128 + signal.SIGTERM


def test_streamed_output_is_shortened_on_screen_and_kept_whole(capsys: pytest.CaptureFixture[str]) -> None:
    def shorten(line: str) -> str | None:
        return line.upper() if "b" in line else None

    status, words = console.stream(python("print('abc'); print('xyz'); raise SystemExit(3)"), shorten)
    assert (status, words.splitlines()) == (3, ["abc", "xyz"])
    assert capsys.readouterr().out == "  ABC\n"


def test_an_interrupted_command_does_not_leave_its_program_running(monkeypatch: pytest.MonkeyPatch) -> None:
    processes: list[subprocess.Popen[str]] = []
    start = subprocess.Popen

    def started(*args: Any, **options: Any) -> subprocess.Popen[str]:
        processes.append(start(*args, **options))
        return processes[-1]

    def interrupt(_line: str) -> str | None:
        raise SystemExit(143)

    monkeypatch.setattr(subprocess, "Popen", started)
    with pytest.raises(SystemExit):
        console.stream(python("import time; print('ready', flush=True); time.sleep(60)"), interrupt)
    assert processes[0].returncode not in (None, 0)  # ended, and not by itself
