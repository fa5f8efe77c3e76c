"""Where things are put: the columns and lines of the diagram, the frame of the loss chart, facets and dots in 3D."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QColor, QImage, QPainter, QVector3D
from pytestqt.qtbot import QtBot

from app.theme import DARK, LIGHT, Theme
from app.views.camera import HEIGHT, Camera
from app.views.diagram.layout import Column, Layout, arrange
from app.views.diagram.weights import Gap, draw, full, sign_color
from app.views.losses import Curves, Frame
from app.views.surface_painted import PaintedSurface
from tests.app.snapshots import halves, stripe, with_losses

UNITS = st.lists(st.integers(1, 64), min_size=0, max_size=8)
pytestmark = pytest.mark.usefixtures("qapp")  # sizes depend on its type

LEFT, RIGHT = Column(100.0, 20.0, (50.0, 150.0, 250.0)), Column(300.0, 40.0, (100.0, 200.0))
AREA = QRectF(40, 10, 500, 100)


def layout_of(hidden: list[int], size: tuple[int, int]) -> Layout:
    return arrange(QSizeF(*size), [3, *hidden, 1], 20.0)


@given(UNITS, st.integers(420, 2000), st.integers(300, 1400))
def test_pictures_never_overlap_and_stay_in_the_widget(hidden: list[int], width: int, height: int) -> None:
    layout = layout_of(hidden, (width, height))
    room = QRectF(0, 0, width, height)
    for column in layout.columns:
        rects = [column.rect(unit) for unit in range(len(column.ys))]
        assert all(room.contains(rect) for rect in rects)
        assert all(a.bottom() <= b.top() for a, b in pairwise(rects))
        assert rects[-1].bottom() <= layout.captions_top
    assert all(a.x + a.side / 2 < b.x - b.side / 2 for a, b in pairwise(layout.columns))


@given(UNITS, st.integers(420, 2000), st.integers(300, 1400))
def test_biases_lie_between_the_pictures(hidden: list[int], width: int, height: int) -> None:
    layout = layout_of(hidden, (width, height))
    for column in layout.columns:
        for unit in range(len(column.ys) - 1):
            bias = column.bias_rect(unit)
            if not bias.isEmpty():
                assert column.rect(unit).bottom() <= bias.top()
                assert bias.bottom() <= column.rect(unit + 1).top()


@given(UNITS)
def test_every_unit_is_found_at_the_middle_of_its_picture(hidden: list[int]) -> None:
    for column in layout_of(hidden, (900, 700)).columns:
        for unit in range(len(column.ys)):
            assert column.unit_at(column.rect(unit).center()) == unit


@pytest.mark.parametrize(("neurons", "side"), [(4, 5.0), (8, 5.0), (20, 3.0), (64, 0.0)])
def test_biases_shrink_with_the_pictures_and_then_give_way(neurons: int, side: float) -> None:
    assert arrange(QSizeF(580, 460), [2, neurons, 1], 20).columns[1].bias_rect(0).width() == side


def test_beside_a_picture_there_is_no_unit() -> None:
    assert LEFT.unit_at(QPointF(130, 50)) is None
    assert LEFT.unit_at(QPointF(100, 100)) is None
    assert LEFT.unit_at(LEFT.bias_rect(1).center()) == 1


def test_the_gap_between_columns_is_found_and_pictures_are_none() -> None:
    layout = Layout((LEFT, RIGHT), 300.0)
    assert layout.pitch == 200.0
    assert layout.gap_at(200) == 0
    assert layout.gap_at(300) is None
    assert layout.gap_at(20) is None


def test_few_inputs_stand_close_together_in_a_tall_widget() -> None:
    ys = arrange(QSizeF(600, 1000), [2, 8, 1], 20).columns[0].ys
    assert 90 <= ys[1] - ys[0] <= 110


def test_in_a_room_twice_as_large_everything_grows() -> None:
    usual, large = (arrange(QSizeF(*size), [2, 4, 1], 20) for size in ((586, 462), (1172, 924)))
    assert (usual.zoom, large.zoom) == pytest.approx((1.0, 2.0))
    assert [column.side for column in usual.columns] == [38, 38, 60]
    assert [column.side for column in large.columns] == [76, 76, 120]
    assert large.text_line == pytest.approx(14 * 16 / 11), "words grow to 16 pixels and no further"


@pytest.mark.parametrize(("width", "height"), [(586, 2000), (3000, 462), (400, 300)])
def test_one_long_side_alone_enlarges_nothing(width: int, height: int) -> None:
    assert arrange(QSizeF(width, height), [2, 4, 1], 20).zoom == 1.0


@pytest.mark.parametrize("neurons", [1, 8, 16, 24, 64])
def test_inputs_do_not_dwarf_hidden_neurons_that_had_to_shrink(neurons: int) -> None:
    inputs, hidden, output = (column.side for column in arrange(QSizeF(436, 386), [2, neurons, 1], 20).columns)
    assert inputs <= max(1.6 * hidden, 18)
    assert output <= max(3 * hidden, 40)
    assert inputs >= min(hidden, 18)


@pytest.mark.parametrize("neurons", [1, 20])
def test_a_line_of_text_above_the_columns_is_kept_free(neurons: int) -> None:
    layout = arrange(QSizeF(500, 400), [2, neurons, 1], 20)
    assert layout.columns[1].rect(0).top() >= 2 + layout.text_line


def test_all_columns_are_centred_on_one_line() -> None:
    middles = {sum(column.ys) / len(column.ys) for column in arrange(QSizeF(600, 470), [2, 8, 4, 1], 20).columns}
    assert max(middles) - min(middles) <= 1


def gap(weights: list[list[float]], most: int = 100) -> Gap:
    return Gap.between(LEFT, RIGHT, np.array(weights), most)


def test_a_line_is_found_along_its_whole_way() -> None:
    only = gap([[0.0, 0.0], [0.0, 2.0], [0.0, 0.0]], most=1)
    assert only.ends == (110.0, 280.0)
    start, stop = 150.0, 200.0
    for t in np.linspace(0.02, 0.98, 25):
        # The cubic with its handles halfway across, written out.
        x = 110 + 170 * (3 * (1 - t) ** 2 * t * 0.5 + 3 * (1 - t) * t**2 * 0.5 + t**3)
        y = (1 - t) ** 3 * start + 3 * (1 - t) ** 2 * t * start + 3 * (1 - t) * t**2 * stop + t**3 * stop
        assert only.line_at(QPointF(x, y)) == (1, 1)
        assert only.line_at(QPointF(x, y + 4)) == (1, 1)
        assert only.line_at(QPointF(x, y + 8)) is None


def test_of_two_lines_the_nearer_one_is_meant() -> None:
    both = gap([[1.0, 1.0], [0.0, 0.0], [0.0, 0.0]], most=2)
    assert both.line_at(QPointF(278, 101)) == (0, 0)
    assert both.line_at(QPointF(278, 199)) == (0, 1)


def test_the_strongest_weights_are_drawn_last_and_on_top() -> None:
    drawn = gap([[0.1, -5.0], [2.0, 0.0], [-3.0, 0.2]], most=3)
    assert list(zip(drawn.sources.tolist(), drawn.targets.tolist(), strict=True)) == [(1, 0), (2, 0), (0, 1)]


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_weights_and_biases_are_coloured_by_their_sign(theme: Theme) -> None:
    for value, name in ((0.5, theme.positive), (0.0, theme.positive), (-0.5, theme.negative)):
        assert sign_color(value, theme).name() == QColor(name).name()


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, 1e300])
def test_a_weight_without_bounds_is_as_strong_as_they_get(value: float) -> None:
    assert sign_color(value, LIGHT).alpha() == sign_color(6.0, LIGHT).alpha()


def test_the_widest_line_stands_for_the_largest_weight_or_for_more_where_all_are_small() -> None:
    assert full([np.array([[0.5, -0.7]]), np.array([[0.1]])]) == 3.0
    assert full([np.array([[0.5, -50.0]]), np.array([[20.0]])]) == 50.0
    assert full([np.array([[math.nan, 7.0, math.inf]])]) == 7.0


def thickness(weight: float, largest: float) -> int:
    """How many rows of pixels a level line takes in its middle beside another of the `largest` weight."""
    picture = QImage(400, 300, QImage.Format.Format_RGB32)
    picture.fill(QColor(LIGHT.card))
    lines = Gap.between(
        Column(100.0, 20.0, (50.0, 250.0)), Column(300.0, 20.0, (50.0, 250.0)), np.diag([weight, largest]), 9
    )
    with QPainter(picture) as painter:
        draw(painter, lines, 12.0, LIGHT, full([lines.weights]))
    return sum(picture.pixelColor(200, y) != QColor(LIGHT.card) for y in range(40, 61))


def test_half_the_weight_is_half_as_wide_however_large_the_weights_are() -> None:
    for largest in (4.0, 20.0, 1000.0):
        assert [thickness(share * largest, largest) for share in (1.0, -0.75, 0.5, 0.25)] == [12, 9, 6, 3]
    assert thickness(0.75, 0.1) == 3, "small weights look small"


LOSSES = st.lists(st.one_of(st.floats(0), st.just(math.nan)), min_size=1, max_size=50)


@given(LOSSES, LOSSES, st.booleans())
def test_whatever_can_be_drawn_lies_in_the_frame(train: list[float], test: list[float], log: bool) -> None:
    points = min(len(train), len(test))
    curves = Curves(np.arange(float(points)), np.array(train[:points]), np.array(test[:points]))
    frame = Frame.around(curves, AREA, log=log)
    grown = AREA.adjusted(-1e-6, -1e-6, 1e-6, 1e-6)
    for values in (curves.train, curves.test):
        places = [frame.place(e, v) for e, v in zip(curves.epochs, values, strict=True)]
        assert all(grown.contains(place) for place in places if place is not None)
        xs, ys = frame.line(curves.epochs, values)
        assert len(xs) == len(values)
        assert all(grown.contains(x, y) for x, y in zip(xs, ys, strict=True) if not math.isnan(y))


@given(LOSSES, st.booleans(), st.integers(0, 12))
def test_all_ticks_lie_in_the_frame(train: list[float], log: bool, most: int) -> None:
    curves = Curves(np.arange(float(len(train))), np.array(train), np.full(len(train), math.nan))
    frame = Frame.around(curves, AREA, log=log)
    rows = [frame.y(tick) for tick in frame.value_ticks(most)]
    columns = [frame.x(tick) for tick in frame.epoch_ticks(most)]
    assert all(AREA.top() - 1e-6 <= row <= AREA.bottom() + 1e-6 for row in rows)
    assert all(AREA.left() - 1e-6 <= column <= AREA.right() + 1e-6 for column in columns)
    assert len(columns) <= max(most, 1) + 1
    assert len(set(rows)) == len(rows)


def test_epochs_run_to_the_right_and_losses_upwards() -> None:
    frame = Frame(AREA, 100.0, 0.0, 0.8, log=False)
    assert (frame.x(0.0), frame.x(50.0), frame.x(100.0)) == (40.0, 290.0, 540.0)
    assert (frame.y(0.0), frame.y(0.4), frame.y(0.8)) == pytest.approx((110.0, 60.0, 10.0))
    assert frame.epoch_at(290.0) == pytest.approx(50.0)


def test_decades_are_evenly_spaced_on_a_logarithmic_axis() -> None:
    frame = Frame(AREA, 1.0, 0.001, 1.0, log=True)
    rows = [frame.y(loss) for loss in (0.001, 0.01, 0.1, 1.0)]
    assert rows == pytest.approx([110.0, 110 - 100 / 3, 110 - 200 / 3, 10.0])


def test_the_curves_hold_the_history_and_the_moment() -> None:
    curves = Curves.of(with_losses(stripe(), [0.5, 0.4, 0.3], [0.6, 0.5, 0.4], position=5))
    assert curves.epochs.tolist() == [0.0, 1.0, 2.0, 2.25]  # 5 of 20 training observations later
    assert curves.train.tolist() == [0.5, 0.4, 0.3, 0.3]
    assert curves.last == (0.3, 0.4)
    assert curves.nearest(1.4) == 1
    assert Curves.empty().nearest(1.0) is None


def test_a_curve_is_found_in_the_boxes_it_passes_through() -> None:
    curves = Curves(np.array([0.0, 100.0]), np.array([0.0, 0.8]), np.full(2, math.nan))
    frame = Frame.around(curves, AREA, log=False)
    left_half = QRectF(40, 60, 250, 50)
    assert frame.crossings(curves, left_half) == 40
    assert frame.crossings(curves, left_half.translated(250, 0)) <= 1
    assert frame.crossings(Curves.empty(), left_half) == 0


def test_a_test_loss_without_bounds_is_a_loss() -> None:
    curves = Curves.of(with_losses(stripe(), [0.5, 0.4], [0.5, math.inf]))
    assert curves.last == (0.4, math.inf)


def test_facets_are_painted_from_the_back_to_the_front(qtbot: QtBot) -> None:
    view = PaintedSurface("")
    qtbot.addWidget(view)
    view.resize(400, 300)
    view.show_snapshot(halves(0.5, 0.5))
    facets = [part for part in view._parts(halves(0.5, 0.5)) if not part.radius]
    assert len(facets) == 24 * 24
    rows = [sum(corner.y() for corner in facet.places) / 4 for facet in facets]
    # On level ground what is nearer is lower on the screen; neighbours side by side may be equally near.
    assert all(later >= earlier - 2 for earlier, later in pairwise(rows))


def test_from_straight_above_the_floor_is_seen_as_on_a_map() -> None:
    camera = Camera()
    camera.azimuth, camera.elevation = -90.0, 90.0
    corner, right, up, middle = (
        camera.project(QVector3D(x, y, 0.5), 500, 400) for x, y in ((0, 0), (1, 0), (0, 1), (0.5, 0.5))
    )
    assert right.x() > corner.x()
    assert right.y() == pytest.approx(corner.y(), abs=0.01)
    assert up.y() < corner.y()
    assert up.x() == pytest.approx(corner.x(), abs=0.01)
    assert right.x() - corner.x() == pytest.approx(corner.y() - up.y(), abs=0.01)
    assert middle.x() == pytest.approx((corner.x() + right.x()) / 2, abs=0.01)


def test_turning_all_the_way_round_does_not_change_the_size() -> None:
    camera, widths = Camera(), []
    for _ in range(4):
        left, right = (camera.project(QVector3D(*place, 0.5), 400, 300) for place in _ends(camera))
        widths.append(right.x() - left.x())
        camera.orbit(90, 0)
    assert widths == pytest.approx([widths[0]] * 4)


def _ends(camera: Camera) -> tuple[tuple[float, float], tuple[float, float]]:
    """The corners of the floor that are farthest left and farthest right."""
    corners = [(x, y) for x in (0.0, 1.0) for y in (0.0, 1.0)]

    def column(corner: tuple[float, float]) -> float:
        return camera.project(QVector3D(*corner, 0.5), 400, 300).x()

    return min(corners, key=column), max(corners, key=column)


def test_the_box_is_lower_than_it_is_wide() -> None:
    camera = Camera()
    camera.elevation = 4.0
    low, high = (camera.project(QVector3D(0.5, 0.5, z), 900, 400) for z in (0.0, 1.0))
    left, right = (camera.project(QVector3D(*place, 0.5), 900, 400) for place in _ends(camera))
    assert (low.y() - high.y()) / (right.x() - left.x()) == pytest.approx(HEIGHT / 2**0.5, rel=0.05)
