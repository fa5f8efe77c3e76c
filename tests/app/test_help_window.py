"""The help's window: reading, searching, going back, and what one is at when F1 is pressed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.theme import DARK, LIGHT
from app.windows.help.pages import GROUPS, NAMES, Book
from app.windows.help.window import HelpWindow
from tests.app.help_kit import click_link
from tests.app.test_accessibility import name_of, shortcomings

ALT, CONTROL, SHIFT = (
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
STEPS_WORDS = "<h1>The mathematics, step by step</h1><p>Numbers of a network.</p>"


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def window(parent: QWidget, qtbot: QtBot) -> Iterator[HelpWindow]:
    from app.windows.help.tables import TABLES

    book = Book(lambda name: name, {**TABLES, "steps": lambda: STEPS_WORDS, "keys": lambda: "<p>Keys</p>"})
    made = HelpWindow(book, LIGHT, parent)
    made.open_page("first-steps")
    made.show()
    with qtbot.waitActive(made):
        made.activateWindow()
    made.browser.setFocus()
    yield made
    made.close()


def read(window: HelpWindow) -> str:
    return window.browser.toPlainText()


def chosen(window: HelpWindow) -> str:
    item = window.pages.currentItem()
    return item.text() if item is not None else ""


def test_all_pages_are_listed_under_their_groups_and_the_first_is_read(window: HelpWindow) -> None:
    assert window.pages.names == list(NAMES)
    texts = [window.pages.item(row).text() for row in range(window.pages.count())]
    assert [group for group, _names in GROUPS] == [text for text in texts if text in dict(GROUPS)]
    assert read(window).startswith("First steps\n")
    assert chosen(window) == "First steps"
    assert not window.strip.isVisible()


def test_choosing_in_the_list_opens_the_page_by_mouse_and_keys(window: HelpWindow, qtbot: QtBot) -> None:
    row = next(row for row in range(window.pages.count()) if window.pages.item(row).text() == "The map")
    spot = window.pages.visualItemRect(window.pages.item(row)).center()
    qtbot.mouseClick(window.pages.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert read(window).startswith("The map\n")
    qtbot.keyClick(window.pages, Qt.Key.Key_Down)
    assert read(window).startswith("The loss chart\n")
    assert window.browser.verticalScrollBar().value() == 0


def test_links_lead_on_and_the_way_back_is_kept(window: HelpWindow, qtbot: QtBot) -> None:
    assert not window.back.isEnabled()
    click_link(window, "surface", qtbot)
    assert read(window).startswith("The surface\n")
    assert chosen(window) == "The surface"
    click_link(window, "map", qtbot)
    assert read(window).startswith("The map\n")
    qtbot.keyClick(window, Qt.Key.Key_Left, ALT)
    assert read(window).startswith("The surface\n")
    qtbot.mouseClick(window.back, Qt.MouseButton.LeftButton)
    assert chosen(window) == "First steps"
    assert not window.back.isEnabled()
    qtbot.keyClick(window, Qt.Key.Key_Right, ALT)
    assert read(window).startswith("The surface\n")
    assert window.forward.isEnabled()


def test_a_link_into_a_page_shows_its_section(window: HelpWindow) -> None:
    window.open_page("data#spiral")
    top = window.browser.cursorForPosition(QPoint(30, 10)).block()
    assert "Spiral" in (top.text(), top.next().text(), top.next().next().text())


def test_tab_and_return_follow_links(window: HelpWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window.browser, Qt.Key.Key_Tab)
    qtbot.keyClick(window.browser, Qt.Key.Key_Return)
    assert read(window).startswith("The surface\n")


def test_what_can_be_tried_is_asked_for(window: HelpWindow, qtbot: QtBot) -> None:
    window.open_page("presets")
    with qtbot.waitSignal(window.action_wanted) as asked:
        click_link(window, "Open the presets", qtbot)
    assert asked.args == ["presets"]
    assert read(window).startswith("Presets and lessons")


def test_other_addresses_are_not_followed(window: HelpWindow) -> None:
    window.browser.anchorClicked.emit(QUrl("https://example.org/"))
    window.browser.anchorClicked.emit(QUrl("file:///etc/hosts"))
    assert read(window).startswith("First steps\n")


# Searching.


def test_typing_anywhere_searches_and_shows_the_likeliest_page(window: HelpWindow, qtbot: QtBot) -> None:
    qtbot.keyClicks(window.browser, "dropout")
    assert window.search.text() == "dropout"
    assert window.focusWidget() is window.search
    assert window.pages.names[0] == "network"
    assert read(window).startswith("Layers and first weights\n")
    assert "first-steps" not in window.pages.names


def test_letters_in_the_list_are_for_the_search_too(window: HelpWindow, qtbot: QtBot) -> None:
    window.pages.setFocus()
    qtbot.keyClick(window.pages, Qt.Key.Key_M)
    assert window.search.text() == "m"


def test_places_are_marked_and_return_goes_from_one_to_the_next(window: HelpWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window.browser, Qt.Key.Key_F, CONTROL)
    qtbot.keyClicks(window.search, "dropout")
    marks = window.browser.extraSelections()
    at, count = window.browser.found
    assert at == 1
    assert len(marks) == count == window.browser.toPlainText().casefold().count("dropout") == 2
    assert window.browser.textCursor().block().text() == "Dropout", "the heading counts most"
    assert window.place.text() == f"place {at} of {count} found"
    qtbot.keyClick(window.search, Qt.Key.Key_Return)
    assert window.browser.found == (2, count)
    qtbot.keyClick(window.search, Qt.Key.Key_Return, SHIFT)
    qtbot.keyClick(window.search, Qt.Key.Key_Return, SHIFT)
    assert window.browser.found == (2, count), "before the first comes the last"
    assert window.isVisible(), "Return presses no button"


def test_where_no_page_has_all_words_the_one_that_was_read_is_back_without_marks(
    window: HelpWindow, qtbot: QtBot
) -> None:
    qtbot.keyClicks(window.search, "dropout")
    assert window.browser.name != "first-steps"
    qtbot.keyClicks(window.search, " xyzzy")
    assert (window.browser.name, window.pages.isVisible(), window.nothing.isVisible()) == ("first-steps", False, True)
    assert (window.browser.extraSelections(), window.place.text()) == ([], "")
    assert not window.browser.textCursor().hasSelection()
    for _ in " xyzzy":
        qtbot.keyClick(window.search, Qt.Key.Key_Backspace)
    assert window.browser.name != "first-steps"
    assert window.browser.extraSelections()


def test_no_word_stays_selected_where_nothing_is_found(window: HelpWindow, qtbot: QtBot) -> None:
    qtbot.keyClicks(window.search, "dropout")
    window.open_page(window.browser.name)  # it is read now, and stays
    assert window.browser.textCursor().selectedText().casefold() == "dropout"
    qtbot.keyClicks(window.search, "q")
    assert window.nothing.isVisible()
    assert not window.browser.textCursor().hasSelection()


def test_what_was_found_is_in_sight(window: HelpWindow, qtbot: QtBot) -> None:
    qtbot.keyClicks(window.search, "checkerboard sixteen")
    assert chosen(window) == "Data: sets, noise and split"
    spot = window.browser.cursorRect().center()
    assert window.browser.viewport().rect().contains(spot)
    assert window.browser.verticalScrollBar().value() > 0


def test_pages_on_the_way_to_the_word_do_not_fill_the_way_back(window: HelpWindow, qtbot: QtBot) -> None:
    qtbot.keyClicks(window.search, "classroom tick")
    assert chosen(window) == "Classroom and projector"
    qtbot.keyClick(window, Qt.Key.Key_Left, ALT)
    assert window.browser.name == "first-steps"
    assert not window.back.isEnabled()


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("overfitting", "When it goes wrong"),
        ("autosave", "Files, links and pictures"),
        ("crash", "Files, links and pictures"),
    ],
)
def test_words_that_people_come_with_are_found(window: HelpWindow, qtbot: QtBot, words: str, title: str) -> None:
    qtbot.keyClicks(window.search, words)
    assert chosen(window) == title


def test_nothing_found_is_said_kindly_until_something_is(window: HelpWindow, qtbot: QtBot) -> None:
    qtbot.keyClicks(window.search, "zebra")
    assert window.nothing.isVisible()
    assert window.nothing.text() == "Nothing in the help has these words. Try another one, or fewer."
    assert not window.pages.isVisible()
    assert window.browser.extraSelections() == []
    qtbot.keyClick(window.search, Qt.Key.Key_Escape)
    assert window.search.text() == ""
    assert window.pages.names == list(NAMES)
    assert window.pages.isVisible()
    assert window.isVisible(), "the first Escape ends the search"
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert not window.isVisible()


def test_the_arrow_down_leads_from_the_search_to_what_was_found(window: HelpWindow, qtbot: QtBot) -> None:
    qtbot.keyClicks(window.search, "softmax")
    qtbot.keyClick(window.search, Qt.Key.Key_Down)
    assert window.focusWidget() is window.pages
    second = window.pages.names[1]
    qtbot.keyClick(window.pages, Qt.Key.Key_Down)
    assert window.browser.name == second
    assert window.browser.found[0] > 0


# Looks.


def test_pages_take_the_colours_of_the_theme_and_stay_where_they_were(window: HelpWindow) -> None:
    window.open_page("activations")
    window.browser.verticalScrollBar().setValue(400)
    link = window.browser.document().find("ReLU")
    window.set_theme(DARK)
    assert window.browser.verticalScrollBar().value() == 400
    window.open_page("first-steps")
    link = window.browser.document().find("surface")
    assert link.charFormat().foreground().color().name() == DARK.accent


def test_an_activation_is_drawn(window: HelpWindow) -> None:
    picture = window.browser.loadResource(2, QUrl("curve:activations/tanh"))
    image: QImage = picture.toImage()
    colours = {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}
    assert len(colours) > 10
    assert image.pixelColor(0, 0).name() == LIGHT.card


def test_every_control_has_a_name_and_says_what_it_does(window: HelpWindow) -> None:
    window.open_page("steps")
    assert shortcomings(window) == []
    assert name_of(window.browser) == "Page"
    names = [button.accessibleName() for button in (window.refresh, window.earlier, window.later)]
    assert len(set(names)) == 3


def test_tab_leaves_the_page_after_its_last_link(window: HelpWindow, qtbot: QtBot) -> None:
    window.open_page("surface")
    links = window.browser.toHtml().count("<a href")
    assert links == 3
    for _ in range(links):
        qtbot.keyClick(window.browser, Qt.Key.Key_Tab)
        assert window.focusWidget() is window.browser
    qtbot.keyClick(window.browser, Qt.Key.Key_Tab)
    assert window.focusWidget() is not window.browser
