"""Progress: what depends on the epochs so far: the rate, the batch size, and whether the training should stop."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from nncore.schedules import Plateau, PlateauState
from nncore.spec import TrainingSpec

# By what share of itself a loss has to become better to count as better.
STALL_THRESHOLD = 1e-4

TARGET_LOSS, TARGET_ACCURACY, PATIENCE = "target_loss", "target_accuracy", "patience"
RULES = (TARGET_LOSS, TARGET_ACCURACY, PATIENCE)


@dataclass(frozen=True, slots=True)
class Progress:
    """The state of a training's schedule and stop rules; `stopped_by` is the rule that ended it."""

    plateau: PlateauState = field(default_factory=PlateauState)
    stall: PlateauState = field(default_factory=PlateauState)
    stopped_by: str | None = None


def watches(training: TrainingSpec) -> bool:
    """Whether something depends on the loss or the accuracy at the end of each epoch."""
    return isinstance(training.schedule, Plateau) or any(getattr(training, rule) is not None for rule in RULES)


def after_epoch(progress: Progress, training: TrainingSpec, loss: float, accuracy: float) -> Progress:
    """The progress after an epoch that ended with this `loss` and `accuracy`, NaN where there is none."""
    schedule = training.schedule
    stall = Plateau(patience=(training.patience or 1) - 1, threshold=STALL_THRESHOLD).after(progress.stall, loss)
    return Progress(
        plateau=schedule.after(progress.plateau, loss) if isinstance(schedule, Plateau) else progress.plateau,
        stall=stall if training.patience is not None else progress.stall,
        stopped_by=_reached(training, loss, accuracy, stall),
    )


def _reached(training: TrainingSpec, loss: float, accuracy: float, stall: PlateauState) -> str | None:
    if training.target_loss is not None and loss <= training.target_loss:
        return TARGET_LOSS
    if training.target_accuracy is not None and accuracy >= training.target_accuracy:
        return TARGET_ACCURACY
    return PATIENCE if training.patience is not None and stall.reductions else None


def adapted(progress: Progress, old: TrainingSpec, new: TrainingSpec) -> Progress:
    """The progress of a training that goes on with `new` rules: those that changed begin afresh."""
    changed = [rule for rule in RULES if getattr(old, rule) != getattr(new, rule)]
    if changed:
        progress = replace(progress, stopped_by=None)
    if PATIENCE in changed:
        progress = replace(progress, stall=PlateauState())
    if old.schedule != new.schedule:
        progress = replace(progress, plateau=PlateauState())
    return progress


def reason(progress: Progress, training: TrainingSpec, epoch: int, judged: str) -> str:
    """Why a training that is finished stopped after `epoch` epochs, as the rest of a sentence; "" where it did not.

    `judged` names the observations by which the rules judge: "test" or "training". A rule that `training` no longer has
    holds nothing up.
    """
    if progress.stopped_by == TARGET_LOSS and training.target_loss is not None:
        return f"the {judged} loss is at most {training.target_loss:g}"
    if progress.stopped_by == TARGET_ACCURACY and training.target_accuracy is not None:
        return f"the {judged} accuracy is at least {100 * training.target_accuracy:g} %"
    if progress.stopped_by == PATIENCE and training.patience is not None:
        return f"the {judged} loss has not become better for {_epochs(training.patience)}"
    if training.epochs is None or epoch < training.epochs:
        return ""
    return f"{_epochs(epoch)} {'is' if epoch == 1 else 'are'} done"


def _epochs(count: int) -> str:
    return "1 epoch" if count == 1 else f"{count} epochs"


def rate(progress: Progress, training: TrainingSpec, epoch: int) -> float:
    """The learning rate of `epoch`."""
    schedule, base = training.schedule, training.optimizer.learning_rate
    return (
        schedule.rate(base, progress.plateau) if isinstance(schedule, Plateau) else schedule.learning_rate(base, epoch)
    )


def batch_size(training: TrainingSpec, epoch: int) -> int:
    """The observations of a batch in `epoch`."""
    growth = training.batch_schedule
    return growth.batch_size(training.batch_size, epoch) if growth else training.batch_size
