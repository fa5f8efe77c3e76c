"""Our window, measured from inside while it trains. Prints what it measured as JSON.

python -m tests.bench.our_window [shown]
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from dataclasses import replace

from app import bootstrap

bootstrap.before_application()

import nncore  # noqa: E402  the bootstrap comes before Qt and NumPy
from app import context  # noqa: E402
from app.context import Context  # noqa: E402
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
        self.frames = Frames(self.parts.window.gallery.surface)
        self.parts.window.show()
        self.shown = self.frames.wait()
        self.parts.controller.start()
        self.snapshot()
        self.drawn = self.frames.wait()

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


def measure(window: Window) -> dict[str, float]:
    """Everything that takes a window which trains."""
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
        "tick": tick,
        "pause": pause,
        "learned": window.milliseconds_to_learn(),
        "update": update,
        "update_and_paint": update_and_paint,
        "frames": window.frames_per_second(50, 3.0),
    }


def main(words: list[str]) -> None:
    window = Window()
    measured = {"shown": window.shown, "drawn": window.drawn} | ({} if words == ["shown"] else measure(window))
    print(json.dumps(measured))
    window.close()


if __name__ == "__main__":
    main(sys.argv[1:])
