"""Painting points on the map: strokes become data, one step of undo each, and are seen at once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.windows import painting
from nncore import DATASETS
from tests.app.snapshots import of_experiment
from tests.app.strokes import LEFT, RIGHT, lift, move, press
from tests.app.studio import FIRST, Studio, studio


@pytest.fixture
def made(qtbot: QtBot) -> Iterator[Studio]:
    made = studio(qtbot)
    yield made
    made.paint.setChecked(False)


def test_painting_shows_its_tools_and_puts_them_away(qtbot: QtBot) -> None:
    made = studio(qtbot)
    strip, brush = made.painting.strip, made.painting.brush
    assert strip.isVisible()
    assert brush.isVisible()
    assert strip.count.text() == "40 points"
    top = made.gallery.map.y()
    assert strip.geometry().bottom() < top
    made.paint.setChecked(False)
    assert not strip.isVisible()
    assert not brush.isVisible()
    assert made.gallery.map.y() < top


def test_the_first_stroke_makes_all_points_own_ones(made: Studio) -> None:
    made.stroke((0.25, 0.25))
    assert made.document.experiment.data.dataset == "custom"
    assert len(made.points) == 41
    assert made.points[-1] == pytest.approx((0.25, 0.25, 1.0), abs=0.002)
    assert made.document.experiment.network == FIRST.network, "the network is kept"


def test_a_point_is_seen_before_the_training_has_answered(made: Studio) -> None:
    made.stroke((0.25, 0.25))
    assert made.shown == 41
    made.answer()
    assert made.gallery.map._draft is None
    assert made.shown == 41
    assert made.painting.strip.count.text() == "41 points"


def test_an_old_answer_does_not_take_the_new_point_away(made: Studio) -> None:
    old = of_experiment(made.document.experiment)
    made.stroke((0.25, 0.25))
    made.gallery.map.show_snapshot(old)
    made.controller.snapshot_ready.emit(old)
    assert made.shown == 41


def test_one_stroke_is_one_step_of_undo(made: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(painting, "SEND_MS", 0)
    stack = made.document.undo_stack
    made.stroke((0.1, 0.5), (0.5, 0.5), (0.9, 0.5))
    after_one = len(made.points)
    made.answer()
    made.stroke((0.1, 0.2), (0.9, 0.2))
    assert stack.count() == 2
    assert stack.undoText() == "Paint points"
    stack.undo()
    assert len(made.points) == after_one
    stack.undo()
    assert made.document.experiment.data.dataset == "xor"
    made.answer()
    assert made.shown == 40
    assert made.painting.strip.count.text() == "40 points"


def test_a_long_stroke_reaches_the_training_before_it_ends(made: Studio, qtbot: QtBot) -> None:
    brush = made.painting.brush
    press(brush, made.plane, (0.1, 0.5))
    with qtbot.waitSignal(made.document.changed, timeout=2000):
        move(brush, made.plane, (0.5, 0.5), LEFT)
    assert len(made.points) > 45
    move(brush, made.plane, (0.9, 0.5), LEFT)
    lift(brush, made.plane, (0.9, 0.5))
    assert made.document.undo_stack.count() == 1


@pytest.mark.parametrize("dataset", ["xor", "circle", "gauss"])
def test_the_plane_stays_while_it_is_painted_on(qtbot: QtBot, dataset: str) -> None:
    made = studio(qtbot, dataset)
    low, high = before = made.plane.domain
    assert before == DATASETS[dataset].domain
    made.stroke((high, high), (low, high))
    assert made.answer().domain == before, "for the network too"
    made.stroke((low, low), (high, low), button=RIGHT)
    made.answer()
    assert made.plane.domain == before
    made.paint.setChecked(False)
    assert made.plane.domain == before


def test_the_plane_stays_though_all_that_is_left_would_lie_in_a_smaller_one(qtbot: QtBot) -> None:
    made = studio(qtbot, "circle")
    made.painting.strip.clear.click()
    made.stroke((0.5, 0.5))
    assert made.answer().domain == (0.0, 1.0)
    assert made.plane.domain == (-6.0, 6.0)
    made.paint.setChecked(False)
    assert made.plane.domain == (0.0, 1.0)


def test_another_experiment_ends_painting(made: Studio, qtbot: QtBot) -> None:
    made.stroke((0.2, 0.2))
    made.document.edit({"data.dataset": "circle"}, "Data set")
    QApplication.processEvents()
    assert made.paint.isChecked(), "these are other data to paint on"
    made.document.start_over(FIRST)
    qtbot.waitUntil(lambda: not made.paint.isChecked())
    assert not made.painting.strip.isVisible()


def test_the_first_step_of_all_does_not_end_painting(made: Studio) -> None:
    made.stroke((0.2, 0.2))
    QApplication.processEvents()
    made.document.undo_stack.undo()
    QApplication.processEvents()
    assert made.paint.isChecked()


def test_the_right_button_erases_what_is_near(made: Studio) -> None:
    x, y = map(float, made.answer().observations.train_points[0])
    made.stroke((x, y), button=RIGHT)
    assert len(made.points) < 40
    assert all((px, py) != (x, y) for px, py, _ in made.points)
    assert made.document.undo_stack.undoText() == "Erase points"


def test_erasing_where_nothing_is_changes_nothing(made: Studio) -> None:
    made.painting.strip.clear.click()
    made.stroke((0.2, 0.2))
    steps = made.document.undo_stack.count()
    made.answer()
    made.stroke((made.plane.low, made.plane.high), button=RIGHT)
    assert made.document.undo_stack.count() == steps


def test_cleared_the_map_is_empty_and_the_next_point_is_the_only_one(made: Studio) -> None:
    made.painting.strip.clear.click()
    assert made.shown == 0
    assert made.painting.strip.count.text() == "0 points"
    assert made.document.undo_stack.count() == 0, "there is nothing to learn from no points"
    made.answer()
    assert made.shown == 0
    made.stroke((0.5, 0.25))
    assert len(made.points) == 1
    made.document.undo_stack.undo()
    assert made.document.experiment.data.dataset == "xor"


def test_all_erased_in_one_stroke_the_old_ones_are_back_to_the_last(made: Studio, qtbot: QtBot) -> None:
    made.painting.strip.clear.click()
    made.stroke((0.2, 0.5))
    made.stroke((0.8, 0.5))
    before = made.points
    brush = made.painting.brush
    press(brush, made.plane, (0.2, 0.5), RIGHT)
    qtbot.waitUntil(lambda: len(made.points) < len(before), timeout=2000)
    move(brush, made.plane, (0.8, 0.5), RIGHT)
    lift(brush, made.plane, (0.8, 0.5), RIGHT)
    assert made.shown == 0
    assert made.points == before
    made.answer()
    made.paint.setChecked(False)
    assert made.shown == len(before)
    steps = made.document.undo_stack.count()
    made.paint.setChecked(True)
    made.stroke((0.5, 0.9), button=RIGHT)
    assert made.document.undo_stack.count() == steps


def test_put_away_without_a_point_the_old_ones_are_back(made: Studio, qtbot: QtBot) -> None:
    made.painting.strip.clear.click()
    with qtbot.waitSignal(made.painting.notice) as said:
        made.paint.setChecked(False)
    assert said.args == ["There must be points to learn from: those that were there before are back."]
    assert made.shown == 40


def test_there_can_be_ten_thousand_points_and_no_more(
    made: Studio, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(painting, "MAX_OBSERVATIONS", 41)
    made.stroke((0.2, 0.2))
    with qtbot.waitSignal(made.painting.notice) as said:
        made.stroke((0.3, 0.3))
    assert said.args == ["There can be 41 points at most."]
    assert len(made.points) == 41


def test_a_point_that_an_input_has_no_value_for_is_refused_and_gone(qtbot: QtBot) -> None:
    made = studio(qtbot)
    made.document.edit({"network.inputs": ("x", "log(x)"), "network.center_inputs": False}, "Inputs")
    made.answer()
    with qtbot.waitSignal(made.painting.failed) as said:
        made.stroke((0.0, 0.5))
    assert "log(x)" in said.args[0]
    assert made.document.experiment.data.dataset == "xor"
    assert made.shown == 40
    made.paint.setChecked(False)


def test_other_data_in_between_are_what_is_painted_on(made: Studio) -> None:
    made.stroke((0.2, 0.2))
    made.document.edit({"data.dataset": "circle"}, "Data set")
    made.answer()
    assert made.painting.strip.count.text() == "40 points"
    made.stroke((0.0, 0.0))
    assert len(made.points) == 41
    assert min(x for x, _, _ in made.points) < -2
