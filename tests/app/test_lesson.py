"""The lesson of a document: what is hidden, and what its axes stand for, in step with undo and with the file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import nncore as nn
from app.model.document import Document
from app.model.own_axes import OwnAxes
from nncore.axes import PLAIN, AxisScale
from nncore.lesson import Lesson

FIRST = nn.PRESETS["first-run"].experiment
HEIGHTS = replace(PLAIN, x=AxisScale("height", 150.0, 2.5))


@pytest.fixture
def document() -> Document:
    return Document(FIRST)


def test_hiding_controls_is_a_step_of_undo_that_leaves_the_training_alone(document: Document) -> None:
    run = document.work.run
    document.set_lesson(Lesson(("panel.data",)), "Hidden controls")
    assert document.undo_stack.undoText() == "Hidden controls"
    assert (document.work.lesson, document.work.run) == (Lesson(("panel.data",)), run)
    document.set_lesson(Lesson(("panel.data",)), "Hidden controls")
    assert document.undo_stack.count() == 1
    document.undo_stack.undo()
    assert document.work.lesson == Lesson()


def test_hidden_controls_are_unsaved_until_they_are_saved(document: Document, tmp_path: Path) -> None:
    document.set_lesson(Lesson(("panel.data",)), "Hidden controls")
    assert document.unsaved
    document.mark_saved(tmp_path / "a.json")
    assert not document.unsaved
    document.start_over(FIRST, path=tmp_path / "b.json", lesson=Lesson(("card.map",)))
    assert document.work.lesson == Lesson(("card.map",))
    assert not document.unsaved
    document.start_over(FIRST)
    assert document.work.lesson == Lesson()


def test_axes_come_and_go_with_the_data_in_one_step(document: Document) -> None:
    axes = OwnAxes(document)
    told: list[object] = []
    axes.changed.connect(told.append)
    document.set_lesson(Lesson(("panel.data",)), "Hidden controls")
    axes.replace_data({"data.dataset": "custom"}, HEIGHTS, "Import")
    assert document.undo_stack.count() == 2
    assert document.work.lesson == Lesson(("panel.data",), HEIGHTS)
    document.undo_stack.undo()
    assert (axes.current, document.experiment) == (PLAIN, FIRST)
    document.undo_stack.redo()
    assert told == [HEIGHTS, PLAIN, HEIGHTS]


def test_other_axes_alone_leave_the_training_alone(document: Document) -> None:
    run = document.work.run
    OwnAxes(document).replace_data({}, HEIGHTS, "Names")
    assert (document.work.run, document.work.lesson.axes) == (run, HEIGHTS)


def test_a_refused_edit_leaves_the_axes_as_they_were(document: Document) -> None:
    axes = OwnAxes(document)
    with pytest.raises(nn.SpecError):
        axes.replace_data({"data.noise": 7.0}, HEIGHTS, "Import")
    assert (axes.current, document.undo_stack.count()) == (PLAIN, 0)
