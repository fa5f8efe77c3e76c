"""The surroundings in which the packaged program is tried: each is like a machine that somebody really has."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.virtual_screen import AVAILABLE, virtual_screen

# What the window passes on from the session; nothing of it leads to a Python.
SESSION = ("DISPLAY", "WAYLAND_DISPLAY", "XDG_RUNTIME_DIR", "SYSTEMROOT", "WINDIR", "COMSPEC")
HOMES = ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA")
TEMPORARY = ("TEMP", "TMPDIR")
EXECUTABLE = "perceptron-lab.exe" if os.name == "nt" else "perceptron-lab"
NOBODY = 65534


@dataclass(frozen=True)
class Place:
    """A program, a home folder, a folder to leave files in, and what else is special there."""

    name: str
    program: Path
    home: Path
    work: Path
    variables: Mapping[str, str] = field(default_factory=dict)
    keeps_cache: bool = True
    user: int | None = None  # another one than the present

    def environment(self) -> dict[str, str]:
        """A screen, the home, and no way to any other program."""
        kept = {name: os.environ[name] for name in SESSION if name in os.environ}
        folders = dict.fromkeys(HOMES, str(self.home)) | dict.fromkeys(TEMPORARY, str(self.work))
        return {"PATH": "", **folders, **kept, **self.variables}

    def identity(self) -> dict[str, Any]:
        """Who starts the program, in words of `subprocess.run`."""
        return {} if self.user is None else {"user": self.user, "group": self.user, "extra_groups": ()}


def places(folder: Path, room: Path) -> Iterator[Place]:
    """The places for the program in `folder`, each made below `room` when its turn comes."""
    room.chmod(0o755)  # others must be able to look in
    program = folder / EXECUTABLE
    yield Place("an empty home", program, _made(room / "home"), _made(room / "work"))
    yield odd_path(folder, room)
    if os.name != "nt":
        yield read_only(folder, room)
    if sys.platform == "linux":
        home, work = _made(room / "home without OpenGL"), _made(room / "work without OpenGL")
        yield Place("no OpenGL", program, home, work, {"QT_XCB_GL_INTEGRATION": "none"})
    if AVAILABLE:
        with virtual_screen("1280x800", "-extension", "GLX") as display:
            home, work = _made(room / "home without GLX"), _made(room / "work without GLX")
            yield Place("an OpenGL of another kind", program, home, work, {"DISPLAY": display})


def odd_path(folder: Path, room: Path) -> Place:
    """All paths hold spaces and letters that are not English."""
    odd = _made(room / "Ümläut ünd späces — ελληνικά 日本")
    program = copy(folder, odd / "Programm für alle") / EXECUTABLE
    return Place("an odd path", program, _made(odd / "Zuhause, süß"), _made(odd / "Größe & Maß"))


def read_only(folder: Path, room: Path) -> Place:
    """Nothing can be written to the home. The administrator could; so it is somebody else who starts the program."""
    program = copy(folder, room / "program for all") / EXECUTABLE
    home, work = _made(room / "read-only home"), _made(room / "work for all")
    home.chmod(0o555)
    work.chmod(0o777)
    user = NOBODY if os.geteuid() == 0 else None
    variables = {"XDG_RUNTIME_DIR": str(work)}
    return Place("a read-only home", program, home, work, variables, keeps_cache=False, user=user)


def copy(folder: Path, target: Path) -> Path:
    """`target`, a copy of `folder` that takes no room where the two can share their files."""
    shutil.copytree(folder, target, symlinks=True, copy_function=_link)
    return target


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:  # another disk
        shutil.copy(source, target)


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True)
    return folder
