"""The worked example with own data: what x, y and the target stand for, and how they come from real numbers."""

from __future__ import annotations

from app.model.axes import Axes, AxisScale
from app.training.worked_example import WorkedExample
from app.windows.help.figures import beside, bracketed, factor, formula, num, sentence
from nncore.datasets import CUSTOM


def own_numbers(example: WorkedExample, axes: Axes) -> str:
    """Nothing where x, y and the target are called so and are as they were given."""
    if example.experiment.data.dataset != CUSTOM:
        return ""
    x, y = example.point
    places = [("x", axes.x, x), ("y", axes.y, y)]
    if not example.experiment.classes:
        places.append(("t", axes.target, example.target))
    lines = [_line(letter, scale, value) for letter, scale, value in places if scale.scaled]
    unnamed = ("x", "y", "target")
    named = [f"{letter} stands for {scale.name}" for letter, scale, _value in places if scale.name not in unnamed]
    said = [sentence(f"In your data {' and '.join(named)}.")] if named else []
    if lines:
        said.append(sentence("Your numbers are moved and scaled, to fill the plane:") + formula(*lines))
    return "".join(said)


def _line(letter: str, scale: AxisScale, value: float) -> str:
    real = scale.real(value)
    start = bracketed(beside(scale.offset, real))
    return f"{letter} = ({beside(real, scale.offset)} − {start}) / {factor(scale.factor)} = {num(value)}"
