"""The quick twin of `python -m tests.soak transport` and `closing`, and whether they would notice anything."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from app.context import Context
from app.model.work import FULL_SPEED
from tests.soak import closing, transport
from tests.soak.closer import STATES


def test_training_starts_and_stops_again_and_again(parts: Context) -> None:
    parts.document.set_speed(FULL_SPEED)
    assert transport.plays(parts, 6) == (6, [])


def test_threads_are_closed_at_any_moment(parts: Context) -> None:
    assert transport.threads(6) == (6, [])


def test_all_steps_are_taken_back_and_made_again(parts: Context) -> None:
    assert transport.undo_and_redo(parts, 24) == (24, [])


def test_a_step_that_brings_something_else_is_noticed(parts: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    stack = parts.document.undo_stack
    monkeypatch.setattr(stack, "redo", lambda: None)
    done, problems = transport.undo_and_redo(parts, 6)
    assert done == 3
    assert problems[0].startswith("step 1: experiment: training: l2: 0.0, not 1e-06")


@pytest.mark.parametrize("state", ["at once", "playing", "about"])
def test_the_program_ends_well_in_this_state(state: str) -> None:
    assert closing.closed(state) == []


def test_everything_that_opens_something_is_tried() -> None:
    assert {"open", "save_as", "presets", "own_data", "classroom", "about", "shortcuts"} <= set(closing.ACTIONS)
    assert len(STATES) > 10


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("raise SystemExit(1)", "exit 1"),
        ("print('alive: training')", "exit 0, alive: training"),
        ("import sys; sys.stderr.write('QThread: Destroyed')", "exit 0, QThread: Destroyed"),
        ("import time; time.sleep(60)", "it does not end"),
    ],
)
def test_a_bad_end_is_noticed(body: str, found: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "python"
    program.write_text(f"#!{sys.executable}\n{body}\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(program))
    monkeypatch.setattr(closing, "PATIENCE", 3)
    assert [problem.partition(": ")[2][: len(found)] for problem in closing.closed("ready")] == [found]
