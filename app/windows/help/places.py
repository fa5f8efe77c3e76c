"""Which page of the help is about which part of the program: for F1 over it, or in it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from PySide6.QtWidgets import QWidget

from app.panels.data import DataPanel
from app.panels.inputs import InputsPanel
from app.panels.network import NetworkPanel
from app.panels.run_bar import RunBar
from app.panels.training import TrainingPanel
from app.windows.card import Card
from app.windows.classroom_window import ClassroomWindow
from app.windows.lesson_note import LessonNote
from app.windows.link_dialog import LinkDialog
from app.windows.own_data.importing import ImportDialog
from app.windows.own_data.window import OwnDataWindow
from app.windows.paint_strip import PaintStrip
from app.windows.preferences_window import PreferencesWindow
from app.windows.presets.gallery import PresetsGallery
from app.windows.recovery.strip import RecoveryStrip
from app.windows.shortcuts_window import ShortcutsWindow
from app.windows.status_line import StatusLine

CARDS: Mapping[str, str] = MappingProxyType(
    {"network": "diagram", "loss": "loss-chart", "surface": "surface", "map": "map"}
)

PARTS: tuple[tuple[type[QWidget], str], ...] = (
    (DataPanel, "data"),
    (InputsPanel, "inputs"),
    (NetworkPanel, "network"),
    (TrainingPanel, "training"),
    (RunBar, "running"),
    (StatusLine, "trouble"),
    (LessonNote, "presets#fail"),
    (RecoveryStrip, "files#kept"),
    (PaintStrip, "own-data#paint"),
    (OwnDataWindow, "own-data#table"),
    (ImportDialog, "own-data#csv"),
    (PresetsGallery, "presets"),
    (ClassroomWindow, "classroom"),
    (PreferencesWindow, "classroom#numbers"),
    (LinkDialog, "files#link"),
    (ShortcutsWindow, "keyboard"),
)

# Fields that have a section of their own, by the names that they have in the program.
FIELDS: Mapping[str, str] = MappingProxyType(
    {
        "data.dataset": "data#sets",
        "data.noise": "data#noise",
        "data.test_fraction": "data#split",
        "data.seed": "data#seed",
        "network.center_inputs": "inputs#centre",
        "network.output_activation": "network#output",
        "network.initializer": "network#start",
        "seed": "network#seed",
        "training.optimizer.learning_rate": "training#rate",
        "training.optimizer": "training#optimizer",
        "training.loss": "training#loss",
        "training.batch_size": "training#batch",
        "training.schedule": "training#schedule",
        "training.l1": "training#regularisation",
        "training.l2": "training#regularisation",
        "training.clip_norm": "training#regularisation",
    }
)


def page_of(widget: QWidget | None) -> str:
    """The page about `widget`, or about what it stands in, with its section; "" where there is none."""
    while widget is not None:
        page = FIELDS.get(widget.objectName()) or _page(widget)
        if page:
            return page
        widget = widget.parentWidget()
    return ""


def _page(widget: QWidget) -> str:
    if isinstance(widget, Card):
        return CARDS[widget.name]
    return next((page for kind, page in PARTS if isinstance(widget, kind)), "")
