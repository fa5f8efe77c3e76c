"""The training loop, without threads and without Qt: commands go in, snapshots come out."""

from __future__ import annotations

import time
from collections.abc import Callable
from enum import Enum
from typing import Any

from numpy.typing import NDArray

import nncore
from app.model.work import FULL_SPEED, Work
from app.training import pictures
from app.training.answers import shown
from app.training.health import Checkup
from app.training.moments import SlowMotion
from app.training.pace import SLICE_SECONDS, Pace
from app.training.parking import Parking
from app.training.plan import starts_anew
from app.training.snapshot import NOTHING, Phase, Snapshot, Unit
from nncore.arrays import read_only

Array = NDArray[Any]

MOST_FOLLOWED = 64  # more observations at a time are a blur,
FASTEST_FOLLOWED = 100.0  # and so are more than these in a second


class Grain(Enum):
    """How far one step goes."""

    OBSERVATION = "observation"
    BATCH = "batch"
    EPOCH = "epoch"
    MOMENT = "moment"  # of the four that an update has


class Session:
    """One trainer at a time, and those that undo may bring back."""

    def __init__(self, work: Work, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._work = self._wanted = work
        self._unit: Unit | None = None
        self._slow = SlowMotion()
        self._slowly = False
        self._train_with(_built(work.experiment, work.start))
        self._parking = Parking()
        self._pace = Pace()
        self._checkup = Checkup(clock)
        self._playing = False
        self._owed = 0  # observations of a step that are still to be done
        self._halt: tuple[Phase, str] | None = None
        self._resolution = 100
        self._newest_run = work.run
        self.commands = 0

    # Commands: what the controller puts on the queue.

    def apply(self, work: Work) -> None:
        """Follow an edit, an undo, or a file that was opened."""
        self._wanted = work
        if starts_anew(self._work, work):
            self._change_run(work)
        elif work.stop != self._work.stop:
            self._go_on_with(work)
        if self._trainer.experiment != work.experiment:
            self._trainer.adopt(work.experiment)
            self._halt = None
            self._slow.forget()
        if self._work.speed != work.speed:
            self._pace.start(self._clock())
        self._work = work

    def play(self) -> None:
        self._catch_up()
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
        self._catch_up()
        self.pause()
        self._halt = None
        if self._trainer.finished:
            self._finish()
            return
        if grain is Grain.MOMENT:
            self._next_moment()
            return
        trainer = self._trainer
        left = {Grain.OBSERVATION: 1, Grain.BATCH: trainer.left_in_batch, Grain.EPOCH: trainer.left_in_epoch}
        self._owed = left[grain]
        self._follow(self._owed)
        self._work_off()

    def set_slow(self, on: bool) -> None:
        """Play one update in four moments, each long enough to be read."""
        if self._slowly and not on:
            self.pause()  # else what was watched step by step would be gone in a blink
        self._slowly = on
        self._slow.forget()
        self._pace.start(self._clock())

    def show_unit(self, unit: Unit | None) -> None:
        """Let the surface be the answer of this input or neuron, or of the network."""
        self._unit = unit if unit is not None and pictures.has_unit(self._trainer, unit) else None

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
        if self._slowly:
            if self._slow.wait(self._clock()) > 0.0:
                return False
            self._next_moment()
            return True
        count = self._pace.due(self._work.speed, self._clock())
        if count:
            self._follow(count if self._work.speed <= FASTEST_FOLLOWED else 0)
            self._advance(count)
        return count > 0

    def seconds_to_wait(self) -> float | None:
        """Until `work_slice` has something to do: 0 for at once, None for not before a command comes."""
        if self._owed:
            return 0.0
        if not self._playing:
            return None
        if self._slowly:
            return self._slow.wait(self._clock())
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
        trainer, network = self._trainer, self._trainer.network
        picture = pictures.of(trainer, self._resolution, self._unit, self._shown.scale)
        moment = self._slow.moment
        phase, message = self._phase()
        return Snapshot(
            run=self._work.run,
            phase=phase,
            message=message,
            experiment=trainer.experiment,
            state=trainer.state(),
            metrics=pictures.metrics(trainer),
            observations_per_second=self._pace.measured if self._playing and not self._slowly else 0.0,
            observations=self._shown.observations,
            domain=trainer.domain,
            scale=picture.scale,
            target_scale=self._shown.scale,
            surface=picture.surface,
            class_surfaces=picture.class_surfaces,
            shown_unit=self._unit,
            neuron_maps=pictures.neuron_maps(trainer),
            weights=tuple(read_only(w.copy()) for w in network.weights),
            biases=tuple(read_only(b.copy()) for b in network.biases),
            batch=moment.batch if moment is not None else self._batch,
            moment=moment,
            learning_rate=trainer.learning_rate,
            findings=self._checkup.findings(trainer, resting=not self._playing, stopped=self._diverged),
            stepping=self._owed > 0,
            commands=self.commands,
        )

    # Parts.

    def _catch_up(self) -> None:
        """Try again where the last edit could not be followed: there may be memory for it by now."""
        if self._wanted is not self._work:
            self.apply(self._wanted)

    @property
    def _diverged(self) -> str:
        """Why the training had to stop, where numbers left all bounds."""
        phase, message = self._phase()
        return message if phase is Phase.DIVERGED else ""

    def _phase(self) -> tuple[Phase, str]:
        if self._playing:
            return Phase.TRAINING, ""
        if self._halt is not None:
            return self._halt
        return (Phase.PAUSED if self._trainer.observations_seen else Phase.READY), ""

    def _change_run(self, work: Work) -> None:
        state, begun = self._trainer.state(), self._work.start
        if state.observations_seen != (begun.observations_seen if begun is not None else 0):
            self._parking.keep(self._work.run, state)  # all others can be built again
        self._owed = 0
        if work.run < self._newest_run:
            self.pause()  # what undo brings back is there to be looked at, not to be trained away
        self._newest_run = max(self._newest_run, work.run)
        self._train_with(_built(work.experiment, self._parking.fetch(work.run) or work.start))
        self._halt = None
        self._pace.forget()

    def _go_on_with(self, work: Work) -> None:
        """A drag goes on: the same run in another state, and as a rule with the same data."""
        if work.start is not None and self._trainer.experiment == work.experiment:
            self._trainer.restore(work.start)
            self._follow(0)
            self._slow.forget()
        else:
            self._train_with(_built(work.experiment, work.start))

    def _train_with(self, trainer: nncore.Trainer) -> None:
        self._trainer = trainer
        self._shown = shown(trainer)
        self._follow(0)
        self._slow.forget()
        self.show_unit(self._unit)

    def _next_moment(self) -> None:
        """From the forward pass to the update, which is made when its moment is over."""
        if self._slow.over:
            self._advance(self._trainer.left_in_batch)
        if self._halt is None:
            try:
                self._slow.go_on(self._trainer, self._clock())
            except nncore.DivergedError as error:
                self.halt(Phase.DIVERGED, str(error))

    def _work_off(self) -> None:
        """Do what is owed of a step, for one slice of time at the most."""
        end = self._clock() + SLICE_SECONDS
        while self._owed and self._clock() < end:
            count = min(self._owed, self._pace.due(FULL_SPEED, self._clock()))
            self._owed -= count
            self._advance(count)

    def _advance(self, observations: int) -> None:
        self._slow.forget()
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

    def _follow(self, observations: int) -> None:
        """The next ones are under way, which is shown where they are few enough to be followed by eye."""
        followed = 0 < observations <= MOST_FOLLOWED
        self._batch = read_only(self._trainer.upcoming(observations)) if followed else NOTHING

    def _finish(self) -> None:
        self.halt(Phase.FINISHED, f"Finished: {self._trainer.stop_reason}")


def _built(experiment: nncore.Experiment, state: nncore.TrainerState | None) -> nncore.Trainer:
    trainer = nncore.Trainer(experiment)
    if state is not None:
        trainer.restore(state)
    return trainer
