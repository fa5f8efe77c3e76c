"""Schedules: the rate of each epoch against PyTorch's, the plateau's memory, growing batches, what is refused."""

from __future__ import annotations

import math
from dataclasses import fields
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import nncore as nn
from nncore.schedules import PlateauState
from tests.nncore import reference

PYTORCH = reference.load("schedules")
WRONG: Any = "wrong"


@pytest.mark.parametrize("case", PYTORCH, ids=lambda case: f"{case['schedule']} {case['settings']}")
def test_the_rates_are_pytorchs(case: dict[str, Any]) -> None:
    schedule: Any = nn.SCHEDULES[case["schedule"]](**case["settings"])
    losses = [case["losses"]] if isinstance(schedule, nn.Plateau) else []
    rates = [schedule.learning_rate(case["base"], epoch, *losses) for epoch in range(case["length"])]
    np.testing.assert_allclose(rates, case["rates"], rtol=1e-12, atol=1e-17)


def test_pytorch_was_asked_for_every_option_of_every_schedule() -> None:
    for name, cls in nn.SCHEDULES.items():
        options = {field for case in PYTORCH if case["schedule"] == name for field in case["settings"]}
        assert options == {field.name for field in fields(cls)}


@pytest.mark.parametrize("cls", nn.SCHEDULES.values(), ids=nn.SCHEDULES)
def test_every_schedule_gives_a_finite_rate_at_any_epoch(cls: Any) -> None:
    for epoch in (0, 1, 99, 100, 101, 10**9):
        assert 0.0 <= cls().learning_rate(base=0.1, epoch=epoch) <= 0.1


def test_after_one_cycle_the_rate_stays() -> None:
    schedule = nn.OneCycle(epochs=20, start_divisor=10.0, end_divisor=100.0)
    assert schedule.learning_rate(1.0, 19) == pytest.approx(0.001)
    assert schedule.learning_rate(1.0, 20) == schedule.learning_rate(1.0, 19)
    assert schedule.learning_rate(1.0, 10**6) == schedule.learning_rate(1.0, 19)


@pytest.mark.parametrize(("epochs", "rising", "rates"), [(1, 1.0, [0.1]), (2, 0.5, [0.1, 4e-7]), (1, 0.0, [4e-7])])
def test_a_cycle_too_short_to_rise_begins_at_the_top_or_ends_at_once(
    epochs: int, rising: float, rates: list[float]
) -> None:
    schedule = nn.OneCycle(epochs, rising)
    assert [schedule.learning_rate(0.1, e) for e in range(epochs)] == pytest.approx(rates)


def test_a_plateau_without_losses_keeps_the_rate() -> None:
    assert nn.Plateau().learning_rate(base=0.1, epoch=12) == 0.1


def test_a_plateau_goes_by_the_losses_before_the_epoch_only() -> None:
    losses = [1.0, 1.0, 1.0, 0.5]
    rates = [nn.Plateau(patience=1).learning_rate(0.1, epoch, losses) for epoch in range(5)]
    assert rates == pytest.approx([0.1, 0.1, 0.1, 0.01, 0.01])


def test_a_plateau_can_be_followed_one_epoch_at_a_time() -> None:
    plateau, losses = nn.Plateau(patience=1, cooldown=2), [1.0, 0.9, 0.95, 0.95, 0.95, 0.95, 0.2, 0.3]
    state, rates = plateau.start(), []
    for loss in losses:
        rates.append(plateau.rate(0.1, state))
        state = plateau.after(state, loss)
    assert rates == [plateau.learning_rate(0.1, epoch, losses) for epoch in range(len(losses))]
    assert state == PlateauState(best=0.2, bad_epochs=1, cooldown_left=0, reductions=1)


def test_a_reduction_too_small_for_pytorch_is_none_here_either() -> None:
    # From 1e-8 on a tenth is a reduction by less than 1e-8; with a lowest rate above the base there is none at all.
    assert nn.Plateau().rate(0.1, PlateauState(best=1.0, reductions=1000)) == pytest.approx(1e-8)
    assert nn.Plateau(lowest=0.5).rate(0.1, PlateauState(best=1.0, reductions=3)) == 0.1


@given(st.lists(st.floats(), max_size=40))
def test_no_loss_whatever_makes_a_plateau_remember_what_json_has_not(losses: list[float]) -> None:
    plateau = nn.Plateau(patience=1)
    state = plateau.start()
    for loss in losses:
        state = plateau.after(state, loss)
    assert state.best is None or math.isfinite(state.best)
    assert (state.best is None) == (not any(math.isfinite(loss) for loss in losses))


@pytest.mark.parametrize("loss", [math.nan, math.inf, -math.inf])
def test_an_epoch_whose_loss_is_no_number_is_a_bad_one(loss: float) -> None:
    state = nn.Plateau().after(PlateauState(best=1.0), loss)
    assert state == PlateauState(best=1.0, bad_epochs=1)


@pytest.mark.parametrize(
    ("growth", "base", "sizes"),
    [
        (nn.BatchGrowth(), 32, {0: 32, 9: 32, 10: 64, 39: 256, 40: 512, 50: 512, 10**9: 512}),
        (nn.BatchGrowth(every=1, factor=1.5, most=100), 3, {1: 4, 2: 7, 3: 10, 9: 100}),
        (nn.BatchGrowth(every=5, factor=3.0, most=40), 64, {0: 64, 5: 64, 10**9: 64}),
        (nn.BatchGrowth(every=1, factor=1.0, most=512), 10, {0: 10, 10**9: 10}),
        (nn.BatchGrowth(every=1, factor=1000.0, most=1), 1, {0: 1, 10**9: 1}),
        (nn.BatchGrowth(every=1, factor=1.000001, most=100_000), 1, {10**9: 100_000, 10**6: 3}),
    ],
)
def test_batches_grow_up_to_the_most_and_never_shrink(growth: nn.BatchGrowth, base: int, sizes: dict[int, int]) -> None:
    assert {epoch: growth.batch_size(base, epoch) for epoch in sizes} == sizes


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: nn.StepDecay(every=0), "every must be between 1 and 1000000000, got 0"),
        (lambda: nn.StepDecay(factor=0), "factor must be greater than 0 and at most 1, got 0"),
        (lambda: nn.Exponential(factor=1.01), "factor must be greater than 0 and at most 1, got 1.01"),
        (lambda: nn.Cosine(epochs=0), "epochs must be between 1 and 1000000000, got 0"),
        (lambda: nn.Cosine(epochs=WRONG), "epochs must be a whole number between 1 and 1000000000, got 'wrong'"),
        (lambda: nn.Cosine(lowest=-1), "lowest must be between 0 and 1000, got -1"),
        (lambda: nn.Warmup(start=0.0), "start must be greater than 0 and at most 1, got 0.0"),
        (lambda: nn.OneCycle(rising=1.5), "rising must be between 0 and 1, got 1.5"),
        (lambda: nn.OneCycle(start_divisor=0.5), "start_divisor must be between 1 and 1e+12, got 0.5"),
        (lambda: nn.OneCycle(end_divisor=math.inf), "end_divisor must be between 1 and 1e+12, got inf"),
        (lambda: nn.Plateau(patience=-1), "patience must be between 0 and 1000000000, got -1"),
        (lambda: nn.Plateau(threshold=1.0), "threshold must be at least 0 and less than 1, got 1.0"),
        (lambda: nn.Plateau(cooldown=WRONG), "cooldown must be a whole number between 0 and 1000000000, got 'wrong'"),
        (lambda: PlateauState(best=math.nan), "best must be between -1.79769e+308 and 1.79769e+308, got nan"),
        (lambda: PlateauState(reductions=-1), "reductions must be between 0 and 9007199254740992, got -1"),
        (lambda: nn.BatchGrowth(factor=0.5), "factor must be between 1 and 1000, got 0.5"),
        (lambda: nn.BatchGrowth(every=WRONG), "every must be a whole number between 1 and 1000000000, got 'wrong'"),
        (lambda: nn.BatchGrowth(most=0), "most must be between 1 and 100000, got 0"),
    ],
)
def test_a_setting_that_is_not_allowed_is_refused(make: Any, message: str) -> None:
    with pytest.raises(nn.SpecError) as refusal:
        make()
    assert str(refusal.value) == message


# What they say of themselves.


@pytest.mark.parametrize("cls", nn.SCHEDULES.values(), ids=nn.SCHEDULES)
def test_a_formula_is_plain_text_and_has_no_setting_as_a_number(cls: Any) -> None:
    assert "`" not in cls.formula + cls.about
    defaults = {f"{getattr(cls(), field.name):g}" for field in fields(cls)} - {"0", "1"}
    assert not defaults & set(cls.formula.replace("(", " ").replace(")", " ").split())


def test_cosine_says_that_it_repeats_and_does() -> None:
    assert "it repeats" in nn.Cosine.about
    rates = [nn.Cosine(epochs=10).learning_rate(0.1, epoch) for epoch in range(60)]
    assert rates[10] == 0.0
    assert rates[15] == pytest.approx(0.05)
    np.testing.assert_allclose(rates[20:40], rates[:20], atol=1e-15)


def test_one_cycle_says_that_it_stays_where_it_ends_and_does() -> None:
    assert "stays at the lowest rate" in nn.OneCycle.about
    assert nn.OneCycle.formula.endswith("then down to start / end divisor, each by half a cosine")
    cycle = nn.OneCycle(epochs=10, start_divisor=10.0, end_divisor=100.0)
    assert cycle.learning_rate(0.1, 0) == pytest.approx(0.01)
    assert cycle.learning_rate(0.1, 9) == cycle.learning_rate(0.1, 1000) == pytest.approx(0.0001)


def test_a_plateau_says_after_how_many_epochs_it_acts_and_does() -> None:
    assert "after patience + 1 epochs in a row without a lower loss" in nn.Plateau.formula
    plateau = nn.Plateau(factor=0.5, patience=2)
    rates = [plateau.learning_rate(0.1, epoch, [0.3] * 20) for epoch in range(8)]
    assert rates == [0.1, 0.1, 0.1, 0.1, 0.05, 0.05, 0.05, 0.025]
