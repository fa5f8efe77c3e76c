"""The screen for windows: the one there is, or a virtual one (Xvfb) where there is none."""

from __future__ import annotations

import os
import re
import select
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from console import Problem

START_SECONDS = 20.0


def usable(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether a window could open: on Linux a display server must be named and answer."""
    if not sys.platform.startswith("linux"):
        return True
    if environment.get("QT_QPA_PLATFORM", "xcb").partition(":")[0] not in ("xcb", "wayland", "wayland-egl"):
        return True  # drawn elsewhere, on purpose
    return any(_answers(address) for address in addresses(environment))


def addresses(environment: Mapping[str, str]) -> list[str | tuple[str, int]]:
    """Where the display servers named in `environment` would listen: socket paths (\\0: abstract) or (host, port)."""
    found: list[str | tuple[str, int]] = []
    wayland = environment.get("WAYLAND_DISPLAY", "")
    if wayland:
        found.append(str(Path(environment.get("XDG_RUNTIME_DIR", "/")) / wayland))
    x11 = re.fullmatch(r"(?P<host>.*):(?P<number>\d+)(\.\d+)?", environment.get("DISPLAY", ""))
    if x11 and x11["host"] in ("", "unix"):
        path = f"/tmp/.X11-unix/X{x11['number']}"  # noqa: S108  where X servers have their sockets
        found += ["\0" + path, path]
    elif x11:
        found.append((x11["host"], 6000 + int(x11["number"])))
    return found


def _answers(address: str | tuple[str, int]) -> bool:
    family = socket.AF_UNIX if isinstance(address, str) else socket.AF_INET
    with socket.socket(family) as connection:
        connection.settimeout(2.0)
        try:
            connection.connect(address)
        except OSError:
            return False
    return True


@contextmanager
def screen(size: str) -> Iterator[dict[str, str]]:
    """The environment in which windows can open; a virtual screen of `size` (1280x800) where there is no display."""
    environment = dict(os.environ)
    if usable():
        yield environment
        return
    if not shutil.which("Xvfb"):
        raise Problem("There is no display, and Xvfb, which makes a virtual one, is not installed: install it first.")
    with tempfile.TemporaryDirectory(prefix="perceptron-lab-") as runtime, _xvfb(size) as number:
        environment.pop("WAYLAND_DISPLAY", None)
        environment["DISPLAY"] = f":{number}"
        environment.setdefault("XDG_RUNTIME_DIR", runtime)
        yield environment


@contextmanager
def _xvfb(size: str) -> Iterator[str]:
    """Start Xvfb on a free display, give its number, and end it."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{size}x24", "-nolisten", "tcp", "-noreset"]
    # A session of its own: Ctrl-C must reach the program first, and find its screen still there.
    server = subprocess.Popen(
        command, pass_fds=[writing], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    os.close(writing)
    try:
        yield _display_number(reading)
    finally:
        os.close(reading)
        server.terminate()
        server.wait()


def _display_number(reading: int) -> str:
    ready, _, _ = select.select([reading], [], [], START_SECONDS)
    number = os.read(reading, 32).decode().strip() if ready else ""
    if not number:
        raise Problem("The virtual screen did not start: try `Xvfb :99` by hand to see why.")
    return number
