"""The brush over the map, with mouse and keys: where points are wanted, and where they are not."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from math import dist
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.theme import DARK
from app.views.map import MapView
from app.views.map_brush import SIZES, MapBrush
from tests.app.snapshots import halves
from tests.app.strokes import LEFT, RIGHT, SHIFT, lift, move, press, stroke
from tests.app.test_views_all import seen
from tests.app.test_views_map import point_at, without_points

Key = Qt.Key


class Heard:
    """What the brush has said, in its order."""

    def __init__(self, brush: MapBrush) -> None:
        self.strokes: list[list[tuple[str, Any]]] = []
        self.begun = 0
        self.asked: list[Any] = []
        brush.stroke_begun.connect(self._on_begun)
        brush.painted.connect(self._on_painted)
        brush.erased.connect(self._on_erased)
        brush.stroke_ended.connect(self._on_ended)
        brush.class_asked.connect(self._on_asked)
        brush.size_asked.connect(self._on_asked)
        brush.eraser_asked.connect(self._on_eraser)
        brush.leave_asked.connect(self._on_leave)

    @property
    def painted(self) -> list[tuple[float, float]]:
        """All places of the last stroke."""
        return [place for kind, places in self.strokes[-1] if kind == "painted" for place in places]

    @property
    def erased(self) -> list[tuple[float, float, float]]:
        return [circle for kind, circle in self.strokes[-1] if kind == "erased"]

    def _on_begun(self) -> None:
        self.begun += 1
        self.strokes.append([])

    def _on_painted(self, places: Any) -> None:
        self.strokes[-1].append(("painted", places))

    def _on_erased(self, x: float, y: float, reach: float) -> None:
        self.strokes[-1].append(("erased", (x, y, reach)))

    def _on_ended(self) -> None:
        self.begun -= 1

    def _on_asked(self, what: int) -> None:
        self.asked.append(what)

    def _on_eraser(self) -> None:
        self.asked.append("eraser")

    def _on_leave(self) -> None:
        self.asked.append("leave")


@pytest.fixture
def view(qtbot: QtBot) -> MapView:
    view = MapView()
    qtbot.addWidget(view)
    view.resize(320, 300)
    view.show_snapshot(without_points(halves()))
    view.show()
    return view


@pytest.fixture
def brush(view: MapView) -> Iterator[MapBrush]:
    brush = MapBrush(view)
    brush.begin()
    yield brush
    brush.hide()


@pytest.fixture
def heard(brush: MapBrush) -> Heard:
    return Heard(brush)


def use(brush: MapBrush, size: int, *, erasing: bool = False) -> None:
    brush.set_tool(QColor("red"), SIZES[size], erasing=erasing)


def test_a_click_puts_one_point_exactly_there(view: MapView, brush: MapBrush, heard: Heard) -> None:
    use(brush, 4)
    stroke(brush, view.plane, [(0.25, 0.75)])
    assert heard.painted == [pytest.approx((0.25, 0.75), abs=0.0005)]
    assert heard.begun == 0


def test_a_stroke_drops_points_at_even_distances(view: MapView, brush: MapBrush, heard: Heard) -> None:
    use(brush, 0)
    stroke(brush, view.plane, [(0.1, 0.5), (0.13, 0.5), (0.5, 0.5), (0.5, 0.8)])
    assert len(heard.strokes) == 1
    side = view.plane.square.width()
    gaps = [dist(a, b) * side for a, b in pairwise(heard.painted)]
    assert len(gaps) > 15
    assert min(gaps) > 5.0, "round a corner it is shorter"
    assert np.median(gaps) == pytest.approx(8.0, abs=0.3)


def test_a_wide_brush_scatters_points_inside_its_circle(view: MapView, brush: MapBrush, heard: Heard) -> None:
    use(brush, 3)
    stroke(brush, view.plane, [(0.2, 0.5), (0.8, 0.5)])
    away = np.array([y for _, y in heard.painted[1:]]) - 0.5
    side = view.plane.square.width()
    assert np.abs(away).max() * side <= SIZES[3] + 0.5
    assert np.ptp(away) * side > SIZES[3]


def test_points_stay_inside_the_plane_and_are_short_numbers(view: MapView, brush: MapBrush, heard: Heard) -> None:
    use(brush, 0)
    stroke(brush, view.plane, [(0.9, 0.5), (1.04, 0.5), (1.04, 0.9)])
    xs, ys = zip(*heard.painted, strict=True)
    assert max(xs) == 1.0
    assert max(ys) > 0.8, "along the border it goes on"
    assert all(len(str(value)) <= 5 for value in (*xs, *ys))


def test_a_press_beside_the_plane_paints_nothing(view: MapView, brush: MapBrush, heard: Heard) -> None:
    stroke(brush, view.plane, [(-0.05, 0.5), (0.5, 0.5)])
    assert heard.strokes == []


@pytest.mark.parametrize("how", ["right button", "Shift", "eraser"])
def test_three_ways_to_erase(view: MapView, brush: MapBrush, heard: Heard, how: str) -> None:
    use(brush, 2, erasing=how == "eraser")
    button = RIGHT if how == "right button" else LEFT
    keys = SHIFT if how == "Shift" else Qt.KeyboardModifier.NoModifier
    stroke(brush, view.plane, [(0.5, 0.5), (0.6, 0.5)], button, keys)
    assert heard.painted == []
    x, y, reach = heard.erased[0]
    assert (x, y) == pytest.approx((0.5, 0.5))
    assert reach == pytest.approx(SIZES[2] / view.plane.square.width())
    assert len(heard.erased) > 1


def test_a_second_button_does_not_begin_another_stroke(view: MapView, brush: MapBrush, heard: Heard) -> None:
    press(brush, view.plane, (0.2, 0.5))
    press(brush, view.plane, (0.2, 0.5), RIGHT)
    move(brush, view.plane, (0.4, 0.5), LEFT)
    lift(brush, view.plane, (0.4, 0.5))
    assert len(heard.strokes) == 1
    assert heard.erased == []


def test_a_stroke_ends_when_the_brush_is_put_away(view: MapView, brush: MapBrush, heard: Heard) -> None:
    press(brush, view.plane, (0.2, 0.5))
    assert brush.busy
    brush.hide()
    assert not brush.busy
    assert heard.begun == 0


def test_moving_without_a_button_paints_nothing_and_shows_a_circle(
    view: MapView, brush: MapBrush, heard: Heard
) -> None:
    use(brush, 3)
    before = seen(view)
    move(brush, view.plane, (0.5, 0.5))
    assert heard.strokes == []
    changed = np.argwhere((seen(view) != before).any(axis=-1))
    middle = view.plane.place(0.5, 0.5)
    assert changed.mean(axis=0) == pytest.approx((middle.y(), middle.x()), abs=1.5)
    assert np.ptp(changed[:, 1]) == pytest.approx(2 * SIZES[3], abs=5)
    assert brush.cursor().shape() is Qt.CursorShape.BlankCursor
    move(brush, view.plane, (-0.1, 0.5))
    assert np.array_equal(seen(view), before)
    assert brush.cursor().shape() is Qt.CursorShape.ArrowCursor
    move(brush, view.plane, (0.5, 0.5))
    QApplication.sendEvent(brush, QEvent(QEvent.Type.Leave))
    assert np.array_equal(seen(view), before)


def test_the_circle_of_the_eraser_is_another(view: MapView, brush: MapBrush) -> None:
    move(brush, view.plane, (0.5, 0.5))
    use(brush, 3)
    painting = seen(view)
    use(brush, 3, erasing=True)
    assert not np.array_equal(seen(view), painting)
    brush.set_theme(DARK)
    assert not np.array_equal(seen(view), painting)


def test_while_painting_the_pointer_reads_no_numbers(view: MapView, brush: MapBrush) -> None:
    brush.hide()
    point_at(view, view.plane.place(0.5, 0.5))
    assert view.hover_text
    brush.begin()
    assert view.hover_text == ""
    move(brush, view.plane, (0.4, 0.4))
    assert view.hover_text == ""


def test_arrow_keys_move_a_cross_hair_and_enter_paints_there(
    view: MapView, brush: MapBrush, heard: Heard, qtbot: QtBot
) -> None:
    use(brush, 1)
    qtbot.keyClick(brush, Key.Key_Return)
    assert heard.painted == [pytest.approx((0.5, 0.5), abs=0.003)]
    side = view.plane.square.width()
    for key in (Key.Key_Right, Key.Key_Right, Key.Key_Up):
        qtbot.keyClick(brush, key)
    qtbot.keyClick(brush, Key.Key_Left, SHIFT)
    qtbot.keyClick(brush, Key.Key_Enter)
    assert heard.painted == [pytest.approx((0.5 + 15 / side, 0.5 + 8 / side), abs=0.003)]
    assert len(heard.strokes) == 2


def test_delete_erases_at_the_cross_hair_and_enter_does_with_the_eraser(
    view: MapView, brush: MapBrush, heard: Heard, qtbot: QtBot
) -> None:
    qtbot.keyClick(brush, Key.Key_Down)
    qtbot.keyClick(brush, Key.Key_Delete)
    assert heard.erased[0][:2] == pytest.approx((0.5, 0.5 - 8 / view.plane.square.width()), abs=0.003)
    use(brush, 1, erasing=True)
    qtbot.keyClick(brush, Key.Key_Return)
    assert len(heard.erased) == 1


def test_the_cross_hair_stays_inside_the_plane(view: MapView, brush: MapBrush, heard: Heard, qtbot: QtBot) -> None:
    for _ in range(40):
        qtbot.keyClick(brush, Key.Key_Left)
    qtbot.keyClick(brush, Key.Key_Return)
    assert heard.painted == [pytest.approx((0.0, 0.5), abs=0.003)]


@pytest.mark.parametrize(
    ("key", "asked"),
    [
        (Key.Key_1, 0),
        (Key.Key_6, 5),
        (Key.Key_E, "eraser"),
        (Key.Key_BracketLeft, -1),
        (Key.Key_BracketRight, 1),
        (Key.Key_Escape, "leave"),
    ],
)
def test_keys_choose_the_tool(brush: MapBrush, heard: Heard, qtbot: QtBot, key: Qt.Key, asked: object) -> None:
    qtbot.keyClick(brush, key)
    assert heard.asked == [asked]


def test_the_window_keeps_its_keys(brush: MapBrush, heard: Heard, qtbot: QtBot) -> None:
    for key, modifier in (
        (Key.Key_1, Qt.KeyboardModifier.ControlModifier),
        (Key.Key_S, Qt.KeyboardModifier.NoModifier),
        (Key.Key_Space, Qt.KeyboardModifier.NoModifier),
    ):
        qtbot.keyClick(brush, key, modifier)
    assert heard.asked == []
    assert heard.strokes == []


def test_the_brush_lies_over_the_whole_map_whatever_its_size(view: MapView, brush: MapBrush, heard: Heard) -> None:
    view.resize(500, 420)
    assert brush.geometry() == view.rect()
    stroke(brush, view.plane, [(0.9, 0.1)])
    assert heard.painted == [pytest.approx((0.9, 0.1), abs=0.001)]


def test_a_hand_that_rests_drops_nothing_more(view: MapView, brush: MapBrush, heard: Heard) -> None:
    use(brush, 0)
    place = view.plane.point_at(view.plane.place(0.5, 0.5) + QPointF(3, 0))
    stroke(brush, view.plane, [(0.5, 0.5), place, (0.5, 0.5), place])
    assert len(heard.painted) == 1
