"""History: every loss at first, ever fewer later, both ends always exact."""

from __future__ import annotations

import numpy as np
import pytest

from nncore.history import EMPTY, MAX_POINTS, History


def recorded_up_to(epoch: int) -> History:
    history = EMPTY
    while history.next_epoch <= epoch:
        history = history.recorded(train_loss=-history.next_epoch, test_loss=history.next_epoch + 0.5)
    return history


def test_every_epoch_is_kept_while_there_is_room() -> None:
    history = recorded_up_to(MAX_POINTS - 2)
    np.testing.assert_array_equal(history.epochs, np.arange(500.0))
    assert history.stride == 1


def test_when_it_is_full_every_second_point_goes() -> None:
    history = recorded_up_to(MAX_POINTS - 1)
    np.testing.assert_array_equal(history.epochs, np.arange(0.0, 501.0, 2.0))
    assert history.next_epoch == 502


@pytest.mark.parametrize("epoch", [0, 1, 499, 500, 501, 999, 1000, 4321, 100_000])
def test_the_first_point_and_a_recent_one_are_there_with_their_losses(epoch: int) -> None:
    history = recorded_up_to(epoch)
    assert history.epochs[0] == 0
    assert history.epochs[-1] <= epoch < history.next_epoch
    assert len(history.epochs) < MAX_POINTS
    np.testing.assert_array_equal(history.train_loss, -history.epochs)
    np.testing.assert_array_equal(history.test_loss, history.epochs + 0.5)


def test_recording_leaves_the_former_history_as_it_was() -> None:
    former = recorded_up_to(3)
    former.recorded(9.0, 9.0)
    assert len(former.epochs) == 4
    with pytest.raises(ValueError, match="read-only"):
        former.train_loss[0] = 1.0
