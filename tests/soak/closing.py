"""Closing the window in every state, and from everything that an action opens: `python -m tests.soak closing`."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable

from app import actions
from tests.soak.closer import STATES
from tests.soak.figures import Report, all_of, none
from tests.soak.home import own_home

PATIENCE = 60  # seconds

# Those that open something.
ACTIONS = tuple(
    name for name, spec in actions.ACTIONS.items() if spec.text.endswith("…") or name in actions.HELP_MENU if name
)


def closing(states: Iterable[str] = (*STATES, *ACTIONS)) -> Report:
    """One program for each of `states`, with a home in which it is not the first."""
    names = list(states)
    with own_home():
        problems = [problem for name in names for problem in closed(name)]
    figures = [all_of("closed: exit 0, no thread alive, nothing on stderr", len(names) - len(problems), len(names))]
    return Report("Closing the window", [*figures, none("problems", len(problems))], problems)


def closed(state: str) -> list[str]:
    """What was not as it should be when the program was closed in this state: a sentence, or nothing."""
    words = [sys.executable, "-m", "tests.soak.closer", state]
    try:
        done = subprocess.run(words, capture_output=True, text=True, timeout=PATIENCE, check=False)
    except subprocess.TimeoutExpired:
        return [f"{state}: it does not end"]
    if done.returncode or done.stdout or done.stderr:
        return [f"{state}: exit {done.returncode}, {(done.stdout + done.stderr)[-2000:]}"]
    return []
