"""e^x, tanh and sigmoid of the compiled loops, against long double: right but for a few units in the last place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from numba import njit

from nncore.kernels import elementary

PLACES = 3  # units in the last place


def applied(function: Any) -> Callable[[Any], Any]:
    """`function` over a vector, as the compiled loops apply it."""

    @njit(error_model="numpy")
    def loop(x: Any, y: Any) -> None:
        for k in range(len(x)):
            y[k] = function(x[k])

    def run(x: Any) -> Any:
        y = np.empty(len(x))
        loop(np.asarray(x, dtype=np.float64), y)
        return y

    return run


COMPILED = {name: applied(getattr(elementary, name)) for name in ("exp", "expm1", "tanh", "sigmoid")}
EXACT: dict[str, Callable[[Any], Any]] = {
    "exp": np.exp,
    "expm1": np.expm1,
    "tanh": np.tanh,
    "sigmoid": lambda x: 1 / (1 + np.exp(-x)),
}


@pytest.mark.skipif(
    bool(np.finfo(np.longdouble).eps > 1e-18), reason="this machine has no longer numbers to compare with"
)
@pytest.mark.parametrize("name", EXACT)
@pytest.mark.parametrize("reach", [1e-8, 1e-3, 0.3, 1.0, 20.0, 700.0])
def test_it_is_right_to_a_few_units_in_the_last_place(name: str, reach: float) -> None:
    x = np.random.default_rng(0).uniform(-reach, reach, 20_000)
    exact = EXACT[name](x.astype(np.longdouble))
    distance = np.abs(COMPILED[name](x) - exact) / np.spacing(np.abs(exact).astype(np.float64))
    assert distance.max() <= PLACES


@pytest.mark.parametrize("name", EXACT)
def test_what_is_not_a_number_stays_so(name: str) -> None:
    assert np.isnan(COMPILED[name]([np.nan])).all()


def test_far_out_it_stays_finite_and_within_its_range() -> None:
    far = [-np.inf, -1e300, -1000.0, 1000.0, 1e300, np.inf]
    np.testing.assert_array_equal(COMPILED["tanh"](far), [-1, -1, -1, 1, 1, 1])
    np.testing.assert_allclose(COMPILED["sigmoid"](far), [0, 0, 0, 1, 1, 1], atol=1e-300)
    np.testing.assert_array_equal(COMPILED["expm1"](far[:3]), [-1, -1, -1])
    low, high = COMPILED["exp"](far[:3]), COMPILED["exp"](far[3:])
    assert (low < 1e-300).all()
    assert (high > 1e300).all()
    assert np.isfinite(high).all()


def test_tanh_is_odd_to_the_last_bit() -> None:
    x = np.random.default_rng(1).normal(size=1000)
    np.testing.assert_array_equal(COMPILED["tanh"](-x), -COMPILED["tanh"](x))
    assert np.signbit(COMPILED["tanh"]([-0.0]))[0]
