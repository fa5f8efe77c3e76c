"""A line of words that gives way: its spaces, what is heard of it, and what is seen where it is too long."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from app.panels.elided import ElidedLabel


@pytest.fixture
def line(qtbot: QtBot) -> ElidedLabel:
    line = ElidedLabel("quiet")
    qtbot.addWidget(line)
    line.setStyleSheet("color: black; background: white")
    line.show()
    return line


def ink(line: ElidedLabel) -> list[int]:
    """The columns in which something is drawn."""
    image = line.grab().toImage()
    white = QColor("white").rgb()
    return [x for x in range(image.width()) if any(image.pixel(x, y) != white for y in range(image.height()))]


def test_it_is_one_line_with_the_thin_spaces_in_its_numbers(line: ElidedLabel) -> None:
    line.say("  12\u202f800 observations\n  and\tmore ")
    assert line.text() == "12\u202f800 observations and more"


def test_it_is_as_wide_as_what_it_says(line: ElidedLabel) -> None:
    line.say("short")
    short = line.sizeHint()
    line.say("longer than that")
    assert line.sizeHint().width() > 2 * short.width()
    assert line.sizeHint().height() == short.height() > 8
    line.say("")
    assert line.sizeHint().width() == 0


def test_what_does_not_fit_ends_in_dots_and_the_tool_tip_has_the_whole(line: ElidedLabel) -> None:
    line.say("a long sentence")
    line.resize(line.sizeHint())
    whole = ink(line)
    line.resize(60, line.height())
    assert 40 < max(ink(line)) < 60 < max(whole)
    assert line.toolTip() == "a long sentence"
    assert line.minimumSizeHint().width() == 0


@pytest.mark.parametrize("pixels", range(11, 25))
def test_in_type_of_any_size_all_of_it_is_seen_where_it_has_the_room_it_asks_for(
    line: ElidedLabel, pixels: int
) -> None:
    line.setStyleSheet(f"color: black; background: white; font-size: {pixels}px")
    for said in ("XOR", "Paused", "Training: 1\u202f110\u202f000 observations per second", "Three blobs"):
        line.say(said)
        line.resize(line.sizeHint() + QSize(20, 0))
        whole = ink(line)
        line.resize(line.sizeHint())
        assert ink(line) == whole


def test_those_who_hear_the_screen_hear_what_it_says(line: ElidedLabel) -> None:
    line.say("Paused")
    assert line.accessibleName() == "Paused"


def test_it_is_painted_anew_though_it_needs_no_other_room(line: ElidedLabel) -> None:
    line.say("111")
    line.resize(line.sizeHint())
    before = line.grab().toImage()
    line.say("888")
    assert line.grab().toImage() != before
