"""Our window, measured from inside while it trains. Prints what it measured as JSON.

python -m tests.bench.our_window [shown | soak SECONDS]
"""

from __future__ import annotations

import json
import math
import os
import statistics
import sys
import time
from dataclasses import replace
from pathlib import Path

from app import bootstrap

bootstrap.before_application()

import nncore  # noqa: E402  the bootstrap comes before Qt and NumPy
from app import context  # noqa: E402
from app.context import Context  # noqa: E402
from app.garbage import GarbageCollector  # noqa: E402
from app.model.work import FULL_SPEED  # noqa: E402
from app.training.snapshot import Phase, Snapshot  # noqa: E402
from tests.bench.clock import Frames, Ticks, TimedApplication, busy_milliseconds, milliseconds, run_for, run_until  # noqa: E402


class Window:
    """The program, shown, with the questions that the benchmark asks of it."""

    def __init__(self) -> None:
        self.application = TimedApplication(["perceptron-lab"])
        self.application.setStyle("Fusion")
        bootstrap.after_application()
        self.parts: Context = context.build(self.application)
        self.parts.window.asks_before_closing = False
        self.garbage = GarbageCollector(self.application)
        self.frames = Frames(self.parts.window.gallery.surface)
        self.parts.window.show()
        self.shown = self.frames.wait()
        self.parts.controller.start()
        self.snapshot()
        self.drawn = self.frames.wait()

    def collect(self) -> None:
        """Have garbage collected as in the program, once the engine is loaded."""
        run_until(nncore.is_warm)
        self.garbage.start()

    def close(self) -> None:
        self.parts.window.close()
        self.application.quit()

    def snapshot(self) -> Snapshot:
        """The one that is shown now."""
        run_until(lambda: self.parts.controller.latest is not None)
        latest = self.parts.controller.latest
        assert latest is not None
        return latest

    def start_over(self, preset: str) -> None:
        """A preset at full speed, not yet playing, the engine compiled and ready."""
        self.parts.document.start_over(nncore.PRESETS[preset].experiment)
        self.parts.document.set_speed(FULL_SPEED)
        run = self.parts.document.work.run
        run_until(lambda: self.snapshot().run == run)

    def play(self) -> None:
        self.parts.controller.play()
        run_until(lambda: self.snapshot().phase is Phase.TRAINING)

    def pause(self) -> float:
        """Seconds until the training stands still and the window knows."""
        self.parts.controller.pause()
        return run_until(lambda: self.snapshot().phase is Phase.PAUSED)

    def observations_per_second(self) -> float:
        """The article's network at full speed: the median of some seconds."""
        rates = []
        for _ in range(5):
            seen, begin = self.snapshot().state.observations_seen, time.perf_counter()
            run_for(1.0)
            rates.append((self.snapshot().state.observations_seen - seen) / (time.perf_counter() - begin))
        return statistics.median(rates)

    def milliseconds_to_learn(self) -> float:
        """The first-run experiment from Play to 95 % of the test data right, as the window sees it."""
        taken = []
        for _ in range(5):
            self.start_over("first-run")
            self.parts.controller.play()
            taken.append(1000 * run_until(lambda: self.snapshot().metrics.test_accuracy >= 0.95))
            self.pause()
        return statistics.median(taken)

    def pauses(self) -> float:
        """Milliseconds a pause takes, the longest of ten."""
        taken = []
        for _ in range(10):
            self.play()
            run_for(0.1)
            taken.append(self.pause())
        return 1000 * max(taken)

    def frames_per_second(self, points: int, seconds: float) -> float:
        """Pictures of the 3D view while the network trains at full speed."""
        self.parts.controller.set_resolution(points)
        self.start_over("first-run")
        self.play()
        run_for(0.5)
        self.frames.count, begin = 0, time.perf_counter()
        run_for(seconds)
        rate = self.frames.count / (time.perf_counter() - begin)
        self.pause()
        return rate

    def headless_rate(self) -> float:
        """The same network without a window: observations per second, the engine alone, while the window rests."""
        trainer = nncore.Trainer(nncore.PRESETS["article"].experiment)
        rates = []
        for _ in range(5):
            seen, begin = trainer.observations_seen, time.perf_counter()
            while time.perf_counter() - begin < 0.5:
                trainer.advance(observations=100_000)
            rates.append((trainer.observations_seen - seen) / (time.perf_counter() - begin))
        return statistics.median(rates)

    def busy_share(self, card: str, seconds: float) -> float:
        """How much of this thread's time the views take while the article's net trains at full speed, in percent.

        `card` is the one that fills the window, "" for all of them.
        """
        self.parts.window.workspace.fill(card)
        self.start_over("article")
        self.play()
        run_for(0.5)
        before = self.application.busy_seconds
        run_for(seconds)
        share = 100 * (self.application.busy_seconds - before) / seconds
        self.pause()
        self.parts.window.workspace.fill("")
        return share

    def largest_diagram(self) -> float:
        """Milliseconds of this thread to show and paint the diagram of 8 layers of 64 neurons."""
        network = replace(nncore.NetworkSpec(), hidden_layers=(nncore.Layer(64),) * 8)
        self.parts.document.start_over(replace(nncore.PRESETS["first-run"].experiment, network=network))
        run = self.parts.document.work.run
        run_until(lambda: self.snapshot().run == run)
        shown, diagram = self.snapshot(), self.parts.window.gallery.diagram
        other = replace(shown, weights=tuple(-w for w in shown.weights))
        return busy_milliseconds(self.application, lambda i: diagram.show_snapshot((shown, other)[i % 2]), 15)

    def memory_growth(self, seconds: float) -> float:
        """MB by which the program grows in `seconds` of training at full speed, after half a minute of warming up."""
        self.start_over("article")
        self.play()
        run_for(30.0)
        before = resident_mb()
        run_for(seconds)
        grown = resident_mb() - before
        self.pause()
        return grown

    def surface_updates(self) -> tuple[float, float]:
        """Milliseconds of this thread for a new surface of 100×100: handing it over, and with all the painting."""
        self.parts.controller.set_resolution(100)
        self.start_over("first-run")
        run_until(lambda: self.snapshot().surface.shape == (100, 100))
        shown = self.snapshot()
        flipped = replace(shown, surface=1 - shown.surface)
        both, view = (shown, flipped), self.parts.window.gallery.surface

        def update(i: int) -> None:
            view.show_snapshot(both[i % 2])

        return milliseconds(update, 25), busy_milliseconds(self.application, update, 25)


def resident_mb() -> float:
    """The memory that the program holds at the moment; NaN where the system does not say it like Linux."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return math.nan
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def measure(window: Window) -> dict[str, float]:
    """Everything that takes a window which trains."""
    window.collect()
    window.start_over("article")
    window.play()
    run_for(1.0)  # the loops are compiled or read from the cache behind the window
    rate = window.observations_per_second()
    tick = Ticks().p95(4.0)
    window.pause()
    pause = window.pauses()
    update, update_and_paint = window.surface_updates()
    return {
        "observations_per_second": rate,
        "headless": window.headless_rate(),
        "busy": window.busy_share("", 4.0),
        "busy_hidden": window.busy_share("loss", 4.0),
        "largest_diagram": window.largest_diagram(),
        "memory": window.memory_growth(30.0),
        "frames_100": window.frames_per_second(100, 3.0),
        "tick": tick,
        "pause": pause,
        "learned": window.milliseconds_to_learn(),
        "update": update,
        "update_and_paint": update_and_paint,
        "frames": window.frames_per_second(50, 3.0),
    }


def main(words: list[str]) -> None:
    window = Window()
    if words[:1] == ["soak"]:
        window.collect()
        print(json.dumps({"memory": window.memory_growth(float(words[1]))}))
        window.close()
        return
    measured = {"shown": window.shown, "drawn": window.drawn} | ({} if words == ["shown"] else measure(window))
    print(json.dumps(measured))
    window.close()


if __name__ == "__main__":
    main(sys.argv[1:])
