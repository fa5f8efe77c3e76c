"""How the loops are compiled: the inner functions as parts of the whole, and the words that Numba lacks."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from numba import njit
from numba.core.codegen import JITCodeLibrary

from nncore.kernels.compiling import address, at, greater, lesser, part, piece


def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the functions that become machine code from now on."""
    names: list[str] = []
    finalize = JITCodeLibrary._finalize_specific

    def noted(library: Any) -> None:
        names.append(library.name)
        finalize(library)

    monkeypatch.setattr(JITCodeLibrary, "_finalize_specific", noted)
    return names


def test_inner_functions_are_parts_of_the_whole_and_only_that_is_made_machine_code(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    @piece
    def square(x: float) -> float:
        return x * x

    @part
    def sum_of_squares(x: float, y: float) -> Any:
        return square(x) + square(y)

    @njit
    def length(x: float, y: float) -> Any:
        return math.sqrt(sum_of_squares(x, y)) + 0.0 * square(x)

    names = compiled(monkeypatch)
    assert length(3.0, 4.0) == 5.0
    assert length(-5.0, 12.0) == 13.0
    assert "length" in {name.rpartition(".")[2] for name in names}
    assert not any("square" in name for name in names)


def test_a_function_within_serves_several_types() -> None:
    @piece
    def doubled(x: Any) -> Any:
        return x + x

    @njit
    def both(x: float, k: int) -> tuple[float, int]:
        return doubled(x), doubled(k)

    assert both(1.25, 4) == (2.5, 8)


def test_of_two_numbers_the_lesser_and_the_greater_and_a_first_nan_stays() -> None:
    @njit
    def chosen(a: Any, b: Any) -> Any:
        return lesser(a, b), greater(a, b)

    assert chosen(1.5, -2.0) == (-2.0, 1.5)
    assert chosen(-2.0, 1.5) == (-2.0, 1.5)
    assert chosen(math.inf, 0.0) == (0.0, math.inf)
    assert all(map(math.isnan, chosen(math.nan, 1.0)))
    assert chosen(1.0, math.nan) == (1.0, 1.0)
    large = np.uint64(2**64 - 1)  # unsigned: as a signed number it would be −1
    assert chosen(large, np.uint64(3)) == (3, 2**64 - 1)


def test_pointers_lead_to_the_numbers_of_an_array() -> None:
    @njit
    def third_of_second_row(table: Any, columns: Any) -> Any:
        row = at(address(table), columns)
        row[2] += 0.5
        return row[2]

    table = np.arange(8.0).reshape(2, 4)
    assert third_of_second_row(table, np.uint64(4)) == 6.5
    assert table[1, 2] == 6.5
