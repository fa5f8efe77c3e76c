"""From cells to points: roles that names and cells speak for, classes, and rows that are left out by name."""

from __future__ import annotations

import numpy as np
import pytest

from app.model import csv_files, table_roles, tables
from app.model.axes import AxisScale
from app.model.csv_files import Sheet
from app.model.csv_text import TableError
from app.model.table_roles import Roles
from app.model.table_words import proposed_share, remarks
from app.model.tables import Taken


def sheet(*lines: str) -> Sheet:
    return csv_files.read("\n".join(lines).encode())


def taken(*lines: str) -> Taken:
    read = sheet(*lines)
    return tables.take(read, table_roles.propose(read))


@pytest.mark.parametrize(
    ("names", "row", "roles"),
    [
        ("x,y,t", "1.5,2,0", Roles(0, 1, 2, as_classes=True)),
        ("x,y,t", "1.5,2,0.5", Roles(0, 1, 2, as_classes=False)),
        ("t,x,y", "0,1.5,2", Roles(1, 2, 0, as_classes=True)),
        ("label,b,a", "cat,1.5,2", Roles(1, 2, 0, as_classes=True)),
        ("x1,x2,y", "1.5,2,0", Roles(0, 1, 2, as_classes=True)),
        ("id,height,weight,species", "17,1.5,2,cat", Roles(1, 2, 3, as_classes=True)),
        (",height,weight,species", "0,1.5,2,cat", Roles(1, 2, 3, as_classes=True)),
        ("name,height,weight", "Tom,1.5,2", Roles(1, 2, 0, as_classes=True)),
        ("z,a,x,b,y", "9.5,1,2,3,4", Roles(2, 4, 0, as_classes=False)),
        ("x,y,target,split", "1.5,2,0,train", Roles(0, 1, 2, as_classes=True)),
        ("height,weight,price,split", "1.5,2,0.5,test", Roles(0, 1, 2, as_classes=False)),
        ("a,b,c", "1.5,2.5,7.5", Roles(0, 1, 2, as_classes=False)),
    ],
)
def test_names_and_cells_propose_the_roles(names: str, row: str, roles: Roles) -> None:
    assert table_roles.propose(sheet(names, row)) == roles


def test_a_column_that_only_counts_the_rows_is_no_input_if_there_are_others() -> None:
    rows = [f"{i},{i * i},{i % 3 + 0.5},{i % 2}" for i in range(1, 10)]
    assert table_roles.propose(sheet("n,a,b,c", *rows)) == Roles(1, 2, 3, as_classes=True)
    rows = [f"{i},{i * i},{i % 2}" for i in range(1, 10)]
    assert table_roles.propose(sheet("n,a,c", *rows)) == Roles(1, 0, 2, as_classes=True)


IRIS = (
    *("5.1,3.5,setosa,a,1", "4.9,3.0,setosa,,", "7.0,3.2,versicolor,x,", "6.4,,versicolor,x,", "6.3,3.3,virginica,x,"),
    *("5.8,abc,virginica,x,", "7.1,3.0,virginica,x,2", "4.7,3.2,setosa,,", "6.9,3.1,versicolor,,"),
    *("6.5,3.0,virginica,,", "5.5,2.3,versicolor,,3"),
)


def test_a_column_with_many_gaps_is_not_taken_where_another_has_few() -> None:
    assert table_roles.propose(sheet("length,width,kind,note,count", *IRIS)) == Roles(0, 1, 2, as_classes=True)
    assert table_roles.propose(sheet("length,width,kind,class,count", *IRIS)) == Roles(0, 1, 2, as_classes=True)
    assert taken("length,width,kind,note,count", *IRIS).left_out == 2


def test_an_input_with_many_gaps_is_not_taken_where_another_has_few() -> None:
    rows = [f"{i / 4},{i if i % 3 else ''},{i * i},{'ab'[i % 2]}" for i in range(30)]
    assert table_roles.propose(sheet("p,q,r,kind", *rows)) == Roles(0, 2, 3, as_classes=True)
    without_r = [",".join(cell for i, cell in enumerate(row.split(",")) if i != 2) for row in rows]
    assert table_roles.propose(sheet("p,q,kind", *without_r)) == Roles(0, 1, 2, as_classes=True), "the only other"


def test_numbers_are_a_better_target_than_many_different_words() -> None:
    rows = [f"{i / 4},{i * i},{i / 7:.3f},remark {i}" for i in range(30)]
    assert table_roles.propose(sheet("p,q,r,note", *rows)) == Roles(0, 1, 2, as_classes=False)


def test_a_few_bad_cells_do_not_make_a_column_of_words() -> None:
    read = sheet("x,y,t", "1,2,0", "oops,4,1", "5,,1")
    assert table_roles.number_columns(read) == (0, 1, 2)


def test_words_become_classes_in_the_order_they_appear_in() -> None:
    made = taken("x,y,animal", "1,2,dog", "3,4,cat", "5,6, dog ", "7,8,cow")
    assert made.labels == ("dog", "cat", "cow")
    assert made.classes == 3
    assert made.points[:, 2].tolist() == [0, 1, 0, 2]


def test_words_of_rows_that_are_left_out_are_no_classes() -> None:
    made = taken("x,y,animal", "?,2,bird", "3,4,cat", "5,6,dog")
    assert made.labels == ("cat", "dog")
    assert made.points.tolist() == [[3, 4, 0], [5, 6, 1]]


@pytest.mark.parametrize(
    ("targets", "numbers", "classes", "labels"),
    [
        (["0", "1", "0"], [0, 1, 0], 2, ()),
        (["0", "0", "0"], [0, 0, 0], 2, ()),
        (["5", "0", "2"], [5, 0, 2], 6, ()),
        (["1", "2", "3"], [1, 2, 3], 4, ()),
        (["-1", "1", "-1"], [0, 1, 0], 2, ("-1", "1")),
        (["10", "30", "20"], [0, 2, 1], 3, ("10", "20", "30")),
        (["1.0", "0.0", "1.0"], [1, 0, 1], 2, ()),
    ],
)
def test_whole_numbers_are_classes_by_themselves_or_in_their_order(
    targets: list[str], numbers: list[float], classes: int, labels: tuple[str, ...]
) -> None:
    made = taken("x,y,t", *(f"1,2,{target}" for target in targets))
    assert made.points[:, 2].tolist() == numbers
    assert (made.classes, made.labels) == (classes, labels)


def test_more_than_six_classes_are_refused_with_a_sentence() -> None:
    rows = [f"1,2.5,{letter}" for letter in "abcdefg"]
    with pytest.raises(TableError, match=r"^“t” has 7 different words\. At most 6 can be classes\.$"):
        taken("x,y,t", *rows)
    read = sheet("x,y,t", *(f"1,2.5,{10 * i}" for i in range(8)))
    with pytest.raises(TableError, match=r"^“t” has 8 different whole numbers\. At most 6 can be classes\.$"):
        tables.take(read, Roles(0, 1, 2, as_classes=True))


def test_bad_rows_are_named_by_line_and_column() -> None:
    rows = ("1,2,0", "", "abc,4,1", "5,,1", "6,7,8,9", "7,8,n/a", "9,1,1.5", "1,2,1")
    made = taken("# heights and weights", "height,weight,t", *rows)
    assert made.left_out == 4
    assert [problem.sentence for problem in made.problems] == [
        "line 5, column “height”: “abc” is not a number",
        "line 6, column “weight”: there is nothing",
        "line 7 has 4 cells, not 3",
        "line 8, column “t”: “n/a” stands for nothing",
    ]
    assert made.points.tolist() == [[1, 2, 0], [9, 1, 1.5], [1, 2, 1]]


def test_a_class_that_is_not_whole_is_a_bad_row() -> None:
    made = tables.take(sheet("x,y,t", "1,2,0", "3,4,1.5"), Roles(0, 1, 2, as_classes=True))
    assert [problem.sentence for problem in made.problems] == ["line 3, column “t”: “1.5” is not a whole number"]


def test_only_the_first_ten_bad_rows_are_told_but_all_are_counted() -> None:
    made = taken("x,y,t", "1,2,0", *(["a,b,c"] * 30), "3,4,1", *(["1,2,3,4"] * 5), *(["5,6,1"] * 40))
    assert made.left_out == 35
    assert [problem.line for problem in made.problems] == list(range(3, 13))


def test_a_line_is_where_a_row_begins_though_cells_run_over_several() -> None:
    made = taken("x,y,note,t", '1,2,"one\ntwo\nthree",0', "bad,4,note,1", "5,6,note,1", "7,8,note,0")
    assert [problem.sentence for problem in made.problems] == ["line 5, column “x”: “bad” is not a number"]


def test_axes_take_their_names_from_the_table_or_their_own() -> None:
    assert taken("height,weight,animal", "1,2,a", "3,4,b").names == ("height", "weight", "animal")
    assert taken("1,2,a", "3,4,b").names == ("x", "y", "target")


def test_too_many_rows_become_a_sample_that_the_seed_decides() -> None:
    made = taken(*(f"{i / 1000},{i % 7},{i % 2}" for i in range(12_000)))
    first, again, other = (tables.own_data(made, np.random.default_rng(seed)).points for seed in (1, 1, 2))
    assert len(first) == len(set(first)) == 10_000
    assert first == again != other
    assert list(first) == sorted(first), "the order of the table is kept"


def test_points_that_do_not_fill_a_plane_are_scaled_to_one() -> None:
    made = taken("height,income,t", "150,20000,0", "170,40000,1", "190,100000,1")
    own = tables.own_data(made, np.random.default_rng(0))
    assert own.points == ((-5.0, -5.0, 0.0), (0.0, -2.5, 1.0), (5.0, 5.0, 1.0))
    assert own.axes.x == AxisScale("height", 170.0, 4.0)
    assert own.axes.y == AxisScale("income", 60000.0, 8000.0)
    assert own.axes.target == AxisScale("t")


def test_what_will_happen_is_said_before_it_does() -> None:
    read = sheet("height;income;price", "150;20000;1,5", "x;40000;2,5", "190;100000;20000,5")
    made = tables.take(read, table_roles.propose(read))
    assert remarks(read, made, tables.own_data(made, np.random.default_rng(0)), 1, 0.5) == (
        "1 of 3 rows will be left out:\n"
        "line 3, column “height”: “x” is not a number\n\n"
        "Scaled to the plane: height from 150 to 190 and income from 20000 to 100000 become −5 to 5.\n\n"
        "Scaled for the network: price from 1.5 to 20000.5 becomes −1 to 1."
    )


def test_a_sample_and_a_doubtful_encoding_are_said_too() -> None:
    rows = "".join(f"{i / 1000},{i / 500},{i % 2}\n" for i in range(10_001))
    read = csv_files.read(b"x,y,gr\xf6\xdfe\n" + rows.encode())
    made = tables.take(read, table_roles.propose(read))
    said = remarks(read, made, tables.own_data(made, np.random.default_rng(3)), 3, 0.5)
    assert "10\u202f001 rows are more than the 10\u202f000 that can be shown" in said
    assert "drawn evenly with the data seed 3" in said
    assert "it is read as Windows-1252" in said


def test_the_rest_of_many_bad_rows_is_counted() -> None:
    read = sheet("x,y,t", "1,2,0", *(["a,b,c"] * 12), *(["3,4,1"] * 20))
    made = tables.take(read, table_roles.propose(read))
    said = remarks(read, made, tables.own_data(made, np.random.default_rng(0)), 1, 0.5)
    assert said.startswith("12 of 33 rows will be left out:\nline 3, column “x”: “a” is not a number\n")
    assert "\nand 2 more\n\nScaled to the plane" in said


@pytest.mark.parametrize(("rows", "share"), [(1, 0.0), (19, 0.0), (20, 0.3), (500, 0.3)])
def test_of_few_rows_none_is_spared_for_testing(rows: int, share: float) -> None:
    read = sheet("x,y,t", *(f"{i},{i},{i % 2}" for i in range(rows)))
    own = tables.own_data(tables.take(read, table_roles.propose(read)), np.random.default_rng(0))
    assert proposed_share(own, 0.3) == share


def test_that_few_rows_are_all_for_training_is_said_unless_they_are_not() -> None:
    read = sheet("x,y,t", "0,0,0", "1,1,1")
    made = tables.take(read, table_roles.propose(read))
    own = tables.own_data(made, np.random.default_rng(0))
    said = "So few rows are all for training, none for testing: the test share is 0 %, and can be changed."
    assert remarks(read, made, own, 1, 0.0) == said
    assert remarks(read, made, own, 1, 0.5) == ""
