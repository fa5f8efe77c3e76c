"""Health: looks at a training now and then, and says what is wrong with it.

While the answers are good, nothing but over-fitting is looked for: neurons that rest in a network that works do no
harm. A finding appears beyond one threshold and goes at another, easier one, so that none flickers.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable

import numpy as np

import nncore
from app.training import symptoms, unit_symptoms
from app.training.course import Course
from app.training.findings import Finding, Kind
from app.training.vitals import Vitals

LOOK_SECONDS = 0.5
GOOD, GOOD_R_SQUARED = 0.95, 0.9
SLACK = 0.02  # by so much good answers may get worse before something is said

Symptom = Callable[[Vitals, bool], Finding | None]

AT_ONCE: tuple[tuple[Kind, Symptom], ...] = (
    (Kind.ALIKE, unit_symptoms.alike),
    (Kind.OUT_OF_REACH, symptoms.out_of_reach),
)
IN_TRAINING: tuple[tuple[Kind, Symptom], ...] = (
    (Kind.RESTLESS, symptoms.restless),
    (Kind.TOO_SMALL, symptoms.too_small),
    (Kind.DEAD, unit_symptoms.dead),
    (Kind.SATURATED, unit_symptoms.saturated),
    (Kind.VANISHING, unit_symptoms.vanishing),
    (Kind.SLOW, symptoms.slow),
    (Kind.PLATEAU, symptoms.plateau),
)
ALWAYS: tuple[tuple[Kind, Symptom], ...] = ((Kind.OVER_FIT, symptoms.over_fit),)


def examine(trainer: nncore.Trainer, previous: tuple[Finding, ...] = (), since: float = 0.0) -> tuple[Finding, ...]:
    """What is wrong with the training of `trainer`, the most important first.

    `previous` is what was found the last time, and `since` the epoch from which on the losses count.
    """
    vitals = Vitals(trainer, since)
    known = frozenset(finding.kind for finding in previous)
    if _good(vitals, known):
        return _found(ALWAYS, vitals, known)
    at_once = _found(AT_ONCE, vitals, known)
    if any(finding.kind is Kind.ALIKE for finding in at_once) or not trainer.updates:
        return at_once  # while neurons are alike, all else follows from it
    found = _causes((*at_once, *_found((*IN_TRAINING, *ALWAYS), vitals, known)), known)
    return tuple(sorted(found, key=lambda finding: -finding.severity))


def _found(wanted: tuple[tuple[Kind, Symptom], ...], vitals: Vitals, known: frozenset[Kind]) -> tuple[Finding, ...]:
    found = (look(vitals, kind in known) for kind, look in wanted)
    return tuple(finding for finding in found if finding is not None)


def _causes(found: tuple[Finding, ...], known: frozenset[Kind]) -> tuple[Finding, ...]:
    """`found` without what merely follows from something else in it.

    Saturated neurons let no gradient through; but where one fades, the biases behind can drift till neurons saturate.
    """
    kinds = {finding.kind for finding in found}
    follows: set[Kind] = set()
    faded_first = Kind.VANISHING in kinds & known and Kind.SATURATED not in known
    if faded_first:
        follows.add(Kind.SATURATED)
    if Kind.DEAD in kinds or (Kind.SATURATED in kinds and not faded_first):
        follows.add(Kind.VANISHING)
    if kinds - {Kind.PLATEAU}:
        follows.add(Kind.PLATEAU)
    if kinds & {Kind.TOO_SMALL, Kind.RESTLESS}:
        follows |= {Kind.SLOW, Kind.SATURATED, Kind.OVER_FIT}
    if Kind.RESTLESS in kinds:
        follows.add(Kind.TOO_SMALL)
    return tuple(finding for finding in found if finding.kind not in follows)


def _good(vitals: Vitals, known: frozenset[Kind]) -> bool:
    """Whether the answers are so good that nothing needs to change; once they are, a little less will do."""
    good = GOOD if vitals.trainer.coding.classes else GOOD_R_SQUARED
    return vitals.quality >= (good if known - {Kind.OVER_FIT} else good - SLACK)


class Checkup:
    """Examines a training, seldom enough to cost nothing."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._course = Course()
        self._looked = -math.inf
        self._seen = -1
        self._parameters = np.empty(0)
        self._findings: tuple[Finding, ...] = ()

    def findings(self, trainer: nncore.Trainer, *, resting: bool, stopped: str = "") -> tuple[Finding, ...]:
        """What is wrong by now: looked for anew every LOOK_SECONDS, and at once where the training has come to rest.

        `stopped` is why it had to stop, where numbers left all bounds.
        """
        if stopped:
            return (symptoms.diverged(trainer, stopped),)
        if not self._course.follow(trainer):
            self._seen, self._findings = -1, ()
        if self._is_due(trainer, resting=resting):
            self._looked, self._seen = self._clock(), trainer.observations_seen
            self._parameters = trainer.network.parameters
            with np.errstate(all="ignore"):  # weights may be huge, and the numbers made from them too
                self._findings = examine(trainer, self._findings, self._course.since)
        return self._findings

    def _is_due(self, trainer: nncore.Trainer, *, resting: bool) -> bool:
        """Whether something is new since the last look; where that is only more training, it can wait a little."""
        if trainer.observations_seen > self._seen >= 0:
            return resting or self._clock() - self._looked >= LOOK_SECONDS
        return self._seen < 0 or not np.array_equal(trainer.network.flat, self._parameters)
