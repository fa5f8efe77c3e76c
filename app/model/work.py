"""What the user is working on: one frozen value, exchanged as a whole by every edit, undo and redo."""

from __future__ import annotations

from dataclasses import dataclass, field

from nncore import Experiment, TrainerState
from nncore.lesson import NO_LESSON, Lesson

FULL_SPEED = float("inf")
FASTEST_PACED = 1e6  # observations per second: the highest speed below full speed that can be chosen
DEFAULT_SPEED = 1280.0  # observations per second: 40 updates of 32, slow enough to be watched


@dataclass(frozen=True, slots=True)
class Work:
    """The experiment, which run of it, how fast it is played, and what is hidden from learners.

    `run` is a number that is new whenever the training starts afresh; undo brings the old number back, and with it the
    training that belongs to it. `start` is the state a run begins in, where that was loaded from a file or changed by
    hand; `stop` grows with each change by hand, those in the course of one drag, which are of one run, included.
    `source` is the name of the table that own points were read from, as long as none is changed; it is in no file.
    """

    experiment: Experiment
    run: int
    speed: float = DEFAULT_SPEED  # observations per second
    start: TrainerState | None = field(default=None, compare=False, repr=False)
    stop: int = field(default=0, compare=False)
    lesson: Lesson = NO_LESSON
    source: str = field(default="", compare=False)
