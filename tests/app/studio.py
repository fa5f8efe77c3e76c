"""A map to paint on: all that painting needs, without a training thread."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from pytestqt.qtbot import QtBot

from app import actions
from app.model import fitting
from app.model.document import Document, replaced
from app.training.controller import Controller
from app.training.snapshot import Snapshot
from app.views.plane import Plane
from app.windows.gallery import Gallery
from app.windows.painting import Painting
from nncore import PRESETS
from tests.app.snapshots import of_experiment
from tests.app.strokes import LEFT, stroke

FIRST = PRESETS["first-run"].experiment


@dataclass
class Studio:
    """What the training would answer is handed over by `answer`."""

    document: Document
    controller: Controller
    gallery: Gallery
    painting: Painting
    paint: QAction

    @property
    def plane(self) -> Plane:
        return self.gallery.map.plane

    @property
    def points(self) -> tuple[Any, ...]:
        return self.document.experiment.data.points

    @property
    def shown(self) -> int:
        """How many points the map shows."""
        view = self.gallery.map
        data = view._draft or view._data
        assert data is not None
        return len(data.training((-9.0, 9.0))[0]) + len(data.testing((-9.0, 9.0))[0])

    def answer(self) -> Snapshot:
        """The training has heard of everything."""
        snapshot = of_experiment(self.document.experiment)
        self.gallery.map.show_snapshot(snapshot)
        self.controller.snapshot_ready.emit(snapshot)
        return snapshot

    def stroke(self, *places: tuple[float, float], button: Qt.MouseButton = LEFT) -> None:
        stroke(self.painting.brush, self.plane, places, button)


def studio(qtbot: QtBot, dataset: str = "xor", **data: Any) -> Studio:
    spec = replace(FIRST.data, dataset=dataset, observations=40, **data)
    document = Document(replaced(FIRST, fitting.for_data(FIRST, spec)))
    controller = Controller(document)
    named = actions.build(document)
    gallery = Gallery(named, document)
    made = Studio(
        document, controller, gallery, Painting(document, controller, gallery, named["paint"]), named["paint"]
    )
    qtbot.addWidget(gallery.map_card)
    gallery.map_card.resize(420, 380)
    gallery.map_card.show()
    made.answer()
    made.paint.setChecked(True)
    return made
