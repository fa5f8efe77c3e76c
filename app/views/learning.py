"""How well the network learns, in one place of the window: its loss or its accuracy as a chart, or who is confused."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QWidget

from app.theme import Theme
from app.training.snapshot import Snapshot
from app.views.colors import ColorScale
from app.views.confusion import ConfusionView
from app.views.loss_chart import LossChart


class LearningView(QStackedWidget):
    """A chart and a confusion matrix, of which one is seen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._snapshot: Snapshot | None = None
        self.chart = LossChart()
        self.confusion = ConfusionView()
        self.addWidget(self.chart)
        self.addWidget(self.confusion)

    def note(self, snapshot: Snapshot) -> None:
        """Remember `snapshot`, whether it is shown or not."""
        self._snapshot = snapshot
        self.chart.note(snapshot)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        (self.confusion if self.currentWidget() is self.confusion else self.chart).show_snapshot(snapshot)

    def show_loss(self) -> None:
        self._turn_to(self.chart)
        self.chart.show_scores(False)

    def show_accuracy(self) -> None:
        self._turn_to(self.chart)
        self.chart.show_scores(True)

    def show_confusion(self) -> None:
        self._turn_to(self.confusion)

    def set_theme(self, theme: Theme) -> None:
        self.chart.set_theme(theme)
        self.confusion.set_theme(theme)

    def set_scale(self, scale: ColorScale) -> None:
        self.confusion.set_scale(scale)

    def _turn_to(self, view: QWidget) -> None:
        self.setCurrentWidget(view)
        if self._snapshot is not None:
            self.show_snapshot(self._snapshot)
