"""What must happen before there is a window, in this order. Each step is small and says why it is there."""

from __future__ import annotations

import gc
import os
import sys
import tempfile
from pathlib import Path

APPLICATION = "Perceptron Lab"


def put_off_collecting() -> None:
    """Of what is made until the engine is loaded next to nothing is garbage. Looking for it takes a tenth of that time.

    After that `app.garbage` looks for it.
    """
    gc.disable()


def limit_threads() -> None:
    """Small matrices are multiplied faster by one thread; this must be set before NumPy is imported."""
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")


def give_streams() -> None:
    """A windowed program frozen on Windows has no stdout and stderr; libraries that write there must not crash."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115  open for the whole run


def speak_utf8() -> None:
    """Started with no language at all, as by a bare launcher, Qt would complain on the terminal."""
    if sys.platform == "linux" and not any(os.environ.get(name) for name in ("LC_ALL", "LC_CTYPE", "LANG")):
        os.environ["LC_CTYPE"] = "C.UTF-8"


def place_cache() -> None:
    """The compiled engine is cached for the next start; the program's own folder may be read-only."""
    if not getattr(sys, "frozen", False) or "NUMBA_CACHE_DIR" in os.environ:
        return
    home = Path.home()
    base = {
        "win32": os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local",
        "darwin": home / "Library" / "Caches",
    }.get(sys.platform, os.environ.get("XDG_CACHE_HOME") or home / ".cache")
    cache = Path(base) / "perceptron-lab"
    try:
        cache.mkdir(parents=True, exist_ok=True)
        writable = os.access(cache, os.W_OK)
    except OSError:
        writable = False
    os.environ["NUMBA_CACHE_DIR"] = str(cache) if writable else tempfile.mkdtemp(prefix="perceptron-lab-")


def import_first() -> None:
    """PySide6 reads the source of each module that is imported after it. These, many with NumPy, are spared that."""
    import nncore  # noqa: F401


def set_attributes() -> None:
    """All OpenGL contexts share what pyqtgraph keeps for each process, and have one format, set beforehand."""
    from PySide6.QtCore import QCoreApplication, Qt
    from PySide6.QtGui import QSurfaceFormat

    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)
    if sys.platform == "darwin":  # else macOS offers OpenGL 2.1 only
        form = QSurfaceFormat()
        form.setVersion(4, 1)
        form.setProfile(QSurfaceFormat.OpenGLContextProfile.CoreProfile)
        QSurfaceFormat.setDefaultFormat(form)


def name_application() -> None:
    """Settings, window titles and the desktop's window list go by these names."""
    from PySide6.QtCore import QCoreApplication
    from PySide6.QtGui import QGuiApplication

    QCoreApplication.setApplicationName("perceptron-lab")
    QGuiApplication.setApplicationDisplayName(APPLICATION)
    QGuiApplication.setDesktopFileName("perceptron-lab")


def choose_opengl() -> None:
    """PyOpenGL guesses the platform from the session; it must be the one that Qt really uses."""
    from PySide6.QtGui import QGuiApplication

    platform = {"xcb": "glx", "wayland": "egl"}.get(QGuiApplication.platformName())
    if platform and os.environ.get("QT_XCB_GL_INTEGRATION") != "xcb_egl":
        os.environ.setdefault("PYOPENGL_PLATFORM", platform)


def load_fonts() -> None:
    """The same face on every system, with figures of one width so that numbers do not jump."""
    from importlib.resources import files

    from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication

    from app.type_size import PIXELS

    for face in ("Inter-Regular.otf", "Inter-SemiBold.otf"):
        QFontDatabase.addApplicationFontFromData((files("app.resources") / "fonts" / face).read_bytes())
    font = QFont("Inter")
    font.setPixelSize(PIXELS)
    font.setFeature(QFont.Tag("tnum"), 1)
    QGuiApplication.setFont(font)


def give_icon() -> None:
    """The picture by which the desktop's window list and task bar show the program."""
    from importlib.resources import files

    from PySide6.QtGui import QGuiApplication, QIcon, QPixmap

    picture = QPixmap()
    picture.loadFromData((files("app.resources") / "app.png").read_bytes())
    QGuiApplication.setWindowIcon(QIcon(picture))


def guard_overrides() -> None:
    """Before any class is derived from one of Qt's: what fails in their methods must not end the program."""
    from app.trouble import overrides

    overrides.guard()


def before_application() -> None:
    """The steps up to QApplication."""
    put_off_collecting()
    limit_threads()
    give_streams()
    speak_utf8()
    place_cache()
    import_first()
    set_attributes()
    name_application()
    guard_overrides()


def after_application() -> None:
    """The steps between QApplication and the first window."""
    choose_opengl()
    load_fonts()
    give_icon()
