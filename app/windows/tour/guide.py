"""The tour while it is shown: which step it is at, the keys, and that veil and card follow the window."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QMainWindow, QScrollArea, QWidget
from shiboken6 import isValid

from app.theme import Theme
from app.training.controller import Controller
from app.windows.appearance import Appearance
from app.windows.classroom import Stage
from app.windows.tour.card import TourCard
from app.windows.tour.place import beside, seen, up_to
from app.windows.tour.steps import Step, steps
from app.windows.tour.veil import Veil

_GEOMETRY = (QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.ShowToParent, QEvent.Type.HideToParent)
_ONWARD = (Qt.Key.Key_Right, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class TourGuide(QObject):
    """Lies over the window's central widget until it is at its end, or is skipped, or one view fills the window."""

    ended = Signal()

    def __init__(
        self,
        window: QMainWindow,
        stage: Stage,
        controller: Controller,
        appearance: Appearance,
        actions: Mapping[str, QAction],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._body = window.centralWidget() or window
        self._workspace = stage.workspace
        self._controller = controller
        self._steps = steps(stage, actions)
        self._step = self._steps[0]
        self.veil = Veil(self._body, appearance.theme)
        self.card = TourCard(self._body, appearance.theme)
        self._focus_before = window.focusWidget()
        # All that moves at once is followed at once, when it has come to rest.
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self.catch_up)
        self._connect(appearance)

    def _connect(self, appearance: Appearance) -> None:
        card = self.card
        card.next.clicked.connect(self.go_on)
        card.back.clicked.connect(self.go_back)
        card.skip.clicked.connect(self.end)
        self._controller.playing_changed.connect(self._on_playing_changed)
        appearance.theme_changed.connect(self._on_theme_changed)
        self._workspace.fill_changed.connect(self._on_fill_changed)
        self._window.installEventFilter(self)  # it gets the keys that nothing in it has taken
        for watched in self._watched():
            watched.installEventFilter(self)

    def _watched(self) -> set[QWidget]:
        """What may move or be hidden: the parts that are told of, and all that they are in."""
        parts = {part for step in self._steps for part in (*step.frame, *(about for about, _ in step.lines))}
        return parts.union(*(up_to(self._body, part) for part in parts))

    @property
    def step(self) -> Step:
        """The one that is told."""
        return self._step

    def begin(self) -> None:
        """Show the first step."""
        shown = self._shown()
        if not shown:  # all is hidden from learners
            self.end()
            return
        self.veil.show()
        self.card.show()
        self._tell(shown[0])
        self.card.setFocus()

    @Slot()
    def go_on(self) -> None:
        """To the next step; after the last one the tour ends."""
        self._go(1)

    @Slot()
    def go_back(self) -> None:
        if self._shown()[0] is not self._step:
            self._go(-1)

    def _go(self, by: int) -> None:
        shown = self._shown()
        at = shown.index(self._step) + by
        if at < len(shown):
            self._tell(shown[at])
        else:
            self.end()

    @Slot()
    def end(self) -> None:
        """Leave the window as if it had not been there."""
        had_focus = self._has_focus()
        self._window.removeEventFilter(self)
        for watched in self._watched():
            watched.removeEventFilter(self)
        self._later.stop()
        for part in (self.veil, self.card):
            part.hide()
            part.deleteLater()
        if had_focus:
            before = self._focus_before
            (before if before is not None and isValid(before) else self._window).setFocus()
        self.ended.emit()
        self.deleteLater()

    def _shown(self) -> list[Step]:
        """The steps whose parts are not hidden."""
        return [step for step in self._steps if step.text(self._body)]

    def _tell(self, step: Step) -> None:
        self._step = step
        area = self._body.findChild(QScrollArea, "panels")
        if area is not None and area.isAncestorOf(step.frame[0]):
            area.ensureWidgetVisible(step.frame[0], 0, 0)
        self.catch_up()

    @Slot()
    def catch_up(self) -> None:
        """Follow what has become of the window: its size, its type, what is hidden."""
        shown = self._shown()
        if not shown:
            self.end()
            return
        if self._step not in shown:
            self._step = next((step for step in self._later_ones() if step in shown), shown[-1])
        step = self._step
        self.card.tell(step.title, step.text(self._body), shown.index(step) + 1, len(shown))
        self.card.urge(self._controller.playing or not step.until_played)
        self._place()

    def _later_ones(self) -> tuple[Step, ...]:
        return self._steps[self._steps.index(self._step) :]

    def _place(self) -> None:
        room = self._body.rect()
        self.veil.setGeometry(room)
        self.veil.uncover(seen(self._step.frame, self._body))
        self.card.setGeometry(beside(self.veil.hole, room, self.card.sizes()))
        self.veil.raise_()
        self.card.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        if watched is self._window:
            return isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._take(event)
        if event.type() in _GEOMETRY:
            self._later.start()
        return False

    def _take(self, event: QKeyEvent) -> bool:
        """Escape ends the tour wherever it was left over; the other keys are the card's."""
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.end()
        elif not self._has_focus() and self._window.focusWidget() not in (None, self._window):
            return False
        elif key in _ONWARD:
            self.go_on()
        elif key == Qt.Key.Key_Left:
            self.go_back()
        else:
            return False
        return True

    def _has_focus(self) -> bool:
        focus = self._window.focusWidget()
        return focus is not None and (focus is self.card or self.card.isAncestorOf(focus))

    @Slot(bool)
    def _on_playing_changed(self, playing: bool) -> None:
        if playing and self._step.until_played:
            self.go_on()

    @Slot(object)
    def _on_theme_changed(self, theme: Theme) -> None:
        self.veil.set_theme(theme)
        self.card.set_theme(theme)
        self._later.start()  # the type may be another too, which is measured by then

    @Slot(str)
    def _on_fill_changed(self, name: str) -> None:
        if name:
            self.end()
