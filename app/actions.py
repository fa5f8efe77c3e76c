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
    ActionSpec(
        "open_link",
        "Open a TensorFlow Playground &link…",
        "Ctrl+L",
        "Start with what a TensorFlow Playground page shows. Its address can also be dragged onto the window.",
    ),
    ActionSpec("save", "&Save", "Save", "Save the experiment with its weights, optimizer, random state and history."),
    ActionSpec("save_as", "Save &as…", "Ctrl+Shift+S", "Save under another name."),
    ActionSpec(
        "copy_link",
        "Copy as a TensorFlow Playground link",
        "Ctrl+Shift+L",
        "Put a link on the clipboard that shows this experiment in TensorFlow Playground, where it fits into that.",
    ),
    ActionSpec(
        "copy_picture",
        "&Copy picture",
        "Ctrl+Shift+C",
        "Put a picture on the clipboard: of the view that fills the window, or the one under the pointer, or of all.",
    ),
    ActionSpec("picture_window", "&Window…", "Ctrl+F9", "Save a picture of the whole window, as PNG or SVG."),
    ActionSpec("picture_network", "&Network…", "Ctrl+F5", "Save a picture of the network, as PNG or SVG."),
    ActionSpec("picture_loss", "&Loss…", "Ctrl+F6", "Save a picture of the loss chart, as PNG or SVG."),
    ActionSpec("picture_surface", "&Surface…", "Ctrl+F7", "Save a picture of the surface, as PNG or SVG."),
    ActionSpec("picture_map", "&Map…", "Ctrl+F8", "Save a picture of the map, as PNG or SVG."),
    ActionSpec(
        "import_csv",
        "&Import CSV…",
        "Ctrl+I",
        "Learn from a table in a file: commas, semicolons or tabs. A file can also be dragged onto the window.",
    ),
    ActionSpec(
        "export_csv",
        "&Export data as CSV…",
        "Ctrl+E",
        "Save all observations, with their targets, as a table that spreadsheets open.",
    ),
    ActionSpec(
        "presets",
        "&Presets…",
        "Ctrl+P",
        "Look through all presets, with pictures: one for each data set, and some that fail on purpose.",
    ),
    ActionSpec(
        "cure",
        "Try the cure",
        "Ctrl+K",
        "Make the change that is offered against what is wrong; undo takes it back.",
    ),
    ActionSpec("undo", "&Undo", "Ctrl+Z", "Take the last change back, with the training it ended.", repeats=True),
    ActionSpec("redo", "&Redo", "Ctrl+Shift+Z Ctrl+Y", "Make the change again.", repeats=True),
    ActionSpec("own_data", "&Own data…", "Ctrl+D", "Type points of your own, or look at them one by one."),
    ActionSpec(
        "paste_data",
        "&Paste data…",
        "Ctrl+Shift+V",
        "Learn from cells that were copied in a spreadsheet: they are shown first.",
    ),
    ActionSpec(
        "preferences",
        "Pr&eferences…",
        "Ctrl+,",
        "Choose what holds for every experiment: the look, the default speed, the surface.",
    ),
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
    ActionSpec(
        "step_moment",
        "Step one moment",
        "Ctrl+4",
        "Go through an update in four moments: forward, error, backward, update.",
        repeats=True,
    ),
    ActionSpec(
        "slow_motion",
        "Slow motion",
        "M",
        "Play one update in four moments, each long enough to be read: forward, error, backward, update.",
        checkable=True,
    ),
    ActionSpec("slower", "Slower", "Ctrl+-", "A third of the speed.", repeats=True),
    ActionSpec("faster", "Faster", "Ctrl++", "Three times the speed.", repeats=True),
    ActionSpec("full_speed", "Full speed", "Ctrl+F", "As many observations a second as the machine can do."),
    ActionSpec("reset_view", "&Reset the view", "Home", "Look at the surface from the first angle again."),
    ActionSpec("show_test", "Show test data", "T", "Show the observations that are kept for testing.", checkable=True),
    ActionSpec(
        "show_points",
        "&Data points",
        "D",
        "Stand the observations at their targets on the surface.",
        checkable=True,
    ),
    ActionSpec(
        "discretise",
        "Discretise the output",
        "O",
        "Show only which class is answered, or which side of the middle of the scale, and not how surely.",
        checkable=True,
    ),
    ActionSpec(
        "paint",
        "Paint points",
        "B",
        "Paint points of your own on the map, or erase some, while it trains too. The data become your own.",
        checkable=True,
    ),
    ActionSpec(
        "show_output",
        "Back to the output",
        "Shift+O",
        "Let the surface and the map show the network's output again, not a neuron's.",
    ),
    ActionSpec("log_loss", "Logarithmic loss", "L", "Draw the loss on a logarithmic scale.", checkable=True),
    ActionSpec(
        "show_loss", "&Loss", "Alt+1", "The loss over the epochs: the mean over the observations.", checkable=True
    ),
    ActionSpec(
        "show_accuracy",
        "&Accuracy",
        "Alt+2",
        "The share of right answers over the epochs, for values R². It is drawn from what was measured whenever the "
        "picture changed, so that a fast training is seen in fewer points than its loss.",
        checkable=True,
    ),
    ActionSpec(
        "show_confusion",
        "&Confusion",
        "Alt+3",
        "How many observations of each class are answered with each class.",
        checkable=True,
    ),
    ActionSpec(
        "show_penalty",
        "Loss with the penalty",
        "P",
        "Show the training loss with the penalty on the weights too: + L1·Σ|w| + ½·L2·Σw². For L1 or L2 above 0.",
        checkable=True,
    ),
    ActionSpec(
        "all_epochs",
        "All epochs",
        "A",
        "Show all epochs again. Drag across the chart, or turn the wheel over it, to see some of them only; Esc goes "
        "one step back.",
    ),
    ActionSpec(
        "export_chart_csv",
        "Export the loss as CS&V…",
        "Ctrl+Shift+E",
        "Save all recorded points of the chart as a table: epoch, training loss, test loss, learning rate.",
    ),
    ActionSpec("reset_layout", "Reset the layout", "Ctrl+F11", "Put all borders back where they were at first."),
    ActionSpec("fill_network", "&Network", "F5", "Show the network alone, or everything again.", checkable=True),
    ActionSpec("fill_loss", "&Loss", "F6", "Show the loss alone, or everything again.", checkable=True),
    ActionSpec("fill_surface", "&Surface", "F7", "Show the surface alone, or everything again.", checkable=True),
    ActionSpec("fill_map", "&Map", "F8", "Show the map alone, or everything again.", checkable=True),
    ActionSpec("full_screen", "Full screen", "F11", "Use the whole screen.", checkable=True),
    ActionSpec(
        "present",
        "Present one view",
        "Shift+F11",
        "One view alone on the whole screen: the one that fills the window, or the one under the pointer, or the one "
        "that has the focus. Esc ends it.",
        checkable=True,
    ),
    ActionSpec(
        "large_type",
        "Large type",
        "Ctrl+Shift+T",
        "Make all words and numbers large enough to be read from the back of a room.",
        checkable=True,
    ),
    ActionSpec(
        "classroom",
        "Classroo&m…",
        "Ctrl+Shift+H",
        "Choose what learners see: parts of the window can be hidden, and the file remembers which.",
    ),
    ActionSpec("help", "&Help", "F1", "Read about what the pointer is over, or what is being edited."),
    ActionSpec(
        "steps",
        "The &mathematics, step by step",
        "Ctrl+Shift+M",
        "One observation worked through this network: forward, error, backward, update, with all numbers.",
    ),
    ActionSpec("shortcuts", "Keyboard shortcuts", "Ctrl+F1", "All keys in one list."),
    ActionSpec(
        "tour",
        "Take the tour",
        "Shift+F1",
        "Five steps through the window, from what goes in to what comes out.",
    ),
    ActionSpec(
        "copy_diagnostics",
        "Copy &diagnostics",
        "Ctrl+Shift+D",
        "Put on the clipboard what a report of a problem should hold: versions, machine, screen, experiment in short.",
    ),
    ActionSpec("about", "About Perceptron Lab", "Ctrl+Shift+F1", "Versions and licences."),
)

ACTIONS = MappingProxyType({spec.name: spec for spec in _TABLE})

PICTURE_MENU = ("picture_window", "picture_network", "picture_loss", "picture_surface", "picture_map")
EDIT_MENU = ("undo", "redo", SEPARATOR, "paint", "own_data", "paste_data", SEPARATOR, "preferences")
TRAIN_MENU = (
    "play", "reset", SEPARATOR, "step", "step_observation", "step_batch", "step_epoch", "step_moment", SEPARATOR,
    "slower", "faster", "full_speed", "slow_motion", SEPARATOR, "cure",
)  # fmt: skip
SHOWN_MENU = ("show_test", "discretise", "show_output")
SURFACE_MENU = ("show_points", "reset_view")
LOSS_MENU = ("show_loss", "show_accuracy", "show_confusion", SEPARATOR, "log_loss", "show_penalty", "all_epochs")
FILL_MENU = ("fill_network", "fill_loss", "fill_surface", "fill_map")
WINDOW_MENU = ("full_screen", "present", "reset_layout", SEPARATOR, "classroom", "large_type")
HELP_MENU = ("help", "tour", "steps", "shortcuts", SEPARATOR, "copy_diagnostics", "about")


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
