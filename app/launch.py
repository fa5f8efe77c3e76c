"""The command line, and the life of the program from QApplication to exit."""

from __future__ import annotations

import argparse
import math
import re
import signal
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QSize, QTimer, Slot
from PySide6.QtWidgets import QApplication

import nncore
from app import bootstrap
from app.folders import state_folder
from app.garbage import GarbageCollector
from app.trouble.errors import ErrorReporter
from app.trouble.watch import Watch
from app.windows.appearance import CHOICES

FACTS_MS = 2_000  # until it is written down what the program runs on: first things first


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line asks for."""

    file: Path | None
    play: bool
    seconds: float | None
    screenshot: Path | None
    save: Path | None
    size: QSize | None
    theme: str | None


def parse(arguments: Sequence[str]) -> Options:
    """The options; leaves the program with a sentence where they make no sense."""
    parser = argparse.ArgumentParser(
        prog="perceptron-lab",
        description="Design a small neural network, give it data, and watch it learn.",
        allow_abbrev=False,  # whoever adds options that were not given must be able to tell which were
    )
    parser.add_argument("file", nargs="?", type=Path, help="an experiment saved as JSON")
    parser.add_argument("--play", action="store_true", help="start training at once")
    parser.add_argument("--seconds", type=_seconds, metavar="S", help="close by itself after S seconds")
    parser.add_argument("--screenshot", type=Path, metavar="PNG", help="with --seconds: save a picture of the window")
    parser.add_argument("--save", type=Path, metavar="JSON", help="with --seconds: save the experiment")
    parser.add_argument("--size", type=_size, metavar="WxH", help="the window's size in pixels, such as 1280x800")
    parser.add_argument("--theme", choices=CHOICES, help="light, dark, or as the system has it")
    options = Options(**vars(parser.parse_args(arguments)))
    if (options.screenshot or options.save) and options.seconds is None:
        parser.error("--screenshot and --save need --seconds: they happen just before the window closes by itself")
    return options


def _seconds(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not 0 < value <= 86_400:
        raise argparse.ArgumentTypeError(f"seconds must be greater than 0 and at most 86400, got {text}")
    return value


def _size(text: str) -> QSize:
    match = re.fullmatch(r"(\d{3,4})x(\d{3,4})", text)
    if match is None:
        raise argparse.ArgumentTypeError(f"size must be WIDTHxHEIGHT, up to 9999 each, such as 1280x800, got {text}")
    return QSize(int(match[1]), int(match[2]))


class Guide(QObject):
    """Does what the command line asks of the running window."""

    def __init__(self, options: Options, application: QApplication, errors: ErrorReporter) -> None:
        super().__init__(application)
        from app import context  # after QApplication: views choose their OpenGL by the platform in use

        self._options = options
        self._context = context.build(application, options.theme, errors)
        self._garbage = GarbageCollector(application)

    def begin(self) -> None:
        """Show the window, then start the engine behind it."""
        options, parts = self._options, self._context
        for number in (signal.SIGINT, signal.SIGTERM):  # the terminal's Ctrl-C, the end of the session
            signal.signal(number, self._on_signal)
        parts.window.place(options.size)
        parts.controller.snapshot_ready.connect(self._on_snapshot)
        parts.window.show()
        QTimer.singleShot(1, self, self._on_shown)  # painting is done before a timer's turn comes

    @Slot()
    def _on_shown(self) -> None:
        options, parts = self._options, self._context
        QTimer.singleShot(FACTS_MS, parts.window.features.reporting, parts.window.features.reporting.log_facts)
        if options.seconds is not None:
            QTimer.singleShot(round(1000 * options.seconds), self, self._on_time_up)
        if options.file is not None and not parts.window.files.load(options.file) and options.seconds is not None:
            self._end(2)
            return
        parts.controller.start()
        if options.play:
            parts.controller.play()
        if options.seconds is None:
            parts.window.features.recovery.begin()
        if options.file is None and options.seconds is None and parts.window.recovery_strip.isHidden():
            parts.window.features.tour.begin_at_first()

    @Slot()
    def _on_snapshot(self) -> None:
        if nncore.is_warm():  # nothing is loaded any more
            self._context.controller.snapshot_ready.disconnect(self._on_snapshot)
            self._garbage.start()

    def stop(self) -> None:
        """Whichever way the event loop was left: no thread may outlive it."""
        self._context.controller.close()
        self._garbage.stop()

    def _on_signal(self, _number: int, _frame: object) -> None:
        # Python hears of it when it next runs, in a painting perhaps, or at the latest in the garbage collector.
        QTimer.singleShot(0, self, self._on_interrupted)

    @Slot()
    def _on_interrupted(self) -> None:
        self._context.window.features.autosaving.keeps_at_end = True  # nobody was asked what is to become of the work
        self._end(0)

    @Slot()
    def _on_time_up(self) -> None:
        options, window = self._options, self._context.window
        pictured = options.screenshot is None or window.grab().save(str(options.screenshot), "PNG")
        if not pictured:
            window.status.complain(f"{options.screenshot} was not saved")
        saved = options.save is None or window.files.save_to(options.save)
        self._end(0 if pictured and saved else 1)

    def _end(self, status: int) -> None:
        """Close without questions, whatever dialog is open. With a status that is not 0, say why on the terminal."""
        window = self._context.window
        if status:
            sys.stderr.write(f"perceptron-lab: {window.status.notice}\n")
        window.asks_before_closing = False
        window.close()
        QCoreApplication.exit(status)


def run(arguments: Sequence[str]) -> int:
    """Show the window and live until it is closed; returns the exit status."""
    options = parse(arguments)
    with Watch(state_folder()) as watch:
        application = QApplication(["perceptron-lab"])
        watch.on_screen()
        application.setStyle("Fusion")  # the style sheet is drawn on top of it, the same on every system
        bootstrap.after_application()
        guide = Guide(options, application, watch.errors)
        watch.tell_of_crashes()
        guide.begin()
        status = application.exec()
        guide.stop()
    return status
