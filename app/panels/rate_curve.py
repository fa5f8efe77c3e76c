"""Learning rate and batch size over the epochs, as curves: how a schedule looks before it has been lived through."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from app.numbers import grouped
from app.panels.curve import Array, Curves, Line
from nncore import BatchGrowth, Cosine, Exponential, OneCycle, Plateau, Schedule, StepDecay, TrainingSpec, Warmup
from nncore.schedules import MAX_EPOCHS

SAMPLES = 200  # epochs that are computed, at most
PLAIN = 50  # epochs shown of what has no length of its own
FALLS = 4  # of the rate, or rises of the batch size, that are shown
SMALL = 0.02  # the share of the rate down to which an exponential is shown


def of_schedule(training: TrainingSpec, epoch: int = 0) -> Curves:
    """The learning rate, from epoch 0 to where the schedule of `training` has shown what it does, and past `epoch`."""
    schedule, base = training.schedule, training.optimizer.learning_rate
    epochs = _epochs(_length(schedule), training.epochs, epoch)
    rates = np.array([rate_at(schedule, base, int(e)) for e in epochs])
    about = f"Learning rate over {grouped(int(epochs[-1]) + 1)} epochs, {schedule.title}"
    if isinstance(schedule, Plateau):
        return _stairs("if the loss never fell", epochs, rates, about)
    return _stairs("", epochs, rates, about)


def of_growth(training: TrainingSpec, growth: BatchGrowth, epoch: int = 0) -> Curves:
    """The batch size, likewise."""
    base = training.batch_size
    epochs = _epochs(_growing(growth, base), training.epochs, epoch)
    sizes = np.array([growth.batch_size(base, int(e)) for e in epochs], dtype=float)
    return _stairs("", epochs, sizes, f"Batch size over {grouped(int(epochs[-1]) + 1)} epochs")


def of_kind(kind: type[Schedule], training: TrainingSpec) -> Curves:
    """The learning rate if `training` had a schedule of this kind."""
    present = training.schedule
    return of_schedule(replace(training, schedule=present if isinstance(present, kind) else kind()))


def rate_at(schedule: Schedule, base: float, epoch: int) -> float:
    """The rate of `epoch`; of a plateau, whose rate depends on the losses, as if these never fell."""
    if not isinstance(schedule, Plateau):
        return schedule.learning_rate(base, epoch)
    # The first loss is the best, then come too many that are not better; after a fall the cooldown comes before these.
    first, later = schedule.patience + 2, schedule.patience + 1 + schedule.cooldown
    reductions = 0 if epoch < first else 1 + (epoch - first) // later
    return schedule.rate(base, replace(schedule.start(), reductions=reductions))


def _length(schedule: Schedule) -> int:
    """How many epochs it takes to see what `schedule` does."""
    match schedule:
        case StepDecay(every=every):
            return FALLS * every
        case Exponential(factor=factor):
            return PLAIN if factor == 1 else max(10, math.ceil(math.log(SMALL) / math.log(factor)))
        case Cosine(epochs=epochs) | Warmup(epochs=epochs):
            return 2 * epochs
        case OneCycle(epochs=epochs):
            return epochs + max(1, epochs // 5)
        case Plateau(patience=patience, cooldown=cooldown):
            return FALLS * (patience + 1 + cooldown) + 2
    return PLAIN


def _growing(growth: BatchGrowth, base: int) -> int:
    """How many epochs it takes until batches are as large as they get."""
    if growth.factor == 1 or growth.most <= base:
        return FALLS * growth.every
    return growth.every * (1 + math.ceil(math.log(growth.most / base) / math.log(growth.factor)))


def _epochs(length: int, limit: int | None, epoch: int) -> Array:
    """Epochs, evenly spaced, as far as the training goes, else `length` of them, doubled until `epoch` is inside."""
    shown = limit or min(length, MAX_EPOCHS)
    while shown <= epoch:
        shown *= 2
    stride = math.ceil(shown / SAMPLES)
    return np.arange(0, shown, stride)


def _stairs(name: str, epochs: Array, values: Array, about: str) -> Curves:
    """Within an epoch the value stays."""
    stride = epochs[1] - epochs[0] if len(epochs) > 1 else 1
    borders = np.append(epochs, epochs[-1] + stride)
    line = Line(name, np.repeat(borders, 2)[1:-1], np.repeat(values, 2))
    return Curves((line,), ("0", f"epoch {grouped(int(borders[-1]))}"), about)
