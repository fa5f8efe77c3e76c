"""Trainer: takes an experiment through its observations, step by step, exactly repeatable."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from nncore import checks, datasets, engine, history
from nncore.arrays import read_only
from nncore.engine import EPOCH, OBSERVATIONS, PENDING, POSITION, STEPS, UPDATES
from nncore.errors import DivergedError, SpecError
from nncore.history import History
from nncore.layers import Layers
from nncore.losses import LOSSES
from nncore.network import Network
from nncore.spec import Experiment, TrainingSpec, is_live_change
from nncore.state import MAX_COUNT, TrainerState, check_fit, random_state, set_random_state

# Between two looks at whether all numbers are still finite.
CHUNK = 2**16
# Observations that are evaluated together: their sums and answers in all layers are in memory at once.
BLOCK = 4096


class Score(NamedTuple):
    """Mean loss without penalty, and the share of answers on the right side of one half.

    Both are NaN without data, and only then: a loss too large for a number is infinite.
    """

    loss: float
    accuracy: float


def recipe_for(layers: Layers, training: TrainingSpec) -> engine.Recipe:
    """What the compiled loops go by to train `layers` as `training` says."""
    return engine.Recipe(
        layers=layers.table,
        loss=LOSSES[training.loss].code,
        optimizer=training.optimizer.code,
        settings=np.array(training.optimizer.settings),
        l1=training.l1,
        l2=training.l2,
        batch_size=training.batch_size,
        shuffle=training.shuffle,
    )


class Trainer:
    """A training of `experiment`: the same experiment gives the same numbers, however it is cut into steps.

    `network` is the network it trains, `observations` the data, `domain` the plane they lie in.
    """

    def __init__(self, experiment: Experiment) -> None:
        self.experiment = experiment
        self.observations = datasets.make(experiment.data)
        self.domain = datasets.DATASETS[experiment.data.dataset].domain
        self._rng = np.random.default_rng(experiment.seed)
        self.network = Network(experiment.network, self.domain, self._rng)
        self._inputs = {
            "train": self.network.features(self.observations.train_points),
            "test": self.network.features(self.observations.test_points),
        }
        self._targets = {"train": self.observations.train_targets, "test": self.observations.test_targets}
        n = len(self._inputs["train"])
        self._memory = engine.fresh_memory(
            self.network.flat,
            experiment.training.optimizer.buffers,
            self._rng.permutation(n) if experiment.training.shuffle else np.arange(n),
        )
        self._recipe = recipe_for(self.network, experiment.training)
        self._history = history.EMPTY
        self._record()

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
        return min(max(1, self.experiment.training.batch_size - pending), self.left_in_epoch)

    @property
    def left_in_epoch(self) -> int:
        """Observations until the end of the epoch."""
        return len(self._memory.order) - int(self._memory.counters[POSITION])

    @property
    def finished(self) -> bool:
        """Whether the epochs that the experiment asks for are done."""
        epochs = self.experiment.training.epochs
        return epochs is not None and self.epoch >= epochs

    @property
    def history(self) -> History:
        """The losses so far, from epoch 0 on."""
        return self._history

    def evaluate(self, split: str) -> Score:
        """Loss and accuracy over the `split` "train" or "test". Raises SpecError for another name."""
        targets = self._targets[checks.choice("split", split, self._targets)]
        if not len(targets):
            return Score(math.nan, math.nan)
        loss = right = 0.0
        for start in range(0, len(targets), BLOCK):
            block = slice(start, start + BLOCK)
            z, outputs = self.network.sums_and_outputs(self._inputs[split][block])[-1]
            with np.errstate(over="ignore", invalid="ignore"):
                loss += float(LOSSES[self.experiment.training.loss].value(z, outputs, targets[block]).sum())
            right += float(((outputs >= 0.5) == (targets[block] >= 0.5)).sum())
        # ∞ − ∞ on the way to the answer is a loss beyond all numbers too.
        return Score(math.inf if math.isnan(loss) else loss / targets.size, right / targets.size)

    def loss(self, split: str) -> float:
        """The mean loss, without penalty, over "train" or "test"; NaN without data."""
        return self.evaluate(split).loss

    def accuracy(self, split: str) -> float:
        """The share, 0 to 1, of "train" or "test" answered on the right side of one half; NaN without data."""
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

    def _advance_checked(self, counter: int, amount: int) -> None:
        """Run up to `amount` by `counter`; where numbers stop being finite, go back to just before and say so."""
        good = self.state()
        try:
            total = self._run(counter, amount)
        except BaseException:  # Ctrl-C may come between the training and its record
            self.restore(good)
            raise
        if self._is_finite(total):
            return
        # Find the update that went wrong by running ever fewer at a time; what is not finite never recovers.
        updates = max(1, (self.updates - good.updates) // 2)
        while True:
            self.restore(good)
            total = self._run(UPDATES, updates)
            if self._is_finite(total):
                good = self.state()
            elif updates == 1:
                cause = self._cause(total)
                self.restore(good)
                raise DivergedError(good.updates + 1, good, cause)
            updates = max(1, updates // 2)

    def _run(self, counter: int, amount: int) -> float:
        """One call of the compiled loops, and the record of the losses where one is due; the sum of all losses."""
        order, training = self._memory.order, self.experiment.training
        limits = {OBSERVATIONS: CHUNK, UPDATES: CHUNK, EPOCH: max(1, CHUNK // len(order))}
        limits[counter] = min(limits[counter], amount)
        last_epoch = min(self._history.next_epoch, self.epoch + limits[EPOCH], training.epochs or MAX_COUNT)
        rates = [
            training.schedule.learning_rate(training.optimizer.learning_rate, e) for e in range(self.epoch, last_epoch)
        ]
        total = engine.kernels().train(
            self._memory,
            self._recipe,
            self._inputs["train"],
            self._targets["train"],
            np.array(rates),
            limits[OBSERVATIONS],
            limits[UPDATES],
            self._rng,
        )
        return float(total) + (self._record() if self.epoch == self._history.next_epoch else 0.0)

    def _record(self) -> float:
        """Add the losses to the history; their sum."""
        train_loss, test_loss = self.loss("train"), self.loss("test")
        self._history = self._history.recorded(train_loss, test_loss)
        return train_loss + (test_loss if len(self._targets["test"]) else 0.0)

    def _is_finite(self, total: float) -> bool:
        memory = self._memory
        return math.isfinite(total) and all(
            np.isfinite(a).all() for a in (memory.parameters, memory.gradient, memory.buffers)
        )

    def _cause(self, total: float) -> str:
        what = "a weight or its gradient" if math.isfinite(total) else "the loss"
        kind = "stopped being a number" if math.isnan(total) else "became infinite"
        rate = self.experiment.training.optimizer.learning_rate
        return f"{what} {kind}; the learning rate {rate:g} is probably too high"

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
            gradient=read_only(memory.gradient.copy()),
            buffers=tuple(read_only(buffer.copy()) for buffer in memory.buffers),
            order=read_only(memory.order.copy()),
            history=self._history,
        )

    def restore(self, moment: TrainerState) -> None:
        """Go back, or on, to `moment`. Raises SpecError, and changes nothing, where it does not fit the experiment."""
        memory = self._memory
        check_fit(moment, self.experiment, len(memory.order), tested=len(self._targets["test"]) > 0)
        memory.parameters[:] = moment.parameters
        memory.gradient[:] = moment.gradient
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

    def adopt(self, experiment: Experiment) -> None:
        """Train on as `experiment`, which may differ in what `is_live_change` allows; another optimizer starts afresh.

        Raises SpecError, and changes nothing, where it differs in more.
        """
        if not is_live_change(self.experiment, experiment):
            raise SpecError("experiment", "the same in network, data, seed and loss to be trained on", experiment)
        optimizer = experiment.training.optimizer
        if optimizer.name != self.experiment.training.optimizer.name:
            self._memory = self._memory._replace(buffers=np.zeros((optimizer.buffers, len(self.network.flat))))
            self._memory.counters[STEPS] = 0
        self.experiment = experiment
        self._recipe = recipe_for(self.network, experiment.training)
