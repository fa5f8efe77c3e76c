"""What the tour tells: five steps from left to right, as the data go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from app.windows.classroom import Stage

Line = tuple[QWidget, str]  # a sentence or two, and what they are about


@dataclass(frozen=True, slots=True)
class Step:
    """A title, and `lines` that are told of what can be seen. `frame` stays bright meanwhile."""

    title: str
    lines: tuple[Line, ...]
    frame: tuple[QWidget, ...]
    until_played: bool = False  # whether pressing Play leads to the next one

    def text(self, body: QWidget) -> str:
        """What there is to tell while some parts of `body` may be hidden: "" if it is nothing."""
        return "\n".join(words for part, words in self.lines if part.isVisibleTo(body))


def steps(stage: Stage, actions: Mapping[str, QAction]) -> tuple[Step, ...]:
    """All of them, for the window as it is when nothing is hidden."""
    return (_inputs(stage), _network(stage), _play(stage, actions), _answers(stage), _loss(stage, actions))


def _inputs(stage: Stage) -> Step:
    data, inputs = stage.panels[:2]
    about_data = (
        "Each point is an observation, and its colour is what the network is to learn. "
        "Choose other points, or take more of them."
    )
    about_inputs = "The inputs are what the network is told of a point: x and y, or x² too."
    return Step("What goes in", ((data, about_data), (inputs, about_inputs)), (data, inputs))


def _network(stage: Stage) -> Step:
    network, _loss, _surface, _map = stage.workspace.cards
    about = (
        "Each square is a neuron, and the picture in it is what it answers. Each line is a weight: blue adds, orange "
        "takes away, a thick one counts for much. Click either to look closer."
    )
    return Step("The network", ((network, about),), (network,))


def _play(stage: Stage, actions: Mapping[str, QAction]) -> Step:
    bar = stage.run_bar
    about_play = (
        f"Press Play, or {_key(actions['play'])}: the network looks at one observation after the other, and corrects "
        "its weights a little each time."
    )
    about_reset = "Reset goes back to the same start."
    lines = ((bar.play, about_play), (bar.speed, "Speed can be changed meanwhile."), (bar.reset, about_reset))
    return Step("Let it learn", lines, (bar,), until_played=True)


def _answers(stage: Stage) -> Step:
    _network, _loss, surface, flat = stage.workspace.cards
    about_surface = "The higher the surface, the greater the network's answer at that place. Drag it to turn it."
    about_map = "The map shows the same from above. It is learned when the points lie on their own colour."
    return Step("What comes out", ((surface, about_surface), (flat, about_map)), (surface, flat))


def _loss(stage: Stage, actions: Mapping[str, QAction]) -> Step:
    _network, loss, _surface, _map = stage.workspace.cards
    about = (
        "The loss is how wrong the answers are: the lower, the better. "
        "The dashed line is that of points it never learned from."
    )
    what_next = f"What to try next is in the presets ({_key(actions['presets'])}), and F1 explains every part."
    return Step("Is it getting better?", ((loss, about), (loss, what_next)), (loss,))


def _key(action: QAction) -> str:
    """The key that does it, as this system writes it."""
    return action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
