"""How soon the packaged program is there, beside a bare window of pyqtgraph that is packaged in the same way.

Both are watched from outside, on a virtual screen whose picture lies in a file: what counts is what a person sees.
"""

from __future__ import annotations

import statistics
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tests.bench.table import Row
from tests.virtual_screen import AVAILABLE, virtual_screen

ROOT = Path(__file__).resolve().parents[2]
OURS = ROOT / "dist" / "perceptron-lab" / "perceptron-lab"
BUILD = ROOT / "build" / "bare"
BARE = BUILD / "dist" / "bare" / "bare"

STARTS = 7
WIDTH, HEIGHT = 1280, 800
LEAST_SHARE = 0.03  # of the view, so that one stray line is not taken for a picture
GIVE_UP_SECONDS = 60.0
# In our window, and in the bare one, where it is small, and black around it.
OUR_SURFACE, BARE_SURFACE = (slice(90, 430), slice(870, None)), (slice(350, 480), slice(270, 370))

Picture = NDArray[np.uint8]  # (height, width, 4): blue, green, red, nothing


class Program(NamedTuple):
    """A program to start, and where its surface is."""

    command: Sequence[str | Path]
    surface: tuple[slice, slice]


def rows() -> list[Row]:
    """The time from the start to a window that is painted, and to one whose surface is drawn."""
    if not AVAILABLE:
        print("The packaged program is timed on Linux only, with Xvfb.")
        return []
    if not OURS.is_file():
        print("There is no packaged program to time: packaging/dev.py build makes it.")
        return []
    build_bare()
    ours = Program([OURS, "--size", f"{WIDTH}x{HEIGHT}", "--theme", "light"], OUR_SURFACE)
    bare = Program([BARE], BARE_SURFACE)
    with tempfile.TemporaryDirectory(prefix="perceptron-lab-bench-") as home, watched_screen() as (display, picture):
        env = {"HOME": home, "PATH": "", "LC_CTYPE": "C.UTF-8", "DISPLAY": display, "XDG_RUNTIME_DIR": home}
        taken = []
        for _ in range(1 + STARTS):  # in turn, so that a busy moment hits both
            shown, drawn = watch(ours, env, picture, is_painted, is_coloured)
            (theirs,) = watch(bare, env, picture, is_painted)
            taken.append((shown, drawn, theirs))
    # The first time the engine was compiled, and the files were read from the disk.
    shown, drawn, theirs = map(statistics.median, zip(*taken[1:], strict=True))
    peer = "bare pyqtgraph window"
    return [
        Row("packaged: window on the screen", "s", shown, theirs, f"{peer}, packaged", "at most 1.3 times theirs"),
        Row("packaged: window with its views drawn", "s", drawn, theirs, f"{peer}, packaged"),
    ]


def build_bare() -> None:
    """Pack the bare window, anew: its libraries may have changed."""
    paths = ["--distpath", str(BUILD / "dist"), "--workpath", str(BUILD / "work")]
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", *paths, "packaging/bare.spec"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"The bare window could not be packaged: {done.stderr[-2000:]}")


@contextmanager
def watched_screen() -> Iterator[tuple[str, Picture]]:
    """A virtual screen: the name of its display, and its picture, which changes with it."""
    with (
        tempfile.TemporaryDirectory(prefix="perceptron-lab-screen-") as folder,
        virtual_screen(f"{WIDTH}x{HEIGHT}", "-fbdir", folder) as display,
    ):
        yield display, as_picture(Path(folder) / "Xvfb_screen0")


def as_picture(file: Path) -> Picture:
    """The pixels of a file as xwd writes it: a head, a table of colours, rows of pixels. Its numbers begin big."""
    with file.open("rb") as stream:
        head = struct.unpack(">25I", stream.read(100))
    size, width, height, row, colours = head[0], head[4], head[5], head[12], head[19]
    pixels = np.memmap(file, np.uint8, mode="r", offset=size + 12 * colours, shape=(height, row // 4, 4))
    return pixels[:, :width]


def watch(
    program: Program, env: dict[str, str], picture: Picture, *conditions: Callable[[Picture], bool]
) -> list[float]:
    """Seconds from starting `program` until its surface fulfils each of `conditions`, one after the other."""
    view = picture[program.surface]
    seconds = []
    begin = time.monotonic()
    process = subprocess.Popen(program.command, env=env, cwd=env["HOME"], stdout=subprocess.DEVNULL)
    try:
        for condition in conditions:
            while not condition(view):
                if process.poll() is not None or time.monotonic() - begin > GIVE_UP_SECONDS:
                    raise SystemExit(f"The benchmark waited in vain for {program.command[0]}.")
                time.sleep(0.002)
            seconds.append(time.monotonic() - begin)
    finally:
        process.terminate()
        process.wait()
    until_empty(view)
    return seconds


def until_empty(view: Picture) -> None:
    """Wait until the window is gone: the next program must not be taken for this one."""
    begin = time.monotonic()
    while is_painted(view):
        if time.monotonic() - begin > GIVE_UP_SECONDS:
            raise SystemExit("The benchmark waited in vain for a window to close.")
        time.sleep(0.01)


def is_painted(view: Picture) -> bool:
    """The screen is black where nothing is."""
    return bool((view[::4, ::4, :3].max(axis=-1) > 24).mean() > LEAST_SHARE)


def is_coloured(view: Picture) -> bool:
    """A surface has the colours of its scale, pale under the veil of the tour; paper and ink have next to none."""
    pixels = view[::4, ::4].astype(int)
    return bool((np.abs(pixels[..., 2] - pixels[..., 0]) > 10).mean() > LEAST_SHARE)
