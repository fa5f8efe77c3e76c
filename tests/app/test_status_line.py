"""The line at the bottom: what it says of the training, moment by moment."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

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
        (12_800.0, "Training: 12 800 observations per second"),
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
