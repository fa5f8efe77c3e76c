"""The data as CSV: what is written is what there is, and comes back as it was."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.model import csv_export, csv_files, table_roles, tables
from app.model.axes import PLAIN, Axes, AxisScale
from app.model.csv_export import COMMA, POINT, Style
from app.model.own_data import OwnData
from nncore import DATASETS, DataSpec, datasets

THREE = ((0.5, 1.0, 0.0), (-2.25, 3.0, 1.0), (1e-07, 4.0, 1.0))
OWN = DataSpec(dataset="custom", points=THREE, classes=2, test_fraction=0.0)
SCALED = Axes(AxisScale("height", 170.0, 4.0), AxisScale("weight", 70.0, 6.0), AxisScale("animal"), ("cat", "chèvre"))


def read_back(written: str) -> OwnData:
    sheet = csv_files.read(written.encode())
    return tables.own_data(tables.take(sheet, table_roles.propose(sheet)), np.random.default_rng(0))


def test_own_points_are_written_with_points_or_with_commas() -> None:
    assert csv_export.text(OWN, PLAIN) == (
        "x,y,target,split\n0.5,1,0,train\n-2.25,3,1,train\n1e-07,4,1,train\n"
    )  # fmt: skip
    assert csv_export.text(OWN, PLAIN, COMMA) == (
        "x;y;target;split\n0,5;1;0;train\n-2,25;3;1;train\n1e-07;4;1;train\n"
    )  # fmt: skip


def test_scaled_points_are_written_in_real_numbers_with_their_names() -> None:
    written = csv_export.text(OWN, SCALED)
    assert written.startswith("\ufeff"), "or Excel takes è for two other letters"
    assert written[1:].splitlines() == [
        "height,weight,animal,split",
        "172,76,cat,train",
        "161,88,chèvre,train",
        "170.0000004,94,chèvre,train",
    ]


def test_own_points_keep_their_order_and_say_what_they_are_for() -> None:
    points = tuple((float(i), float(i), float(i % 2)) for i in range(40))
    data = DataSpec(dataset="custom", points=points, classes=2, test_fraction=0.3, seed=5)
    rows = list(csv.DictReader(io.StringIO(csv_export.text(data, PLAIN))))
    assert [float(row["x"]) for row in rows] == [float(i) for i in range(40)]
    tested = {float(row["x"]) for row in rows if row["split"] == "test"}
    assert tested == set(datasets.make(data).test_points[:, 0].tolist())
    assert len(tested) == 12


@pytest.mark.parametrize("name", [name for name in DATASETS if name != "custom"])
def test_every_data_set_is_written_whole(name: str) -> None:
    data = DataSpec(dataset=name, observations=50)
    made = datasets.make(data)
    rows = list(csv.DictReader(io.StringIO(csv_export.text(data, SCALED))))
    for split, places, targets in (
        ("train", made.train_points, made.train_targets),
        ("test", made.test_points, made.test_targets),
    ):
        written = [[float(row[column]) for column in ("x", "y", "target")] for row in rows if row["split"] == split]
        assert written == np.hstack([places, targets]).tolist()


@pytest.mark.parametrize("style", [POINT, COMMA])
@given(
    st.lists(
        st.tuples(st.floats(-100, 100), st.floats(-100, 100), st.sampled_from([0.0, 1.0, 2.0])), min_size=1, max_size=20
    )
)
def test_exported_and_imported_are_the_same_points(style: Style, points: list[tuple[float, float, float]]) -> None:
    square = ((-100.0, -100.0, 0.0), (100.0, 100.0, 2.0), *points)  # fills the plane, so that nothing is scaled
    data = replace(OWN, points=square, classes=3)
    assert read_back(csv_export.text(data, PLAIN, style)) == OwnData(square, 3, PLAIN)


@pytest.mark.parametrize("style", [POINT, COMMA])
def test_scales_and_names_come_back_too(style: Style) -> None:
    points = ((-5.0, 5.0, 0.0), (5.0, -5.0, 1.0), (1.25, 0.5, 1.0))
    data = replace(OWN, points=points)
    back = read_back(csv_export.text(data, SCALED, style))
    assert back.axes == SCALED
    assert np.allclose(back.points, points, rtol=0, atol=1e-12)


def test_values_come_back_as_values() -> None:
    points = ((-1.0, -1.0, 0.25), (1.0, 1.0, -0.5), (0.0, 0.5, 2.0))
    back = read_back(csv_export.text(replace(OWN, points=points, classes=0), PLAIN))
    assert (back.points, back.classes) == (points, 0)
