"""Acts at random, as of somebody who tries everything. Part of `python -m tests.soak window`."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QSplitterHandle, QWidget

import nncore as nn
from app.panels.number_field import NumberField
from app.views.map_brush import MapBrush
from app.windows.appearance import CHOICES, SIGNS
from tests.soak import model
from tests.soak.doorman import NEVER
from tests.soak.pokes import drag, place, poke
from tests.soak.program import Program

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
CONTROL_SHIFT = CONTROL | Qt.KeyboardModifier.ShiftModifier
TYPED = ("0", "1", "-1", "0.3", "0,5", "12", "1e-3", "1e9", "nan", "", "words", "64", "3.5")
LINKS = (
    "https://playground.tensorflow.org/#activation=tanh&batchSize=10&dataset=circle&networkShape=4,2&seed=0.1&noise=10",
    "https://playground.tensorflow.org/#activation=relu&dataset=spiral&networkShape=8,8,8&x=true&y=true&sinX=true",
    "#problem=regression&regDataset=reg-plane&activation=linear",
)
TABLE = "x,y,class\n" + "\n".join(f"{i % 7},{i % 5},{'ab'[i % 2]}" for i in range(40))


class Hands:
    """Does one act at a time, and says what it did not lead to although it should have."""

    def __init__(self, program: Program, rng: Random, folder: Path) -> None:
        self._program = program
        self._parts = program.parts
        self._window = program.parts.window
        self._rng = rng
        self._folder = folder
        self._problems: list[str] = []

    def act(self, rng: Random) -> tuple[str, list[str]]:
        """Do something; returns what it was, and what is wrong now."""
        self._rng, self._problems = rng, []
        name = rng.choices(list(ACTS), list(ACTS.values()))[0]
        act: Callable[[], None] = getattr(self, name)
        act()
        return name, self._problems

    def _expect(self, experiment: nn.Experiment) -> None:
        if (now := self._parts.document.experiment) != experiment:
            self._problems.append(f"the experiment is not the expected one: {model.difference(now, experiment)}")

    # Training.

    def play_or_pause(self) -> None:
        self._press(Key.Key_Space)

    def step(self) -> None:
        self._press(self._rng.choice([Key.Key_1, Key.Key_2, Key.Key_3, Key.Key_4]), CONTROL)

    def slow_motion(self) -> None:
        self._press(Key.Key_M)

    def reset(self) -> None:
        self._press(Key.Key_R, CONTROL)

    def full_speed(self) -> None:
        self._press(Key.Key_F, CONTROL)

    def other_speed(self) -> None:
        self._press(self._rng.choice([Key.Key_Plus, Key.Key_Minus]), CONTROL)

    def undo(self) -> None:
        self._press(Key.Key_Z, CONTROL)

    def redo(self) -> None:
        self._press(Key.Key_Y, CONTROL)

    # Edits.

    def edit(self) -> None:
        """Change a field by the document, as a panel does."""
        before = self._parts.document.experiment
        part, field, value = self._change(before)
        try:
            after = replace(before, **{part: replace(getattr(before, part), **{field: value})})
        except nn.SpecError:
            after = before
        with suppress(nn.SpecError):  # what is refused must change nothing
            self._parts.document.edit({f"{part}.{field}": value}, field, merge=self._rng.random() < 0.5)
        self._expect(after)

    def _change(self, experiment: nn.Experiment) -> tuple[str, str, Any]:
        rng = self._rng
        sizes = [rng.choice((1, 2, 3, 5, 8, 8, 16, 32)) for _ in range(rng.randrange(5))]
        activations = [name for name, entry in nn.ACTIVATIONS.items() if not entry.output_only]
        layers = tuple(nn.Layer(size, rng.choice(activations), rng.choice((0.0, 0.0, 0.3))) for size in sizes)
        optimizer = rng.choice(list(nn.OPTIMIZERS.values()))
        schedule = rng.choice(list(nn.SCHEDULES.values()))
        choices: tuple[tuple[str, str, Any], ...] = (
            ("network", "hidden_layers", layers),
            ("network", "inputs", tuple(rng.sample(list(nn.FEATURES), rng.randrange(0, 5)))),
            ("network", "initializer", rng.choice(list(nn.INITIALIZERS))),
            ("network", "center_inputs", rng.random() < 0.5),
            ("data", "noise", rng.choice((0.0, 0.1, 0.25, 0.5, 2.0))),
            ("data", "observations", rng.choice((3, 40, 500, 1200))),
            ("data", "seed", rng.randrange(-1, 9)),
            ("data", "test_fraction", rng.choice((0.0, 0.2, 0.5, 1.0))),
            ("training", "batch_size", rng.choice((0, 1, 10, 32, 200))),
            ("training", "optimizer", optimizer(rng.choice((1e-5, 0.003, 0.03, 0.3, 3.0)))),
            ("training", "schedule", schedule()),
            ("training", "l1", rng.choice((0.0, 0.001, 0.1, -1.0))),
            ("training", "l2", rng.choice((0.0, 0.001, 0.1))),
            ("training", "epochs", rng.choice((None, 0, 3, 50))),
            ("training", "clip_norm", rng.choice((None, 0.5, 5.0))),
            ("training", "shuffle", rng.random() < 0.5),
            ("training", "patience", rng.choice((None, 2, 30))),
        )
        return rng.choice(choices)

    def type_a_number(self) -> None:
        fields = self._visible(NumberField)
        if fields:
            field = self._rng.choice(fields)
            field.setFocus()
            field.selectAll()
            QTest.keyClicks(field, self._rng.choice(TYPED))
            QTest.keyClick(field, self._rng.choice([Key.Key_Tab, Key.Key_Return, Key.Key_Escape]))

    def choose(self) -> None:
        boxes = self._visible(QComboBox)
        if boxes:
            QTest.keyClick(self._rng.choice(boxes), self._rng.choice([Key.Key_Down, Key.Key_Up]))

    def press_a_button(self) -> None:
        buttons = [one for panel in self._window.panels for one in panel.findChildren(QAbstractButton) if _ready(one)]
        if buttons:
            QTest.mouseClick(self._rng.choice(buttons), Qt.MouseButton.LeftButton)

    def change_by_hand(self) -> None:
        """Weights, neurons, layers, points, as the diagram and the map ask for them. What is not allowed is refused."""
        controller, rng = self._parts.controller, self._rng
        column, unit, layer = rng.randrange(5), rng.randrange(8), rng.randrange(4)
        source = rng.choice((None, rng.randrange(4)))
        points = tuple((rng.uniform(-1, 1), rng.uniform(-1, 1), float(i % 2)) for i in range(rng.randrange(12)))
        requests: tuple[Callable[[], None], ...] = (
            lambda: controller.by_hand.set_parameter(
                layer, source, unit % 3, rng.uniform(-3, 3), drag=rng.randrange(3)
            ),
            lambda: controller.by_hand.freeze(layer, source, unit % 3, rng.random() < 0.6),
            lambda: controller.by_hand.switch_unit(column, unit, rng.random() < 0.4),
            lambda: controller.by_hand.add_neuron(column),
            lambda: controller.by_hand.remove_neuron(column, unit),
            lambda: controller.by_hand.add_layer(column),
            lambda: controller.by_hand.remove_layer(column),
            lambda: controller.by_hand.set_points(points, 2, "Points"),
            lambda: controller.show_unit(rng.choice((None, (column, unit)))),
        )
        with suppress(nn.SpecError):
            rng.choice(requests)()

    def paint(self) -> None:
        action = self._window.named_actions["paint"]
        if action.isChecked() == (self._rng.random() < 0.3):
            action.trigger()
        if action.isChecked():
            brush = self._window.gallery.map.findChild(MapBrush)
            assert brush is not None
            drag(brush, [place(brush, self._rng) for _ in range(6)])
            QTest.keyClick(brush, self._rng.choice([Key.Key_1, Key.Key_2, Key.Key_E, Key.Key_BracketLeft]))

    # The views.

    def poke_the_diagram(self) -> None:
        poke(self._window.gallery.diagram, self._rng)

    def poke_a_view(self) -> None:
        gallery = self._window.gallery
        view = self._rng.choice((gallery.loss, gallery.surface, gallery.map, gallery.diagram))
        poke(self._rng.choice([view, *(one for one in view.findChildren(QWidget) if _ready(one))]), self._rng)

    def drag_a_border(self) -> None:
        handles = self._visible(QSplitterHandle)
        if handles:
            drag(handle := self._rng.choice(handles), [handle.rect().center(), place(self._window, self._rng) / 4])

    def fill(self) -> None:
        self._window.workspace.toggle_fill(self._rng.choice(("network", "loss", "surface", "map")))

    # The window.

    def resize(self) -> None:
        self._window.resize(self._rng.randrange(960, 1400), self._rng.randrange(640, 1000))

    def change_the_looks(self) -> None:
        appearance = self._parts.appearance
        match self._rng.randrange(4):
            case 0:
                self._window.named_actions["large_type"].trigger()
            case 1:
                appearance.set_sign(self._rng.choice(SIGNS))
            case _:
                appearance.use(self._rng.choice(CHOICES))

    def any_action(self) -> None:
        """Anything that a menu offers; dialogs that wait are answered by the doorman."""
        names = [name for name, action in self._window.named_actions.items() if action.isEnabled() and name != NEVER]
        self._window.named_actions[self._rng.choice(names)].trigger()

    def work_in_another_window(self) -> None:
        windows = self._program.extra_windows()
        if windows:
            window = self._rng.choice(windows)
            poke(self._rng.choice([window, *(one for one in window.findChildren(QWidget) if _ready(one))]), self._rng)

    def close_other_windows(self) -> None:
        for window in self._program.extra_windows():
            window.close()

    # Files.

    def save(self) -> None:
        path = self._folder / f"{self._rng.randrange(5)}.json"
        if self._window.files.save_to(path):
            self._problems += model.saved_wrongly(self._parts)

    def load(self) -> None:
        paths = sorted(self._folder.glob("*.json"))
        if paths:
            self._window.files.load(self._rng.choice(paths))

    def drop(self) -> None:
        paths = sorted(self._folder.glob("*.json"))
        if paths:
            self._program.drop(self._rng.choice(paths))

    def load_what_is_damaged(self) -> None:
        """The window's state must stay as it is."""
        path = self._folder / "damaged"
        text = nn.storage.dump(self._parts.document.experiment)
        path.write_text(text[: self._rng.randrange(len(text) - 2)], encoding="utf-8")
        before = self._parts.document.work
        if self._window.files.load(path):
            self._problems.append(f"{path} is damaged and was opened: {path.read_text(encoding='utf-8')}")
        if self._parts.document.work is not before:
            self._problems.append("a damaged file changed the work")

    def open_a_preset(self) -> None:
        self._window.files.new(self._rng.choice(list(nn.PRESETS)))

    def open_a_link(self) -> None:
        QGuiApplication.clipboard().setText(self._rng.choice(LINKS))
        self._window.named_actions["open_link"].trigger()

    def import_a_table(self) -> None:
        path = self._folder / "table.csv"
        path.write_text(TABLE, encoding="utf-8")
        self._window.features.own_data.open_path(path)

    # Parts.

    def _press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """A key that no field has: it goes to the action."""
        self._window.activateWindow()
        self._window.setFocus()
        QTest.keyClick(self._window, key, modifiers)

    def _visible(self, kind: type[Any]) -> list[Any]:
        return [one for one in self._window.findChildren(kind) if _ready(one)]


def _ready(widget: QWidget) -> bool:
    return widget.isVisible() and widget.isEnabled()


# How often each act comes.
ACTS = {
    "play_or_pause": 12, "step": 6, "slow_motion": 2, "reset": 3, "full_speed": 6, "other_speed": 3, "undo": 14,
    "redo": 7, "edit": 16, "type_a_number": 8, "choose": 5, "press_a_button": 6, "change_by_hand": 14, "paint": 4,
    "poke_the_diagram": 6, "poke_a_view": 6, "drag_a_border": 1, "fill": 2, "resize": 2, "change_the_looks": 1,
    "any_action": 5, "work_in_another_window": 6, "close_other_windows": 3, "save": 3, "load": 2, "drop": 1,
    "load_what_is_damaged": 1, "open_a_preset": 1, "open_a_link": 1, "import_a_table": 1,
}  # fmt: skip
