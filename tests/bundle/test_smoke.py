"""The smoke test of the packaged program, tried on programs and pictures that are wrong in known ways."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage

import nncore
from tests.bundle import smoke
from tests.pixels import BLUE, ORANGE, Pixels, read_picture, share_near

WHITE = (255, 255, 255)


def picture(surface: tuple[int, int, int] = BLUE, chart: tuple[int, int, int] = BLUE) -> Pixels:
    """A white window with an orange strip and one of the given colour where surface and map should be."""
    pixels = np.full((800, 1280, 3), 255, np.uint8)
    for top, colour in ((100, surface), (450, chart)):
        pixels[top : top + 50, 900:1200] = ORANGE
        pixels[top + 50 : top + 100, 900:1200] = colour
    return pixels


def outcome(folder: Path, status: int = 0, words: str = "") -> smoke.Outcome:
    return smoke.Outcome(status, words, 1.0, folder / "p.png", folder / "e.json")


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
    found = list(smoke.problems(outcome(tmp_path, 3, "hello\n  Traceback (most recent call last):\n")))
    assert found[:2] == ["the exit status is 3", "it said: Traceback (most recent call last):"]
    assert found[2:] == ["there is no picture", "there is no experiment"]


def test_a_trained_experiment_is_right_and_an_untrained_one_is_found(tmp_path: Path) -> None:
    trainer = nncore.Trainer(nncore.PRESETS["first-run"].experiment)
    nncore.save(tmp_path / "e.json", trainer)
    assert list(smoke.experiment_problems(tmp_path / "e.json")) == ["it did not train"]
    trainer.advance(epochs=10)
    nncore.save(tmp_path / "e.json", trainer)
    assert list(smoke.experiment_problems(tmp_path / "e.json")) == []


def test_a_damaged_experiment_is_found(tmp_path: Path) -> None:
    (tmp_path / "e.json").write_text("{", encoding="utf-8")
    (found,) = smoke.experiment_problems(tmp_path / "e.json")
    assert found.startswith("the experiment does not load: ")


@pytest.mark.skipif(os.name == "nt", reason="the stand-in is a script")
def test_the_program_is_started_with_a_screen_an_empty_home_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISPLAY", ":5")
    monkeypatch.setenv("PYTHONPATH", "/somewhere")
    monkeypatch.setenv("VIRTUAL_ENV", "/somewhere")
    program = tmp_path / "program"
    program.write_text(f"#!{sys.executable}\nimport os, sys\nprint(sorted(os.environ.items()))\nsys.exit(4)\n")
    program.chmod(0o755)
    found = smoke.start(program, tmp_path)
    assert found.status == 4
    assert "('DISPLAY', ':5')" in found.words
    assert "('PATH', '')" in found.words
    assert f"('HOME', '{tmp_path}')" in found.words
    assert "somewhere" not in found.words


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
