"""The place under the pointer on the map, for the diagram: what does each neuron answer there?"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QMouseEvent

from app.views.diagram.view import NetworkDiagram
from app.views.map import MapView


class MapPlace(QObject):
    """Tells the diagram where on the map the pointer is."""

    def __init__(self, plane: MapView, diagram: NetworkDiagram) -> None:
        super().__init__(plane)
        self._map = plane
        self._diagram = diagram
        plane.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        if event.type() == QEvent.Type.Leave:
            self._diagram.show_place(None)
        elif isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseMove:
            plane, inside = self._map.plane, self._map.plane.square.contains(event.position())
            self._diagram.show_place(plane.point_at(event.position()) if inside else None)
        return super().eventFilter(watched, event)
