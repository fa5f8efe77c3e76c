"""The peer of our window: a bare one of pyqtgraph with the same two views. Prints what it measured as JSON.

python -m tests.bench.bare_window [shown]
"""

from __future__ import annotations

import json
import sys

import numpy as np
import pyqtgraph as pg
import pyqtgraph.opengl as gl
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QSplitter

from tests.bench.clock import Frames, Ticks, TimedApplication, busy_milliseconds, run_for

POINTS = 100


def waves(points: int) -> list[NDArray[np.float32]]:
    line = np.linspace(0, 6, points, dtype=np.float32)
    return [np.sin(line[:, None] + shift) * np.sin(line) for shift in (0.0, 1.0)]


def main(words: list[str]) -> None:
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)
    application = TimedApplication(["bare"])
    window, view, plot = QSplitter(), gl.GLViewWidget(), pg.PlotWidget()
    line = np.linspace(0, 1, POINTS)
    surfaces = waves(POINTS)
    surface = gl.GLSurfacePlotItem(x=line, y=line, z=surfaces[0], shader="shaded")
    view.addItem(surface)
    plot.addItem(pg.ScatterPlotItem(*np.random.default_rng(0).random((2, 500))))

    def update(i: int) -> None:
        surface.setData(z=surfaces[i % 2])

    window.addWidget(view)
    window.addWidget(plot)
    window.resize(1280, 800)
    window.setSizes([640, 640])
    frames = Frames(view)
    window.show()
    measured = {"shown": frames.wait()}
    if words != ["shown"]:
        run_for(0.5)
        measured["tick"] = Ticks().p95(3.0)
        measured["update_and_paint"] = busy_milliseconds(application, update, 15)
    print(json.dumps(measured))
    window.close()
    application.quit()


if __name__ == "__main__":
    main(sys.argv[1:])
