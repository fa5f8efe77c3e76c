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
    """What the program `module` measured, with settings of its own; both may keep what Python compiles, as usual."""
    with tempfile.TemporaryDirectory(prefix="perceptron-lab-bench-") as folder:
        done = subprocess.run(
            [sys.executable, "-m", f"tests.bench.{module}", *words],
            env={**os.environ, "XDG_CONFIG_HOME": folder, "APPDATA": folder, "PYTHONDONTWRITEBYTECODE": ""},
            stdout=subprocess.PIPE,
            encoding="utf-8",
            timeout=300,
            check=False,
        )
    if done.returncode:
        raise SystemExit(f"tests.bench.{module} ended with status {done.returncode}")
    measured = json.loads(done.stdout.splitlines()[-1])
    return {str(name): float(value) for name, value in measured.items()}


def seconds_to_show() -> tuple[float, float, float]:
    """From starting Python until our window is there, until its views are drawn, and until the bare window is there."""
    taken = []
    for _ in range(STARTS):  # in turn, so that a busy moment hits both
        begin = time.monotonic()
        ours = child("our_window", "shown")
        middle = time.monotonic()
        bare = child("bare_window", "shown")
        taken.append((ours["shown"] - begin, ours["drawn"] - begin, bare["shown"] - middle))
    shown, drawn, bare_shown = map(statistics.median, zip(*taken, strict=True))
    return shown, drawn, bare_shown


def rows(numpy_ns: float) -> list[Row]:
    """All that takes a screen; `numpy_ns` is what `numpy_nanoseconds` gave in this run."""
    ours, bare, (shown, drawn, bare_shown) = child("our_window"), child("bare_window"), seconds_to_show()
    million, numpy_million = ours["observations_per_second"] / 1e6, 1e3 / numpy_ns
    learned, numpy_learned = ours["learned"], numpy_milliseconds_to_learn()
    painted, bare_painted = ours["update_and_paint"], bare["update_and_paint"]
    animated = matplotlib_frames_per_second(50, 3.0)
    window = "bare pyqtgraph window"
    return [
        Row("article's net, open window", "million/s", million, numpy_million, PER_OBSERVATION, "at least 2", True),
        Row(
            "the same beside the engine alone",
            "million/s",
            million,
            ours["headless"] / 1e6,
            "no window",
            "at least 0.7",
            True,
        ),
        Row("frames of all views meanwhile", "frames/s", ours["frames_100"], aim="at least 20", more_is_better=True),
        Row("time of the window's thread, all views", "%", ours["busy"]),
        Row("the same, all but the loss hidden", "%", ours["busy_hidden"]),
        Row("diagram of 8 layers of 64, shown and painted", "ms", ours["largest_diagram"], aim="below 50"),
        Row("memory, half a minute at full speed", "MB", ours["memory"], aim="below 20 in half an hour"),
        Row("timer tick while it trains, p95", "ms", ours["tick"], bare["tick"], f"{window}, idle", "below 30"),
        Row("Pause, longest of ten", "ms", ours["pause"], aim="at most 50"),
        Row("first run, Play to 95 %", "ms", learned, numpy_learned, "NumPy, no window", "below 1000"),
        Row("surface 100×100, handed over", "ms", ours["update"], aim="below 5"),
        Row("surface 100×100, with painting", "ms", painted, bare_painted, f"{window}, defaults", "below 5"),
        Row("window on the screen", "s", shown, bare_shown, window, "at most 1.5 times theirs"),
        Row("window with its views drawn", "s", drawn, bare_shown, window),
        Row("surface and map at 50×50", "frames/s", ours["frames"], animated, "Matplotlib's animation", "", True),
    ]
