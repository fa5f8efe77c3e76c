"""Data sets to choose from, as pictures: people would rather look than read."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QToolButton, QWidget

from app.panels.flow import FlowLayout
from app.panels.keys import reach_by_keyboard
from app.panels.tint import between
from app.panels.tips import entry_tip, explain
from app.theme import LIGHT, Theme
from app.type_size import scaled
from nncore.datasets import Dataset

Array = NDArray[np.float64]

SAMPLE = 90  # points in a picture of classes
CELLS, FIELD_SAMPLE = 12, 600  # per side of a picture of values, and the points that it is made from
SAMPLE_SEED = 3
FEW = 16  # points that are drawn larger
SIDE = 27
MARGIN = 2.5
STRONGER = 160  # percent


class Thumbnail(QToolButton):
    """A data set as the map shows it, small: classes as dots, values as the field that they are."""

    def __init__(self, dataset: Dataset) -> None:
        super().__init__()
        self.setObjectName("thumbnail")
        self.setCheckable(True)
        self._dataset = dataset
        self._shows_values = not dataset.classes
        self._theme = LIGHT
        self._colours: list[QColor] = []
        explain(self, dataset.title, entry_tip(dataset))
        reach_by_keyboard(self)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._colours = []  # anew when it is next painted
        self.update()

    @cached_property
    def _sample(self) -> tuple[Array, Array]:
        """Places from 0 to 1 and, of these or of the cells of a field, the levels from 0 to 1."""
        dataset, count = self._dataset, FIELD_SAMPLE if self._shows_values else SAMPLE
        points, targets = dataset.generate(np.random.default_rng(SAMPLE_SEED), count, 0.0)
        (left, right), (low, high) = dataset.domain, dataset.target_range
        places, levels = (points - left) / (right - left), (targets[:, 0] - low) / (high - low)
        return places, _field(places, levels) if self._shows_values else levels

    def _coloured(self) -> list[QColor]:
        theme, middle = self._theme, QColor(self._theme.middle)
        if not self._shows_values:  # too faint for a dot
            middle = middle.lighter(STRONGER) if theme.is_dark else middle.darker(STRONGER)
        stops = (QColor(theme.negative), middle, QColor(theme.positive))
        levels = self._sample[1].tolist()
        colours = {level: between(stops, level) for level in set(levels)}
        return [colours[level] for level in levels]

    def sizeHint(self) -> QSize:  # noqa: N802  Qt's name
        return QSize(scaled(SIDE), scaled(SIDE))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        super().paintEvent(event)
        room = QRectF(self.rect()).adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
        self._colours = self._colours or self._coloured()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if self._shows_values:
                self._paint_field(painter, room.adjusted(1, 1, -1, -1))
            else:
                self._paint_dots(painter, room)
            if self.hasFocus():
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(self.palette().color(QPalette.ColorRole.WindowText), 1.5))
                painter.drawRoundedRect(QRectF(self.rect()).adjusted(2.5, 2.5, -2.5, -2.5), 3, 3)

    def _paint_dots(self, painter: QPainter, room: QRectF) -> None:
        points = self._sample[0].tolist()
        radius = 1.1 if len(points) > FEW else 2.4
        square = room.adjusted(radius, radius, -radius, -radius)
        painter.setPen(Qt.PenStyle.NoPen)
        for (x, y), colour in zip(points, self._colours, strict=True):
            painter.setBrush(colour)
            centre = QPointF(square.left() + x * square.width(), square.bottom() - y * square.height())
            painter.drawEllipse(centre, radius, radius)

    def _paint_field(self, painter: QPainter, square: QRectF) -> None:
        image = QImage(CELLS, CELLS, QImage.Format.Format_RGB32)
        for i, colour in enumerate(self._colours):
            image.setPixelColor(i % CELLS, CELLS - 1 - i // CELLS, colour)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(square, image)


def _field(points: Array, levels: Array) -> Array:
    """The levels of cells, row by row from below: each that of the point nearest to its middle."""
    middles = (np.arange(CELLS) + 0.5) / CELLS
    x, y = np.meshgrid(middles, middles)
    away = (points[:, 0] - x.reshape(-1, 1)) ** 2 + (points[:, 1] - y.reshape(-1, 1)) ** 2
    nearest: Array = levels[away.argmin(axis=1)]
    return nearest


class Thumbnails(QWidget):
    """One of them is chosen; arrows go from one to the next."""

    edited = Signal(object)  # str, the data set's name

    def __init__(self, datasets: Iterable[Dataset]) -> None:
        super().__init__()
        self.setAccessibleName("Data set")
        self._value: Any = None
        self._group = QButtonGroup(self)
        self.buttons = {dataset.name: Thumbnail(dataset) for dataset in datasets}
        flow = FlowLayout(spacing=3)
        self.setLayout(flow)
        for button in self.buttons.values():
            self._group.addButton(button)
            flow.addWidget(button)
        self._group.buttonClicked.connect(self._on_clicked)

    def show_value(self, name: Any) -> None:
        self._value = name
        self.buttons[name].setChecked(True)

    def refuse(self) -> None:
        self.show_value(self._value)

    def set_about(self, tool_tip: str) -> None:
        self.setToolTip(tool_tip)

    def set_theme(self, theme: Theme) -> None:
        for button in self.buttons.values():
            button.set_theme(theme)

    @Slot(QAbstractButton)
    def _on_clicked(self, clicked: QAbstractButton) -> None:
        self.edited.emit(next(name for name, button in self.buttons.items() if button is clicked))
