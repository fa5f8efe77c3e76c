"""One view alone on the whole screen, for an audience; all keys go on working, and Escape ends it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QMainWindow, QWidget

from app.panels.parts import label
from app.windows.pointing import focused, pointed_at
from app.windows.workspace import Workspace

HOW_TO_END = "Esc ends it"
HINT_MS = 4_000  # long enough to be read, and gone when the lesson begins
_FROM_BOTTOM = 24  # pixels


class Presenting(QObject):
    """Hides all that is not the view. Afterwards the window is as it was before."""

    ended = Signal()

    def __init__(
        self,
        window: QMainWindow,
        workspace: Workspace,
        frame: Sequence[QWidget],
        action: QAction,
        urgent: Sequence[QWidget] = (),
    ) -> None:
        """`frame` is what stands around the workspace. What is `urgent` is hidden too, but may show itself again."""
        super().__init__(window)
        self._window = window
        self._workspace = workspace
        self._frame = frame
        self._action = action
        self._urgent = tuple(urgent)
        self._hidden: list[QWidget] = []
        self._before: tuple[str, Qt.WindowState] | None = None
        self.hint = label(HOW_TO_END, "onscreen")
        self.hint.setParent(window)
        self.hint.hide()
        self._hint_timer = QTimer(self, singleShot=True, interval=HINT_MS)
        self._hint_timer.timeout.connect(self.hint.hide)
        action.triggered.connect(self._on_triggered)
        workspace.fill_changed.connect(self._on_fill_changed)
        for watched in (window, *frame, *self._urgent):
            watched.installEventFilter(self)

    def begin(self, name: str) -> None:
        """Present the view called `name`."""
        self._before = self._workspace.filling, self._window.windowState()
        self._hidden = [part for part in (*self._frame, *self._urgent) if part.isVisible()]
        for part in self._hidden:
            part.hide()
        if self._workspace.filling != name:
            self._workspace.fill(name)
        self._window.setWindowState(self._window.windowState() | Qt.WindowState.WindowFullScreen)
        self._action.setChecked(True)
        self._place_hint()
        self.hint.show()
        self._hint_timer.start()

    def _place_hint(self) -> None:
        self.hint.adjustSize()
        place = self.hint.rect()
        place.moveCenter(self._window.rect().center())
        place.moveBottom(self._window.height() - _FROM_BOTTOM)
        self.hint.setGeometry(place)
        self.hint.raise_()

    def end(self) -> None:
        """Show the window as it was."""
        if self._before is not None:
            self._restore(*self._before)

    def _restore(self, filling: str, state: Qt.WindowState) -> None:
        self._before = None
        self._hint_timer.stop()
        self.hint.hide()
        for part in self._hidden:
            part.show()
        self._window.setWindowState(state)
        if self._workspace.filling != filling:
            self._workspace.fill(filling)
        self._action.setChecked(False)
        self.ended.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        if self._before is not None and watched is not self._window:
            if event.type() == QEvent.Type.Show and isinstance(watched, QWidget):  # perhaps by a lesson
                self._on_part_shown(watched)
        elif self._before is not None:
            if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
                if event.key() == Qt.Key.Key_Escape:
                    self.end()
                    return True
            elif event.type() == QEvent.Type.Resize:
                self._place_hint()
            elif event.type() == QEvent.Type.WindowStateChange and not self._window.isFullScreen():
                self._restore(self._before[0], self._window.windowState())
        return super().eventFilter(watched, event)

    def _on_part_shown(self, part: QWidget) -> None:
        if part not in self._urgent:
            part.hide()
            self._hidden.append(part)
        elif part in self._hidden:  # it has something new to say, and may be closed before the end
            self._hidden.remove(part)

    @Slot(bool)
    def _on_triggered(self, on: bool) -> None:
        if on:
            cards = self._workspace.cards
            pointed = pointed_at(cards) or focused(cards) or cards[0]
            self.begin(self._workspace.filling or pointed.name)
        else:
            self.end()

    @Slot(str)
    def _on_fill_changed(self, name: str) -> None:
        if not name and self._before is not None:  # everything is to be seen again
            self._restore("", self._before[1])
