"""The training loop, without threads and without Qt: commands go in, snapshots come out."""

from __future__ import annotations

import contextlib
import time
from collections import OrderedDict
from collections.abc import Callable
from enum import Enum
from typing import Any

import numpy as np
from numpy.typing import NDArray

import nncore
from app.model.work import Work
from app.training.pace import Pace
from app.training.plan import Plan, plan
from app.training.snapshot import Metrics, Phase, Snapshot

MAP_RESOLUTION = 24  # thumbnails of neurons: points per side
PARKED_RUNS = 32  # trainings kept for undo


class Grain(Enum):
    """How far one step goes; the value is the argument of `Trainer.advance`."""

    OBSERVATION = "observations"
    BATCH = "batches"
    EPOCH = "epochs"


class Session:
    """One trainer at a time, and those that undo may bring back."""

    def __init__(self, work: Work, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._work = work
        self._trainer = _built(work)
        self._parked: OrderedDict[int, nncore.Trainer] = OrderedDict()
        self._pace = Pace()
        self._playing = False
        self._halt: tuple[Phase, str] | None = None
        self._resolution = 100
        self.commands = 0

    # Commands: what the controller puts on the queue.

    def apply(self, work: Work) -> None:
        """Follow an edit, an undo, or a file that was opened."""
        if plan(self._work, work) is Plan.REBUILD:
            self._change_run(work)
        if self._trainer.experiment != work.experiment:
            self._trainer.adopt(work.experiment)
            self._halt = None
        self._work = work

    def play(self) -> None:
        self._halt = None
        if self._trainer.finished:
            self._finish()
        elif not self._playing:
            self._playing = True
            self._pace.start(self._clock())

    def pause(self) -> None:
        self._playing = False
        self._pace.stop()

    def step(self, grain: Grain) -> None:
        """Go one observation, batch or epoch further, and stand still there."""
        self.pause()
        self._halt = None
        self._advance(**{grain.value: 1})

    def set_resolution(self, points: int) -> None:
        """Points per side of the surface in a snapshot."""
        self._resolution = points

    # The loop.

    @property
    def playing(self) -> bool:
        return self._playing

    def work_slice(self) -> bool:
        """Train for as long as is due, at most one slice. Returns whether anything changed."""
        if not self._playing:
            return False
        started = self._clock()
        count = self._pace.due(self._work.speed, started)
        if count == 0:
            return False
        self._advance(observations=count)
        now = self._clock()
        self._pace.spent(count, now - started, now)
        return True

    def seconds_to_wait(self) -> float | None:
        """Until `work_slice` has something to do: 0 for at once, None for not before a command comes."""
        if not self._playing:
            return None
        return self._pace.wait(self._work.speed)

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
        trainer, domain = self._trainer, self._trainer.domain
        network = trainer.network
        surface = network.predict(_grid(self._resolution, domain))[:, 0]
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
            observations=trainer.observations,
            domain=domain,
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
        self._parked[self._work.run] = self._trainer
        if len(self._parked) > PARKED_RUNS:
            self._parked.popitem(last=False)
        self._trainer = self._parked.pop(work.run) if work.run in self._parked else _built(work)
        self._halt = None
        self._pace.forget()

    def _advance(self, **amount: int) -> None:
        trainer = self._trainer
        try:
            trainer.advance(**amount)
        except nncore.DivergedError as error:
            self.halt(Phase.DIVERGED, str(error))
        else:
            if trainer.finished:
                self._finish()

    def _finish(self) -> None:
        epochs = self._trainer.experiment.training.epochs
        self.halt(Phase.FINISHED, f"Finished after {epochs} epochs")


def _built(work: Work) -> nncore.Trainer:
    trainer = nncore.Trainer(work.experiment)
    if work.start is not None:
        # It does not fit where another optimizer was chosen since; then there is only the beginning.
        with contextlib.suppress(nncore.SpecError):
            trainer.restore(work.start)
    return trainer


def _metrics(trainer: nncore.Trainer) -> Metrics:
    train, test = trainer.evaluate("train"), trainer.evaluate("test")
    return Metrics(train.loss, test.loss, train.accuracy, test.accuracy)


def _grid(points: int, domain: tuple[float, float]) -> NDArray[np.float32]:
    """Points (points², 2) over the square `domain` × `domain`, x running fastest."""
    line = np.linspace(*domain, points, dtype=np.float32)
    x, y = np.meshgrid(line, line)
    return np.stack([x.ravel(), y.ravel()], axis=1)


def _frozen(array: NDArray[Any]) -> NDArray[Any]:
    array.flags.writeable = False
    return array
