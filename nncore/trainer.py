"""Trainer: takes an experiment through its observations, step by step, exactly repeatable."""

from __future__ import annotations

import math

import numpy as np

from nncore import checks, datasets, divergence, engine, history, progress
from nncore.arrays import Integers, read_only
from nncore.coding import coding_for
from nncore.engine import EPOCH, OBSERVATIONS, PENDING, POSITION, STEPS, UPDATES
from nncore.errors import DivergedError, SpecError
from nncore.history import History
from nncore.losses import LOSSES
from nncore.network import Network
from nncore.optimizers import SGD
from nncore.progress import Progress
from nncore.recipes import recipe_for
from nncore.schedules import MAX_COUNT
from nncore.scores import Score
from nncore.spec import Experiment, is_live_change
from nncore.splits import Splits
from nncore.state import SwitchedOff, TrainerState, check_fit, random_state, set_random_state

# Observations between two looks at whether all numbers are finite; fewer for more than a thousand parameters.
CHUNK = 2**16


class Trainer:
    """A training of `experiment`: the same experiment gives the same numbers, however it is cut into steps.

    `network` is the network it trains, `observations` the data, `domain` the plane they lie in, `coding` how classes
    are coded for the outputs.
    """

    def __init__(self, experiment: Experiment) -> None:
        self.experiment = experiment
        self.observations = datasets.make(experiment.data)
        self.domain = datasets.domain(experiment.data)
        self.coding = coding_for(experiment)
        self._rng = np.random.default_rng(experiment.seed)
        self.network = Network(experiment.network, self.domain, self._rng)
        self._splits = Splits(self.observations, self.network, self.coding, LOSSES[experiment.training.loss])
        n = len(self.observations.train_points)
        order = self._rng.permutation(n) if experiment.training.shuffle else np.arange(n)
        buffers = experiment.training.optimizer.buffers
        self._memory = engine.fresh_memory(self.network.flat, self.network.units, order, buffers)
        self._frozen = read_only(np.zeros(len(self.network.flat), dtype=np.bool_))
        self._switched_off: tuple[SwitchedOff, ...] = ()
        self._recipe = recipe_for(self.network, experiment, self.coding)
        self._progress = Progress()
        self._history = history.EMPTY.recorded(*(self._splits.first_loss(split) for split in ("train", "test")))

    @property
    def epoch(self) -> int:
        """Completed epochs."""
        return int(self._memory.counters[EPOCH])

    @property
    def updates(self) -> int:
        """Updates of the parameters, one per batch."""
        return int(self._memory.counters[UPDATES])

    @property
    def observations_seen(self) -> int:
        """Observations used, each counted as often as it was used."""
        return int(self._memory.counters[OBSERVATIONS])

    @property
    def left_in_batch(self) -> int:
        """Observations until the next update."""
        pending = int(self._memory.counters[PENDING])
        return min(max(1, progress.batch_size(self.experiment.training, self.epoch) - pending), self.left_in_epoch)

    @property
    def left_in_epoch(self) -> int:
        """Observations until the end of the epoch."""
        return len(self._memory.order) - int(self._memory.counters[POSITION])

    @property
    def finished(self) -> bool:
        """Whether one of the experiment's rules has ended the training."""
        return bool(self.stop_reason)

    @property
    def stop_reason(self) -> str:
        """Why the training is finished, as the rest of a sentence; "" where it is not."""
        judged = "test" if self._splits.tested else "training"
        return progress.reason(self._progress, self.experiment.training, self.epoch, judged)

    @property
    def history(self) -> History:
        """The losses so far, from epoch 0 on."""
        return self._history

    @property
    def learning_rate(self) -> float:
        """The rate of the present epoch, by the optimizer and the schedule."""
        return progress.rate(self._progress, self.experiment.training, self.epoch)

    def evaluate(self, split: str) -> Score:
        """How good the answers to "train" or "test" are. Raises SpecError for another name."""
        return self._splits.evaluate(split, self._recipe)

    def loss(self, split: str, *, penalty: bool = False) -> float:
        """The mean loss over "train" or "test", with or without the `penalty` on the weights; NaN without data."""
        return self.evaluate(split).loss + (self.penalty if penalty else 0.0)

    @property
    def penalty(self) -> float:
        """What the weights cost: l1·Σ|w| + ½·l2·Σw², over the weights and not the biases."""
        training, weights = self.experiment.training, self.network.weights
        absolute = sum(float(np.abs(w).sum()) for w in weights)
        squares = sum(float((w * w).sum()) for w in weights)
        return training.l1 * absolute + 0.5 * training.l2 * squares

    def accuracy(self, split: str) -> float:
        """The share, 0 to 1, of "train" or "test" that is answered with its class; NaN without data or classes."""
        return self.evaluate(split).accuracy

    def advance(
        self, *, observations: int | None = None, batches: int | None = None, epochs: int | None = None
    ) -> None:
        """Train on, by so many observations, or updates, or ends of an epoch: exactly one of the three.

        Stops where the experiment's own number of epochs is reached. Raises SpecError for an amount that is not a whole
        number from 1 on, TypeError for none or several amounts, DivergedError when numbers stop being finite; the
        trainer then stands in the last state in which all were.
        """
        amounts = {
            counter: checks.integer(name, amount, 1, MAX_COUNT)
            for name, counter, amount in (
                ("observations", OBSERVATIONS, observations),
                ("batches", UPDATES, batches),
                ("epochs", EPOCH, epochs),
            )
            if amount is not None
        }
        if len(amounts) != 1:
            raise TypeError("advance() takes exactly one of observations, batches and epochs")
        ((counter, amount),) = amounts.items()
        goal = int(self._memory.counters[counter]) + amount
        while not self.finished and self._memory.counters[counter] < goal:
            self._advance_checked(counter, goal - int(self._memory.counters[counter]))

    def _advance_checked(self, counter: np.uint64, amount: int) -> None:
        """Run up to `amount` by `counter`; where numbers stop being finite, go back to just before and say so."""
        good = self.state()
        try:
            finite = self._run(counter, amount)
        except BaseException:  # Ctrl-C may come between the training and its record
            self.restore(good)
            raise
        if not finite:
            raise self._diverged(self._last_finite(good))

    def _last_finite(self, good: TrainerState) -> TrainerState:
        """The state before the update that went wrong, some time after `good`; the trainer stands after that update.

        It runs ever fewer updates at a time; what is not finite never recovers.
        """
        updates = max(1, (self.updates - good.updates) // 2)
        while True:
            self.restore(good)
            if self._run(UPDATES, updates):
                good = self.state()
            elif updates == 1:
                return good
            updates = max(1, updates // 2)

    def _run(self, counter: np.uint64, amount: int) -> bool:
        """One call of the compiled loops, and what is due at the end of an epoch; whether all numbers are finite."""
        order, epoch, training = self._memory.order, self.epoch, self.experiment.training
        chunk = max(1, CHUNK // max(1, len(self.network.flat) // 1000))
        epochs = 1 if progress.watches(training) else max(1, chunk // len(order))
        limits = {OBSERVATIONS: chunk, UPDATES: chunk, EPOCH: min(epochs, amount)}
        limits[counter] = min(limits[counter], amount)
        end = min(self._history.next_epoch, epoch + limits[EPOCH], training.epochs or MAX_COUNT)
        seen = engine.train(
            self._memory,
            self._recipe,
            self._splits.inputs["train"],
            self._splits.targets["train"],
            [progress.rate(self._progress, training, e) for e in range(epoch, end)],
            [progress.batch_size(training, e) for e in range(epoch, end)],
            limits[OBSERVATIONS],
            limits[UPDATES],
            self._rng,
        )
        memory = self._memory
        finite = math.isfinite(seen) and all(np.isfinite(a).all() for a in (memory.parameters, memory.buffers))
        return finite and (self.epoch < end or self._end_epoch())

    def _end_epoch(self) -> bool:
        """Record the losses where they are due, and see what they ask for; whether they are finite."""
        training, due = self.experiment.training, self.epoch == self._history.next_epoch
        if not due and not progress.watches(training):
            return True
        tested = self._splits.tested
        judged = self.evaluate("test" if tested else "train")
        train_loss = self.loss("train") if tested and due else judged.loss
        if not (math.isfinite(judged.loss) and math.isfinite(train_loss)):
            return False
        if progress.watches(training):
            self._progress = progress.after_epoch(self._progress, training, judged.loss, judged.accuracy)
        if due:
            self._history = self._history.recorded(train_loss, judged.loss if tested else math.nan)
        return True

    def _diverged(self, good: TrainerState) -> DivergedError:
        """What went wrong in the update after `good`, to which the training goes back."""
        after = self.network.parameters
        self.restore(good)
        begin = good.position - good.pending
        batch = self._splits.inputs["train"][good.order[begin : begin + max(1, good.pending + self.left_in_batch)]]
        layer = divergence.first_broken_layer(self.network, after, batch)
        cause = divergence.cause(self.experiment.training, self.learning_rate, batch)
        return DivergedError(good.updates + 1, good, cause, layer, divergence.name(layer, self.network))

    def upcoming(self, count: int) -> Integers:
        """The next observations: row numbers in the training data, (count,) or as many as are left of the epoch."""
        begin = int(self._memory.counters[POSITION])
        return self._memory.order[begin : begin + count].copy()

    def state(self) -> TrainerState:
        """This moment, to `restore` later: training on from there gives equal parameters to the last bit."""
        memory = self._memory
        return TrainerState(
            epoch=self.epoch,
            position=int(memory.counters[POSITION]),
            pending=int(memory.counters[PENDING]),
            updates=self.updates,
            optimizer_steps=int(memory.counters[STEPS]),
            random=random_state(self._rng),
            parameters=read_only(memory.parameters.copy()),
            buffers=tuple(read_only(buffer.copy()) for buffer in memory.buffers),
            order=read_only(memory.order.astype(np.int64)),
            history=self._history,
            progress=self._progress,
            frozen=self._frozen,
            switched_off=self._switched_off,
        )

    def restore(self, moment: TrainerState) -> None:
        """Go back, or on, to `moment`. Raises SpecError, and changes nothing, where it does not fit the experiment."""
        memory = self._memory
        check_fit(moment, self.experiment, len(memory.order))
        memory.parameters[:] = moment.parameters
        for row, buffer in zip(memory.buffers, moment.buffers, strict=True):
            row[:] = buffer
        memory.order[:] = moment.order
        counters = {
            EPOCH: moment.epoch,
            POSITION: moment.position,
            PENDING: moment.pending,
            UPDATES: moment.updates,
            STEPS: moment.optimizer_steps,
            OBSERVATIONS: moment.observations_seen,
        }
        memory.counters[list(counters)] = list(counters.values())
        set_random_state(self._rng, moment.random)
        self._history = moment.history
        self._progress = moment.progress
        self._frozen, self._switched_off = read_only(moment.frozen.copy()), moment.switched_off
        frozen, kept = engine.frozen_parts(moment.frozen)
        self._memory = memory._replace(frozen=frozen, kept=kept)

    def adopt(self, experiment: Experiment) -> None:
        """Train on as `experiment`, which may differ in what `is_live_change` allows; another optimizer starts afresh.

        Raises SpecError, and changes nothing, where it differs in more.
        """
        if not is_live_change(self.experiment, experiment):
            raise SpecError("experiment", "the same in network, data, seed and loss to be trained on", experiment)
        old, new = self.experiment.training, experiment.training
        if new.optimizer.name != old.optimizer.name:
            self._memory = self._memory._replace(buffers=np.zeros((new.optimizer.buffers, len(self.network.flat))))
            self._memory.counters[STEPS] = 0
        elif isinstance(old.optimizer, SGD) and not old.optimizer.momentum:
            self._memory.buffers[:] = 0.0  # what an earlier momentum has left is stale
        self._progress = progress.adapted(self._progress, old, new)
        self.experiment = experiment
        self._recipe = recipe_for(self.network, experiment, self.coding)
