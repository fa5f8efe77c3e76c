"""Starts the packaged program as somebody does who has no Python, lets it train, and looks at what it leaves behind.

    python -m tests.bundle.smoke dist/perceptron-lab

Needs a screen. Does so in several places, three times in each: it learns; it opens what it saved; it is left alone.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

import nncore
from tests.bundle.places import Place, places
from tests.pixels import Pixels, read_picture

# How long the window is open while it learns. Where the machine is too slow to compile the loops and to learn in the
# first time, it gets the second. The other times there is nothing to learn, and nothing to compile where it is kept.
SECONDS = (12, 45)
BRIEF = 4
# The share of test data that a network has right whose surface can be told from that of a new one.
LEARNED = 0.9
# How much of each view must be on the orange and on the blue side of the scale; the data points alone come to less.
LEAST_SHARE = {"surface": 0.03, "map": 0.08}
# How much of the surface must look otherwise when the network has learned.
LEAST_CHANGE = 0.10
VIEWS = {"surface": (slice(90, 430), slice(870, None)), "map": (slice(440, 770), slice(870, None))}
TROUBLE = re.compile(r"traceback|error|exception|warning|failed|abort", re.IGNORECASE)


@dataclass(frozen=True)
class Outcome:
    """What one start of the program came to."""

    status: int
    words: str
    seconds: float
    picture: Path
    experiment: Path

    def learned(self) -> bool:
        try:
            return nncore.load(self.experiment).accuracy("test") >= LEARNED
        except (OSError, nncore.FormatError):
            return False


@dataclass
class Report:
    """What was found in one place."""

    problems: list[str] = field(default_factory=list)
    starts: list[float] = field(default_factory=list)  # seconds besides those for which the window was open


def main(folder: Path) -> int:
    """Try the program in `folder`; 0 if nothing is wrong with it."""
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    print(f"{folder}: {size / 1e6:.0f} MB", flush=True)
    found = 0
    with tempfile.TemporaryDirectory(prefix="perceptron-lab-smoke-") as name:
        for place in places(folder.resolve(), Path(name)):
            report = examine(place)
            for problem in report.problems:
                print(f"smoke test, {place.name}: {problem}")
            times = ", ".join(f"{seconds:.1f}" for seconds in report.starts)
            outcome = "failed" if report.problems else "ok"
            print(f"smoke test, {place.name}: {outcome}; starting and closing took {times} s", flush=True)
            found += len(report.problems)
    print("smoke test: " + ("failed" if found else "the program starts, trains, draws, saves and reopens"))
    return int(bool(found))


def examine(place: Place) -> Report:
    """Start the program three times in `place`, and see whether the results are right and fit together."""
    report = Report()
    for seconds in SECONDS:
        learned = start(place, seconds, "learned", "--play")
        if learned.learned():
            break
    cached = compiled(place.home)
    brief = BRIEF if place.keeps_cache else seconds
    reopened = start(place, brief, "reopened", str(learned.experiment))
    untouched = start(place, brief, "untouched")
    report.starts += [learned.seconds - seconds, reopened.seconds - brief, untouched.seconds - brief]
    for what, outcome in (("learned", learned), ("reopened", reopened), ("untouched", untouched)):
        report.problems += [f"{what}: {problem}" for problem in problems(outcome)]
    if not report.problems:
        report.problems += [*course_problems(learned, reopened, untouched)]
    if place.keeps_cache:
        report.problems += cache_problems(cached, compiled(place.home))
    return report


def start(place: Place, seconds: int, name: str, *words: str) -> Outcome:
    """Start the program in `place` with nothing but a screen, and let its window be open for `seconds`."""
    picture, experiment = place.work / f"{name}.png", place.work / f"{name}.json"
    for path in (picture, experiment):
        path.unlink(missing_ok=True)
    always = ["--seconds", str(seconds), "--size", "1280x800", "--theme", "light"]
    begin = time.monotonic()
    done = subprocess.run(
        [place.program, *words, *always, "--screenshot", picture, "--save", experiment],
        cwd=place.work,
        env=place.environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        timeout=seconds + 180,
        check=False,
        **place.identity(),
    )
    return Outcome(done.returncode, done.stdout, time.monotonic() - begin, picture, experiment)


def compiled(home: Path) -> frozenset[tuple[str, int]]:
    """Names and times of the files of the engine's cache."""
    found = (path for suffix in ("nbi", "nbc") for path in home.rglob(f"*.{suffix}"))
    return frozenset((path.name, path.stat().st_mtime_ns) for path in found)


def cache_problems(before: frozenset[tuple[str, int]], after: frozenset[tuple[str, int]]) -> list[str]:
    """The first start must leave its compiled loops, and the later ones find them."""
    if not before:
        return ["the compiled engine was not cached in the home folder"]
    return [] if before == after else ["a later start compiled the engine again"]


def problems(outcome: Outcome) -> Iterator[str]:
    """What is wrong with one start by itself, a sentence each."""
    if outcome.status:
        yield f"the exit status is {outcome.status}"
    yield from (f"it said: {line.strip()}" for line in outcome.words.splitlines() if TROUBLE.search(line))
    if not outcome.picture.is_file():
        yield "there is no picture"
    if not outcome.experiment.is_file():
        yield "there is no experiment"


def course_problems(learned: Outcome, reopened: Outcome, untouched: Outcome) -> Iterator[str]:
    """What is wrong with the three starts together."""
    pictures = {outcome: read_picture(outcome.picture) for outcome in (learned, reopened, untouched)}
    yield from experiment_problems(learned.experiment)
    yield from picture_problems(pictures[learned])
    yield from (f"reopened: {problem}" for problem in picture_problems(pictures[reopened]))
    if reopened.experiment.read_bytes() != learned.experiment.read_bytes():
        yield "what it saved, opened and saved again is not the same"
    share = changed(pictures[untouched], pictures[learned])
    if share < LEAST_CHANGE:
        yield f"the surface did not change while it learned ({share:.1%} of it)"


def picture_problems(pixels: Pixels) -> Iterator[str]:
    """The surface, above, and the map, below it at the right, must show both ends of the scale."""
    height, width, _ = pixels.shape
    if (width, height) != (1280, 800):
        yield f"the picture is {width}x{height}, not 1280x800"
        return
    for name, area in VIEWS.items():
        view = pixels[area]
        warmth = view[..., 0].astype(int) - view[..., 2]  # red over blue: white and grey have none
        for colour, share in (("orange", (warmth > 24).mean()), ("blue", (warmth < -24).mean())):
            if share < LEAST_SHARE[name]:
                yield f"the {name} shows no {colour} to speak of ({share:.1%} of it)"


def changed(before: Pixels, after: Pixels) -> float:
    """The share, 0 to 1, of the surface's pixels that look otherwise."""
    first, second = (picture[VIEWS["surface"]].astype(int) for picture in (before, after))
    return float((np.abs(first - second).max(axis=-1) > 24).mean()) if first.shape == second.shape else 0.0


def experiment_problems(path: Path) -> Iterator[str]:
    """The file must load, and hold a network that learned."""
    try:
        trainer = nncore.load(path)
    except nncore.FormatError as error:
        yield f"the experiment does not load: {error}"
        return
    right = trainer.accuracy("test")
    if not trainer.observations_seen:
        yield "it did not train"
    elif right < LEARNED:
        yield f"it trained, and has no more than {right:.0%} of the test data right"


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
