"""Recipes by chance: nonsense is refused in a sentence, and what is accepted is stored plainly, kept and trained."""

from __future__ import annotations

import dataclasses
import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

import nncore as nn
from nncore import storage
from tests.nncore.strategies import experiments

NAMES = sorted({*nn.ACTIVATIONS, *nn.LOSSES, *nn.INITIALIZERS, *nn.DATASETS, *nn.FEATURES, *nn.OPTIMIZERS})
NUMBERS: st.SearchStrategy[Any] = st.one_of(
    st.integers(),
    st.integers(0, 40),
    st.floats(),
    st.floats(0.0, 1.0),
    st.sampled_from([math.nan, math.inf, -math.inf, -0.0, 5e-324, 1e308, 2**53, 10**400, -(10**400)]),
    st.fractions(),
    st.decimals(),
    st.complex_numbers(),
)
TEXTS: st.SearchStrategy[Any] = st.one_of(
    st.text(max_size=8),
    st.text(st.characters(codec=None), max_size=4),  # halves of characters too
    st.sampled_from(NAMES),
    st.sampled_from(NAMES).map(np.str_),
    st.sampled_from(NAMES).map(str.upper),
    st.text("xy01+-*/() .<>=sinexp", max_size=12),
    st.sampled_from(["", " x ", "x\ny", "((((", "x" * 10_000, "9" * 5000, "import os", "x.real", "1_000", "٣", "null"]),
    st.binary(max_size=4),
    st.binary(max_size=4).map(bytearray),
)
OF_NUMPY: st.SearchStrategy[Any] = st.one_of(
    arrays.from_dtype(np.dtype(np.float32)),
    arrays.from_dtype(np.dtype(np.int8)),
    st.sampled_from([np.int64(5), np.uint64(2**64 - 1), np.float64(0.5), np.longdouble(0.5), np.complex128(0.5)]),
    st.sampled_from([np.bool_(True), np.timedelta64(5, "D"), np.datetime64("2020-01-01"), np.bytes_(b"x")]),
    arrays.arrays(st.sampled_from([np.float64, np.int32, np.bool_]), arrays.array_shapes(min_dims=0, max_side=3)),
    arrays.arrays("U2", arrays.array_shapes(max_dims=1, max_side=3)),
)
SPECS = [nn.Layer(2), nn.NetworkSpec(), nn.DataSpec(), nn.TrainingSpec(), nn.SGD(), nn.Adam(), nn.Plateau()]
SPECS += [nn.BatchGrowth(), nn.PlateauState(), nn.SGD, nn, len]  # and what is not even a value
ODD = st.one_of(
    st.none(),
    st.booleans(),
    NUMBERS,
    TEXTS,
    OF_NUMPY,
    st.sampled_from([*SPECS, range(3), range(10**30), memoryview(b"ab"), (i for i in range(3)), object()]),
)
JUNK = st.one_of(
    ODD,
    st.recursive(ODD, lambda inner: st.lists(inner, max_size=3) | st.tuples(inner, inner, inner), max_leaves=6),
    st.dictionaries(st.text(max_size=3), ODD, max_size=2),
    st.sets(st.sampled_from(NAMES), max_size=2),
    st.lists(st.sampled_from(NAMES), max_size=3),
    st.lists(st.tuples(st.floats(-2, 2), st.floats(-2, 2), st.integers(0, 1)), max_size=3),
)

CLASSES: tuple[Any, ...] = (nn.Layer, nn.NetworkSpec, nn.DataSpec, nn.TrainingSpec, nn.Experiment, nn.BatchGrowth)
CLASSES += (nn.PlateauState, *nn.OPTIMIZERS.values(), *nn.SCHEDULES.values())
FIELDS = [(cls, field.name) for cls in CLASSES for field in dataclasses.fields(cls)]
LISTS = ("inputs", "hidden_layers", "points")  # where it is an item that is refused, or their number
PARTNERS = {"output_activation": "outputs"}  # of two values that do not go together, either may be named


def made_or_refused(cls: Any, **values: Any) -> Any:
    try:
        return cls(**({"size": 1} if cls is nn.Layer else {}) | values)
    except nn.SpecError as error:
        return error


def is_plain(value: Any) -> bool:
    """Whether `value` is what a spec may hold: nothing of NumPy's, no list, and so on down."""
    if isinstance(value, tuple):
        return type(value) is tuple and all(map(is_plain, value))
    if type(value) in CLASSES:
        return all(is_plain(getattr(value, field.name)) for field in dataclasses.fields(value))
    return value is None or type(value) in (bool, int, str) or (type(value) is float and math.isfinite(value))


@pytest.mark.parametrize(("cls", "field"), FIELDS, ids=lambda part: getattr(part, "__name__", part))
@settings(max_examples=40)
@given(value=JUNK)
def test_whatever_a_field_is_given_it_is_taken_plainly_or_refused_in_a_sentence(
    cls: Any, field: str, value: Any
) -> None:
    result = made_or_refused(cls, **{field: value})
    if not isinstance(result, nn.SpecError):
        assert is_plain(result)
        assert result == cls(**{f.name: getattr(result, f.name) for f in dataclasses.fields(cls)})
        assert isinstance(hash(result), int)
        return
    assert result.field.partition("[")[0].partition(".")[0] in (field, PARTNERS.get(field, field))
    assert result.allowed
    assert str(result).isprintable()
    assert str(result).startswith(
        f"{result.field} must be {result.allowed}, got {repr(result.value).splitlines()[0].strip()[:50]}"
    )
    if result.field == field and field not in LISTS:
        assert result.value is value


@given(experiments())
def test_every_experiment_is_stored_plainly_and_survives_its_file(experiment: nn.Experiment) -> None:
    assert is_plain(experiment)
    assert storage.parse(storage.dump(experiment)) == storage.Content(experiment)


@settings(max_examples=100)
@given(experiment=experiments(), steps=st.integers(1, 12))
def test_every_experiment_trains_with_finite_numbers_or_says_that_it_diverged(
    experiment: nn.Experiment, steps: int
) -> None:
    trainer = nn.Trainer(experiment)
    try:
        trainer.advance(batches=steps)
    except nn.DivergedError as error:
        assert 1 <= error.step <= steps  # noqa: PT017  one of two right outcomes
    state = trainer.state()
    assert np.isfinite(state.parameters).all()
    assert all(np.isfinite(buffer).all() for buffer in state.buffers)
    assert np.isfinite(trainer.history.train_loss).all()
    assert trainer.loss("train") >= 0.0
    assert trainer.updates <= steps
    storage.dump(experiment, state)  # which looks at everything once more
