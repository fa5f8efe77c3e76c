"""The quick twin of `python -m tests.soak kills`, and whether it would notice what is lost."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

import nncore as nn
from app.model import claims
from app.model.kept import Moment
from nncore.lesson import NO_LESSON
from tests.soak.kills import EXPERIMENT, Trail, autosave_problems, file_problems, kills

EARLIER, LATER = datetime(2026, 1, 1, 12, 0, tzinfo=UTC), datetime(2026, 1, 1, 12, 1, tzinfo=UTC)


def test_a_program_that_is_killed_leaves_what_loads() -> None:
    report = kills(2, seed=3)
    assert report.good, str(report)
    told = {figure.what.rpartition(" ")[2]: figure.value for figure in report.figures}
    assert told["ready"] > 0


@pytest.fixture
def trail(tmp_path: Path) -> Trail:
    """The file holds a training of 64 observations."""
    trainer = nn.Trainer(EXPERIMENT)
    trainer.advance(observations=64)
    nn.save(tmp_path / "experiment.json", trainer)
    return Trail(tmp_path / "experiment.json")


def test_the_last_file_or_a_newer_one_is_right(trail: Trail) -> None:
    assert list(file_problems(trail, ["ready", "saved 32", "saved 64"])) == []
    assert list(file_problems(trail, ["ready", "saved 32"])) == []
    assert trail.observations == 64


def test_an_older_file_is_noticed(trail: Trail) -> None:
    found = list(file_problems(trail, ["ready", "saved 96"]))
    assert found == ["the file has 64 observations and should have at least 96"]


def test_a_file_from_before_the_last_program_is_noticed(trail: Trail) -> None:
    trail.observations = 100
    assert list(file_problems(trail, [])) == ["the file has 64 observations and should have at least 100"]


def test_half_a_file_and_none_are_noticed(trail: Trail) -> None:
    text = trail.path.read_text(encoding="utf-8")
    trail.path.write_text(text[: len(text) // 2], encoding="utf-8")
    assert [found[:23] for found in file_problems(trail, [])] == ["the file does not load:"]
    trail.path.unlink()
    assert [found[:23] for found in file_problems(trail, [])] == ["the file does not load:"]


def test_what_the_program_says_on_stderr_is_a_problem(trail: Trail) -> None:
    assert list(file_problems(trail, ["error Traceback"])) == ["Traceback"]


def left_autosave(home: Path, time: datetime) -> Path:
    """As a program leaves it that was killed."""
    claim = claims.new(home / "autosaves")
    moment = Moment(EXPERIMENT, None, NO_LESSON, 100.0, "", None, time, lambda: b"")
    claim.file.write_text("".join(moment.pieces()), encoding="utf-8")
    claim.release()
    return claim.file


def test_the_autosave_that_was_told_of_is_right_and_is_cleared_away(trail: Trail, tmp_path: Path) -> None:
    path = left_autosave(tmp_path, EARLIER)
    assert list(autosave_problems(trail, tmp_path, ["ready", f"kept {EARLIER.isoformat()}"])) == []
    assert trail.outcomes["read"] == 1
    assert not path.parent.exists()


def test_an_older_autosave_is_noticed(trail: Trail, tmp_path: Path) -> None:
    left_autosave(tmp_path, EARLIER)
    found = list(autosave_problems(trail, tmp_path, [f"kept {LATER.isoformat()}"]))
    assert found == [f"the autosave is of {EARLIER}, and one of {LATER} was told of"]


def test_a_lost_autosave_is_noticed_but_not_where_the_work_was_saved_since(trail: Trail, tmp_path: Path) -> None:
    kept = f"kept {LATER.isoformat()}"
    assert len(list(autosave_problems(trail, tmp_path, [kept]))) == 1
    assert list(autosave_problems(trail, tmp_path, [kept, "saved 64"])) == []


def test_half_an_autosave_is_noticed(trail: Trail, tmp_path: Path) -> None:
    path = left_autosave(tmp_path, EARLIER)
    path.write_text(path.read_text(encoding="utf-8")[:200], encoding="utf-8")
    assert [found[:27] for found in autosave_problems(trail, tmp_path, [])] == ["the autosave does not load:"]
