"""History: the losses so far, at most some hundred points however long the training, the first and the last exact."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nncore.arrays import Floats, read_only

# Odd, so that leaving out every second point keeps both ends.
MAX_POINTS = 501


@dataclass(frozen=True, slots=True, eq=False)
class History:
    """Three vectors of one length, read-only: completed epochs, mean training loss, mean test loss.

    The losses hold no penalty. The test loss is NaN where there were no test data at the time. The epochs are 0, s,
    2s, … and s doubles whenever MAX_POINTS are full: they depend on the epoch alone, not on when somebody looked.
    """

    epochs: Floats
    train_loss: Floats
    test_loss: Floats

    @property
    def stride(self) -> int:
        """Epochs from one point to the next."""
        return int(self.epochs[1]) if len(self.epochs) > 1 else 1

    @property
    def next_epoch(self) -> int:
        """The epoch whose losses are to be recorded next."""
        return len(self.epochs) * self.stride

    def recorded(self, train_loss: float, test_loss: float) -> History:
        """This history and the losses at `next_epoch`."""
        columns = (
            np.append(self.epochs, float(self.next_epoch)),
            np.append(self.train_loss, train_loss),
            np.append(self.test_loss, test_loss),
        )
        kept = slice(None, None, 2 if len(columns[0]) == MAX_POINTS else 1)
        return History(*(read_only(column[kept].copy()) for column in columns))


EMPTY = History(*(read_only(np.zeros(0)) for _ in range(3)))
