"""Small plots: what their curves are, against values from elsewhere, and what is drawn of them."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

import nncore as nn
from app.panels import rate_curve
from app.panels.curve import Curve, Curves, Line
from app.panels.entry_curves import of_activation, of_loss
from tests.app.panel_kit import shown

TRAINING = nn.PRESETS["first-run"].experiment.training


def at(line: Line, x: float) -> float:
    return float(np.interp(x, line.x, line.y))


# Activations and losses.


@pytest.mark.parametrize(
    ("name", "z", "f", "slope"),
    [
        ("sigmoid", 0.0, 0.5, 0.25),
        ("sigmoid", 4.0, 0.98201, 0.01766),
        ("tanh", 1.0, 0.76159, 0.41997),
        ("relu", -2.0, 0.0, 0.0),
        ("relu", 3.0, 3.0, 1.0),
        ("sine", -4.0, 0.75680, -0.65364),
        ("softmax", 1.0, 0.73106, 0.19661),  # of the pair (1, 0): e / (1 + e)
    ],
)
def test_an_activation_is_drawn_with_its_derivative(name: str, z: float, f: float, slope: float) -> None:
    first, second = of_activation(nn.ACTIVATIONS[name]).lines
    assert (first.name, second.name) == ("f(z)", "f′(z)")
    assert at(first, z) == pytest.approx(f, abs=1e-4)
    assert at(second, z) == pytest.approx(slope, abs=1e-4)


def test_every_activation_and_every_loss_can_be_drawn() -> None:
    curves = [of_activation(entry) for entry in nn.ACTIVATIONS.values()]
    curves += [of_loss(entry) for entry in nn.LOSSES.values()]
    for curve in curves:
        for line in curve.lines:
            assert np.isfinite(line.y).all(), curve.about
            assert line.x.shape == line.y.shape


@pytest.mark.parametrize(
    ("name", "x", "expected"),
    [
        ("mse", -2.0, 4.0),
        ("half_mse", 2.0, 2.0),
        ("mae", -1.5, 1.5),
        ("huber", 2.0, 1.5),
        ("bce", 0.5, math.log(2)),
        ("cross_entropy", 0.25, math.log(4)),
    ],
)
def test_a_loss_is_drawn_over_the_error_or_the_probability(name: str, x: float, expected: float) -> None:
    [line] = of_loss(nn.LOSSES[name]).lines
    assert at(line, x) == pytest.approx(expected, abs=2e-3)


# The rate and the batch size over time.


def stairs(curves: Curves) -> list[float]:
    """The value of each epoch."""
    [line] = curves.lines
    return [float(value) for value in line.y[::2]]


def test_steps_are_drawn_epoch_by_epoch() -> None:
    training = replace(TRAINING, optimizer=nn.SGD(0.8), schedule=nn.StepDecay(every=2, factor=0.5))
    curves = rate_curve.of_schedule(training)
    assert stairs(curves) == [0.8, 0.8, 0.4, 0.4, 0.2, 0.2, 0.1, 0.1]
    assert curves.ends == ("0", "epoch 8")


@pytest.mark.parametrize(
    ("schedule", "epochs"),
    [
        (nn.Constant(), 50),
        (nn.StepDecay(every=10), 40),
        (nn.Exponential(factor=0.95), 77),
        (nn.Exponential(factor=1.0), 50),
        (nn.Cosine(epochs=30), 60),
        (nn.Warmup(epochs=5), 10),
        (nn.OneCycle(epochs=100), 120),
        (nn.Plateau(patience=10, cooldown=3), 58),
    ],
)
def test_a_schedule_is_drawn_until_it_has_shown_what_it_does(schedule: nn.Schedule, epochs: int) -> None:
    curves = rate_curve.of_schedule(replace(TRAINING, schedule=schedule))
    assert curves.ends[1] == f"epoch {epochs}"


def test_where_the_training_has_an_end_so_has_the_curve() -> None:
    training = replace(TRAINING, schedule=nn.Cosine(epochs=30), epochs=20)
    assert rate_curve.of_schedule(training).ends[1] == "epoch 20"


def test_the_present_epoch_is_always_on_the_curve() -> None:
    training = replace(TRAINING, schedule=nn.StepDecay(every=10))
    for epoch in (0, 39, 40, 1000):
        [line] = rate_curve.of_schedule(training, epoch).lines
        assert line.x[-1] > epoch


@given(
    st.integers(0, 6),
    st.integers(0, 4),
    st.floats(0.1, 0.9),
    st.integers(0, 60),
)
def test_a_plateau_is_drawn_as_if_the_loss_never_fell(patience: int, cooldown: int, factor: float, epoch: int) -> None:
    schedule = nn.Plateau(factor=factor, patience=patience, cooldown=cooldown)
    level = [1.0] * epoch
    assert rate_curve.rate_at(schedule, 0.3, epoch) == schedule.learning_rate(0.3, epoch, level)


def test_the_longest_schedules_are_drawn_from_few_epochs() -> None:
    for schedule in (nn.StepDecay(every=10**9), nn.Plateau(patience=10**9), nn.Exponential(factor=1 - 1e-15)):
        [line] = rate_curve.of_schedule(replace(TRAINING, schedule=schedule), 3).lines
        assert len(line.x) <= 2 * rate_curve.SAMPLES


def test_growing_batches_are_drawn_until_they_are_large() -> None:
    training = replace(TRAINING, batch_size=32)
    growth = nn.BatchGrowth(every=1, factor=2, most=256)
    assert stairs(rate_curve.of_growth(training, growth)) == [32, 64, 128, 256]
    level = nn.BatchGrowth(every=5, factor=1.0, most=256)
    assert set(stairs(rate_curve.of_growth(training, level))) == {32}


def test_the_list_of_schedules_shows_the_present_one_as_it_is_set() -> None:
    training = replace(TRAINING, schedule=nn.Cosine(epochs=7))
    assert rate_curve.of_kind(nn.Cosine, training).ends[1] == "epoch 14"
    assert rate_curve.of_kind(nn.Warmup, training).ends[1] == "epoch 10"


# What is drawn.


@pytest.fixture
def plot(qtbot: QtBot) -> Curve:
    plot = Curve()
    plot.resize(240, plot.height())
    shown(qtbot, plot)
    return plot


def line(*values: float, name: str = "") -> Line:
    return Line(name, np.arange(len(values), dtype=float), np.array(values))


def picture(plot: Curve) -> QImage:
    image: QImage = plot.grab().toImage()
    return image


def rows_of_accent(plot: Curve, column: int) -> list[int]:
    """Where the first line crosses `column`, from above."""
    image, accent = picture(plot), plot.palette().accent().color()
    return [y for y in range(image.height()) if near(image.pixelColor(column, y), accent)]


def near(one: QColor, other: QColor) -> bool:
    pairs = ((one.red(), other.red()), (one.green(), other.green()), (one.blue(), other.blue()))
    return all(abs(a - b) < 60 for a, b in pairs)


def test_a_rising_line_goes_up(plot: Curve) -> None:
    plot.show_curves(Curves((line(0.0, 1.0),), ("0", "1"), "Rising"))
    left, right = rows_of_accent(plot, 60), rows_of_accent(plot, 220)
    assert left
    assert right
    assert min(left) > max(right) + 20


def test_a_level_line_can_be_drawn(plot: Curve) -> None:
    for level in (0.0, 0.03, -2.0):
        plot.show_curves(Curves((line(level, level),), ("0", "1"), "Level"))
        assert rows_of_accent(plot, 140), level


def test_a_dot_is_where_the_mark_is(plot: Curve) -> None:
    plot.show_curves(Curves((line(0.0, 0.0, 1.0),), ("0", "2"), "Bent"))
    without = picture(plot)
    plot.set_mark((1.0, 0.5))
    marked = picture(plot)
    changed = [
        (x, y)
        for x in range(marked.width())
        for y in range(marked.height())
        if marked.pixelColor(x, y) != without.pixelColor(x, y)
    ]
    assert changed
    across = [x for x, _y in changed]
    assert max(across) - min(across) < 12
    plot.set_mark(None)
    assert picture(plot) == without


def test_a_mark_beyond_the_values_stays_inside(plot: Curve) -> None:
    plot.show_curves(Curves((line(0.0, 1.0),), ("0", "1"), "Rising"))
    before = picture(plot)
    plot.set_mark((1.0, 50.0))
    assert picture(plot) != before


def test_the_second_line_is_not_like_the_first(plot: Curve) -> None:
    one = Curves((line(0.0, 1.0, name="a"),), ("0", "1"), "One")
    two = Curves((line(0.0, 1.0, name="a"), line(1.0, 0.0, name="b")), ("0", "1"), "Two")
    plot.show_curves(one)
    first = picture(plot)
    plot.show_curves(two)
    assert picture(plot) != first
    assert plot.accessibleName() == "Two"


def test_before_there_is_a_curve_nothing_is_drawn(plot: Curve) -> None:
    image = picture(plot)
    assert {image.pixelColor(x, 30).name() for x in range(240)} == {image.pixelColor(0, 0).name()}
