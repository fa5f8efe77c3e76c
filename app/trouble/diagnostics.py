"""What a report of a problem should hold: versions, machine, screen. It names neither the user nor their files."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QLocale, QSysInfo, qVersion
from PySide6.QtGui import QGuiApplication, QScreen

from app import type_size
from app.bootstrap import APPLICATION
from app.trouble import logs
from nncore import Experiment

Facts = tuple[tuple[str, str], ...]  # each with its name

# As people call them, as they are installed, as they are imported.
PACKAGES = (
    ("PySide6", "PySide6-Essentials", "PySide6"),
    ("NumPy", "numpy", "numpy"),
    ("Numba", "numba", "numba"),
    ("llvmlite", "llvmlite", "llvmlite"),
    ("pyqtgraph", "pyqtgraph", "pyqtgraph"),
    ("PyOpenGL", "PyOpenGL", "OpenGL"),
)


def program_version() -> str:
    return _version("perceptron-lab", "app")


def versions() -> Facts:
    """All that the program is made of."""
    packages = ((name, _version(package, module)) for name, package, module in PACKAGES)
    return (("Python", platform.python_version()), ("Qt", qVersion()), *packages)


def machine() -> Facts:
    """What the program runs on."""
    system = f"{QSysInfo.prettyProductName()}, {QSysInfo.kernelType()} {QSysInfo.kernelVersion()}"
    packaged = "packaged" if getattr(sys, "frozen", False) else "from source"
    return (
        ("System", system),
        ("Processor", f"{_processor()}, {QSysInfo.currentCpuArchitecture()}, {os.cpu_count()} at a time"),
        ("Program", packaged),
    )


def screens() -> Facts:
    """What the window is seen on."""
    found = "; ".join(map(_screen, QGuiApplication.screens())) or "none"
    return (("Screen", found), ("Qt platform", QGuiApplication.platformName()))


def habits() -> Facts:
    """How words and numbers are written."""
    locale = QLocale()
    return (
        ("Type", "large" if type_size.zoom() > 1.0 else "usual"),
        ("Language", f"{QLocale.system().name()}, decimal sign {locale.decimalPoint()}"),
    )


def folder() -> Facts:
    """Where the log is."""
    path = logs.path()
    return (("Log", str(path) if path is not None else "none: its folder cannot be written to"),)


def in_short(experiment: Experiment) -> str:
    """The experiment in a line."""
    network, data, training = experiment.network, experiment.data, experiment.training
    activations = ", ".join(layer.activation for layer in network.hidden_layers)
    parts = (
        "-".join(map(str, network.sizes)),
        f"{activations or 'no hidden layer'}, {network.output_activation}",
        f"{data.dataset} with {data.observations} observations",
        f"{type(training.optimizer).__name__} {training.optimizer.learning_rate:g}",
        f"{training.loss} in batches of {training.batch_size}",
    )
    return "; ".join(parts)


def text(facts: Iterable[tuple[str, str]]) -> str:
    """All of `facts`, a line each, below the program's name."""
    lines = (f"{name}: {value}" for name, value in facts)
    return without_home("\n".join((f"{APPLICATION} {program_version()}", *lines))) + "\n"


def without_home(text: str) -> str:
    """`text` with a ~ in place of the user's own folder, whose name is as a rule that of the user."""
    for home in sorted({str(Path.home()), os.path.realpath(Path.home())}, key=len, reverse=True):
        if len(home) > 1:
            text = text.replace(home, "~")
    return text


def _screen(screen: QScreen) -> str:
    size, ratio = screen.size(), screen.devicePixelRatio()
    return f"{size.width()} × {size.height()} at {100 * ratio:.0f} %, {screen.logicalDotsPerInch():.0f} dots per inch"


def _processor() -> str:
    """Its name, which on Linux is in a file only."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        lines = []
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, "") or platform.processor() or platform.machine()


def _version(package: str, module: str) -> str:
    from importlib.metadata import PackageNotFoundError, version  # for few: it takes a while to import

    try:
        return version(package)
    except PackageNotFoundError:  # in a packaged program that left it out
        return str(getattr(sys.modules.get(module), "__version__", "unknown"))
