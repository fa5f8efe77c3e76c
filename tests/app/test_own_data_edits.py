"""Own data by hand: what is typed is what the axes stand for, and each edit is one step of undo."""

from __future__ import annotations

from dataclasses import replace

import pytest

import nncore as nn
from app.model.axes import PLAIN, Axes, AxisScale
from app.model.own_data import OwnData
from nncore import SpecError, datasets
from nncore.own_points import EXAMPLE
from tests.app.own_data_kit import ANIMALS, FIRST, HILLS, Bench


@pytest.fixture
def bench(qapp: object) -> Bench:
    return Bench()


def test_imported_data_are_learned_and_read_in_real_numbers(bench: Bench) -> None:
    said = bench.edits.take(ANIMALS, "Import", test_fraction=0.25)
    data = bench.document.experiment.data
    assert (data.dataset, data.points, data.classes, data.test_fraction) == ("custom", ANIMALS.points, 2, 0.25)
    assert bench.steps == ["Import"]
    assert said == ""
    assert [bench.edits.real(1, column) for column in range(3)] == [190.0, 40.0, 1.0]
    bench.document.undo_stack.undo()
    assert bench.document.experiment == FIRST


def test_more_classes_say_what_else_they_brought(bench: Bench) -> None:
    bench.edits.take(ANIMALS, "Import")
    assert bench.edits.set_classes(3) == (
        "The network now has 3 outputs with softmax and the loss is “Cross-entropy”: the data have 3 classes."
    )


def test_a_cell_takes_a_real_number(bench: Bench) -> None:
    bench.edits.take(ANIMALS, "Import")
    bench.edits.set_cell(0, 0, 174.0)
    bench.edits.set_cell(0, 1, 70)
    assert bench.points[0] == (1.0, 0.0, 0.0)
    assert bench.points[1:] == ANIMALS.points[1:]
    assert bench.steps == ["Import", "Edit height", "Edit weight"]


@pytest.mark.parametrize("value", ["dog", 1])
def test_a_class_is_set_by_its_name_or_its_number(bench: Bench, value: object) -> None:
    named = value == "dog"
    bench.edits.take(ANIMALS if named else replace(ANIMALS, axes=PLAIN), "Import")
    bench.edits.set_cell(0, 2, value)
    assert bench.points[0][2] == 1.0


def test_the_same_value_again_is_no_step(bench: Bench) -> None:
    bench.edits.take(ANIMALS, "Import")
    bench.edits.set_cell(0, 0, 150)
    bench.edits.set_cell(0, 2, "cat")
    assert bench.steps == ["Import"]


@pytest.mark.parametrize(
    ("column", "value", "sentence"),
    [
        (0, "abc", "height must be a number"),
        (0, float("nan"), "height must be "),
        (1, 1e9, "weight must be "),
        (2, "bird", "animal must be one of cat, dog, got 'bird'"),
        (2, 7, "animal must be one of cat, dog, got 7"),
    ],
)
def test_what_is_not_allowed_in_a_cell_changes_nothing(bench: Bench, column: int, value: object, sentence: str) -> None:
    bench.edits.take(ANIMALS, "Import")
    with pytest.raises(SpecError) as caught:
        bench.edits.set_cell(0, column, value)
    assert str(caught.value).startswith(sentence)
    assert bench.points == ANIMALS.points


def test_rows_are_added_in_the_middle_and_taken_out(bench: Bench) -> None:
    bench.edits.take(ANIMALS, "Import")
    bench.edits.add_row()
    assert bench.points == (*ANIMALS.points, (0.0, 0.0, 1.0))
    bench.edits.delete_rows([0, 2])
    assert bench.points == (ANIMALS.points[1], (0.0, 0.0, 1.0))
    bench.edits.delete_rows([0])
    assert bench.steps == ["Import", "Add a row", "Delete 2 rows", "Delete a row"]
    with pytest.raises(SpecError, match="points must be at least 1, got 0"):
        bench.edits.delete_rows([0])


def test_own_points_wait_until_they_are_used(bench: Bench) -> None:
    assert not bench.edits.in_use
    assert bench.edits.points == EXAMPLE
    bench.edits.use()
    assert bench.edits.in_use
    assert bench.document.experiment.data.points == EXAMPLE


@pytest.mark.parametrize(
    ("before", "classes", "targets"),
    [
        (ANIMALS, 0, [0, 1, 1]),
        (ANIMALS, 4, [0, 1, 1]),
        (HILLS, 2, [0, 0, 1]),
        (HILLS, 3, [0, 1, 2]),
        (HILLS, 6, [0, 2, 5]),
    ],
)
def test_values_become_classes_by_equal_parts_and_classes_keep_their_numbers(
    bench: Bench, before: OwnData, classes: int, targets: list[float]
) -> None:
    bench.edits.take(before, "Import")
    bench.edits.set_classes(classes)
    assert [point[2] for point in bench.points] == targets
    assert bench.edits.classes == classes


def test_classes_that_are_gone_become_the_last_one(bench: Bench) -> None:
    bench.edits.take(HILLS, "Import")
    bench.edits.set_classes(3)
    bench.edits.set_classes(2)
    assert [point[2] for point in bench.points] == [0, 1, 1]


@pytest.mark.parametrize(
    ("name", "targets"), [("and_table", [0, 0, 0, 1]), ("or_table", [0, 1, 1, 1]), ("xor_table", [0, 1, 1, 0])]
)
def test_a_truth_table_is_four_rows_all_to_learn_from(bench: Bench, name: str, targets: list[float]) -> None:
    bench.edits.take(ANIMALS, "Import")
    bench.edits.start_from(name)
    assert [point[2] for point in bench.points] == targets
    assert sorted(point[:2] for point in bench.points) == [(0, 0), (0, 1), (1, 0), (1, 1)]
    made = datasets.make(bench.document.experiment.data)
    assert (len(made.train_points), len(made.test_points)) == (4, 0)
    assert bench.edits.axes == PLAIN
    assert bench.steps[-1] == nn.DATASETS[name].title


def test_the_data_that_are_learned_can_be_copied_and_edited(bench: Bench) -> None:
    made = datasets.make(bench.document.experiment.data)
    bench.edits.copy_present()
    assert len(bench.points) == 500
    places = [*made.train_points.tolist(), *made.test_points.tolist()]
    assert [[*point[:2]] for point in bench.points] == places
    assert bench.steps == ["Copy of XOR"]


def test_points_are_added_in_the_scales_of_those_that_are_there(bench: Bench) -> None:
    bench.edits.take(ANIMALS, "Import")
    metres = Axes(AxisScale("m"), AxisScale("kg"), AxisScale("kind"), ("dog", "cat"))
    said = bench.edits.add(OwnData(((174.0, 76.0, 0.0), (166.0, 64.0, 1.0)), 2, metres))
    assert bench.points == (*ANIMALS.points, (1.0, 1.0, 1.0), (-1.0, -1.0, 0.0))
    assert bench.edits.axes == ANIMALS.axes, "classes go by their names"
    assert (said, bench.steps) == ("", ["Import", "Add points"])
    bench.document.undo_stack.undo()
    assert bench.points == ANIMALS.points


def test_values_are_added_in_their_scale_too(bench: Bench) -> None:
    bench.edits.take(replace(HILLS, axes=Axes(target=AxisScale("height", 100.0, 50.0))), "Import")
    bench.edits.add(OwnData(((0.5, 0.5, 125.0),), 0, PLAIN))
    assert bench.points[-1] == (0.5, 0.5, 0.5)


def test_a_class_more_makes_the_network_one_for_three(bench: Bench) -> None:
    bench.edits.take(ANIMALS, "Import")
    said = bench.edits.add(OwnData(((170.0, 70.0, 0.0),), 2, replace(PLAIN, labels=("cow",))))
    assert said.endswith("the data have 3 classes.")
    assert bench.edits.axes.labels == ("cat", "dog", "cow")
    assert bench.points[-1] == (0.0, 0.0, 2.0)


def test_classes_without_names_keep_their_numbers(bench: Bench) -> None:
    bench.edits.take(replace(ANIMALS, axes=PLAIN), "Import")
    bench.edits.add(OwnData(((0.0, 0.0, 3.0),), 4, PLAIN))
    assert bench.points[-1] == (0.0, 0.0, 3.0)
    assert (bench.edits.classes, bench.edits.axes.labels) == (4, ())


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        (HILLS, "targets must be classes, as those that are there, got 'values'"),
        (
            OwnData(tuple((0.0, 0.0, float(i)) for i in range(5)), 5, replace(PLAIN, labels=tuple("abcde"))),
            "classes must be at most 6, got 7",
        ),
    ],
)
def test_what_cannot_be_added_changes_nothing(bench: Bench, more: OwnData, sentence: str) -> None:
    bench.edits.take(ANIMALS, "Import")
    with pytest.raises(SpecError) as caught:
        bench.edits.add(more)
    assert str(caught.value) == sentence
    assert bench.points == ANIMALS.points
