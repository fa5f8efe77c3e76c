"""Pictures of the window and of each view: saved to a file, or put on the clipboard."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, Signal, Slot
from PySide6.QtGui import QAction, QColor, QGuiApplication
from PySide6.QtWidgets import QWidget

from app.disk_words import reason
from app.model.document import Document
from app.model.settings import Settings
from app.model.settings_keys import PICTURE_KIND
from app.windows import picturing, places
from app.windows.appearance import Appearance
from app.windows.pointing import pointed_at
from app.windows.saving import ask_where
from app.windows.workspace import Workspace
from nncore import storage

WINDOW = "window"
COPIED_FINER = 2  # pixels per unit on the clipboard: sharp in print and on a projector
SVG = "image/svg+xml"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file, as the dialog offers it."""

    filter: str
    ending: str
    finer: int


KINDS = (
    Kind("PNG picture (*.png)", ".png", 1),
    Kind("PNG picture, 2 times as fine (*.png)", ".png", 2),
    Kind("PNG picture, 4 times as fine (*.png)", ".png", 4),
    Kind("SVG drawing (*.svg)", ".svg", 1),
)
_FIRST_KIND = KINDS[1]


class Pictures(QObject):
    """Draws what is shown, in the theme that is in force."""

    notice = Signal(str)
    failed = Signal(str)

    def __init__(
        self,
        document: Document,
        settings: Settings,
        appearance: Appearance,
        workspace: Workspace,
        window: QWidget,
        actions: Mapping[str, QAction],
    ) -> None:
        super().__init__(window)
        self._document = document
        self._settings = settings
        self._appearance = appearance
        self._workspace = workspace
        self._cards = {card.name: card for card in workspace.cards}
        self._window = window
        self._actions = actions
        self._connect()

    def _connect(self) -> None:
        self._actions["copy_picture"].triggered.connect(self.copy)
        for name in (WINDOW, *self._cards):
            self._actions[f"picture_{name}"].triggered.connect(partial(self.ask, name))
        for name, card in self._cards.items():
            copy, save = QAction("Copy picture", self), QAction("Save picture…", self)
            copy.triggered.connect(partial(self.copy_of, name))
            save.triggered.connect(partial(self.ask, name))
            card.add_to_heading(copy)
            card.add_to_heading(save)
        self._workspace.fill_changed.connect(self._on_fill_changed)

    @Slot()
    def copy(self) -> None:
        """Copy the view that fills the window, else the one under the pointer, else the window."""
        pointed = pointed_at(self._cards.values())
        self.copy_of(self._workspace.filling or (pointed.name if pointed else WINDOW))

    def copy_of(self, name: str) -> None:
        """Put a picture of the view called `name`, or of the window, on the clipboard: as pixels and as a drawing."""
        data = QMimeData()
        data.setImageData(picturing.as_image(self._widget(name), self._ground(name), COPIED_FINER))
        data.setData(SVG, picturing.as_svg(self._widget(name), self._ground(name), self._title()))
        QGuiApplication.clipboard().setMimeData(data)
        self.notice.emit(f"A picture of the {_called(name)} is on the clipboard.")

    def ask(self, name: str) -> None:
        """Ask for a file, and save a picture of the view called `name`, or of the window."""
        first = _kind(self._settings.get(PICTURE_KIND))
        chosen = ask_where(
            self._window,
            f"Save a picture of the {_called(name)}",
            places.folder(self._document, self._settings),
            f"{places.stem(self._document)}-{name}{first.ending}",
            {kind.filter: kind.ending[1:] for kind in KINDS},
            first.filter,
        )
        if chosen:
            path, kind = chosen[0], _kind(chosen[1])
            self._settings.set(PICTURE_KIND, kind.filter)
            if self.save_to(path, name, kind.finer):
                places.remember(self._settings, path)

    def save_to(self, path: Path, name: str, finer: int = 1) -> bool:
        """Save a picture to `path`, whose ending says which kind. Returns whether that worked."""
        widget, ground = self._widget(name), self._ground(name)
        match path.suffix.lower():
            case ".png":
                contents = picturing.as_png(picturing.as_image(widget, ground, finer))
            case ".svg":
                contents = picturing.as_svg(widget, ground, self._title())
            case _:
                self.failed.emit(f"{path.name} was not saved: the name of a picture must end in .png or .svg")
                return False
        try:
            storage.write(path, bytes(contents.data()))
        except OSError as error:
            self.failed.emit(f"{path.name} was not saved: {reason(error)}")
            return False
        self.notice.emit(f"Saved {path.name}")
        return True

    @Slot(str)
    def _on_fill_changed(self, filling: str) -> None:
        # A view that is hidden is not kept up to date.
        for name in self._cards:
            self._actions[f"picture_{name}"].setEnabled(filling in ("", name))

    def _widget(self, name: str) -> QWidget:
        return self._window if name == WINDOW else self._cards[name].view

    def _ground(self, name: str) -> QColor:
        theme = self._appearance.theme
        return QColor(theme.ground if name == WINDOW else theme.card)

    def _title(self) -> str:
        return self._document.path.stem if self._document.path else self._document.name


def _kind(chosen: str) -> Kind:
    return next((kind for kind in KINDS if kind.filter == chosen), _FIRST_KIND)


def _called(name: str) -> str:
    return {"loss": "loss chart"}.get(name, name)
