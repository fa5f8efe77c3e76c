"""The line at the bottom: what it says of the training, moment by moment."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.panels.elided import ElidedLabel
from app.training.moments import MomentName
from app.training.snapshot import Phase
from app.windows.status_line import StatusLine
from tests.app.diagram_kit import at_moment
from tests.app.snapshots import stripe


@pytest.fixture
def line(qtbot: QtBot) -> StatusLine:
    line = StatusLine()
    qtbot.addWidget(line)
    line.resize(960, 28)
    return line


@pytest.mark.parametrize(
    ("rate", "said"),
    [
        (float("nan"), "Training"),
        (0.0, "Training"),
        (1.0, "Training: 1 observation per second"),
        (2.0, "Training: 2 observations per second"),
        (12_800.0, "Training: 12\u202f800 observations per second"),
    ],
)
def test_it_says_how_fast_it_trains(line: StatusLine, rate: float, said: str) -> None:
    line.show_snapshot(replace(stripe(), observations_per_second=rate))
    assert line.phase == said


@pytest.mark.parametrize("name", MomentName)
def test_slow_motion_is_called_so(line: StatusLine, name: MomentName) -> None:
    line.show_snapshot(at_moment(name))
    assert line.phase == "Slow motion: one update in four moments"
    line.show_snapshot(replace(at_moment(name), phase=Phase.PAUSED))
    assert line.phase == "Paused"


def test_why_it_has_finished_is_a_sentence_and_has_the_room_to_itself(line: StatusLine) -> None:
    network = line.findChildren(type(line._network))
    line.show_snapshot(stripe())
    assert any(label.text() == "2-2-1, 9 parameters" and not label.isHidden() for label in network)
    line.show_snapshot(replace(stripe(), phase=Phase.FINISHED, message="Finished: 5 epochs are done"))
    assert line.phase == "Finished: 5 epochs are done."
    assert all(label.isHidden() for label in network if label.text() == "2-2-1, 9 parameters")


def test_the_network_gives_way_to_a_notice_that_needs_its_room(line: StatusLine) -> None:
    line.show()
    line.show_snapshot(stripe())
    assert line._network.isVisible()
    line.notify("a long notice " * 20)
    assert not line._network.isVisible()
    line.notify("short")
    assert line._network.isVisible()
    line.resize(200, 28)
    assert not line._network.isVisible()


def test_how_fast_it_trains_gives_way_too_and_comes_back(line: StatusLine) -> None:
    line.show()
    line.show_snapshot(replace(stripe(), observations_per_second=1280.0))
    label = line.findChild(ElidedLabel, "phase")
    assert label is not None
    long = "Training: 1\u202f280 observations per second"
    assert label.text() == line.phase == long
    line.notify("a long notice " * 20)
    assert (label.text(), line.phase) == ("Training", long)
    line.clear_notice()
    assert label.text() == long


class Requests(QObject):
    """Counts how often `watched` is asked to share its room anew."""

    def __init__(self, watched: QWidget) -> None:
        super().__init__(watched)
        self.number = 0
        watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        self.number += event.type() == QEvent.Type.LayoutRequest
        return super().eventFilter(watched, event)


def test_a_speed_that_changes_with_every_picture_asks_for_no_other_room(line: StatusLine, qtbot: QtBot) -> None:
    line.show()
    line.show_snapshot(replace(stripe(), observations_per_second=1_110_000.0))
    qtbot.wait(1)
    requests = Requests(line)
    pictures = set()
    for speed in (2_340_000.0, 5_670_000.0, 8_990_000.0):
        line.show_snapshot(replace(stripe(), observations_per_second=speed))
        qtbot.wait(1)
        pictures.add(line.phase)
    assert len(pictures) == 3
    assert requests.number == 0
    line.show_snapshot(replace(stripe(), observations_per_second=12.0))
    qtbot.wait(1)
    assert requests.number > 0
    phase = next(label for label in line.findChildren(ElidedLabel) if label.text() == line.phase)
    assert phase.width() == phase.sizeHint().width()
