"""The card of the loss: what it shows is chosen in place of its title, how that is drawn in its corner."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu

from app.training.snapshot import Snapshot
from app.views.learning import LearningView
from app.views.record import has_penalty
from app.windows.card import Card
from app.windows.menus import Choice

SMOOTHING = (1, 5, 20, 100)  # recorded points that become one mean

PAGES = ("show_loss", "show_accuracy", "show_confusion")

SAVING = (("export_chart_csv", "Points as CSV…"), ("picture_loss", "Picture…"))  # short: here it is clear of what

_WITHOUT_PENALTY = "mean, without penalty"
_WITH_PENALTY = "without penalty; dotted: with it"
_ACCURACY = "share of right answers"
_R_SQUARED = "R² = 1 − Σ(o − t)² / Σ(t − mean)²"
_CONFUSION = "each row is a true class"


class LossCard(Card):
    """Shows `view`, and hands it what its own actions say."""

    def __init__(self, view: LearningView, actions: Mapping[str, QAction]) -> None:
        super().__init__("loss", "Loss", _WITHOUT_PENALTY, view)
        self._view = view
        self._actions = actions
        self._classes = True
        self._add_switch()
        self._add_corner()
        self._connect()

    def note(self, snapshot: Snapshot) -> None:
        """Follow the training, whether the card is seen or not."""
        self._view.note(snapshot)
        self._classes = bool(snapshot.experiment.classes)
        self._actions["show_penalty"].setEnabled(has_penalty(snapshot))
        self._say()

    def _add_switch(self) -> None:
        pages = [self._actions[name] for name in PAGES]
        group = QActionGroup(self)
        for page in pages:
            group.addAction(page)
        pages[0].setChecked(True)
        self.add_switch(pages)

    def _add_corner(self) -> None:
        self.smoothing_menu = QMenu("&Smoothing")  # in the View menu too
        self._actions["show_penalty"].setEnabled(False)
        self._actions["all_epochs"].setEnabled(False)
        # What comes and goes stands at the left, so that the rest stays where it is.
        self._all = self.add_action(self._actions["all_epochs"], "all")
        self._penalty = self.add_action(self._actions["show_penalty"], "penalty")
        self._smoothing = self.add_menu(
            self.smoothing_menu,
            "smooth",
            "Draw each value as the mean of so many recorded points around it, with the recorded ones faintly behind.",
        )
        self._smoothing.setCheckable(True)
        self._log = self.add_action(self._actions["log_loss"], "log")
        self._save_menu = QMenu()
        self._save_menu.setToolTipsVisible(True)
        for name, text in SAVING:
            entry = self._save_menu.addAction(text)
            entry.setToolTip(self._actions[name].toolTip())
            entry.triggered.connect(self._actions[name].trigger)
        self.add_menu(self._save_menu, "save", "Save the recorded points as a table, or the chart as a picture.")

    def _connect(self) -> None:
        entries = [("Off" if points == 1 else f"{points} points", points) for points in SMOOTHING]
        Choice(self.smoothing_menu, entries, 1).chosen.connect(self._on_smoothing)
        chart = self._view.chart
        for name, show in zip(
            PAGES, (self._view.show_loss, self._view.show_accuracy, self._view.show_confusion), strict=True
        ):
            self._actions[name].triggered.connect(show)
            self._actions[name].toggled.connect(self._on_page)
        self._actions["log_loss"].toggled.connect(chart.set_log)
        self._actions["show_penalty"].toggled.connect(chart.set_penalty_visible)
        for name in ("show_penalty", "all_epochs"):
            self._actions[name].changed.connect(self._on_page)
        self._actions["all_epochs"].triggered.connect(chart.show_all)
        chart.zoomed.connect(self._actions["all_epochs"].setEnabled)
        self._on_page()

    @Slot(object)
    def _on_smoothing(self, points: int) -> None:
        self._smoothing.setChecked(points != 1)
        self._view.chart.set_smoothing(points)

    @Slot()
    def _on_page(self) -> None:
        """Show in the corner what applies to what is shown."""
        loss, confusion = (self._actions[name].isChecked() for name in ("show_loss", "show_confusion"))
        self._penalty.setVisible(loss and self._actions["show_penalty"].isEnabled())
        self._log.setVisible(loss)
        self._all.setVisible(not confusion and self._actions["all_epochs"].isEnabled())
        self._smoothing.setVisible(not confusion)
        self._say()

    def _say(self) -> None:
        self.show_hint(self._words())

    def _words(self) -> str:
        if self._actions["show_confusion"].isChecked():
            return _CONFUSION if self._classes else ""
        if self._actions["show_accuracy"].isChecked():
            return _ACCURACY if self._classes else _R_SQUARED
        penalty = self._actions["show_penalty"]
        return _WITH_PENALTY if penalty.isChecked() and penalty.isEnabled() else _WITHOUT_PENALTY
