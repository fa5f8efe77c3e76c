"""What an edit asks of the training: to start again, or to go on with other values. Said to the user, too."""

from __future__ import annotations

from app.model.work import Work


def starts_anew(old: Work, new: Work) -> bool:
    """Whether `new` is another run than `old`: a new network, or the one that undo brings back."""
    return old.run != new.run


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
