"""Marks: what was changed during a run, and when."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any

import pytest

import nncore as nn
from app.model.document import Document
from app.model.marks import Mark, Marks, difference

FIRST = nn.PRESETS["first-run"].experiment


def with_training(**changes: Any) -> nn.Experiment:
    return replace(FIRST, training=replace(FIRST.training, **changes))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"optimizer": nn.Adam(learning_rate=0.1)}, "learning rate 0.03 → 0.1"),
        ({"optimizer": nn.SGD(learning_rate=0.03)}, "optimizer Adam → Gradient descent"),
        ({"l1": 0.001, "batch_size": 10}, "batch size 32 → 10, L1 0 → 0.001"),
        ({"clip_norm": 1.0}, "clip norm off → 1"),
        ({"shuffle": False}, "shuffle on → off"),
        ({"schedule": nn.StepDecay(every=10, factor=0.1)}, "schedule Constant → Steps"),
        ({}, ""),
    ],
)
def test_a_change_is_said_with_both_values(changes: dict[str, object], said: str) -> None:
    assert difference(FIRST.training, with_training(**changes).training) == said


def test_changes_that_follow_closely_are_one_and_say_where_they_led() -> None:
    marks, faster = Marks(), with_training(optimizer=nn.Adam(learning_rate=0.1))
    fastest = with_training(optimizer=nn.Adam(learning_rate=0.3))
    marks.add(1, 2.0, 100.0, FIRST)
    marks.add(1, 2.5, 100.9, faster)
    assert marks.of(1, fastest) == (Mark(2.0, "learning rate 0.03 → 0.3"),)
    marks.add(1, 9.0, 109.0, fastest)
    assert marks.of(1, FIRST) == (
        Mark(2.0, "learning rate 0.03 → 0.3"),
        Mark(9.0, "learning rate 0.3 → 0.03"),
    )


def test_what_was_taken_back_at_once_leaves_no_mark() -> None:
    marks = Marks()
    marks.add(1, 2.0, 100.0, FIRST)
    marks.add(1, 2.1, 100.5, with_training(l1=0.1))
    assert marks.of(1, FIRST) == ()


def test_the_document_marks_live_changes_of_a_training_under_way(qapp: object) -> None:
    document = Document(FIRST)
    document.edit({"training.l2": 0.1}, "L2")
    assert document.marks == ()  # nothing was trained yet
    document.note_progress(document.work.run, 500, 2.0)
    document.edit({"training.optimizer.learning_rate": 0.1}, "Learning rate")
    assert document.marks == (Mark(2.0, "learning rate 0.03 → 0.1"),)
    document.restart()
    assert document.marks == ()
    document.undo_stack.undo()
    assert document.marks == (Mark(2.0, "learning rate 0.03 → 0.1"),)


def test_a_change_by_hand_goes_on_with_the_marks_and_adds_its_own(
    qapp: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = Document(FIRST)
    document.note_progress(document.work.run, 500, 2.0)
    document.edit({"training.l1": 0.1}, "L1")
    document.note_progress(document.work.run, 1000, 4.0)
    state = nn.Trainer(document.experiment).state()
    document.edit_state(state, "Weight")
    assert document.marks == (Mark(2.0, "L1 0 → 0.1"), Mark(4.0, "Weight"))
    document.note_progress(document.work.run, 1250, 5.0)
    late = time.monotonic() + 60.0
    monkeypatch.setattr(time, "monotonic", lambda: late)
    document.edit({"training.l1": 0.0}, "L1")
    assert document.marks[2:] == (Mark(5.0, "L1 0.1 → 0"),)
