"""For everyone: every control has a name and says what it does, keys are free of doubt, and Tab goes everywhere."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QAccessible, QAction, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.context import Context
from app.panels.error_label import ErrorLabel
from app.panels.inputs import InputsPanel
from app.panels.network import NetworkPanel
from app.panels.training import TrainingPanel
from app.views.map_brush import MapBrush
from app.windows import dialogs
from nncore.lesson import Lesson

TAB = Qt.FocusPolicy.TabFocus


def open_everything(parts: Context, qtbot: QtBot) -> None:
    """All that can be folded out, side by side."""
    _data, inputs, network, training = parts.window.panels
    assert isinstance(inputs, InputsPanel)
    assert isinstance(network, NetworkPanel)
    assert isinstance(training, TrainingPanel)
    for button in (inputs.formula, network.layers[0].head, network.output_row.head, training.more):
        button.click()
    parts.window.named_actions["paint"].trigger()
    parts.document.set_lesson(Lesson(("data.noise",)), "Hide")
    parts.document.edit({"training.schedule": parts.document.experiment.training.schedule}, "Nothing")
    qtbot.wait(1)


def shows_numbers(widget: QWidget) -> bool:
    """Views have a card beside the pointer in place of a tool tip."""
    return bool(getattr(type(widget), "KEYS", ())) and not widget.toolTip()


def name_of(widget: QWidget) -> str:
    """What a screen reader calls it. The name of a list is the entry it shows: there the label beside it counts."""
    if isinstance(widget, QComboBox):
        return widget.accessibleName()
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name) if interface else ""


def is_control(widget: QWidget) -> bool:
    return (
        bool(widget.focusPolicy() & TAB)
        and widget.focusProxy() is None
        and not isinstance(widget, QScrollArea)
        and widget.objectName() != "qt_spinbox_lineedit"
    )


def shortcomings(window: QWidget) -> list[str]:
    """Controls without a name or without a word about what they do."""
    found: list[str] = []
    for widget in window.findChildren(QWidget):
        if not is_control(widget) or widget.window() is not window or not widget.isVisibleTo(window):
            continue
        what = f"{type(widget).__name__} {widget.objectName()} {getattr(widget, 'text', str)()}"
        if not name_of(widget).strip():
            found.append(f"{what} has no name")
        if not widget.toolTip() and not shows_numbers(widget) and not is_standard(widget):
            found.append(f"{what} does not say what it does")
    return found


def is_standard(widget: QWidget) -> bool:
    """Close, Cancel, Open: known from everywhere."""
    return isinstance(widget, QAbstractButton) and widget.text().replace("&", "") in ("Close", "Cancel", "Open")


def test_every_control_of_the_window_has_a_name_and_says_what_it_does(parts: Context, qtbot: QtBot) -> None:
    open_everything(parts, qtbot)
    assert shortcomings(parts.window) == []


@pytest.mark.parametrize("name", ["presets", "shortcuts", "own_data", "open_link", "classroom", "about"])
def test_so_has_every_control_of_a_dialog(name: str, parts: Context, qtbot: QtBot) -> None:
    parts.window.named_actions[name].trigger()
    [dialog] = [dialog for dialog in parts.window.findChildren(QDialog) if dialog.isVisible()]
    assert dialog.windowTitle()
    assert shortcomings(dialog) == []
    qtbot.waitUntil(dialog.isActiveWindow)
    assert controls(dialog) <= reached(dialog)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not any(found.isVisible() for found in parts.window.findChildren(QDialog)))


def test_so_have_reasons_and_the_import_of_a_table(parts: Context, qtbot: QtBot, tmp_path: Path) -> None:
    dialogs.show_reasons(parts.window, "No link", "The experiment has", ["two", "reasons"])
    [reasons] = [dialog for dialog in parts.window.findChildren(QDialog) if dialog.isVisible()]
    assert shortcomings(reasons) == []
    reasons.close()
    (tmp_path / "a.csv").write_text("x,y,t\n1,2,0\n3,4,1\n", encoding="utf-8")
    qtbot.wait(1)
    parts.window.features.own_data.openers[".csv"](tmp_path / "a.csv")
    [table] = [dialog for dialog in parts.window.findChildren(QDialog) if dialog.isVisible()]
    assert shortcomings(table) == []
    table.close()


def test_no_key_has_two_meanings(parts: Context) -> None:
    keys = [key.toString() for action in parts.window.findChildren(QAction) for key in action.shortcuts()]
    keys += [shortcut.key().toString() for shortcut in parts.window.findChildren(QShortcut)]
    mnemonics = [QKeySequence.mnemonic(action.text()).toString() for action in parts.window.menuBar().actions()]
    twice = [key for key, times in Counter(keys + mnemonics).items() if key and times > 1]
    assert twice == []


def menus(parts: Context) -> list[QMenu]:
    return [menu for menu in parts.window.findChildren(QMenu) if menu.actions()]


def test_no_letter_is_underlined_twice_in_a_menu(parts: Context) -> None:
    for menu in menus(parts):
        letters = [QKeySequence.mnemonic(action.text()).toString() for action in menu.actions()]
        assert [key for key, times in Counter(letters).items() if key and times > 1] == [], menu.title()


def test_every_action_can_be_reached_by_keyboard(parts: Context) -> None:
    listed = {action for menu in menus(parts) for action in menu.actions()}
    unreachable = [
        name
        for name, action in parts.window.named_actions.items()
        if action not in listed and action.shortcut().isEmpty()
    ]
    assert unreachable == []


def place_of(widget: QWidget, window: QWidget) -> QPoint:
    return widget.mapTo(window, QPoint(0, 0))


def tab_stops(window: QWidget) -> list[QWidget]:
    """What Tab comes to, until it comes back."""
    stops: list[QWidget] = []
    current = window.focusWidget() or window
    for _ in range(300):
        QTest.keyClick(current, Qt.Key.Key_Tab)
        current = window.focusWidget() or window
        if current in stops:
            break
        stops.append(current)
    at = next((i for i, stop in enumerate(stops) if stop is current), 0)
    return stops[at:]


def group_of(widget: QWidget) -> QObject:
    """Tab comes to one button of a group; the arrow keys lead to the others."""
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    if group is None and isinstance(widget, QAbstractButton) and widget.autoExclusive():
        return widget.parent() or widget
    return group or widget


def controls(window: QWidget) -> set[QObject]:
    """All that can be used now, a group of buttons being one."""
    return {
        group_of(widget)
        for widget in window.findChildren(QWidget)
        if is_control(widget) and widget.window() is window and widget.isVisibleTo(window) and widget.isEnabled()
    }


def reached(window: QWidget) -> set[QObject]:
    return {group_of(stop) for stop in tab_stops(window)}


def regions(parts: Context) -> list[QWidget]:
    cards = [part for card in parts.window.workspace.cards for part in (card.heading, card)]
    return [parts.window.run_bar, *parts.window.panels, *cards, parts.window.status]


def test_tab_reaches_every_control(parts: Context, qtbot: QtBot) -> None:
    open_everything(parts, qtbot)
    parts.window.setFocus()
    assert controls(parts.window) <= reached(parts.window)


def test_tab_goes_from_part_to_part_as_the_data_go(parts: Context, qtbot: QtBot) -> None:
    open_everything(parts, qtbot)
    parts.window.setFocus()
    found = [
        next(i for i, region in enumerate(regions(parts)) if region.isAncestorOf(stop))
        for stop in tab_stops(parts.window)
    ]
    first = found.index(0)
    in_turn = found[first:] + found[:first]
    assert in_turn == sorted(in_turn)


def test_in_a_panel_tab_goes_from_line_to_line(parts: Context, qtbot: QtBot) -> None:
    open_everything(parts, qtbot)
    parts.window.setFocus()
    stops = tab_stops(parts.window)
    for panel in parts.window.panels:
        middles = [place_of(stop, panel).y() + stop.height() // 2 for stop in stops if panel.isAncestorOf(stop)]
        assert all(below >= above - 4 for above, below in pairwise(middles)), panel


def test_tab_comes_to_all_four_views_and_to_the_tools_before_the_brush(parts: Context, qtbot: QtBot) -> None:
    gallery = parts.window.gallery
    parts.window.setFocus()
    stops = tab_stops(parts.window)
    views = (gallery.diagram, gallery.loss.chart, gallery.surface, gallery.map)
    assert [stop for stop in stops if stop in views] == list(views)
    parts.window.named_actions["paint"].trigger()
    stops = tab_stops(parts.window)
    brush = parts.window.findChild(MapBrush)
    assert brush is not None
    strip = gallery.map_panel.strip
    assert strip is not None
    tools = [stops.index(stop) for stop in stops if strip.isAncestorOf(stop)]
    assert tools
    assert max(tools) < stops.index(brush)


def test_lists_are_named_by_the_label_beside_them(parts: Context) -> None:
    optimizer = parts.window.findChild(QComboBox, "training.optimizer")
    assert optimizer is not None
    labels = [label for label in parts.window.findChildren(QLabel) if label.buddy() is optimizer]
    assert [label.text() for label in labels] == ["Optimizer"]


def test_a_refused_value_is_told_to_those_who_hear_the_screen(parts: Context, qtbot: QtBot) -> None:
    field = parts.window.findChild(QWidget, "data.seed")
    assert field is not None
    line = field.findChild(QLineEdit)
    assert line is not None
    line.selectAll()
    qtbot.keyClicks(line, "-5")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert field.accessibleDescription().startswith("Data seed must be between 0")
    shown = [said for said in parts.window.findChildren(ErrorLabel) if said.isVisible()]
    assert [said.text() for said in shown] == [field.accessibleDescription()]
