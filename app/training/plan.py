"""What an edit asks of the training: start again, go on with other values, or nothing."""

from __future__ import annotations

from enum import Enum

from app.model.work import Work


class Plan(Enum):
    """What the session does with a new `Work`."""

    NOTHING = "nothing"
    LIVE = "live"  # the running training takes the new values over
    REBUILD = "rebuild"  # another run: a new network, or the one that undo brings back


def plan(old: Work, new: Work) -> Plan:
    """What follows from exchanging `old` for `new`."""
    if old.run != new.run:
        return Plan.REBUILD
    return Plan.NOTHING if old == new else Plan.LIVE


def changed_parts(old: Work, new: Work) -> str:
    """The parts of the experiment that differ, named for a sentence: "the data and the network"."""
    before, after = old.experiment, new.experiment
    names = [
        name
        for name, differs in (
            ("the data", before.data != after.data),
            ("the network", before.network != after.network),
            ("the loss", before.training.loss != after.training.loss),
            ("the seed", before.seed != after.seed),
        )
        if differs
    ]
    return " and ".join(names)
