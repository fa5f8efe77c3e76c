"""Live changes: what a training takes over while it runs, and what it refuses."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

import nncore as nn
from tests.nncore.examples import adopted, experiment


def test_a_new_rate_applies_from_the_next_update_and_keeps_the_averages() -> None:
    trainer = nn.Trainer(experiment(optimizer=nn.Adam(0.02)))
    trainer.advance(observations=30)
    before = trainer.state()
    adopted(trainer, optimizer=nn.Adam(1e-12))
    np.testing.assert_array_equal(trainer.state().buffers, before.buffers)
    trainer.advance(batches=1)
    np.testing.assert_allclose(trainer.network.parameters, before.parameters, atol=1e-11)
    assert trainer.state().optimizer_steps == before.optimizer_steps + 1


def test_another_optimizer_begins_afresh() -> None:
    trainer = nn.Trainer(experiment(optimizer=nn.SGD(0.02, momentum=0.9)))
    trainer.advance(batches=7)
    adopted(trainer, optimizer=nn.Adam(0.02))
    moment = trainer.state()
    assert (moment.updates, moment.optimizer_steps) == (7, 0)
    np.testing.assert_array_equal(moment.buffers, np.zeros((2, 20)))
    trainer.advance(batches=1)
    # Adam's first step is the rate in each direction, whatever the size of the gradient
    moves = np.abs(trainer.network.parameters - moment.parameters)
    np.testing.assert_allclose(moves[moves > 0], 0.02, rtol=1e-3)
    nn.Trainer(trainer.experiment).restore(trainer.state())  # and such a state fits


def test_a_smaller_batch_ends_the_one_that_is_pending() -> None:
    trainer = nn.Trainer(experiment(batch_size=10))
    trainer.advance(observations=5)
    adopted(trainer, batch_size=2)
    trainer.advance(observations=1)
    assert (trainer.updates, trainer.state().pending) == (1, 0)


def test_fewer_epochs_than_are_done_end_the_training() -> None:
    trainer = nn.Trainer(experiment())
    trainer.advance(epochs=5)
    adopted(trainer, epochs=3)
    assert trainer.finished
    trainer.advance(epochs=1)
    assert trainer.epoch == 5


def test_a_change_that_is_not_live_is_refused() -> None:
    trainer = nn.Trainer(experiment())
    with pytest.raises(nn.SpecError, match="experiment must be the same in network, data, seed and loss"):
        trainer.adopt(replace(trainer.experiment, seed=99))
    assert trainer.experiment == experiment()
