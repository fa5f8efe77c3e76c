"""The output of one class alone: it is shown in the colour of that class wherever it is shown."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QSizeF
from PySide6.QtGui import QColor, QFont
from pytestqt.qtbot import QtBot

from app.model.axes import PLAIN
from app.theme import LIGHT
from app.training.snapshot import Snapshot
from app.views.diagram import words
from app.views.diagram.marks import Status
from app.views.diagram.parts import Unit, Weight
from app.views.diagram.rows import Reading
from app.views.diagram.scene import Scene
from app.views.legend import LegendView
from app.views.legend_key import Key
from app.views.map import MapView
from app.views.surface_shapes import ALL, shapes
from nncore import NetworkSpec
from tests.app.snapshots import halves
from tests.app.test_views_all import made, seen
from tests.app.test_views_classes import GREEN, SCALE, answered, at
from tests.app.test_views_map import near
from tests.pixels import BLUE, ORANGE, share_near

SPECIES = replace(PLAIN, labels=("setosa", "versicolor", "virginica"))
THREE = NetworkSpec(outputs=3, output_activation="softmax")


def looked_at(number: int, left: float, right: float) -> Snapshot:
    """What the output for class `number` answers in the left and in the right half of the plane."""
    snapshot = answered((1.0, 0.0, 0.0), (0.0, 0.0, 1.0))
    surface = np.tile(np.repeat([left, right], 10).astype(np.float32), (20, 1))
    return replace(snapshot, surface=surface, class_surfaces=(), shown_unit=(2, number), scale=(0.0, 1.0))


def test_the_map_goes_from_the_middle_to_the_colour_of_the_class(qtbot: QtBot) -> None:
    view = made(MapView, qtbot)
    view.show_snapshot(looked_at(2, 0.0, 1.0))
    assert near(at(view, -3.0, 2.0), QColor(LIGHT.middle), within=2)
    assert near(at(view, 3.0, 2.0), QColor(*GREEN), within=2)


def test_the_surface_has_the_same_colours() -> None:
    (shape,) = shapes(looked_at(2, 0.0, 1.0), SCALE, discrete=False, chosen=ALL)
    assert QColor(*shape.colors[0, 0].tolist()) == QColor(LIGHT.middle)
    assert tuple(shape.colors[0, -1, :3]) == GREEN


def test_discretised_only_the_two_ends_are_left(qtbot: QtBot) -> None:
    view = made(MapView, qtbot)
    view.set_discrete(True)
    view.show_snapshot(looked_at(1, 0.4, 0.6))
    assert near(at(view, -3.0, 2.0), QColor(LIGHT.middle), within=2)
    assert near(at(view, 3.0, 2.0), QColor(*BLUE), within=2)


def test_the_legend_says_so(qtbot: QtBot) -> None:
    view = made(LegendView, qtbot, (76, 190))
    view.show_snapshot(looked_at(2, 0.0, 1.0))
    assert share_near(seen(view), GREEN, within=3) > 0.0005
    assert share_near(seen(view), ORANGE, within=40) == 0.0
    assert Key.of(looked_at(2, 0.0, 1.0)).ends == ("0", "0.5", "1")


def test_a_hidden_neuron_keeps_both_ends_of_the_scale() -> None:
    assert replace(looked_at(2, 0.0, 1.0), shown_unit=(1, 2)).class_looked_at is None
    assert replace(halves(), shown_unit=(1, 0)).class_looked_at is None


def test_classes_are_called_by_their_labels_everywhere_in_the_diagram() -> None:
    assert words.output_names(THREE, SPECIES) == ["setosa", "versicolor", "virginica"]
    assert words.weight_name(THREE, Weight(1, 0, 2), SPECIES).endswith("to the output for virginica")
    snapshot = looked_at(0, 0.0, 1.0)
    assert Reading(snapshot, Status.of(snapshot), axes=SPECIES).rows(Unit(2, 1))[0][0] == "the output for versicolor"


def test_inputs_are_called_as_the_data_call_them() -> None:
    axes = replace(PLAIN, x=replace(PLAIN.x, name="height in cm"))
    assert words.weight_name(THREE, Weight(0, 0, 2), axes) == "weight from height in cm to neuron 3 of hidden layer 1"
    assert words.summary(THREE, axes).startswith("Inputs height in cm, y;")


@pytest.mark.parametrize("width", [436, 586, 900])
def test_labels_have_room_beside_the_outputs(width: int) -> None:
    font = QFont()
    font.setPixelSize(11)
    scene = Scene.composed(THREE, QSizeF(width, 462), font, SPECIES)
    found = [word for word in scene.words if word.text in SPECIES.labels]
    assert len(found) == 3, "none is shortened"
    beside = width - found[0].room.left()
    numbered = Scene.composed(THREE, QSizeF(width, 462), font)
    assert beside >= 50 > width - numbered.layout.columns[-1].rect(0).right()
