"""The tour: its five steps by mouse and keys, and how it comes and goes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu

from app.context import Context
from app.theme import LIGHT
from app.windows.tour.veil import Veil
from tests.app.panel_kit import number
from tests.app.tour_kit import TITLES, card, click, go_to, guide, is_over, press, start, told

LEFT_BUTTON = Qt.MouseButton.LeftButton
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def parts(idle: Context) -> Context:
    return start(idle)


def test_next_leads_through_five_steps_and_done_ends_it(parts: Context) -> None:
    seen = []
    for i in range(5):
        seen.append(told(parts))
        assert card(parts).next.text() == ("Done" if i == 4 else "Next")
        click(parts, "next")
    assert seen == [(title, f"{i} of 5") for i, title in enumerate(TITLES, 1)]
    assert is_over(parts)


def test_back_leads_to_the_step_before_but_not_before_the_first(parts: Context) -> None:
    assert not card(parts).back.isEnabled()
    click(parts, "next")
    click(parts, "next")
    click(parts, "back")
    assert told(parts) == ("The network", "2 of 5")
    click(parts, "back")
    assert told(parts) == ("What goes in", "1 of 5")
    assert not card(parts).back.isEnabled()


def test_skipping_ends_it_at_once(parts: Context) -> None:
    click(parts, "next")
    click(parts, "skip")
    assert is_over(parts)


def test_at_its_end_there_is_nothing_to_skip(parts: Context) -> None:
    assert card(parts).skip.isVisible()
    go_to(parts, TITLES[4])
    assert not card(parts).skip.isVisible()


def test_the_arrow_keys_and_enter_lead_on_and_back(parts: Context) -> None:
    counts = []
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Return, Qt.Key.Key_Left, Qt.Key.Key_Enter):
        press(parts, key)
        counts.append(card(parts).count)
    assert counts == ["1 of 5", "2 of 5", "3 of 5", "2 of 5", "3 of 5"]
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right):
        press(parts, key)
    assert is_over(parts)


def test_escape_ends_it_in_every_step(parts: Context) -> None:
    for title in TITLES:
        go_to(parts, title)
        press(parts, Qt.Key.Key_Escape)
        assert is_over(parts)
        parts.window.features.tour.begin()


def test_its_buttons_are_reached_with_tab_and_keep_space_enter_and_arrows_apart(parts: Context) -> None:
    press(parts, Qt.Key.Key_Right)
    stops = []
    for _ in range(3):
        press(parts, Qt.Key.Key_Tab)
        stops.append(parts.window.focusWidget())
    assert stops == [card(parts).skip, card(parts).back, card(parts).next]
    press(parts, Qt.Key.Key_Space)
    assert card(parts).count == "3 of 5"
    press(parts, Qt.Key.Key_Right)
    assert card(parts).count == "4 of 5"
    card(parts).back.setFocus()
    press(parts, Qt.Key.Key_Return)
    assert card(parts).count == "3 of 5"
    assert not parts.controller.playing


def test_a_button_that_cannot_be_pressed_any_more_hands_the_focus_to_the_card(parts: Context) -> None:
    press(parts, Qt.Key.Key_Right)
    card(parts).back.setFocus()
    press(parts, Qt.Key.Key_Return)
    assert card(parts).count == "1 of 5"
    assert card(parts).hasFocus()


def test_the_focus_goes_to_the_card_and_back_to_where_it_was(parts: Context) -> None:
    guide(parts).end()
    field = number(parts.window, "data.noise")
    field.setFocus()
    parts.window.features.tour.begin()
    assert parts.window.focusWidget() is card(parts)
    press(parts, Qt.Key.Key_Escape)
    assert parts.window.focusWidget() is field


def test_a_focus_that_went_elsewhere_meanwhile_stays_there(parts: Context) -> None:
    diagram = parts.window.gallery.diagram
    diagram.setFocus()
    press(parts, Qt.Key.Key_Escape)
    assert is_over(parts)
    assert parts.window.focusWidget() is diagram


def test_a_field_that_is_edited_meanwhile_keeps_its_keys(parts: Context) -> None:
    field = number(parts.window, "data.noise")
    line = field.findChild(QLineEdit)
    assert line is not None
    QTest.mouseClick(line, LEFT_BUTTON)
    line.selectAll()
    QTest.keyClicks(line, "20")
    QTest.keyClick(line, Qt.Key.Key_Left)
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert parts.document.experiment.data.noise == 0.2
    assert told(parts) == ("What goes in", "1 of 5")


def test_space_plays_and_that_leads_to_what_comes_out(parts: Context) -> None:
    go_to(parts, "Let it learn")
    press(parts, Qt.Key.Key_Space)
    assert parts.controller.playing
    assert told(parts) == ("What comes out", "4 of 5")


def test_play_is_pressed_through_the_hole(parts: Context) -> None:
    go_to(parts, "Let it learn")
    play = parts.window.run_bar.play
    place = play.mapTo(parts.window, play.rect().center())
    assert QApplication.widgetAt(parts.window.mapToGlobal(place)) is play
    QTest.mouseClick(parts.window.windowHandle(), LEFT_BUTTON, Qt.KeyboardModifier.NoModifier, place)
    assert parts.controller.playing
    assert told(parts) == ("What comes out", "4 of 5")
    press(parts, Qt.Key.Key_Left)
    press(parts, Qt.Key.Key_Space)
    assert not parts.controller.playing
    assert told(parts) == ("Let it learn", "3 of 5")


def test_where_play_is_to_be_pressed_it_alone_has_the_accent_colour(parts: Context) -> None:
    accents = {}
    for title in TITLES:
        go_to(parts, title)
        button = card(parts).next
        accents[title] = button.grab().toImage().pixelColor(4, button.height() // 2).name() == LIGHT.accent
    assert accents == {title: title != "Let it learn" for title in TITLES}
    parts.window.features.tour.begin()
    press(parts, Qt.Key.Key_Space)
    go_to(parts, "Let it learn")
    assert card(parts).next.grab().toImage().pixelColor(4, 15).name() == LIGHT.accent


def test_playing_in_another_step_leaves_it_there(parts: Context) -> None:
    press(parts, Qt.Key.Key_Space)
    assert parts.controller.playing
    assert told(parts) == ("What goes in", "1 of 5")


def test_it_is_found_again_in_the_help_menu_and_begins_anew(parts: Context) -> None:
    go_to(parts, TITLES[4])
    QTest.keyClick(parts.window, Qt.Key.Key_F1, SHIFT)
    assert told(parts) == ("What goes in", "1 of 5")
    assert len([veil for veil in parts.window.findChildren(Veil) if veil.isVisible()]) == 1
    [menu] = [action.menu() for action in parts.window.menuBar().actions() if action.text() == "&Help"]
    assert isinstance(menu, QMenu)
    assert parts.window.named_actions["tour"] in menu.actions()


def test_it_is_shown_at_the_first_start_only(idle: Context) -> None:
    tour = idle.window.features.tour
    assert tour.guide is None
    assert not idle.settings.tour_seen
    tour.begin_at_first()
    assert idle.settings.tour_seen
    guide(idle).end()
    tour.begin_at_first()
    assert is_over(idle)


def test_its_words_are_heard_and_each_control_says_what_it_does(parts: Context) -> None:
    assert card(parts).accessibleName() == "What goes in, 1 of 5"
    assert card(parts).accessibleDescription() == card(parts).text
    go_to(parts, "Is it getting better?")
    assert card(parts).accessibleName() == "Is it getting better?, 5 of 5"
    for button in (card(parts).skip, card(parts).back, card(parts).next):
        assert button.accessibleName()
        assert button.toolTip()
    assert card(parts).next.accessibleName() == "Done"
