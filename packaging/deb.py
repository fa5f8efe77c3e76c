"""The package for Debian and Ubuntu: the program in /opt, a link to it in /usr/bin, and its entry in the menu.

It has no scripts: dpkg itself sees to the databases of menus, icons and file types where a system has them.
"""

from __future__ import annotations

import gzip
import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path

import binaries
import linux
import release
from console import Problem
from environment import ROOT

HOME = Path("opt") / release.NAME
ARCHITECTURES = {"x86_64": "amd64", "aarch64": "arm64"}

# Whose package each library is in that the program takes from the system.
PACKAGES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libexpat.so.1": "libexpat1",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libgcc_s.so.1": "libgcc-s1",
    "libstdc++.so.6": "libstdc++6",
    "libuuid.so.1": "libuuid1",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libxcb.so.1": "libxcb1",
    "libz.so.1": "zlib1g",
}
# All of these are in libc6.
C_LIBRARY = ("ld-linux", "libc.so.", "libdl.so.", "libm.so.", "libpthread.so.", "librt.so.", "libutil.so.")


def make(folder: Path, target: Path) -> None:
    """Write the package `target` with the program in `folder`."""
    with tempfile.TemporaryDirectory(prefix="perceptron-lab-deb-") as name:
        root = Path(name)
        fill(root, folder)
        open_up(root)
        words = ["dpkg-deb", "--build", "--root-owner-group", "-Zxz", "-z1", str(root), str(target)]
        done = subprocess.run(words, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Problem(f"The package {target.name} could not be made: {done.stderr.strip()}")


def fill(root: Path, folder: Path) -> None:
    """Lay out in `root` what the package puts into the system, and what it says of itself."""
    shutil.copytree(folder, root / HOME, symlinks=True, copy_function=shutil.copy)
    (root / "usr" / "bin").mkdir(parents=True)
    (root / "usr" / "bin" / release.NAME).symlink_to(Path("/") / HOME / release.NAME)
    linux.share(root / "usr" / "share")
    documents = root / "usr" / "share" / "doc" / release.NAME
    documents.mkdir(parents=True)
    shutil.copy(ROOT / "packaging" / "linux" / "copyright", documents)
    (documents / "changelog.gz").write_bytes(gzip.compress((ROOT / "CHANGELOG.md").read_bytes(), mtime=0))
    size = sum(path.lstat().st_size for path in root.rglob("*") if not path.is_dir())
    (root / "DEBIAN").mkdir()
    (root / "DEBIAN" / "control").write_text(control(depends(folder), size), encoding="utf-8")


def open_up(root: Path) -> None:
    """Give everything in `root`, and `root` itself, the rights that everybody needs to use it."""
    for path in (root, *root.rglob("*")):
        if not path.is_symlink():
            path.chmod(linux.mode(path.is_dir() or bool(path.stat().st_mode & 0o100)))


def depends(folder: Path) -> list[str]:
    """The packages whose libraries the program in `folder` needs from the system."""
    texts = {path.name: binaries.headers(path) for path in binaries.inside(folder)}
    wanted = {name for text in texts.values() for name in binaries.needed(text)} - texts.keys()
    major, minor = max(map(binaries.glibc, texts.values()))
    return [f"libc6 (>= {major}.{minor})", *packages(wanted)]


def packages(libraries: Iterable[str]) -> list[str]:
    """The packages of `libraries`, without the C library's. Raises Problem for one that is not known."""
    outer = {name for name in libraries if not name.startswith(C_LIBRARY)}
    unknown = sorted(outer - PACKAGES.keys())
    if unknown:
        raise Problem(f"The program needs {unknown[0]}: say in packaging/deb.py which package has it.")
    return sorted({PACKAGES[name] for name in outer})


def control(needed: list[str], size: int) -> str:
    """The package's description of itself; `size` in bytes."""
    return f"""\
Package: {release.NAME}
Version: {release.VERSION}
Architecture: {ARCHITECTURES.get(release.machine(), release.machine())}
Maintainer: The Perceptron Lab authors
Installed-Size: {-(-size // 1024)}
Depends: {", ".join(needed)}
Recommends: libgl1-mesa-dri
Section: education
Priority: optional
Description: neural networks that you can watch while they learn
 Design a small neural network, give it data, and watch it learn: a surface of
 what the network answers everywhere, a map with the data on it, every neuron
 and every weight, live. Works without a connection; nothing else is needed.
"""
