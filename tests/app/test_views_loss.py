from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from app.theme import DARK, LIGHT
from app.training.snapshot import Metrics, Snapshot
from app.views.loss_chart import LossChart
from app.views.losses import Curves
from nncore import PRESETS
from tests.app.snapshots import of_experiment, stripe, with_losses
from tests.app.test_views_map import leave, near, point_at

NAN = math.nan


@pytest.fixture
def chart(qtbot: QtBot) -> LossChart:
    chart = LossChart()
    qtbot.addWidget(chart)
    chart.resize(560, 140)
    return chart


def has_color(image: QImage, name: str, rows: range, columns: range) -> bool:
    return any(near(image.pixelColor(x, y), QColor(name), within=4) for y in rows for x in columns)


def test_both_curves_are_drawn_in_their_colours(chart: LossChart) -> None:
    chart.show_snapshot(with_losses(stripe(), [0.7, 0.4, 0.1], [0.75, 0.6, 0.5]))
    image, frame = chart.grab().toImage(), chart.frame
    x, train, test = round(frame.x(1.5)), round(frame.y(0.25)), round(frame.y(0.55))
    assert has_color(image, LIGHT.positive, range(train - 4, train + 5), range(x - 1, x + 2))
    assert has_color(image, LIGHT.negative, range(test - 4, test + 5), range(x - 8, x + 9))


def test_the_linear_axis_starts_at_0_and_ends_at_a_round_number(chart: LossChart) -> None:
    chart.show_snapshot(with_losses(stripe(), [0.7, 0.4], [0.78, 0.5]))
    assert (chart.frame.low, chart.frame.high, chart.frame.last_epoch) == (0.0, 0.8, 1.0)


def test_the_logarithmic_axis_starts_at_a_power_of_ten(chart: LossChart) -> None:
    chart.set_log(True)
    chart.show_snapshot(with_losses(stripe(), [0.7, 0.03], [0.78, 0.05]))
    assert chart.frame.low == pytest.approx(0.01)
    assert chart.frame.high == pytest.approx(0.8)
    assert chart.frame.y(0.1) == pytest.approx((chart.frame.y(0.01) + chart.frame.y(1.0)) / 2)
    chart.set_log(False)
    assert chart.frame.low == 0.0


def test_the_axes_do_not_move_while_a_curve_creeps_on(chart: LossChart) -> None:
    frames = set()
    for epochs in range(90, 100):
        chart.show_snapshot(with_losses(stripe(), [0.7, *[0.1 + 0.001 * epochs] * epochs], [0.7] * (epochs + 1)))
        frames.add((chart.frame.last_epoch, chart.frame.high))
    assert frames == {(100.0, 0.8)}


def test_a_loss_of_zero_has_no_place_on_a_logarithmic_axis(chart: LossChart) -> None:
    chart.set_log(True)
    chart.show_snapshot(with_losses(stripe(), [0.5, 0.0], [0.5, 0.0]))
    assert chart.frame.place(1.0, 0.0) is None
    assert chart.frame.place(0.0, 0.5) is not None
    chart.grab()


@pytest.mark.parametrize("log", [False, True])
@pytest.mark.parametrize(
    ("train", "test"),
    [
        ([0.5], [NAN]),
        ([0.5, 0.4], [NAN, NAN]),
        ([NAN], [NAN]),
        ([0.5], [0.6]),
        ([0.0, 0.0], [0.0, 0.0]),
        ([1e-9], [1e9]),
    ],
)
def test_odd_histories_can_be_drawn(chart: LossChart, train: list[float], test: list[float], log: bool) -> None:
    chart.set_log(log)
    chart.show_snapshot(with_losses(stripe(), train, test))
    chart.grab()
    point_at(chart, chart.frame.area.center())


def test_an_empty_chart_can_be_drawn(chart: LossChart) -> None:
    chart.grab()
    point_at(chart, chart.frame.area.center())
    assert chart.hover_text == ""
    assert Curves.empty().last[1] is None


def test_one_point_is_a_dot(chart: LossChart) -> None:
    chart.show_snapshot(with_losses(stripe(), [0.5], [NAN]))
    place = chart.frame.place(0.0, 0.5)
    assert place is not None
    assert near(chart.grab().toImage().pixelColor(place.toPoint()), QColor(LIGHT.positive))


def test_the_curve_ends_where_the_training_is_now(chart: LossChart) -> None:
    half_an_epoch = with_losses(stripe(), [0.5, 0.4], [0.6, 0.5], position=10)
    chart.show_snapshot(replace(half_an_epoch, metrics=Metrics(0.3, 0.35, 1.0, 1.0)))
    point_at(chart, QPointF(chart.frame.x(1.5), 60))
    assert chart.hover_text == "epoch 1.5\ntraining 0.3000\ntest 0.3500"


def test_the_pointer_reads_the_nearest_recorded_point(chart: LossChart) -> None:
    chart.show_snapshot(with_losses(stripe(), [0.7, 0.4, 0.12345], [0.75, 0.6, 0.00002]))
    point_at(chart, QPointF(chart.frame.x(0.9), 60))
    assert chart.hover_text == "epoch 1\ntraining 0.4000\ntest 0.6000"
    point_at(chart, QPointF(chart.frame.x(2.0), 60))
    assert chart.hover_text == "epoch 2\ntraining 0.1235\ntest 2.0e-5"
    leave(chart)
    assert chart.hover_text == ""


def test_without_test_data_only_the_training_loss_is_read(chart: LossChart) -> None:
    chart.show_snapshot(with_losses(stripe(test_fraction=0.0), [0.7, 0.4], [NAN, NAN]))
    point_at(chart, chart.frame.area.center())
    assert "test" not in chart.hover_text
    assert "training" in chart.hover_text


def test_outside_the_axes_nothing_is_read(chart: LossChart) -> None:
    chart.show_snapshot(with_losses(stripe(), [0.7, 0.4], [0.7, 0.4]))
    point_at(chart, QPointF(5, 60))
    assert chart.hover_text == ""


def test_the_colours_follow_the_theme(chart: LossChart) -> None:
    chart.show_snapshot(with_losses(stripe(), [0.5, 0.5], [NAN, NAN]))
    chart.set_theme(DARK)
    place = chart.frame.place(0.5, 0.5)
    assert place is not None
    assert near(chart.grab().toImage().pixelColor(place.toPoint()), QColor(DARK.positive))


def test_a_thousand_points_stay_in_the_frame(chart: LossChart) -> None:
    losses = np.exp(-np.arange(1000) / 100).tolist()
    chart.show_snapshot(with_losses(stripe(), losses, losses))
    xs, ys = chart.frame.line(np.arange(1000.0), np.array(losses))
    area = chart.frame.area.adjusted(-1, -1, 1, 1)
    assert all(area.contains(x, y) for x, y in zip(xs, ys, strict=True))
    assert 900 < len(xs) <= 1000


def test_of_very_many_points_a_lone_peak_is_still_drawn(chart: LossChart) -> None:
    losses = np.full(20_000, 0.1)
    losses[7_777] = 0.8
    chart.show_snapshot(with_losses(stripe(), losses.tolist(), [NAN] * 20_000))
    xs, ys = chart.frame.line(np.arange(20_000.0), losses)
    assert len(xs) <= 2 * chart.frame.area.width() + 2
    assert ys.min() == pytest.approx(chart.frame.y(0.8))


def test_it_is_called_after_what_it_shows(chart: LossChart) -> None:
    assert chart.accessibleName() == "Chart of the loss over the epochs"
    chart.show_scores(True)
    assert chart.accessibleName() == "Chart of the accuracy over the epochs"
    assert "Esc" in chart.accessibleDescription()


@pytest.mark.parametrize(("share", "ends"), [(0.97, (0.95, 1.0)), (0.52, (0.5, 1.0)), (0.03, (0.0, 1.0))])
def test_the_accuracy_has_an_axis_up_to_all_right(chart: LossChart, share: float, ends: tuple[float, float]) -> None:
    chart.show_scores(True)
    chart.set_log(True)  # which is for losses
    chart.show_snapshot(scored(2, share, 0.99))
    assert (chart.frame.low, chart.frame.high) == ends
    point_at(chart, QPointF(chart.frame.x(2.0), 60))
    assert chart.hover_text == f"epoch 2\ntraining {100 * share:.1f}\u202f%\ntest 99.0\u202f%"


def test_accuracies_are_those_of_the_snapshots_that_were_seen(chart: LossChart) -> None:
    for epoch, share in ((0, 0.5), (3, 0.75), (9, 0.875)):
        chart.note(scored(epoch, share, share))
    chart.show_scores(True)
    chart.show_snapshot(scored(10, 1.0, 0.9))
    point_at(chart, QPointF(chart.frame.x(3.4), 60))
    assert chart.hover_text == "epoch 3\ntraining 75.0\u202f%\ntest 75.0\u202f%"
    chart.show_scores(False)
    assert chart.hover_text.startswith("epoch 3\ntraining 0.")


def test_for_values_r_squared_takes_the_place_of_the_accuracy(chart: LossChart) -> None:
    plane = of_experiment(PRESETS["plane"].experiment)
    chart.show_scores(True)
    chart.show_snapshot(replace(plane, metrics=Metrics(0.1, 0.2, train_r_squared=0.8125, test_r_squared=-7.0)))
    assert chart.frame.low == -1.0
    point_at(chart, QPointF(chart.frame.x(0.0), 60))
    assert chart.hover_text == "epoch 0\ntraining 0.812\ntest −7.000"


def test_smoothing_leaves_the_recorded_values_faintly_behind_and_in_the_hover(chart: LossChart) -> None:
    zigzag = [0.2, 0.6] * 20
    chart.show_snapshot(with_losses(stripe(), zigzag, [NAN] * 40))
    sharp = chart.grab().toImage()
    chart.set_smoothing(20)
    smooth, frame = chart.grab().toImage(), chart.frame
    middle, slope = (range(round(frame.y(v)) - 2, round(frame.y(v)) + 3) for v in (0.4, 0.3))
    columns = range(round(frame.x(20)) - 8, round(frame.x(20)) + 9)
    assert has_color(smooth, LIGHT.positive, middle, columns)
    assert has_color(sharp, LIGHT.positive, slope, columns)
    assert not has_color(smooth, LIGHT.positive, slope, columns)
    point_at(chart, QPointF(frame.x(21), 60))
    assert chart.hover_text == "epoch 21\ntraining 0.6000"
    chart.set_smoothing(1)
    leave(chart)
    assert chart.grab().toImage() == sharp


def test_the_penalty_is_added_where_it_is_at_work_and_asked_for(chart: LossChart) -> None:
    chart.set_penalty_visible(True)
    chart.show_snapshot(with_losses(stripe(), [0.5, 0.25], [NAN, NAN]))
    point_at(chart, QPointF(chart.frame.x(1.0), 60))
    assert chart.hover_text == "epoch 1\ntraining 0.2500"
    # |w|: four of 4 and two of 4 make 24; squares: 96. Biases do not count.
    chart.show_snapshot(penalised(with_losses(stripe(), [0.5, 0.25], [NAN, NAN]), l1=0.01, l2=0.02))
    assert chart.hover_text == "epoch 1\ntraining 0.2500\nwith penalty 1.4500"
    assert chart.frame.high == 1.6
    point_at(chart, QPointF(chart.frame.x(0.0), 60))
    assert chart.hover_text == "epoch 0\ntraining 0.5000", "the penalty of then is not recorded"
    chart.set_penalty_visible(False)
    assert chart.frame.high == 0.5


def scored(epochs: int, train: float, test: float) -> Snapshot:
    """After so many epochs these shares are answered right."""
    losses = [0.5] * (epochs + 1)
    snapshot = with_losses(stripe(), losses, losses)
    return replace(snapshot, metrics=replace(snapshot.metrics, train_accuracy=train, test_accuracy=test))


def penalised(snapshot: Snapshot, l1: float, l2: float) -> Snapshot:
    training = replace(snapshot.experiment.training, l1=l1, l2=l2)
    return replace(snapshot, experiment=replace(snapshot.experiment, training=training))
