"""Some epochs of the chart, by hand and by keyboard, and the ways back."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.theme import LIGHT
from app.training.snapshot import Snapshot
from app.views.axes import limits_around
from app.views.loss_chart import LossChart
from app.views.loss_zoom import Zoom
from app.views.losses import Curves, Frame
from nncore import History
from tests.app.snapshots import stripe, with_losses
from tests.app.test_views_all import made, seen
from tests.app.test_views_map import near, point_at
from tests.app.test_views_words import Word, check, written

__all__ = ["written"]  # a fixture

AREA = QRectF(40, 10, 500, 100)
LEFT = Qt.MouseButton.LeftButton
Key = Qt.Key


def falling(epochs: int) -> Snapshot:
    """A loss that starts at 1 and halves every ten epochs."""
    losses = (0.5 ** (np.arange(epochs + 1) / 10)).tolist()
    return with_losses(stripe(), losses, losses)


@pytest.fixture
def chart(qtbot: QtBot) -> LossChart:
    chart = LossChart()
    qtbot.addWidget(chart)
    chart.resize(560, 140)
    chart.show_snapshot(falling(100))
    return chart


def drag(chart: LossChart, first: float, last: float, *, release: bool = True) -> None:
    """Drag from one epoch to another."""
    start, end = (QPoint(round(chart.frame.x(epoch)), 60) for epoch in (first, last))
    QTest.mousePress(chart, LEFT, pos=start)
    point_at(chart, QPointF(end))
    if release:
        QTest.mouseRelease(chart, LEFT, pos=end)


def wheel(chart: LossChart, notches: float, epoch: float) -> None:
    place = QPointF(chart.frame.x(epoch), 60)
    turn = QPoint(0, round(120 * notches))
    none, begun = Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase
    event = QWheelEvent(place, chart.mapToGlobal(place), QPoint(), turn, Qt.MouseButton.NoButton, none, begun, False)
    QApplication.sendEvent(chart, event)


def shown(chart: LossChart) -> tuple[float, float]:
    return chart.frame.first_epoch, chart.frame.last_epoch


def test_dragging_shows_the_epochs_between(chart: LossChart) -> None:
    drag(chart, 60, 40)
    assert shown(chart) == pytest.approx((40, 60), abs=0.2)
    assert chart.frame.x(50) == pytest.approx(chart.frame.area.center().x(), abs=3)


def test_what_is_being_chosen_is_shaded_and_named(chart: LossChart) -> None:
    drag(chart, 20, 80, release=False)
    assert chart.hover_text.startswith("epochs ")
    first, last = (float(word) for word in chart.hover_text.removeprefix("epochs ").split(" to "))
    assert (first, last) == pytest.approx((20, 80), abs=0.2)
    inside, outside = (chart.grab().toImage().pixelColor(round(chart.frame.x(x)), 62) for x in (30, 90))
    assert not near(inside, outside)
    assert inside.blue() > inside.red()


def test_a_click_chooses_nothing(chart: LossChart) -> None:
    QTest.mouseClick(chart, LEFT, pos=QPoint(300, 60))
    assert shown(chart) == (0, 100)


@pytest.mark.parametrize("button", [Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton])
def test_other_buttons_choose_nothing(chart: LossChart, button: Qt.MouseButton) -> None:
    QTest.mousePress(chart, button, pos=QPoint(100, 60))
    point_at(chart, QPointF(300, 60))
    QTest.mouseRelease(chart, button, pos=QPoint(300, 60))
    assert shown(chart) == (0, 100)


def test_dragging_beyond_the_axes_ends_at_them(chart: LossChart) -> None:
    QTest.mousePress(chart, LEFT, pos=QPoint(round(chart.frame.x(50)), 60))
    QTest.mouseRelease(chart, LEFT, pos=QPoint(5000, 60))
    assert shown(chart) == pytest.approx((50, 100), abs=0.2)


def test_the_wheel_shows_less_around_the_pointer_and_more_again(chart: LossChart) -> None:
    wheel(chart, 2, 25)
    assert shown(chart) == pytest.approx((25 - 0.64 * 25, 25 + 0.64 * 75), abs=0.2)
    wheel(chart, -1, 25)
    assert shown(chart)[1] - shown(chart)[0] == pytest.approx(80, abs=0.2)
    wheel(chart, -3, 25)
    assert shown(chart) == (0, 100)


def test_escape_goes_back_step_by_step(chart: LossChart) -> None:
    drag(chart, 20, 80)
    first = shown(chart)
    drag(chart, 40, 50)
    wheel(chart, 1, 45)
    QTest.keyClick(chart, Key.Key_Escape)
    assert shown(chart) == first
    QTest.keyClick(chart, Key.Key_Escape)
    assert shown(chart) == (0, 100)


def test_escape_gives_up_a_choice_that_is_not_made_yet(chart: LossChart) -> None:
    drag(chart, 20, 80, release=False)
    QTest.keyClick(chart, Key.Key_Escape)
    QTest.mouseRelease(chart, LEFT, pos=QPoint(300, 60))
    assert shown(chart) == (0, 100)


def test_a_double_click_shows_everything(chart: LossChart) -> None:
    drag(chart, 20, 80)
    drag(chart, 40, 50)
    QTest.mouseDClick(chart, LEFT, pos=QPoint(300, 60))
    assert shown(chart) == (0, 100)


def test_the_keyboard_does_all_of_it(chart: LossChart) -> None:
    QTest.keyClick(chart, Key.Key_Plus)
    assert shown(chart) == pytest.approx((10, 90))
    QTest.keyClick(chart, Key.Key_PageDown)
    assert shown(chart) == pytest.approx((20, 100)), "it stops at the end"
    QTest.keyClick(chart, Key.Key_PageUp)
    assert shown(chart) == pytest.approx((0, 80))
    QTest.keyClick(chart, Key.Key_Plus)
    QTest.keyClick(chart, Key.Key_Minus)
    assert shown(chart) == pytest.approx((0, 80))
    QTest.keyClick(chart, Key.Key_0)
    assert shown(chart) == (0, 100)


@pytest.mark.parametrize("key", [Key.Key_Escape, Key.Key_0, Key.Key_PageUp, Key.Key_A])
def test_a_key_that_means_nothing_here_is_left_to_the_window(chart: LossChart, key: Qt.Key) -> None:
    press = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(chart, press)
    assert not press.isAccepted()


def test_it_says_when_not_all_is_shown(chart: LossChart) -> None:
    said: list[bool] = []
    chart.zoomed.connect(said.append)
    drag(chart, 20, 80)
    chart.show_all()
    assert said == [True, False]


def test_the_window_of_epochs_stays_while_the_training_goes_on(chart: LossChart) -> None:
    drag(chart, 40, 60)
    before = shown(chart)
    chart.show_snapshot(falling(300))
    assert shown(chart) == before
    QTest.keyClick(chart, Key.Key_Escape)
    assert shown(chart) == (0, 320)


def test_a_run_that_has_not_come_so_far_is_shown_whole(chart: LossChart) -> None:
    drag(chart, 40, 60)
    chart.show_snapshot(replace(falling(3), run=2))
    assert shown(chart) == (0, 3.2)
    drag(chart, 1, 2)
    kept = shown(chart)
    chart.show_snapshot(replace(falling(100), run=1))
    assert shown(chart) == kept, "undo brings back a run that has these epochs too"


def test_the_losses_of_the_epochs_shown_fill_the_height(chart: LossChart) -> None:
    drag(chart, 90, 100)
    assert chart.frame.high == pytest.approx(0.5**9, rel=0.3)
    chart.set_log(True)
    assert (chart.frame.low, chart.frame.high) == pytest.approx((1e-4, 0.002), rel=0.1)


def test_a_curve_ends_at_both_sides_of_the_frame(chart: LossChart) -> None:
    drag(chart, 40.5, 60.5)
    xs, ys = chart.frame.line(np.arange(101.0), 0.5 ** (np.arange(101) / 10))
    area = chart.frame.area
    assert (xs[0], xs[-1]) == pytest.approx((area.left(), area.right()))
    assert area.top() - 1e-6 <= ys.min() < ys.max() <= area.bottom() + 1e-6


def test_between_two_recorded_points_the_line_between_them_is_seen(chart: LossChart) -> None:
    frame = Frame.around(
        Curves(*(np.array(v) for v in ([0.0, 10.0], [0.4, 0.8], [math.nan] * 2))), AREA, log=False, window=(4.0, 6.0)
    )
    xs, ys = frame.line(np.array([0.0, 10.0]), np.array([0.4, 0.8]))
    assert xs.tolist() == [AREA.left(), AREA.right()]
    assert ys.tolist() == pytest.approx([AREA.bottom(), AREA.top()])
    assert (frame.low, frame.high) == pytest.approx((0.56, 0.64))
    assert frame.place(0.0, 0.4) is None, "it is not among the epochs shown"


def test_no_line_marks_a_point_that_is_not_among_the_epochs_shown(chart: LossChart) -> None:
    chart.zoom.choose(50.3, 50.6, chart.whole)
    chart.refresh()
    before = chart.grab().toImage()
    point_at(chart, QPointF(chart.frame.x(50.31), 60))
    assert chart.hover_text.startswith("epoch 50\n")
    beside = QRect(0, 0, round(chart.frame.area.left()) + 4, chart.height())
    assert chart.grab().toImage().copy(beside) == before.copy(beside)


def test_the_hover_reads_recorded_points_while_zoomed(chart: LossChart) -> None:
    drag(chart, 40, 60)
    point_at(chart, QPointF(chart.frame.x(50.2), 60))
    assert chart.hover_text == "epoch 50\ntraining 0.0312\ntest 0.0312"


@given(st.lists(st.tuples(st.sampled_from(["choose", "scale", "move"]), st.floats(0, 1), st.floats(0, 1)), max_size=12))
def test_what_is_shown_always_lies_in_the_whole(steps: list[tuple[str, float, float]]) -> None:
    zoom, whole = Zoom(), 1000.0
    for kind, a, b in steps:
        if kind == "choose":
            zoom.choose(whole * min(a, b), whole * max(a, b), whole)
        elif kind == "scale":
            zoom.scale(4 ** (2 * a - 1), whole * b, whole)
        else:
            zoom.move(2 * a - 1, whole)
        first, last = zoom.window or (0.0, whole)
        assert 0.0 <= first < last <= whole * (1 + 1e-12)
        assert last - first >= 0.99 * 1e-5 * whole


@given(st.floats(1e-9, 1e9), st.floats(0, 1))
def test_round_limits_hold_what_they_are_around_and_not_much_more(high: float, share: float) -> None:
    low = share * high
    first, last = limits_around(low, high)
    assert first <= low * (1 + 1e-8)
    assert last >= high * (1 - 1e-8)
    assert last - first <= 2 * max(high - low, 0.5 * high if first == 0.0 else 2e-3 * high)
    assert (first == 0.0) == (low <= 0.5 * high)


def test_the_focus_of_the_keyboard_can_be_seen(chart: LossChart) -> None:
    before = chart.grab().toImage()
    QApplication.sendEvent(chart, QFocusEvent(QEvent.Type.FocusIn, Qt.FocusReason.MouseFocusReason))
    assert chart.grab().toImage() == before, "a hand on the mouse knows where it is"
    QApplication.sendEvent(chart, QFocusEvent(QEvent.Type.FocusIn, Qt.FocusReason.TabFocusReason))
    assert near(chart.grab().toImage().pixelColor(280, 1), QColor(LIGHT.accent), within=90)
    QApplication.sendEvent(chart, QFocusEvent(QEvent.Type.FocusOut))
    assert chart.grab().toImage() == before


@pytest.mark.parametrize("size", [(586, 140), (398, 110), (260, 90), (1240, 640)])
def test_the_epochs_of_a_very_long_run_have_room_whole_and_in_part(
    size: tuple[int, int], qtbot: QtBot, written: list[Word]
) -> None:
    view = made(LossChart, qtbot, size)
    epochs = np.arange(0.0, 102_400.0, 256.0)
    losses = np.geomspace(0.7, 1e-7, len(epochs))
    snapshot = with_losses(stripe(), [0.7], [0.7])
    state = replace(snapshot.state, epoch=102_399, history=History(epochs, losses, losses))
    for log in (False, True):
        view.set_log(log)
        view.show_snapshot(replace(snapshot, state=state))
        for window in ((0.0, 102_400.0), (99_000.0, 102_400.0), (99_999.25, 100_001.5), (100_000.0, 100_000.03)):
            view.zoom.choose(*window, view.whole)
            view.refresh()
            written.clear()
            seen(view)
            check(written, view.size())
            assert [word.text for word in written].count("epoch") == 1
            assert sum(word.rect.top() > view.frame.area.bottom() for word in written) >= 2
