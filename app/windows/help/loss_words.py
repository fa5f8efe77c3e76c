"""The loss of one answer with its numbers filled in: a line for each of nncore's losses."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np

from app.training.worked_example import WorkedExample
from app.windows.help.figures import beside, factor, num

_HUBER_BEND = 1.0  # up to this error it is squared


def loss_lines(example: WorkedExample) -> list[str]:
    """What the loss is made of: a line for each output, and their mean where there are several."""
    name, answers = example.loss_entry.name, example.layers[-1].answers
    if example.loss_entry.per_observation:
        right = int(np.argmax(example.targets))
        return [f"L = −ln {beside(answers[right], 1)} = {num(example.loss)}"]
    lines = [
        f"L{_index(i, len(answers))} = {_LINES[name](o, t)} = {num(value)}"
        for i, (o, t, value) in enumerate(zip(answers, example.targets, example.losses, strict=True))
    ]
    if len(lines) > 1:
        sum_of = " + ".join(factor(value) for value in example.losses)
        lines.append(f"L = ({sum_of}) / {len(lines)} = {num(example.loss)}")
    return lines


def _index(i: int, count: int) -> str:
    return f"<sub>{i}</sub>" if count > 1 else ""


def _error(o: float, t: float) -> str:
    return f"{beside(o, t)} − {factor(t)}"


def _huber(o: float, t: float) -> str:
    if abs(o - t) <= _HUBER_BEND:
        return f"½ · ({_error(o, t)})²"
    return f"|{_error(o, t)}| − ½"


def _bce(o: float, t: float) -> str:
    # One of the two terms has the factor 0, with the targets 0 and 1 that this loss is taught.
    return f"−ln {beside(o, 1)}" if t == 1 else f"−ln(1 − {beside(o, 1)})"


_LINES: Mapping[str, Callable[[float, float], str]] = MappingProxyType(
    {
        "mse": lambda o, t: f"({_error(o, t)})²",
        "half_mse": lambda o, t: f"½ · ({_error(o, t)})²",
        "mae": lambda o, t: f"|{_error(o, t)}|",
        "huber": _huber,
        "bce": _bce,
    }
)
