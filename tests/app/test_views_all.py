"""What holds for every view: it can always be drawn, says what it is and follows the theme."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.theme import DARK, LIGHT
from app.training.snapshot import Snapshot
from app.views.colors import make_scale
from app.views.diagram.view import NetworkDiagram
from app.views.legend import LegendView
from app.views.loss_chart import LossChart
from app.views.map import MapView
from app.views.surface_painted import PaintedSurface
from nncore import Layer
from tests.app.snapshots import random_network, stripe, with_losses
from tests.pixels import Pixels, as_pixels

SEVEN = ("x", "y", "xy", "x2", "y2", "sin_x", "sin_y")
KINDS = (NetworkDiagram, LossChart, MapView, LegendView, lambda: PaintedSurface("No OpenGL."))
COLORED = (NetworkDiagram, MapView, LegendView, KINDS[-1])


def learned() -> Snapshot:
    return with_losses(stripe(), [0.7, 0.5, 0.3, 0.2], [0.72, 0.6, 0.4, 0.35], position=7)


def made(kind: Callable[[], Any], qtbot: QtBot, size: tuple[int, int] = (400, 300)) -> Any:
    view = kind()
    qtbot.addWidget(view)
    view.resize(*size)
    return view


def seen(view: QWidget, ratio: float = 1.0) -> Pixels:
    image = QImage(view.size() * ratio, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.gray)
    view.render(image)
    return as_pixels(image)


@pytest.mark.parametrize("kind", KINDS)
def test_every_view_says_what_it_is(kind: Callable[[], Any], qtbot: QtBot) -> None:
    assert len(made(kind, qtbot).accessibleName()) > 10


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_snapshot_again_changes_no_pixel(kind: Callable[[], Any], qtbot: QtBot) -> None:
    view = made(kind, qtbot)
    view.show_snapshot(learned())
    before = seen(view)
    view.show_snapshot(learned())
    assert np.array_equal(seen(view), before)


@pytest.mark.parametrize("kind", KINDS)
def test_dark_and_back_is_as_before(kind: Callable[[], Any], qtbot: QtBot) -> None:
    view = made(kind, qtbot)
    view.show_snapshot(learned())
    light = seen(view)
    view.set_theme(DARK)
    dark = seen(view)
    view.set_theme(LIGHT)
    assert not np.array_equal(light, dark)
    assert np.array_equal(seen(view), light)


@pytest.mark.parametrize("kind", COLORED)
def test_another_scale_and_back_is_as_before(kind: Callable[[], Any], qtbot: QtBot) -> None:
    view = made(kind, qtbot)
    view.show_snapshot(learned())
    view.set_scale(make_scale("orange-blue", LIGHT))
    before = seen(view)
    view.set_scale(make_scale("viridis", LIGHT))
    assert not np.array_equal(seen(view), before)
    view.set_scale(make_scale("orange-blue", LIGHT))
    assert np.array_equal(seen(view), before)


@pytest.mark.parametrize("kind", KINDS)
def test_every_view_goes_from_network_to_network(kind: Callable[[], Any], qtbot: QtBot) -> None:
    view = made(kind, qtbot)
    for snapshot in (
        learned(),
        random_network([]),
        random_network([Layer(64, "relu")] * 8, SEVEN),
        random_network([Layer(1, "sigmoid")], ("xy",), "tanh"),
        random_network([Layer(3, "linear")], SEVEN, "linear"),
        stripe(test_fraction=0.0),
        learned(),
    ):
        view.show_snapshot(snapshot)
        seen(view)


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_shown_in_between_leaves_no_trace(kind: Callable[[], Any], qtbot: QtBot) -> None:
    view = made(kind, qtbot)
    view.show_snapshot(learned())
    before = seen(view)
    view.show_snapshot(random_network([Layer(5, "relu")] * 3, SEVEN))
    seen(view)
    view.show_snapshot(learned())
    assert np.array_equal(seen(view), before)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("values", [np.nan, np.inf, -1e30])
def test_a_network_that_has_lost_its_numbers_can_be_drawn(kind: Callable[[], Any], values: float, qtbot: QtBot) -> None:
    lost = learned()
    view = made(kind, qtbot)
    view.show_snapshot(
        replace(
            lost,
            surface=np.full_like(lost.surface, values),
            neuron_maps=tuple(np.full_like(maps, values) for maps in lost.neuron_maps),
            weights=tuple(np.full_like(weights, values) for weights in lost.weights),
            biases=tuple(np.full_like(biases, values) for biases in lost.biases),
        )
    )
    seen(view)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("ratio", [1.25, 2.0])
def test_a_dense_screen_shows_the_same_picture(kind: Callable[[], Any], ratio: float, qtbot: QtBot) -> None:
    view = made(kind, qtbot)
    view.show_snapshot(learned())
    plain, dense = seen(view), seen(view, ratio)
    assert dense.shape[0] == plain.shape[0] * ratio
    rows, columns = (np.arange(n) * ratio for n in plain.shape[:2])
    thinned = dense[np.ix_(rows.astype(int), columns.astype(int))]
    assert (np.abs(thinned.astype(int) - plain) > 60).any(axis=-1).mean() < 0.08
