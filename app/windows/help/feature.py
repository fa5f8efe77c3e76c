"""The help: F1 opens the page about what one is at, and another key the mathematics with the network's own numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QAction, QCursor
from PySide6.QtWidgets import QApplication, QWidget

from app.model.document import Document
from app.training.controller import Controller
from app.windows.appearance import Appearance
from app.windows.help.pages import FIRST, STEPS, Book
from app.windows.shortcuts_window import Group

if TYPE_CHECKING:
    from app.windows.help.window import HelpWindow
    from app.windows.help.worked import Worked


class HelpDesk(QObject):
    """Makes the window when it is first asked for: until then nothing of it is even loaded."""

    def __init__(
        self,
        document: Document,
        controller: Controller,
        appearance: Appearance,
        window: QWidget,
        actions: Mapping[str, QAction],
        groups: Callable[[], list[Group]],
    ) -> None:
        """`groups` gives all keys there are, by the menu or view they belong to."""
        super().__init__(window)
        self._document = document
        self._controller = controller
        self._appearance = appearance
        self._window = window
        self._actions = actions
        self._groups = groups
        self._pointer = QCursor.pos()  # where it was when the focus came to where it is
        self._worked: Worked | None = None
        self.help: HelpWindow | None = None
        actions["help"].setShortcutContext(Qt.ShortcutContext.ApplicationShortcut)  # other windows have pages too
        self._connect()

    def _connect(self) -> None:
        self._actions["help"].triggered.connect(self.explain)
        self._actions["steps"].triggered.connect(self.show_steps)
        self._appearance.theme_changed.connect(self._on_theme_changed)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus_changed)

    @Slot()
    def explain(self) -> None:
        """Open the page about where the pointer or the focus is, whichever moved last; else the first page."""
        from app.windows.help.places import page_of  # it knows all windows, which the start need not wait for

        pointed, focused = QApplication.widgetAt(QCursor.pos()), QApplication.focusWidget()
        pointer_moved = QCursor.pos() != self._pointer
        widgets = (pointed, focused) if pointer_moved else (focused, pointed)
        pages = [page for page in map(page_of, widgets) if page]
        self.show(pages[0] if pages else FIRST)

    @Slot()
    def show_steps(self) -> None:
        """Open the worked example with the network as it is now."""
        if self._worked is not None:
            self._on_refresh()
        self.show(STEPS)

    def show(self, page: str) -> None:
        """Open a page, given as NAME or NAME#SECTION, beside the window."""
        if self.help is None:
            self.help = self._made()
        self.help.search.clear()
        self.help.open_page(page)
        self.help.show()
        self.help.raise_()
        self.help.activateWindow()
        self.help.browser.setFocus()

    def _made(self) -> HelpWindow:
        from app.windows.help import tables as help_tables  # most people never ask for it
        from app.windows.help.window import HelpWindow
        from app.windows.help.worked import Worked

        self._worked = Worked(self._document, self._controller)
        tables = {**help_tables.TABLES, "steps": self._worked.page, "keys": self._keys}
        made = HelpWindow(Book(self._key, MappingProxyType(tables)), self._appearance.theme, self._window)
        made.addAction(self._actions["step_batch"])  # the worked example asks for that key
        made.action_wanted.connect(self._on_action)
        made.refresh_wanted.connect(self._on_refresh)
        made.turn_wanted.connect(self._on_turn)
        return made

    def _key(self, name: str) -> str:
        from app.windows.help.tables import key_of

        return key_of(self._actions[name])

    def _keys(self) -> str:
        from app.windows.help.tables import keys

        return keys((group.title, group.rows) for group in self._groups())

    @Slot(str)
    def _on_action(self, name: str) -> None:
        if name in self._actions and self._actions[name].isEnabled():
            self._actions[name].trigger()

    @Slot()
    def _on_refresh(self) -> None:
        if self._worked is not None and self.help is not None:
            self._worked.take()
            self.help.renew(STEPS)

    @Slot(int)
    def _on_turn(self, steps: int) -> None:
        if self._worked is not None and self.help is not None:
            self._worked.turn(steps)
            self.help.renew(STEPS)

    @Slot()
    def _on_focus_changed(self) -> None:
        self._pointer = QCursor.pos()

    @Slot(object)
    def _on_theme_changed(self) -> None:
        if self.help is not None:
            self.help.renew(STEPS)  # its numbers may be written in another way
            self.help.set_theme(self._appearance.theme)
