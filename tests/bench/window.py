"""Figures of the open window, each in a process of its own, beside a bare window of pyqtgraph and Matplotlib."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

from tests.bench.engine import PER_OBSERVATION, numpy_milliseconds_to_learn
from tests.bench.peers import matplotlib_frames_per_second
from tests.bench.table import Row

STARTS = 5


def child(module: str, *words: str) -> dict[str, float]:
    """What the program `module` measured, with settings of its own."""
    with tempfile.TemporaryDirectory(prefix="perceptron-lab-bench-") as folder:
        done = subprocess.run(
            [sys.executable, "-m", f"tests.bench.{module}", *words],
            env={**os.environ, "XDG_CONFIG_HOME": folder, "APPDATA": folder},
            stdout=subprocess.PIPE,
            encoding="utf-8",
            timeout=300,
            check=False,
        )
    if done.returncode:
        raise SystemExit(f"tests.bench.{module} ended with status {done.returncode}")
    measured = json.loads(done.stdout.splitlines()[-1])
    return {str(name): float(value) for name, value in measured.items()}


def seconds_to_show() -> tuple[float, float]:
    """From starting Python to the first frame of the 3D view, ours and the bare window's, in turn."""
    taken: dict[str, list[float]] = {"our_window": [], "bare_window": []}
    for _ in range(STARTS):
        for module, times in taken.items():
            begin = time.monotonic()
            times.append(child(module, "shown")["shown"] - begin)
    return statistics.median(taken["our_window"]), statistics.median(taken["bare_window"])


def rows(numpy_ns: float) -> list[Row]:
    """All that takes a screen; `numpy_ns` is what `numpy_nanoseconds` gave in this run."""
    ours, bare, (shown, bare_shown) = child("our_window"), child("bare_window"), seconds_to_show()
    drawn = matplotlib_frames_per_second(50, 3.0)
    million = ours["observations_per_second"] / 1e6
    window = "bare pyqtgraph window"
    return [
        Row("article's net, open window", "million/s", million, 1e3 / numpy_ns, PER_OBSERVATION, "at least 2", True),
        Row("timer tick while it trains, p95", "ms", ours["tick"], bare["tick"], f"{window}, idle", "below 30"),
        Row("Pause, longest of ten", "ms", ours["pause"], aim="at most 50"),
        Row(
            "first run, Play to 95 %",
            "ms",
            ours["learned"],
            numpy_milliseconds_to_learn(),
            "NumPy, no window",
            "below 1000",
        ),
        Row("surface 100×100, update", "ms", ours["update"], bare["update"], f"{window}, defaults", "below 5"),
        Row(
            "surface 100×100, with painting",
            "ms",
            ours["update_and_paint"],
            bare["update_and_paint"],
            f"{window}, defaults",
        ),
        Row("window on the screen", "s", shown, bare_shown, window, "at least 0.67 times"),
        Row(
            "surface and map at 50×50", "frames/s", ours["frames"], drawn, "Matplotlib's animation", more_is_better=True
        ),
    ]
