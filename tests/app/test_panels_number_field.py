"""A number field by itself: when it hands on what was typed, what it keeps, and which keys are not its own."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QEnterEvent, QKeySequence, QShortcut, QWheelEvent
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.panels.notation import multiples_of
from app.panels.number_field import NumberField

Key = Qt.Key


class Page(QWidget):
    """A field that refuses what is not below ten, another one, and a button that a click does not focus."""

    def __init__(self) -> None:
        super().__init__()
        self.field, self.other, self.button = NumberField(multiples_of(1)), NumberField(multiples_of(1)), QPushButton()
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        column = QVBoxLayout(self)
        for widget in (self.field, self.other, self.button):
            column.addWidget(widget)
        self.values: list[object] = []
        self.field.show_value(5)
        self.other.show_value(0)
        self.field.edited.connect(self.on_edited)

    def on_edited(self, value: object) -> None:
        self.values.append(value)
        if isinstance(value, int) and value < 10:
            self.field.show_value(value)
        else:
            self.field.refuse()


@pytest.fixture
def page(qtbot: QtBot) -> Page:
    page = Page()
    qtbot.addWidget(page)
    page.show()
    page.activateWindow()
    page.field.setFocus()
    qtbot.waitUntil(page.field.hasFocus)
    page.field.selectAll()
    return page


def refused(field: NumberField) -> bool:
    return field.property("refused") is True


def test_nothing_is_handed_on_while_typing(page: Page, qtbot: QtBot) -> None:
    qtbot.keyClicks(page.field, "7")
    assert page.values == []
    assert page.field.text() == "7"


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Enter, Key.Key_Tab])
def test_enter_and_tab_hand_it_on_once(page: Page, qtbot: QtBot, key: Qt.Key) -> None:
    qtbot.keyClicks(page.field, "7")
    qtbot.keyClick(page.field, key)
    page.other.setFocus()
    assert page.values == [7]


def test_leaving_an_untouched_field_hands_on_nothing(page: Page, qtbot: QtBot) -> None:
    page.other.setFocus()
    assert page.values == []


def test_a_click_on_a_button_ends_the_typing(page: Page, qtbot: QtBot) -> None:
    qtbot.keyClicks(page.field, "7")
    with qtbot.waitSignal(page.button.clicked):
        qtbot.mouseClick(page.button, Qt.MouseButton.LeftButton)
    assert page.values == [7]
    assert not page.field.hasFocus()


def test_a_click_into_the_field_does_not_end_the_typing(page: Page, qtbot: QtBot) -> None:
    qtbot.keyClicks(page.field, "7")
    qtbot.mouseClick(page.field.lineEdit(), Qt.MouseButton.LeftButton)
    assert page.values == []
    assert page.field.hasFocus()


def test_a_refused_text_stays_and_is_outlined_until_corrected(page: Page, qtbot: QtBot) -> None:
    qtbot.keyClicks(page.field, "70")
    qtbot.keyClick(page.field, Key.Key_Return)
    assert page.field.text() == "70"
    assert refused(page.field)
    qtbot.keyClicks(page.field, "7")
    qtbot.keyClick(page.field, Key.Key_Return)
    assert page.field.text() == "7"
    assert not refused(page.field)


def test_escape_brings_the_value_back(page: Page, qtbot: QtBot) -> None:
    qtbot.keyClicks(page.field, "70")
    qtbot.keyClick(page.field, Key.Key_Return)
    with qtbot.waitSignal(page.field.settled):
        qtbot.keyClick(page.field, Key.Key_Escape)
    assert page.field.text() == "5"
    assert not refused(page.field)
    assert page.values == [70]


def test_escape_drops_what_was_not_handed_on(page: Page, qtbot: QtBot) -> None:
    qtbot.keyClicks(page.field, "70")
    qtbot.keyClick(page.field, Key.Key_Escape)
    page.other.setFocus()
    assert page.values == []
    assert page.field.text() == "5"


def test_the_wrong_text_is_settled_when_the_value_is_back(page: Page, qtbot: QtBot) -> None:
    qtbot.keyClicks(page.field, "70")
    qtbot.keyClick(page.field, Key.Key_Return)
    with qtbot.waitSignal(page.field.settled):
        page.other.setFocus()


def test_leaving_the_field_brings_the_value_back(page: Page, qtbot: QtBot) -> None:
    qtbot.keyClicks(page.field, "70")
    page.other.setFocus()
    assert page.values == [70]
    assert page.field.text() == "5"
    assert not refused(page.field)


@pytest.mark.parametrize(("key", "value"), [(Key.Key_Up, 6), (Key.Key_Down, 4), (Key.Key_PageDown, -5)])
def test_arrows_step_at_once(page: Page, qtbot: QtBot, key: Qt.Key, value: int) -> None:
    qtbot.keyClick(page.field, key)
    assert page.values == [value]
    assert page.field.text() == str(value)


def test_a_step_starts_from_what_was_typed(page: Page, qtbot: QtBot) -> None:
    qtbot.keyClicks(page.field, "7")
    qtbot.keyClick(page.field, Key.Key_Up)
    assert page.values == [7, 8]


def test_a_step_too_far_leaves_the_value_and_the_way_back(page: Page, qtbot: QtBot) -> None:
    page.field.show_value(9)
    qtbot.keyClick(page.field, Key.Key_Up)
    assert page.field.text() == "9"
    assert not refused(page.field)
    qtbot.keyClick(page.field, Key.Key_Down)
    assert page.values == [10, 8]


def wheel_up(widget: QWidget) -> QWheelEvent:
    middle = QPointF(widget.rect().center())
    event = QWheelEvent(
        middle,
        widget.mapToGlobal(middle),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)
    return event


def test_the_wheel_steps_the_field_that_has_the_focus(page: Page) -> None:
    assert wheel_up(page.field).isAccepted()
    assert page.values == [6]


def test_the_wheel_over_another_field_is_left_to_the_column(page: Page, qtbot: QtBot) -> None:
    page.other.setFocus()
    assert not wheel_up(page.field).isAccepted()
    assert page.values == []


def test_the_space_key_is_the_windows_and_acts_on_what_was_typed(page: Page, qtbot: QtBot) -> None:
    play = QShortcut(QKeySequence("Space"), page)
    qtbot.keyClicks(page.field, "7")
    with qtbot.waitSignal(play.activated):
        qtbot.keyClick(page.field, Key.Key_Space)
    assert page.values == [7]
    assert page.field.text() == "7"


def test_saving_finds_what_was_typed(page: Page, qtbot: QtBot) -> None:
    save = QShortcut(QKeySequence("Ctrl+S"), page)
    qtbot.keyClicks(page.field, "7")
    with qtbot.waitSignal(save.activated):
        qtbot.keyClick(page.field, Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert page.values == [7]


def test_undo_is_the_windows_unless_something_is_being_typed(page: Page, qtbot: QtBot) -> None:
    undo = QShortcut(QKeySequence("Ctrl+Z"), page)
    with qtbot.waitSignal(undo.activated):
        qtbot.keyClick(page.field, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(page.field, "7")
    with qtbot.assertNotEmitted(undo.activated):
        qtbot.keyClick(page.field, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert page.field.text() == "5"


def test_digits_are_typed_and_not_taken_as_shortcuts(page: Page, qtbot: QtBot) -> None:
    step = QShortcut(QKeySequence("1"), page)
    with qtbot.assertNotEmitted(step.activated):
        qtbot.keyClick(page.field, Key.Key_1)
    assert page.field.text() == "1"


def test_the_stepping_arrows_show_under_the_mouse_only(page: Page, qtbot: QtBot) -> None:
    symbols = NumberField.ButtonSymbols
    assert page.field.buttonSymbols() == symbols.NoButtons
    middle = QPointF(page.field.rect().center())
    QApplication.sendEvent(page.field, QEnterEvent(middle, middle, page.field.mapToGlobal(middle)))
    assert page.field.buttonSymbols() == symbols.UpDownArrows
    QApplication.sendEvent(page.field, QEvent(QEvent.Type.Leave))
    assert page.field.buttonSymbols() == symbols.NoButtons


def test_a_disabled_field_shows_no_arrows(page: Page) -> None:
    symbols = NumberField.ButtonSymbols
    middle = QPointF(page.field.rect().center())
    enter = QEnterEvent(middle, middle, page.field.mapToGlobal(middle))
    QApplication.sendEvent(page.field, enter)
    page.field.setEnabled(False)
    assert page.field.buttonSymbols() == symbols.NoButtons
    page.field.enterEvent(enter)
    assert page.field.buttonSymbols() == symbols.NoButtons
