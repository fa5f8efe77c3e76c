"""A document with own data, edited as in the window, but with a network that is made anew by each edit."""

from __future__ import annotations

from dataclasses import replace

import nncore as nn
from app.model import fitting
from app.model.axes import Axes, AxisScale
from app.model.document import Document
from app.model.own_axes import OwnAxes
from app.model.own_data import OwnData
from app.windows.own_data.edits import Edits
from nncore.own_points import Point

FIRST = nn.PRESETS["first-run"].experiment
SCALED = Axes(AxisScale("height", 170.0, 4.0), AxisScale("weight", 70.0, 6.0), AxisScale("animal"), ("cat", "dog"))
ANIMALS = OwnData(((-5.0, 5.0, 0.0), (5.0, -5.0, 1.0), (2.5, 0.0, 1.0)), 2, SCALED)
HILLS = OwnData(((0.0, 0.0, 0.0), (1.0, 1.0, 0.4), (1.0, 0.0, 1.0)), 0, Axes())


class Bench:
    """The document, what its axes stand for, and what can be done to its own data."""

    def __init__(self) -> None:
        self.document = Document(FIRST)
        self.axes = OwnAxes(self.document)
        self.edits = Edits(self.document, self.axes, self.set_points)

    def set_points(self, points: tuple[Point, ...], classes: int, text: str) -> None:
        old = self.document.experiment
        data = replace(old.data, dataset="custom", points=points, classes=classes)
        self.document.edit(fitting.for_data(old, data), text)

    @property
    def points(self) -> tuple[Point, ...]:
        return self.document.experiment.data.points

    @property
    def steps(self) -> list[str]:
        """The steps that undo would take back."""
        stack = self.document.undo_stack
        return [stack.text(i) for i in range(stack.index())]
