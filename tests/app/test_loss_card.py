"""The card of the loss in the window: what is shown is chosen in its head, and by keys."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMainWindow, QToolButton
from pytestqt.qtbot import QtBot

from app import actions
from app.training.snapshot import Snapshot
from app.views.learning import LearningView
from app.windows.loss_card import LossCard
from app.windows.menus import Choice
from nncore import PRESETS
from tests.app.snapshots import of_experiment, stripe, with_losses

ALT = Qt.KeyboardModifier.AltModifier


class Desk:
    """A window that has only the card of the loss."""

    def __init__(self, qtbot: QtBot) -> None:
        self.window = QMainWindow()
        qtbot.addWidget(self.window)
        self.actions: Mapping[str, QAction] = actions.build(self.window)
        self.window.addActions(list(self.actions.values()))
        self.view = LearningView()
        self.card = LossCard(self.view, self.actions)
        self.card.set_fill_action(self.actions["fill_loss"])
        self.window.setCentralWidget(self.card)
        self.window.resize(586, 168)
        self.window.show()

    def show(self, snapshot: Snapshot) -> None:
        self.card.note(snapshot)
        self.view.show_snapshot(snapshot)

    def word(self, text: str) -> QToolButton:
        [found] = [button for button in self.card.findChildren(QToolButton) if button.text() == text]
        return found

    def left(self, button: QToolButton) -> int:
        return button.mapTo(self.card, QPoint(0, 0)).x()

    def words(self) -> list[str]:
        """Those that can be seen, from left to right."""
        buttons = [button for button in self.card.findChildren(QToolButton) if button.isVisible() and button.text()]
        return [button.text() for button in sorted(buttons, key=self.left)]


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    desk = Desk(qtbot)
    qtbot.waitUntil(desk.card.isVisible)
    yield desk
    desk.window.close()


def learned(l2: float = 0.0) -> Snapshot:
    snapshot = with_losses(stripe(), [0.7, 0.5, 0.2], [0.7, 0.6, 0.3])
    spec = replace(snapshot.experiment.training, l2=l2)
    return replace(snapshot, experiment=replace(snapshot.experiment, training=spec))


def click(word: QToolButton) -> None:
    QTest.mouseClick(word, Qt.MouseButton.LeftButton)


def test_at_first_it_shows_the_loss(desk: Desk) -> None:
    desk.show(learned())
    assert desk.words() == ["Loss", "Accuracy", "Confusion", "smooth", "log", "save"]
    assert desk.view.currentWidget() is desk.view.chart
    assert desk.card.hint == "mean, without penalty"


def test_the_words_in_the_head_switch_and_one_is_always_on(desk: Desk) -> None:
    desk.show(learned())
    click(desk.word("Accuracy"))
    assert desk.view.chart.accessibleName() == "Chart of the accuracy over the epochs"
    assert desk.words() == ["Loss", "Accuracy", "Confusion", "smooth", "save"]
    assert desk.card.hint == "share of right answers"
    click(desk.word("Confusion"))
    assert desk.view.currentWidget() is desk.view.confusion
    assert desk.words() == ["Loss", "Accuracy", "Confusion", "save"]
    click(desk.word("Confusion"))
    assert desk.view.currentWidget() is desk.view.confusion
    assert [desk.word(text).isChecked() for text in ("Loss", "Accuracy", "Confusion")] == [False, False, True]
    click(desk.word("Loss"))
    assert desk.view.currentWidget() is desk.view.chart
    assert desk.view.chart.accessibleName() == "Chart of the loss over the epochs"


@pytest.mark.parametrize(("key", "name"), [("1", "show_loss"), ("2", "show_accuracy"), ("3", "show_confusion")])
def test_keys_switch_too(desk: Desk, qtbot: QtBot, key: str, name: str) -> None:
    desk.actions["show_accuracy" if key != "2" else "show_confusion"].trigger()
    with qtbot.waitActive(desk.window):
        desk.window.activateWindow()
    qtbot.keyClick(desk.window, key, ALT)
    assert [each for each in ("show_loss", "show_accuracy", "show_confusion") if desk.actions[each].isChecked()] == [
        name
    ]
    assert desk.word({"1": "Loss", "2": "Accuracy", "3": "Confusion"}[key]).isChecked()


def test_what_comes_into_view_shows_the_present(desk: Desk) -> None:
    desk.show(learned())
    click(desk.word("Confusion"))
    metrics = replace(learned().metrics, test_accuracy=0.875)
    desk.show(replace(learned(), metrics=metrics))
    click(desk.word("Accuracy"))
    assert desk.view.chart.whole == 2.0
    click(desk.word("Loss"))
    assert desk.view.chart.losses.last == (0.2, 0.3)


def test_the_penalty_is_offered_only_where_there_is_one(desk: Desk) -> None:
    desk.show(learned())
    assert "penalty" not in desk.words()
    desk.show(learned(l2=0.01))
    assert desk.words() == ["Loss", "Accuracy", "Confusion", "penalty", "smooth", "log", "save"]
    click(desk.word("penalty"))
    assert desk.card.hint == "without penalty; dotted: with it"
    click(desk.word("Accuracy"))
    assert "penalty" not in desk.words()
    click(desk.word("Loss"))
    desk.show(learned())
    assert desk.card.hint == "mean, without penalty"
    assert "penalty" not in desk.words()


def test_all_is_there_while_only_some_epochs_are_shown(desk: Desk) -> None:
    desk.show(learned())
    assert not desk.actions["all_epochs"].isEnabled()
    chart = desk.view.chart
    start, end = (QPoint(round(chart.frame.x(epoch)), 50) for epoch in (0.5, 1.5))
    QTest.mousePress(chart, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(chart, end)
    QTest.mouseRelease(chart, Qt.MouseButton.LeftButton, pos=end)
    assert desk.words()[3:] == ["all", "smooth", "log", "save"]
    click(desk.word("all"))
    assert (chart.frame.first_epoch, chart.frame.last_epoch) == (0.0, 2.0)
    assert "all" not in desk.words()


def test_smoothing_is_chosen_from_a_menu_and_its_word_says_that_it_is_on(desk: Desk) -> None:
    desk.show(learned())
    word = desk.word("smooth")
    before = desk.view.chart.grab().toImage()
    entries = {entry.text(): entry for entry in word.menu().actions()}
    assert list(entries) == ["Off", "5 points", "20 points", "100 points"]
    entries["5 points"].trigger()
    assert word.isChecked()
    assert desk.view.chart.grab().toImage() != before
    entries["Off"].trigger()
    assert not word.isChecked()
    assert desk.view.chart.grab().toImage() == before
    assert len(word.menu().findChildren(Choice)) == 1


def test_save_offers_the_table_and_the_picture(desk: Desk) -> None:
    asked: list[str] = []
    for name in ("export_chart_csv", "picture_loss"):
        desk.actions[name].triggered.connect(partial(asked.append, name))
    entries = desk.word("save").menu().actions()
    assert [entry.text() for entry in entries] == ["Points as CSV…", "Picture…"]
    for entry in entries:
        assert len(entry.toolTip()) > 20
        entry.trigger()
    assert asked == ["export_chart_csv", "picture_loss"]


@pytest.mark.parametrize("name", ["smooth", "save"])
def test_a_word_is_not_lit_any_more_when_its_menu_is_closed_from_elsewhere(desk: Desk, name: str) -> None:
    word = desk.word(name)
    QCursor.setPos(word.mapToGlobal(QPoint(0, 200)))
    word.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)  # as it was when it was pressed
    word.menu().popup(word.mapToGlobal(word.rect().bottomLeft()))
    word.menu().hide()
    assert not word.underMouse()
    assert not word.isChecked()


def test_the_logarithmic_scale_follows_its_action(desk: Desk) -> None:
    desk.show(learned())
    click(desk.word("log"))
    assert desk.view.chart.frame.log
    assert desk.actions["log_loss"].isChecked()


def test_for_values_r_squared_is_said(desk: Desk) -> None:
    desk.show(of_experiment(PRESETS["plane"].experiment))
    click(desk.word("Accuracy"))
    assert desk.card.hint.startswith("R² = 1 −")
    click(desk.word("Confusion"))
    assert desk.card.hint == ""
    assert "counts classes" in desk.view.confusion.sentence


def test_a_card_that_is_hidden_remembers_the_accuracy(desk: Desk) -> None:
    desk.show(with_losses(stripe(), [0.7], [0.7]))
    desk.card.hide()
    desk.card.note(learned())
    desk.card.show()
    desk.actions["show_accuracy"].trigger()
    assert desk.view.chart.whole == 2.0


def test_every_word_has_a_name_and_says_what_it_does(desk: Desk) -> None:
    for button in desk.card.findChildren(QToolButton):
        assert button.accessibleName()
        assert len(button.toolTip()) > 20
