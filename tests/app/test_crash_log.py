"""How a crash is written down while the program dies, and heard of at the next start."""

from __future__ import annotations

import faulthandler
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.trouble import crash_log
from app.trouble.crash_log import CrashLog

LIVING = """
import sys
from pathlib import Path
from app.trouble.crash_log import CrashLog
log = CrashLog(Path(sys.argv[1]))
log.begin()
print("ready", flush=True)
sys.stdin.readline()
"""
CRASH = LIVING + "import ctypes; ctypes.string_at(0)"
END = LIVING + "log.end()"
ABORT = LIVING + "import os; os.abort()"


def start(folder: Path, script: str) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", script, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def let_go(process: subprocess.Popen[str]) -> int:
    process.communicate("go\n", timeout=60)
    return process.returncode


@pytest.fixture
def own_faulthandler() -> Iterator[None]:
    """That of the tests is back afterwards."""
    yield
    faulthandler.enable(2)


@pytest.mark.parametrize(("script", "cause"), [(CRASH, "Segmentation fault"), (ABORT, "Aborted")])
def test_a_crash_is_heard_of_once(tmp_path: Path, script: str, cause: str) -> None:
    assert let_go(start(tmp_path, script)) < 0
    [crash] = crash_log.collect(tmp_path)
    assert crash.cause == cause
    assert 'File "<string>"' in crash.text
    assert list(tmp_path.iterdir()) == []
    assert crash_log.collect(tmp_path) == []


def test_a_program_that_ends_as_it_should_leaves_nothing_behind(tmp_path: Path) -> None:
    assert let_go(start(tmp_path, END)) == 0
    assert list(tmp_path.iterdir()) == []


def test_a_program_that_was_killed_did_not_crash(tmp_path: Path) -> None:
    process = start(tmp_path, LIVING)
    process.kill()
    process.communicate(timeout=60)
    assert len(list(tmp_path.glob("crash-*.log"))) == 1
    assert crash_log.collect(tmp_path) == []
    assert list(tmp_path.iterdir()) == []


def test_that_of_a_program_that_lives_is_left_alone(tmp_path: Path) -> None:
    process = start(tmp_path, CRASH)
    [file] = tmp_path.glob("crash-*.log")
    file.write_text("Windows fatal exception: code 0x8001010d\n", encoding="utf-8")
    assert crash_log.collect(tmp_path) == []
    assert file.exists()
    let_go(process)
    assert len(crash_log.collect(tmp_path)) == 1


def test_several_are_told_in_their_order_and_damaged_ones_too(tmp_path: Path) -> None:
    for number, contents in enumerate((b"Fatal Python error: Bus error\n\nThread", b"\xff\xfe nonsense", b"  \n")):
        path = tmp_path / f"crash-{number}.log"
        path.write_bytes(contents)
    causes = sorted(crash.cause for crash in crash_log.collect(tmp_path))
    assert causes == ["Bus error", "\ufffd\ufffd nonsense"]


def test_an_endless_one_is_cut(tmp_path: Path) -> None:
    (tmp_path / "crash-1.log").write_text("x" * 30_000, encoding="utf-8")
    [crash] = crash_log.collect(tmp_path)
    assert (crash.cause, crash.text) == ("x" * 100, "x" * 20_000)


def test_where_nothing_can_be_written_the_program_starts_all_the_same(tmp_path: Path, own_faulthandler: None) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    log = CrashLog(tmp_path / "file" / "state")
    log.begin()
    assert crash_log.collect(tmp_path / "file" / "state") == []
    log.end()


def test_a_folder_that_does_not_exist_yet_is_made(tmp_path: Path, own_faulthandler: None) -> None:
    log = CrashLog(tmp_path / "state")
    log.begin()
    assert len(list((tmp_path / "state").glob("crash-*.log"))) == 1
    log.end()
    assert list((tmp_path / "state").iterdir()) == []
