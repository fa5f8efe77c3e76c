"""What reading something may cost, and what came of it. Part of `python -m tests.soak damage`."""

from __future__ import annotations

import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

GIVE_UP_SECONDS = 20


class HangError(BaseException):
    """Something took so long that it was given up. No code under test may catch it."""


@contextmanager
def given_up() -> Iterator[None]:
    """Raises HangError in what takes far too long. Linux only, as all here."""

    def on_alarm(_number: int, _frame: FrameType | None) -> None:
        raise HangError

    before = signal.signal(signal.SIGALRM, on_alarm)
    signal.alarm(GIVE_UP_SECONDS)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def forget_peak() -> float:
    """The memory that this process holds now, in MB; `peak_mb` begins with it."""
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    return peak_mb()


def peak_mb() -> float:
    """The most memory that this process has held since it was forgotten."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) * 1024 / 1e6


@dataclass
class Tally:
    """Counts outcomes, keeps the longest time and the most memory, and what went wrong."""

    outcomes: Counter[str] = field(default_factory=Counter)
    longest: float = 0.0  # seconds of work, however busy the machine is
    most_mb: float = 0.0  # that a single attempt took
    problems: list[str] = field(default_factory=list)

    def judge(self, name: str, attempt: Callable[[], str]) -> None:
        """Do `attempt`, which says in one word how it went. What it raises is a problem of what is called `name`."""
        before = forget_peak()
        begin = time.thread_time()
        try:
            with given_up():
                self.outcomes[attempt()] += 1
        except HangError:
            self.problems.append(f"{name}: given up after {GIVE_UP_SECONDS} s")
        except Exception as error:
            self.problems.append(f"{name}: {type(error).__name__}: {str(error)[:200]}")
        self.longest = max(self.longest, time.thread_time() - begin)
        self.most_mb = max(self.most_mb, peak_mb() - before)
