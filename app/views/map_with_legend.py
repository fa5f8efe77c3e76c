"""The map and its legend in one card: the legend goes where it leaves the larger map."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from app.views.legend import LegendView
from app.views.map import MapView
from app.views.plane import Plane

_BESIDE, _BELOW = 76, 22  # pixels the legend takes
_MARGIN = 8


class MapWithLegend(QWidget):
    """The legend stands at the right of the map, or lies under it where the room is narrow."""

    def __init__(self, map_view: MapView, legend: LegendView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._map, self._legend = map_view, legend
        for view in (map_view, legend):
            view.setParent(self)
        least = map_view.minimumSize()
        self.setMinimumSize(least.width() + _BESIDE + _MARGIN, least.height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: ARG002, N802  Qt's name
        width, height = self.width(), self.height()
        beside, below = width - _BESIDE - _MARGIN, height - _BELOW
        lying = Plane.side_within(width, below) > Plane.side_within(beside, height)
        self._legend.set_lying(lying)
        if lying:
            self._map.setGeometry(0, 0, width, below)
            self._legend.setGeometry(_MARGIN, below, width - 2 * _MARGIN, _BELOW)
        else:
            self._map.setGeometry(0, 0, beside, height)
            self._legend.setGeometry(beside, 0, _BESIDE, height)
