"""The smoke test of the packaged program, tried on programs and pictures that are wrong in known ways."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage

import nncore
from tests.bundle import smoke
from tests.bundle.places import Place
from tests.pixels import BLUE, ORANGE, Pixels, read_picture, share_near

WHITE = (255, 255, 255)

needs_scripts = pytest.mark.skipif(os.name == "nt", reason="the stand-in is a script")


def picture(surface: tuple[int, int, int] = BLUE, chart: tuple[int, int, int] = BLUE) -> Pixels:
    """A white window with an orange strip and one of the given colour where surface and map should be."""
    pixels = np.full((800, 1280, 3), 255, np.uint8)
    for top, colour in ((100, surface), (450, chart)):
        pixels[top : top + 50, 900:1200] = ORANGE
        pixels[top + 50 : top + 100, 900:1200] = colour
    return pixels


def outcome(folder: Path, name: str = "e", status: int = 0, words: str = "") -> smoke.Outcome:
    return smoke.Outcome(status, words, 1.0, folder / f"{name}.png", folder / f"{name}.json")


def test_a_picture_with_both_colours_in_both_views_is_right() -> None:
    assert list(smoke.picture_problems(picture())) == []


@pytest.mark.parametrize(
    ("pixels", "problem"),
    [
        (picture(surface=WHITE), "the surface shows no blue to speak of (0.0% of it)"),
        (picture(chart=WHITE), "the map shows no blue to speak of (0.0% of it)"),
        (np.full((800, 1280, 3), 255, np.uint8), "the surface shows no orange to speak of (0.0% of it)"),
        (np.full((700, 1024, 3), 255, np.uint8), "the picture is 1024x700, not 1280x800"),
    ],
)
def test_a_blank_view_is_found(pixels: Pixels, problem: str) -> None:
    assert problem in list(smoke.picture_problems(pixels))


def test_exit_status_and_complaints_are_found(tmp_path: Path) -> None:
    found = list(smoke.problems(outcome(tmp_path, status=3, words="hello\n  Traceback (most recent call last):\n")))
    assert found[:2] == ["the exit status is 3", "it said: Traceback (most recent call last):"]
    assert found[2:] == ["there is no picture", "there is no experiment"]


@pytest.fixture
def learned(tmp_path: Path) -> smoke.Outcome:
    """What a start leaves behind in which all went well."""
    return left_behind(tmp_path, "learned", picture(), epochs=40)


def left_behind(folder: Path, name: str, pixels: Pixels, epochs: int) -> smoke.Outcome:
    trainer = nncore.Trainer(nncore.PRESETS["first-run"].experiment)
    if epochs:
        trainer.advance(epochs=epochs)
    found = outcome(folder, name)
    nncore.save(found.experiment, trainer)
    height, width, _ = pixels.shape
    assert QImage(pixels.tobytes(), width, height, 3 * width, QImage.Format.Format_RGB888).save(str(found.picture))
    return found


def test_it_learned_is_the_same_when_reopened_and_looks_otherwise_when_untouched(
    learned: smoke.Outcome, tmp_path: Path
) -> None:
    untouched = left_behind(tmp_path, "untouched", picture(surface=WHITE), epochs=0)
    assert learned.learned()
    assert not untouched.learned()
    assert list(smoke.course_problems(learned, learned, untouched)) == []


def test_a_file_that_comes_back_otherwise_is_found(learned: smoke.Outcome, tmp_path: Path) -> None:
    reopened = left_behind(tmp_path, "reopened", picture(), epochs=41)
    untouched = left_behind(tmp_path, "untouched", picture(surface=WHITE), epochs=0)
    (found,) = smoke.course_problems(learned, reopened, untouched)
    assert found == "what it saved, opened and saved again is not the same"


def test_a_surface_that_stands_still_is_found(learned: smoke.Outcome, tmp_path: Path) -> None:
    untouched = left_behind(tmp_path, "untouched", picture(), epochs=0)
    (found,) = smoke.course_problems(learned, learned, untouched)
    assert found == "the surface did not change while it learned (0.0% of it)"


def test_a_blank_window_after_reopening_is_found(learned: smoke.Outcome, tmp_path: Path) -> None:
    blank = left_behind(tmp_path, "reopened", np.full((800, 1280, 3), 255, np.uint8), epochs=40)
    found = list(smoke.course_problems(learned, blank, blank))
    assert found[0] == "reopened: the surface shows no orange to speak of (0.0% of it)"


def test_a_file_that_is_not_there_has_not_learned(tmp_path: Path) -> None:
    assert not outcome(tmp_path).learned()


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ({("a.nbi", 1)}, {("a.nbi", 1)}, []),
        (set(), {("a.nbi", 1)}, ["the compiled engine was not cached in the home folder"]),
        ({("a.nbi", 1)}, {("a.nbi", 2)}, ["a later start compiled the engine again"]),
        ({("a.nbi", 1)}, {("a.nbi", 1), ("b.nbi", 2)}, ["a later start compiled the engine again"]),
    ],
)
def test_the_cache_must_be_left_and_found_again(
    before: set[tuple[str, int]], after: set[tuple[str, int]], found: list[str]
) -> None:
    assert smoke.cache_problems(frozenset(before), frozenset(after)) == found


def test_a_trained_experiment_is_right_and_an_untrained_one_is_found(tmp_path: Path) -> None:
    trainer = nncore.Trainer(nncore.PRESETS["first-run"].experiment)
    nncore.save(tmp_path / "e.json", trainer)
    assert list(smoke.experiment_problems(tmp_path / "e.json")) == ["it did not train"]
    trainer.advance(epochs=1)
    nncore.save(tmp_path / "e.json", trainer)
    (found,) = smoke.experiment_problems(tmp_path / "e.json")
    assert found.startswith("it trained, and has no more than ")
    trainer.advance(epochs=40)
    nncore.save(tmp_path / "e.json", trainer)
    assert list(smoke.experiment_problems(tmp_path / "e.json")) == []


def test_a_damaged_experiment_is_found(tmp_path: Path) -> None:
    (tmp_path / "e.json").write_text("{", encoding="utf-8")
    (found,) = smoke.experiment_problems(tmp_path / "e.json")
    assert found.startswith("the experiment does not load: ")


# The whole of it, with a script that stands in for the program.


def stand_in(place: Place, code: str) -> None:
    place.program.write_text(f"#!{sys.executable}\nimport os, sys\n{code}\n", encoding="utf-8")
    place.program.chmod(0o755)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    for name in ("home", "work"):
        (tmp_path / name).mkdir()
    return Place("a test", tmp_path / "program", tmp_path / "home", tmp_path / "work", {"SPECIAL": "1"})


@needs_scripts
def test_the_program_is_started_with_a_screen_an_empty_home_and_nothing_else(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISPLAY", ":5")
    monkeypatch.setenv("PYTHONPATH", "/somewhere")
    monkeypatch.setenv("VIRTUAL_ENV", "/somewhere")
    stand_in(place, "print(sys.argv[1:3], os.getcwd(), sorted(os.environ.items()))\nsys.exit(4)")
    found = smoke.start(place, 3, "first", "--play")
    assert found.status == 4
    assert found.words.startswith(f"['--play', '--seconds'] {place.work}")
    for name, value in {"DISPLAY": ":5", "PATH": "", "HOME": str(place.home), "SPECIAL": "1"}.items():
        assert f"('{name}', '{value}')" in found.words
    assert "somewhere" not in found.words


@needs_scripts
def test_a_program_that_does_nothing_is_given_more_time_and_then_found_out(place: Place) -> None:
    stand_in(place, "print(sys.argv, file=open('log', 'a'))")
    found = smoke.examine(place)
    assert (place.work / "log").read_text().count("'--play', '--seconds', '45'") == 1
    assert "learned: there is no experiment" in found.problems
    assert "the compiled engine was not cached in the home folder" in found.problems
    assert len(found.starts) == 3


@needs_scripts
def test_a_place_that_keeps_no_cache_is_not_blamed_for_it(place: Place) -> None:
    stand_in(place, "pass")
    assert not any("cached" in problem for problem in smoke.examine(replace(place, keeps_cache=False)).problems)


def test_the_cache_is_known_by_names_and_times(tmp_path: Path) -> None:
    assert smoke.compiled(tmp_path) == frozenset()
    (tmp_path / "kernels.nbc").write_bytes(b"code")
    before = smoke.compiled(tmp_path)
    assert {name for name, _ in before} == {"kernels.nbc"}
    os.utime(tmp_path / "kernels.nbc", (1, 1))
    assert smoke.compiled(tmp_path) != before


def test_the_pixels_of_a_picture_are_its_colours_in_rows(tmp_path: Path) -> None:
    image = QImage(7, 2, QImage.Format.Format_RGB32)
    image.fill(QColor(10, 20, 30))
    image.setPixelColor(6, 1, QColor(200, 100, 50))
    image.save(str(tmp_path / "p.png"))
    pixels = read_picture(tmp_path / "p.png")
    assert pixels.shape == (2, 7, 3)
    assert pixels[0, 0].tolist() == [10, 20, 30]
    assert pixels[1, 6].tolist() == [200, 100, 50]
    assert share_near(pixels, (210, 110, 60), within=10) == pytest.approx(1 / 14)


def test_data_points_without_the_surface_do_not_pass_for_it() -> None:
    pixels = picture()
    pixels[90:430, 870:] = 255
    pixels[100:140, 900:980] = ORANGE
    pixels[200:240, 900:980] = BLUE
    (first, second) = smoke.picture_problems(pixels)
    assert first.startswith("the surface shows no orange to speak of (2.")
    assert second.startswith("the surface shows no blue to speak of (2.")
