"""Large type: everything that holds words grows with it, at once, and nothing is cut off in a window of any size."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QSplitter,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app import icons, type_size
from app.context import Context
from app.model.settings import Settings
from app.panels.elided import ElidedLabel
from app.panels.number_field import NumberField
from app.panels.parts import small_button
from app.panels.training import TrainingPanel
from app.theme import DARK, LIGHT, Theme
from app.type_size import follow_type, scaled, zoom
from app.views.text import small_font
from app.windows.appearance import Appearance
from app.windows.card import Card

SIZES = [(1280, 800), (1024, 700)]
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture(autouse=True)
def usual_type(qapp: QApplication) -> Iterator[None]:
    """Tests that come later have the usual type and no style sheet."""
    yield
    type_size.set_large(False)
    qapp.setStyleSheet("")


def toggle(parts: Context, qtbot: QtBot) -> None:
    qtbot.keyClick(parts.window, Qt.Key.Key_T, CONTROL | SHIFT)
    qtbot.wait(1)  # what is measured, is measured after the layouts


def test_sizes_are_scaled_while_the_type_is_large(qapp: QApplication) -> None:
    assert (zoom(), scaled(100)) == (1.0, 100)
    type_size.set_large(True)
    assert (zoom(), scaled(100), scaled(7.5)) == (1.35, 135, 10)
    assert qapp.font().pixelSize() == 18
    assert small_font(QWidget()).pixelSize() == 15
    type_size.set_large(False)
    assert (zoom(), qapp.font().pixelSize(), small_font(QWidget()).pixelSize()) == (1.0, 13, 11)


def test_a_fixed_size_follows_the_type(qapp: QApplication, qtbot: QtBot) -> None:
    widget = QPushButton("Pause")
    qtbot.addWidget(widget)
    follow_type(widget, widget.setFixedSize, 100, 40)
    follow_type(widget, widget.setIconSize, QSize(16, 16))
    type_size.set_large(True)
    qapp.setStyleSheet(LIGHT.style_sheet(zoom()))
    assert (widget.width(), widget.height()) == (135, 54)
    assert widget.iconSize() == QSize(22, 22)
    type_size.set_large(False)
    qapp.setStyleSheet(LIGHT.style_sheet())
    assert (widget.width(), widget.height()) == (100, 40)


def test_icons_are_sharp_in_both_sizes(qapp: QApplication) -> None:
    icon = icons.icon("dice", "#000000")
    assert {size.width() for size in icon.availableSizes()} >= {16, 22}
    button = small_button("New data", "Draws other points.")
    assert button.iconSize() == QSize(14, 14)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_the_large_style_sheet_keeps_lines_thin_and_round_things_round(theme: Theme) -> None:
    sheet = theme.style_sheet(1.35)
    assert "font-size: 18px" in sheet
    assert "font-size: 13px" not in sheet
    assert set(re.findall(r"(\d+)px solid", sheet)) == {"1", "2"}
    assert re.findall(r"QToolButton#chip \{\s*border-radius: (\d+)px;\s*min-height: (\d+)px", sheet) == [("17", "32")]


def test_no_radius_is_more_than_half_the_height() -> None:
    """Qt draws such corners square."""
    for block in re.findall(r"[^{}]+\{[^{}]*\}", LIGHT.style_sheet(1.35)):
        radius, height = re.search(r"border-radius: (\d+)px", block), re.search(r"min-height: (\d+)px", block)
        border = int(found[1]) if (found := re.search(r"border: (\d+)px", block)) else 1
        if radius and height:
            assert 2 * int(radius[1]) <= int(height[1]) + 2 * border, block


def test_the_key_makes_everything_large_and_usual_again(parts: Context, qtbot: QtBot) -> None:
    window = parts.window
    field = window.findChild(NumberField, "data.noise")
    assert field is not None
    before = (field.font().pixelSize(), window.run_bar.height(), window.run_bar.play.width(), field.height())
    assert before[:3] == (13, 60, 88)
    toggle(parts, qtbot)
    assert (field.font().pixelSize(), window.run_bar.height(), window.run_bar.play.width()) == (18, 81, 119)
    assert field.height() == 34
    assert window.named_actions["large_type"].isChecked()
    assert window.panels[0].width() > 310
    toggle(parts, qtbot)
    assert (field.font().pixelSize(), window.run_bar.height(), window.run_bar.play.width(), field.height()) == before
    assert window.panels[0].width() < 280


def test_it_is_remembered(qapp: QApplication) -> None:
    Appearance(qapp, Settings()).set_large(True)
    type_size.set_large(False)
    assert Appearance(qapp, Settings()).large
    assert zoom() == 1.35


def is_cut(widget: QWidget) -> bool:
    """Whether words of `widget` do not fit. Those that may give way say so by “…”, or are left out as a whole."""
    room = widget.contentsRect().width()
    if isinstance(widget, ElidedLabel) or type(widget).__name__ == "_Hint":
        return False
    if isinstance(widget, QLabel) and not widget.wordWrap():
        return widget.fontMetrics().horizontalAdvance(widget.text()) > room
    if isinstance(widget, NumberField):
        line = widget.findChild(QLineEdit)
        return line is not None and line.fontMetrics().horizontalAdvance(line.text()) > line.width()
    if isinstance(widget, QAbstractButton) and widget.text():
        icon = 0 if widget.icon().isNull() else widget.iconSize().width() + 4
        return widget.fontMetrics().horizontalAdvance(widget.text()) + icon > room
    return False


def cut_words(window: QWidget) -> list[str]:
    found = (widget for widget in window.findChildren(QWidget) if widget.isVisible() and is_cut(widget))
    return [getattr(widget, "text", str)() for widget in found]


def overlapping(parent: QWidget) -> list[tuple[str, str]]:
    """Pairs of direct children that lie on each other."""
    shown = [child for child in parent.children() if isinstance(child, QWidget) and child.isVisible()]
    return [
        (type(a).__name__, type(b).__name__)
        for i, a in enumerate(shown)
        for b in shown[i + 1 :]
        if a.geometry().intersects(b.geometry())
    ]


@pytest.mark.parametrize("large", [False, True], ids=["usual", "large"])
@pytest.mark.parametrize("size", SIZES, ids=str)
def test_nothing_is_cut_off_or_lies_on_something_else(
    size: tuple[int, int], large: bool, parts: Context, qtbot: QtBot
) -> None:
    window = parts.window
    window.resize(*size)
    if large:
        toggle(parts, qtbot)
    panel = window.panels[3]
    assert isinstance(panel, TrainingPanel)
    panel.more.click()
    window.named_actions["paint"].trigger()
    qtbot.wait(50)
    assert (window.width(), window.height()) == size
    assert cut_words(window) == []
    rows = [row for panel in window.panels for row in panel.fields]
    bar = window.run_bar
    for parent in (bar, bar.counters, *window.panels, *rows, *window.workspace.cards, *headings(parts)):
        assert overlapping(parent) == []
    for card in window.workspace.cards:
        assert window.rect().contains(card.rect().translated(card.mapTo(window, card.rect().topLeft())))


def headings(parts: Context) -> list[QWidget]:
    return [card.heading for card in parts.window.workspace.cards]


def test_a_list_is_wide_enough_for_its_longest_entry(parts: Context, qtbot: QtBot) -> None:
    toggle(parts, qtbot)
    losses = parts.window.findChild(QComboBox, "training.loss")
    assert losses is not None
    losses.showPopup()
    metrics = losses.view().fontMetrics()
    widest = max(metrics.horizontalAdvance(losses.itemText(i)) for i in range(losses.count()))
    assert losses.view().viewport().width() >= widest
    losses.hidePopup()


def corner_words(card: Card) -> list[str]:
    """Those that are seen; the sign that stands beside them has none."""
    links = card.findChildren(QAbstractButton, "link")
    return [words.text() for words in links if words.isVisible() and words.text()]


def test_a_narrow_heading_leaves_out_words_as_a_whole_and_brings_them_back(parts: Context, qtbot: QtBot) -> None:
    window, card = parts.window, parts.window.gallery.loss_card
    assert corner_words(card) == ["smooth", "log", "save"]
    window.resize(1024, 700)
    toggle(parts, qtbot)
    qtbot.waitUntil(lambda: corner_words(card) == [])
    window.resize(1280, 800)
    qtbot.waitUntil(lambda: corner_words(card) == ["smooth", "log", "save"])
    window.named_actions["show_confusion"].trigger()
    qtbot.waitUntil(lambda: corner_words(card) == ["save"])
    window.named_actions["show_loss"].trigger()
    qtbot.waitUntil(lambda: corner_words(card) == ["smooth", "log", "save"])


def borders(parts: Context) -> list[list[int]]:
    return [splitter.sizes() for splitter in (parts.window.workspace, *parts.window.workspace.findChildren(QSplitter))]


@pytest.mark.parametrize("filling", ["", "map"])
def test_without_large_type_the_borders_are_where_they_were(filling: str, parts: Context, qtbot: QtBot) -> None:
    window = parts.window
    window.resize(1024, 700)
    window.workspace.setSizes([272, 460, 280])
    before, remembered = borders(parts), window.workspace.layout_state()
    window.workspace.fill(filling)
    toggle(parts, qtbot)
    window.workspace.fill("")
    assert borders(parts) != before
    assert window.workspace.layout_state() == remembered
    toggle(parts, qtbot)
    qtbot.waitUntil(lambda: borders(parts) == before)


def test_a_border_that_was_dragged_in_large_type_stays(parts: Context, qtbot: QtBot) -> None:
    workspace = parts.window.workspace
    toggle(parts, qtbot)
    workspace.moveSplitter(workspace.handle(2).x() - 40, 2)
    workspace.splitterMoved.emit(workspace.handle(2).x(), 2)
    right = workspace.sizes()[2]
    toggle(parts, qtbot)
    qtbot.wait(1)
    assert abs(workspace.sizes()[2] - right) < 40
