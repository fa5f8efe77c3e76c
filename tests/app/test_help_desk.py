"""The help in the program: what one is at when F1 is pressed, and the network that is worked through."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from app.context import Context
from app.theme import DARK
from app.windows.help.browser import HelpBrowser
from app.windows.help.pages import NAMES
from app.windows.help.places import CARDS, page_of
from app.windows.help.window import HelpWindow
from tests.app.help_kit import click_link


def read(window: HelpWindow) -> str:
    return window.browser.toPlainText()


@pytest.fixture
def desk(idle: Context) -> Iterator[Any]:
    desk = idle.window.features.help_desk
    yield desk
    if desk.help is not None:
        desk.help.close()


def press_f1(widget: QWidget, qtbot: QtBot) -> None:
    qtbot.keyClick(widget, Qt.Key.Key_F1)


def test_every_part_of_the_window_has_its_page(idle: Context) -> None:
    window = idle.window
    assert [page_of(panel) for panel in window.panels] == ["data", "inputs", "network", "training"]
    assert {page_of(card.view) for card in window.workspace.cards} == set(CARDS.values())
    assert page_of(window.run_bar.speed) == "running"
    assert page_of(window.status) == "trouble"
    assert page_of(window.note) == "presets#fail"
    assert page_of(window) == ""
    assert page_of(None) == ""
    for name, page in (("data.noise", "data#noise"), ("training.loss", "training#loss"), ("seed", "network#seed")):
        field = window.findChild(QWidget, name)
        assert field is not None
        assert page_of(field) == page


def test_f1_opens_the_page_about_what_the_pointer_or_the_focus_came_to_last(
    idle: Context, desk: Any, qtbot: QtBot
) -> None:
    surface = idle.window.gallery.surface
    field = idle.window.findChild(QWidget, "training.batch_size")
    assert field is not None
    QCursor.setPos(surface.mapToGlobal(QPoint(50, 80)))
    press_f1(idle.window, qtbot)
    assert desk.help.browser.name == "surface"
    assert desk.help.isVisible()
    assert not desk.help.isModal()
    desk.help.close()
    field.setFocus(Qt.FocusReason.TabFocusReason)
    desk.explain()
    assert desk.help.browser.source().toString() == "help:training#batch", "the pointer has not moved since"
    QCursor.setPos(0, 0)
    idle.window.setFocus()
    desk.explain()
    assert desk.help.browser.name == "first-steps", "there is no page about nothing"


def test_other_windows_have_their_pages_too(idle: Context, desk: Any, qtbot: QtBot) -> None:
    for action, page in (("own_data", "own-data"), ("classroom", "classroom"), ("shortcuts", "keyboard")):
        before = set(idle.window.findChildren(QDialog))
        QCursor.setPos(0, 0)
        idle.window.named_actions[action].trigger()
        [other] = [new for new in set(idle.window.findChildren(QDialog)) - before if new.isVisible()]
        qtbot.waitUntil(lambda: QApplication.activeWindow() is other)  # noqa: B023  it is over before the next one
        press_f1(other, qtbot)
        assert desk.help.browser.name == page
        other.close()


def test_what_can_be_tried_is_done_and_a_search_of_before_does_not_hide_the_list(
    idle: Context, desk: Any, qtbot: QtBot
) -> None:
    desk.show("own-data")
    click_link(desk.help, "Paint on the map", qtbot)
    assert idle.window.named_actions["paint"].isChecked()
    desk.help.search.setText("zebra")
    desk.show("surface")
    assert desk.help.search.text() == ""
    assert desk.help.pages.names == list(NAMES)


def test_the_worked_example_is_of_the_network_in_the_window(parts: Context, qtbot: QtBot) -> None:
    desk = parts.window.features.help_desk
    parts.window.named_actions["steps"].trigger()
    assert desk.help is not None
    assert desk.help.strip.isVisible()
    start = read(desk.help)
    assert "before the first update" in start
    qtbot.waitUntil(desk.help.isActiveWindow)
    with qtbot.waitSignal(parts.controller.snapshot_ready, check_params_cb=lambda s: s.state.updates == 1):
        qtbot.keyClick(desk.help.browser, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert read(desk.help) == start, "it waits until it is asked"
    qtbot.mouseClick(desk.help.refresh, Qt.MouseButton.LeftButton)
    assert "after one update, in epoch 0" in read(desk.help)
    first = parts.controller.latest
    assert first is not None
    answer = f"{first.biases[0][0]:.4g}".replace("-", "−")
    assert f"= {answer} + " in read(desk.help)
    desk.help.close()


def test_the_arrows_take_other_observations_of_the_same_network(idle: Context, desk: Any, qtbot: QtBot) -> None:
    desk.show("steps")
    first = read(desk.help)
    qtbot.mouseClick(desk.help.later, Qt.MouseButton.LeftButton)
    assert "Observation 2 of 250, counted" in read(desk.help)
    qtbot.mouseClick(desk.help.earlier, Qt.MouseButton.LeftButton)
    assert read(desk.help) == first
    qtbot.mouseClick(desk.help.earlier, Qt.MouseButton.LeftButton)
    assert "Observation 250 of 250, counted" in read(desk.help)
    idle.window.files.new("three-blobs")
    qtbot.mouseClick(desk.help.refresh, Qt.MouseButton.LeftButton)
    assert "Observation 1 of 250, the next one," in read(desk.help)
    assert "softmax" in read(desk.help)


def test_large_type_and_theme_reach_the_open_page(idle: Context, desk: Any) -> None:
    desk.show("first-steps")
    browser: HelpBrowser = desk.help.browser
    usual = browser.document().documentMargin()
    idle.appearance.use("dark")
    assert browser.document().find("surface").charFormat().foreground().color().name() == DARK.accent
    idle.appearance.set_large(True)
    assert browser.document().documentMargin() == pytest.approx(1.35 * usual)
    idle.appearance.set_large(False)
