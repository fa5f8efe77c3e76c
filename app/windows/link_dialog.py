"""The dialog that takes a TensorFlow Playground link, and says what it describes before it is opened."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFrame, QLabel, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from app.model.playground import LinkError, Reading, read
from app.numbers import decimal
from app.panels.parts import label
from app.panels.restyle import rename
from app.type_size import scaled
from app.windows.dialogs import bulleted
from nncore import ACTIVATIONS, DATASETS, Experiment

EXAMPLE = "https://playground.tensorflow.org/#activation=tanh&dataset=circle…"
EMPTY = "Copy the address from the browser: it holds every setting of the page."
WIDTH, DETAILS_HEIGHT = 520, 128


class LinkDialog(QDialog):
    """Checks with every keystroke. What is accepted is `chosen`; then the dialog closes."""

    chosen = Signal(object)  # Reading

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Open a TensorFlow Playground link")
        self._reading: Reading | None = None
        self.field = QLineEdit()
        self.field.setAccessibleName("Link")
        self.field.setToolTip("The address of a TensorFlow Playground page, or the part of it after the #.")
        self.field.setPlaceholderText(EXAMPLE)
        self.verdict = _wrapped(Qt.TextFormat.PlainText)
        self.details = _wrapped(Qt.TextFormat.RichText)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Open | QDialogButtonBox.StandardButton.Cancel)
        self._build()
        self._connect()
        self.field.setText(text)
        self.field.selectAll()
        self._on_text_changed(text)

    def _build(self) -> None:
        details = QScrollArea()
        details.setWidgetResizable(True)
        details.setFrameShape(QFrame.Shape.NoFrame)
        details.setObjectName("details")
        details.setFixedHeight(scaled(DETAILS_HEIGHT))
        details.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        details.setWidget(self.details)
        self.details.setAlignment(Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(8)
        name = label("Link", "heading")
        name.setBuddy(self.field)
        for part in (name, self.field, self.verdict, details):
            column.addWidget(part)
        column.addSpacing(8)
        column.addWidget(self.buttons)
        self.verdict.setMinimumHeight(2 * self.verdict.fontMetrics().lineSpacing())
        self.setFixedWidth(scaled(WIDTH))

    def _connect(self) -> None:
        self.field.textChanged.connect(self._on_text_changed)
        self.buttons.accepted.connect(self._on_accepted)
        self.buttons.rejected.connect(self.reject)

    @Slot(str)
    def _on_text_changed(self, text: str) -> None:
        self._reading = None
        problem = ""
        if text.strip():
            try:
                self._reading = read(text)
            except LinkError as error:
                problem = str(error)
        said = EMPTY if self._reading is None else summary(self._reading.experiment)
        self._say(problem or said, "error" if problem else "quiet")
        self.details.setText(_not_honoured(self._reading))
        self.buttons.button(QDialogButtonBox.StandardButton.Open).setEnabled(self._reading is not None)

    def _say(self, text: str, style: str) -> None:
        self.verdict.setText(text)
        self.field.setAccessibleDescription(text)
        rename(self.verdict, style)

    @Slot()
    def _on_accepted(self) -> None:
        if self._reading is not None:
            reading = self._reading
            self.accept()
            self.chosen.emit(reading)


def summary(experiment: Experiment) -> str:
    """An experiment of the Playground in a line."""
    network, training = experiment.network, experiment.training
    sizes = "-".join(str(size) for size in network.sizes)
    kind = f" with {ACTIVATIONS[network.hidden_layers[0].activation].title}" if network.hidden_layers else ""
    rate = decimal(training.optimizer.learning_rate)
    return f"{DATASETS[experiment.data.dataset].title}; {sizes}{kind}; rate {rate}, batches of {training.batch_size}."


def _not_honoured(reading: Reading | None) -> str:
    if reading is None or not reading.not_honoured:
        return ""
    return f"Not as in the Playground:{bulleted(reading.not_honoured)}"


def _wrapped(form: Qt.TextFormat) -> QLabel:
    made = label("", "quiet")
    made.setTextFormat(form)
    made.setWordWrap(True)
    return made
