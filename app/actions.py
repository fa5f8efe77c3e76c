"""Every action as data: its name, text, shortcut, and what it does; menus are lists of names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence

SEPARATOR = ""  # in a list of names: a line


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One entry of the table. `shortcut` is one of Qt's standard keys by name, or key sequences with spaces between."""

    name: str
    text: str
    shortcut: str
    tip: str
    checkable: bool = False
    repeats: bool = False  # while its key is held down


_TABLE = (
    ActionSpec("new", "&New", "New", "Start again with the first experiment."),
    ActionSpec("open", "&Open…", "Open", "Open an experiment from a file. A file can also be dragged onto the window."),
    ActionSpec("save", "&Save", "Save", "Save the experiment with its weights, optimizer, random state and history."),
    ActionSpec("save_as", "Save &As…", "Ctrl+Shift+S", "Save under another name."),
    ActionSpec("undo", "&Undo", "Ctrl+Z", "Take the last change back, with the training it ended.", repeats=True),
    ActionSpec("redo", "&Redo", "Ctrl+Shift+Z Ctrl+Y", "Make the change again.", repeats=True),
    ActionSpec("quit", "&Quit", "Ctrl+Q", "Close the window."),
    ActionSpec(
        "reset",
        "Reset",
        "Ctrl+R",
        "Back to the same start: the same first weights, the same data. Undo brings the training back.",
    ),
    ActionSpec("play", "Play", "Space", "Train, at the speed that is set, until paused."),
    ActionSpec("step", "Step", "S", "One step of the chosen grain, then stand still.", repeats=True),
    ActionSpec(
        "step_observation", "Step one observation", "Ctrl+1", "Show the network one more observation.", repeats=True
    ),
    ActionSpec("step_batch", "Step one batch", "Ctrl+2", "Train until the next update of the weights.", repeats=True),
    ActionSpec(
        "step_epoch", "Step one epoch", "Ctrl+3", "Train until every observation was seen once more.", repeats=True
    ),
    ActionSpec("slower", "Slower", "Ctrl+-", "A third of the speed.", repeats=True),
    ActionSpec("faster", "Faster", "Ctrl++", "Three times the speed.", repeats=True),
    ActionSpec("full_speed", "Full speed", "Ctrl+F", "As many observations a second as the machine can do."),
    ActionSpec("reset_view", "Reset the surface's view", "Home", "Look at the surface from the first angle again."),
    ActionSpec("show_test", "Show test data", "T", "Show the observations that are kept for testing.", checkable=True),
    ActionSpec(
        "show_points",
        "Data on the surface",
        "D",
        "Stand the observations at their targets on the surface.",
        checkable=True,
    ),
    ActionSpec("log_loss", "Logarithmic loss", "L", "Draw the loss on a logarithmic scale.", checkable=True),
    ActionSpec("reset_layout", "Reset the layout", "", "Put all borders back where they were at first."),
    ActionSpec(
        "fill_network", "Network fills the window", "F5", "Show the network alone, or everything again.", checkable=True
    ),
    ActionSpec("fill_loss", "Loss fills the window", "F6", "Show the loss alone, or everything again.", checkable=True),
    ActionSpec(
        "fill_surface", "Surface fills the window", "F7", "Show the surface alone, or everything again.", checkable=True
    ),
    ActionSpec("fill_map", "Map fills the window", "F8", "Show the map alone, or everything again.", checkable=True),
    ActionSpec("full_screen", "Full screen", "F11", "Use the whole screen.", checkable=True),
    ActionSpec("shortcuts", "Keyboard shortcuts", "F1", "All keys in one list."),
    ActionSpec("about", "About Perceptron Lab", "", "Versions and licence."),
)

ACTIONS = MappingProxyType({spec.name: spec for spec in _TABLE})

EDIT_MENU = ("undo", "redo")
TRAIN_MENU = (
    "play", "reset", SEPARATOR, "step", "step_observation", "step_batch", "step_epoch", SEPARATOR,
    "slower", "faster", "full_speed",
)  # fmt: skip
VIEW_MENU = (
    "show_test", "show_points", "log_loss", "reset_view", SEPARATOR,
    "fill_network", "fill_loss", "fill_surface", "fill_map", "full_screen", "reset_layout",
)  # fmt: skip
HELP_MENU = ("shortcuts", "about")


def build(parent: QObject) -> Mapping[str, QAction]:
    """All actions as QActions that belong to `parent`."""
    return MappingProxyType({name: _action(spec, parent) for name, spec in ACTIONS.items()})


def _action(spec: ActionSpec, parent: QObject) -> QAction:
    action = QAction(spec.text, parent)
    action.setObjectName(spec.name)
    action.setCheckable(spec.checkable)
    action.setAutoRepeat(spec.repeats)
    if spec.shortcut:
        standard = getattr(QKeySequence.StandardKey, spec.shortcut, None)
        keys = [QKeySequence(standard)] if standard is not None else map(QKeySequence, spec.shortcut.split())
        action.setShortcuts(list(keys))
    shown = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    action.setToolTip(f"{spec.tip} ({shown})" if shown else spec.tip)
    return action
