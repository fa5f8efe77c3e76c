"""The files to hand out, beside the program's folder: for Linux an archive and a .deb, for Windows a zip and an
installer, for macOS a disk image."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import deb
import linux
import release
from console import Problem, say
from environment import ROOT

INNO_SETUP = Path("C:/Program Files (x86)/Inno Setup 6/ISCC.exe")


def make(dist: Path) -> None:
    """Pack the program in `dist`, and say how large each file is and how long it took."""
    for path, write in {"win32": for_windows, "darwin": for_macos}.get(sys.platform, for_linux)(dist):
        begin = time.monotonic()
        path.unlink(missing_ok=True)
        write(path)
        size, seconds = path.stat().st_size / 1e6, time.monotonic() - begin
        say(f"{path.name}: {size:.0f} MB, packed in {seconds:.0f} s")


Task = tuple[Path, Callable[[Path], None]]  # the file, and what writes it


def for_linux(dist: Path) -> Iterator[Task]:
    """The archive for every Linux, and where dpkg-deb is, the package for Debian and Ubuntu."""
    folder, stem = dist / release.NAME, release.package_stem()

    def archive(path: Path) -> None:
        with tempfile.TemporaryDirectory(prefix="perceptron-lab-") as work:
            linux.archive(folder, path, Path(work))

    yield dist / f"{stem}.tar.xz", archive
    if shutil.which("dpkg-deb"):
        yield dist / f"{stem}.deb", lambda path: deb.make(folder, path)
    else:
        say("No .deb: that takes dpkg-deb, which is not installed.")


def for_windows(dist: Path) -> Iterator[Task]:
    """The portable zip, and where Inno Setup is, the installer."""
    stem = release.package_stem()
    yield dist / f"{stem}-portable.zip", lambda path: _zip(path, dist)
    compiler = shutil.which("iscc") or (INNO_SETUP if INNO_SETUP.is_file() else None)
    if compiler:
        yield dist / f"{stem}-setup.exe", lambda path: _run(inno_setup(compiler, path))
    else:
        say("No installer: that takes Inno Setup 6, which is not installed.")


def inno_setup(compiler: str | Path, target: Path) -> list[str]:
    """The command that makes the installer `target` from the program beside it."""
    words = {
        "Name": release.NAME,
        "Title": release.TITLE,
        "Version": release.VERSION,
        "Copyright": release.COPYRIGHT,
        "Program": str(target.parent / release.NAME),
    }
    script = ROOT / "packaging" / "windows" / "perceptron-lab.iss"
    return [
        str(compiler),
        "/Q",
        *(f"/D{name}={value}" for name, value in words.items()),
        f"/O{target.parent}",
        f"/F{target.stem}",
        str(script),
    ]


def for_macos(dist: Path) -> Iterator[Task]:
    """The disk image: the application, and the folder to drag it to."""
    yield dist / f"{release.package_stem()}.dmg", lambda path: _disk_image(path, dist / f"{release.TITLE}.app")


def _zip(path: Path, dist: Path) -> None:
    shutil.make_archive(str(path.with_suffix("")), "zip", dist, release.NAME)


def _disk_image(path: Path, application: Path) -> None:
    with tempfile.TemporaryDirectory(prefix="perceptron-lab-") as name:
        folder = Path(name)
        shutil.copytree(application, folder / application.name, symlinks=True)
        (folder / "Applications").symlink_to("/Applications")
        _run(disk_image(folder, path))


def disk_image(folder: Path, target: Path) -> list[str]:
    """The command that makes the disk image `target` of what is in `folder`."""
    return ["hdiutil", "create", "-volname", release.TITLE, "-srcfolder", str(folder), "-format", "ULMO", str(target)]


def _run(command: list[str]) -> None:
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode:
        raise Problem(f"{Path(command[0]).name} failed: {done.stdout.strip()[-500:]}")
