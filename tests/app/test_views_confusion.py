"""The confusion matrix: true classes down, answered classes across, in training and in test."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from app import type_size
from app.theme import DARK, LIGHT
from app.training.snapshot import Snapshot
from app.views.colors import make_scale
from app.views.confusion import NO_CLASSES, NOT_YET, ConfusionView
from app.views.confusion_table import Cell
from nncore import PRESETS, Trainer
from tests.app.snapshots import of_experiment, stripe
from tests.app.test_views_all import made, seen
from tests.app.test_views_map import leave, near, point_at
from tests.app.test_views_words import Word, check, written

__all__ = ["written"]  # a fixture

TRAIN = [[90, 10], [0, 100]]
TEST = [[18, 2], [5, 15]]


def counted(train: Any, test: Any = None) -> Snapshot:
    confusions = [None if counts is None else np.array(counts) for counts in (train, test)]
    start = stripe()
    return replace(start, metrics=replace(start.metrics, train_confusion=confusions[0], test_confusion=confusions[1]))


@pytest.fixture
def view(qtbot: QtBot) -> ConfusionView:
    view: ConfusionView = made(ConfusionView, qtbot, (586, 136))
    return view


def words(written: list[Word], view: ConfusionView) -> list[str]:
    written.clear()
    seen(view)
    return [word.text for word in written]


def test_counts_and_shares_of_both_data_stand_side_by_side(view: ConfusionView, written: list[Word]) -> None:
    view.show_snapshot(counted(TRAIN, TEST))
    said = words(written, view)
    assert "training: 95.0\u202f% right" in said
    assert "test: 82.5\u202f% right" in said
    assert [word for word in said if word.isdigit() and len(word) > 1] == ["90", "10", "100", "18", "15"]
    assert [word for word in said if word.endswith("%")] == [
        f"{p}\u202f%" for p in (90.0, 10.0, "100.0", 90.0, 10.0, 25.0, 75.0)
    ]
    training, test = view.tables
    assert training.room.right() < test.room.left()


def test_rows_are_true_classes_and_columns_answered_ones(view: ConfusionView) -> None:
    view.show_snapshot(counted(TRAIN, TEST))
    table = view.tables[1]
    assert table.count(Cell(true=1, answered=0)) == 5
    upper_right, lower_left = table.rect(Cell(0, 1)), table.rect(Cell(1, 0))
    assert upper_right.left() > lower_left.left()
    assert upper_right.bottom() <= lower_left.top()


def test_the_colour_is_as_strong_as_the_share_of_the_true_class(view: ConfusionView) -> None:
    view.show_snapshot(counted([[1, 3], [0, 8]]))
    image, table = view.grab().toImage(), view.tables[0]
    quarter, three, none, all_of_it = (
        image.pixelColor((table.rect(cell).topLeft() + QPointF(8, 4)).toPoint())
        for cell in (Cell(0, 0), Cell(0, 1), Cell(1, 0), Cell(1, 1))
    )
    assert near(none, QColor(LIGHT.field), within=2)
    assert near(all_of_it, QColor(LIGHT.accent), within=2)
    assert none.red() > quarter.red() > three.red() > all_of_it.red()


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_the_classes_have_their_colours_at_the_margins(view: ConfusionView, theme: Any) -> None:
    view.set_theme(theme)
    view.set_scale(make_scale("orange-blue", theme))
    view.show_snapshot(counted(TRAIN))
    image, table = view.grab().toImage(), view.tables[0]
    for number, color in ((0, theme.negative), (1, theme.positive)):
        row, column = table.rect(Cell(number, 0)), table.rect(Cell(0, number))
        for place in (QPointF(row.left() - 60, row.center().y()), QPointF(column.center().x() - 8, row.top())):
            rows = range(round(place.y()) - 9, round(place.y()) + 9) if place.x() < row.left() else range(18, 32)
            x = round(place.x())
            assert any(near(image.pixelColor(x, y), QColor(color)) for y in rows)


def test_three_classes_have_the_colours_of_classes(view: ConfusionView) -> None:
    view.show_snapshot(counted(np.eye(3, dtype=int) * 5))
    image, table = view.grab().toImage(), view.tables[0]
    for number, color in enumerate(LIGHT.classes[:3]):
        row = table.rect(Cell(number, 0))
        assert near(image.pixelColor(round(row.left() - 60), round(row.center().y())), QColor(color))


def test_the_pointer_reads_recall_and_precision(view: ConfusionView) -> None:
    view.show_snapshot(counted(TRAIN, TEST))
    point_at(view, view.tables[1].rect(Cell(1, 0)).center())
    assert view.hover_text.splitlines() == [
        "test: true class 1",
        "answered 0",
        "observations 5",
        "of all of class 1 25.0\u202f%",
        "class 1 answered as 1 (recall) 75.0\u202f%",
        "answers 0 that are right (precision) 78.3\u202f%",
    ]
    point_at(view, view.tables[0].rect(Cell(0, 0)).center())
    assert view.hover_text.startswith("training: true class 0")
    point_at(view, QPointF(2, 2))
    assert view.hover_text == ""
    point_at(view, view.tables[0].rect(Cell(0, 0)).center())
    leave(view)
    assert view.hover_text == ""


def test_what_is_read_follows_the_training(view: ConfusionView) -> None:
    view.show_snapshot(counted(TRAIN, TEST))
    point_at(view, view.tables[0].rect(Cell(0, 0)).center())
    view.show_snapshot(counted([[100, 0], [0, 100]], TEST))
    assert "observations 100" in view.hover_text


def test_a_class_without_observations_has_no_shares(view: ConfusionView, written: list[Word]) -> None:
    view.show_snapshot(counted([[0, 0], [0, 7]]))
    point_at(view, view.tables[0].rect(Cell(0, 0)).center())
    assert view.hover_text.splitlines()[3:] == [
        "of all of class 0 –",
        "class 0 answered as 0 (recall) –",
        "answers 0 that are right (precision) –",
    ]
    assert "training: 100.0\u202f% right" in words(written, view)


def test_a_narrow_view_shows_the_test_data(view: ConfusionView) -> None:
    view.resize(300, 136)
    view.show_snapshot(counted(TRAIN, TEST))
    assert [table.name for table in view.tables] == ["test"]
    view.show_snapshot(counted(TRAIN))
    assert [table.name for table in view.tables] == ["training"]
    view.resize(586, 136)
    view.show_snapshot(counted(TRAIN, TEST))
    assert [table.name for table in view.tables] == ["training", "test"]


@pytest.mark.parametrize("size", [(586, 136), (398, 110), (260, 100), (1250, 640)])
@pytest.mark.parametrize("classes", [2, 3, 6])
@pytest.mark.parametrize("largest", [7, 50_000])
def test_no_word_is_cut_off(
    size: tuple[int, int], classes: int, largest: int, qtbot: QtBot, written: list[Word]
) -> None:
    view = made(ConfusionView, qtbot, size)
    counts = np.full((classes, classes), largest) - np.eye(classes, dtype=int)
    view.show_snapshot(counted(counts, counts))
    words(written, view)
    check(written, view.size())
    cells = [table.rect(cell) for table in view.tables for cell in table._cells()]
    assert all(rect.width() > 20 for rect in cells)


def test_values_have_no_classes_to_confuse(view: ConfusionView, written: list[Word]) -> None:
    view.show_snapshot(of_experiment(PRESETS["plane"].experiment))
    assert words(written, view) == [NO_CLASSES]
    assert view.accessibleDescription() == NO_CLASSES


def test_before_the_engine_is_ready_it_says_so(view: ConfusionView, written: list[Word]) -> None:
    view.show_snapshot(counted(None))
    assert words(written, view) == [NOT_YET]


def test_an_empty_view_can_be_drawn(view: ConfusionView) -> None:
    seen(view)
    point_at(view, QPointF(100, 60))
    assert view.hover_text == view.sentence == ""


def test_it_can_be_heard(view: ConfusionView) -> None:
    view.show_snapshot(counted(TRAIN, TEST))
    assert view.accessibleName().startswith("Confusion matrix")
    assert view.accessibleDescription() == (
        "Training: class 0 answered with 0: 90, 1: 10; class 1 answered with 0: 0, 1: 100. "
        "Test: class 0 answered with 0: 18, 1: 2; class 1 answered with 0: 5, 1: 15."
    )


def test_it_shows_what_the_engine_counts(view: ConfusionView) -> None:
    trainer = Trainer(PRESETS["three-blobs"].experiment)
    trainer.advance(epochs=1)
    score = trainer.evaluate("test")
    view.show_snapshot(counted(trainer.evaluate("train").confusion, score.confusion))
    table = view.tables[1]
    right = sum(table.count(Cell(i, i)) for i in range(3))
    assert right / sum(table.count(cell) for cell in table._cells()) == pytest.approx(score.accuracy)


@pytest.mark.parametrize("large", [False, True])
def test_six_classes_can_be_told_apart_in_the_lowest_view(large: bool, qtbot: QtBot, written: list[Word]) -> None:
    type_size.set_large(large)
    try:
        view = made(ConfusionView, qtbot, (340, 90))
        view.show_snapshot(counted(np.eye(6, dtype=int) * 5))
        written.clear()
        seen(view)
        check(written, view.size())
    finally:
        type_size.set_large(False)
