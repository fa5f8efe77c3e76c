"""The sentence that says what is wrong: where it is shown, and when it goes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QMainWindow, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

import nncore as nn
from app.model.document import Document
from app.panels.data import DataPanel
from app.panels.error_label import ErrorLabel
from app.panels.inputs import InputsPanel
from app.panels.training import TrainingPanel
from app.theme import DARK, LIGHT, Theme
from tests.app.panel_kit import enter, number, sentences, shown

LEFT = Qt.MouseButton.LeftButton


class Window(QMainWindow):
    """The panels in a column that scrolls, in a window with room below."""

    def __init__(self, document: Document) -> None:
        super().__init__()
        column = QWidget()
        layout = QVBoxLayout(column)
        self.data, self.inputs, self.training = DataPanel(document), InputsPanel(document), TrainingPanel(document)
        for panel in (self.data, self.inputs, self.training):
            layout.addWidget(panel)
        layout.addSpacing(600)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setWidget(column)
        self.setCentralWidget(self.area)
        self.resize(300, 700)

    def places(self) -> list[QPoint]:
        rows = (*self.data.fields, self.inputs.centre, *self.training.fields)
        return [row.mapTo(self, QPoint(0, 0)) for row in rows]


@pytest.fixture
def window(qtbot: QtBot) -> Window:
    window = Window(Document(nn.PRESETS["first-run"].experiment))
    shown(qtbot, window)
    return window


@pytest.fixture
def said(window: Window, qtbot: QtBot) -> ErrorLabel:
    """The sentence about too few observations."""
    enter(qtbot, number(window, "data.observations"), "0")
    [said] = [label for label in window.findChildren(ErrorLabel) if label.isVisible()]
    return said


def gap(window: Window, label: ErrorLabel) -> int:
    """Pixels from the row of the observations to the sentence."""
    row = window.data.fields[0]
    return label.y() - row.mapTo(window, QPoint(0, row.height())).y()


def test_nothing_moves_when_a_sentence_comes_and_goes(window: Window, qtbot: QtBot) -> None:
    before = window.places()
    observations = number(window, "data.observations")
    enter(qtbot, observations, "0")
    qtbot.wait(1)  # layouts settle in the event loop
    assert len(sentences(window)) == 1
    assert window.places() == before
    qtbot.keyClick(observations, Qt.Key.Key_Escape)
    qtbot.wait(1)
    assert sentences(window) == []
    assert window.places() == before


def test_it_is_just_below_its_row_and_as_wide(window: Window, said: ErrorLabel) -> None:
    row = window.data.fields[0]
    assert said.parentWidget() is window
    assert said.width() == row.width()
    assert said.x() == row.mapTo(window, QPoint(0, 0)).x()
    assert gap(window, said) == 2
    assert said.height() >= said.heightForWidth(said.width())


def test_it_is_above_its_row_at_the_lower_border_of_the_window(window: Window, qtbot: QtBot) -> None:
    row = window.training.fields[3]
    window.area.verticalScrollBar().setValue(0)
    window.resize(300, row.mapTo(window, QPoint(0, row.height())).y() + 20)
    enter(qtbot, number(window, "training.batch_size"), "0")
    [said] = [label for label in window.findChildren(ErrorLabel) if label.isVisible()]
    assert said.geometry().bottom() < row.mapTo(window, QPoint(0, 0)).y()


def test_it_follows_the_column_and_goes_out_of_sight_with_its_row(window: Window, said: ErrorLabel) -> None:
    bar = window.area.verticalScrollBar()
    before = said.y()
    bar.setValue(20)
    assert said.y() == before - 20
    assert gap(window, said) == 2
    bar.setValue(bar.maximum())
    assert not said.isVisible()
    bar.setValue(0)
    assert said.isVisible()
    assert said.y() == before


def test_it_follows_when_the_window_becomes_wider(window: Window, said: ErrorLabel, qtbot: QtBot) -> None:
    window.resize(500, 700)
    qtbot.waitUntil(lambda: said.width() == window.data.fields[0].width() > 400)


def test_a_click_on_it_is_one_on_the_row_that_it_covers(window: Window, said: ErrorLabel, qtbot: QtBot) -> None:
    noise = number(window, "data.noise")
    middle = noise.mapTo(window, noise.rect().center())
    assert said.geometry().contains(middle)
    covered = window.childAt(middle)
    assert covered is noise.lineEdit()
    qtbot.mouseClick(covered, LEFT)
    assert noise.hasFocus()
    assert sentences(window) == []
    assert number(window, "data.observations").text() == "500"


def test_the_field_is_described_by_it_as_long_as_it_is_there(window: Window, said: ErrorLabel, qtbot: QtBot) -> None:
    observations = number(window, "data.observations")
    assert observations.accessibleDescription() == said.text()
    assert "not 0" in said.text()
    qtbot.keyClick(observations, Qt.Key.Key_Escape)
    assert observations.accessibleDescription() == ""


def test_it_goes_with_a_panel_that_is_hidden(window: Window, said: ErrorLabel) -> None:
    window.data.hide()
    assert not said.isVisible()
    assert sentences(window) == []


@pytest.mark.parametrize("with_keyboard", [False, True])
def test_what_is_said_of_the_inputs_goes_when_something_else_is_done(
    window: Window, qtbot: QtBot, with_keyboard: bool
) -> None:
    for name in ("x", "y"):
        qtbot.mouseClick(window.inputs.chips[name], LEFT)
    assert len(sentences(window)) == 1
    if with_keyboard:
        window.inputs.centre.setFocus(Qt.FocusReason.TabFocusReason)
    else:
        qtbot.mouseClick(window.training, LEFT, pos=QPoint(2, 2))
    assert sentences(window) == []


@pytest.fixture
def style_sheets(qapp: QApplication) -> Iterator[None]:
    yield
    qapp.setStyleSheet("")


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_it_is_a_card_with_a_line_in_the_colour_of_errors(
    window: Window, qapp: QApplication, qtbot: QtBot, style_sheets: None, theme: Theme
) -> None:
    qapp.setStyleSheet(theme.style_sheet())
    enter(qtbot, number(window, "data.observations"), "0")
    [said] = [label for label in window.findChildren(ErrorLabel) if label.isVisible()]
    image = said.grab().toImage()
    assert image.pixelColor(said.width() // 2, 0).name() == theme.error
    assert image.pixelColor(4, said.height() // 2).name() == theme.card
