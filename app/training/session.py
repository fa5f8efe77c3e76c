"""The training loop, without threads and without Qt: commands go in, snapshots come out."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from enum import Enum
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

import nncore
from app.model.work import FULL_SPEED, Work
from app.training.answers import answer, shown
from app.training.pace import SLICE_SECONDS, Pace
from app.training.parking import Parking
from app.training.plan import starts_anew
from app.training.snapshot import Metrics, Phase, Snapshot

MAP_RESOLUTION = 24  # thumbnails of neurons: points per side


class Grain(Enum):
    """How far one step goes."""

    OBSERVATION = "observation"
    BATCH = "batch"
    EPOCH = "epoch"


class Session:
    """One trainer at a time, and those that undo may bring back."""

    def __init__(self, work: Work, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._work = work
        self._train_with(_built(work))
        self._parking = Parking()
        self._pace = Pace()
        self._playing = False
        self._owed = 0  # observations of a step that are still to be done
        self._halt: tuple[Phase, str] | None = None
        self._resolution = 100
        self.commands = 0

    # Commands: what the controller puts on the queue.

    def apply(self, work: Work) -> None:
        """Follow an edit, an undo, or a file that was opened."""
        if starts_anew(self._work, work):
            self._change_run(work)
        if self._trainer.experiment != work.experiment:
            self._trainer.adopt(work.experiment)
            self._halt = None
        if self._work.speed != work.speed:
            self._pace.start(self._clock())
        self._work = work

    def play(self) -> None:
        self._owed = 0
        self._halt = None
        if self._trainer.finished:
            self._finish()
        elif not self._playing:
            self._playing = True
            self._pace.start(self._clock())

    def pause(self) -> None:
        """Stand still, in the middle of a long step too."""
        self._playing = False
        self._owed = 0

    def step(self, grain: Grain) -> None:
        """Go one observation, batch or epoch further, and stand still there. A long one is done slice by slice."""
        if self._owed:
            return  # a key that is pressed again during a long step asks for nothing more
        self.pause()
        self._halt = None
        left = {
            Grain.OBSERVATION: 1,
            Grain.BATCH: self._trainer.left_in_batch,
            Grain.EPOCH: self._trainer.left_in_epoch,
        }
        self._owed = left[grain]
        self._work_off()

    def set_resolution(self, points: int) -> None:
        """Points per side of the surface in a snapshot."""
        self._resolution = points

    def forget(self) -> None:
        """Everything is about to be replaced: stand still, and let go of what undo could have brought back."""
        self.pause()
        self._parking.clear()

    # The loop.

    def work_slice(self) -> bool:
        """Train for as long as is due, at most one slice. Returns whether anything changed."""
        if self._owed:
            self._work_off()
            return True
        if not self._playing:
            return False
        count = self._pace.due(self._work.speed, self._clock())
        if count:
            self._advance(count)
        return count > 0

    def seconds_to_wait(self) -> float | None:
        """Until `work_slice` has something to do: 0 for at once, None for not before a command comes."""
        if self._owed:
            return 0.0
        return self._pace.wait(self._work.speed) if self._playing else None

    def prepare(self) -> None:
        """The engine is not ready yet, until `be_ready`."""
        self._halt = (Phase.READY, "Getting the engine ready…")

    def be_ready(self) -> None:
        """The engine can train from now on."""
        self._halt = None

    def halt(self, phase: Phase, message: str) -> None:
        """Stand still, for the reason that `message` says."""
        self.pause()
        self._halt = (phase, message)

    def snapshot(self) -> Snapshot:
        """All that the window shows of this moment, and all that a file needs of it."""
        trainer, network, domain = self._trainer, self._trainer.network, self._trainer.domain
        # Away from the data a formula may have no value, and weights may be too large for float32.
        with np.errstate(all="ignore"):
            surface = answer(network.predict(_grid(self._resolution, domain)))
            maps = network.layer_outputs(network.features(_grid(MAP_RESOLUTION, domain)))
        phase, message = self._phase()
        return Snapshot(
            run=self._work.run,
            phase=phase,
            message=message,
            experiment=trainer.experiment,
            state=trainer.state(),
            metrics=_metrics(trainer),
            observations_per_second=self._pace.measured if self._playing else 0.0,
            observations=self._shown.observations,
            domain=domain,
            scale=self._shown.scale,
            surface=_frozen(surface.reshape(self._resolution, self._resolution)),
            neuron_maps=tuple(_frozen(m.T.reshape(-1, MAP_RESOLUTION, MAP_RESOLUTION)) for m in maps),
            weights=tuple(_frozen(w.copy()) for w in network.weights),
            biases=tuple(_frozen(b.copy()) for b in network.biases),
            commands=self.commands,
        )

    # Parts.

    def _phase(self) -> tuple[Phase, str]:
        if self._playing:
            return Phase.TRAINING, ""
        if self._halt is not None:
            return self._halt
        return (Phase.PAUSED if self._trainer.observations_seen else Phase.READY), ""

    def _change_run(self, work: Work) -> None:
        begun_at = self._work.start.observations_seen if self._work.start is not None else 0
        self._parking.keep(self._work.run, self._trainer, begun_at)
        self._owed = 0
        back = self._parking.fetch(work.run)
        if back is not None:
            self.pause()  # what undo brings back is there to be looked at, not to be trained away
        self._train_with(back or _built(work))
        self._halt = None
        self._pace.forget()

    def _train_with(self, trainer: nncore.Trainer) -> None:
        self._trainer = trainer
        self._shown = shown(trainer)

    def _work_off(self) -> None:
        """Do what is owed of a step, for one slice of time at the most."""
        end = self._clock() + SLICE_SECONDS
        while self._owed and self._clock() < end:
            count = min(self._owed, self._pace.due(FULL_SPEED, self._clock()))
            self._owed -= count
            self._advance(count)

    def _advance(self, observations: int) -> None:
        started = self._clock()
        try:
            self._trainer.advance(observations=observations)
        except nncore.DivergedError as error:
            self.halt(Phase.DIVERGED, str(error))
            return
        now = self._clock()
        self._pace.spent(observations, now - started, now)
        if self._trainer.finished:
            self._finish()

    def _finish(self) -> None:
        self.halt(Phase.FINISHED, f"Finished: {self._trainer.stop_reason}")


def _built(work: Work) -> nncore.Trainer:
    trainer = nncore.Trainer(work.experiment)
    if work.start is not None:
        trainer.restore(work.start)
    return trainer


def _metrics(trainer: nncore.Trainer) -> Metrics:
    if not nncore.is_warm():
        return _recorded_losses(trainer)
    train, test = trainer.evaluate("train"), trainer.evaluate("test")
    return Metrics(train.loss, test.loss, train.accuracy, test.accuracy, train.r_squared, test.r_squared)


def _recorded_losses(trainer: nncore.Trainer) -> Metrics:
    """What is known without the engine: the losses of this moment if they were recorded, and no scores."""
    history = trainer.history
    if trainer.observations_seen != history.epochs[-1] * len(trainer.observations.train_points):
        return Metrics(math.nan, math.nan)
    return Metrics(float(history.train_loss[-1]), float(history.test_loss[-1]))


@cache
def _grid(points: int, domain: tuple[float, float]) -> NDArray[np.float32]:
    """Points (points², 2) over the square `domain` × `domain`, x running fastest."""
    line = np.linspace(*domain, points, dtype=np.float32)
    x, y = np.meshgrid(line, line)
    return _frozen(np.stack([x.ravel(), y.ravel()], axis=1))


def _frozen(array: NDArray[Any]) -> NDArray[Any]:
    array.flags.writeable = False
    return array
