"""The clock of the packaged program sees what is on a screen, and when."""

from __future__ import annotations

import struct
import sys
from pathlib import Path

import numpy as np
import pytest

from tests.bench import frozen
from tests.bench.frozen import Picture, Program
from tests.virtual_screen import AVAILABLE

needs_xvfb = pytest.mark.skipif(not AVAILABLE, reason="needs Xvfb, on Linux")
ALL = (slice(None), slice(None))

# A window of one colour, which comes after a while, and changes it later.
WINDOW = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget
application = QApplication([])
window = QWidget()
window.setStyleSheet("background: white")
window.resize(1280, 800)
window.show()
QTimer.singleShot(300, lambda: window.setStyleSheet("background: #2a78b8"))
application.exec()
"""


def view(*rgb: int, share: float = 1.0) -> Picture:
    picture = np.zeros((100, 100, 4), np.uint8)
    picture[1 : 1 + round(100 * share), :, :3] = rgb[::-1]
    return picture


@pytest.mark.parametrize(
    ("picture", "painted", "coloured"),
    [
        (view(0, 0, 0), False, False),
        (view(255, 255, 255), True, False),
        (view(243, 245, 247), True, False),
        (view(42, 120, 184), True, True),
        (view(224, 129, 42, share=0.1), True, True),
        (view(224, 129, 42, share=0.01), False, False),
    ],
)
def test_paper_is_painted_and_a_surface_is_coloured(picture: Picture, painted: bool, coloured: bool) -> None:
    assert frozen.is_painted(picture) == painted
    assert frozen.is_coloured(picture) == coloured


def test_the_screen_s_file_is_read_by_its_head(tmp_path: Path) -> None:
    head = [0] * 25
    head[0], head[4], head[5], head[12], head[19] = 104, 3, 2, 16, 1
    pixels = bytes(range(2 * 16))
    (tmp_path / "screen").write_bytes(struct.pack(">25I", *head) + b"name" + bytes(12) + pixels)
    picture = frozen.as_picture(tmp_path / "screen")
    assert picture.shape == (2, 3, 4)
    assert picture[1, 2].tolist() == [24, 25, 26, 27]


@needs_xvfb
def test_a_window_is_seen_when_it_comes_and_when_it_changes(tmp_path: Path) -> None:
    program = Program([sys.executable, "-c", WINDOW], ALL)
    with frozen.watched_screen() as (display, picture):
        assert not frozen.is_painted(picture)
        env = {"HOME": str(tmp_path), "DISPLAY": display, "XDG_RUNTIME_DIR": str(tmp_path)}
        shown, coloured = frozen.watch(program, env, picture, frozen.is_painted, frozen.is_coloured)
        assert not frozen.is_painted(picture)
    assert 0.0 < shown < coloured


@needs_xvfb
def test_a_program_that_shows_nothing_ends_the_waiting(tmp_path: Path) -> None:
    program = Program([sys.executable, "-c", ""], ALL)
    with frozen.watched_screen() as (_, picture), pytest.raises(SystemExit, match="in vain"):
        frozen.watch(program, {"HOME": str(tmp_path)}, picture, frozen.is_painted)


def test_without_a_packaged_program_there_is_a_sentence_and_no_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(frozen, "AVAILABLE", True)
    monkeypatch.setattr(frozen, "OURS", tmp_path / "nothing")
    assert frozen.rows() == []
    assert "dev.py build" in capsys.readouterr().out
