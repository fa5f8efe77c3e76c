"""What holds for every view: it can always be drawn, says what it is, follows the theme, and no word is cut off."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.theme import DARK, LIGHT
from app.training.snapshot import Snapshot
from app.views.colors import make_scale
from app.views.diagram import NetworkDiagram
from app.views.legend import LegendView
from app.views.loss_chart import LossChart
from app.views.map import MapView
from app.views.surface_painted import PaintedSurface
from nncore import Layer
from tests.app.snapshots import halves, random_network, stripe, with_losses
from tests.pixels import Pixels, as_pixels

SEVEN = ("x", "y", "xy", "x2", "y2", "sin_x", "sin_y")
KINDS = (NetworkDiagram, LossChart, MapView, LegendView, lambda: PaintedSurface("No OpenGL."))
COLORED = (NetworkDiagram, MapView, LegendView, KINDS[-1])

# The room of each view in windows of 1280 × 800 and 1024 × 700, and the least the borders between them allow.
SIZES = (
    (NetworkDiagram, [(586, 462), (436, 386), (420, 300)]),
    (LossChart, [(586, 140), (436, 110), (260, 90)]),
    (MapView, [(314, 298), (206, 242), (180, 160), (1000, 640)]),
    (LegendView, [(76, 298), (76, 242), (76, 190)]),
    (KINDS[-1], [(392, 298), (290, 242), (200, 180), (1000, 640)]),
)


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


@dataclass(frozen=True)
class Word:
    """What was written, and what room its ink and its line take."""

    text: str
    rect: QRectF


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> list[Word]:
    """All words that are drawn from now on."""
    words: list[Word] = []
    draw = QPainter.drawText

    def noting(painter: QPainter, room: QRectF, flags: Qt.AlignmentFlag, text: str) -> None:
        if text:
            words.append(Word(text, painter.boundingRect(room, flags, text)))
        draw(painter, room, flags, text)

    monkeypatch.setattr(QPainter, "drawText", noting)
    return words


def cases() -> list[Any]:
    return [
        pytest.param(kind, size, id=f"{getattr(kind, '__name__', 'surface').strip('<>')}-{size[0]}x{size[1]}")
        for kind, sizes in SIZES
        for size in sizes
    ]


def check(words: list[Word], size: QSize) -> None:
    """Nothing is cut off at the border, and no two words run into each other."""
    room = QRectF(0, 0, size.width(), size.height()).adjusted(-1, -1, 1, 1)
    for word in words:
        assert room.contains(word.rect), word.text
    for one, other in combinations(words, 2):
        # Lines of text stand closer than their full heights: what counts is where letters are.
        assert not one.rect.adjusted(0, 3, 0, -3).intersects(other.rect.adjusted(0, 3, 0, -3)), (one.text, other.text)


@pytest.mark.parametrize(("kind", "size"), cases())
def test_no_word_is_cut_off_or_runs_into_another(
    kind: Callable[[], Any], size: tuple[int, int], qtbot: QtBot, written: list[Word]
) -> None:
    view = made(kind, qtbot, size)
    view.show_snapshot(learned())
    written.clear()
    seen(view)
    assert len(written) >= 4
    check(written, view.size())


@pytest.mark.parametrize("size", [(586, 462), (436, 386), (420, 300)])
def test_the_captions_of_every_network_have_room(size: tuple[int, int], qtbot: QtBot, written: list[Word]) -> None:
    view = made(NetworkDiagram, qtbot, size)
    for layers in (0, 1, 2, 3, 4, 6, 8):
        for neurons in (1, 8, 64):
            view.show_snapshot(random_network([Layer(neurons, "sigmoid")] * layers, SEVEN))
            written.clear()
            seen(view)
            check(written, view.size())
            texts = [word.text for word in written]
            assert {"x", "y", "x·y", "x²", "y²", "sin x", "sin y"} <= set(texts)
            assert sum(text in ("inputs", "in") for text in texts) == 1


@pytest.mark.parametrize("log", [False, True])
def test_the_numbers_of_every_loss_chart_have_room(log: bool, qtbot: QtBot, written: list[Word]) -> None:
    view = made(LossChart, qtbot, (436, 110))
    view.set_log(log)
    for points in (1, 3, 40, 999):
        for smallest in (0.5, 1e-4, 1e-12):
            losses = np.geomspace(0.9, smallest, points).tolist()
            view.show_snapshot(with_losses(stripe(), losses, losses))
            written.clear()
            seen(view)
            check(written, view.size())
            assert [word.text for word in written].count("epoch") == 1


@pytest.mark.parametrize("domain", [(0.0, 1.0), (-6.0, 6.0), (-1.5, 2.5), (-1000.0, 1000.0)])
@pytest.mark.parametrize("size", [(314, 298), (206, 242)])
def test_the_axes_of_the_map_have_room_in_every_domain(
    domain: tuple[float, float], size: tuple[int, int], qtbot: QtBot, written: list[Word]
) -> None:
    view = made(MapView, qtbot, size)
    view.show_snapshot(replace(halves(), domain=domain))
    written.clear()
    seen(view)
    check(written, view.size())
    assert [word.text for word in written].count("y") == 1


def test_the_labels_of_the_box_have_room_however_it_is_turned(qtbot: QtBot, written: list[Word]) -> None:
    view = made(KINDS[-1], qtbot, (290, 242))
    for azimuth in range(-180, 180, 15):
        for elevation in (5, 30, 60, 90):
            view.camera.azimuth, view.camera.elevation = float(azimuth), float(elevation)
            written.clear()
            seen(view)
            assert [word.text for word in written] == ["x", "y", "0", "1"]
            assert all(QRectF(view.rect()).contains(word.rect) for word in written)
