"""Below and on the curves: the strip of the learning rate, and the markers where a setting was changed."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

import nncore as nn
from app.theme import DARK, LIGHT
from app.training.snapshot import Snapshot
from app.views.loss_chart import LossChart
from tests.app.snapshots import stripe, with_losses
from tests.app.test_views_all import made, seen
from tests.app.test_views_loss import has_color
from tests.app.test_views_map import leave, near, point_at
from tests.app.test_views_words import Word, check, written

__all__ = ["written"]  # a fixture


@dataclass(frozen=True)
class Change:
    """A mark as the document has them."""

    epoch: float
    text: str


@pytest.fixture
def chart(qtbot: QtBot) -> LossChart:
    chart = LossChart()
    qtbot.addWidget(chart)
    chart.resize(560, 140)
    return chart


def trained(epochs: int, schedule: nn.Schedule | None = None, rate: float = 0.03) -> Snapshot:
    losses = np.linspace(0.7, 0.1, epochs + 1).tolist()
    snapshot = with_losses(stripe(), losses, losses)
    training = replace(
        snapshot.experiment.training, schedule=schedule or nn.Constant(), optimizer=nn.Adam(learning_rate=rate)
    )
    return replace(snapshot, experiment=replace(snapshot.experiment, training=training), learning_rate=rate)


def floor(chart: LossChart) -> int:
    """The row below which only the epochs are written."""
    return chart.height() - 22


def test_a_constant_rate_takes_no_room(chart: LossChart) -> None:
    chart.show_snapshot(trained(20))
    assert chart.frame.area.bottom() == floor(chart)
    point_at(chart, QPointF(300, 60))
    assert "rate" not in chart.hover_text


def test_a_schedule_has_a_strip_below_the_curves(chart: LossChart) -> None:
    chart.show_snapshot(trained(20, nn.StepDecay(every=10, factor=0.1)))
    assert chart.frame.area.bottom() < floor(chart) - 20
    image = chart.grab().toImage()
    rows = range(round(chart.frame.area.bottom()) + 12, floor(chart) + 2)
    first, second = (
        min(rows, key=lambda y: image.pixelColor(round(chart.frame.x(epoch)), y).lightness()) for epoch in (4, 15)
    )
    assert first + 3 < second, "a tenth of the rate lies lower"


@pytest.mark.parametrize(("epoch", "rate"), [(3.0, "0.03"), (12.0, "0.003"), (20.0, "0.0003")])
def test_the_rate_of_an_epoch_is_read_there(chart: LossChart, epoch: float, rate: str) -> None:
    chart.show_snapshot(trained(20, nn.StepDecay(every=10, factor=0.1)))
    point_at(chart, QPointF(chart.frame.x(epoch), floor(chart) - 6))
    assert chart.hover_text.startswith(f"epoch {epoch:g}\ntraining 0.")
    assert chart.hover_text.endswith(f"learning rate {rate}")


def test_a_rate_changed_by_hand_has_a_strip_too(chart: LossChart) -> None:
    chart.show_snapshot(trained(10))
    chart.show_snapshot(trained(20, rate=0.1))
    point_at(chart, QPointF(chart.frame.x(5), 40))
    assert chart.hover_text.endswith("learning rate 0.03")
    point_at(chart, QPointF(chart.frame.x(15), 40))
    assert chart.hover_text.endswith("learning rate 0.1")


def test_a_low_chart_leaves_the_strip_out(chart: LossChart) -> None:
    chart.resize(300, 92)
    chart.show_snapshot(trained(20, nn.StepDecay()))
    assert chart.frame.area.bottom() == floor(chart)


SCHEDULES = (
    nn.StepDecay(every=3, factor=0.01),
    nn.Exponential(factor=0.5),
    nn.Cosine(epochs=50),
    nn.OneCycle(epochs=60),
    nn.Warmup(epochs=10),
    nn.Plateau(),
)


@pytest.mark.parametrize("schedule", SCHEDULES, ids=lambda schedule: schedule.name)
@pytest.mark.parametrize("size", [(586, 140), (436, 110), (1240, 640)])
def test_the_words_of_the_strip_have_room(
    schedule: nn.Schedule, size: tuple[int, int], qtbot: QtBot, written: list[Word]
) -> None:
    view = made(LossChart, qtbot, size)
    for epochs in (0, 1, 60, 450):
        view.show_snapshot(trained(epochs, schedule))
        written.clear()
        seen(view)
        check(written, view.size())
        assert sum(word.text.startswith("learning rate ") for word in written) == 1


def test_the_present_rate_is_marked_by_a_dot(chart: LossChart) -> None:
    chart.show_snapshot(trained(30, nn.Cosine(epochs=100)))
    strip = chart._strip
    assert strip is not None
    x = round(chart.frame.x(30))
    rows = range(round(strip.area.top()), round(strip.area.bottom()) + 1)
    image = chart.grab().toImage()
    dark = [
        (row, column)
        for row in rows
        for column in range(x - 8, x + 9)
        if near(image.pixelColor(column, row), QColor(LIGHT.quiet), within=40)
    ]
    assert len({row for row, _ in dark}) >= 4, "it is thicker than the line"
    assert max(column for _, column in dark) <= x + 3


def test_zoomed_the_strip_shows_the_same_epochs(chart: LossChart) -> None:
    chart.show_snapshot(trained(100, nn.StepDecay(every=50, factor=0.1)))
    chart.zoom.choose(60, 80, 100)
    chart.refresh()
    image = chart.grab().toImage()
    rows = range(round(chart.frame.area.bottom()) + 13, floor(chart) + 1)
    for epoch in (62, 79):
        columns = range(round(chart.frame.x(epoch)), round(chart.frame.x(epoch)) + 3)
        assert has_color(image, LIGHT.quiet, rows, columns)


def test_a_mark_is_a_line_with_a_flag_and_says_what_was_changed(chart: LossChart) -> None:
    chart.show_snapshot(trained(40))
    before = chart.grab().toImage()
    chart.set_marks((Change(10.0, "learning rate 0.03 → 0.1"), Change(30.5, "batch size 32 → 8, L2 0 → 0.01")))
    image, x = chart.grab().toImage(), round(chart.frame.x(10.0))
    assert image != before
    assert has_color(image, LIGHT.accent, range(9, 15), range(x + 1, x + 4))
    point_at(chart, QPointF(x + 3, 100))
    assert chart.hover_text.splitlines() == ["learning rate 0.03 → 0.1", "epoch 10", "training 0.5500", "test 0.5500"]
    point_at(chart, QPointF(chart.frame.x(30.5), 100))
    assert chart.hover_text.splitlines()[:2] == ["batch size 32 → 8", "L2 0 → 0.01"]
    point_at(chart, QPointF(chart.frame.x(20), 100))
    assert chart.hover_text.startswith("epoch 20")
    leave(chart)
    chart.set_marks(())
    assert chart.grab().toImage() == before


def test_marks_outside_the_epochs_shown_are_not_drawn_or_read(chart: LossChart) -> None:
    chart.show_snapshot(trained(40))
    chart.zoom.choose(20, 30, 40)
    chart.refresh()
    before = chart.grab().toImage()
    chart.set_marks((Change(10.0, "a"), Change(35.0, "b")))
    assert chart.grab().toImage() == before
    point_at(chart, QPointF(chart.frame.area.left(), 60))
    assert chart.hover_text.startswith("epoch 20")


def test_many_changes_in_one_place_are_counted(chart: LossChart) -> None:
    chart.show_snapshot(trained(40))
    chart.set_marks(tuple(Change(10.0, f"L1 {i} → {i + 1}") for i in range(20)))
    point_at(chart, QPointF(chart.frame.x(10), 60))
    assert chart.hover_text.splitlines()[4:6] == ["L1 4 → 5", "and 15 more changes"]


def test_a_long_text_is_cut_to_the_chart(chart: LossChart) -> None:
    chart.show_snapshot(trained(40))
    chart.set_marks((Change(10.0, "a very long description " * 20),))
    point_at(chart, QPointF(chart.frame.x(10), 60))
    assert chart.hover_text.splitlines()[0].endswith("…")
    assert len(chart.hover_text.splitlines()[0]) < 200


def test_marks_and_strip_follow_the_theme(chart: LossChart) -> None:
    chart.set_theme(DARK)
    chart.set_marks((Change(10.0, "a"),))
    chart.show_snapshot(trained(40, nn.Cosine()))
    image, x = chart.grab().toImage(), round(chart.frame.x(10.0))
    assert has_color(image, DARK.accent, range(9, 15), range(x + 1, x + 4))
    assert image.pixelColor(x, 40) != QColor(LIGHT.quiet)


def test_a_rate_that_is_not_known_is_a_dash_or_a_gap(chart: LossChart) -> None:
    plateau = trained(40, nn.Plateau())
    chart.show_snapshot(replace(plateau, learning_rate=0.003))
    point_at(chart, QPointF(chart.frame.x(5), 60))
    assert chart.hover_text.endswith("learning rate –")
    assert math.isnan(chart.rates.at(5))
    chart.grab()
