"""The start: what is loaded when. How many seconds it takes is for the benchmark, what they come from is seen here."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.model.document import Document
from app.training.controller import Controller
from app.training.snapshot import Phase

# For what a first look does not need: drawing in 3D, training, and everything that people have to ask for.
LATE = (
    "pyqtgraph",
    "OpenGL.GL",
    "numba",
    "nncore.kernels",
    "csv",
    "importlib.metadata",
    "app.views.surface_scene",
    "app.model.csv_export",
    "app.model.tables",
    "app.windows.classroom_window",
    "app.windows.help.window",
    "app.windows.link_dialog",
    "app.windows.own_data.importing",
    "app.windows.own_data.window",
    "app.windows.preferences_window",
    "app.windows.presets.gallery",
    "app.windows.tour.guide",
)

# Prints what is loaded when the window has been painted; when the surface has been, the first time with an answer of
# the network; and when the engine is ready. It notes too whether Python may look for garbage.
PROGRAM = """
import gc, json, sys
from app import bootstrap
bootstrap.before_application()
from app import context, launch
from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QApplication

class Painted(QObject):
    def eventFilter(self, view, event):
        if event.type() == QEvent.Type.Paint:
            moments.setdefault("shown" if view.snapshot is None else "drawn", (sorted(sys.modules), gc.isenabled()))
        return False

def run_until(condition):
    while not condition():
        application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)

application = QApplication([])
bootstrap.after_application()
parts = context.build(application)
moments, painted, surface = {}, Painted(), parts.window.gallery.surface
surface.installEventFilter(painted)
alarm = QTimer(interval=5)
alarm.start()
parts.window.show()
run_until(lambda: "shown" in moments)
parts.controller.start()
run_until(lambda: "drawn" in moments)
run_until(lambda: parts.controller.latest.message == "")
moments["ready"] = (sorted(sys.modules), gc.isenabled())
parts.window.close()
print(json.dumps(moments))
"""

Moments = dict[str, tuple[list[str], bool]]


@pytest.fixture(scope="module")
def moments(tmp_path_factory: pytest.TempPathFactory) -> Moments:
    home = tmp_path_factory.mktemp("home")
    folders = {name: str(home) for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "APPDATA", "LOCALAPPDATA")}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        env=os.environ | folders,
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    moments: Moments = json.loads(done.stdout)
    return moments


def loaded(moments: Moments, moment: str) -> set[str]:
    return set(moments[moment][0]).intersection(LATE)


def test_the_window_is_shown_before_anything_is_loaded_that_can_wait(moments: Moments) -> None:
    assert loaded(moments, "shown") == set()


def test_the_views_are_drawn_before_the_engine_is_loaded(moments: Moments) -> None:
    assert loaded(moments, "drawn") <= {
        "pyqtgraph",
        "OpenGL.GL",
        "app.views.surface_scene",
        "csv",
        "importlib.metadata",
    }


def test_the_engine_is_loaded_without_being_asked_for(moments: Moments) -> None:
    assert {"numba", "nncore.kernels"} <= loaded(moments, "ready")


def test_the_first_picture_has_as_many_points_as_were_chosen_before(document: Document, qtbot: QtBot) -> None:
    controller = Controller(document)
    controller.set_resolution(40)
    with qtbot.waitSignal(controller.snapshot_ready) as shown:
        controller.start()
    controller.close()
    assert shown.args[0].surface.shape == (40, 40)


def test_a_key_pressed_before_the_engine_is_loaded_is_not_lost(document: Document, qtbot: QtBot) -> None:
    controller = Controller(document)
    controller.start()
    controller.play()
    qtbot.waitUntil(lambda: getattr(controller.latest, "phase", None) is Phase.TRAINING, timeout=20_000)
    controller.close()


def test_a_window_that_is_closed_at_once_waits_for_no_engine(
    document: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded: list[str] = []
    monkeypatch.setattr("nncore.warm_up", lambda: loaded.append("engine"))
    controller = Controller(document)
    controller.start()
    controller.close()
    assert loaded == []


def test_nobody_looks_for_garbage_meanwhile(moments: Moments) -> None:
    assert not any(enabled for _modules, enabled in moments.values())


def test_what_is_late_exists() -> None:
    """Else a module that was given another name would be forgotten here."""
    folder = Path(__file__).parents[2]
    ours = [name for name in LATE if name.startswith(("app.", "nncore."))]
    paths = [folder.joinpath(*name.split(".")) for name in ours]
    assert [str(path) for path in paths if not (path.is_dir() or path.with_suffix(".py").is_file())] == []
