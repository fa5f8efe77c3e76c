"""Starts the packaged program as somebody does who has no Python, lets it train, and looks at what it leaves behind.

    python -m tests.bundle.smoke dist/perceptron-lab

Needs a screen. Starts it twice: the second time it must find its compiled engine in the cache.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import nncore
from tests.pixels import Pixels, read_picture

SECONDS = 8
# How much of each view must be on the orange and on the blue side of the scale; the data points alone come to less.
LEAST_SHARE = {"surface": 0.03, "map": 0.08}
# What the window passes on from the session; nothing of it leads to a Python.
KEPT = ("DISPLAY", "WAYLAND_DISPLAY", "XDG_RUNTIME_DIR", "SYSTEMROOT", "WINDIR", "COMSPEC")
TROUBLE = re.compile(r"traceback|error|exception|warning|failed|abort", re.IGNORECASE)


@dataclass(frozen=True)
class Outcome:
    """What one start of the program came to."""

    status: int
    words: str
    seconds: float
    picture: Path
    experiment: Path


def main(folder: Path) -> int:
    """Try the program in `folder`; 0 if nothing is wrong with it."""
    program = folder.resolve() / ("perceptron-lab.exe" if os.name == "nt" else "perceptron-lab")
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    print(f"{folder}: {size / 1e6:.0f} MB")
    with tempfile.TemporaryDirectory(prefix="perceptron-lab-smoke-") as home:
        first = start(program, Path(home))
        cached = compiled(Path(home))
        second = start(program, Path(home))
        found = [*problems(first), *problems(second)]
        if not cached:
            found.append("the compiled engine was not cached in the home folder")
        elif compiled(Path(home)) != cached:
            found.append("the second start compiled the engine again")
    for problem in found:
        print(f"smoke test: {problem}")
    for which, outcome in (("first", first), ("second", second)):
        print(f"{which} start: {outcome.seconds:.1f} s, of which {SECONDS} with the window open")
    print("smoke test: " + ("failed" if found else "the program starts, trains, draws and saves"))
    return int(bool(found))


def start(program: Path, home: Path) -> Outcome:
    """Start `program` with nothing but a screen and an empty `home`, and let it train."""
    picture, experiment = home / "picture.png", home / "experiment.json"
    for path in (picture, experiment):
        path.unlink(missing_ok=True)
    words = ["--play", "--seconds", str(SECONDS), "--size", "1280x800", "--theme", "light"]
    begin = time.monotonic()
    done = subprocess.run(
        [program, *words, "--screenshot", picture, "--save", experiment],
        cwd=home,
        env=bare_environment(home),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        timeout=180,
        check=False,
    )
    return Outcome(done.returncode, done.stdout, time.monotonic() - begin, picture, experiment)


def bare_environment(home: Path) -> dict[str, str]:
    """A screen, an empty home, and no way to any other program."""
    folders = ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "TEMP", "TMPDIR")
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    return {"PATH": "", **dict.fromkeys(folders, str(home)), **kept}


def compiled(home: Path) -> frozenset[tuple[str, int]]:
    """Names and times of the files of the engine's cache."""
    found = (path for suffix in ("nbi", "nbc") for path in home.rglob(f"*.{suffix}"))
    return frozenset((path.name, path.stat().st_mtime_ns) for path in found)


def problems(outcome: Outcome) -> Iterator[str]:
    """What is wrong with an outcome, a sentence each."""
    if outcome.status:
        yield f"the exit status is {outcome.status}"
    yield from (f"it said: {line.strip()}" for line in outcome.words.splitlines() if TROUBLE.search(line))
    if outcome.picture.is_file():
        yield from picture_problems(read_picture(outcome.picture))
    else:
        yield "there is no picture"
    if outcome.experiment.is_file():
        yield from experiment_problems(outcome.experiment)
    else:
        yield "there is no experiment"


def picture_problems(pixels: Pixels) -> Iterator[str]:
    """The surface, above, and the map, below it at the right, must show both ends of the scale."""
    height, width, _ = pixels.shape
    if (width, height) != (1280, 800):
        yield f"the picture is {width}x{height}, not 1280x800"
        return
    for name, area in (("surface", pixels[90:430, 870:]), ("map", pixels[440:770, 870:])):
        warmth = area[..., 0].astype(int) - area[..., 2]  # red over blue: white and grey have none
        for colour, share in (("orange", (warmth > 24).mean()), ("blue", (warmth < -24).mean())):
            if share < LEAST_SHARE[name]:
                yield f"the {name} shows no {colour} to speak of ({share:.1%} of it)"


def experiment_problems(path: Path) -> Iterator[str]:
    """The file must load, and hold a network that learned something."""
    try:
        trainer = nncore.load(path)
    except nncore.FormatError as error:
        yield f"the experiment does not load: {error}"
        return
    if not trainer.observations_seen:
        yield "it did not train"
    elif not trainer.loss("train") < nncore.Trainer(trainer.experiment).loss("train"):
        yield "it trained, and learned nothing"


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
