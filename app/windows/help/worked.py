"""The worked example of the help: which moment of the training it is of, and which observation."""

from __future__ import annotations

from app.model.axes import Axes
from app.model.document import Document
from app.training.controller import Controller
from app.training.worked_example import WorkedExample, work_through
from app.windows.help import steps as help_steps
from nncore import Experiment, Trainer, TrainerState


class Worked:
    """Stays with the moment that was taken, however the training goes on, until another one is taken."""

    def __init__(self, document: Document, controller: Controller) -> None:
        self._document = document
        self._controller = controller
        self._taken: tuple[Experiment, TrainerState, Axes] | None = None
        self._turn = 0

    @property
    def example(self) -> WorkedExample:
        """The one that is shown."""
        experiment, moment, _axes = self._moment()
        return work_through(experiment, moment, self._turn)

    def take(self) -> None:
        """Take the present moment, and the observation that is next in it."""
        self._taken, self._turn = self._present(), 0

    def turn(self, steps: int) -> None:
        """Go on by some observations, or back."""
        self._turn += steps

    def page(self) -> str:
        """All of it as HTML."""
        return help_steps.page(self.example, self._moment()[2])

    def _moment(self) -> tuple[Experiment, TrainerState, Axes]:
        if self._taken is None:
            self._taken = self._present()
        return self._taken

    def _present(self) -> tuple[Experiment, TrainerState, Axes]:
        axes, latest = self._document.work.lesson.axes, self._controller.latest
        if latest is not None:
            return latest.experiment, latest.state, axes
        experiment = self._document.experiment
        return experiment, self._document.work.start or Trainer(experiment).state(), axes
