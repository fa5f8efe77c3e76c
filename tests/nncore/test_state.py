"""State and restore: exact, independent, and refused where it does not fit."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

import nncore as nn
from tests.nncore.examples import OPTIMIZERS, assert_same_moment, experiment


@pytest.mark.parametrize("optimizer", OPTIMIZERS, ids=repr)
def test_after_restore_it_goes_on_to_the_last_bit(optimizer: nn.Optimizer) -> None:
    trainer = nn.Trainer(experiment(optimizer=optimizer))
    trainer.advance(observations=18 * 7 + 6)  # in the middle of an epoch and of a batch
    moment = trainer.state()
    assert (moment.position, moment.pending) == (6, 2)
    trainer.advance(observations=333)
    later = trainer.state()
    other = nn.Trainer(trainer.experiment)
    for again in (trainer, other):
        again.restore(moment)
        assert_same_moment(again.state(), moment)
        again.advance(observations=333)
        assert_same_moment(again.state(), later)


def test_a_state_is_a_copy_that_nothing_changes() -> None:
    trainer = nn.Trainer(experiment())
    trainer.advance(observations=3)
    moment = trainer.state()
    before = moment.parameters.copy(), moment.order.copy(), moment.buffers[0].copy()
    trainer.advance(epochs=3)
    for array, former in zip((moment.parameters, moment.order, moment.buffers[0]), before, strict=True):
        np.testing.assert_array_equal(array, former)
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 1


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("parameters", np.zeros(3), "state.parameters must be a list of 20 numbers, got '3 numbers'"),
        ("parameters", np.full(20, np.inf), "state.parameters[0] must be a finite number, got inf"),
        ("buffers", (), "state.buffers must be 2 list(s) for the optimizer adam, got 0"),
        ("buffers", (np.zeros(20), np.zeros(2)), "state.buffers[1] must be a list of 20 numbers, got '2 numbers'"),
        ("order", np.zeros(18, dtype=np.int64), "state.order must be each number from 0 to 17 once"),
        ("order", np.arange(17), "state.order must be each number from 0 to 17 once"),
        ("epoch", -1, "state.epoch must be between 0 and"),
        ("position", 18, "state.position must be between 0 and 17, got 18"),
        ("pending", 1, "state.pending must be between 0 and 0, got 1"),
        ("updates", -1, "state.updates must be between 0 and"),
        ("optimizer_steps", 6, "state.optimizer_steps must be between 0 and 5, got 6"),
        (
            "frozen",
            np.zeros(19, dtype=np.bool_),
            "state.frozen must be a list of 20 values, true or false, got '19 val",
        ),
        ("frozen", np.zeros(20), "state.frozen must be a list of 20 values, true or false, got '20 values'"),
        ("epoch", 2, "state.history.epochs must be evenly spaced from 0 to about the epoch 2"),
    ],
)
def test_a_state_that_does_not_fit_is_refused_and_nothing_changes(field: str, value: Any, message: str) -> None:
    trainer = nn.Trainer(experiment())
    trainer.advance(epochs=1)
    before = trainer.state()
    with pytest.raises(nn.SpecError) as refusal:
        trainer.restore(replace(before, **{field: value}))
    assert str(refusal.value).startswith(message)
    assert_same_moment(trainer.state(), before)


def test_the_state_of_another_network_is_refused() -> None:
    other = nn.Trainer(nn.PRESETS["article"].experiment)
    with pytest.raises(nn.SpecError, match=r"state\.parameters must be a list of 20 numbers"):
        nn.Trainer(experiment()).restore(other.state())
