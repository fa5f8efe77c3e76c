"""The lesson in a file: there when something is hidden, checked as strictly as the rest, kept by those who train on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import nncore as nn
from nncore import storage
from nncore.__main__ import main
from nncore.axes import Axes, AxisScale
from nncore.lesson import NO_LESSON, Lesson
from tests.nncore.examples import assert_same_moment, experiment

LESSON = Lesson(("panel.inputs", "training.optimizer"))


@pytest.fixture
def content() -> Any:
    return json.loads(storage.dump(experiment(), lesson=LESSON))


def refusal(content: Any) -> str:
    with pytest.raises(nn.FormatError) as caught:
        storage.parse(json.dumps(content))
    return str(caught.value)


def test_a_file_keeps_the_names_of_what_is_hidden(content: Any) -> None:
    assert content["version"] == 1
    assert content["lesson"] == {"hidden": ["panel.inputs", "training.optimizer"]}
    assert storage.parse(json.dumps(content)) == storage.Content(experiment(), lesson=LESSON)


def test_a_person_can_read_the_lesson_without_scrolling_past_the_weights() -> None:
    text = storage.dump(experiment(), nn.Trainer(experiment()).state(), LESSON)
    assert '  "lesson": {\n    "hidden": ["panel.inputs", "training.optimizer"]\n  },\n  "state": {\n' in text


def test_a_file_in_which_nothing_is_hidden_says_nothing_about_it() -> None:
    assert list(json.loads(storage.dump(experiment()))) == ["format", "version", "experiment", "state"]
    assert storage.parse(storage.dump(experiment())).lesson == NO_LESSON


def test_an_empty_lesson_is_as_good_as_none(content: Any) -> None:
    content["lesson"]["hidden"] = []
    assert storage.parse(json.dumps(content)).lesson == NO_LESSON


def test_a_name_that_is_not_known_yet_is_kept(content: Any) -> None:
    content["lesson"]["hidden"] = ["microscope.lens"]
    assert storage.parse(json.dumps(content)).lesson == Lesson(("microscope.lens",))


@pytest.mark.parametrize(
    ("lesson", "message"),
    [
        (None, "lesson: must be an object, got null"),
        ([], "lesson: must be an object, got a list"),
        ({"hidden": [], "shown": []}, "lesson.shown: unknown field; allowed are hidden, axes"),
        ({"hidden": "panel.data"}, 'lesson.hidden: must be a list, got "panel.data"'),
        ({"hidden": ["panel.data", 7]}, "lesson.hidden[1]: must be a text, got 7"),
        ({"hidden": [""]}, "lesson.hidden[0]: must be a text of 1 to 100 characters, got ''"),
        ({"hidden": ["a" * 101]}, f"lesson.hidden[0]: must be a text of 1 to 100 characters, got '{'a' * 56}..."),
        ({"hidden": ["a"] * 101}, "lesson.hidden: must be a list of at most 100, got '101 items'"),
    ],
)
def test_what_is_no_lesson_is_refused_with_its_place(lesson: Any, message: str, content: Any) -> None:
    content["lesson"] = lesson
    assert refusal(content) == message


AXES = Axes(AxisScale("height", 150.0, 2.5), AxisScale("weight", 50.0, 4.0), AxisScale("sex"), ("no", "yes"))


def test_a_file_keeps_what_the_axes_stand_for() -> None:
    text = storage.dump(experiment(), lesson=Lesson(axes=AXES))
    assert json.loads(text)["lesson"] == {
        "axes": {
            "x": {"name": "height", "offset": 150.0, "factor": 2.5},
            "y": {"name": "weight", "offset": 50.0, "factor": 4.0},
            "target": {"name": "sex", "offset": 0.0, "factor": 1.0},
            "labels": ["no", "yes"],
        }
    }
    assert storage.parse(text).lesson == Lesson(axes=AXES)
    both = Lesson(("panel.data",), AXES)
    assert storage.parse(storage.dump(experiment(), lesson=both)).lesson == both


@pytest.mark.parametrize(
    ("axes", "message"),
    [
        (None, "lesson.axes: must be an object, got null"),
        ({"x": {"name": "a", "offset": 0, "factor": 1}}, "lesson.axes.y: is missing"),
    ],
)
def test_axes_are_all_there_or_not_at_all(axes: Any, message: str, content: Any) -> None:
    content["lesson"] = {"axes": axes}
    assert refusal(content) == message


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        (("x", "factor"), 0, "lesson.axes.x.factor: must be greater than 0 and at most 1e+300, got 0.0"),
        (("x", "factor"), -2, "lesson.axes.x.factor: must be greater than 0 and at most 1e+300, got -2.0"),
        (("y", "factor"), 1e308, "lesson.axes.y.factor: must be greater than 0 and at most 1e+300, got 1e+308"),
        (("y", "offset"), -1e308, "lesson.axes.y.offset: must be between ±1e+300, got -1e+308"),
        (("y", "name"), "\ud800", 'lesson.axes.y.name: must be a text, got "\\ud800"'),
        (("y", "offset"), "1", 'lesson.axes.y.offset: must be a number, got "1"'),
        (("target", "name"), 3, "lesson.axes.target.name: must be a text, got 3"),
        (("labels",), ["a"] * 7, "lesson.axes.labels: must be a list of at most 6, got '7 items'"),
    ],
)
def test_axes_that_nothing_can_stand_on_are_refused(path: tuple[str, ...], value: Any, message: str) -> None:
    content = json.loads(storage.dump(experiment(), lesson=Lesson(axes=AXES)))
    place = content["lesson"]["axes"]
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    assert refusal(content) == message


def test_as_many_and_as_long_names_as_are_allowed() -> None:
    lesson = Lesson(("n" * 100,) * 100)
    assert storage.parse(storage.dump(experiment(), lesson=lesson)).lesson == lesson


def test_training_without_a_window_keeps_the_lesson(tmp_path: Path) -> None:
    path, out = tmp_path / "net.json", tmp_path / "out.json"
    storage.write(path, storage.dump(experiment(), lesson=LESSON))
    assert main(["train", str(path), "--epochs", "2", "-o", str(out)]) == 0
    kept = storage.read(out)
    assert kept.lesson == LESSON
    assert kept.state is not None
    assert kept.state.epoch == 2


def test_checking_a_file_with_a_lesson(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    storage.write(tmp_path / "net.json", storage.dump(experiment(), lesson=LESSON))
    assert main(["check", str(tmp_path / "net.json")]) == 0
    assert "valid" in capsys.readouterr().out


def test_a_trainer_from_a_file_with_a_lesson_is_the_one_that_was_saved(tmp_path: Path) -> None:
    trainer = nn.Trainer(experiment())
    trainer.advance(observations=20)
    storage.save(tmp_path / "net.json", trainer, LESSON)
    assert_same_moment(nn.load(tmp_path / "net.json").state(), trainer.state())
