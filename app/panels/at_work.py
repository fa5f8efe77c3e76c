"""What a training does that the first controls do not show, in a few words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from app.panels.notation import EPOCHS, NUMBER, PERCENT
from app.panels.settings import OPTIMIZER_SETTINGS
from nncore import Constant, Optimizer, TrainingSpec


def at_work(training: TrainingSpec) -> str:
    """Everything that is not as in a plain training, with commas: "Momentum 0.9, L2 0.01"; "" for nothing."""
    words = ", ".join((*_of_optimizer(training.optimizer), *_of_time(training), *_of_limits(training)))
    return words[:1].upper() + words[1:]


def _of_optimizer(optimizer: Optimizer) -> Iterator[str]:
    for field in fields(optimizer):
        value = getattr(optimizer, field.name)
        setting = OPTIMIZER_SETTINGS.get(field.name)
        if setting is not None and value != field.default:
            yield setting.name if value is True else f"{setting.name.lower()} {NUMBER.write(value)}"


def _of_time(training: TrainingSpec) -> Iterator[str]:
    if not isinstance(training.schedule, Constant):
        yield f"rate: {training.schedule.title.lower()}"
    if training.batch_schedule is not None:
        yield training.batch_schedule.title.lower()
    if not training.shuffle:
        yield "not shuffled"


def _of_limits(training: TrainingSpec) -> Iterator[str]:
    """Penalties, clipping, and when it stops."""
    for word, value in (("L1", training.l1), ("L2", training.l2), ("clip norm", training.clip_norm)):
        if value:
            yield f"{word} {NUMBER.write(value)}"
    for words, value, notation in (
        ("stops after", training.epochs, EPOCHS),
        ("stops without progress for", training.patience, EPOCHS),
        ("stops at loss", training.target_loss, NUMBER),
        ("stops at accuracy", training.target_accuracy, PERCENT),
    ):
        if value is not None:
            yield f"{words} {notation.write(value)}"
