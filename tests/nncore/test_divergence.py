"""Divergence: where numbers stop being finite, the training stands just before, and says why."""

from __future__ import annotations

import numpy as np
import pytest

import nncore as nn
from tests.nncore.examples import adopted, assert_same_moment, diverging


def test_divergence_ends_in_the_last_finite_state() -> None:
    trainer = nn.Trainer(diverging())
    with pytest.raises(nn.DivergedError) as caught:
        trainer.advance(epochs=1000)
    error = caught.value
    assert isinstance(error.state, nn.TrainerState)
    assert error.step == error.state.updates + 1
    assert np.isfinite(error.state.parameters).all()
    assert_same_moment(trainer.state(), error.state)
    assert "the learning rate 100 is probably too high" in str(error)
    assert str(error).startswith(f"training diverged at update {error.step}: the loss became infinite")


def test_divergence_is_found_at_the_same_update_however_the_training_is_cut() -> None:
    whole, single = nn.Trainer(diverging()), nn.Trainer(diverging())
    with pytest.raises(nn.DivergedError) as caught:
        whole.advance(observations=100_000)
    single.advance(batches=caught.value.step - 1)
    assert_same_moment(single.state(), whole.state())
    with pytest.raises(nn.DivergedError) as again:
        single.advance(batches=1)
    assert again.value.step == caught.value.step


def test_with_a_lower_rate_a_diverged_training_can_go_on() -> None:
    trainer = nn.Trainer(diverging())
    trainer.advance(batches=3)
    moment = trainer.state()
    with pytest.raises(nn.DivergedError):
        trainer.advance(epochs=1000)
    trainer.restore(moment)
    adopted(trainer, optimizer=nn.SGD(0.1))
    trainer.advance(epochs=1000)
    assert trainer.loss("train") < 0.3


def test_a_network_set_to_huge_weights_diverges_at_once_and_stays() -> None:
    trainer = nn.Trainer(diverging())
    trainer.network.parameters = [1e300, 1e300, 1e300]
    with pytest.raises(nn.DivergedError) as caught:
        trainer.advance(observations=1)
    assert caught.value.step == 1
    np.testing.assert_array_equal(trainer.network.parameters, [1e300, 1e300, 1e300])


def test_a_loss_beyond_all_numbers_is_infinite_and_not_nan() -> None:
    trainer = nn.Trainer(diverging())
    for parameters in ([1e300, 1e300, 0.0], [1.7e308, -1.7e308, 1.7e308]):
        trainer.network.parameters = parameters
        assert trainer.loss("train") == np.inf
        assert 0.0 <= trainer.accuracy("train") <= 1.0
