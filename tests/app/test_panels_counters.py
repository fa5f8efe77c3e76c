"""The run bar's numbers: what they say of a snapshot, and which of them there is room for."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

import nncore as nn
from app.model.document import Document
from app.panels.counters import Counter, Figure
from app.panels.run_bar import RunBar
from app.theme import LIGHT
from app.training.snapshot import Metrics, Phase, Snapshot
from tests.app.panel_kit import BarWindow, shown

THIN = "\u202f"


@pytest.fixture
def document(qapp: object) -> Document:
    return Document(nn.PRESETS["first-run"].experiment)


@pytest.fixture
def window(document: Document, qtbot: QtBot) -> BarWindow:
    window = BarWindow(document)
    shown(qtbot, window)
    return window


@pytest.fixture
def bar(window: BarWindow) -> RunBar:
    return window.bar


def snapshot_of(trainer: nn.Trainer, metrics: Metrics, rate: float = 1283.7) -> Snapshot:
    return Snapshot(
        run=1,
        phase=Phase.TRAINING,
        message="",
        experiment=trainer.experiment,
        state=trainer.state(),
        metrics=metrics,
        observations_per_second=rate,
        observations=trainer.observations,
        domain=trainer.domain,
        surface=np.zeros((2, 2), np.float32),
        neuron_maps=(),
        weights=(),
        biases=(),
    )


@pytest.fixture
def snapshot() -> Snapshot:
    trainer = nn.Trainer(nn.PRESETS["first-run"].experiment)
    trainer.advance(epochs=5)
    return snapshot_of(trainer, Metrics(0.0421, 0.0518, 1.0, 0.988))


def figures(bar: RunBar) -> list[str]:
    counters = bar.counters
    return [
        counter.text
        for counter in (
            counters.epoch,
            counters.observations,
            counters.rate,
            counters.train_loss,
            counters.test_loss,
            counters.accuracy,
        )
    ]


def test_counters_are_unknown_before_the_first_snapshot(bar: RunBar) -> None:
    assert figures(bar) == ["–"] * 6


def test_counters_show_the_snapshot(bar: RunBar, snapshot: Snapshot) -> None:
    bar.show_snapshot(snapshot)
    assert figures(bar) == ["5", f"1{THIN}250", f"1{THIN}280", "0.0421", "0.0518", f"98.8{THIN}%"]


def test_where_there_is_no_test_data_the_accuracy_is_that_of_the_training(bar: RunBar, snapshot: Snapshot) -> None:
    bar.show_snapshot(snapshot)
    width = bar.counters.accuracy.sizeHint().width()
    seen = snapshot.observations
    untested = replace(seen, test_points=seen.test_points[:0], test_targets=seen.test_targets[:0])
    bar.show_snapshot(replace(snapshot, observations=untested, metrics=Metrics(0.5, math.nan, 0.75, math.nan)))
    assert figures(bar)[3:] == ["0.5000", "–", f"75.0{THIN}%"]
    assert bar.counters.accuracy.caption == "Accuracy"
    assert bar.counters.accuracy.sizeHint().width() == width
    bar.show_snapshot(snapshot)
    assert bar.counters.accuracy.caption == "Test accuracy"


def test_changing_numbers_move_nothing(window: BarWindow, snapshot: Snapshot, qtbot: QtBot) -> None:
    window.bar.set_theme(LIGHT)
    places = set()
    for loss, accuracy, count in ((0.1111, 0.111, 11), (8.8888, 0.888, 888_888), (0.00001, 1.0, 0), (4.0, 0.4, 10**8)):
        state = replace(snapshot.state, epoch=count)
        metrics = Metrics(loss, loss, accuracy, accuracy)
        window.bar.show_snapshot(replace(snapshot, state=state, metrics=metrics, observations_per_second=count))
        qtbot.wait(1)  # layouts settle in the event loop
        counters = window.bar.counters
        shown = (window.bar.speed, counters.epoch, counters.observations, counters.rate, counters.accuracy)
        places.add(tuple(widget.geometry().getRect() for widget in shown))
    assert len(places) == 1


class Requests(QObject):
    """Counts how often a widget in the window asks for room."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        self.count += event.type() == QEvent.Type.LayoutRequest
        return super().eventFilter(watched, event)


def test_changing_numbers_ask_for_no_room(window: BarWindow, snapshot: Snapshot, qtbot: QtBot) -> None:
    window.bar.show_snapshot(snapshot)
    qtbot.wait(1)
    requests, application = Requests(), QApplication.instance()
    assert application is not None
    application.installEventFilter(requests)
    for count in (7, 88_888, 10**7):
        state = replace(snapshot.state, epoch=count)
        metrics = Metrics(0.1 / count, 1e304, 0.5, 1.0)
        window.bar.show_snapshot(replace(snapshot, state=state, metrics=metrics, observations_per_second=count))
        qtbot.wait(1)
    application.removeEventFilter(requests)
    assert window.bar.counters.epoch.text == f"10.0{THIN}M"
    assert requests.count == 0


def ink(counter: Counter) -> tuple[int, int]:
    """How many columns of pixels lie free to the left and to the right of its figure."""
    figure = counter.findChild(Figure)
    assert figure is not None
    picture = figure.grab().toImage()
    ground = picture.pixelColor(0, 0)
    inked = [
        x for x in range(picture.width()) if any(picture.pixelColor(x, y) != ground for y in range(picture.height()))
    ]
    return inked[0], picture.width() - 1 - inked[-1]


@pytest.mark.parametrize("text", ["0.0421", "1.1e304", "2.5e-308", "−8.8e-300"])
def test_no_figure_is_cut_off(window: BarWindow, text: str, qtbot: QtBot) -> None:
    for counter in (window.bar.counters.train_loss, window.bar.counters.test_loss):
        counter.show_text(text)
        left, right = ink(counter)
        assert left > 0
        assert right < 6, "it stands at the right"


def test_every_snapshot_is_shown_at_once(bar: RunBar, snapshot: Snapshot) -> None:
    for seen in range(1, 50):
        bar.show_snapshot(replace(snapshot, state=replace(snapshot.state, epoch=0, position=seen)))
        assert bar.counters.observations.text == str(seen)


def test_the_training_accuracy_is_beside_that_of_the_test_in_a_wide_window(
    window: BarWindow, snapshot: Snapshot, qtbot: QtBot
) -> None:
    window.bar.show_snapshot(snapshot)
    counters = window.bar.counters
    for width, there in ((1600, True), (1000, False), (1600, True)):
        window.resize(width, 60)
        assert counters.train_accuracy.isVisible() is there
    assert (counters.train_accuracy.caption, counters.train_accuracy.text) == ("Training accuracy", f"100.0{THIN}%")
    assert counters.train_accuracy.x() < counters.accuracy.x()


@pytest.mark.parametrize("width", [1000, 1100, 1200, 1280, 1400, 1600])
def test_an_edit_leaves_out_no_more_than_the_width_does(
    window: BarWindow, document: Document, snapshot: Snapshot, qtbot: QtBot, width: int
) -> None:
    window.resize(width, 60)
    window.bar.show_snapshot(snapshot)
    qtbot.wait(1)  # layouts settle in the event loop
    before = seen(window)
    document.edit({"training.l2": 0.01}, "L2")
    assert seen(window) == before


def seen(window: BarWindow) -> list[str]:
    """What there is room for."""
    widgets = window.bar.findChildren(QWidget)
    return [widget.accessibleName() or type(widget).__name__ for widget in widgets if widget.isVisible()]


def test_without_test_data_the_training_accuracy_is_not_said_twice(
    window: BarWindow, snapshot: Snapshot, qtbot: QtBot
) -> None:
    window.resize(1600, 60)
    seen = snapshot.observations
    untested = replace(seen, test_points=seen.test_points[:0], test_targets=seen.test_targets[:0])
    window.bar.show_snapshot(replace(snapshot, observations=untested))
    assert not window.bar.counters.train_accuracy.isVisible()
    assert window.bar.counters.accuracy.caption == "Accuracy"


@pytest.mark.parametrize(("rate", "text"), [(0.03, "0.03"), (0.0123456, "0.0123"), (1e-5, "1e-5"), (math.nan, "–")])
def test_the_learning_rate_is_shown_while_a_schedule_changes_it(
    window: BarWindow, document: Document, snapshot: Snapshot, qtbot: QtBot, rate: float, text: str
) -> None:
    window.resize(1280, 60)
    window.bar.show_snapshot(replace(snapshot, learning_rate=rate))
    assert not window.bar.counters.learning_rate.isVisible()
    document.edit({"training.schedule": nn.Cosine()}, "Schedule")
    assert window.bar.counters.learning_rate.isVisible()
    assert window.bar.counters.learning_rate.text == text
    document.undo_stack.undo()
    assert not window.bar.counters.learning_rate.isVisible()


def test_the_training_accuracy_is_left_out_after_what_merely_names_the_speed(
    window: BarWindow, document: Document, snapshot: Snapshot, qtbot: QtBot
) -> None:
    document.edit({"training.schedule": nn.Cosine()}, "Schedule")
    window.bar.show_snapshot(snapshot)
    counters, word = window.bar.counters, window.bar.findChildren(QLabel, "quiet")[0]
    assert word.text() == "Speed"
    seen = set()
    for width in range(1500, 1250, -10):
        window.resize(width, 60)
        assert counters.learning_rate.isVisible()
        seen.add((counters.train_accuracy.isVisible(), word.isVisible()))
    assert {(True, True), (True, False)} <= seen


def test_values_have_r_squared_in_place_of_accuracies(window: BarWindow, snapshot: Snapshot) -> None:
    window.resize(1600, 60)
    experiment = nn.PRESETS["plane"].experiment
    metrics = Metrics(0.1, 0.2, train_r_squared=0.75, test_r_squared=0.5)
    window.bar.show_snapshot(replace(snapshot, experiment=experiment, metrics=metrics))
    counters = window.bar.counters
    assert (counters.train_accuracy.caption, counters.train_accuracy.text) == ("Training R²", "0.750")
    assert (counters.accuracy.caption, counters.accuracy.text) == ("Test R²", "0.500")


def test_a_longer_name_has_room_for_all_its_letters(bar: RunBar) -> None:
    counter = bar.counters.accuracy
    for caption in ("R²", "Test accuracy"):
        counter.show_caption(caption, "How good it is.")
        QApplication.sendPostedEvents()
        label = next(label for label in counter.findChildren(QLabel, "caption") if label.text() == caption)
        assert label.minimumWidth() >= label.fontMetrics().horizontalAdvance(caption)
