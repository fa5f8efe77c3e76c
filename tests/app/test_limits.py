"""What the window can show: a valid experiment may be too large for it, and the refusal says where."""

from __future__ import annotations

from dataclasses import replace

import pytest

import nncore as nn
from app.model import limits
from nncore import Layer, SpecError

FIRST = nn.PRESETS["first-run"].experiment


def own(count: int, dataset: str = "custom") -> nn.Experiment:
    points = tuple((float(i), 0.0, float(i % 2)) for i in range(count))
    return replace(FIRST, data=replace(FIRST.data, dataset=dataset, points=points))


def test_as_many_own_points_as_can_be_shown_are_allowed() -> None:
    limits.check(own(10_000))


def test_more_own_points_are_refused() -> None:
    with pytest.raises(SpecError, match=r"^data\.points must be at most 10000, got '10001 points'$"):
        limits.check(own(10_001))


def test_own_points_that_are_not_in_use_do_not_count() -> None:
    limits.check(own(10_001, "xor"))


def test_more_observations_layers_and_neurons_are_refused() -> None:
    for changes, message in (
        ({"data": replace(FIRST.data, observations=10_001)}, r"data\.observations must be at most 10000"),
        ({"network": replace(FIRST.network, hidden_layers=(Layer(2),) * 9)}, r"hidden_layers must be at most 8 layers"),
        ({"network": replace(FIRST.network, hidden_layers=(Layer(2), Layer(65)))}, r"hidden_layers\[1\] must be betw"),
    ):
        with pytest.raises(SpecError, match=message):
            limits.check(replace(FIRST, **changes))
