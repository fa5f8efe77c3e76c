"""The run bar's numbers: a small caption over a large figure, each in its own width, so that nothing jumps."""

from __future__ import annotations

import math

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app import numbers
from app.panels.parts import label
from app.panels.tips import explain, tip
from app.training.snapshot import Snapshot
from app.type_size import follow_type, scaled

FIGURE_PIXELS = 16
GAP = 12
TEST_ACCURACY = "Test accuracy"
TRAINING_ACCURACY = "Training accuracy"
TRAINING_ABOUT = "The same on the observations for training, which the network has learned from."
MEASURED_ON = " Measured on the observations kept for testing, or, where there are none, on those for training."
ACCURACY_ABOUT = f"The share of right answers.{MEASURED_ON}"
R_SQUARED_ABOUT = (
    f"R²: 1 is perfect, 0 is no better than always answering the mean of the targets, less is worse.{MEASURED_ON}"
)
EPOCH_FIGURES = 6
OBSERVATION_FIGURES = 8


class Counter(QWidget):
    """One number. `widest` is as wide a text as it usually shows."""

    def __init__(self, caption: str, widest: str, about: str) -> None:
        super().__init__()
        self._figure = label(numbers.UNKNOWN, "counter")
        explain(self, caption, tip(about))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addStretch(1)
        self._caption = label(caption, "caption")
        for line in (self._caption, self._figure):
            line.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            column.addWidget(line)
        column.addStretch(1)
        self._widest = widest
        follow_type(self, self._measure)

    @property
    def text(self) -> str:
        return self._figure.text()

    @property
    def caption(self) -> str:
        return self._caption.text()

    def show_caption(self, caption: str, about: str) -> None:
        """Call it `caption` from now on; it keeps the width of the longest name so far."""
        if caption != self._caption.text():
            self._caption.setMinimumWidth(self._caption.width())
            self._caption.setText(caption)
            explain(self, caption, tip(about))

    def _measure(self) -> None:
        self._caption.setMinimumWidth(0)
        self._figure.setMinimumWidth(_width(self._widest))

    def show_text(self, text: str) -> None:
        if text != self._figure.text():
            self._figure.setText(text)
            self.setAccessibleDescription(text)


class Counters(QWidget):
    """How far the training is, how fast, and how good."""

    def __init__(self) -> None:
        super().__init__()
        self.tested = True  # whether there are observations kept for testing
        self.epoch = Counter("Epoch", "000 000", "How often every observation for training has been seen.")
        self.observations = Counter("Observations", "00 000 000", "How many observations the network has learned from.")
        self.rate = Counter("Observations/s", "0 000 000", "How many observations a second it learns from just now.")
        self.learning_rate = Counter(
            "Learning rate", "0.00000", "The learning rate just now: the schedule changes it from epoch to epoch."
        )
        self.train_loss = Counter(
            "Training loss", "0.0000", "The mean loss over the observations for training, without penalties."
        )
        self.test_loss = Counter("Test loss", "0.0000", "The mean loss over the observations kept for testing.")
        self.train_accuracy = Counter(TRAINING_ACCURACY, "100.0 %", f"The share of right answers. {TRAINING_ABOUT}")
        self.accuracy = Counter(TEST_ACCURACY, "100.0 %", ACCURACY_ABOUT)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        for counter in (self.epoch, self.observations, self.rate, self.learning_rate):
            row.addWidget(counter)
        for counter in (self.train_loss, self.test_loss, self.train_accuracy, self.accuracy):
            row.addWidget(counter)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        state, metrics = snapshot.state, snapshot.metrics
        self.epoch.show_text(numbers.counted(state.epoch, EPOCH_FIGURES))
        self.observations.show_text(numbers.counted(state.observations_seen, OBSERVATION_FIGURES))
        self.rate.show_text(numbers.rate(snapshot.observations_per_second))
        self.learning_rate.show_text(_rate(snapshot.learning_rate))
        self.train_loss.show_text(numbers.loss(metrics.train_loss))
        self.test_loss.show_text(numbers.loss(metrics.test_loss))
        self.tested = tested = len(snapshot.observations.test_points) > 0
        if snapshot.experiment.classes:
            self.train_accuracy.show_caption(TRAINING_ACCURACY, f"The share of right answers. {TRAINING_ABOUT}")
            self.train_accuracy.show_text(numbers.share(metrics.train_accuracy))
            self.accuracy.show_caption(TEST_ACCURACY if tested else "Accuracy", ACCURACY_ABOUT)
            self.accuracy.show_text(numbers.share(metrics.test_accuracy if tested else metrics.train_accuracy))
        else:
            self.train_accuracy.show_caption("Training R²", f"{R_SQUARED_ABOUT} {TRAINING_ABOUT}")
            self.train_accuracy.show_text(numbers.r_squared(metrics.train_r_squared))
            self.accuracy.show_caption("Test R²" if tested else "R²", R_SQUARED_ABOUT)
            self.accuracy.show_text(numbers.r_squared(metrics.test_r_squared if tested else metrics.train_r_squared))


def _rate(rate: float) -> str:
    return numbers.UNKNOWN if math.isnan(rate) else numbers.decimal(float(f"{rate:.3g}"))


def _width(text: str) -> int:
    """In the face that the style sheet gives the figures, which a new label does not have yet."""
    font = QFont("Inter", weight=QFont.Weight.DemiBold)
    font.setPixelSize(scaled(FIGURE_PIXELS))
    font.setFeature(QFont.Tag("tnum"), 1)
    return QFontMetrics(font).horizontalAdvance(text.replace(" ", numbers.THIN_SPACE)) + 1  # kerning differs
