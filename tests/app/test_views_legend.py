"""The legend with classes: a swatch and a name for each, with the room that names need, and not more."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from app.model.axes import PLAIN
from app.theme import LIGHT
from app.views.legend import LegendView
from app.views.map import MapView
from app.views.map_with_legend import MapWithLegend
from tests.app import test_views_words as by_words
from tests.app.test_views_all import made, seen
from tests.app.test_views_classes import rgb
from tests.app.test_views_scales import six_classes, snapshot_of
from tests.app.test_views_words import Word
from tests.pixels import share_near

written = by_words.written  # a fixture: all words that are drawn


def test_the_legend_has_a_swatch_for_each_class(qtbot: QtBot) -> None:
    view = made(LegendView, qtbot, (76, 190))
    view.show_snapshot(six_classes())
    for color in LIGHT.classes:
        assert share_near(seen(view), rgb(color), within=6) > 0.0005, color
    graded = seen(view)
    view.set_discrete(True)
    assert share_near(seen(view), rgb(LIGHT.classes[3]), within=2) > 0.009
    assert not np.array_equal(seen(view), graded)


@pytest.mark.parametrize("width", [248, 282, 600])
def test_the_legend_in_one_line_names_all_classes(width: int, qtbot: QtBot, written: list[Word]) -> None:
    view = made(LegendView, qtbot, (width, 22))
    view.set_lying(True)
    view.show_snapshot(six_classes())
    written.clear()
    seen(view)
    assert [word.text for word in written if word.text.isdigit()] == ["0", "1", "2", "3", "4", "5"]
    assert max(word.rect.left() for word in written) < width


def test_the_legend_has_the_labels_of_the_classes(qtbot: QtBot, written: list[Word]) -> None:
    view = made(LegendView, qtbot, (76, 190))
    view.set_axes(replace(PLAIN, labels=("setosa", "a label too long to be shown", "c")))
    view.show_snapshot(snapshot_of("three_blobs"))
    written.clear()
    seen(view)
    texts = [word.text for word in written]
    assert "setosa" in texts
    assert any(text.startswith("a la") and text.endswith("…") for text in texts)


def labelled(view: LegendView, *labels: str) -> LegendView:
    view.set_axes(replace(PLAIN, labels=labels))
    view.show_snapshot(snapshot_of("three_blobs"))
    return view


def test_the_legend_takes_the_room_that_the_labels_need(qtbot: QtBot, written: list[Word]) -> None:
    view = labelled(made(LegendView, qtbot, (76, 190)), "setosa", "versicolour", "a label too long to be shown")
    view.resize(view.upright_width, 190)
    written.clear()
    seen(view)
    texts = [word.text for word in written]
    assert "versicolour" in texts
    assert view.upright_width == 112, "and no more than is good for the map"
    assert view.toolTip().splitlines() == ["setosa", "versicolour", "a label too long to be shown"]


def test_the_legend_is_as_narrow_as_ever_with_short_labels(qtbot: QtBot) -> None:
    view = labelled(made(LegendView, qtbot, (76, 190)), "a", "b", "c")
    assert view.upright_width == 76
    assert view.toolTip() == ""


def test_the_map_makes_room_for_the_labels_when_they_come(qtbot: QtBot) -> None:
    legend = LegendView()
    card = MapWithLegend(MapView(), legend)
    qtbot.addWidget(card)
    card.resize(395, 290)
    card.show()
    assert legend.width() == 76
    labelled(legend, "setosa", "versicolour", "virginica")
    qtbot.waitUntil(lambda: legend.width() == legend.upright_width > 76)
    assert card.rect().contains(legend.geometry())


def test_in_one_line_long_labels_lose_their_ends(qtbot: QtBot, written: list[Word]) -> None:
    view = labelled(made(LegendView, qtbot, (250, 22)), "setosa from Alaska", "versicolour", "virginica")
    view.set_lying(True)
    written.clear()
    seen(view)
    assert all(word.rect.left() >= 0 for word in written)
    assert [word.text for word in written if word.text.endswith("…")]
    assert len(written) == 3


@pytest.mark.parametrize("height", range(185, 300, 8))
def test_an_upright_legend_keeps_clear_of_the_name_of_the_axis(height: int, qtbot: QtBot, written: list[Word]) -> None:
    view, legend = MapView(), LegendView()
    card = MapWithLegend(view, legend)
    qtbot.addWidget(card)
    card.resize(340, height)
    card.show()
    view.show_snapshot(snapshot_of("xor"))
    written.clear()
    seen(view)
    (name,) = (word for word in written if word.text == "x")
    assert legend.geometry().bottom() > view.geometry().bottom() or legend.x() >= name.rect.right() + 2
