"""What a chart shows of losses that grow beyond all bounds."""

from __future__ import annotations

import math

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from app.theme import LIGHT
from app.views.loss_chart import LossChart
from tests.app.snapshots import stripe, with_losses
from tests.app.test_views_loss import NAN, has_color


@pytest.fixture
def chart(qtbot: QtBot) -> LossChart:
    chart = LossChart()
    qtbot.addWidget(chart)
    chart.resize(560, 140)
    return chart


@pytest.mark.parametrize(("last", "log"), [(1.6e245, False), (math.inf, False), (math.inf, True)])
def test_a_loss_that_explodes_leaves_the_chart_at_the_top(chart: LossChart, last: float, log: bool) -> None:
    chart.set_log(log)
    chart.show_snapshot(with_losses(stripe(), [0.7, 0.2, 0.1, last, last], [0.7, 0.2, 0.1, last, last]))
    frame = chart.frame
    assert frame.high < 1, "the rest keeps its scale"
    xs, ys = frame.line(chart.losses.epochs, chart.losses.train)
    assert ys[3] == frame.area.top()
    assert math.isnan(ys[4]), "it does not come back"
    [exit_] = frame.exits(chart.losses.epochs, chart.losses.train)
    assert (exit_.x(), exit_.y()) == pytest.approx((xs[3], frame.area.top()))
    image, x, top = chart.grab().toImage(), round(frame.x(3)), round(frame.area.top())
    assert has_color(image, LIGHT.positive, range(top + 6, top + 8), range(x - 3, x - 1)), "an arrow head"
    assert has_color(image, LIGHT.positive, range(top + 6, top + 8), range(x + 2, x + 4))


def test_on_a_logarithmic_scale_a_loss_that_explodes_is_a_straight_line(chart: LossChart) -> None:
    losses = [10.0 ** (3 * epoch) for epoch in range(102)]
    chart.set_log(True)
    chart.show_snapshot(with_losses(stripe(), losses, losses))
    frame = chart.frame
    _xs, ys = frame.line(chart.losses.epochs[:-1], chart.losses.train[:-1])
    assert np.diff(ys) == pytest.approx(np.diff(ys)[0]), "to its end"
    assert frame.area.top() <= ys[-1] < frame.area.top() + 0.1 * frame.area.height()
    assert (frame.exits(chart.losses.epochs, chart.losses.train), frame.cut(chart.losses.train)) == ([], "")


@pytest.mark.parametrize(
    ("last", "log", "words"),
    [
        (1e3, False, ""),
        (1e99, False, "beyond 1e30: see the log scale"),
        (1e99, True, ""),
        (math.inf, False, "too large for the computer"),
        (math.inf, True, "too large for the computer"),
    ],
)
def test_where_a_curve_is_cut_words_say_why(chart: LossChart, last: float, log: bool, words: str) -> None:
    chart.set_log(log)
    losses = [0.7, 0.2, 0.1, last]
    chart.show_snapshot(with_losses(stripe(), losses, losses))
    assert chart.frame.cut(chart.losses.train) == words
    chart.grab()


@pytest.mark.parametrize("most", [1e30, 1e307])
def test_means_of_the_greatest_numbers_are_numbers(chart: LossChart, most: float) -> None:
    chart.set_log(True)
    chart.show_snapshot(with_losses(stripe(), [most] * 40, [most] * 40))
    curves = chart.losses.smoothed(11, log=True)
    assert curves.train == pytest.approx(chart.losses.train)


def test_a_loss_that_was_never_small_enough_to_be_drawn_leaves_nowhere(chart: LossChart) -> None:
    chart.show_snapshot(with_losses(stripe(), [math.inf, 1e300], [NAN, NAN]))
    assert chart.frame.exits(chart.losses.epochs, chart.losses.train) == []
    chart.grab()


def test_outside_the_epochs_shown_nothing_leaves(chart: LossChart) -> None:
    chart.show_snapshot(with_losses(stripe(), [0.7, 0.2, 0.1, 1e99], [0.7, 0.2, 0.1, 1e99]))
    chart.zoom.choose(0, 2, 3)
    chart.refresh()
    assert chart.frame.exits(chart.losses.epochs, chart.losses.train) == []
