"""The tour in the window: what is bright, where its card stands, and what becomes of it when the window changes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from app.context import Context
from tests.app.tour_kit import TITLES, around, body, card, click, go_to, guide, hide, is_over, start, told

SHIFT = Qt.KeyboardModifier.ShiftModifier
SIZES = [QSize(960, 640), QSize(1024, 700), QSize(1280, 800), QSize(1380, 960)]


@pytest.fixture
def parts(idle: Context) -> Context:
    return start(idle)


def test_in_each_step_the_part_it_is_about_is_bright_and_the_rest_is_dimmed(parts: Context) -> None:
    window = parts.window
    network, loss, surface, flat = window.workspace.cards
    data, inputs, *_rest = window.panels
    frames: tuple[list[QWidget], ...] = ([data, inputs], [network], [window.run_bar], [surface, flat], [loss])
    for title, frame in zip(TITLES, frames, strict=True):
        go_to(parts, title)
        hole = guide(parts).veil.hole
        assert hole.contains(around(parts, *frame) & body(parts).rect())
        parts_of_window: list[QWidget] = [window.run_bar, window.panels[3], *window.workspace.cards]
        for other in (other for other in parts_of_window if other not in frame):
            common = around(parts, other) & hole
            assert min(common.width(), common.height()) <= 4, (title, other)


@pytest.mark.parametrize(
    ("theme", "bright", "dimmed"), [("light", (31, 111, 235), (158, 191, 243)), ("dark", (76, 142, 247), (42, 71, 115))]
)
def test_what_is_dimmed_is_mostly_of_the_colour_of_the_ground(
    parts: Context, theme: str, bright: tuple[int, int, int], dimmed: tuple[int, int, int]
) -> None:
    def of_play() -> tuple[int, int, int]:
        play = parts.window.run_bar.play
        colour = parts.window.grab().toImage().pixelColor(play.mapTo(parts.window, QPoint(6, play.height() // 2)))
        return colour.red(), colour.green(), colour.blue()

    parts.appearance.use(theme)
    assert of_play() == pytest.approx(dimmed, abs=3)
    go_to(parts, "Let it learn")
    assert of_play() == bright


def go_through(parts: Context, qtbot: QtBot) -> None:
    """All steps in windows of all sizes: the card stands in the window, beside its part, and no word is cut off."""
    for size in SIZES:
        parts.window.features.tour.begin()
        parts.window.resize(size)
        for title in TITLES:
            go_to(parts, title)
            qtbot.wait(1)  # for what has moved to be followed
            where, place, room = f"{title}, {size}", card(parts).geometry(), body(parts).rect()
            assert parts.window.size() == size
            assert guide(parts).veil.geometry() == room, where
            assert room.contains(place), where
            assert not place.intersects(guide(parts).veil.hole), where
            words = card(parts).findChild(QWidget, "step")
            assert words is not None
            assert words.height() >= words.heightForWidth(words.width()), where


def test_the_card_stands_beside_its_part_in_windows_of_any_size(parts: Context, qtbot: QtBot) -> None:
    go_through(parts, qtbot)


def test_it_does_so_in_large_type_too(parts: Context, qtbot: QtBot) -> None:
    action = parts.window.named_actions["large_type"]
    action.trigger()
    try:
        go_through(parts, qtbot)
    finally:
        action.trigger()


def test_veil_and_card_follow_when_the_size_of_window_or_type_changes(parts: Context, qtbot: QtBot) -> None:
    def is_followed() -> bool:
        return guide(parts).veil.hole == around(parts, parts.window.gallery.loss_card).adjusted(-4, -4, 4, 4)

    go_to(parts, "Is it getting better?")
    large = parts.window.named_actions["large_type"]
    for change in (lambda: parts.window.resize(1024, 700), large.trigger, large.trigger):
        before = guide(parts).veil.hole
        change()
        qtbot.waitUntil(is_followed)
        assert guide(parts).veil.hole != before
        assert not card(parts).geometry().intersects(guide(parts).veil.hole)


def test_it_follows_when_the_column_of_panels_is_scrolled(parts: Context, qtbot: QtBot) -> None:
    area = parts.window.findChild(QScrollArea, "panels")
    assert area is not None
    parts.window.resize(1024, 640)
    bar = area.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 100)
    height = guide(parts).veil.hole.height()
    bar.setValue(100)
    qtbot.waitUntil(lambda: guide(parts).veil.hole.height() < height)
    guide(parts).go_on()
    guide(parts).go_back()
    assert bar.value() == 0


def test_one_view_that_fills_the_window_ends_it(parts: Context) -> None:
    QTest.keyClick(parts.window, Qt.Key.Key_F8)
    assert parts.window.workspace.filling == "map"
    assert is_over(parts)


def test_presenting_ends_it_and_it_ends_presenting(parts: Context, qtbot: QtBot) -> None:
    QTest.keyClick(parts.window, Qt.Key.Key_F11, SHIFT)
    assert is_over(parts)
    parts.window.named_actions["tour"].trigger()
    assert not parts.window.isFullScreen()
    assert parts.window.run_bar.isVisible()
    assert parts.window.workspace.filling == ""
    qtbot.waitUntil(lambda: told(parts) == ("What goes in", "1 of 5"))


def test_steps_about_what_is_hidden_from_learners_are_left_out(parts: Context, qtbot: QtBot) -> None:
    go_to(parts, "Let it learn")
    hide(parts, "run", "card.loss")
    qtbot.waitUntil(lambda: told(parts) == ("What comes out", "2 of 3") or card(parts).count == "3 of 3")
    assert told(parts) == ("What comes out", "3 of 3")
    click(parts, "back")
    assert told(parts) == ("The network", "2 of 3")
    hide(parts)
    qtbot.waitUntil(lambda: told(parts) == ("The network", "2 of 5"))


def test_of_what_is_partly_hidden_only_the_rest_is_told(parts: Context, qtbot: QtBot) -> None:
    assert card(parts).text.startswith("Each point is an observation")
    hide(parts, "panel.data")
    qtbot.waitUntil(lambda: card(parts).text.startswith("The inputs are"))
    assert card(parts).count == "1 of 5"
    assert not guide(parts).veil.hole.intersects(around(parts, parts.window.panels[2]).adjusted(0, 8, 0, 0))


def test_with_everything_hidden_there_is_no_tour(parts: Context, qtbot: QtBot) -> None:
    cards = ("card.network", "card.loss", "card.surface", "card.map")
    hide(parts, "run", "panel.data", "panel.inputs", *cards)
    qtbot.waitUntil(lambda: is_over(parts))
    parts.window.features.tour.begin()
    assert is_over(parts)


def test_the_window_can_be_closed_in_the_middle_of_it(parts: Context) -> None:
    go_to(parts, "The network")
    parts.window.close()
    assert not parts.window.isVisible()
