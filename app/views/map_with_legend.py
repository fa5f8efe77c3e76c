"""The map and its legend in one card: the legend goes where it leaves the larger map."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from app.type_size import follow_type, scaled
from app.views.legend import UPRIGHT_HEIGHT, LegendView
from app.views.map import MapView
from app.views.plane import Plane

_BELOW = 22  # pixels the legend takes where it lies
_NARROWEST, _LOWEST = 240, 150  # where it lies with all its words; more, in large type, has no room in a window of 1024
_MARGIN = 8
_APART = 6  # from the name of the horizontal axis, which is beside the map, to an upright legend
_STRIP_MARGIN = 12  # as the heading above it


class MapWithLegend(QWidget):
    """The legend stands at the right of the map, or lies under it where the room is narrow. Tools may lie above."""

    def __init__(self, map_view: MapView, legend: LegendView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._map, self._legend = map_view, legend
        self._strip: QWidget | None = None
        for view in (map_view, legend):
            view.setParent(self)
        map_view.setMinimumSize(0, 0)  # strips above the views may leave little room for the map and the legend
        self.setMinimumHeight(_LOWEST)
        follow_type(self, self.setMinimumWidth, _NARROWEST)

    def set_strip(self, strip: QWidget) -> None:
        """Tools that can be shown above the map."""
        self._strip = strip
        strip.setParent(self)
        strip.hide()

    @property
    def strip(self) -> QWidget | None:
        """The tools."""
        return self._strip

    def show_strip(self, on: bool) -> None:
        if self._strip is not None:
            self._strip.setVisible(on)
            self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: ARG002, N802  Qt's names, here and below
        self._arrange()

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.FontChange):  # more or fewer tools, other type
            self._arrange()
        return super().event(event)

    def _arrange(self) -> None:
        top = self._place_strip()
        width, height = self.width(), self.height() - top
        for_legend, lying_high = self._legend.upright_width, scaled(_BELOW)
        apart, below = scaled(_APART), height - lying_high
        beside = width - for_legend - apart - _MARGIN
        lying = Plane.side_within(width, below) > Plane.side_within(beside, height) or height < scaled(UPRIGHT_HEIGHT)
        self._legend.set_lying(lying)
        if lying:
            self._map.setGeometry(0, top, width, below)
            self._legend.setGeometry(_MARGIN, top + below, width - 2 * _MARGIN, lying_high)
        else:
            self._map.setGeometry(0, top, beside, height)
            self._legend.setGeometry(beside + apart, top, for_legend, height)

    def _place_strip(self) -> int:
        """Where the room for the map begins."""
        if self._strip is None or self._strip.isHidden():
            return 0
        width = self.width() - 2 * _STRIP_MARGIN
        height = self._strip.heightForWidth(width)
        self._strip.setGeometry(_STRIP_MARGIN, 0, width, height)
        return height + _MARGIN // 2
