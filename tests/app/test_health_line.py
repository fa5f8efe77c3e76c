"""What is wrong with the training, in the status line: one finding at a time, and the cure as words to press."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QToolTip, QWidget
from pytestqt.qtbot import QtBot

import nncore as nn
from app.model.cures import Cure
from app.model.remedies import Remedy
from app.training.findings import Finding, Kind, Severity
from app.windows.health_line import HealthLine
from tests.app.panel_kit import button, click, shown

FIRST = nn.PRESETS["first-run"].experiment

SLOW = Finding(Kind.SLOW, Severity.WARNING, "It crawls.", "The rate is tiny.", Remedy.LARGER_RATE)
STUCK = Finding(Kind.PLATEAU, Severity.NOTE, "It stands still.", "It may go on.", Remedy.ANOTHER_START)
BROKEN = Finding(Kind.DIVERGED, Severity.ERROR, "It blew up.", "Nothing is left.", None)


@pytest.fixture
def line(qtbot: QtBot) -> HealthLine:
    line = HealthLine()
    qtbot.addWidget(line)
    line.resize(900, 24)
    return line


def test_the_line_is_empty_while_all_is_well(line: HealthLine) -> None:
    line.show_findings((), FIRST)
    assert line.isHidden()
    assert line.cure is None


def test_a_finding_is_shown_with_its_cure_as_words_to_press(line: HealthLine, qtbot: QtBot) -> None:
    line.show_findings((SLOW,), FIRST)
    assert not line.isHidden()
    assert line.sentence == "It crawls."
    pressed: list[Cure] = []
    line.cure_chosen.connect(pressed.append)
    click(qtbot, line, "Use a larger learning rate: 0.03 → 0.3")
    assert [dict(cure.changes) for cure in pressed] == [{"training.optimizer.learning_rate": 0.3}]


def test_what_has_no_cure_offers_none(line: HealthLine) -> None:
    line.show_findings((BROKEN,), FIRST)
    assert line.cure is None
    assert all(b.isHidden() for b in line.findChildren(QAbstractButton))


def test_of_several_the_first_is_shown_and_a_click_shows_the_next(line: HealthLine, qtbot: QtBot) -> None:
    line.show_findings((SLOW, STUCK), FIRST)
    click(qtbot, line, "1 of 2 ›")
    assert line.sentence == "It stands still."
    assert button(line, "2 of 2 ›").accessibleName() == "Finding 2 of 2, show the next"
    click(qtbot, line, "2 of 2 ›")
    assert line.sentence == "It crawls."


def test_the_one_that_is_read_stays_while_others_come_and_its_numbers_change(line: HealthLine, qtbot: QtBot) -> None:
    line.show_findings((SLOW, STUCK), FIRST)
    click(qtbot, line, "1 of 2 ›")
    line.show_findings((SLOW, replace(STUCK, sentence="It still stands still.")), FIRST)
    assert line.sentence == "It still stands still."
    line.show_findings((SLOW,), FIRST)
    assert line.sentence == "It crawls."


def test_what_has_stopped_the_training_comes_before_what_is_read(line: HealthLine) -> None:
    line.show_findings((STUCK,), FIRST)
    line.show_findings((BROKEN, STUCK), FIRST)
    assert line.sentence == "It blew up."


def test_the_keyboard_reaches_the_cure(line: HealthLine, qtbot: QtBot) -> None:
    shown(qtbot, line)
    line.show_findings((SLOW,), FIRST)
    pressed: list[Cure] = []
    line.cure_chosen.connect(pressed.append)
    words = button(line, "Use a larger learning rate: 0.03 → 0.3")
    words.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(words, Qt.Key.Key_Space)
    assert len(pressed) == 1


def test_those_who_hear_the_screen_hear_a_kind_of_finding_once(line: HealthLine) -> None:
    line.show_findings((SLOW,), FIRST)
    label = next(child for child in line.findChildren(QWidget) if child.objectName() == "finding")
    assert label.accessibleName() == "It crawls."
    line.show_findings((replace(SLOW, sentence="It crawls on."),), FIRST)
    assert label.accessibleName() == "It crawls."
    assert "The rate is tiny." in label.toolTip()


def test_what_lets_a_finished_training_go_on_stands_before_what_is_found(line: HealthLine, qtbot: QtBot) -> None:
    way_on = Cure("Remove the rule to go on", {"training.epochs": None})
    line.show_way_on(way_on)
    assert not line.isHidden()
    assert [b.text() for b in line.findChildren(QAbstractButton) if not b.isHidden()] == [way_on.title]
    assert line.cure == way_on
    line.show_findings((SLOW,), FIRST)
    assert button(line, way_on.title).x() <= button(line, "Use a larger learning rate: 0.03 → 0.3").x()
    pressed: list[Cure] = []
    line.cure_chosen.connect(pressed.append)
    click(qtbot, line, way_on.title)
    assert pressed == [way_on]
    line.show_way_on(None)
    assert line.sentence == "It crawls."
    line.show_findings((), FIRST)
    assert line.isHidden()


@pytest.mark.parametrize("at_the_bottom", [False, True])
def test_a_tool_tip_covers_no_words_to_press(line: HealthLine, qtbot: QtBot, at_the_bottom: bool) -> None:
    screen = line.screen().availableGeometry()
    line.show_findings((SLOW,), FIRST)
    shown(qtbot, line)
    line.move(screen.left() + 20, screen.bottom() - line.height() if at_the_bottom else screen.center().y())
    sentence = next(child for child in line.findChildren(QLabel) if child.objectName() == "finding")
    words = button(line, "Use a larger learning rate: 0.03 → 0.3")
    for part in (sentence, words):
        middle = part.rect().center()
        event = QHelpEvent(QEvent.Type.ToolTip, middle, part.mapToGlobal(middle))
        QApplication.sendEvent(part, event)
        tips = [w for w in QApplication.topLevelWidgets() if w.inherits("QTipLabel") and w.isVisible()]
        assert len(tips) == 1
        assert not tips[0].frameGeometry().intersects(QRect(words.mapToGlobal(QPoint()), words.size()))
    QToolTip.hideText()
