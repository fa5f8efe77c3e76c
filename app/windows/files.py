"""New, open, save: the dialogs around the document, and the sentences when a file will not do."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from types import MappingProxyType

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

import nncore
from app.disk_words import reason
from app.model import limits
from app.model.document import Document
from app.model.settings import Settings
from app.numbers import localised
from app.training.controller import Controller
from app.windows import places
from app.windows.presets.words import unbroken
from app.windows.saving import ask_where
from nncore import storage

FILTER = "Experiments (*.json);;All files (*)"  # which are those that end in .perceptron.json too
# What they are saved as: the second kind opens by a double click, where the program is installed.
SAVED_AS = MappingProxyType(
    {
        "Experiments (*.json)": "json",
        f"Perceptron Lab files (*{places.OWN_ENDING})": places.OWN_ENDING[1:],
        "All files (*)": "",
    }
)

Stamp = tuple[int, int]  # when a file was changed, and its size


class Files(QObject):
    """The document's way to and from the disk. Whatever fails is said, and leaves the work as it was."""

    notice = Signal(str)
    failed = Signal(str)

    def __init__(self, document: Document, controller: Controller, settings: Settings, window: QWidget) -> None:
        super().__init__(window)
        self._document = document
        self._controller = controller
        self._settings = settings
        self._window = window
        self._seen: Stamp | None = None  # of the document's file when it was last read or written
        document.started_over.connect(self._on_started_over)

    def new(self, preset: str) -> None:
        """Start from a preset, after asking what is to become of unsaved work."""
        chosen = nncore.PRESETS[preset]
        if self.may_discard(f"the preset “{chosen.title}” opens"):
            self._controller.forget()
            self._document.start_over(chosen.experiment, name=chosen.title)
            self.notice.emit(localised(unbroken(chosen.caption)))

    @Slot()
    def open(self) -> None:
        """Ask for a file and open it."""
        name, _ = QFileDialog.getOpenFileName(self._window, "Open an experiment", str(self._folder()), FILTER)
        if name:
            self.open_path(Path(name))

    def open_path(self, path: Path) -> None:
        """Open the file at `path`; a sentence says why where that does not work. Only then is the present work lost."""
        stamp, content = _stamp(path), self._read(path)
        if content is None or not self.may_discard(f"{path.name} opens"):
            return
        if _stamp(path) == stamp:
            self._take(path, content, stamp)
        else:  # it is the file that the present work has just been saved to
            self.load(path)

    def load(self, path: Path) -> bool:
        """Open the file at `path` without a question. Returns whether it could be opened."""
        stamp, content = _stamp(path), self._read(path)
        if content is not None:
            self._take(path, content, stamp)
        return content is not None

    def _read(self, path: Path) -> storage.Content | None:
        """What the file at `path` holds; None after a sentence about why that will not do."""
        try:
            content = storage.read(path, limits.MAX_FILE_BYTES)
            limits.check(content.experiment)
        except nncore.FormatError as error:
            self.failed.emit(f"{path.name} was not opened: {error}")
        except nncore.SpecError as error:
            self.failed.emit(
                f"{path.name} was not opened: it is too large for this window: {error.below('experiment')}"
            )
        except OSError as error:
            if isinstance(error, FileNotFoundError):
                self._settings.remove_recent(path)
            self.failed.emit(f"{path.name} was not opened: {reason(error)}")
        else:
            return content
        return None

    def _take(self, path: Path, content: storage.Content, stamp: Stamp | None) -> None:
        experiment, state, lesson = content
        self._controller.forget()
        self._document.start_over(experiment, state, path, lesson)
        self._seen = stamp
        self._settings.add_recent(path)
        places.remember(self._settings, path)
        self.notice.emit(f"Opened {path.name}")

    @Slot()
    def save(self) -> bool:
        """Save to the document's file, or ask for one."""
        path = self._document.path
        if path is None:
            return self.save_as()
        return self._may_replace(path) and self.save_to(path)

    @Slot()
    def save_as(self) -> bool:
        """Ask for a name and save under it."""
        path = self._ask_where()
        return path is not None and self.save_to(path)

    def save_to(self, path: Path) -> bool:
        """Write the work to `path`. Returns whether that worked."""
        if not self._controller.settle():
            self.failed.emit(f"{path.name} was not saved: the training is still busy. Try again in a moment.")
            return False
        try:
            work = self._document.work
            storage.write(path, storage.dump(work.experiment, self._controller.state, work.lesson))
        except OSError as error:
            self.failed.emit(f"{path.name} was not saved: {reason(error)}. Your work is still here.")
            return False
        self._seen = _stamp(path)
        self._document.mark_saved(path)
        self._settings.add_recent(path)
        places.remember(self._settings, path)
        self.notice.emit(f"Saved {path.name}")
        return True

    def may_discard(self, what_comes: str) -> bool:
        """Whether the present work may go: it is saved, or the user says so. `what_comes`: “the window closes”."""
        if not self._document.precious:
            return True
        buttons = QMessageBox.StandardButton
        answer = QMessageBox.question(
            self._window,
            "Save the changes?",
            f"“{self.title()}” has changes that are not saved. Save them before {what_comes}?",
            buttons.Save | buttons.Discard | buttons.Cancel,
            buttons.Save,
        )
        if answer == buttons.Save:
            return self.save()
        return answer == buttons.Discard

    def trust(self, path: Path, time: datetime) -> None:
        """The document is of the file at `path`, as far as that is not newer than `time`."""
        stamp = _stamp(path)
        self._seen = stamp if stamp is not None and stamp[0] <= 1e9 * time.timestamp() else None

    @Slot()
    def _on_started_over(self) -> None:
        self._seen = None

    def _may_replace(self, path: Path) -> bool:
        """Whether the document's own file may be written: nobody else has changed it, or the user says so."""
        now = _stamp(path)
        if now is None or now == self._seen:
            return True
        buttons = QMessageBox.StandardButton
        answer = QMessageBox.question(
            self._window,
            "Replace the file?",
            f"{path.name} was changed by another program, or in another window, since this work was read or kept. "
            "Save over it?",
            buttons.Save | buttons.Cancel,
            buttons.Cancel,
        )
        return answer == buttons.Save

    def title(self) -> str:
        """The name of the document."""
        return self._document.name or "Untitled experiment"

    def _ask_where(self) -> Path | None:
        """The file to save to."""
        name = self._document.path.name if self._document.path else f"{places.stem(self._document)}.json"
        kind = list(SAVED_AS)[name.endswith(places.OWN_ENDING)]
        chosen = ask_where(self._window, "Save the experiment", self._folder(), name, SAVED_AS, kind)
        return chosen[0] if chosen else None

    def _folder(self) -> Path:
        return places.folder(self._document, self._settings)


def _stamp(path: Path) -> Stamp | None:
    """By which a file is known again; None where there is none, or it cannot be looked at."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size
