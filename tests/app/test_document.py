"""Edits, undo and redo, merging, limits, and what counts as unsaved."""

from __future__ import annotations

import math
import time
from dataclasses import replace
from pathlib import Path

import pytest

import nncore as nn
from app.model.document import Document
from app.model.work import FULL_SPEED, Work

FIRST = nn.PRESETS["first-run"].experiment


@pytest.fixture
def document() -> Document:
    return Document(FIRST)


def test_an_edit_replaces_one_field_and_leaves_the_rest(document: Document) -> None:
    document.edit({"data.noise": 0.25}, "Noise")
    assert document.experiment == replace(FIRST, data=replace(FIRST.data, noise=0.25))


def test_a_nested_field_is_reached_by_its_path(document: Document) -> None:
    document.edit({"training.optimizer.learning_rate": 0.1}, "Learning rate")
    assert document.experiment.training.optimizer == nn.Adam(learning_rate=0.1)


def test_a_refused_value_names_the_whole_path_and_changes_nothing(document: Document) -> None:
    seen: list[Work] = []
    document.changed.connect(seen.append)
    with pytest.raises(
        nn.SpecError, match=r"^training\.optimizer\.learning_rate must be greater than 0 and .*, got nan"
    ):
        document.edit({"training.optimizer.learning_rate": math.nan}, "Learning rate")
    assert document.experiment == FIRST
    assert seen == []
    assert not document.undo_stack.canUndo()


def test_fields_that_must_fit_each_other_change_together(document: Document) -> None:
    with pytest.raises(nn.SpecError, match="output_activation must be sigmoid with the loss bce"):
        document.edit({"network.output_activation": "tanh"}, "Output")
    document.edit({"network.output_activation": "tanh", "training.loss": "mse"}, "Output")
    assert document.undo_stack.count() == 1
    document.undo_stack.undo()
    assert document.experiment == FIRST


def test_fields_of_one_part_change_together_in_whatever_order(document: Document) -> None:
    two = {"network.outputs": 2, "network.output_activation": "softmax", "training.loss": "cross_entropy"}
    document.edit(dict(reversed(two.items())), "Output")
    assert document.experiment.network.outputs == 2
    document.edit({"network.outputs": 1, "network.output_activation": "sigmoid", "training.loss": "bce"}, "Output")
    assert document.experiment == FIRST
    with pytest.raises(nn.SpecError, match="outputs must be at least 2 with the output activation softmax, got 1"):
        document.edit({"network.output_activation": "softmax", "training.loss": "cross_entropy"}, "Output")


def test_the_window_allows_less_than_the_library(document: Document) -> None:
    with pytest.raises(nn.SpecError, match=r"network\.hidden_layers\[1\] must be between 1 and 64, got 65"):
        document.edit({"network.hidden_layers": (nn.Layer(64), nn.Layer(65))}, "Layers")
    with pytest.raises(nn.SpecError, match="at most 8 layers"):
        document.edit({"network.hidden_layers": (nn.Layer(1),) * 9}, "Layers")
    document.edit({"network.hidden_layers": (nn.Layer(64),) * 8}, "Layers")


def test_undo_and_redo_walk_through_every_kind_of_change(document: Document) -> None:
    document.edit({"data.noise": 0.5}, "Noise")
    document.set_speed(FULL_SPEED)
    document.restart()
    last = document.work
    for _ in range(3):
        document.undo_stack.undo()
    assert document.work == Work(FIRST, 1)
    for _ in range(3):
        document.undo_stack.redo()
    assert document.work == last


def test_what_can_change_live_keeps_the_run_and_what_cannot_begins_a_new_one(document: Document) -> None:
    first = document.work.run
    document.edit({"training.optimizer.learning_rate": 0.3}, "Learning rate")
    document.edit({"training.batch_size": 7}, "Batch size")
    document.set_speed(5.0)
    assert document.work.run == first
    document.edit({"network.center_inputs": False}, "Centre inputs")
    assert document.work.run != first
    document.undo_stack.undo()
    assert document.work.run == first


def test_a_run_number_is_never_used_twice(document: Document) -> None:
    runs = {document.work.run}
    for _ in range(3):
        document.restart()
        runs.add(document.work.run)
        document.undo_stack.undo()
    assert len(runs) == 4


def test_quick_edits_of_one_field_are_one_step(document: Document) -> None:
    for noise in (0.1, 0.2, 0.3):
        document.edit({"data.noise": noise}, "Noise", merge=True)
    document.edit({"data.seed": 5}, "Seed", merge=True)
    assert document.undo_stack.count() == 2
    document.undo_stack.undo()
    document.undo_stack.undo()
    assert document.experiment == FIRST


def test_slow_edits_of_one_field_are_steps_of_their_own(document: Document, monkeypatch: pytest.MonkeyPatch) -> None:
    now = iter((10.0, 20.0))
    monkeypatch.setattr(time, "monotonic", lambda: next(now))
    document.edit({"data.noise": 0.1}, "Noise", merge=True)
    document.edit({"data.noise": 0.2}, "Noise", merge=True)
    assert document.undo_stack.count() == 2


def test_pressing_a_button_twice_is_two_steps(document: Document) -> None:
    for count in (2, 3):
        document.edit({"network.hidden_layers": (nn.Layer(8),) * count}, "Add layer")
    assert document.undo_stack.count() == 2


def test_the_same_value_again_is_no_edit(document: Document) -> None:
    document.edit({"data.noise": FIRST.data.noise}, "Noise")
    assert not document.undo_stack.canUndo()


@pytest.mark.parametrize("speed", [0.0, -1.0, 0.5, math.nan])
def test_a_speed_below_one_observation_a_second_is_refused(document: Document, speed: float) -> None:
    with pytest.raises(nn.SpecError, match="speed must be at least 1 observation per second"):
        document.set_speed(speed)


def test_edits_and_training_make_it_unsaved_until_it_is_saved(document: Document, tmp_path: Path) -> None:
    assert not document.unsaved
    document.edit({"data.noise": 0.5}, "Noise")
    assert document.unsaved
    document.note_progress(document.work.run, 32, 1.0)
    document.mark_saved(tmp_path / "a.json")
    assert not document.unsaved
    assert document.path == tmp_path / "a.json"
    document.note_progress(document.work.run, 64, 1.0)
    assert document.unsaved
    document.start_over(FIRST)
    assert not document.unsaved
    assert document.path is None
    assert not document.undo_stack.canUndo()


def test_a_training_that_undo_brings_back_is_unsaved_at_once(document: Document) -> None:
    document.note_progress(document.work.run, 250, 1.0)
    document.restart()
    document.undo_stack.undo()
    assert document.unsaved


def test_what_a_file_does_not_hold_is_not_unsaved(document: Document) -> None:
    document.set_speed(FULL_SPEED)
    document.restart()
    assert not document.unsaved


def test_as_far_as_the_file_but_in_another_run_is_unsaved(document: Document, tmp_path: Path) -> None:
    document.note_progress(document.work.run, 250, 1.0)
    document.mark_saved(tmp_path / "a.json")
    document.restart()
    assert document.unsaved
    document.note_progress(document.work.run, 250, 1.0)
    assert document.unsaved
    document.undo_stack.undo()
    assert not document.unsaved


def test_another_optimizer_begins_where_the_file_is_without_what_the_former_had_noted(document: Document) -> None:
    trainer = nn.Trainer(FIRST)
    trainer.advance(epochs=1)
    document.start_over(FIRST, trainer.state())
    document.edit({"training.optimizer": nn.SGD(0.1)}, "Optimizer")
    start = document.work.start
    assert start is not None
    assert start.epoch == 1
    assert start.optimizer_steps == 0
    assert [buffer.any() for buffer in start.buffers] == [False]
    nn.Trainer(document.experiment).restore(start)


def test_what_was_saved_in_the_middle_of_a_drag_can_be_lost_again(document: Document, tmp_path: Path) -> None:
    document.edit_state(nn.Trainer(FIRST).state(), "Weight", key="drag 1")
    document.mark_saved(tmp_path / "a.json")
    assert not document.unsaved
    document.edit_state(nn.Trainer(replace(FIRST, seed=3)).state(), "Weight", key="drag 1")
    assert document.unsaved
    document.undo_stack.undo()
    assert not document.unsaved


def test_a_preset_that_was_only_played_deserves_no_question(document: Document, tmp_path: Path) -> None:
    document.start_over(FIRST, name="A name")
    assert document.name == "A name"
    document.note_progress(document.work.run, 500, 2.0)
    assert document.unsaved
    assert not document.precious
    document.edit({"data.noise": 0.5}, "Noise")
    assert document.precious
    document.undo_stack.undo()
    assert not document.precious
    document.edit_state(nn.Trainer(FIRST).state(), "Weight")
    assert document.precious
    document.mark_saved(tmp_path / "a.json")
    assert document.name == "a.json"
    assert not document.precious
    document.note_progress(document.work.run, 750, 3.0)
    assert document.precious


def test_undoing_the_only_edit_is_clean_again(document: Document) -> None:
    document.edit({"data.noise": 0.5}, "Noise")
    document.undo_stack.undo()
    assert not document.unsaved


def test_thousand_steps_of_undo_and_redo(document: Document) -> None:
    for seed in range(2, 1002):
        document.edit({"data.seed" if seed % 2 else "seed": seed}, "Seed")
    steps = document.undo_stack.count()
    last = document.work
    for _ in range(steps):
        document.undo_stack.undo()
    assert document.experiment == FIRST
    for _ in range(steps):
        document.undo_stack.redo()
    assert document.work == last


def test_a_change_by_hand_is_another_run_that_begins_where_this_one_is(document: Document) -> None:
    trainer = nn.Trainer(FIRST)
    trainer.advance(epochs=2)
    document.edit_state(trainer.state(), "Weight")
    assert document.experiment == FIRST
    assert document.work.run != 1
    assert document.work.start is not None
    assert document.work.start.epoch == 2
    document.undo_stack.undo()
    assert document.work == Work(FIRST, 1)
    document.undo_stack.redo()
    assert document.work.start is not None
    assert document.unsaved


def test_a_drag_of_a_weight_is_one_step_however_long_it_takes(
    document: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    states = [nn.Trainer(replace(FIRST, seed=seed)).state() for seed in range(3)]
    times = iter(range(0, 1000, 100))
    monkeypatch.setattr(time, "monotonic", lambda: float(next(times)))
    for state in states:
        document.edit_state(state, "Weight", key="weight 3, drag 1")
    assert document.undo_stack.count() == 1
    assert document.work.start is states[-1]
    assert document.work.run == 2
    document.edit_state(states[0], "Weight", key="weight 3, drag 2")
    assert document.undo_stack.count() == 2
    document.undo_stack.undo()
    assert document.work.start is states[-1]
    document.undo_stack.undo()
    assert document.work == Work(FIRST, 1)


def test_weights_changed_before_any_training_are_work_that_can_be_lost(document: Document) -> None:
    assert not document.unsaved
    document.edit_state(nn.Trainer(FIRST).state(), "Weight")
    assert document.unsaved
    document.undo_stack.undo()
    assert not document.unsaved


def test_a_state_for_a_network_too_large_for_the_window_is_refused(document: Document) -> None:
    large = replace(FIRST, network=replace(FIRST.network, hidden_layers=(nn.Layer(65),)))
    with pytest.raises(nn.SpecError, match="between 1 and 64, got 65"):
        document.edit_state(nn.Trainer(large).state(), "Add neuron", experiment=large)
    assert document.experiment == FIRST
