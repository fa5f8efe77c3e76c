"""The licences of everything that the packaged program holds, gathered while it is packed. For app.spec."""

from __future__ import annotations

import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path, PurePath

from environment import ROOT

HERE = ROOT / "packaging" / "licences"
# Packages that come without the text of their licence; it is in HERE, which is shipped whole.
WITHOUT = frozenset({"PyOpenGL", "PySide6_Essentials", "shiboken6"})
# Not a module of the program: its small start program is.
STARTER = "pyinstaller"
WORDS = ("licen", "copying", "notice", "copyright")
DOCUMENTS = Path("/usr/share/doc")


class MissingLicenceError(Exception):
    """Something would be shipped without its licence."""


def texts(modules: Iterable[str], libraries: Iterable[str]) -> dict[str, Path]:
    """Every text by its name in the folder of licences, for Python `modules` and names of libraries of the system."""
    found = {
        "Perceptron Lab.txt": ROOT / "LICENSE",
        "Inter.txt": ROOT / "app" / "resources" / "fonts" / "OFL.txt",
        "Python.txt": of_python(),
    }
    found |= {path.name: path for path in HERE.iterdir()}
    for name in [*distributions(modules), STARTER]:
        found |= of_distribution(metadata.distribution(name))
    return found | of_system(libraries)


def distributions(modules: Iterable[str]) -> list[str]:
    """The names of the packages that `modules` come from, without Python itself and this project."""
    owners = metadata.packages_distributions()
    tops = {module.partition(".")[0] for module in modules} - {"app", "nncore"}
    return sorted({owner for top in tops for owner in owners.get(top, ())})


def of_distribution(distribution: metadata.Distribution) -> dict[str, Path]:
    """The texts that a package has about itself. Raises MissingLicenceError where it has none and we have none."""
    name = distribution.metadata["Name"]
    found = {}
    for file in distribution.files or ():
        folder, _, inner = file.as_posix().partition(".dist-info/")
        if inner and "/" not in folder and any(word in file.name.lower() for word in WORDS):
            found[f"{name}/{inner.removeprefix('licenses/')}"] = Path(str(file.locate()))
    if not found and name not in WITHOUT:
        raise MissingLicenceError(f"{name} has no licence: put its text into packaging/licences")
    return found


def of_python() -> Path:
    """Python's own licence, which different makers of Python put into different places."""
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    places = (
        Path(sysconfig.get_path("stdlib")) / "LICENSE.txt",
        Path(sys.base_prefix) / "LICENSE.txt",
        DOCUMENTS / version / "copyright",
        DOCUMENTS / f"lib{version}-stdlib" / "copyright",
    )
    for place in places:
        if place.is_file():
            return place
    raise MissingLicenceError("Python's licence was not found")


def of_system(libraries: Iterable[str]) -> dict[str, Path]:
    """On Debian and Ubuntu the copyright file of each package that one of `libraries` comes from."""
    patterns = [f"*/{PurePath(library).name}" for library in libraries]
    if not patterns or not shutil.which("dpkg-query"):
        return {}
    # It complains of those that are in no package, such as Python's, and answers for the others.
    answer = subprocess.run(["dpkg-query", "--search", *patterns], capture_output=True, text=True, check=False)
    # "libglib2.0-0:amd64: /usr/lib/x86_64-linux-gnu/libglib-2.0.so.0"; what lies elsewhere has but the same name.
    found = (line.split(": ") for line in answer.stdout.splitlines() if ": /usr/lib/" in line or ": /lib/" in line)
    packages = {owner.partition(":")[0] for owner, _ in found}
    files = {f"system/{package}.txt": DOCUMENTS / package / "copyright" for package in packages}
    return {name: path for name, path in files.items() if path.is_file()}
