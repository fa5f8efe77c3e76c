"""In which words work that was left is offered."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

import nncore as nn
from app.windows.recovery.strip import RecoveryStrip, title, trained, when
from tests.app.keeping_kit import FIRST, TIME, moment

ZONE = timezone(timedelta(hours=2))


@pytest.mark.parametrize(
    ("time", "words"),
    [
        (datetime(2026, 3, 4, 7, 5, tzinfo=UTC), "today 09:05"),
        (datetime(2026, 3, 3, 22, 30, tzinfo=UTC), "today 00:30"),
        (datetime(2026, 3, 3, 21, 30, tzinfo=UTC), "yesterday 23:30"),
        (datetime(2026, 3, 1, 12, 0, tzinfo=UTC), "1 March 14:00"),
        (datetime(2025, 12, 31, 12, 0, tzinfo=UTC), "31 December 2025 14:00"),
    ],
)
def test_a_time_is_told_as_people_do(time: datetime, words: str) -> None:
    assert when(time, datetime(2026, 3, 4, 10, 0, tzinfo=ZONE)) == words


@pytest.mark.parametrize(
    ("observations", "words"), [(1, "1 observation trained"), (12_345, "12\u202f345 observations trained")]
)
def test_it_says_how_far_it_is_trained(observations: int, words: str) -> None:
    assert trained(moment(observations)) == words


def test_it_says_where_it_is_not_trained_at_all() -> None:
    assert trained(moment(state=None)) == "not trained yet"
    assert trained(moment(state=nn.Trainer(FIRST).state())) == "not trained yet"


def test_work_without_a_name_and_with_a_very_long_one() -> None:
    assert title(moment(name="")) == "Untitled experiment"
    assert title(moment(name="", path=Path("/a/b.json"))) == "b.json"
    assert title(moment(name="x" * 61)) == "x" * 59 + "…"


def test_no_line_ends_in_the_middle_of_a_number(qtbot: QtBot) -> None:
    strip = RecoveryStrip()
    qtbot.addWidget(strip)
    strip.offer(moment(12_345), 0, TIME)
    assert "12&nbsp;345 observations" in strip._words.text()
