"""The run bar's numbers: a small caption over a large figure, each in its own width, so that nothing jumps."""

from __future__ import annotations

import math

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app import numbers
from app.panels.parts import label
from app.panels.tips import explain, tip
from app.training.snapshot import Snapshot
from app.type_size import follow_type, scaled

FIGURE_PIXELS, SMALLEST_PIXELS = 16, 11
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
WIDEST_LOSS = "1.1e304"


class Figure(QLabel):
    """A number that changes with every picture: it is only painted, since a label asks the whole window for room.

    It is as wide as the text `widest`; what is wider becomes smaller.
    """

    def __init__(self, widest: str) -> None:
        super().__init__()
        self.setObjectName("counter")
        self._widest = widest
        self._shown = numbers.UNKNOWN
        follow_type(self, self.updateGeometry)

    @property
    def shown(self) -> str:
        """What it says."""
        return self._shown

    def show_text(self, text: str) -> None:
        """Say `text` from now on."""
        self._shown = text
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802  Qt's names, here and below
        metrics = _metrics()
        widest = self._widest.replace(" ", numbers.THIN_SPACE)
        return QSize(metrics.horizontalAdvance(widest) + 1, metrics.height())  # kerning differs

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802
        font = QFont(self.font())
        while QFontMetrics(font).horizontalAdvance(self._shown) > self.width() and font.pixelSize() > SMALLEST_PIXELS:
            font.setPixelSize(font.pixelSize() - 1)
        painter = QPainter(self)
        painter.setFont(font)
        painter.setPen(self.palette().windowText().color())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._shown)


class Counter(QWidget):
    """One number. `widest` is as wide a text as it usually shows."""

    def __init__(self, caption: str, widest: str, about: str) -> None:
        super().__init__()
        self._figure = Figure(widest)
        explain(self, caption, tip(about))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addStretch(1)
        self._caption = label(caption, "caption")
        self._caption.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for line in (self._caption, self._figure):
            column.addWidget(line)
        column.addStretch(1)
        follow_type(self, self._measure)

    @property
    def text(self) -> str:
        return self._figure.shown

    @property
    def caption(self) -> str:
        return self._caption.text()

    def show_caption(self, caption: str, about: str) -> None:
        """Call it `caption` from now on; it keeps the width of the longest name so far."""
        if caption != self._caption.text():
            width = self._caption.width()
            self._caption.setText(caption)
            self._caption.setMinimumWidth(max(width, self._caption.sizeHint().width()))
            explain(self, caption, tip(about))

    def _measure(self) -> None:
        self._caption.setMinimumWidth(0)

    def show_text(self, text: str) -> None:
        if text != self._figure.shown:
            self._figure.show_text(text)
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
            "Training loss", WIDEST_LOSS, "The mean loss over the observations for training, without penalties."
        )
        self.test_loss = Counter("Test loss", WIDEST_LOSS, "The mean loss over the observations kept for testing.")
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


def _metrics() -> QFontMetrics:
    """Of the face that the style sheet gives the figures, which a new label does not have yet."""
    font = QFont("Inter", weight=QFont.Weight.DemiBold)
    font.setPixelSize(scaled(FIGURE_PIXELS))
    font.setFeature(QFont.Tag("tnum"), 1)
    return QFontMetrics(font)
