"""Whatever bytes are opened: a table, or one sentence. Never another error, and never a long wait."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.model import csv_files, table_roles, tables
from app.model.csv_text import DELIMITERS, ENCODINGS, Dialect, TableError
from app.model.own_data import OwnData

PIECES = st.sampled_from(
    [*DELIMITERS, *"\n\r\"'#.,-+eE0123456789", "sep=", "\r\n", '""', "1,5", "1.234", "abc", "é", "\t", "NaN", "\ufeff"]
)
DIALECTS = st.builds(
    Dialect,
    encoding=st.sampled_from(["", *ENCODINGS]),
    delimiter=st.sampled_from(["", *DELIMITERS]),
    decimal=st.sampled_from(["", ".", ","]),
    header=st.sampled_from([None, True, False]),
)


def imported(data: bytes, wanted: Dialect) -> OwnData | str:
    """What becomes of `data`, or the sentence why nothing does."""
    try:
        sheet = csv_files.read(data, wanted)
        taken = tables.take(sheet, table_roles.propose(sheet))
    except TableError as error:
        return str(error)
    return tables.own_data(taken, np.random.default_rng(0))


@given(st.binary(max_size=400), DIALECTS)
@example(b"\xff\xfe", Dialect())
@example(b"\xff\xfe\x00", Dialect())
@example(b"\xef\xbb\xbf", Dialect())
@example(b'"', Dialect())
@example(b"sep=", Dialect())
@example(b"#", Dialect(delimiter=","))
def test_random_bytes_are_a_table_or_a_sentence(data: bytes, wanted: Dialect) -> None:
    own = imported(data, wanted)
    assert own.endswith(".") if isinstance(own, str) else own.points


@given(st.lists(PIECES, max_size=80).map("".join), DIALECTS)
@example('1,2,3\n"4,5,6', Dialect())
@example("1;2;3\n" * 3 + "4;5;6;7\n", Dialect())
def test_what_looks_like_a_table_makes_finite_points_or_a_sentence(text: str, wanted: Dialect) -> None:
    own = imported(text.encode(), wanted)
    if isinstance(own, str):
        assert own.endswith(".")
    else:
        assert np.isfinite(np.array(own.points)).all()
        assert np.abs(np.array(own.points)).max() <= 1e6
        assert own.classes in (0, 2, 3, 4, 5, 6)


@pytest.mark.parametrize("seed", range(8))
def test_long_junk_is_refused(seed: int) -> None:
    assert imported(np.random.default_rng(seed).bytes(100_000), Dialect()) == (
        "This is no text: it holds bytes that no table has."
    )


BEGINNINGS = ("There is only one column. ", "There is nothing in it.", "There are no rows in it.", "This is no table: ")


@pytest.mark.parametrize("line", [b"a", b'"', b",", b" ", b'",', b"1 ", b"'"])
def test_a_long_line_of_one_kind_is_no_trap(line: bytes) -> None:
    assert str(imported(line * 100_000, Dialect())).startswith(BEGINNINGS)


def test_a_file_that_is_too_large_is_not_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "big.csv"
    with path.open("wb") as stream:
        stream.truncate(csv_files.MAX_BYTES + 1)
    with pytest.raises(TableError, match=r"^The file is larger than 50 MB\. Take a part of it\.$"):
        csv_files.read_bytes(path)


def test_a_folder_is_no_table(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="folder"):
        csv_files.read_bytes(tmp_path)


def test_a_file_is_read_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"1,2\r\n\xff")
    assert csv_files.read_bytes(path) == b"1,2\r\n\xff"
