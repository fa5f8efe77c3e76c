"""The trainings that undo may bring back."""

from __future__ import annotations

import nncore

MOST_RUNS = 32


class Parking:
    """Keeps trainers by the number of their run, but for those that can be built again: they have not trained yet."""

    def __init__(self) -> None:
        self._trainers: dict[int, nncore.Trainer] = {}

    def keep(self, run: int, trainer: nncore.Trainer, begun_at: int) -> None:
        """Keep `trainer`, which began after so many observations. Where there are too many, the least trained goes."""
        if trainer.observations_seen == begun_at:
            return
        self._trainers[run] = trainer
        if len(self._trainers) > MOST_RUNS:
            del self._trainers[min(self._trainers, key=lambda other: self._trainers[other].observations_seen)]

    def fetch(self, run: int) -> nncore.Trainer | None:
        """The trainer of `run`, which then is no longer kept here."""
        return self._trainers.pop(run, None)

    def clear(self) -> None:
        self._trainers.clear()
