"""What the plane of own data stands for: raw where that fills it, else scaled, and read back as it was."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import nncore as nn
from app.model.axes import PLAIN, Axes, AxisScale, fit_plane, fit_targets
from app.model.document import Document
from app.model.own_axes import OwnAxes
from nncore import SpecError, own_points

FIRST = nn.PRESETS["first-run"].experiment
CENTIMETRES = Axes(AxisScale("height", 170.0, 4.0), AxisScale("weight", 70.0, 6.0), labels=("cat", "dog"))
LINE = {"data.dataset": "custom", "data.points": ((0.0, 0.0, 0.0), (1.0, 1.0, 1.0))}


@pytest.mark.parametrize(
    "points",
    [
        [[0, 0], [1, 1]],
        [[-6, -6], [6, 6]],
        [[0, 0], [100, 60]],
        [[-3, -3], [3, 3]],
        [[60, 62], [90, 80]],
    ],
)
def test_points_that_fill_a_plane_stay_as_they_are(points: list[list[float]]) -> None:
    assert fit_plane(("x", "y"), np.array(points, dtype=float)) == (AxisScale("x"), AxisScale("y"))


@pytest.mark.parametrize(
    "points",
    [
        [[0, 0], [1, 0.4]],  # flat
        [[1, 1], [4, 4]],  # in a corner of −6 to 6
        [[150, 150], [190, 190]],  # far away
        [[0, 0], [101, 101]],  # large
        [[0, 0], [0.05, 0.05]],  # tiny
        [[1e-9, 1e-9], [2e-9, 2e-9]],
        [[0, 1e12], [1e-3, 2e12]],
        [[2, 3], [2, 9]],  # all the same in one direction
    ],
)
def test_other_points_are_scaled_from_minus_five_to_five(points: list[list[float]]) -> None:
    table = np.array(points, dtype=float)
    x, y = fit_plane(("x", "y"), table)
    placed = [(x.plane(a), y.plane(b)) for a, b in table.tolist()]
    assert np.allclose(
        placed, [(0 if x.plane(table[0, 0]) == 0 else -5, -5), (0 if x.plane(table[1, 0]) == 0 else 5, 5)]
    )
    low, high = own_points.domain(tuple((a, b, 0.0) for a, b in placed))
    assert (low, high) == pytest.approx((-6, 6)), "the plane of most other data sets"
    assert [(x.real(a), y.real(b)) for a, b in placed] == [tuple(row) for row in points]


@pytest.mark.parametrize(
    ("targets", "scale"),
    [
        ([0.0, 1.0], AxisScale("t")),
        ([-10.0, 10.0], AxisScale("t")),
        ([3.0, 3.0], AxisScale("t")),
        ([0.0, 300.0], AxisScale("t", 150.0, 150.0)),
        ([0.001, 0.003], AxisScale("t", 0.002, 0.001)),
        ([500.0, 500.0], AxisScale("t", 500.0)),
    ],
)
def test_targets_that_a_network_cannot_reach_are_scaled(targets: list[float], scale: AxisScale) -> None:
    fitted = fit_targets("t", np.array(targets))
    assert (fitted.offset, fitted.factor) == pytest.approx((scale.offset, scale.factor))


@given(st.lists(st.decimals(-10_000, 10_000, places=3).map(float), min_size=2, max_size=8, unique=True))
def test_real_numbers_come_back_as_they_were_written(numbers: list[float]) -> None:
    [scale, _] = fit_plane(("a", "b"), np.column_stack([numbers, np.zeros(len(numbers))]))
    assert [scale.real(scale.plane(number)) for number in numbers] == numbers


def test_classes_without_names_are_called_by_their_numbers() -> None:
    assert [CENTIMETRES.label(number) for number in (0.0, 1.0, 2.0)] == ["cat", "dog", "2"]
    assert PLAIN.label(1.0) == "1"


def test_axes_come_and_go_with_the_data_in_one_step_of_undo() -> None:
    document = Document(FIRST)
    axes = OwnAxes(document)
    seen: list[Axes] = []
    axes.changed.connect(seen.append)
    axes.replace_data(LINE, CENTIMETRES, "Import")
    assert (axes.current, document.experiment.data.dataset) == (CENTIMETRES, "custom")
    assert document.undo_stack.count() == 1
    assert document.undo_stack.undoText() == "Import"
    document.undo_stack.undo()
    assert (axes.current, document.experiment) == (PLAIN, FIRST)
    document.undo_stack.redo()
    assert axes.current == CENTIMETRES
    assert seen == [CENTIMETRES, PLAIN, CENTIMETRES]


def test_later_edits_keep_the_axes_and_another_document_has_none() -> None:
    document = Document(FIRST)
    axes = OwnAxes(document)
    axes.replace_data(LINE, CENTIMETRES, "Import")
    document.edit({"data.points": ((0.0, 0.0, 0.0), (2.0, 1.0, 1.0))}, "Edit x")
    document.edit({"data.dataset": "xor"}, "Data set")
    assert axes.current == CENTIMETRES
    document.start_over(FIRST)
    assert axes.current == PLAIN


def test_data_that_are_not_allowed_change_nothing() -> None:
    document = Document(FIRST)
    axes = OwnAxes(document)
    with pytest.raises(SpecError):
        axes.replace_data({**LINE, "data.points": ((0.0, 0.0, 7.0),)}, CENTIMETRES, "Import")
    assert (axes.current, document.experiment, document.undo_stack.count()) == (PLAIN, FIRST, 0)
