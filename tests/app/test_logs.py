"""The log file: small, shared by several running programs, and never in the way."""

from __future__ import annotations

import logging
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.trouble import logs
from tests.app import loggers


@pytest.fixture(autouse=True)
def restored() -> Iterator[None]:
    with loggers.restored():
        yield


def test_what_goes_wrong_is_written_to_a_file_and_not_to_the_terminal(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    logs.keep(tmp_path / "state")
    logging.getLogger("app.training.worker").error("something broke")
    path = tmp_path / "state" / "perceptron-lab.log"
    assert "ERROR app.training.worker: something broke" in path.read_text(encoding="utf-8")
    assert logs.path() == path
    assert capfd.readouterr().err == ""


def test_where_nothing_can_be_written_there_is_none(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    logs.keep(tmp_path / "file" / "state")
    logging.getLogger("app").error("unheard")
    assert logs.path() is None


def test_a_file_that_is_lost_on_the_way_is_no_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    logs.keep(tmp_path)
    monkeypatch.setattr(logging.StreamHandler, "flush", full)
    logging.getLogger("app").error("unheard")
    monkeypatch.undo()
    logging.getLogger("app").error("heard")
    assert "heard" in (tmp_path / logs.NAME).read_text(encoding="utf-8")
    assert capfd.readouterr().err == ""


def test_it_does_not_grow_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logs, "MAX_BYTES", 2_000)
    logs.keep(tmp_path)
    for number in range(300):
        logging.getLogger("app").error("line %d", number)
    files = sorted(tmp_path.iterdir())
    assert [file.name for file in files] == [f"perceptron-lab.log{ending}" for ending in ("", ".1", ".2")]
    assert all(file.stat().st_size <= 2_000 for file in files)
    assert "line 299" in files[0].read_text(encoding="utf-8")


WRITER = """
import logging, sys
from pathlib import Path
from app.trouble import logs
logs.MAX_BYTES = 4_000
logs.keep(Path(sys.argv[1]))
print("ready", flush=True)
sys.stdin.readline()
for number in range(400):
    logging.getLogger("app").error("%s %d", sys.argv[2], number)
"""


def test_two_programs_that_exchange_the_same_file_do_not_trip_over_each_other(tmp_path: Path) -> None:
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(tmp_path), name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for name in ("one", "other")
    ]
    for writer in writers:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write("go\n")
        writer.stdin.flush()
    ends = [(*writer.communicate(timeout=60), writer.returncode) for writer in writers]
    assert ends == [("", "", 0), ("", "", 0)]
    written = "".join(file.read_text(encoding="utf-8") for file in tmp_path.iterdir())
    assert "one 399\n" in written or "other 399\n" in written


def test_a_file_that_cannot_be_moved_is_written_to_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def held(*_: object) -> None:
        raise PermissionError(13, "it is open in another program")

    monkeypatch.setattr(logs, "MAX_BYTES", 100)
    monkeypatch.setattr("os.rename", held)
    logs.keep(tmp_path)
    for number in range(20):
        logging.getLogger("app").error("line %d", number)
    assert (tmp_path / logs.NAME).read_text(encoding="utf-8").count("line") == 20


@pytest.mark.parametrize(
    ("count", "is_worth"), [(1, True), (3, True), (4, False), (10, True), (20, False), (100, True), (101, False)]
)
def test_what_repeats_is_written_more_and_more_rarely(count: int, is_worth: bool) -> None:
    assert logs.is_worth_a_line(count) is is_worth
