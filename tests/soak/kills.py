"""Sudden ends: `python -m tests.soak kills [--kills N] [--seed S]` ends the program by kill -9, at random moments.

The same file and the same folder of autosaves are used throughout: every program begins with what the last one left.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import nncore as nn
from app.model import claims, kept
from nncore import storage
from tests.soak.figures import Figure, Report, all_of, none
from tests.soak.home import own_home

LONGEST_LIFE = 1.5  # seconds from when it is ready
SHARE_BEFORE_READY = 0.1
HARMLESS = "This plugin does not support propagateSizeHints()"  # said by Qt where there is no screen
# Large enough that writing takes a moment, and small enough that it is done often.
EXPERIMENT = replace(
    nn.PRESETS["first-run"].experiment, network=nn.NetworkSpec(hidden_layers=(nn.Layer(48), nn.Layer(48)))
)


@dataclass
class Trail:
    """What the programs have left so far."""

    path: Path
    observations: int = 0  # that the file held last
    outcomes: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)


def kills(count: int, seed: int) -> Report:
    """Start the program so many times and end it."""
    rng = Random(seed)
    with own_home() as home:
        trail = Trail(home / "experiment.json")
        nn.save(trail.path, nn.Trainer(EXPERIMENT))
        for number in range(count):
            saves = rng.random() < 0.6
            said = _life(trail.path, saves, rng)
            found = [*file_problems(trail, said), *autosave_problems(trail, home, said)]
            trail.problems += [f"kill {number}, --seed {seed}: {problem}" for problem in found]
            trail.outcomes["survived"] += not found
            if number % 20 == 19:
                print(f"{number + 1} kills, {dict(trail.outcomes)}, {trail.observations} observations", flush=True)
        left = len(list(home.glob(".*.tmp")))
    what = "after each kill the file and the autosave load, as the last or the one before"
    return Report(
        "Kills",
        [
            all_of(what, trail.outcomes["survived"], count),
            *(Figure(f"told by the programs: {name}", trail.outcomes[name]) for name in ("ready", "saved", "kept")),
            Figure("autosaves that were left and read", trail.outcomes["read"]),
            Figure("unfinished files beside the file", left),
            none("problems", len(trail.problems)),
        ],
        trail.problems[:20],
    )


def _life(path: Path, saves: bool, rng: Random) -> list[str]:
    """Start the program, end it after a moment; what it said until then, in whole lines."""
    words = [sys.executable, "-m", "tests.soak.victim", str(path), *(["saves"] if saves else [])]
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}  # nobody looks, and it starts sooner
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=env) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        try:
            if rng.random() < SHARE_BEFORE_READY:
                time.sleep(rng.uniform(0.0, 2.0))
                first = ""
            else:
                first = process.stdout.readline()
                time.sleep(rng.uniform(0.0, LONGEST_LIFE))
        finally:
            process.kill()
        lines = (first + process.stdout.read()).splitlines(keepends=True)
        errors = [line for line in process.stderr.read().splitlines() if HARMLESS not in line]
    return [line.strip() for line in lines if line.endswith("\n")] + [f"error {line}" for line in errors]


def file_problems(trail: Trail, said: list[str]) -> Iterator[str]:
    """The file is one that was written: the last that the program told of, or the one that it was about to tell of."""
    for line in said:
        word, _, rest = line.partition(" ")
        trail.outcomes[word] += 1
        if word == "saved":
            trail.observations = int(rest)
        elif word == "error":
            yield rest
    try:
        content = storage.read(trail.path)
    except (nn.FormatError, OSError) as error:
        yield f"the file does not load: {error}"
        return
    seen = content.state.observations_seen if content.state is not None else -1
    if seen < trail.observations:
        yield f"the file has {seen} observations and should have at least {trail.observations}"
    trail.observations = max(seen, trail.observations)


def autosave_problems(trail: Trail, home: Path, said: list[str]) -> Iterator[str]:
    """What was kept is what the program told of last, or newer. Afterwards the folder is empty."""
    times = [datetime.fromisoformat(line.partition(" ")[2]) for line in said if line.startswith("kept")]
    newest = datetime.min.replace(tzinfo=UTC)
    for folder in home.rglob("autosaves"):
        for claim in claims.left(folder):
            try:
                newest = max(newest, kept.read(claim.file).time)
                trail.outcomes["read"] += 1
            except (nn.FormatError, OSError) as error:
                yield f"the autosave does not load: {error}"
            claim.remove()
    saved_since = bool(said) and any(line.startswith("saved") for line in said)  # which deletes what was kept
    if times and not saved_since and newest < times[-1]:
        yield f"the autosave is of {newest}, and one of {times[-1]} was told of"
