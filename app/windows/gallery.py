"""The views in their cards: what each is called, what stands in its corner, and who gets a snapshot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from app.model.axes import PLAIN, Axes
from app.model.settings_keys import RESOLUTION, RESOLUTIONS
from app.panels.tips import tip
from app.theme import LIGHT, Theme
from app.training.snapshot import Snapshot
from app.views.colors import SCALE_NAMES, ColorScale, make_scale
from app.views.diagram.view import NetworkDiagram
from app.views.diagram.words import unit_name
from app.views.learning import LearningView
from app.views.legend import LegendView
from app.views.map import MapView
from app.views.map_with_legend import MapWithLegend
from app.views.surface import make_surface
from app.views.surface_shapes import ALL
from app.windows.card import Card
from app.windows.loss_card import LossCard
from app.windows.map_place import MapPlace
from app.windows.menus import Choice
from nncore.datasets import CUSTOM
from nncore.own_points import MAX_CLASSES

HINT = "click a neuron to see it at the right, a line to edit its weight"


class View(Protocol):
    """What every view can do."""

    def isVisible(self) -> bool: ...  # noqa: N802  Qt's name

    def show_snapshot(self, snapshot: Snapshot) -> None: ...

    def set_theme(self, theme: Theme) -> None: ...

    def set_scale(self, scale: ColorScale) -> None: ...


class Gallery(QObject):
    """Owns the views. A view that is hidden is handed nothing; it catches up when it is shown again."""

    resolution_chosen = Signal(int)
    scale_chosen = Signal(str)
    scale_changed = Signal()  # the theme may be the reason too

    def __init__(self, actions: Mapping[str, QAction], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self.scale_name = SCALE_NAMES[0]
        self.resolution = RESOLUTION.default
        self._class_chosen = ALL  # of which the surface alone is to be seen
        self._snapshot: Snapshot | None = None
        self._axes = self._axes_shown = PLAIN
        self.diagram = NetworkDiagram()
        self.loss = LearningView()
        self.surface = make_surface()
        self.map = MapView()
        self.legend = LegendView()
        MapPlace(self.map, self.diagram)
        self._views: tuple[View, ...] = (self.surface, self.legend, self.loss, self.diagram, self.map)
        # A frame is painted in two halves: a hand on the mouse never waits long. The first half holds the chart, whose
        # numbers are also in the run bar, and the surface, for which OpenGL works while the second is painted. Only the
        # first time, when all that draws the surface is loaded, the others are to be there already.
        self._at_once: tuple[View, ...] = self._views[1:]
        self._a_moment_later: tuple[View, ...] = self._views[:1]
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(1)
        self._later.timeout.connect(self._on_later)
        self._build_cards(actions)
        self._connect(actions)

    def _build_cards(self, actions: Mapping[str, QAction]) -> None:
        self.network_card = Card("network", "Network", HINT, self.diagram)
        self.loss_card = LossCard(self.loss, actions)
        self.surface_card = Card("surface", "Surface", "output", self.surface)
        self.map_panel = MapWithLegend(self.map, self.legend)
        self.map_card = Card("map", "Map", "output and data", self.map_panel)
        self.resolution_menu = QMenu("Reso&lution")
        self.scale_menu = QMenu("C&olours")
        self.class_menu = QMenu("Surface of")
        self._back_link = self.surface_card.add_action(actions["show_output"], "← output")
        self._class_link = self.surface_card.add_menu(self.class_menu, _class_title(ALL), "Whose surface is shown.")
        self._resolution_link = self.surface_card.add_menu(
            self.resolution_menu, _sides(self.resolution), "Points per side of the surface."
        )
        self._data_link = self.surface_card.add_action(actions["show_points"], "data")
        self._reset_link = self.surface_card.add_action(actions["reset_view"], "reset view")
        for link in (self._back_link, self._class_link):  # else a window without a snapshot makes room for them
            link.hide()
        self.map_card.add_action(actions["paint"], "paint")
        self.map_card.add_action(actions["show_test"], "test data")

    def _connect(self, actions: Mapping[str, QAction]) -> None:
        entries = [(f"{_sides(n)} points", n) for n in RESOLUTIONS]
        self._resolutions = Choice(self.resolution_menu, entries, self.resolution)
        self._resolutions.chosen.connect(self.choose_resolution)
        self._scales = Choice(self.scale_menu, [(scale_title(name), name) for name in SCALE_NAMES], self.scale_name)
        self._scales.chosen.connect(self.choose_scale)
        actions["show_test"].toggled.connect(self.map.set_test_visible)
        actions["show_test"].toggled.connect(self.legend.set_test_visible)
        actions["show_test"].toggled.connect(self.surface.set_test_visible)
        actions["show_points"].toggled.connect(self.surface.set_points_visible)
        actions["reset_view"].triggered.connect(self.surface.reset_view)
        classes = [(_class_title(number), number) for number in range(ALL, MAX_CLASSES)]
        Choice(self.class_menu, classes, ALL).chosen.connect(self._on_class)
        for view in (self.map, self.legend, self.surface):
            actions["discretise"].toggled.connect(view.set_discrete)
        actions["show_test"].setChecked(True)
        actions["show_points"].setChecked(True)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Draw `snapshot` in all views that can be seen."""
        self._snapshot = snapshot
        self._show_hints(snapshot)
        self._apply_axes(snapshot)
        self.loss_card.note(snapshot)
        self._show_in(self._at_once)
        self._later.start()

    def _show_hints(self, snapshot: Snapshot) -> None:
        """What the surface and the map show of the network, and what can be chosen there."""
        spec, unit, classes = snapshot.experiment.network, snapshot.shown_unit, snapshot.classes_shown
        several = "class answered" if classes else "output for class 1"
        answer = unit_name(spec, *unit, self._axes_of(snapshot)) if unit else several if spec.outputs > 1 else "output"
        short = f"neuron {unit[1] + 1}" if unit and 0 < unit[0] < len(spec.sizes) - 1 else ""
        self.surface_card.show_hint(answer, short)
        self.map_card.show_hint(answer if unit else f"{answer} and data", short)
        self._back_link.setVisible(unit is not None)
        back = tip(f"Shown is {answer}. Back to the network's output (Shift+O).")
        if back != self._back_link.toolTip():  # which is an event, and this is done for every picture
            self._back_link.setToolTip(back)
        # Its name needs their room; the data say nothing about it, and the others are in a menu too.
        for link in (self._data_link, self._resolution_link, self._reset_link):
            link.setVisible(unit is None)
        self._class_link.setVisible(classes > 0)
        for number, action in enumerate(self.class_menu.actions(), start=ALL):
            action.setVisible(number < classes)

    @Slot(object)
    def set_axes(self, axes: Axes) -> None:
        """What the numbers of own data stand for."""
        self._axes = axes
        self.catch_up()

    def _axes_of(self, snapshot: Snapshot) -> Axes:
        return self._axes if snapshot.experiment.data.dataset == CUSTOM else PLAIN

    def _apply_axes(self, snapshot: Snapshot) -> None:
        axes = self._axes_of(snapshot)
        if axes != self._axes_shown:
            self._axes_shown = axes
            for view in (self.surface, self.map, self.legend, self.diagram):
                view.set_axes(axes)
            for action in self.class_menu.actions():
                action.setText(_class_title(action.data(), axes))
            chosen = self._class_chosen if self._class_chosen < snapshot.classes else ALL
            self._class_link.setText(_class_title(chosen, axes))

    def catch_up(self) -> None:
        """Views that were hidden are visible again."""
        if self._snapshot is not None:
            self.show_snapshot(self._snapshot)

    @Slot()
    def _on_later(self) -> None:
        self._show_in(self._a_moment_later)
        self._at_once, self._a_moment_later = self._views[:3], self._views[3:]

    def _show_in(self, views: Sequence[View]) -> None:
        for view in views:
            if view.isVisible() and self._snapshot is not None:
                view.show_snapshot(self._snapshot)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for view in self._views:
            view.set_theme(theme)
        self._apply_scale()

    @Slot(object)
    def choose_resolution(self, points: int) -> None:
        """Draw the surface with so many points per side, one of RESOLUTIONS."""
        if points == self.resolution:
            return
        self.resolution = points
        self._resolutions.show_choice(points)
        self._resolution_link.setText(_sides(points))
        self.resolution_chosen.emit(points)

    @Slot(object)
    def choose_scale(self, name: str) -> None:
        """Use the colours called `name`, one of SCALE_NAMES."""
        if name == self.scale_name:
            return
        self.scale_name = name
        self._scales.show_choice(name)
        self.scale_chosen.emit(name)
        self._apply_scale()

    @Slot(object)
    def _on_class(self, number: int) -> None:
        self._class_chosen = number
        self._class_link.setText(_class_title(number, self._axes_shown))
        self.surface.choose_class(number)

    def _apply_scale(self) -> None:
        scale = make_scale(self.scale_name, self._theme)
        for view in self._views:
            view.set_scale(scale)
        self.scale_changed.emit()
        self.catch_up()


def scale_title(name: str) -> str:
    """How people call a scale."""
    return name.replace("-", "–").capitalize()


def _sides(points: int) -> str:
    return f"{points} × {points}"


def _class_title(number: int, axes: Axes = PLAIN) -> str:
    named = axes.label(number) if axes.labels else f"class {number}"
    return "all classes" if number == ALL else named
