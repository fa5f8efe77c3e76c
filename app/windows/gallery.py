"""The views in their cards: what each is called, what stands in its corner, and who gets a snapshot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from app.theme import LIGHT, Theme
from app.training.snapshot import Snapshot
from app.views.colors import SCALE_NAMES, make_scale
from app.views.diagram import NetworkDiagram
from app.views.legend import LegendView
from app.views.loss_chart import LossChart
from app.views.map import MapView
from app.views.map_with_legend import MapWithLegend
from app.views.surface import make_surface
from app.windows.card import Card
from app.windows.menus import Choice

RESOLUTIONS = (20, 30, 40, 60, 80, 100, 150, 200)  # points per side of the surface
DEFAULT_RESOLUTION = 100


class View(Protocol):
    """What every view can do."""

    def isVisible(self) -> bool: ...  # noqa: N802  Qt's name

    def show_snapshot(self, snapshot: Snapshot) -> None: ...

    def set_theme(self, theme: Theme) -> None: ...


class Gallery(QObject):
    """Owns the views. A view that is hidden is handed nothing; it catches up when it is shown again."""

    resolution_chosen = Signal(int)

    def __init__(self, actions: Mapping[str, QAction], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._scale_name = SCALE_NAMES[0]
        self._snapshot: Snapshot | None = None
        self.diagram = NetworkDiagram()
        self.loss = LossChart()
        self.surface = make_surface()
        self.map = MapView()
        self.legend = LegendView()
        self._views: tuple[View, ...] = (self.surface, self.legend, self.diagram, self.loss, self.map)
        # The surface is painted by itself, the others a moment later: a hand on the mouse never waits long.
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(1)
        self._later.timeout.connect(self._on_later)
        self._build_cards(actions)
        self._connect(actions)

    def _build_cards(self, actions: Mapping[str, QAction]) -> None:
        self.network_card = Card("network", "Network", "what each neuron answers, live", self.diagram)
        self.loss_card = Card("loss", "Loss", "mean over the observations, without penalty", self.loss)
        self.surface_card = Card("surface", "Surface", "output", self.surface)
        self.map_card = Card("map", "Map", "output and data", MapWithLegend(self.map, self.legend))
        self.resolution_menu = QMenu("Surface &resolution")
        self.scale_menu = QMenu("&Colours")
        self.loss_card.add_action(actions["log_loss"], "log")
        self._resolution_link = self.surface_card.add_menu(
            self.resolution_menu, _sides(DEFAULT_RESOLUTION), "Points per side of the surface."
        )
        self.surface_card.add_action(actions["show_points"], "data")
        self.surface_card.add_action(actions["reset_view"], "reset view")
        self.map_card.add_action(actions["show_test"], "test data")

    def _connect(self, actions: Mapping[str, QAction]) -> None:
        entries = [(f"{_sides(n)} points", n) for n in RESOLUTIONS]
        Choice(self.resolution_menu, entries, DEFAULT_RESOLUTION).chosen.connect(self._on_resolution)
        scales = [(name.replace("-", "–").capitalize(), name) for name in SCALE_NAMES]
        Choice(self.scale_menu, scales, self._scale_name).chosen.connect(self._on_scale)
        actions["log_loss"].toggled.connect(self.loss.set_log)
        actions["show_test"].toggled.connect(self.map.set_test_visible)
        actions["show_test"].toggled.connect(self.legend.set_test_visible)
        actions["show_test"].toggled.connect(self.surface.set_test_visible)
        actions["show_points"].toggled.connect(self.surface.set_points_visible)
        actions["show_points"].setEnabled(self.surface.can_show_points)
        actions["reset_view"].triggered.connect(self.surface.reset_view)
        actions["show_test"].setChecked(True)
        actions["show_points"].setChecked(True)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Draw `snapshot` in all views that can be seen."""
        self._snapshot = snapshot
        self._show_hints(snapshot)
        self._show_in(self._views[:2])
        self._later.start()

    def _show_hints(self, snapshot: Snapshot) -> None:
        """What the surface and the map show of the outputs."""
        several = "class answered" if snapshot.classes_shown else "output for class 1"
        answer = several if snapshot.experiment.network.outputs > 1 else "output"
        self.surface_card.show_hint(answer)
        self.map_card.show_hint(f"{answer} and data")

    def catch_up(self) -> None:
        """Views that were hidden are visible again."""
        if self._snapshot is not None:
            self.show_snapshot(self._snapshot)

    @Slot()
    def _on_later(self) -> None:
        self._show_in(self._views[2:])

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
    def _on_resolution(self, points: int) -> None:
        self._resolution_link.setText(_sides(points))
        self.resolution_chosen.emit(points)

    @Slot(object)
    def _on_scale(self, name: str) -> None:
        self._scale_name = name
        self._apply_scale()

    def _apply_scale(self) -> None:
        scale = make_scale(self._scale_name, self._theme)
        for view in (self.diagram, self.surface, self.map, self.legend):
            view.set_scale(scale)
        self.catch_up()


def _sides(points: int) -> str:
    return f"{points} × {points}"
