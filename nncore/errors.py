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
        self.problem = f"must be {allowed}, got {_shown(value)}"
        super().__init__(f"{field} {self.problem}")

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.field, self.allowed, self.value)

    def below(self, parent: str) -> SpecError:
        """The same error as seen from the object that holds this one: `size` becomes `hidden_layers[1].size`."""
        return SpecError(f"{parent}.{self.field}", self.allowed, self.value)


def _shown(value: object) -> str:
    """`value` on one line of at most 60 characters."""
    try:
        text = " ".join(line.strip() for line in repr(value).splitlines())
    except Exception:  # such as a whole number of 5000 digits, or lists nested 5000 times
        text = f"something of the type {type(value).__name__} that cannot be shown"
    return text if len(text) <= 60 else text[:57] + "..."


class FormatError(ValueError):
    """A file that is not ours, or is damaged; `path` is the place in it, such as `experiment.network.inputs[0]`."""

    def __init__(self, path: str, problem: str) -> None:
        self.path = path
        self.problem = problem
        super().__init__(f"{path}: {problem}" if path else problem)

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.path, self.problem)


class DivergedError(ArithmeticError):
    """The loss or a parameter stopped being finite.

    `step` is the number of the first update that went wrong (counted from 1), `state` the last state in which every
    number was finite: a `TrainerState`. The trainer that raised it stands in that state. `layer` is the layer that
    left the finite numbers first, counted from 0, and `cause` the likely reason.
    """

    def __init__(self, step: int, state: Any, cause: str, layer: int, layer_name: str) -> None:
        self.step = step
        self.state = state
        self.cause = cause
        self.layer = layer
        self.layer_name = layer_name
        super().__init__(f"training diverged at update {step} in {layer_name}: {cause}")

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.step, self.state, self.cause, self.layer, self.layer_name)
