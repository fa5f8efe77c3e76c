"""The libraries that Qt and OpenGL need from the system, on Debian and Ubuntu."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterable, Sequence
from pathlib import Path

from console import Problem, say, stream

LIBRARIES = (
    "libdbus-1-3",
    "libegl1",
    "libfontconfig1",
    "libgl1",
    "libgl1-mesa-dri",
    "libglib2.0-0",
    "libopengl0",
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-image0",
    "libxcb-keysyms1",
    "libxcb-randr0",
    "libxcb-render-util0",
    "libxcb-shape0",
    "libxcb-xinerama0",
    "libxkbcommon-x11-0",
)
FONTS = ("fonts-dejavu-core",)
VIRTUAL_SCREEN = ("xvfb",)

# Without these it starts all the same, so a missing one stops nobody who may not install it.
OPTIONAL = frozenset({*FONTS, "libopengl0", "libxcb-xinerama0"})
LISTS = Path("/var/lib/apt/lists")


def present() -> bool:
    """Whether this is a system with apt-get."""
    return sys.platform.startswith("linux") and all(map(shutil.which, ("apt-get", "dpkg-query")))


def python_packages() -> tuple[str, ...]:
    """The package with the `venv` module for Debian's own Python; other Pythons come with theirs."""
    return (f"python{sys.version_info.major}.{sys.version_info.minor}-venv",)


def build_packages() -> tuple[str, ...]:
    """What packing the program takes: tools for binaries and, for Debian's own Python, its shared library."""
    shared = sysconfig.get_config_var("Py_ENABLE_SHARED")
    own = Path(sys.base_prefix) == Path("/usr")
    return ("binutils", *((f"libpython{sys.version_info.major}.{sys.version_info.minor}",) if own and shared else ()))


def install(packages: Iterable[str]) -> None:
    """See to it that `packages` are there. Raises Problem, with the line to type, where this user may not do it."""
    lacking = missing(packages)
    if not lacking:
        return
    if os.geteuid() == 0:
        _apt_get(lacking)
    elif OPTIONAL.issuperset(lacking):
        say(f"It looks better with: {typed(lacking)}")
    else:
        raise Problem(f"Libraries are missing. Install them with: {typed(lacking)}")


def missing(packages: Iterable[str]) -> list[str]:
    """Those of `packages` that are not installed."""
    wanted = list(packages)
    # Ubuntu 24.04 and Debian 13 renamed some libraries to NAMEt64.
    names = [name for package in wanted for name in (package, f"{package}t64")]
    answer = subprocess.run(
        ["dpkg-query", "-W", "-f=${Package} ${db:Status-Status}\n", *names], capture_output=True, text=True, check=False
    )
    found = installed(answer.stdout)
    return [package for package in wanted if package not in found and f"{package}t64" not in found]


def installed(listing: str) -> set[str]:
    """The names that a listing of `name status` lines says are installed, not merely known."""
    rows = (line.split() for line in listing.splitlines())
    return {row[0] for row in rows if row[1:] == ["installed"]}


def typed(packages: Sequence[str]) -> str:
    """The line a person types to install `packages`."""
    update = "" if _have_lists() else "sudo apt-get update && "
    return f"{update}sudo apt-get install -y --no-install-recommends {' '.join(packages)}"


def _have_lists() -> bool:
    return any(LISTS.glob("*_Packages*"))


def _apt_get(packages: Sequence[str]) -> None:
    say(f"Installing system libraries: {' '.join(packages)}")
    if not _have_lists():
        _run("update")
    words = ("install", "-y", "--no-install-recommends", *packages)
    status, output = _run(*words)
    if status:  # a list that is out of date names files that are gone: a new list, and once more
        _run("update")
        status, output = _run(*words)
    if status:
        raise Problem(
            f"The system libraries could not be installed. {reason(output)} To try by hand: {typed(packages)}"
        )


def reason(output: str) -> str:
    """The first complaint in the words of apt-get, as a sentence; nothing where there is none."""
    complaints = (line.removeprefix("E: ").rstrip(". ") for line in output.splitlines() if line.startswith("E: "))
    return next((f"{complaint}." for complaint in complaints), "")


def _run(*words: str) -> tuple[int, str]:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C"}
    return stream(["apt-get", "-o", "DPkg::Lock::Timeout=120", *words], _shorten, env=environment)


def _shorten(line: str) -> str | None:
    """The lines of apt-get that show it is getting on."""
    return line if line.startswith(("Need to get", "Setting up", "Fetched", "E:")) else None
