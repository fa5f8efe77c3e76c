"""The card of one weight: typed, stepped, dragged, frozen, set to 0; it follows the training and closes when asked."""

from __future__ import annotations

from itertools import count

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from app.panels.weight_card import WIDTH, WeightCard
from tests.app.panel_kit import shown

NAME = "weight from x to neuron 3 of hidden layer 1"


class Below(QWidget):
    """What the card lies over, and what the card has asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.resize(560, 400)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.asked: list[tuple[object, ...]] = []
        self.heard: list[QEvent.Type] = []
        self._numbers = count(1)
        self.card = WeightCard(self.next_drag, self)
        self.card.edited.connect(self._on_edited)
        self.card.freeze_requested.connect(self._on_freeze)
        self.card.closed.connect(self._on_closed)

    def next_drag(self) -> int:
        return next(self._numbers)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802  Qt's name
        self.heard.append(event.type())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        self.heard.append(event.type())

    def _on_edited(self, value: object, drag: int) -> None:
        self.asked.append((value, drag))

    def _on_freeze(self, on: bool) -> None:
        self.asked.append(("freeze", on))

    def _on_closed(self) -> None:
        self.asked.append(("closed",))


@pytest.fixture
def below(qtbot: QtBot) -> Below:
    widget = Below()
    shown(qtbot, widget)
    widget.card.open(NAME, 0.5, QPoint(200, 150), frozen=False)
    return widget


@pytest.fixture
def card(below: Below) -> WeightCard:
    return below.card


def test_it_says_what_it_edits_and_can_be_typed_into_at_once(below: Below, card: WeightCard, qtbot: QtBot) -> None:
    assert card.title.text() == "Weight from x to neuron 3 of hidden layer 1"
    assert card.accessibleName() == NAME
    assert card.field.text() == "0.5"
    assert card.field.hasFocus()
    qtbot.keyClicks(card.field, "-1.25")
    assert below.asked == []
    qtbot.keyClick(card.field, Qt.Key.Key_Return)
    assert below.asked == [(-1.25, 0)]
    assert card.slider.value() == -62, "of 300 for 6"


def test_a_decimal_comma_is_understood_and_what_is_no_number_handed_on(
    below: Below, card: WeightCard, qtbot: QtBot
) -> None:
    for text, value in (("2,5", 2.5), ("much", "much")):
        card.field.selectAll()
        qtbot.keyClicks(card.field, text)
        qtbot.keyClick(card.field, Qt.Key.Key_Return)
        assert below.asked[-1][0] == value


def test_a_refused_text_stays_to_be_corrected(card: WeightCard, qtbot: QtBot) -> None:
    card.edited.connect(card.refuse)
    qtbot.keyClicks(card.field, "1e9")
    qtbot.keyClick(card.field, Qt.Key.Key_Return)
    assert card.field.property("refused")
    card.follow(0.75, frozen=False)
    assert card.field.text() == "1e9"


def test_a_slider_that_is_refused_goes_back(below: Below, card: WeightCard) -> None:
    card.edited.connect(card.refuse)
    card.zero.click()
    assert (card.field.text(), card.slider.value()) == ("0.5", 25)
    assert not card.field.property("refused")
    card.follow(0.75, frozen=False)
    assert card.slider.value() == 38


def test_arrows_and_wheel_step_and_are_one_change(below: Below, card: WeightCard, qtbot: QtBot) -> None:
    qtbot.keyClick(card.field, Qt.Key.Key_Up)
    qtbot.keyClick(card.field, Qt.Key.Key_Up)
    middle = QPointF(card.field.rect().center())
    buttons, keys, phase = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase
    turn = QWheelEvent(middle, card.field.mapToGlobal(middle), QPoint(), QPoint(0, -120), buttons, keys, phase, False)
    QApplication.sendEvent(card.field, turn)
    assert below.asked == [(0.6, 1), (0.7, 1), (0.6, 1)]


def test_what_is_typed_is_a_change_of_its_own(below: Below, card: WeightCard, qtbot: QtBot) -> None:
    qtbot.keyClick(card.field, Qt.Key.Key_Up)
    card.field.selectAll()
    qtbot.keyClicks(card.field, "3")
    qtbot.keyClick(card.field, Qt.Key.Key_Return)
    qtbot.keyClick(card.field, Qt.Key.Key_Down)
    assert below.asked == [(0.6, 1), (3, 0), (2.9, 2)]


def test_dragging_the_slider_is_one_change(below: Below, card: WeightCard) -> None:
    slider = card.slider
    middle = slider.rect().center().y()
    start = QPoint(round(slider.width() * (0.5 + 25 / 600)), middle)
    for _ in range(2):
        QTest.mousePress(slider, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
        QTest.mouseMove(slider, start + QPoint(10, 0))
        QTest.mouseMove(slider, start + QPoint(20, 0))
        QTest.mouseRelease(slider, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start + QPoint(20, 0))
        start += QPoint(20, 0)
    values, drags = zip(*below.asked, strict=True)
    assert list(values) == sorted(values)
    assert values[0] > 0.5
    assert drags == (2, 2, 3, 3)
    assert float(card.field.text()) == values[-1]


def test_the_slider_reaches_as_far_as_the_value(card: WeightCard) -> None:
    card.follow(-20.0, frozen=False)
    assert card.slider.value() == -250, "of 300 for 24"
    card.follow(6.0, frozen=False)
    assert card.slider.value() == 75


def test_it_can_be_frozen_and_set_to_0(below: Below, card: WeightCard) -> None:
    card.freeze.click()
    card.freeze.click()
    card.zero.click()
    assert below.asked == [("freeze", True), ("freeze", False), (0.0, 2)]
    assert card.field.text() == "0"


def test_it_follows_the_training_and_stays_ready_to_be_typed_over(card: WeightCard, qtbot: QtBot) -> None:
    card.follow(0.625, frozen=True)
    assert card.field.text() == card.field.lineEdit().selectedText() == "0.625"
    assert card.slider.value() == 31
    assert card.freeze.isChecked()
    qtbot.keyClicks(card.field, "7")
    card.follow(0.75, frozen=False)
    assert card.field.text() == "7", "a hand is on it"
    assert not card.freeze.isChecked()


def test_a_cursor_in_the_text_is_not_disturbed(card: WeightCard, qtbot: QtBot) -> None:
    qtbot.keyClick(card.field, Qt.Key.Key_End)
    card.follow(0.75, frozen=False)
    assert card.field.text() == "0.5"
    card.slider.setFocus()
    card.follow(0.875, frozen=False)
    assert card.field.text() == "0.875"


def test_it_shows_what_can_be_read_and_all_figures_to_a_cursor_between_them(
    below: Below, card: WeightCard, qtbot: QtBot
) -> None:
    card.open(NAME, 0.968477184822728, QPoint(200, 150), frozen=False)
    assert card.field.text() == card.field.lineEdit().selectedText() == "0.968477"
    card.follow(-12345.6789012345, frozen=False)
    assert card.field.text() == "-12345.7"
    qtbot.keyClick(card.field, Qt.Key.Key_End)
    assert card.field.text() == "-12345.6789012345"
    assert card.field.lineEdit().cursorPosition() == len("-12345.6789012345")
    qtbot.keyClick(card.field, Qt.Key.Key_Return)
    assert below.asked == [], "nothing was typed"
    card.slider.setFocus(Qt.FocusReason.TabFocusReason)
    assert card.field.text() == "-12345.7"


def test_a_click_between_the_figures_leaves_the_cursor_there(card: WeightCard, qtbot: QtBot) -> None:
    card.open(NAME, 0.968477184822728, QPoint(200, 150), frozen=False)
    line = card.field.lineEdit()
    QTest.mouseClick(line, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, line.rect().center())
    assert line.text() == "0.968477184822728"
    assert line.cursorPosition() < len("0.968477")


def test_figures_that_are_typed_are_kept_as_they_are(below: Below, card: WeightCard, qtbot: QtBot) -> None:
    card.open(NAME, 0.968477184822728, QPoint(200, 150), frozen=False)
    qtbot.keyClick(card.field, Qt.Key.Key_End)
    qtbot.keyClicks(card.field, "9")
    assert card.field.text() == "0.9684771848227289"
    qtbot.keyClick(card.field, Qt.Key.Key_Return)
    assert below.asked == [(0.9684771848227289, 0)]


def test_the_tool_tip_has_all_figures(card: WeightCard) -> None:
    card.open(NAME, 0.968477184822728, QPoint(200, 150), frozen=False)
    card.follow(-0.333333333333333, frozen=False)
    middle = card.field.rect().center()
    QApplication.sendEvent(card.field, QHelpEvent(QEvent.Type.ToolTip, middle, card.field.mapToGlobal(middle)))
    assert "-0.333333333333333." in card.field.toolTip()
    QToolTip.hideText()


@pytest.mark.parametrize("part", ["field", "slider", "freeze", "zero", "close_link"])
def test_escape_closes_it_without_what_is_typed(below: Below, card: WeightCard, part: str, qtbot: QtBot) -> None:
    qtbot.keyClicks(card.field, "9")
    if part != "field":
        card.field.drop()
    getattr(card, part).setFocus()
    qtbot.keyClick(getattr(card, part), Qt.Key.Key_Escape)
    assert card.isHidden()
    assert below.asked == [("closed",)]
    assert below.hasFocus()


def test_a_press_below_it_applies_what_is_typed_and_closes_it(below: Below, card: WeightCard, qtbot: QtBot) -> None:
    qtbot.keyClicks(card.field, "9")
    QTest.mouseClick(below, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(5, 5))
    assert card.isHidden()
    assert below.asked == [(9, 0), ("closed",)]


def test_what_lies_below_hears_nothing_of_a_hand_on_the_card(below: Below, card: WeightCard, qtbot: QtBot) -> None:
    QTest.mouseClick(card, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(3, 3))
    for key in (Qt.Key.Key_Return, Qt.Key.Key_F3):
        qtbot.keyClick(card.field, key)
    assert below.heard == []
    assert card.isVisible()
    assert card.cursor().shape() is Qt.CursorShape.ArrowCursor


def test_its_cross_and_another_size_below_close_it(below: Below, card: WeightCard) -> None:
    card.close_link.click()
    assert card.isHidden()
    card.open(NAME, 0.5, QPoint(200, 150), frozen=True)
    assert card.freeze.isChecked()
    below.resize(500, 300)
    assert card.isHidden()
    card.leave()
    assert below.asked == [("closed",), ("closed",)], "what is closed is not closed again"


@pytest.mark.parametrize("place", [(0, 0), (555, 0), (0, 395), (555, 395), (280, 200)])
def test_it_stays_inside_and_beside_what_it_edits(below: Below, card: WeightCard, place: tuple[int, int]) -> None:
    card.open(NAME, -1.234567890123, QPoint(*place), frozen=False)
    assert card.width() == WIDTH
    assert below.rect().contains(card.geometry())
    assert not card.geometry().contains(QPoint(*place))


def test_it_leaves_what_it_is_about_in_sight_where_there_is_room(below: Below, card: WeightCard) -> None:
    about = [QRect(100, 140, 200, 20), QRect(300, 120, 40, 60)]
    card.open(NAME, 0.5, QPoint(200, 150), frozen=False, about=about)
    first = card.geometry()
    assert not any(first.intersects(rect) for rect in about)
    neuron = QRect(first.center(), QSize(20, 20))
    card.open(NAME, 0.5, QPoint(200, 150), frozen=False, about=about, others=[neuron])
    assert not any(card.geometry().intersects(rect) for rect in (*about, neuron))
    assert below.rect().contains(card.geometry())


def test_without_room_it_lies_over_others_rather_than_over_what_it_is_about(below: Below, card: WeightCard) -> None:
    line = QRect(0, 0, 560, 200)
    card.open(NAME, 0.5, QPoint(200, 150), frozen=False, about=[line], others=[QRect(0, 210, 560, 190)])
    assert not card.geometry().intersects(line)
    assert below.rect().contains(card.geometry())


def test_every_part_has_a_name_and_says_what_it_does(card: WeightCard) -> None:
    for part in (card.field, card.slider, card.freeze, card.zero, card.close_link):
        assert part.accessibleName()
        assert part.toolTip()
