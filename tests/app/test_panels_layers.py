"""What a layer's row opens, and the card beside an open list."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

import nncore as nn
from app.model.document import Document
from app.panels.choice_field import ChoiceField
from app.panels.network import NetworkPanel
from tests.app.panel_kit import choice, choose, enter, number, sentences, shown

LEFT = Qt.MouseButton.LeftButton
THIN = "\u202f"
DROPOUT = "network.hidden_layers[0].dropout"


@pytest.fixture
def document(qapp: object) -> Document:
    return Document(nn.PRESETS["first-run"].experiment)


@pytest.fixture
def panel(document: Document, qtbot: QtBot) -> Iterator[NetworkPanel]:
    """The panel at the left in a window with room for a card."""
    window, body, panel = QMainWindow(), QWidget(), NetworkPanel(document)
    row = QHBoxLayout(body)
    panel.setFixedWidth(256)
    row.addWidget(panel)
    row.addStretch(1)
    window.setCentralWidget(body)
    window.resize(900, 600)
    shown(qtbot, window)
    yield panel
    window.close()


def test_the_name_of_a_layer_opens_its_curve_and_its_dropout(panel: NetworkPanel, qtbot: QtBot) -> None:
    [row] = panel.layers
    for is_open in (True, False):
        qtbot.mouseClick(row.head, LEFT)
        assert (row.curve.isVisible(), row.dropout.isVisible()) == (is_open, is_open)


def test_the_keyboard_opens_it_too(panel: NetworkPanel, qtbot: QtBot) -> None:
    [row] = panel.layers
    row.head.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(row.head, Qt.Key.Key_Space)
    assert row.curve.isVisible()


def test_the_output_has_a_curve_and_no_dropout(panel: NetworkPanel, qtbot: QtBot) -> None:
    qtbot.mouseClick(panel.output_row.head, LEFT)
    assert panel.output_row.curve.isVisible()
    assert panel.output_row.curve.accessibleName() == "sigmoid and its derivative for z from −4 to 4"


def test_the_curve_follows_the_activation(panel: NetworkPanel, document: Document, qtbot: QtBot) -> None:
    [row] = panel.layers
    qtbot.mouseClick(row.head, LEFT)
    before = row.curve.grab().toImage()
    choose(qtbot, row.activation, "relu")
    assert row.curve.accessibleName().startswith("ReLU")
    assert row.curve.grab().toImage() != before
    assert "f(z) = max(0, z)" in row.curve.toolTip()
    document.undo_stack.undo()
    assert row.curve.grab().toImage() == before


def test_dropout_is_edited_while_the_training_goes_on(panel: NetworkPanel, document: Document, qtbot: QtBot) -> None:
    qtbot.mouseClick(panel.layers[0].head, LEFT)
    run = document.work.run
    enter(qtbot, number(panel, DROPOUT), "20")
    assert document.experiment.network.hidden_layers == (nn.Layer(8, "tanh", dropout=0.2),)
    assert number(panel, DROPOUT).text() == "20 %"
    assert document.work.run == run
    qtbot.keyClick(number(panel, DROPOUT), Qt.Key.Key_Up)
    assert document.experiment.network.hidden_layers[0].dropout == 0.25


def test_a_dropout_that_is_not_allowed_is_said(panel: NetworkPanel, qtbot: QtBot) -> None:
    qtbot.mouseClick(panel.layers[0].head, LEFT)
    enter(qtbot, number(panel, DROPOUT), "95")
    said = f"Dropout of hidden layer 1 must be between 0{THIN}% and 90{THIN}%, not 95{THIN}%."
    assert sentences(panel.window()) == [said]


def test_a_dropout_at_work_is_in_sight(panel: NetworkPanel, document: Document) -> None:
    document.edit({"network.hidden_layers": (nn.Layer(8, dropout=0.1), nn.Layer(4))}, "Dropout")
    first, second = panel.layers
    assert (first.dropout.isVisible(), first.curve.isVisible()) == (True, False)
    assert not second.dropout.isVisible()


# The card beside an open list.


def pop_up(panel: NetworkPanel, qtbot: QtBot) -> ChoiceField:
    field = panel.layers[0].activation
    field.showPopup()
    qtbot.waitUntil(field.view().isVisible)
    return field


def test_an_open_list_shows_the_entry_that_is_pointed_at(panel: NetworkPanel, qtbot: QtBot) -> None:
    field = pop_up(panel, qtbot)
    preview = field.preview
    assert preview is not None
    assert preview.isVisible()
    assert preview.window() is panel.window()
    assert preview.words.text().startswith("<p>tanh: f(z) = ")
    assert preview.curve.accessibleName().startswith("tanh")
    qtbot.keyClick(field.view(), Qt.Key.Key_Down)
    assert preview.words.text().startswith("<p>ReLU: f(z) = ")
    assert preview.curve.accessibleName().startswith("ReLU")
    field.hidePopup()
    assert not preview.isVisible()
    assert field.currentData() == "tanh"


def test_the_card_does_not_cover_the_list_and_lies_inside_the_window(panel: NetworkPanel, qtbot: QtBot) -> None:
    field = pop_up(panel, qtbot)
    preview, listed = field.preview, field.view().window()
    assert preview is not None
    in_window = panel.window().rect().contains(preview.geometry())
    covered = listed.geometry().intersects(QRect(preview.mapToGlobal(QPoint(0, 0)), preview.size()))
    field.hidePopup()
    assert in_window
    assert not covered


def test_choosing_takes_the_card_away(panel: NetworkPanel, document: Document, qtbot: QtBot) -> None:
    field = pop_up(panel, qtbot)
    qtbot.keyClick(field.view(), Qt.Key.Key_Down)
    qtbot.keyClick(field.view(), Qt.Key.Key_Return)
    assert document.experiment.network.hidden_layers[0].activation == "relu"
    assert field.preview is not None
    assert not field.preview.isVisible()


def test_arrow_keys_choose_from_a_closed_list_without_a_card(
    panel: NetworkPanel, document: Document, qtbot: QtBot
) -> None:
    field = panel.layers[0].activation
    qtbot.keyClick(field, Qt.Key.Key_Down)
    assert document.experiment.network.hidden_layers[0].activation == "relu"
    assert field.preview is None


def test_a_list_without_curves_has_words_only(panel: NetworkPanel, qtbot: QtBot) -> None:
    field = choice(panel, "network.initializer")
    field.showPopup()
    qtbot.waitUntil(field.view().isVisible)
    preview = field.preview
    assert preview is not None
    curve, words = preview.curve.isVisible(), preview.words.text()
    field.hidePopup()
    assert not curve
    assert "√(6 / (inputs + outputs))" in words


def test_the_list_has_no_tool_tips_of_its_own_beside_the_card(panel: NetworkPanel, qtbot: QtBot) -> None:
    field = pop_up(panel, qtbot)
    viewport = field.view().viewport()
    where = QPoint(10, 10)
    event = QHelpEvent(QEvent.Type.ToolTip, where, viewport.mapToGlobal(where))
    taken = field.eventFilter(viewport, event)
    field.hidePopup()
    assert taken
    assert QApplication.activePopupWidget() is None
