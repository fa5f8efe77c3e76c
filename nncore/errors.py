"""The three ways in which this library says no."""

from __future__ import annotations

from typing import Any


class SpecError(ValueError):
    """A value that an experiment cannot have.

    The message reads `field must be <allowed>, got <value>`; the parts are kept as attributes, so that an editor can
    put the sentence beside the field it belongs to.
    """

    def __init__(self, field: str, allowed: str, value: object) -> None:
        self.field = field
        self.allowed = allowed
        self.value = value
        shown = repr(value)
        self.problem = f"must be {allowed}, got {shown if len(shown) <= 60 else shown[:57] + '...'}"
        super().__init__(f"{field} {self.problem}")

    def below(self, parent: str) -> SpecError:
        """The same error as seen from the object that holds this one: `size` becomes `hidden_layers[1].size`."""
        return SpecError(f"{parent}.{self.field}", self.allowed, self.value)


class FormatError(ValueError):
    """A file that is not ours, or is damaged; `path` is the place in it, such as `experiment.network.inputs[0]`."""

    def __init__(self, path: str, problem: str) -> None:
        self.path = path
        self.problem = problem
        super().__init__(f"{path}: {problem}" if path else problem)


class DivergedError(ArithmeticError):
    """The loss or a parameter stopped being finite.

    `step` is the number of the first update that went wrong (counted from 1), `state` the last state in which every
    number was finite: a `TrainerState`. The trainer that raised it stands in that state.
    """

    def __init__(self, step: int, state: Any, cause: str) -> None:
        self.step = step
        self.state = state
        self.cause = cause
        super().__init__(f"training diverged at update {step}: {cause}")
