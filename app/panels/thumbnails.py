"""Data sets to choose from, as pictures: people would rather look than read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QToolButton, QWidget

from app.panels.flow import FlowLayout
from app.panels.keys import reach_by_keyboard
from app.panels.tips import entry_tip, explain
from app.theme import LIGHT, Theme
from nncore.datasets import Dataset

SAMPLE = 90  # points in a picture
SAMPLE_SEED = 3
FEW = 16  # points that are drawn larger
SIDE = 38
MARGIN = 4.0


class Thumbnail(QToolButton):
    """A data set as the map shows it, small."""

    def __init__(self, dataset: Dataset) -> None:
        super().__init__()
        self.setObjectName("thumbnail")
        self.setCheckable(True)
        points, targets = dataset.generate(np.random.default_rng(SAMPLE_SEED), SAMPLE, 0.0)
        low, high = dataset.domain
        self._points = (points - low) / (high - low)
        self._positive = targets[:, 0] > targets.mean()
        self._radius = 1.3 if len(points) > FEW else 3.0
        self.set_theme(LIGHT)
        explain(self, dataset.title, entry_tip(dataset))
        reach_by_keyboard(self)

    def set_theme(self, theme: Theme) -> None:
        self._colours = (QColor(theme.negative), QColor(theme.positive))
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802  Qt's name
        return QSize(SIDE, SIDE)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        super().paintEvent(event)
        inset = MARGIN + self._radius
        square = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if self.hasFocus():
                painter.setPen(QPen(self.palette().color(QPalette.ColorRole.WindowText), 1.5))
                painter.drawRoundedRect(QRectF(self.rect()).adjusted(3.5, 3.5, -3.5, -3.5), 3, 3)
            painter.setPen(Qt.PenStyle.NoPen)
            for (x, y), positive in zip(self._points, self._positive, strict=True):
                painter.setBrush(self._colours[int(positive)])
                centre = QPointF(square.left() + x * square.width(), square.bottom() - y * square.height())
                painter.drawEllipse(centre, self._radius, self._radius)


class Thumbnails(QWidget):
    """One of them is chosen; arrows go from one to the next."""

    edited = Signal(object)  # str, the data set's name

    def __init__(self, datasets: Iterable[Dataset]) -> None:
        super().__init__()
        self.setAccessibleName("Data set")
        self._group = QButtonGroup(self)
        self.buttons = {dataset.name: Thumbnail(dataset) for dataset in datasets}
        flow = FlowLayout(spacing=4)
        self.setLayout(flow)
        for button in self.buttons.values():
            self._group.addButton(button)
            flow.addWidget(button)
        self._group.buttonClicked.connect(self._on_clicked)

    def show_value(self, name: Any) -> None:
        self.buttons[name].setChecked(True)

    def refuse(self) -> None:
        """Every data set is allowed."""

    def set_about(self, tool_tip: str) -> None:
        self.setToolTip(tool_tip)

    def set_theme(self, theme: Theme) -> None:
        for button in self.buttons.values():
            button.set_theme(theme)

    @Slot(QAbstractButton)
    def _on_clicked(self, clicked: QAbstractButton) -> None:
        self.edited.emit(next(name for name, button in self.buttons.items() if button is clicked))
