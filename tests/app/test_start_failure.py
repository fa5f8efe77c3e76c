"""Where the program cannot start it says so in one sentence, and the log has the rest."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

LOG = Path("perceptron-lab") / "perceptron-lab.log"


def run(state: Path, script: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    """Start the program after `script`, which may break it."""
    start = f"{script}\nfrom app.__main__ import main; import sys; sys.exit(main())"
    surroundings = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    surroundings |= {"XDG_STATE_HOME": str(state), **environment}
    return subprocess.run(
        [sys.executable, "-c", start],
        env=surroundings,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def logged(state: Path) -> str:
    return (state / LOG).read_text(encoding="utf-8")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a screen")
@pytest.mark.parametrize(
    ("environment", "reason"),
    [
        ({"QT_QPA_PLATFORM": "xcb", "DISPLAY": ":987"}, "could not connect to display :987"),
        ({"QT_QPA_PLATFORM": "nonsense"}, 'Could not find the Qt platform plugin "nonsense" in ""'),
    ],
)
def test_without_a_screen_it_says_so_and_ends(tmp_path: Path, environment: dict[str, str], reason: str) -> None:
    done = run(tmp_path, **environment)
    log = tmp_path / LOG
    assert (done.returncode, done.stdout) == (1, "")
    assert (
        done.stderr == f"perceptron-lab: Perceptron Lab cannot open a window here: {reason}. The log says more: {log}\n"
    )
    assert "no Qt platform plugin could be initialized" in logged(tmp_path)


def test_a_part_that_cannot_be_loaded_is_named(tmp_path: Path) -> None:
    done = run(tmp_path, "import sys; sys.modules['app.launch'] = None", QT_QPA_PLATFORM="offscreen")
    assert done.returncode == 1
    assert done.stderr.startswith("perceptron-lab: Perceptron Lab cannot start: a part of it cannot be loaded. ")
    assert len(done.stderr.splitlines()) == 1
    assert "Traceback (most recent call last):" in logged(tmp_path)


def test_so_it_is_where_qt_itself_cannot_be_loaded(tmp_path: Path) -> None:
    done = run(tmp_path, "import sys; sys.modules['PySide6'] = None", TMPDIR=str(tmp_path))
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    [log] = tmp_path.rglob("perceptron-lab.log")
    assert str(log) in done.stderr
    assert "Traceback" in log.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("failure", "sentence"),
    [
        (
            "FileNotFoundError(2, 'No such file', 'Inter.otf')",
            "a part of it is missing. [Errno 2] No such file: 'Inter",
        ),
        ("RuntimeError('no idea\\n why')", "something unexpected went wrong. RuntimeError: no idea why. The log"),
        ("MemoryError()", "something unexpected went wrong. MemoryError. The log says more"),
    ],
)
def test_whatever_fails_before_the_window_is_there_is_told(tmp_path: Path, failure: str, sentence: str) -> None:
    breaking = f"from app import bootstrap\ndef load_fonts():\n    raise {failure}\nbootstrap.load_fonts = load_fonts"
    done = run(tmp_path, breaking, QT_QPA_PLATFORM="offscreen")
    assert done.returncode == 1
    assert done.stderr.startswith(f"perceptron-lab: Perceptron Lab cannot start: {sentence}")
    assert len(done.stderr.splitlines()) == 1
    assert "Traceback" in logged(tmp_path)
    assert not list(tmp_path.rglob("crash-*"))


def test_where_no_log_can_be_written_the_sentence_is_all_there_is(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    done = run(tmp_path / "file", "import sys; sys.modules['app.launch'] = None", QT_QPA_PLATFORM="offscreen")
    assert done.returncode == 1
    assert done.stderr.endswith("Installing it again may help.\n")
