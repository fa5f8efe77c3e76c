"""What the packaged program goes without: modules, plugins and libraries, each with its reason. For app.spec."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from binaries import needs

Entry = tuple[str, str, str]  # PyInstaller's: the name in the folder, the file it comes from, its kind

MODULES = (
    # For those who write programs, not for those who use them.
    *("IPython", "_pytest", "doctest", "hypothesis", "mypy", "pdb", "pydoc_data", "pygments", "pytest", "setuptools"),
    *("curses", "jinja2", "lib2to3", "readline", "tests", "llvmlite.tests", "numba.pycc", "numba.testing"),
    *("numba.tests", "numpy.f2py", "pyqtgraph.console", "pyqtgraph.examples", "pyqtgraph.flowchart"),
    # Used where they happen to be installed; nothing here needs them.
    *("PIL", "cupy", "matplotlib", "scipy", "sqlite3", "threadpoolctl", "tkinter"),
    # Graphics processors, and loops on several threads: the engine asks for neither.
    *("numba.cuda", "numba.np.ufunc.omppool", "numba.np.ufunc.tbbpool", "numba.np.ufunc.workqueue"),
    # The program opens no connection. Without OpenSSL, hashlib takes Python's own SHA-2.
    *("_hashlib", "_ssl", "ftplib", "http.server", "smtplib", "ssl", "xmlrpc"),
    *("PySide6.QtDesigner", "PySide6.QtNetwork", "PySide6.QtPdf", "PySide6.QtQml", "PySide6.QtQuick", "PySide6.QtTest"),
)

# Parts of paths in the folder.
FILES = (
    # Whole worlds of Qt that no window here opens.
    *("Qt6Designer", "Qt6Network", "Qt6Pdf", "Qt6Qml", "Qt6Quick", "Qt6Test", "Qt6VirtualKeyboard"),
    *("Qt6WaylandCompositor", "libqpdf", "plugins/networkinformation", "plugins/qmllint", "plugins/qmltooling"),
    *("plugins/sqldrivers", "plugins/tls", "qtvirtualkeyboard", "translations/"),
    # Screens without a desktop: a bare frame buffer, a remote viewer, touch panels of cars.
    *("plugins/egldeviceintegrations", "plugins/generic", "platforms/libqeglfs", "platforms/libqlinuxfb"),
    *("platforms/libqminimal", "platforms/libqvkkhrdisplay", "platforms/libqvnc", "libfullscreen-shell"),
    *("libivi-shell", "libqt-shell", "libwl-shell"),
    # It draws its own look, and asks the desktop for file dialogs through the portal, not through GTK.
    "platformthemes/libqgtk3",
    # Pictures are read and written as PNG and SVG.
    *("libqgif", "libqicns", "libqico", "libqjpeg", "libqtga", "libqtiff", "libqwbmp", "libqwebp"),
    *("qgif.dll", "qicns.dll", "qjpeg.dll", "qtga.dll", "qtiff.dll", "qwbmp.dll", "qwebp.dll"),
    *("pyqtgraph/icons/peegee", "__pycache__"),
)

# These must be the system's own: its graphics driver is loaded into the program too, and may need newer ones than those
# of the machine on which the program was packed. Every desktop has them; so says AppImage's list of them.
SYSTEM = (
    *("libX11-xcb.so.1", "libX11.so.6", "libdbus-1.so.3", "libexpat.so.1", "libfontconfig.so.1", "libfreetype.so.6"),
    *("libgcc_s.so.1", "libstdc++.so.6", "libuuid.so.1", "libxcb.so.1", "libz.so.1"),
)

# NumPy's libraries were rearranged after they were linked, and cannot be loaded any more when they are stripped.
UNSTRIPPED = ("numpy/", "numpy.libs/")


def slim(entries: Iterable[Entry]) -> list[Entry]:
    """`entries` without what is not needed, nor what is needed by that alone."""
    left = [entry for entry in entries if not _useless(entry)]
    return linked(left, needs) if sys.platform == "linux" else left


def _useless(entry: Entry) -> bool:
    name = entry[0].replace("\\", "/")
    return Path(name).name in SYSTEM or any(part in name for part in FILES)


def linked(entries: Sequence[Entry], needs: Callable[[Path], Iterable[str]]) -> list[Entry]:
    """`entries` without the shared libraries that nothing else is linked to; `needs` tells what a file is linked to."""
    libraries = {Path(entry[0]).name: entry for entry in entries if _shared(entry) and entry[2] != "SYMLINK"}
    waiting = [entry for entry in entries if not _shared(entry) and entry[2] in ("BINARY", "EXTENSION")]
    kept: set[str] = set()
    while waiting:
        found = libraries.keys() & set(needs(Path(waiting.pop()[1])))
        waiting += [libraries[name] for name in found - kept]
        kept |= found
    return [entry for entry in entries if not _shared(entry) or Path(entry[0]).name in kept]


def _shared(entry: Entry) -> bool:
    """Whether it is a library that is only there for others, which the system finds by name when it loads them."""
    name = Path(entry[0])
    return name.parent.as_posix() in (".", "PySide6/Qt/lib") and ".so" in name.name and "libpython" not in name.name


def stripped(entry: Entry, folder: Path) -> Entry:
    """`entry`, on Linux as a copy in `folder` without names for debuggers: in all 45 MB, that of LLVM alone 19."""
    name, source, kind = entry
    if sys.platform != "linux" or kind not in ("BINARY", "EXTENSION") or name.startswith(UNSTRIPPED):
        return entry
    quiet = folder / name
    quiet.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run(["strip", "--strip-unneeded", "-o", str(quiet), str(Path(source).resolve())], check=True)
    return (name, str(quiet), kind)
