"""Lesson: what a file says to people besides the experiment: what is hidden from learners, what its axes stand for."""

from __future__ import annotations

from dataclasses import dataclass, replace

from nncore import checks
from nncore.axes import PLAIN, Axes
from nncore.errors import SpecError

MAX_HIDDEN = 100
MAX_NAME = 100  # characters


@dataclass(frozen=True, slots=True)
class Lesson:
    """`hidden` holds names of controls, such as "panel.inputs" or "training.optimizer"; `axes` are those of own data.

    Which names there are is the window's affair: one that it does not know, from a later version perhaps, is kept.
    """

    hidden: tuple[str, ...] = ()
    axes: Axes = PLAIN

    def __post_init__(self) -> None:
        names = checks.items("hidden", self.hidden, MAX_HIDDEN)
        for i, name in enumerate(names):
            if not isinstance(name, str) or not 1 <= len(name) <= MAX_NAME:
                raise SpecError(f"hidden[{i}]", f"a text of 1 to {MAX_NAME} characters", name)
        object.__setattr__(self, "hidden", names)

    def hiding(self, name: str, *, on: bool) -> Lesson:
        """The same with `name` hidden, or not. Raises SpecError where too much is hidden already."""
        others = tuple(other for other in self.hidden if other != name)
        return replace(self, hidden=(*others, name) if on else others)


NO_LESSON = Lesson()
