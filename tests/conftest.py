"""For all tests: a home of their own, random examples that repeat, and no thread or timer left alive."""

from __future__ import annotations

import gc
import os
import sys
import tempfile
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from tests.leftovers import Watch

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

settings.register_profile("repeatable", deadline=None, max_examples=60, derandomize=True)
settings.load_profile("repeatable")

# Qt ends the whole process where it finds no screen: without one, widgets are drawn in memory.
if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["LC_NUMERIC"] = "C"  # the system's numbers have points, wherever the tests run
HAS_SCREEN = os.environ.get("QT_QPA_PLATFORM", "").partition(":")[0] not in ("offscreen", "minimal")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    no_screen = pytest.mark.skip(reason="OpenGL needs a screen; packaging/dev.py test brings a virtual one")
    for item in items:
        if not HAS_SCREEN and item.get_closest_marker("gl"):
            item.add_marker(no_screen)


@pytest.fixture(scope="session")
def qapp_cls() -> type[QApplication]:
    """What pytest-qt makes the application of; before that, the steps that must come before it."""
    from PySide6.QtWidgets import QApplication  # only where a test uses Qt

    from app import bootstrap

    bootstrap.set_attributes()
    return QApplication


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> QApplication:
    """The application, with the fonts and the OpenGL of the program."""
    from app import bootstrap

    qapp.setStyle("Fusion")
    bootstrap.after_application()
    return qapp


@pytest.fixture(scope="session", autouse=True)
def runtime_folder() -> Iterator[None]:
    """Qt says on stderr when there is no such folder, and warnings are errors here."""
    with tempfile.TemporaryDirectory(prefix="perceptron-lab-tests-") as folder, pytest.MonkeyPatch.context() as patch:
        if "XDG_RUNTIME_DIR" not in os.environ:
            patch.setenv("XDG_RUNTIME_DIR", folder)
        yield


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Settings, caches and data of the person who runs the tests are neither read nor written."""
    home = tmp_path_factory.mktemp("home")
    for name in ("XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(home / name.lower()))
    if "PySide6.QtCore" in sys.modules:
        from app import folders  # only where a test uses Qt

        for name in ("config_folder", "state_folder"):  # on every system
            monkeypatch.setattr(folders, name, partial(home.joinpath, name))
    return home


@pytest.fixture(autouse=True)
def decimal_points() -> None:
    """Numbers are written with points until a test wants it otherwise, which ends with that test."""
    if "PySide6.QtCore" in sys.modules:
        from PySide6.QtCore import QLocale  # only where a test uses Qt

        QLocale.setDefault(QLocale.c())


@pytest.fixture(autouse=True)
def collected_in_this_thread(request: pytest.FixtureRequest) -> Iterator[None]:
    """As in the program: garbage that holds widgets must not be found by another thread."""
    gc.disable()
    gc.collect()  # what the last test has used is let go of after its end; once frozen it would stay for ever
    gc.freeze()  # what was there before need not be looked through after every test
    yield
    if "qapp" in request.fixturenames:
        gc.collect()


@pytest.fixture(autouse=True)
def nothing_left_alive(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Fails a test that leaves a thread running or a timer active: it would fire into the next one."""
    watch = Watch(monkeypatch, threading.enumerate())
    yield
    left = watch.leftovers()
    assert not left, "left alive: " + "; ".join(left)
