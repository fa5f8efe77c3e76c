"""Where file dialogs open and which name they suggest: beside the experiment's file, and called as it is."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from PySide6.QtCore import QStandardPaths

from app.model.document import Document
from app.model.settings import Settings
from app.model.settings_keys import FOLDER

OWN_ENDING = ".perceptron.json"  # by which the desktop knows our files from other ones in JSON


def folder(document: Document, settings: Settings) -> Path:
    """That of the experiment's file, else the one that was used last, else that of the user's documents."""
    last = settings.get(FOLDER)
    beside = [document.path.parent] if document.path else []
    used = [Path(last)] if last else []
    documents = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
    return next((place for place in (*beside, *used, documents) if place.is_dir()), Path.home())


def remember(settings: Settings, path: Path) -> None:
    """The file at `path` was read or written."""
    settings.set(FOLDER, str(path.absolute().parent))


def stem(document: Document, otherwise: str = "experiment") -> str:
    """The name of a file without its ending: that of the experiment's file, else what the experiment is called."""
    if document.path:
        return without_ending(document.path.name)
    plain = unicodedata.normalize("NFKD", document.name.replace("'", "")).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", plain.lower())) or otherwise


def without_ending(name: str) -> str:
    """The `name` of a file without its ending, all of ours."""
    own = name.lower().endswith(OWN_ENDING) and name[: -len(OWN_ENDING)]
    return own or Path(name).stem
