"""Names that own data bring along stand everywhere: at the inputs, over the cards, in menus and in sentences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QSizeF
from PySide6.QtGui import QAction, QFont, QGuiApplication
from PySide6.QtWidgets import QMainWindow, QToolButton
from pytestqt.qtbot import QtBot

import nncore as nn
from app import actions
from app.model.axes import PLAIN, Axes, AxisScale
from app.training.snapshot import Snapshot
from app.views.diagram import words
from app.views.diagram.scene import Scene
from app.views.diagram.view import NetworkDiagram
from app.windows.gallery import Gallery
from tests.app.snapshots import of_experiment

IRIS = Axes(
    AxisScale("Länge", 5.9, 0.24), AxisScale("Breite", 2.9, 0.12), AxisScale("Art"), ("setosa", "versi", "virg")
)
SPEC = nn.NetworkSpec(("x", "y", "xy"), outputs=3, output_activation="softmax")


def own() -> Snapshot:
    experiment = nn.PRESETS["three-blobs"].experiment
    points = ((-3.0, 0.0, 0.0), (3.0, 1.0, 1.0), (0.0, -4.0, 2.0))
    data = replace(experiment.data, dataset="custom", points=points, classes=3, test_fraction=0.0)
    return of_experiment(replace(experiment, data=data))


@pytest.fixture
def gallery(qtbot: QtBot) -> Iterator[Gallery]:
    window = QMainWindow()
    qtbot.addWidget(window)
    named: dict[str, QAction] = dict(actions.build(window))
    gallery = Gallery(named, window)
    for card in (gallery.surface_card, gallery.map_card):
        qtbot.addWidget(card)
        card.resize(400, 330)
        card.show()
    yield gallery
    window.close()


def test_coordinates_are_called_as_in_the_data_and_formulas_by_themselves() -> None:
    assert words.input_names(SPEC) == ["x", "y", "x·y"]
    assert words.input_names(SPEC, IRIS) == ["Länge", "Breite", "x·y"]
    assert words.unit_name(SPEC, 0, 1, IRIS) == "Breite"
    last = len(SPEC.sizes) - 1
    assert words.unit_name(SPEC, last, 2, IRIS) == "the output for virg"
    assert words.unit_name(SPEC, last, 2) == "the output for class 2"


def test_the_inputs_of_the_diagram_have_these_names(qtbot: QtBot) -> None:
    scene = Scene.composed(SPEC, QSizeF(580, 440), QFont(QGuiApplication.font()), IRIS)
    assert {"Länge", "Breite", "x·y"} <= {word.text for word in scene.words}
    diagram = NetworkDiagram()
    qtbot.addWidget(diagram)
    diagram.show_snapshot(own())
    for axes, name in ((IRIS, "Breite"), (PLAIN, "y")):
        diagram.set_axes(axes)
        assert diagram.scene is not None
        assert name in {word.text for word in diagram.scene.words}


def test_the_cards_and_the_menu_of_classes_have_them_too(gallery: Gallery) -> None:
    gallery.set_axes(IRIS)
    gallery.show_snapshot(own())
    assert [action.text() for action in gallery.class_menu.actions()][:4] == ["all classes", "setosa", "versi", "virg"]
    gallery.class_menu.actions()[2].trigger()
    assert "versi" in {link.text() for link in gallery.surface_card.findChildren(QToolButton)}
    gallery.show_snapshot(replace(own(), shown_unit=(0, 0)))
    assert gallery.surface_card.hint == gallery.map_card.hint == "Länge"


def test_other_data_have_none_of_them(gallery: Gallery) -> None:
    gallery.set_axes(IRIS)
    gallery.show_snapshot(own())
    gallery.class_menu.actions()[2].trigger()
    gallery.show_snapshot(replace(of_experiment(nn.PRESETS["three-blobs"].experiment), shown_unit=(0, 0)))
    assert gallery.surface_card.hint == "x"
    assert [action.text() for action in gallery.class_menu.actions()][1] == "class 0"
    assert "class 1" in {link.text() for link in gallery.surface_card.findChildren(QToolButton)}
