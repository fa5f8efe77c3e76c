"""Builds every object of the program once and hands it to those that need it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QApplication

import nncore
from app.model.document import Document
from app.model.settings import Settings
from app.model.settings_keys import SPEED
from app.training.controller import Controller
from app.trouble.errors import ErrorReporter
from app.windows.appearance import Appearance
from app.windows.main_window import MainWindow

FIRST_PRESET = "first-run"


@dataclass(frozen=True, slots=True)
class Context:
    """The objects that live as long as the program."""

    document: Document
    controller: Controller
    settings: Settings
    appearance: Appearance
    errors: ErrorReporter
    window: MainWindow


def build(application: QApplication, theme: str | None = None, errors: ErrorReporter | None = None) -> Context:
    """Everything, wired, not yet shown; the training thread is not running yet. `theme` is for this time only."""
    errors = errors or ErrorReporter()
    settings = Settings()
    first = nncore.PRESETS[FIRST_PRESET]
    document = Document(first.experiment, name=first.title, default_speed=settings.get(SPEED))
    controller = Controller(document, errors.report)
    appearance = Appearance(application, settings, theme)
    window = MainWindow(document, controller, settings, appearance, errors)
    return Context(document, controller, settings, appearance, errors, window)
