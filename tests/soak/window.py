"""Long use: `python -m tests.soak window [--minutes M] [--seed S] [--chapter C]` drives the real window at random.

It goes by chapters of some hundred acts, each of which begins with an experiment that is opened, and has a seed of its
own: `--seed S --chapter C` begins with the one in which something went wrong.
"""

from __future__ import annotations

import statistics
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

from app import bootstrap

bootstrap.before_application()

from PySide6.QtWidgets import QApplication  # noqa: E402  the bootstrap comes before Qt and NumPy

import nncore as nn  # noqa: E402
from app.model.work import FULL_SPEED  # noqa: E402
from tests.soak.closing import ACTIONS  # noqa: E402
from tests.soak.doorman import Doorman  # noqa: E402
from tests.soak.figures import Figure, Report, at_most, none  # noqa: E402
from tests.soak.hands import Hands  # noqa: E402
from tests.soak.home import own_home  # noqa: E402
from tests.soak.model import Model  # noqa: E402
from tests.soak.program import Hushed, Program, warm_up  # noqa: E402
from tests.soak.resources import collect, growth_since, holding, resident_mb  # noqa: E402

MEMORY_MB = 30
ACTS_OF_A_CHAPTER = 150
MOST_PROBLEMS = 20  # more say nothing new


class Soak:
    """One window, and what was found in it."""

    def __init__(self, seed: int, folder: Path, words: Hushed) -> None:
        self._seed = seed
        self._words = words
        self._program = Program("--size", "1280x800", "--theme", "light")
        self._window = self._program.parts.window
        self._doorman = Doorman(Random(seed), folder)
        self._hands = Hands(self._program, Random(seed), folder)
        self.acts = 0
        self.problems: list[str] = []
        self.memory: list[float] = []
        self._open_everything()
        self._put_in_order()
        self.begin = holding()

    def _open_everything(self) -> None:
        """Windows that stay once they were opened must not count as growth."""
        for name in ACTIONS:
            self._window.named_actions[name].trigger()
            self._program.rest(0.1)
        self._put_in_order()
        warm_up(self._program)
        self._put_in_order()

    def chapter(self, number: int, end: float) -> None:
        """Open an experiment and work with it until the chapter is over, or the time `end` has come."""
        rng = Random(f"{self._seed} {number}")
        self._doorman.rng = rng
        self._start_over(rng.choice(list(nn.PRESETS)))
        model = Model(self._program.parts)
        name = ""
        for act in range(ACTS_OF_A_CHAPTER):
            if time.monotonic() > end or len(self.problems) >= MOST_PROBLEMS:
                break
            settled = rng.random() < 0.4
            model.note(settled=settled)
            name, found = self._hands.act(rng)
            found += model.after_act(travels=name in ("undo", "redo"))
            self._program.rest(rng.choice((0.0, 0.0, 0.01, 0.05, 0.1)))
            found += model.after_rest(settled=settled)
            self.acts += 1
            self._tell(found, f"chapter {number}, act {act}, {name}")
        self._put_in_order()
        self._tell([], f"chapter {number}, at its end, {name}")
        self.memory.append(resident_mb())

    def _tell(self, problems: list[str], where: str) -> None:
        said = self._words.news()
        found = [*problems, *self._doorman.stuck, *([said] if said else [])]
        self._doorman.stuck.clear()
        for problem in found:
            self.problems.append(f"{where}: {problem}")
            print(self.problems[-1], flush=True)

    def _start_over(self, preset: str) -> None:
        self._program.parts.controller.forget()
        self._program.parts.document.start_over(nn.PRESETS[preset].experiment)
        self._program.parts.document.set_speed(FULL_SPEED)
        self._program.rest(0.05)

    def _put_in_order(self) -> None:
        """As at first: nothing but the window, the first experiment in it, in its usual looks, and no garbage."""
        self._hands.close_other_windows()
        for _ in range(100):
            if self._doorman.waiting is None:
                break
            self._program.rest(0.1)
        for name in ("paint", "large_type", "slow_motion", "present", "full_screen", "show_test", "discretise"):
            if self._window.named_actions[name].isChecked():
                self._window.named_actions[name].trigger()
        self._window.workspace.fill("")
        self._start_over("first-run")
        self._program.parts.controller.settle()
        self._program.rest(0.3)
        collect()

    def close(self) -> None:
        """End the program."""
        self._doorman.stop()
        self._program.close()

    def finish(self) -> Iterator[Figure]:
        """Close the window; what it came to."""
        self._put_in_order()
        more = growth_since(self.begin)
        self.problems += more
        yield Figure("acts", self.acts)
        yield none("threads, handles, timers and windows more than at the start", len(more))
        tenth = max(1, len(self.memory) // 10)
        growth = statistics.median(self.memory[-tenth:]) - statistics.median(
            self.memory[tenth : 2 * tenth] or [self.memory[0]]
        )
        yield at_most("growth of memory, from the 2nd to the last tenth", growth, "MB", MEMORY_MB)
        yield Figure("memory at the end", self.memory[-1], "MB")
        self.close()
        self._tell([], "at the close")
        yield none("threads of Python alive after the close", len(_python_threads()))
        yield none("wrong states, exceptions, words on stderr", len(self.problems) - len(more))


def _python_threads() -> list[str]:
    return [thread.name for thread in threading.enumerate() if thread is not threading.main_thread()]


def soak(minutes: float, seed: int, first: int = 0) -> Report:
    """Drive the window for so many minutes."""
    print(f"--seed {seed}", flush=True)
    with own_home() as home, Hushed() as words:
        folder = home / "files"
        folder.mkdir()
        run = Soak(seed, folder, words)
        try:
            spent = _go_on(run, minutes, first)
            return Report(f"The window, {spent:.1f} minutes", list(run.finish()), run.problems)
        finally:
            run.close()


def _go_on(run: Soak, minutes: float, chapter: int) -> float:
    """Chapter after chapter until the time is over, or enough was found; the minutes it took."""
    begin = time.monotonic()
    spent = 0.0
    while spent < minutes and len(run.problems) < MOST_PROBLEMS:
        run.chapter(chapter, begin + 60 * minutes)
        spent, widgets = (time.monotonic() - begin) / 60, len(QApplication.allWidgets())
        print(
            f"{spent:5.1f} min, chapter {chapter}, {run.acts} acts, {run.memory[-1]:.0f} MB, {widgets} widgets",
            flush=True,
        )
        chapter += 1
    return spent
