"""The words in the views: they are the right ones, and in every size none is cut off or runs into another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from pytestqt.qtbot import QtBot

from app.training.moments import MomentName, first_moment
from app.views.diagram.view import NetworkDiagram
from app.views.legend import LegendView
from app.views.loss_chart import LossChart
from app.views.losses import Curves
from app.views.map import MapView
from nncore import PRESETS, Layer, Trainer
from tests.app.snapshots import halves, of_experiment, random_network, stripe, with_losses
from tests.app.test_views_all import KINDS, SEVEN, learned, made, seen

# The room of each view in windows of 1280 × 800 and 1024 × 700, and the least the borders between them allow.
SIZES = (
    (NetworkDiagram, [(586, 462), (436, 386), (420, 300)]),
    (LossChart, [(586, 140), (436, 110), (260, 90)]),
    (MapView, [(314, 298), (206, 242), (180, 160), (1000, 640)]),
    (LegendView, [(76, 298), (76, 242), (76, 190)]),
    (KINDS[-1], [(392, 298), (290, 242), (200, 180), (1000, 640)]),
)


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


@pytest.mark.parametrize("size", [(586, 462), (436, 386), (420, 300), (1260, 640)])
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


@pytest.mark.parametrize("size", [(586, 462), (436, 386), (420, 300), (1260, 640)])
@pytest.mark.parametrize("name", list(MomentName))
def test_the_words_of_every_moment_have_room(
    name: MomentName, size: tuple[int, int], qtbot: QtBot, written: list[Word]
) -> None:
    view = made(NetworkDiagram, qtbot, size)
    for preset in ("article", "first-run", "playground"):
        experiment = PRESETS[preset].experiment
        moment = replace(first_moment(Trainer(experiment)), name=name)
        view.show_snapshot(replace(of_experiment(experiment), moment=moment))
        written.clear()
        seen(view)
        check(written, view.size())
        assert any(word.text.startswith(f"{list(MomentName).index(name) + 1}  ") for word in written)


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


@pytest.mark.parametrize("log", [False, True])
def test_the_numbers_of_a_huge_loss_are_not_cut_off(log: bool, qtbot: QtBot, written: list[Word]) -> None:
    view = made(LossChart, qtbot, (436, 300))
    view.set_log(log)
    for greatest in (9e3, 2.5e6, 9e6, 2.5e29, 1e300):
        view.show_snapshot(with_losses(stripe(), [greatest / 3, greatest], [greatest, np.inf]))
        written.clear()
        seen(view)
        check(written, view.size())
        assert "test ∞" in [word.text for word in written]


def test_a_tall_loss_chart_has_few_numbers(qtbot: QtBot, written: list[Word]) -> None:
    view = made(LossChart, qtbot, (600, 640))
    for high in (1.0, 1.25, 1.6, 2.0, 2.5, 3.2, 4.0, 5.0, 6.4, 8.0):
        view.show_snapshot(with_losses(stripe(), [high, high], [high, high]))
        written.clear()
        seen(view)
        left = [word.text for word in written if word.rect.right() < view.frame.area.left()]
        assert 3 <= len(left) <= 7
        assert len({len(text.partition(".")[2]) for text in left}) == 1


@pytest.mark.parametrize("losses", [[0.7, 0.4, 0.1], [0.1, 0.4, 0.7], [0.5, 0.5, 0.5], [0.75, 0.75, 0.75]])
def test_the_words_in_the_chart_keep_away_from_the_curves(
    losses: list[float], qtbot: QtBot, written: list[Word]
) -> None:
    view = made(LossChart, qtbot, (586, 140))
    view.show_snapshot(with_losses(stripe(), losses, losses))
    written.clear()
    seen(view)
    curves = Curves.of(with_losses(stripe(), losses, losses))
    places = [word.rect for word in written if word.text.startswith(("training", "test"))]
    assert len(places) == 2
    assert all(view.frame.crossings(curves, place) == 0 for place in places)


def test_what_is_left_out_of_a_large_network_is_said(qtbot: QtBot, written: list[Word]) -> None:
    view = made(NetworkDiagram, qtbot, (436, 386))
    view.show_snapshot(random_network([Layer(64, "relu")] * 8, SEVEN))
    seen(view)
    assert "the 680 strongest of 29\u202f184 weights" in [word.text for word in written]
    check(written, view.size())
    written.clear()
    view.show_snapshot(random_network([Layer(8, "relu")] * 2, SEVEN))
    seen(view)
    assert not any("strongest" in word.text for word in written)


@pytest.mark.parametrize("width", [264, 290, 600])
@pytest.mark.parametrize("output", ["sigmoid", "tanh", "linear"])
def test_the_legend_has_room_in_one_line(width: int, output: str, qtbot: QtBot, written: list[Word]) -> None:
    view = made(LegendView, qtbot, (width - 16, 22))
    view.set_lying(True)
    view.show_snapshot(random_network([], output=output))
    seen(view)
    low, high = {"sigmoid": ("0", "1"), "tanh": ("−1", "1"), "linear": ("≤ 0", "≥ 1")}[output]
    assert [word.text for word in written] == [f"prediction {low}", high, "train", "test"]
    check(written, view.size())


@pytest.mark.parametrize(
    ("output", "ends"),
    [
        ("sigmoid", ["1", "0.5", "0"]),
        ("linear", ["≥ 1", "0.5", "≤ 0"]),
        ("relu", ["≥ 1", "0.5", "0"]),
        ("tanh", ["1", "0", "−1"]),
        ("sine", ["1", "0", "−1"]),
    ],
)
def test_the_legend_says_where_colours_stand_for_more_than_one_value(
    output: str, ends: list[str], qtbot: QtBot, written: list[Word]
) -> None:
    view = made(LegendView, qtbot, (76, 298))
    view.show_snapshot(random_network([], output=output))
    seen(view)
    assert [word.text for word in written] == ["prediction", *ends, "train", "test"]
    check(written, view.size())


@pytest.mark.parametrize(
    "domain", [(0.0, 1.0), (-6.0, 6.0), (-1.5, 2.5), (-1000.0, 1000.0), (-5.30687, 4.62894), (1e-4, 3.7e-4)]
)
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
