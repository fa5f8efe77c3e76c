"""Where the trainings stand that undo may bring back."""

from __future__ import annotations

from nncore import TrainerState

MOST_BYTES = 256 * 2**20


class Parking:
    """Keeps the states of trainings by the number of their run."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._states: dict[int, TrainerState] = {}
        self._most_bytes = most_bytes

    def keep(self, run: int, state: TrainerState) -> None:
        """Keep `state`. Where there is too much to keep, what was kept longest goes, but never the last one."""
        self._states.pop(run, None)
        self._states[run] = state
        while len(self._states) > 1 and sum(map(_size, self._states.values())) > self._most_bytes:
            del self._states[next(iter(self._states))]

    def fetch(self, run: int) -> TrainerState | None:
        """The state of `run`, which then is no longer kept here."""
        return self._states.pop(run, None)

    def clear(self) -> None:
        self._states.clear()


def _size(state: TrainerState) -> int:
    """Bytes that the arrays of `state` take."""
    history = state.history
    arrays = (state.parameters, *state.buffers, state.frozen, state.order)
    return sum(a.nbytes for a in (*arrays, history.epochs, history.train_loss, history.test_loss))
