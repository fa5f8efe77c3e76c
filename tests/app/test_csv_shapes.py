"""Tables as they are found in the world, and what each is read as."""

from __future__ import annotations

import pytest

from app.model import csv_files, table_roles, tables
from app.model.csv_text import Dialect, TableError

Points = list[list[float]]

AB = [[1.0, 2.0, 0.0], [3.0, 4.0, 1.0]]
HALVES = [[1.5, 2.5, 0.0], [-3.5, 4.25, 1.0]]

SHAPES: dict[str, tuple[str | bytes, Dialect, Points]] = {
    "commas, points, names": (
        "x,y,t\n1.5,2.5,0\n-3.5,4.25,1\n",
        Dialect("UTF-8", ",", ".", True),
        HALVES,
    ),
    "semicolons and decimal commas": ("x;y;t\n1,5;2,5;0\n-3,5;4,25;1\n", Dialect("UTF-8", ";", ",", True), HALVES),
    "tabs and decimal commas": ("x\ty\tt\n1,5\t2,5\t0\n-3,5\t4,25\t1\n", Dialect("UTF-8", "\t", ",", True), HALVES),
    "tabs, as a spreadsheet copies": ("1\t2\t0\n3\t4\t1", Dialect("UTF-8", "\t", ".", False), AB),
    "bars": ("x|y|t\n1|2|0\n3|4|1\n", Dialect("UTF-8", "|", ".", True), AB),
    "spaces in columns": ("   1.5    2.5   0\n  -3.5    4.25  1\n", Dialect("UTF-8", " ", ".", False), HALVES),
    "spaces and decimal commas": ("1,5 2,5 0\n-3,5 4,25 1\n", Dialect("UTF-8", " ", ",", False), HALVES),
    "commas followed by spaces": ("x, y, t\n1, 2, 0\n3, 4, 1\n", Dialect("UTF-8", ",", ".", True), AB),
    "no names": ("1,2,0\n3,4,1\n", Dialect("UTF-8", ",", ".", False), AB),
    "a BOM": (b"\xef\xbb\xbfx,y,t\n1,2,0\n3,4,1\n", Dialect("UTF-8", ",", ".", True), AB),
    "UTF-16, little end first": ("x;y;t\n1;2;0\n3;4;1\n".encode("utf-16"), Dialect("UTF-16", ";", ".", True), AB),
    "UTF-16, big end first": (
        b"\xfe\xff" + "x;y;t\n1;2;0\n3;4;1\n".encode("utf-16-be"),
        Dialect("UTF-16", ";", ".", True),
        AB,
    ),
    "Windows letters": (
        "größe;gewicht;art\n1;2;Bär\n3;4;Kuh\n".encode("cp1252"),
        Dialect("Windows-1252", ";", ".", True),
        AB,
    ),
    "letters that only Latin-1 has": (b"x,y,t\n1,2,\xe9\x81\n3,4,b\n", Dialect("Latin-1", ",", ".", True), AB),
    "lines that end in CR LF": ("x,y,t\r\n1,2,0\r\n3,4,1\r\n", Dialect("UTF-8", ",", ".", True), AB),
    "lines that end in CR": ("x,y,t\r1,2,0\r3,4,1\r", Dialect("UTF-8", ",", ".", True), AB),
    "no line end at the end": ("x,y,t\n1,2,0\n3,4,1", Dialect("UTF-8", ",", ".", True), AB),
    "quoted cells": ('"x","y","t"\n"1","2","0"\n"3","4","1"\n', Dialect("UTF-8", ",", ".", True), AB),
    "quoted decimal commas between commas": (
        '"x","y","t"\n"1,5","2,5",0\n"-3,5","4,25",1\n',
        Dialect("UTF-8", ",", ",", True),
        HALVES,
    ),
    "a space after the closing quote": ('"1" ,"2",0\n"3","4",1\n', Dialect("UTF-8", ",", ".", False), AB),
    "commas and quotes inside quotes": (
        'x,y,"the ""target"", named"\n1,2,"a, b"\n3,4,c\n',
        Dialect("UTF-8", ",", ".", True),
        AB,
    ),
    "a line end inside quotes": ('x,y,t\n1,2,"a\nb"\n3,4,c\n', Dialect("UTF-8", ",", ".", True), AB),
    "inches": ('x,y,t\n1,2,5" pipe\n3,4,rod\n', Dialect("UTF-8", ",", ".", True), AB),
    "empty lines": ("\n\nx,y,t\n\n1,2,0\n\n\n3,4,1\n\n", Dialect("UTF-8", ",", ".", True), AB),
    "lines of delimiters only": ("x,y,t\n1,2,0\n,,\n3,4,1\n,,\n", Dialect("UTF-8", ",", ".", True), AB),
    "delimiters at the ends of rows": ("x,y,t,\n1,2,0,\n3,4,1,\n", Dialect("UTF-8", ",", ".", True), AB),
    "delimiters at the ends, but not of the names": ("x,y,t\n1,2,0,\n3,4,1,\n", Dialect("UTF-8", ",", ".", True), AB),
    "comments": ("# made by hand\nx,y,t\n1,2,0\n# later:\n3,4,1\n", Dialect("UTF-8", ",", ".", True), AB),
    "a comment that was made one twice": ("# # by hand\n1,2,0\n3,4,1\n", Dialect("UTF-8", ",", ".", False), AB),
    "names in a comment, as NumPy writes them": ("# x y t\n1 2 0\n3 4 1\n", Dialect("UTF-8", " ", ".", False), AB),
    "Excel's first line": ("sep=;\nx;y;t\n1;2;0\n3;4;1\n", Dialect("UTF-8", ";", ".", True), AB),
    "a title above the names": ("Cats and dogs\nx,y,t\n1,2,0\n3,4,1\n", Dialect("UTF-8", ",", ".", True), AB),
    "a title above, filled up": ("Cats and dogs,,\nx,y,t\n1,2,0\n3,4,1\n", Dialect("UTF-8", ",", ".", True), AB),
    "thousands between commas": ('x,y,t\n"1,234.5",2,0\n3,"4,000",1\n', Dialect("UTF-8", ",", ".", True),
        [[1234.5, 2.0, 0.0], [3.0, 4000.0, 1.0]]),
    "thousands with spaces": ("x;y;t\n1 234,5;2;0\n3;4 000;1\n", Dialect("UTF-8", ";", ",", True),
        [[1234.5, 2.0, 0.0], [3.0, 4000.0, 1.0]]),
    "thousands with points": ("x;y;t\n1.234,5;2;0\n3;4.000;1\n", Dialect("UTF-8", ";", ",", True),
        [[1234.5, 2.0, 0.0], [3.0, 4000.0, 1.0]]),
    "signs and powers": ("x,y,t\n+1e0,2E+00,0\n−3,.4e1,1\n", Dialect("UTF-8", ",", ".", True),
        [[1.0, 2.0, 0.0], [-3.0, 4.0, 1.0]]),
    "missing cells": ("x,y,t\n1,2,0\n,5,1\n6,NA,1\n7,8,\n3,4,1\n", Dialect("UTF-8", ",", ".", True), AB),
    "a short row": ("x,y,t\n1,2,0\n5,6\n3,4,1\n", Dialect("UTF-8", ",", ".", True), AB),
    "a long row": ("x,y,t\n1,2,0\n5,6,7,8\n3,4,1\n", Dialect("UTF-8", ",", ".", True), AB),
    "DOS's end of a file": ("x,y,t\r\n1,2,0\r\n3,4,1\r\n\x1a", Dialect("UTF-8", ",", ".", True), AB),
    "one name twice": ("x,x,t\n1,2,0\n3,4,1\n", Dialect("UTF-8", ",", ".", True), AB),
    "dates in a column of no use": ("day,x,y,t\n2024-01-01 10:00,1,2,0\n2024-01-02 10:00,3,4,1\n",
        Dialect("UTF-8", ",", ".", True), AB),
    "one row": ("1;2;0\n", Dialect("UTF-8", ";", ".", False), [[1.0, 2.0, 0.0]]),
}  # fmt: skip


def points(data: str | bytes, wanted: Dialect = Dialect()) -> Points:  # noqa: B008  frozen
    sheet = csv_files.read(data.encode() if isinstance(data, str) else data, wanted)
    taken = tables.take(sheet, table_roles.propose(sheet)).points
    return [[float(number) for number in row] for row in taken]


@pytest.mark.parametrize("shape", SHAPES)
def test_a_table_of_the_world_is_read_as_it_is_meant(shape: str) -> None:
    data, dialect, expected = SHAPES[shape]
    sheet = csv_files.read(data.encode() if isinstance(data, str) else data)
    assert sheet.dialect == dialect
    assert points(data) == expected


def test_there_are_enough_shapes() -> None:
    assert len(SHAPES) >= 30


ONE_COLUMN = (
    "There is only one column. Three are needed: two inputs and a target, with commas, semicolons, tabs, bars or "
    "spaces between them."
)
NO_NUMBERS = "Two columns of numbers and one for the target are needed. Columns of numbers here: "
TOO_LARGE = "too large: at most 1e15, above or below 0, can be read"
NEW_EXCEL = "This is a spreadsheet or an archive, not a text. Save the table as CSV in the program it is from."
OLD_EXCEL = "This is an old Excel or Word file, not a text. Save the table as CSV in that program."
NO_TEXT = "This is no text: it holds bytes that no table has."
NO_SIGN = "No row can be used: line 2, column “x”: “1,234” may be 1234 or 1.234: choose the decimal sign."


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "There is nothing in it."),
        (b" \n\n", "There is nothing in it."),
        (b"# only this\n", "There are only comments in it."),
        (b"x,y,t\n", f"{NO_NUMBERS}none."),
        (b"height\n1\n2\n", ONE_COLUMN),
        (b"x;name\n1;a\n2;b\n", f"{NO_NUMBERS}“x”."),
        (b"x;m;t\n1;1e300;a\n2;-2e300;b\n", f"{NO_NUMBERS}“x”. The numbers in “m” are {TOO_LARGE}."),
        (
            b"x;y;t\n" + b"".join(b"%d;%d;%de200\n" % (i, i, i) for i in range(1, 9)),
            f"The numbers in “t” are {TOO_LARGE}.",
        ),
        (b"x;y;t\n1e300;1;0\n1;2e300;1\n", f"{NO_NUMBERS}“t”. The numbers in “x”, “y” are {TOO_LARGE}."),
        (b"PK\x03\x04\x14\x00", NEW_EXCEL),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", OLD_EXCEL),
        (b"\x1f\x8b\x08", "This file is compressed. Unpack it first."),
        (b"%PDF-1.7", "This is a PDF file, not a text."),
        (bytes(range(256)), NO_TEXT),
        (b"1,2,3\n\0\0\0", NO_TEXT),
        (b"x;y;t\n1,234;5,678;0\n2,345;1,111;1\n", NO_SIGN),
        (b"1,2,0\n" * 1_000_000, "There are more than 200\u202f000 rows. Take a part of them."),
        (b"1,2," + b"a" * 200_000, "This is no table: a single cell is longer than a hundred pages."),
    ],
    ids=lambda value: repr(value)[:40],
)
def test_what_is_no_table_is_refused_with_one_sentence(data: bytes, sentence: str) -> None:
    with pytest.raises(TableError) as caught:
        points(data)
    assert str(caught.value) == sentence


@pytest.mark.parametrize(
    ("data", "wanted", "expected"),
    [
        ("1,5;2,5;0", Dialect(delimiter=","), [[1.0, 0.0, 0.0]]),
        ("x;y;t\n1,234;5,678;0", Dialect(decimal=","), [[1.234, 5.678, 0.0]]),
        ("x;y;t\n1,234;5,678;0", Dialect(decimal="."), [[1234.0, 5678.0, 0.0]]),
        ("2019,2020,0\n1,2,1\n", Dialect(header=True), [[1.0, 2.0, 1.0]]),
    ],
)
def test_what_is_given_is_not_guessed(data: str, wanted: Dialect, expected: Points) -> None:
    if wanted.delimiter:
        assert csv_files.read(data.encode(), wanted).rows == [["1", "5;2", "5;0"]]
    else:
        assert points(data, wanted) == expected


def test_a_wrong_encoding_is_refused_by_the_line_it_fails_in() -> None:
    with pytest.raises(TableError) as caught:
        csv_files.read("x,y,t\n1,2,Bär\n".encode("cp1252"), Dialect(encoding="UTF-8"))
    assert str(caught.value) == "Line 2 is not written in UTF-8. Choose another encoding."


@pytest.mark.parametrize(
    ("data", "names"),
    [
        ("x,y,t\n1,2,3\n", ("x", "y", "t")),
        ("1,2,3\n", ("column 1", "column 2", "column 3")),
        ("a,,t\n1,2,3\n", ("a", "column 2", "t")),
        ("a,a,t\n1,2,3\n", ("a", "a (2)", "t")),
        ("# a b c\n1 2 3\n", ("a", "b", "c")),
        ("# made by hand on a Sunday\n1 2 3\n", ("column 1", "column 2", "column 3")),
        ('"long\n name",b,c\n1,2,3\n', ("long name", "b", "c")),
    ],
)
def test_each_column_has_a_name_of_its_own(data: str, names: tuple[str, ...]) -> None:
    assert csv_files.read(data.encode()).names == names
