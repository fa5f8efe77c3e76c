"""The file of an autosave: all of the work comes back from it exactly, and nothing else is taken for one."""

from __future__ import annotations

import json
import tracemalloc
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import nncore as nn
from app.model import kept
from app.model.kept import Moment
from app.model.work import FULL_SPEED
from nncore import storage
from nncore.lesson import Lesson

FIRST = nn.PRESETS["first-run"].experiment
TIME = datetime(2026, 3, 4, 14, 32, 5, 678, UTC)


def moment(**changes: Any) -> Moment:
    trainer = nn.Trainer(FIRST)
    trainer.advance(observations=300)
    made = Moment(FIRST, trainer.state(), Lesson(("panel.inputs",)), 320.0, "First", None, TIME, lambda: b"\x89PNG")
    return replace(made, **changes)


def written(tmp_path: Path, what: Moment) -> Path:
    path = tmp_path / "experiment.json"
    path.write_text("".join(what.pieces()), encoding="utf-8")
    return path


def test_everything_comes_back(tmp_path: Path) -> None:
    before = moment(path=tmp_path / "a “b”.json")
    after = kept.read(written(tmp_path, before))
    assert after.experiment == FIRST
    assert after.lesson == Lesson(("panel.inputs",))
    assert (after.speed, after.name, after.path, after.time) == (320.0, "First", tmp_path / "a “b”.json", TIME)
    assert after.picture() == b"\x89PNG"


def test_the_training_goes_on_to_the_last_bit(tmp_path: Path) -> None:
    after = kept.read(written(tmp_path, moment()))
    assert after.state is not None
    resumed, straight = nn.Trainer(FIRST), nn.Trainer(FIRST)
    resumed.restore(after.state)
    resumed.advance(observations=700)
    straight.advance(observations=1000)
    assert np.array_equal(resumed.network.parameters, straight.network.parameters)


def test_it_holds_the_text_of_a_file(tmp_path: Path) -> None:
    what = moment()
    text = json.loads(written(tmp_path, what).read_text())["file"]
    assert text == json.loads(storage.dump(FIRST, what.state, what.lesson))


def test_full_speed_is_kept(tmp_path: Path) -> None:
    assert kept.read(written(tmp_path, moment(speed=FULL_SPEED))).speed == FULL_SPEED


def test_work_that_was_never_trained_is_kept(tmp_path: Path) -> None:
    assert kept.read(written(tmp_path, moment(state=None))).state is None


def test_a_file_given_from_where_the_program_was_started_is_known_from_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert kept.read(written(tmp_path, moment(path=Path("a.json")))).path == tmp_path / "a.json"


def test_a_name_is_of_one_line(tmp_path: Path) -> None:
    assert kept.read(written(tmp_path, moment(name="First\nand\tsecond"))).name == "First and second"


def about(**changes: Any) -> Callable[[dict[str, Any]], object]:
    def change(content: dict[str, Any]) -> None:
        content["about"].update(changes)

    return change


def cut(content: dict[str, Any]) -> object:
    return content["file"]["state"]["parameters"].pop()


def too_wide(content: dict[str, Any]) -> None:
    content["file"]["state"] = None
    content["file"]["experiment"]["network"]["hidden_layers"][0]["size"] = 65


DAMAGES = {
    "another format": lambda content: content.update(format="perceptron-lab"),
    "a newer version": lambda content: content.update(version=2),
    "a field more": lambda content: content.update(colour="red"),
    "no file": lambda content: content.pop("file"),
    "the file is a number": lambda content: content.update(file=7),
    "a parameter is missing": cut,
    "a network that is too wide": too_wide,
    "no time": about(time="soon"),
    "a time before all times": about(time="0001-01-01T00:00:00+23:00"),
    "a year in which there was nothing to keep": about(time="0001-02-01T00:00:00+00:00"),
    "the last of all years": about(time="9999-12-31T23:59:59+00:00"),
    "a path that cannot be one": about(path="/home/a\0b.json"),
    "no name": about(name=None),
    "no picture": about(picture="ä"),
    "a speed that cannot be chosen": about(speed=0.5),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_what_is_damaged_is_refused(damage: str, tmp_path: Path) -> None:
    path = written(tmp_path, moment())
    content = json.loads(path.read_text())
    DAMAGES[damage](content)
    path.write_text(json.dumps(content))
    with pytest.raises(nn.FormatError):
        kept.read(path)


@pytest.mark.parametrize("contents", [b"", b"{}", b"[]", b"\xff\xfe", b"null", b"dear diary"])
def test_junk_is_refused(contents: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(contents)
    with pytest.raises(nn.FormatError):
        kept.read(tmp_path / "a.json")


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.9, 0.999])
def test_what_was_cut_off_is_refused(share: float, tmp_path: Path) -> None:
    path = written(tmp_path, moment())
    whole = path.read_bytes()
    path.write_bytes(whole[: int(share * len(whole))])
    with pytest.raises(nn.FormatError):
        kept.read(path)


@pytest.mark.parametrize("part", ["", "file"])
def test_what_a_later_version_has_written_is_told_from_what_is_damaged(part: str, tmp_path: Path) -> None:
    path = written(tmp_path, moment())
    content = json.loads(path.read_text())
    (content[part] if part else content)["version"] = 2
    path.write_text(json.dumps(content))
    with pytest.raises(kept.NewerError, match="2 is newer than 1"):
        kept.read(path)


def test_of_what_is_absurdly_large_no_more_is_read_than_tells_that(tmp_path: Path) -> None:
    with (tmp_path / "a.json").open("wb") as stream:
        stream.truncate(2**30)
    tracemalloc.start()
    try:
        with pytest.raises(nn.FormatError, match="larger than 9 MB"):
            kept.read(tmp_path / "a.json")
        assert tracemalloc.get_traced_memory()[1] < 2 * 9 * 2**20
    finally:
        tracemalloc.stop()


def test_what_is_absurdly_large_is_refused(tmp_path: Path) -> None:
    with (tmp_path / "a.json").open("wb") as stream:
        stream.truncate(9 * 2**20 + 1)
    with pytest.raises(nn.FormatError, match="larger than 9 MB"):
        kept.read(tmp_path / "a.json")
